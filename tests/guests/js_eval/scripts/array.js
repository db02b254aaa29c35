// Array: ECMA-262, 23.1.
Array()
Array(3)
Array(3, 4)
Array("3")
Array(undefined)
Array(null)
Array(-1)
Array(1.5)
Array(4294967295).length
Array(4294967296)
Array(NaN)
new Array(2)
new Array(2).length
new Array(0)
new Array([3])
new Array(true)
new Array(5n)
Array.length
Array.name
Array.isArray([])
Array.isArray({length: 0})
Array.isArray(Array.prototype)
Array.isArray(new Uint8Array(1))
Array.isArray()
Array.prototype.length
Object.prototype.toString.call(Array.prototype)
Object.getPrototypeOf(Array.prototype) === Object.prototype
// length and elements
[1, 2, 3].length
let a = [1, 2, 3]; a.length = 1; a
let a = [1]; a.length = 3; a
let a = [1]; a.length = "2"; a
let a = [1]; a.length = -1
let a = [1]; a.length = 1.5
let a = [1]; a.length = "x"
let a = [1]; a.length = 4294967296
let a = [1]; a.length = {valueOf() { return 2 }}; a
let a = []; a[5] = 1; [a.length, a]
let a = []; a["2"] = 1; a
let a = []; a["02"] = 1; [a.length, a]
let a = []; a[-1] = 1; [a.length, a]
let a = []; a[1.5] = 1; [a.length, a]
let a = []; a[4294967294] = 1; a.length
let a = []; a[4294967295] = 1; [a.length, Object.keys(a)]
let a = [1, 2, 3]; delete a[1]; a
let a = [1, 2, 3]; delete a[2]; [a.length, a]
let a = [1, 2, 3]; a.x = 1; a
[1, 2, 3]["1"]
[1, 2, 3][5]
[1, 2, 3][-1]
[1, 2, 3][1.0]
[1, 2, 3]["01"]
[[1, 2], [3]][0][1]
[, ]
[, , 1, , ].length
[...[1, , 2]]
0 in [, 1]
1 in [, 1]
Object.keys([, 1])
[].concat().length
typeof []
[] + []
[1, [2, [3]]] + ""
[null, undefined, 1] + ""
+[5]
+[]
// at
[1, 2, 3].at(0)
[1, 2, 3].at(-1)
[1, 2, 3].at(-4)
[1, 2, 3].at(3)
[1, 2, 3].at()
[1, 2, 3].at(NaN)
[1, 2, 3].at(1.9)
[1, 2, 3].at("1")
[1, 2, 3].at(Infinity)
[1, 2, 3].at(-Infinity)
[1, 2, 3].at(1n)
Array.prototype.at.call({length: 2, 0: "a", 1: "b"}, -1)
Array.prototype.at.call("abc", 1)
Array.prototype.at.call(null, 1)
// concat
[1].concat(2, [3, [4]], "s", {a: 1})
[1, , 2].concat([, 3])
[].concat(null, undefined)
[1].concat(Object.assign([5], {[Symbol.isConcatSpreadable]: false})).length
[1].concat({length: 2, 0: "a", [Symbol.isConcatSpreadable]: true})
[1].concat({length: 1, 0: "a"})
[].concat("abc")
[].concat(new Uint8Array([1])).length
Array.prototype.concat.call(1, 2)[1]
Array.prototype.concat.call(null)
let a = [1]; a.concat() === a
// copyWithin
[1, 2, 3, 4, 5].copyWithin(0, 3)
[1, 2, 3, 4, 5].copyWithin(1, 3, 4)
[1, 2, 3, 4, 5].copyWithin(-2, -3, -1)
[1, 2, 3, 4, 5].copyWithin(1)
[1, 2, 3, 4, 5].copyWithin()
[1, 2, 3, 4, 5].copyWithin(2, 0)
[1, 2, 3, 4, 5].copyWithin(0, 1, Infinity)
[1, 2, 3, 4, 5].copyWithin(NaN, "2", undefined)
[1, , 3].copyWithin(0, 1)
Array.prototype.copyWithin.call({length: 3, 0: 1}, 1, 0)
Array.prototype.copyWithin.call(undefined)
// entries, keys, values, Symbol.iterator
[...[5, , 6].entries()]
[...[5, , 6].keys()]
[...[5, , 6].values()]
[...[5, 6]]
[].keys().next()
let i = [7].entries(); [i.next(), i.next(), i.next()]
Array.prototype[Symbol.iterator] === Array.prototype.values
[...Array.prototype.keys.call("abc")]
Array.prototype.keys.call(null)
let a = [1, 2], s = []; for (const x of a) { s.push(x); if (s.length < 5) a.push(s.length) } s
// every, some
[1, 2].every(x => x > 0)
[1, 2].every(x => x > 1)
[].every(x => false)
[1, 2].some(x => x > 1)
[].some(x => true)
[, 1].every(x => x === 1)
[, ].some(x => true)
[1, 2, 3].some((x, i, a) => { out([x, i, a.length]); return x === 2 })
[1].every()
[1].some({})
[].some()
[5].every(function () { return this.t }, {t: 1})
Array.prototype.every.call("aa", x => x === "a")
Array.prototype.some.call(null, x => x)
[1, 2].every(x => "non-empty")
[1, 2, 3].every(x => { if (x === 2) throw new RangeError("two"); return true })
// fill
[1, 2, 3].fill(0)
[1, 2, 3].fill(0, 1)
[1, 2, 3].fill(0, 1, 2)
[1, 2, 3].fill(0, -1)
[1, 2, 3].fill(0, -3, -1)
[1, 2, 3].fill()
[1, 2, 3].fill(0, 2, 1)
[1, 2, 3].fill(0, NaN, NaN)
[1, 2, 3].fill(0, "1", "2")
[1, 2, 3].fill(9, -Infinity, Infinity)
Array(3).fill()
let a = Array(2).fill({}); a[0] === a[1]
Array.prototype.fill.call({length: 2}, 4)
Object.freeze([1]).fill(2)
// filter
[1, 2, 3, 4].filter(x => x % 2)
[1, , 2].filter(x => true)
[0, "", null, 1, "a", NaN].filter(x => x)
[1, 2].filter((x, i, a) => i === a.length - 1)
[3, 4].filter(function (x) { return x === this.k }, {k: 4})
[1].filter()
[1].filter(5)
Array.prototype.filter.call("abc", x => x > "a")
Array.prototype.filter.call({length: 3, 0: 1, 2: 3}, x => true)
// find, findIndex, findLast, findLastIndex
[1, 2, 3].find(x => x > 1)
[1, 2, 3].find(x => x > 3)
[1, 2, 3].findIndex(x => x > 1)
[1, 2, 3].findIndex(x => x > 3)
[1, 2, 3].findLast(x => x > 1)
[1, 2, 3].findLast(x => x > 3)
[1, 2, 3].findLastIndex(x => x > 1)
[1, 2, 3].findLastIndex(x => x > 3)
[, 1].find((x, i) => { out([x, i]); return false })
[1, , ].findLast((x, i) => { out([x, i]); return false })
[, 1].findIndex(x => x === undefined)
[1].find()
[1].findIndex({})
[1].findLast(null)
[].findLastIndex(1)
Array.prototype.find.call("abc", x => x === "b")
Array.prototype.findLastIndex.call({length: 2, 0: 1, 1: 1}, x => x === 1)
[5].find(function () { return this.t }, {t: true})
// flat, flatMap
[1, [2, [3, [4, [5]]]]].flat()
[1, [2, [3, [4, [5]]]]].flat(2)
[1, [2, [3, [4, [5]]]]].flat(Infinity)
[1, [2]].flat(0)
[1, [2]].flat(-1)
[1, [2, [3]]].flat("2")
[1, [2, [3]]].flat(NaN)
[1, , [2, , 3]].flat()
[["a", "bc"], "de"].flat()
[1].flat({})
[[1], {length: 1, 0: 2}].flat()
[1, 2].flatMap(x => [x, x * 10])
[1, 2].flatMap(x => [[x]])
[1, 2].flatMap(x => x)
[1, , 2].flatMap(x => [x, x])
[1].flatMap()
["a b", "c"].flatMap(s => s.split(" "))
[1].flatMap(function (x) { return [this.t, x] }, {t: 0})
// forEach
[1, , 3].forEach((x, i) => out([x, i]))
[1].forEach(x => x)
[1].forEach()
["a"].forEach(function (x) { out(this.p + x) }, {p: "-"})
let a = [1, 2]; a.forEach(x => { if (a.length < 6) a.push(x) }); a
let a = [1, 2, 3]; a.forEach(x => { out(x); a.pop() }); a
[1, 2].forEach(x => { throw new Error("e" + x) })
Array.prototype.forEach.call("ab", x => out(x))
Array.prototype.forEach.call(5, x => out(x))
// includes, indexOf, lastIndexOf
[1, NaN].includes(NaN)
[1, NaN].indexOf(NaN)
[, 1].includes(undefined)
[, 1].indexOf(undefined)
[1, 2, 3].includes(2, 2)
[1, 2, 3].includes(3, -1)
[1, 2, 3].includes(1, -100)
[1, 2, 3].includes("2")
[1, 2, 1].indexOf(1)
[1, 2, 1].indexOf(1, 1)
[1, 2, 1].indexOf(1, -1)
[1, 2, 1].indexOf(1, -5)
[1, 2, 1].indexOf(1, 5)
[1, 2, 1].indexOf()
[1, 2, 1].indexOf("1")
[1, 2, 1].lastIndexOf(1)
[1, 2, 1].lastIndexOf(1, 1)
[1, 2, 1].lastIndexOf(1, -2)
[1, 2, 1].lastIndexOf(1, -4)
[1, 2, 1].lastIndexOf(1, undefined)
[1, 2, 1].lastIndexOf(1, NaN)
[1, 2, 1].lastIndexOf(2, Infinity)
[1n, 2n].indexOf(2n)
[1n].includes(1)
["a", "b"].indexOf("b")
[null].includes(undefined)
let o = {}; [{}, o].indexOf(o)
Array.prototype.indexOf.call("abc", "c")
Array.prototype.includes.call({length: 1, 0: "x"}, "x")
Array.prototype.lastIndexOf.call(null, 1)
// join, toString, toLocaleString
[1, 2, 3].join()
[1, 2, 3].join("")
[1, 2, 3].join("--")
[1, 2, 3].join(undefined)
[1, 2, 3].join(null)
[1, 2, 3].join(0)
[1, , null, undefined, 2].join()
[[1, 2], [3]].join(";")
[].join()
[1].join("x")
Array(4).join("ab")
[{}].join()
[Symbol()].join()
[1n, true, "s"].join()
let a = [1]; a.push(a, 2); a.join()
Array.prototype.join.call({length: 2, 0: "a"}, "+")
Array.prototype.join.call("abc", "-")
[1, [2]].toString()
Array.prototype.toString.call({join() { return "joined" }})
Array.prototype.toString.call({})
Array.prototype.toString.call({join: 1})
[1, null, "a"].toLocaleString()
[{toLocaleString() { return "here" }}, 5].toLocaleString()
// map
[1, 2, 3].map(x => x * 2)
[1, , 3].map(x => x * 2)
[1, 2].map((x, i, a) => [x, i, a.length])
[1].map()
[1].map("f")
[1].map(function () { return this.t }, {t: 3})
[3, 4].map(String)
["a", "b"].map((x, i) => ({[x]: i}))
Array.prototype.map.call("abc", x => x + x)
Array.prototype.map.call({length: 2, 1: "x"}, x => x)
Array.prototype.map.call({length: 4294967296}, x => x)
Array.prototype.map.call(null, x => x)
[1, 2].map(x => { if (x === 2) throw "two"; return x })
// pop, push, shift, unshift
let a = [1, 2]; [a.pop(), a]
[].pop()
let a = []; a.pop(); a.length
let a = [1]; [a.push(2, 3), a]
[1].push()
let o = {length: 1}; Array.prototype.push.call(o, "x"); o
let o = {}; Array.prototype.push.call(o, "x", "y"); o
Array.prototype.push.call({length: 9007199254740991}, 1)
Object.freeze([]).push(1)
let a = [1, 2, 3]; [a.shift(), a]
[].shift()
let a = [, 1, 2]; a.shift(); a
let o = {length: 2, 0: "a", 1: "b"}; [Array.prototype.shift.call(o), o]
let o = {length: 0}; [Array.prototype.pop.call(o), o]
let o = {length: 2, 1: "b"}; [Array.prototype.pop.call(o), o]
let a = [1]; [a.unshift(2, 3), a]
[1].unshift()
let a = [, 1]; a.unshift(0); a
let o = {length: 1, 0: "x"}; Array.prototype.unshift.call(o, "y"); o
Array.prototype.pop.call(null)
// reduce, reduceRight
[1, 2, 3].reduce((a, b) => a + b)
[1, 2, 3].reduce((a, b) => a + b, "")
[1, 2, 3].reduceRight((a, b) => a + b, "")
[[1], [2]].reduce((a, b) => a.concat(b), [])
[].reduce((a, b) => a)
[].reduceRight((a, b) => a)
[].reduce((a, b) => a, 5)
[, ].reduce((a, b) => a)
[7].reduce((a, b) => 0)
[, 7, , ].reduce((a, b) => 0)
[1, , 3].reduce((a, x, i) => a + i, "")
[1, 2, 3].reduceRight((a, x, i, l) => a + "," + i + l.length)
[1].reduce()
[].reduce(undefined, 1)
[1, 2].reduce((a, b) => a, undefined)
Array.prototype.reduce.call("abc", (a, b) => b + a)
// reverse, toReversed
[1, 2, 3].reverse()
[1, , 3, 4].reverse()
[].reverse()
let a = [1, 2]; a.reverse() === a
Array.prototype.reverse.call({length: 3, 0: "a", 2: "c"})
let a = [1, 2, 3]; [a.toReversed(), a]
[1, , 3].toReversed()
Array.prototype.toReversed.call({length: 2, 0: "a"})
Array.prototype.toReversed.call(null)
// slice
[1, 2, 3].slice()
[1, 2, 3].slice(1)
[1, 2, 3].slice(-2)
[1, 2, 3].slice(0, -1)
[1, 2, 3].slice(2, 1)
[1, 2, 3].slice(-10, 10)
[1, 2, 3].slice("1", "2")
[1, 2, 3].slice(NaN, undefined)
[1, 2, 3].slice(1.9, 2.9)
[1, , 3].slice(0, 2)
[1, 2, 3].slice(undefined, null)
Array.prototype.slice.call("abc", 1)
Array.prototype.slice.call({length: 2, 0: 1})
Array.prototype.slice.call(undefined)
// sort, toSorted
[3, 1, 2].sort()
[10, 9, 1].sort()
["b", undefined, "a", , "c"].sort()
[3, 1, 2].sort((a, b) => a - b)
[3, 1, 2].sort((a, b) => b - a)
[3, 1, 2].sort(undefined)
[1].sort(null)
[1].sort({})
[2, 1].sort("x")
[3, undefined, 1, null].sort()
[true, false, "a", 1, "B"].sort()
["é", "z", "a", "Z"].sort()
[1, 2, 3, 4].sort(() => 0)
[1, 2, 3, 4].sort(() => NaN)
[2, 1].sort(() => "1")
[[2, "a"], [1, "b"], [2, "c"], [1, "d"]].sort((x, y) => x[0] - y[0])
[5, 25, 100, 1].sort((a, b) => String(a) < String(b) ? 1 : -1)
[[2], [1, 5], [1]].sort()
[-1, -2, 0].sort()
[3n, 1n, 2].sort()
let a = [2, 1]; a.sort() === a
[2, 1].sort(thrower(new RangeError()))
[1].sort(thrower(1))
[undefined, undefined].sort(thrower(1))
Array.prototype.sort.call({length: 3, 0: "c", 1: "a"})
Array.prototype.sort.call(null)
let a = []; for (let i = 0; i < 50; i++) a.push({k: i * 7 % 10, i}); a.sort((x, y) => x.k - y.k).map(x => x.i).join()
let a = []; for (let i = 0; i < 40; i++) a.push(i * 17 % 41); a.sort((x, y) => x - y).join()
let a = [3, 1, 2]; [a.toSorted(), a]
[3, , 1].toSorted()
[3, 1, 2].toSorted((a, b) => b - a)
[1].toSorted(null)
Array.prototype.toSorted.call({length: 2, 0: "b", 1: "a"})
// splice, toSpliced
let a = [1, 2, 3, 4]; [a.splice(1, 2), a]
let a = [1, 2, 3, 4]; [a.splice(1), a]
let a = [1, 2, 3, 4]; [a.splice(), a]
let a = [1, 2, 3, 4]; [a.splice(undefined), a]
let a = [1, 2, 3, 4]; [a.splice(-2, 1), a]
let a = [1, 2, 3, 4]; [a.splice(1, 0, "x", "y"), a]
let a = [1, 2, 3, 4]; [a.splice(1, 1, "x", "y", "z"), a]
let a = [1, 2, 3, 4]; [a.splice(0, 3, "x"), a]
let a = [1, 2, 3, 4]; [a.splice(10, 1, "x"), a]
let a = [1, 2, 3, 4]; [a.splice(1, -1), a]
let a = [1, 2, 3, 4]; [a.splice(1, undefined), a]
let a = [1, 2, 3, 4]; [a.splice(1, Infinity), a]
let a = [1, , 3]; [a.splice(0, 2), a]
let a = [1, , 3]; a.splice(0, 0, 0); a
let o = {length: 2, 0: "a", 1: "b"}; [Array.prototype.splice.call(o, 0, 1, "x", "y"), o]
let a = [1, 2, 3]; [a.toSpliced(1, 1, "x"), a]
[1, 2, 3].toSpliced()
[1, 2, 3].toSpliced(1)
[1, 2, 3].toSpliced(-1, 1)
[1, , 3].toSpliced(0, 0, 0)
[1, 2, 3].toSpliced(1, undefined)
Array.prototype.toSpliced.call("abc", 1, 1)
// with
[1, 2, 3].with(1, "x")
[1, 2, 3].with(-1, "x")
[1, 2, 3].with(3, "x")
[1, 2, 3].with(-4, "x")
[1, 2, 3].with()
[1, , 3].with(0, 1)
[].with(0, 1)
[1, 2].with("1", 3)
[1, 2].with(1.7, 3)
Array.prototype.with.call({length: 1}, 0, 5)
// from
Array.from("héllo")
Array.from([1, , 3])
Array.from({length: 2})
Array.from({length: 2, 0: "a", 1: "b"})
Array.from(new Set([1, 2, 1]))
Array.from(new Map([[1, 2]]))
Array.from([1, 2], x => x * 2)
Array.from({length: 3}, (x, i) => i * i)
Array.from([1], function () { return this.t }, {t: 9})
Array.from(5)
Array.from(true)
Array.from({})
Array.from(null)
Array.from()
Array.from([1], 5)
Array.from([1], undefined)
Array.from({length: -1})
Array.from({length: "2"})
Array.from({length: NaN})
Array.from([3, 4].entries())
Array.from("a😀b")
Array.from.call(Object, [1, 2])
Array.from.call(function F(n) { this.n = n }, {length: 1, 0: "x"})
Array.from.call(null, [1])
Array.from([1, 2], thrower(new TypeError()))
Array.from({[Symbol.iterator]: 5})
Array.from({[Symbol.iterator]() { return 5 }})
Array.from({[Symbol.iterator]() { return {} }})
Array.from({[Symbol.iterator]() { let i = 0; return {next() { i++; return {done: i > 3, value: i} }} }})
// of
Array.of()
Array.of(3)
Array.of(1, 2, undefined)
Array.of.call(function F(n) { this.n = n }, 7)
Array.of.call(undefined, 7)
// Prototypes and species
Array.prototype.concat.call(Object.create(Array.prototype), 1).length
Object.setPrototypeOf([1], null)
[].constructor === Array
let a = [1, 2]; a.constructor = undefined; a.map(x => x)
Array[Symbol.species] === Array
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Array, "from")
Object.getOwnPropertyDescriptor(Array, "isArray")
Object.getOwnPropertyDescriptor(Array, "of")
Object.getOwnPropertyDescriptor(Array.prototype, "at")
Object.getOwnPropertyDescriptor(Array.prototype, "concat")
Object.getOwnPropertyDescriptor(Array.prototype, "copyWithin")
Object.getOwnPropertyDescriptor(Array.prototype, "entries")
Object.getOwnPropertyDescriptor(Array.prototype, "every")
Object.getOwnPropertyDescriptor(Array.prototype, "fill")
Object.getOwnPropertyDescriptor(Array.prototype, "filter")
Object.getOwnPropertyDescriptor(Array.prototype, "find")
Object.getOwnPropertyDescriptor(Array.prototype, "findIndex")
Object.getOwnPropertyDescriptor(Array.prototype, "findLast")
Object.getOwnPropertyDescriptor(Array.prototype, "findLastIndex")
Object.getOwnPropertyDescriptor(Array.prototype, "flat")
Object.getOwnPropertyDescriptor(Array.prototype, "flatMap")
Object.getOwnPropertyDescriptor(Array.prototype, "forEach")
Object.getOwnPropertyDescriptor(Array.prototype, "includes")
Object.getOwnPropertyDescriptor(Array.prototype, "indexOf")
Object.getOwnPropertyDescriptor(Array.prototype, "join")
Object.getOwnPropertyDescriptor(Array.prototype, "keys")
Object.getOwnPropertyDescriptor(Array.prototype, "lastIndexOf")
Object.getOwnPropertyDescriptor(Array.prototype, "map")
Object.getOwnPropertyDescriptor(Array.prototype, "pop")
Object.getOwnPropertyDescriptor(Array.prototype, "push")
Object.getOwnPropertyDescriptor(Array.prototype, "reduce")
Object.getOwnPropertyDescriptor(Array.prototype, "reduceRight")
Object.getOwnPropertyDescriptor(Array.prototype, "reverse")
Object.getOwnPropertyDescriptor(Array.prototype, "shift")
Object.getOwnPropertyDescriptor(Array.prototype, "slice")
Object.getOwnPropertyDescriptor(Array.prototype, "some")
Object.getOwnPropertyDescriptor(Array.prototype, "sort")
Object.getOwnPropertyDescriptor(Array.prototype, "splice")
Object.getOwnPropertyDescriptor(Array.prototype, "toLocaleString")
Object.getOwnPropertyDescriptor(Array.prototype, "toReversed")
Object.getOwnPropertyDescriptor(Array.prototype, "toSorted")
Object.getOwnPropertyDescriptor(Array.prototype, "toSpliced")
Object.getOwnPropertyDescriptor(Array.prototype, "toString")
Object.getOwnPropertyDescriptor(Array.prototype, "unshift")
Object.getOwnPropertyDescriptor(Array.prototype, "values")
Object.getOwnPropertyDescriptor(Array.prototype, "with")
Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)
Object.getOwnPropertyDescriptor(Array.prototype, "length")
Object.getOwnPropertyDescriptor(Array, Symbol.species)
Object.getOwnPropertyDescriptor(Array, "prototype").configurable
