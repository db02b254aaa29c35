// Set: ECMA-262, 24.2, without the methods that ES2025 adds.
new Set()
new Set([1, 2, 1, "1", NaN, NaN, null, undefined])
new Set("hello")
new Set(null)
new Set(undefined)
new Set(new Set([3]))
new Set(new Map([[1, 2]]))
new Set([[1], [1]])
new Set(5)
new Set({})
Set()
Set.length
Set.name
Set.prototype[Symbol.toStringTag]
Object.prototype.toString.call(new Set())
new Set() instanceof Set
Set[Symbol.species] === Set
Set.prototype.keys === Set.prototype.values
Set.prototype[Symbol.iterator] === Set.prototype.values
// add, has, delete, clear, size
let s = new Set(); s.add(1) === s
let s = new Set(); s.add(1).add(2).add(1); [s.size, s.has(1), s.has(3)]
let s = new Set([1, 2]); [s.delete(1), s.delete(1), s.size]
let s = new Set([1, 2]); [s.clear(), s.size, s.has(1)]
let s = new Set(); s.add(); [s.size, s.has()]
let o = {}, s = new Set([o]); [s.has(o), s.has({})]
Array.from(new Set(["-0"].map(Number)))
let s = new Set([0]); Reflect.apply(s.has, s, ["-0"].map(Number))
new Set([1n, 1, BigInt(1)]).size
new Set([Symbol.iterator, Symbol.iterator]).size
new Set([true, 1, "true"]).size
let s = new Set([1, 2, 3]); s.delete(1); s.add(1); s
let s = new Set([1]); s.size = 9; s.size
Set.prototype.size
Set.prototype.add.call({}, 1)
Set.prototype.has.call(new Map(), 1)
Set.prototype.delete.call(null, 1)
Set.prototype.clear.call(new WeakSet())
Object.getOwnPropertyDescriptor(Set.prototype, "size").get.call(new Map())
// Iteration
[...new Set([1, 2])]
[...new Set([1, 2]).entries()]
[...new Set(["a"]).keys()]
let i = new Set([1]).values(); [i.next(), i.next(), i.next()]
new Set().values()[Symbol.toStringTag]
let i = new Set([1]).values(); i[Symbol.iterator]() === i
let s = new Set([1]), r = []; for (const x of s) { r.push(x); if (x < 4) s.add(x + 1) } r
let s = new Set([1, 2, 3]), r = []; for (const x of s) { r.push(x); s.delete(2) } r
let s = new Set([1, 2]), r = []; for (const x of s) { r.push(x); s.delete(x); if (r.length < 6) s.add(x) } r
let s = new Set([1, 2]), i = s.values(); i.next(); s.clear(); s.add(7); i.next().value
Set.prototype.values.call(new Map())
new Set().values().next.call(new Map().values())
// forEach
new Set(["a", "b"]).forEach((v, k, s) => out([v, k, s.size]))
new Set([1]).forEach(function () { out(this.t) }, {t: 1})
new Set().forEach()
new Set([1]).forEach(5)
let s = new Set([1]); s.forEach(x => { out(x); if (x < 3) s.add(x + 1) })
new Set([1]).forEach(thrower(new RangeError()))
// The constructor calls add of the prototype, and closes its iterator.
let old = Set.prototype.add; Set.prototype.add = function (v) { out(v); return old.call(this, v) }; let s = new Set([1, 2]); Set.prototype.add = old; s
let old = Set.prototype.add; Set.prototype.add = 5; let r; try { new Set([]); } catch (e) { r = e.name } Set.prototype.add = old; r
let old = Set.prototype.add; Set.prototype.add = thrower("add"); let r; try { new Set({[Symbol.iterator]() { return {next() { return {done: false} }, return() { out("closed"); return {} }} }}); } catch (e) { r = e } Set.prototype.add = old; r
let s = new Set(); for (let i = 0; i < 300; i++) s.add(i % 100); s.size
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Set.prototype, "add")
Object.getOwnPropertyDescriptor(Set.prototype, "clear")
Object.getOwnPropertyDescriptor(Set.prototype, "constructor")
Object.getOwnPropertyDescriptor(Set.prototype, "delete")
Object.getOwnPropertyDescriptor(Set.prototype, "entries")
Object.getOwnPropertyDescriptor(Set.prototype, "forEach")
Object.getOwnPropertyDescriptor(Set.prototype, "has")
Object.getOwnPropertyDescriptor(Set.prototype, "keys")
Object.getOwnPropertyDescriptor(Set.prototype, "size")
Object.getOwnPropertyDescriptor(Set.prototype, "values")
Object.getOwnPropertyDescriptor(Set.prototype, Symbol.iterator)
Object.getOwnPropertyDescriptor(Set.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(Set, Symbol.species)
