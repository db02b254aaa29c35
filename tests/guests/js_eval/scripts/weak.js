new WeakMap()
new WeakMap(null)
let k = {}; new WeakMap([[k, 1]]).get(k)
new WeakMap([[1, 2]])
new WeakMap([1])
new WeakMap(5)
WeakMap()
WeakMap.length
WeakMap.prototype[Symbol.toStringTag]
let k = {}, m = new WeakMap(); [m.set(k, 5) === m, m.get(k), m.has(k), m.delete(k), m.delete(k), m.get(k), m.has(k)]
let k = [], m = new WeakMap(); m.set(k); [m.has(k), m.get(k)]
let f = () => 1, m = new WeakMap([[f, "f"]]); m.get(f)
let k = Symbol("plain"), m = new WeakMap(); m.set(k, 1).get(k)
new WeakMap().set(Symbol.iterator, 1).has(Symbol.iterator)
new WeakMap().set(Symbol.for("registered"), 1)
new WeakMap().set(1, 2)
new WeakMap().set("a", 2)
new WeakMap().set(null, 2)
new WeakMap().set()
new WeakMap().set(5n, 1)
new WeakMap().get(1)
new WeakMap().has("a")
new WeakMap().delete(5)
new WeakMap().get()
new WeakMap().size
typeof new WeakMap().forEach
typeof new WeakMap().clear
new WeakMap()[Symbol.iterator]
WeakMap.prototype.get.call(new Map(), {})
WeakMap.prototype.set.call({}, {}, 1)
WeakMap.prototype.has.call(new WeakSet(), {})
WeakMap.prototype.delete.call(1, {})
let m = new WeakMap(), a = {}; a.m = m; m.set(a, a); m.get(a) === a
let m = new WeakMap(), keys = []; for (let i = 0; i < 100; i++) { keys.push({i}); m.set(keys[i], i) } keys.every(k => m.get(k) === k.i)
Object.prototype.toString.call(new WeakMap())
// WeakSet
new WeakSet()
let k = {}; new WeakSet([k, k]).has(k)
new WeakSet([1])
new WeakSet("a")
new WeakSet(5)
WeakSet()
WeakSet.length
let k = {}, s = new WeakSet(); [s.add(k) === s, s.has(k), s.delete(k), s.delete(k), s.has(k)]
new WeakSet().add(1)
new WeakSet().add(Symbol.for("registered"))
new WeakSet().add(Symbol()) instanceof WeakSet
new WeakSet().has(1)
new WeakSet().delete("x")
WeakSet.prototype.add.call(new Set(), {})
WeakSet.prototype.has.call({}, {})
WeakSet.prototype[Symbol.toStringTag]
Object.prototype.toString.call(new WeakSet())
// WeakRef
let o = {a: 1}, r = new WeakRef(o); r.deref() === o
let r = new WeakRef([1]); typeof r
new WeakRef(1)
new WeakRef()
new WeakRef("a")
new WeakRef(Symbol.for("registered"))
let s = Symbol("s"); new WeakRef(s).deref() === s
WeakRef({})
WeakRef.length
WeakRef.prototype[Symbol.toStringTag]
WeakRef.prototype.deref.call({})
Object.prototype.toString.call(new WeakRef({}))
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(WeakMap.prototype, "delete")
Object.getOwnPropertyDescriptor(WeakMap.prototype, "get")
Object.getOwnPropertyDescriptor(WeakMap.prototype, "has")
Object.getOwnPropertyDescriptor(WeakMap.prototype, "set")
Object.getOwnPropertyDescriptor(WeakMap.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(WeakSet.prototype, "add")
Object.getOwnPropertyDescriptor(WeakSet.prototype, "delete")
Object.getOwnPropertyDescriptor(WeakSet.prototype, "has")
Object.getOwnPropertyDescriptor(WeakSet.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(WeakRef.prototype, "deref")
Object.getOwnPropertyDescriptor(WeakRef.prototype, Symbol.toStringTag)
