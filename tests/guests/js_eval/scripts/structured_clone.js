// structuredClone: WHATWG HTML, 2.7.
typeof structuredClone
structuredClone.name
// Primitive values
[1, "s", true, null, undefined, 5n, NaN, Infinity].map(v => structuredClone(v))
structuredClone(["-0"].map(Number))
structuredClone(Symbol())
structuredClone()
structuredClone(undefined)
// Boxed primitives
structuredClone(Object(1))
structuredClone(Object("s"))
structuredClone(Object(false))
structuredClone(Object(5n))
structuredClone(Object(Symbol()))
// Objects and arrays
structuredClone({a: 1, b: {c: [1, 2]}})
let o = {a: {}}, c = structuredClone(o); [c === o, c.a === o.a]
structuredClone([1, , 3])
structuredClone(Object.assign([1], {x: 2}))
structuredClone({get a() { return 5 }})
structuredClone(Object.defineProperty({a: 1}, "hidden", {value: 2}))
structuredClone(Object.freeze({a: 1}))
structuredClone({[Symbol("s")]: 1, b: 2})
structuredClone(Object.create({inherited: 1}))
structuredClone(Object.create(null))
structuredClone(new (function P() { this.x = 1 })())
structuredClone({b: 1, a: 2, 1: 3})
structuredClone({["__proto__"]: 1})
structuredClone({undefined: undefined})
structuredClone(Math)
structuredClone([].keys())
// Cycles and shared objects
let o = {}; o.self = o; structuredClone(o)
let o = {}; o.self = o; let c = structuredClone(o); [c.self === c, c.self === o]
let a = [], c; a.push(a); c = structuredClone(a); c[0] === c
let s = {}, c = structuredClone([s, s]); c[0] === c[1]
let m = new Map(); m.set("m", m); let c = structuredClone(m); c.get("m") === c
// Built-in types
structuredClone(new Date(5))
structuredClone(new Date(NaN))
structuredClone(new Map([[1, {a: 1}], ["k", [2]]]))
structuredClone(new Set([1, {a: 1}]))
structuredClone(Object.assign(new Map(), {x: 1}))
structuredClone(new Uint8Array([1, 2]))
structuredClone(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))
structuredClone(new Uint8Array([1, 2, 3, 4]).subarray(1, 3)).byteOffset
structuredClone(new Float64Array([0.5]))
structuredClone(new BigInt64Array([5n]))
structuredClone(new Uint8Array([1, 2]).buffer)
structuredClone(new DataView(new Uint8Array([1, 2]).buffer, 1))
let b = new ArrayBuffer(2), c = structuredClone([new Uint8Array(b), new Uint8Array(b)]); c[0].buffer === c[1].buffer
let b = new Uint8Array([1]), c = structuredClone(b); c[0] = 9; b
// Errors
structuredClone(new Error("m")).message
structuredClone(new TypeError("m")) instanceof TypeError
structuredClone(new TypeError("m")).name
structuredClone(new RangeError("m")).constructor === RangeError
let e = new Error("m"); e.name = "Custom"; structuredClone(e).name
let e = new Error("m"); e.code = "E"; structuredClone(e).code
structuredClone(Object.assign(new Error("m"), {name: "TypeError"})) instanceof TypeError
"cause" in structuredClone(new Error("m"))
// What can't be cloned
structuredClone(() => 1)
structuredClone({f() { }})
structuredClone([Math.max])
structuredClone(new WeakMap())
structuredClone(new WeakSet())
structuredClone(new WeakRef({}))
structuredClone(Promise.resolve())
structuredClone({s: Symbol.iterator})
structuredClone(new Map([[() => 1, 1]]))
try { structuredClone(() => 1) } catch (e) { [e instanceof DOMException, e.name, e.code] }
structuredClone({get a() { throw new RangeError() }})
// transfer
let b = new ArrayBuffer(4), c = structuredClone(b, {transfer: [b]}); [b.byteLength, c.byteLength]
let a = new Uint8Array([1, 2]), c = structuredClone(a, {transfer: [a.buffer]}); [a.length, c]
let b = new ArrayBuffer(4); structuredClone(1, {transfer: [b]}); b.byteLength
structuredClone(1, {transfer: []})
structuredClone(1, {})
structuredClone(1, undefined)
let b = new ArrayBuffer(4); structuredClone(b, {transfer: [b]}); new Uint8Array(b)
let b = new ArrayBuffer(4); structuredClone(b, {transfer: [b]}); b.slice()
let b = new ArrayBuffer(4), a = new Uint8Array(b); structuredClone(b, {transfer: [b]}); [a.length, a[0], a.byteOffset, a.byteLength, 0 in a]
let b = new ArrayBuffer(4), a = new Uint8Array(b); structuredClone(b, {transfer: [b]}); a.fill(1)
let b = new ArrayBuffer(4), v = new DataView(b); structuredClone(b, {transfer: [b]}); v.getInt8(0)
let b = new ArrayBuffer(4), v = new DataView(b); structuredClone(b, {transfer: [b]}); v.byteLength
let b = new ArrayBuffer(4); structuredClone(1, {transfer: [b, b]})
// Depth
let o = {}; let p = o; for (let i = 0; i < 200; i++) { p.n = {}; p = p.n } let c = structuredClone(o), d = 0; while (c.n) { d++; c = c.n } d
let b = new ArrayBuffer(4), t = new Uint8Array(b); structuredClone(b, {transfer: [b]}); [Reflect.ownKeys(t), Object.keys(t), Object.entries(t), JSON.stringify(t), t[0], 0 in t, Reflect.set(t, 0, 1), Object.assign({}, t)]
// Errors: the class, the code and the first line of the stack.
[() => structuredClone(), () => structuredClone(1, 5), () => structuredClone(1, {transfer: 5}), () => structuredClone(1, {transfer: [1]}), () => structuredClone(1, {transfer: [{}]}), () => structuredClone(Math.max), () => structuredClone({f: Math.max}), () => structuredClone(Symbol("s")), () => structuredClone(Object(Symbol("s"))), () => structuredClone(new WeakMap()), () => structuredClone(new WeakSet()), () => structuredClone(new WeakRef({})), () => structuredClone(Promise.resolve()), () => structuredClone([].keys())].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
let b = new ArrayBuffer(1); try { structuredClone(1, {transfer: [b, b]}) } catch (e) { [e.name, e.code, e.stack.split("\n")[0]] }
let b = new ArrayBuffer(1), t = new Uint8Array(b); structuredClone(1, {transfer: [b]}); [() => structuredClone(b), () => structuredClone(t), () => b.slice(), () => new Uint8Array(b), () => t.fill(1)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
try { structuredClone(1, 5) } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e), e.toString()] }
[new Error("m"), new TypeError("t"), new RangeError()].map(e => structuredClone(e).stack.split("\n")[0])
