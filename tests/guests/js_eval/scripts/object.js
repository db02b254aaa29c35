// Object: ECMA-262, 20.1.
typeof Object
Object()
Object(null)
Object(undefined)
Object(1)
Object("ab")
Object(true)
Object(Symbol.iterator)
Object(7n)
let o = {}; Object(o) === o
let f = x => x; Object(f) === f
new Object()
new Object(5)
new Object({a: 1})
new Object(null)
Object.prototype.constructor === Object
Object.getPrototypeOf(Object.prototype)
Object.getOwnPropertyDescriptor(Object, "prototype").writable
// assign
Object.assign({a: 1}, {b: 2}, {a: 3})
Object.assign({}, null, undefined, 1, true)
Object.assign({}, "ab")
Object.assign(5, {a: 1})
Object.assign(null, {})
Object.assign()
let t = {}; Object.assign(t, {a: 1}) === t
Object.assign({}, {[Symbol("s")]: 1})
Object.assign({}, {get a() { return 9 }})
Object.assign({set a(v) { out(v) }}, {a: 4})
Object.assign(Object.freeze({a: 1}), {a: 2})
Object.assign({}, Object.defineProperty({}, "hidden", {value: 1}))
Object.assign([1, 2, 3], [9])
// create
Object.create(null)
Object.create(Object.prototype)
Object.create({a: 1}).a
Object.create(1)
Object.create(undefined)
Object.create({}, {a: {value: 1}, b: {value: 2, enumerable: true, writable: true, configurable: true}})
Object.create({}, null)
Object.create({}, undefined)
Object.create({}, {a: 1})
Object.create(Array.prototype)
Object.create(Array.prototype) instanceof Array
// defineProperty
Object.defineProperty({}, "a", {})
Object.defineProperty({}, "a", {value: 1, enumerable: true})
Object.defineProperty({a: 1}, "a", {enumerable: false})
Object.defineProperty({a: 1}, "a", {get() { return 2 }})
Object.defineProperty({a: 1}, "a", {get() { return 2 }}).a
Object.defineProperty({get a() { return 1 }}, "a", {value: 5})
Object.defineProperty({}, "a", {get() { return 1 }, value: 1})
Object.defineProperty({}, "a", {get() { return 1 }, writable: true})
Object.defineProperty({}, "a", {get: 1})
Object.defineProperty({}, "a", {set: {}})
Object.defineProperty({}, "a", {get: undefined})
Object.defineProperty({}, "a")
Object.defineProperty({}, "a", 1)
Object.defineProperty(1, "a", {})
Object.defineProperty({})
Object.defineProperty({}, Symbol("s"), {value: 1, enumerable: true})
Object.defineProperty({}, 5, {value: 1})
Object.defineProperty({}, {toString() { return "key" }}, {value: 1})
Object.defineProperty(Object.freeze({}), "a", {value: 1})
Object.defineProperty(Object.freeze({a: 1}), "a", {value: 2})
Object.defineProperty(Object.freeze({a: 1}), "a", {value: 1})
Object.defineProperty(Object.freeze({a: NaN}), "a", {value: NaN})
Object.defineProperty(Object.defineProperty({}, "a", {value: 1, writable: true}), "a", {value: 2})
Object.defineProperty(Object.defineProperty({}, "a", {value: 1, writable: true}), "a", {writable: false})
Object.defineProperty(Object.defineProperty({}, "a", {value: 1}), "a", {writable: true})
Object.defineProperty(Object.defineProperty({}, "a", {value: 1}), "a", {enumerable: true})
Object.defineProperty(Object.defineProperty({}, "a", {value: 1}), "a", {get() { return 1 }})
Object.defineProperty(Object.defineProperty({}, "a", {get: Math.random}), "a", {get: Math.random})
Object.defineProperty(Object.defineProperty({}, "a", {get: Math.random}), "a", {get: Math.max})
Object.defineProperty([], "length", {value: 3})
Object.defineProperty([1, 2, 3], "length", {value: 1})
Object.defineProperty([1, 2, 3], "length", {value: -1})
Object.defineProperty([1, 2, 3], "length", {value: 1.5})
Object.defineProperty([1, 2, 3], "length", {writable: false}).push(1)
Object.defineProperty([1], 5, {value: 1, enumerable: true, writable: true, configurable: true})
Object.defineProperty(Object.defineProperty([1, 2], "length", {writable: false}), 5, {value: 1})
let a = Object.defineProperty([1, 2, 3], 1, {value: 2, configurable: false}); try { Object.defineProperty(a, "length", {value: 0}) } catch (e) { out(e.name) } a
Object.defineProperty(new Uint8Array(2), 0, {value: 7})
Object.defineProperty(new Uint8Array(2), 0, {value: 7, configurable: false})
Object.defineProperty(new Uint8Array(2), 5, {value: 7})
Object.defineProperty(new Uint8Array(2), 0, {get() { return 1 }})
let o = {}; Object.defineProperty(o, "a", {value: 1}); o.a = 2; o
let o = {}; Object.defineProperty(o, "a", {get() { return this.b }}); o.b = 5; o.a
let o = {}; Object.defineProperty(o, "a", {set(v) { this.b = v }, enumerable: true}); o.a = 5; o
let o = {}; Object.defineProperty(o, "a", {value: 1}); delete o.a
let o = {}; Object.defineProperty(o, "a", {value: 1, configurable: true}); [delete o.a, o]
Object.defineProperties({}, {a: {value: 1}, b: {get() { return 1 }}})
Object.defineProperties({}, {a: 1})
Object.defineProperties({}, null)
Object.defineProperties(1, {})
Object.defineProperties({}, {a: {value: 1}, b: {get: 5}})
let s = Symbol("s"); Object.defineProperties({}, {[s]: {value: 1, enumerable: true}})
// entries, keys, values
Object.entries({a: 1, b: [2]})
Object.entries("ab")
Object.entries([5, , 6])
Object.entries(1)
Object.entries(null)
Object.entries({2: "b", 1: "a", x: 1, [Symbol("s")]: 1, "-1": 0})
Object.keys({b: 1, a: 2, 10: 1, 9: 2, "01": 3})
Object.keys("abc")
Object.keys([1, , 3])
Object.keys(undefined)
Object.keys(Object.create({inherited: 1}))
Object.keys(Object.defineProperty({a: 1}, "hidden", {value: 1}))
Object.keys({4294967294: 1, 4294967295: 2, 4294967296: 3, a: 4, 1: 5})
Object.keys({a: 1, [1e21]: 2, 1.5: 3, [-1]: 4, 0: 5})
Object.keys(new Uint8Array(3))
let o = {a: 1, b: 2}; delete o.a; o.a = 3; Object.keys(o)
Object.values({a: 1, b: "x"})
Object.values("ab")
Object.values([1, , 3])
Object.values({get a() { return 5 }})
Object.values(null)
Object.values()
// freeze, seal, preventExtensions
Object.freeze({a: 1, get b() { return 1 }})
Object.freeze([1, 2])
Object.freeze(1)
Object.freeze()
let o = {a: 1}; Object.freeze(o) === o
let o = Object.freeze({a: 1}); o.a = 2; o.b = 1; delete o.a; o
let o = Object.freeze({a: {b: 1}}); o.a.b = 2; o
let a = Object.freeze([1]); a.push(2)
let a = Object.freeze([1]); a.length = 0; a[0] = 5; a
Object.freeze(new Uint8Array(1))
Object.freeze(new Uint8Array(0))
Object.isFrozen({})
Object.isFrozen(Object.freeze({a: 1}))
Object.isFrozen(1)
Object.isFrozen(Object.preventExtensions({}))
Object.isFrozen(Object.preventExtensions({a: 1}))
Object.isFrozen("ab")
Object.seal({a: 1})
let o = Object.seal({a: 1}); o.a = 2; o.b = 3; delete o.a; o
Object.isSealed({})
Object.isSealed(Object.seal({a: 1}))
Object.isSealed(Object.freeze({a: 1}))
Object.isSealed(undefined)
Object.seal(5)
let o = Object.preventExtensions({a: 1}); o.b = 1; o.a = 2; delete o.a; o
Object.isExtensible({})
Object.isExtensible(Object.preventExtensions({}))
Object.isExtensible(1)
Object.preventExtensions("a")
Object.setPrototypeOf(Object.preventExtensions({}), null)
Object.setPrototypeOf(Object.preventExtensions({}), Object.prototype)
// fromEntries
Object.fromEntries([["a", 1], ["b", 2], ["a", 3]])
Object.fromEntries(new Map([["k", 1], [2, 3]]))
Object.fromEntries([])
Object.fromEntries([[Symbol.iterator, 1]])
Object.fromEntries([[]])
Object.fromEntries(["ab"])
Object.fromEntries([1])
Object.fromEntries()
Object.fromEntries(5)
Object.fromEntries([["__proto__", 1]])
Object.fromEntries(new Set([{0: "a", 1: "b"}]))
// getOwnPropertyDescriptor(s), getOwnPropertyNames, getOwnPropertySymbols
Object.getOwnPropertyDescriptor({a: 1}, "a")
Object.getOwnPropertyDescriptor({get a() { return 1 }}, "a").set
Object.getOwnPropertyDescriptor({}, "toString")
Object.getOwnPropertyDescriptor("abc", "length")
Object.getOwnPropertyDescriptor("abc", 1)
Object.getOwnPropertyDescriptor("abc", 3)
Object.getOwnPropertyDescriptor([1], "length")
Object.getOwnPropertyDescriptor(new Uint8Array([3]), 0)
Object.getOwnPropertyDescriptor(null, "a")
Object.getOwnPropertyDescriptor({undefined: 1})
Object.getOwnPropertyDescriptor(1, "a")
Object.keys(Object.getOwnPropertyDescriptor({a: 1}, "a"))
Object.getOwnPropertyDescriptors({a: 1, get b() { return 1 }}).a
Object.getOwnPropertyDescriptors("a")
Object.getOwnPropertyDescriptors(undefined)
Object.getOwnPropertyNames({b: 1, 1: 2, [Symbol("s")]: 3})
Object.getOwnPropertyNames([1, 2])
Object.getOwnPropertyNames("ab")
Object.getOwnPropertyNames(Object.defineProperty({}, "hidden", {value: 1}))
Object.getOwnPropertyNames(null)
Object.getOwnPropertySymbols({a: 1, [Symbol("s")]: 3, [Symbol.iterator]: 1})
Object.getOwnPropertySymbols("a")
Object.getOwnPropertySymbols()
// getPrototypeOf, setPrototypeOf
Object.getPrototypeOf([]) === Array.prototype
Object.getPrototypeOf(1) === Number.prototype
Object.getPrototypeOf("") === String.prototype
Object.getPrototypeOf(Object.create(null))
Object.getPrototypeOf(null)
Object.getPrototypeOf(Math) === Object.prototype
Object.getPrototypeOf(Math.max) === Function.prototype
Object.setPrototypeOf({a: 1}, null)
Object.setPrototypeOf({}, {b: 2}).b
Object.setPrototypeOf({}, 1)
Object.setPrototypeOf({})
Object.setPrototypeOf(null, {})
Object.setPrototypeOf(1, {})
Object.setPrototypeOf(Object.prototype, {})
let a = {}, b = Object.create(a); Object.setPrototypeOf(a, b)
Object.setPrototypeOf([1], Object.prototype)
// hasOwn, is
Object.hasOwn({a: 1}, "a")
Object.hasOwn({}, "toString")
Object.hasOwn("abc", 2)
Object.hasOwn(null, "a")
Object.hasOwn({[Symbol.iterator]: 1}, Symbol.iterator)
Object.hasOwn([1], 0)
Object.hasOwn([1], "0")
Object.is(NaN, NaN)
Object.is(1, 1)
Object.is("a", "a")
Object.is({}, {})
Object.is()
Object.is(null, undefined)
Object.is(1n, 1n)
Object.is(1n, 1)
Reflect.apply(Object.is, null, ["0", "-0"].map(Number))
Reflect.apply(Object.is, null, ["-0", "-0"].map(Number))
// The methods of the prototype.
({a: 1}).hasOwnProperty("a")
({a: 1}).hasOwnProperty("toString")
({}).hasOwnProperty()
Object.prototype.hasOwnProperty.call("abc", "length")
Object.prototype.hasOwnProperty.call(null, "a")
Object.prototype.isPrototypeOf({})
Object.prototype.isPrototypeOf(1)
Array.prototype.isPrototypeOf([])
Array.prototype.isPrototypeOf({})
Object.prototype.isPrototypeOf.call(null, {})
Object.prototype.isPrototypeOf.call(null, 1)
({a: 1}).propertyIsEnumerable("a")
[1].propertyIsEnumerable("length")
[1].propertyIsEnumerable(0)
({}).propertyIsEnumerable("toString")
({}).toLocaleString()
({toString() { return "mine" }}).toLocaleString()
let o = {}; o.valueOf() === o
typeof Object.prototype.valueOf.call(1)
Object.prototype.valueOf.call(null)
({}).toString()
Object.prototype.toString.call(undefined)
Object.prototype.toString.call(null)
Object.prototype.toString.call(1)
Object.prototype.toString.call("")
Object.prototype.toString.call(true)
Object.prototype.toString.call([])
Object.prototype.toString.call(Math.max)
Object.prototype.toString.call(new Date(0))
Object.prototype.toString.call(new Error())
Object.prototype.toString.call(new RangeError())
Object.prototype.toString.call(Symbol())
Object.prototype.toString.call(1n)
Object.prototype.toString.call(new Map())
Object.prototype.toString.call(new Uint8Array())
Object.prototype.toString.call(Promise.resolve())
Object.prototype.toString.call(Math)
Object.prototype.toString.call(JSON)
Object.prototype.toString.call(Reflect)
Object.prototype.toString.call(globalThis)
Object.prototype.toString.call({[Symbol.toStringTag]: "Mine"})
Object.prototype.toString.call({[Symbol.toStringTag]: 5})
Object.prototype.toString.call(Object.assign([], {[Symbol.toStringTag]: "Mine"}))
Object.prototype.toString.call([].keys())
Object.prototype.toString.call(new Map().entries())
Object.prototype.toString.call(""[Symbol.iterator]())
// __proto__
({}).__proto__ === Object.prototype
({__proto__: null})
({__proto__: Array.prototype}) instanceof Array
({["__proto__"]: 1})
let o = {}; o.__proto__ = {a: 5}; [o.a, Object.keys(o)]
let o = {}; o.__proto__ = 5; Object.getPrototypeOf(o) === Object.prototype
let o = Object.create(null); o.__proto__ = 5; Object.keys(o)
({}).__proto__.__proto__
// Order, shadowing, accessors.
let o = {z: 1, 5: 1, a: 1, 1: 1, [Symbol("q")]: 1}; o.b = 1; o[3] = 1; Reflect.ownKeys(o)
let p = {a: 1}, o = Object.create(p); o.a = 2; [o.a, p.a, delete o.a, o.a]
let p = Object.freeze({a: 1}), o = Object.create(p); o.a = 2; o
let p = {set a(v) { this.seen = v }}, o = Object.create(p); o.a = 2; [Object.keys(o), o.seen, p.seen]
let p = {get a() { return this.b }}, o = Object.create(p); o.b = 7; o.a
let p = {get a() { return 1 }}, o = Object.create(p); o.a = 2; [o.a, Object.keys(o)]
let o = {a: 1, a: 2, b: 3}; o
let o = {a: 1, get a() { return 2 }}; o
let o = {get a() { return 1 }, set a(v) { }, get a() { return 3 }}; [o, o.a]
let o = {get a() { throw new RangeError() }}; o.a
let o = {}; o[1.5] = 1; o[-1] = 2; o[true] = 3; o[null] = 4; o[undefined] = 5; o
let o = {}; o[{}] = 1; o[[1, 2]] = 2; o[5n] = 3; o
let o = {"": 1}; o[""]
let o = {}; o["a.b c"] = "ü"; o
let o = {toString() { return "k" }}, q = {}; q[o] = 1; q
({...{a: 1}, ...null, ...[9], ..."xy"})
"toString" in {}
5 in [1, 2]
1 in [1, 2]
"a" in "abc"
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Object, "assign")
Object.getOwnPropertyDescriptor(Object, "create")
Object.getOwnPropertyDescriptor(Object, "defineProperties")
Object.getOwnPropertyDescriptor(Object, "defineProperty")
Object.getOwnPropertyDescriptor(Object, "entries")
Object.getOwnPropertyDescriptor(Object, "freeze")
Object.getOwnPropertyDescriptor(Object, "fromEntries")
Object.getOwnPropertyDescriptor(Object, "getOwnPropertyDescriptor")
Object.getOwnPropertyDescriptor(Object, "getOwnPropertyDescriptors")
Object.getOwnPropertyDescriptor(Object, "getOwnPropertyNames")
Object.getOwnPropertyDescriptor(Object, "getOwnPropertySymbols")
Object.getOwnPropertyDescriptor(Object, "getPrototypeOf")
Object.getOwnPropertyDescriptor(Object, "hasOwn")
Object.getOwnPropertyDescriptor(Object, "is")
Object.getOwnPropertyDescriptor(Object, "isExtensible")
Object.getOwnPropertyDescriptor(Object, "isFrozen")
Object.getOwnPropertyDescriptor(Object, "isSealed")
Object.getOwnPropertyDescriptor(Object, "keys")
Object.getOwnPropertyDescriptor(Object, "preventExtensions")
Object.getOwnPropertyDescriptor(Object, "seal")
Object.getOwnPropertyDescriptor(Object, "setPrototypeOf")
Object.getOwnPropertyDescriptor(Object, "values")
Object.getOwnPropertyDescriptor(Object.prototype, "constructor")
Object.getOwnPropertyDescriptor(Object.prototype, "hasOwnProperty")
Object.getOwnPropertyDescriptor(Object.prototype, "isPrototypeOf")
Object.getOwnPropertyDescriptor(Object.prototype, "propertyIsEnumerable")
Object.getOwnPropertyDescriptor(Object.prototype, "toLocaleString")
Object.getOwnPropertyDescriptor(Object.prototype, "toString")
Object.getOwnPropertyDescriptor(Object.prototype, "valueOf")
[Object.name, Object.length, Object.getOwnPropertyDescriptor(globalThis, "Object")]
