// Reflect: ECMA-262, 28.1.
typeof Reflect
Reflect + ""
Reflect()
Object.keys(Reflect)
// apply
Reflect.apply(Math.max, null, [1, 3, 2])
Reflect.apply(Math.max, null, {length: 2, 0: 4, 1: 5})
Reflect.apply(String.prototype.slice, "abc", [1])
Reflect.apply(function () { return this }, 5, []) == 5
Reflect.apply(function (...a) { return [this.x, a] }, {x: 1}, [1, , 3])
Reflect.apply(Math.max)
Reflect.apply(Math.max, null)
Reflect.apply(Math.max, null, null)
Reflect.apply(Math.max, null, 1)
Reflect.apply(Math.max, null, "ab")
Reflect.apply({}, null, [])
Reflect.apply()
Reflect.apply(thrower("t"), null, [])
// construct
Reflect.construct(Array, [3])
Reflect.construct(Date, [0])
Reflect.construct(Map, [[[1, 2]]])
Reflect.construct(Object, [], Array) instanceof Array
Reflect.construct(Array, [1, 2], Object) instanceof Array
Array.isArray(Reflect.construct(Array, [1, 2], Object))
Object.getPrototypeOf(Reflect.construct(Date, [0], Map)) === Map.prototype
Reflect.construct(Date, [5], Map).constructor === Map
Reflect.construct(Error, ["m"], TypeError) instanceof TypeError
Reflect.construct(function (a, b) { this.sum = a + b }, [1, 2]).sum
Reflect.construct(function () { return {own: 1} }, [])
Reflect.construct(Math.max, [])
Reflect.construct(Array)
Reflect.construct(Array, 5)
Reflect.construct(Array, [], Math.max)
Reflect.construct(Array, [], {})
Reflect.construct(5, [])
Reflect.construct()
Reflect.construct(Number, ["7"])
Reflect.construct(Symbol, [])
Reflect.construct(Array.bind(null, 1), [2])
let N = function () { }; N.prototype = null; Object.getPrototypeOf(Reflect.construct(Map, [], N)) === Map.prototype
// defineProperty
let o = {}; [Reflect.defineProperty(o, "a", {value: 1}), o]
let o = Object.freeze({}); Reflect.defineProperty(o, "a", {value: 1})
Reflect.defineProperty(Object.freeze({a: 1}), "a", {value: 2})
Reflect.defineProperty([], "length", {value: -1})
Reflect.defineProperty(Object.defineProperty([1, 2], 0, {configurable: false}), "length", {value: 0})
Reflect.defineProperty({}, "a", {get() { return 1 }, value: 1})
Reflect.defineProperty({}, "a")
Reflect.defineProperty(1, "a", {})
Reflect.defineProperty({}, "a", {get: 5})
Reflect.defineProperty({}, {toString: thrower("key")}, {})
Reflect.defineProperty(new Uint8Array(1), 0, {value: 1, enumerable: false})
Reflect.defineProperty(new Uint8Array(1), 1, {value: 1})
// deleteProperty
let o = {a: 1}; [Reflect.deleteProperty(o, "a"), o]
Reflect.deleteProperty({}, "missing")
Reflect.deleteProperty(Object.freeze({a: 1}), "a")
Reflect.deleteProperty([1], "length")
Reflect.deleteProperty([1, 2], 0)
Reflect.deleteProperty(1, "a")
Reflect.deleteProperty(new Uint8Array(1), 0)
Reflect.deleteProperty(new Uint8Array(1), 5)
let s = Symbol(), o = {[s]: 1}; [Reflect.deleteProperty(o, s), s in o]
// get
Reflect.get({a: 1}, "a")
Reflect.get({}, "a")
Reflect.get({get a() { return this.b }, b: 1}, "a")
Reflect.get({get a() { return this.b }, b: 1}, "a", {b: 2})
Reflect.get({get a() { return this }}, "a", 5) == 5
Reflect.get([1, 2], 1)
Reflect.get([1, 2], "length")
Reflect.get("abc", 0)
Reflect.get(null, "a")
Reflect.get(Object.create({a: 3}), "a")
Reflect.get({undefined: 1})
Reflect.get({[Symbol.iterator]: 1}, Symbol.iterator)
Reflect.get({get a() { throw "getter" }}, "a")
Reflect.get(new Uint8Array([7]), "0")
// getOwnPropertyDescriptor
Reflect.getOwnPropertyDescriptor({a: 1}, "a")
Reflect.getOwnPropertyDescriptor({}, "a")
Reflect.getOwnPropertyDescriptor([], "length")
Reflect.getOwnPropertyDescriptor("abc", 0)
Reflect.getOwnPropertyDescriptor(null)
// getPrototypeOf, setPrototypeOf
Reflect.getPrototypeOf([]) === Array.prototype
Reflect.getPrototypeOf(Object.create(null))
Reflect.getPrototypeOf(1)
Reflect.setPrototypeOf({}, null)
Reflect.setPrototypeOf(Object.freeze({}), null)
Reflect.setPrototypeOf(Object.freeze({}), Object.prototype)
Reflect.setPrototypeOf({}, 1)
Reflect.setPrototypeOf({}, undefined)
Reflect.setPrototypeOf(1, {})
Reflect.setPrototypeOf(Object.prototype, {})
Reflect.setPrototypeOf(Object.prototype, null)
let a = {}, b = Object.create(a); Reflect.setPrototypeOf(a, b)
let a = {}; Reflect.setPrototypeOf(a, a)
let o = {}; Reflect.setPrototypeOf(o, {x: 1}); o.x
// has
Reflect.has({a: 1}, "a")
Reflect.has({}, "toString")
Reflect.has([1], 0)
Reflect.has([1], "length")
Reflect.has([, 1], 0)
Reflect.has({[Symbol.iterator]: undefined}, Symbol.iterator)
Reflect.has("abc", "length")
Reflect.has(new Uint8Array(1), "-0")
Reflect.has(new Uint8Array(1), 1)
Reflect.has({undefined: 1})
// isExtensible, preventExtensions
Reflect.isExtensible({})
Reflect.isExtensible(Object.freeze([]))
Reflect.isExtensible(1)
let o = {}; [Reflect.preventExtensions(o), Reflect.isExtensible(o), Reflect.set(o, "a", 1), o]
Reflect.preventExtensions(1)
Reflect.preventExtensions(Object.freeze({}))
// ownKeys
Reflect.ownKeys({b: 1, a: 2, 2: 3, 1: 4, [Symbol("s")]: 5})
Reflect.ownKeys([1, , 3])
Reflect.ownKeys(Object.defineProperty({}, "hidden", {value: 1}))
Reflect.ownKeys(Object.create({a: 1}))
Reflect.ownKeys(new Uint8Array(2))
Reflect.ownKeys(new String("ab"))
Reflect.ownKeys("ab")
Reflect.ownKeys(null)
let o = {[Symbol("a")]: 1, x: 1, [Symbol("b")]: 2}; o.y = 1; delete o.x; o.x = 2; Reflect.ownKeys(o)
// set
let o = {}; [Reflect.set(o, "a", 1), o]
let o = Object.freeze({a: 1}); [Reflect.set(o, "a", 2), Reflect.set(o, "b", 2), o]
let o = {set a(v) { this.b = v }}; [Reflect.set(o, "a", 5), o.b]
let o = {get a() { return 1 }}; Reflect.set(o, "a", 5)
let o = {a: 1}, r = {}; [Reflect.set(o, "a", 2, r), o, r]
let o = {set a(v) { this.seen = v }}, r = {}; [Reflect.set(o, "a", 2, r), Object.keys(o), r]
let r = Object.freeze({}); Reflect.set({}, "a", 1, r)
Reflect.set({}, "a", 1, 5)
let r = {get a() { return 1 }}; Reflect.set({}, "a", 1, r)
let r = Object.defineProperty({}, "a", {value: 1, writable: true, configurable: true}); [Reflect.set({}, "a", 2, r), r]
let a = [1, 2, 3]; [Reflect.set(a, "length", 1), a]
Reflect.set([], "length", -1)
let a = []; [Reflect.set(a, 2, "x"), a]
Reflect.set(1, "a", 1)
Reflect.set({})
let o = {}; [Reflect.set(o, Symbol.iterator, 1), o]
let t = new Uint8Array(1); [Reflect.set(t, 0, 300), Reflect.set(t, 5, 1), t]
let t = new Uint8Array(1), r = {}; [Reflect.set(t, 0, 5, r), t, r]
let t = new Uint8Array(1), o = Object.create(t); [Reflect.set(o, 0, 5), Reflect.ownKeys(o), t]
let t = new Uint8Array(1), r = {}; [Reflect.set(t, 5, 1, r), Reflect.set(t, "-0", 1, r), Reflect.set(t, 1.5, 1, r), t, r]
let t = new Uint8Array(1), o = Object.create(t), r = {}; [Reflect.set(o, 5, 1, r), Reflect.set(t, 5, 1, 3), Reflect.set(t, 0, 1, 3), r]
let r = new Uint8Array(2); [Reflect.set({}, 5, 1, r), Reflect.set({}, 1, 9, r), r]
let r = [1, 2]; [Reflect.set({}, "length", 0, r), r]
let r = Object.freeze([1, 2]); [Reflect.set([1], 0, 5, r), r]
Reflect.set({set a(v) { throw new RangeError() }}, "a", 1)
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Reflect, "apply")
Object.getOwnPropertyDescriptor(Reflect, "construct")
Object.getOwnPropertyDescriptor(Reflect, "defineProperty")
Object.getOwnPropertyDescriptor(Reflect, "deleteProperty")
Object.getOwnPropertyDescriptor(Reflect, "get")
Object.getOwnPropertyDescriptor(Reflect, "getOwnPropertyDescriptor")
Object.getOwnPropertyDescriptor(Reflect, "getPrototypeOf")
Object.getOwnPropertyDescriptor(Reflect, "has")
Object.getOwnPropertyDescriptor(Reflect, "isExtensible")
Object.getOwnPropertyDescriptor(Reflect, "ownKeys")
Object.getOwnPropertyDescriptor(Reflect, "preventExtensions")
Object.getOwnPropertyDescriptor(Reflect, "set")
Object.getOwnPropertyDescriptor(Reflect, "setPrototypeOf")
Object.getOwnPropertyDescriptor(Reflect, Symbol.toStringTag)
// The keys of prototypes that follow from the class: `constructor` first, and the tag among the symbols.
[Map, Set, WeakMap, WeakSet, WeakRef, Promise, Symbol, ArrayBuffer, DataView, BigInt, Error, Date].map(c => Reflect.ownKeys(c.prototype).filter(k => typeof k == "symbol" || k == "constructor"))
[Map, Promise, URL, TextDecoder, AbortSignal].map(c => [c.prototype.constructor === c, Object.getOwnPropertyDescriptor(c.prototype, Symbol.toStringTag), Object.getOwnPropertyDescriptor(c.prototype, "constructor").enumerable])
Reflect.ownKeys(Headers.prototype).filter(k => k === Symbol.iterator || k === Symbol.toStringTag)
Object.getOwnPropertyNames(AbortSignal).slice(3)
