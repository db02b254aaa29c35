// Map: ECMA-262, 24.1.
new Map()
new Map([[1, "a"], [2, "b"]])
new Map([[1, "a"], [1, "b"]])
new Map(null)
new Map(undefined)
new Map([])
new Map(new Map([[1, 2]]))
new Map(new Set([[1, 2]]))
new Map("")
new Map("ab")
new Map([1])
new Map([[]])
new Map([[1]])
new Map([{0: "k", 1: "v"}])
new Map(5)
new Map({})
Map()
Map([])
Map.length
Map.name
Map.prototype[Symbol.toStringTag]
Object.prototype.toString.call(new Map())
new Map() instanceof Map
typeof new Map()
Map[Symbol.species] === Map
Map.prototype[Symbol.iterator] === Map.prototype.entries
// get, set, has, delete, clear, size
let m = new Map(); m.set("a", 1) === m
let m = new Map(); m.set("a", 1).set("b", 2); [m.get("a"), m.get("c"), m.has("b"), m.has("c"), m.size]
let m = new Map([["a", 1]]); [m.delete("a"), m.delete("a"), m.size]
let m = new Map([["a", 1], ["b", 2]]); [m.clear(), m.size]
let m = new Map(); m.set(); [m.size, m.has(undefined), m.get()]
let m = new Map(); m.set("a"); m.get("a")
let m = new Map([[NaN, "nan"]]); [m.get(NaN), m.has(NaN)]
let m = new Map([[0, "zero"]]); Reflect.apply(m.get, m, ["-0"].map(Number))
let m = new Map(["-0"].map(x => [x])); m.has("-0")
let m = new Map([["-0", 1]].map(p => p)); [...m.keys()]
Array.from(new Map([["-0"].map(Number)]).keys())
new Map([["1", "s"], [1, "n"], [1n, "b"], [true, "t"]])
let m = new Map([["1", "s"], [1, "n"]]); [m.get("1"), m.get(1), m.get(1n)]
let o = {}; let m = new Map([[o, 1], [{}, 2]]); [m.get(o), m.get({}), m.size]
let s = Symbol("k"); new Map([[s, 1]]).get(s)
let m = new Map([[null, 1], [undefined, 2]]); [m.get(null), m.get(undefined)]
let m = new Map([[5n, "x"]]); m.get(BigInt("5"))
let f = x => x; new Map([[f, 1]]).get(f)
let m = new Map([["a", 1], ["b", 2]]); m.set("a", 3); m
let m = new Map([["a", 1], ["b", 2]]); m.delete("a"); m.set("a", 3); m
let m = new Map(); m.x = 1; [m.size, m.get("x"), m.x]
let m = new Map(); m.size = 5; m.size
Object.getOwnPropertyDescriptor(Map.prototype, "size").set
Object.getOwnPropertyDescriptor(Map.prototype, "size").get.name
Map.prototype.size
Map.prototype.get.call({}, 1)
Map.prototype.set.call(new Set(), 1, 2)
Map.prototype.has.call(1)
Map.prototype.delete.call(new WeakMap(), 1)
Map.prototype.clear.call([])
Object.getOwnPropertyDescriptor(Map.prototype, "size").get.call(new Set())
// Iteration
[...new Map([[1, "a"], [2, "b"]])]
[...new Map([[1, "a"], [2, "b"]]).keys()]
[...new Map([[1, "a"], [2, "b"]]).values()]
[...new Map([[1, "a"], [2, "b"]]).entries()]
let i = new Map([[1, 2]]).entries(); [i.next(), i.next(), i.next()]
let i = new Map([[1, 2]]).keys(); i[Symbol.iterator]() === i
new Map().keys()[Symbol.toStringTag]
Object.prototype.toString.call(new Map().values())
let m = new Map([[1, "a"]]), r = []; for (const p of m) { r.push(p[0]); if (m.size < 4) m.set(m.size + 1, "x") } r
let m = new Map([[1, 1], [2, 2], [3, 3]]), r = []; for (const p of m) { r.push(p[0]); m.delete(2) } r
let m = new Map([[1, 1], [2, 2], [3, 3]]), r = []; for (const p of m) { r.push(p[0]); if (p[0] === 1) { m.delete(1); m.set(1, "again") } if (r.length > 5) break } r
let m = new Map([[1, 1], [2, 2]]), r = []; for (const p of m) { r.push(p[0]); m.clear() } r
let m = new Map([[1, 1]]), i = m.keys(); [i.next().value, m.set(2, 2).size, i.next().value, i.next().done, m.set(3, 3).size, i.next().done]
let m = new Map([[1, 1], [2, 2]]), i = m.keys(); i.next(); m.clear(); m.set(9, 9); i.next().value
new Map().entries().next.call(new Set().values())
new Map().entries().next.call({})
Map.prototype.entries.call([])
Map.prototype.keys.call(new Set())
// forEach
new Map([[1, "a"], [2, "b"]]).forEach((v, k, m) => out([v, k, m.size]))
new Map([[1, "a"]]).forEach(function () { out(this.t) }, {t: 5})
new Map().forEach(x => x)
new Map().forEach()
new Map().forEach({})
let m = new Map([[1, 1]]); m.forEach((v, k) => { out(k); if (k < 4) m.set(k + 1, 1) })
let m = new Map([[1, 1], [2, 2], [3, 3]]); m.forEach((v, k) => { out(k); m.delete(k + 1) })
new Map([[1, 2]]).forEach(thrower("stop"))
Map.prototype.forEach.call(new Set(), x => x)
// The constructor closes its iterator.
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 5} }, return() { out("closed"); return {} }} }}; new Map(it)
// Many entries
let m = new Map(); for (let i = 0; i < 300; i++) m.set(i, i * 2); for (let i = 0; i < 300; i += 2) m.delete(i); let s = 0; for (const p of m) s += p[1]; [m.size, s, m.get(299), m.get(298)]
let m = new Map(); for (let i = 0; i < 100; i++) m.set("k" + i, i); [...m.keys()].join() === [...m.values()].map(v => "k" + v).join()
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Map.prototype, "clear")
Object.getOwnPropertyDescriptor(Map.prototype, "constructor")
Object.getOwnPropertyDescriptor(Map.prototype, "delete")
Object.getOwnPropertyDescriptor(Map.prototype, "entries")
Object.getOwnPropertyDescriptor(Map.prototype, "forEach")
Object.getOwnPropertyDescriptor(Map.prototype, "get")
Object.getOwnPropertyDescriptor(Map.prototype, "has")
Object.getOwnPropertyDescriptor(Map.prototype, "keys")
Object.getOwnPropertyDescriptor(Map.prototype, "set")
Object.getOwnPropertyDescriptor(Map.prototype, "size")
Object.getOwnPropertyDescriptor(Map.prototype, "values")
Object.getOwnPropertyDescriptor(Map.prototype, Symbol.iterator)
Object.getOwnPropertyDescriptor(Map.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(Map, Symbol.species)
