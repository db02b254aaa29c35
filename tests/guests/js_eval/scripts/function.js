// Function: ECMA-262, 20.2. Functions can't be made from text here, nor can their text be read.
typeof Function
typeof Function.prototype
Function.prototype.name
Function.prototype.length
Function.prototype()
Function.prototype(1, 2, 3)
Object.getPrototypeOf(Function) === Function.prototype
Object.getPrototypeOf(Function.prototype) === Object.prototype
Math.max instanceof Function
(() => 1) instanceof Function
(() => 1) instanceof Object
Function instanceof Function
Object instanceof Function
Function.prototype instanceof Function
Function.prototype.constructor === Function
// call
Math.max.call(null, 1, 3, 2)
Math.max.call()
String.prototype.toUpperCase.call("abc")
String.prototype.toUpperCase.call(true)
String.prototype.toUpperCase.call(null)
(function () { return this.x }).call({x: 5})
(function (...a) { return a.length }).call({}, 1, 2, 3)
(function () { return typeof this }).call({})
let f = (a, b) => [a, b]; f.call(null, 1)
Function.prototype.call.call(Math.max, null, 1, 2)
Function.prototype.call.call(1)
Function.prototype.call.call({})
Function.prototype.call.call(undefined)
Array.prototype.slice.call({0: "a", 1: "b", length: 2})
[].concat.call(1, 2).length
// apply
Math.max.apply(null, [1, 3, 2])
Math.max.apply(null, {length: 2, 0: 5, 1: 9})
Math.max.apply(null, {length: 1})
Math.max.apply(null, null)
Math.max.apply(null, undefined)
Math.max.apply()
Math.max.apply(null, 1)
Math.max.apply(null, "12")
Math.max.apply(null, true)
Math.max.apply(null, [, 1])
Math.max.apply(null, new Uint8Array([1, 9]))
Math.max.apply(null, {length: "2", 0: 1, 1: 2})
Math.max.apply(null, {length: -1, 0: 1})
Math.max.apply(null, {get length() { out("length"); return 1 }, get 0() { out("0"); return 7 }})
(function (...a) { return [this.x, a] }).apply({x: 1}, [1, , 3])
Function.prototype.apply.call(1, null, [])
String.fromCharCode.apply(String, [72, 105])
Array.prototype.push.apply([1], [2, 3])
// bind
Math.max.bind(null, 5)(1, 7)
Math.max.bind(null, 5).name
Math.max.bind(null, 5).length
Math.max.bind(null, 5, 6, 7).length
Math.max.bind().length
Math.max.bind().bind().name
(function (a, b, c) { }).bind(null, 1).length
(function () { return this.x }).bind({x: 4})()
(function () { return this.x }).bind({x: 4}).call({x: 9})
(function () { return this.x }).bind({x: 4}).bind({x: 5})()
(function (...a) { return a }).bind(null, 1, 2)(3, 4)
let b = (function (...a) { return a }).bind(null, [1]); [b(), b(2)]
let b = (function P(x, y) { this.x = x; this.y = y }).bind({z: 1}, 1); new b(2)
let P = function (x) { this.x = x }; let b = P.bind(null, 1); new b() instanceof P
let P = function (x) { this.x = x }; let b = P.bind(null, 1); new b() instanceof b
let b = Date.bind(null, 86400000); new b().getTime()
let b = Map.bind(); new b([[1, 2]])
let b = Map.bind(); b()
new (Math.max.bind())()
"prototype" in Math.max.bind()
Object.getOwnPropertyNames(Math.max.bind())
Function.prototype.bind.call(1)
Function.prototype.bind.call({})
Function.prototype.bind.call(Math.abs, null)(-3)
Object.defineProperty(() => 1, "name", {value: "renamed"}).bind().name
Object.defineProperty(() => 1, "name", {value: 5}).bind().name
Object.defineProperty(() => 1, "length", {value: 7}).bind(null, 1).length
Object.defineProperty(() => 1, "length", {value: "7"}).bind(null, 1).length
Object.defineProperty(() => 1, "length", {value: 2.9}).bind(null, 1).length
Object.defineProperty(() => 1, "length", {value: Infinity}).bind(null, 1).length
Object.defineProperty(() => 1, "length", {value: -5}).bind().length
Object.getPrototypeOf(Math.max.bind()) === Function.prototype
["10", "11"].map(Number.call.bind(Number.prototype.toString, 255))
["a", "b"].map(Function.prototype.call, String.prototype.toUpperCase)
["a", "b"].map(Function.prototype.call.bind(String.prototype.toUpperCase))
// Symbol.hasInstance
Function.prototype[Symbol.hasInstance].call(Array, [])
Function.prototype[Symbol.hasInstance].call(Array, {})
Function.prototype[Symbol.hasInstance].call(Array, 1)
Function.prototype[Symbol.hasInstance].call({}, {})
Function.prototype[Symbol.hasInstance].call(1, {})
Function.prototype[Symbol.hasInstance].call(Math.max, {})
Function.prototype[Symbol.hasInstance].call(Math.max, 1)
Function.prototype[Symbol.hasInstance].call(Array.bind(), [])
Array[Symbol.hasInstance]([])
Function.prototype[Symbol.hasInstance].name
[] instanceof Array.bind().bind()
let b = Array.bind(); Object.defineProperty(b, Symbol.hasInstance, {value: x => x === 7}); [7 instanceof b.bind().bind(), [] instanceof b.bind()]
let b = Array.bind(); Object.setPrototypeOf(b, null); [[] instanceof b, ({}) instanceof b]
Math.max.bind() instanceof Math.max.bind()
Function.prototype[Symbol.hasInstance].call(Array.bind().bind(), [])
1 instanceof {[Symbol.hasInstance]: x => x === 1}
2 instanceof {[Symbol.hasInstance]: x => x === 1}
2 instanceof {[Symbol.hasInstance]: x => "text"}
[] instanceof {}
[] instanceof Math.max
let F = function () { }; F.prototype = 5; new F() instanceof Object
let F = function () { }; F.prototype = 5; ({}) instanceof F
let F = function () { }; let a = new F(); F.prototype = {}; a instanceof F
let F = function () { }; F.prototype = Array.prototype; [] instanceof F
let F = function () { }; F.prototype = {k: 1}; new F().k
// new
let F = function F(x) { this.x = x }; new F(3)
let F = function () { return {other: 1} }; new F()
let F = function () { return 5 }; typeof new F()
let F = function () { }; new F().constructor === F
let F = function () { }; F.prototype.m = function () { return this.v }; let o = new F(); o.v = 8; o.m()
let F = function () { }; Object.getPrototypeOf(new F()) === F.prototype
let F = function () { }; Object.getOwnPropertyDescriptor(F, "prototype").enumerable
let F = function () { }; Object.getOwnPropertyNames(F.prototype)
let F = function () { }; Object.getOwnPropertyDescriptor(F.prototype, "constructor").enumerable
new Math.max()
new (Math.max.bind())
new parseInt("5")
new Symbol()
new ([].map)()
new 5
new "text"
new undefined
new ({})
new (Symbol.iterator)
// name and length
Math.max.name
Math.max.length
delete Math.pow.length
let d = Object.getOwnPropertyDescriptor(Math.min, "length"); d
let d = Object.getOwnPropertyDescriptor(Math.min, "name"); d
Math.min.name = "other"; Math.min.name
let f = x => x; f.p = 1; f.p
let f = x => x; f.p = 1; [delete f.p, f.p]
let f = x => x; Object.freeze(f); f.p = 1; f.p
Object.isExtensible(Math.max)
Object.keys(Math.max)
let f = x => x; f.k = 1; Object.keys(f)
Object.getOwnPropertyNames(Math.max).includes("prototype")
Math.max.toString === Function.prototype.toString
typeof Math.max.toString()
Function.prototype.toString.call({})
Function.prototype.toString.call(1)
Math.max.valueOf() === Math.max
Object.prototype.toString.call(Function.prototype)
// Calling what is no function.
(5)()
({}).x()
({x: 1}).x()
undefined()
null.x()
"s".nothing()
[].nothing()
Symbol()()
5n()
// The arguments of a function of the program's own.
((a, b, c) => [a, b, c])(1, 2)
((...a) => a)()
((a, ...b) => [a, b])(1, 2, 3)
[[1, 2], [3]].map((...a) => a.length)
[1].map(function () { return this.t }, {t: 6})
[1, 2].map(Math.sqrt).map(Math.floor)
["1", "2", "3"].map(parseInt)
["1", "2", "3"].map(Number)
[1, 2].forEach(out)
let f = () => undefined; f()
let f = () => null; [1].map(f)
let f = () => f; f()()() === f
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Function.prototype, "apply")
Object.getOwnPropertyDescriptor(Function.prototype, "bind")
Object.getOwnPropertyDescriptor(Function.prototype, "call")
Object.getOwnPropertyDescriptor(Function.prototype, "toString")
Object.getOwnPropertyDescriptor(Function.prototype, "constructor")
Object.getOwnPropertyDescriptor(Function.prototype, Symbol.hasInstance)
Object.getOwnPropertyDescriptor(Function, "prototype").writable
[Function.name, Function.length]
// Receivers of apply, call and bind that are not functions.
[1.5, "abc", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), new Error("m"), new Map(), Object.create(null)].map(r => { try { return [1].forEach(Function.prototype.apply, r) } catch (e) { return e.stack.split("\n")[0] } })
[1.5, "abc", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), new Error("m"), new Map(), Object.create(null)].map(r => { try { return [1].forEach(Function.prototype.call, r) } catch (e) { return e.stack.split("\n")[0] } })
[1.5, "abc", null, {}].map(r => { try { return [1].forEach(Function.prototype.bind, r) } catch (e) { return e.stack.split("\n")[0] } })
[1.5, "abc", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), new Error("m"), new Map(), Object.create(null)].map(f => { try { return Reflect.apply(f, null, []) } catch (e) { return e.stack.split("\n")[0] } })
[() => Reflect.apply(Math.max, null), () => Math.max.apply(null, 5), () => Function.prototype.toString.call({}), () => Reflect.construct(Math.max, [])].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
