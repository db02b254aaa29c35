// Typed arrays: ECMA-262, 23.2.
// Int8Array
[Int8Array.name, Int8Array.length, Int8Array.BYTES_PER_ELEMENT, Int8Array.prototype.BYTES_PER_ELEMENT]
new Int8Array(2)
new Int8Array([1, 2, -1])
Object.prototype.toString.call(new Int8Array())
Object.getPrototypeOf(Int8Array) === Object.getPrototypeOf(Int8Array)
Int8Array.from([1, 2])
Int8Array.of(3, 4)
new Int8Array(3).byteLength
new Int8Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Int8Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Int8Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Int8Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Int8Array([1n])
let a = new Int8Array(1); a[0] = 1n
// Uint8Array
[Uint8Array.name, Uint8Array.length, Uint8Array.BYTES_PER_ELEMENT, Uint8Array.prototype.BYTES_PER_ELEMENT]
new Uint8Array(2)
new Uint8Array([1, 2, -1])
Object.prototype.toString.call(new Uint8Array())
Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array)
Uint8Array.from([1, 2])
Uint8Array.of(3, 4)
new Uint8Array(3).byteLength
new Uint8Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Uint8Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Uint8Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Uint8Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Uint8Array([1n])
let a = new Uint8Array(1); a[0] = 1n
// Uint8ClampedArray
[Uint8ClampedArray.name, Uint8ClampedArray.length, Uint8ClampedArray.BYTES_PER_ELEMENT, Uint8ClampedArray.prototype.BYTES_PER_ELEMENT]
new Uint8ClampedArray(2)
new Uint8ClampedArray([1, 2, -1])
Object.prototype.toString.call(new Uint8ClampedArray())
Object.getPrototypeOf(Uint8ClampedArray) === Object.getPrototypeOf(Int8Array)
Uint8ClampedArray.from([1, 2])
Uint8ClampedArray.of(3, 4)
new Uint8ClampedArray(3).byteLength
new Uint8ClampedArray([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Uint8ClampedArray([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Uint8ClampedArray(["7", "x", "", null, undefined, true, [], [5], {}])
new Uint8ClampedArray([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Uint8ClampedArray([1n])
let a = new Uint8ClampedArray(1); a[0] = 1n
// Int16Array
[Int16Array.name, Int16Array.length, Int16Array.BYTES_PER_ELEMENT, Int16Array.prototype.BYTES_PER_ELEMENT]
new Int16Array(2)
new Int16Array([1, 2, -1])
Object.prototype.toString.call(new Int16Array())
Object.getPrototypeOf(Int16Array) === Object.getPrototypeOf(Int8Array)
Int16Array.from([1, 2])
Int16Array.of(3, 4)
new Int16Array(3).byteLength
new Int16Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Int16Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Int16Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Int16Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Int16Array([1n])
let a = new Int16Array(1); a[0] = 1n
// Uint16Array
[Uint16Array.name, Uint16Array.length, Uint16Array.BYTES_PER_ELEMENT, Uint16Array.prototype.BYTES_PER_ELEMENT]
new Uint16Array(2)
new Uint16Array([1, 2, -1])
Object.prototype.toString.call(new Uint16Array())
Object.getPrototypeOf(Uint16Array) === Object.getPrototypeOf(Int8Array)
Uint16Array.from([1, 2])
Uint16Array.of(3, 4)
new Uint16Array(3).byteLength
new Uint16Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Uint16Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Uint16Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Uint16Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Uint16Array([1n])
let a = new Uint16Array(1); a[0] = 1n
// Int32Array
[Int32Array.name, Int32Array.length, Int32Array.BYTES_PER_ELEMENT, Int32Array.prototype.BYTES_PER_ELEMENT]
new Int32Array(2)
new Int32Array([1, 2, -1])
Object.prototype.toString.call(new Int32Array())
Object.getPrototypeOf(Int32Array) === Object.getPrototypeOf(Int8Array)
Int32Array.from([1, 2])
Int32Array.of(3, 4)
new Int32Array(3).byteLength
new Int32Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Int32Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Int32Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Int32Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Int32Array([1n])
let a = new Int32Array(1); a[0] = 1n
// Uint32Array
[Uint32Array.name, Uint32Array.length, Uint32Array.BYTES_PER_ELEMENT, Uint32Array.prototype.BYTES_PER_ELEMENT]
new Uint32Array(2)
new Uint32Array([1, 2, -1])
Object.prototype.toString.call(new Uint32Array())
Object.getPrototypeOf(Uint32Array) === Object.getPrototypeOf(Int8Array)
Uint32Array.from([1, 2])
Uint32Array.of(3, 4)
new Uint32Array(3).byteLength
new Uint32Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Uint32Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Uint32Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Uint32Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Uint32Array([1n])
let a = new Uint32Array(1); a[0] = 1n
// Float32Array
[Float32Array.name, Float32Array.length, Float32Array.BYTES_PER_ELEMENT, Float32Array.prototype.BYTES_PER_ELEMENT]
new Float32Array(2)
new Float32Array([1, 2, -1])
Object.prototype.toString.call(new Float32Array())
Object.getPrototypeOf(Float32Array) === Object.getPrototypeOf(Int8Array)
Float32Array.from([1, 2])
Float32Array.of(3, 4)
new Float32Array(3).byteLength
new Float32Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Float32Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Float32Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Float32Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Float32Array([1n])
let a = new Float32Array(1); a[0] = 1n
// Float64Array
[Float64Array.name, Float64Array.length, Float64Array.BYTES_PER_ELEMENT, Float64Array.prototype.BYTES_PER_ELEMENT]
new Float64Array(2)
new Float64Array([1, 2, -1])
Object.prototype.toString.call(new Float64Array())
Object.getPrototypeOf(Float64Array) === Object.getPrototypeOf(Int8Array)
Float64Array.from([1, 2])
Float64Array.of(3, 4)
new Float64Array(3).byteLength
new Float64Array([1.5, -1.5, 127, 128, 255, 256, 300, -129, NaN, Infinity, -Infinity])
new Float64Array([32768, 65535, 65536, -32769, 2147483648, 4294967295, 4294967296, -2147483649, 1e20])
new Float64Array(["7", "x", "", null, undefined, true, [], [5], {}])
new Float64Array([0.5, 1.5, 2.5, 254.5, 255.5, -0.5])
new Float64Array([1n])
let a = new Float64Array(1); a[0] = 1n
// BigInt64Array
[BigInt64Array.name, BigInt64Array.length, BigInt64Array.BYTES_PER_ELEMENT, BigInt64Array.prototype.BYTES_PER_ELEMENT]
new BigInt64Array(2)
new BigInt64Array([1n, 2n, -1n])
Object.prototype.toString.call(new BigInt64Array())
Object.getPrototypeOf(BigInt64Array) === Object.getPrototypeOf(Int8Array)
BigInt64Array.from([1n, 2n])
BigInt64Array.of(3n, 4n)
new BigInt64Array(3).byteLength
new BigInt64Array([2n ** 63n, -(2n ** 63n), 2n ** 64n, 2n ** 64n + 1n, -1n])
new BigInt64Array(["7", true, "0x10"])
new BigInt64Array([1])
new BigInt64Array([undefined])
new BigInt64Array(["x"])
let a = new BigInt64Array(1); a[0] = 1
// BigUint64Array
[BigUint64Array.name, BigUint64Array.length, BigUint64Array.BYTES_PER_ELEMENT, BigUint64Array.prototype.BYTES_PER_ELEMENT]
new BigUint64Array(2)
new BigUint64Array([1n, 2n, -1n])
Object.prototype.toString.call(new BigUint64Array())
Object.getPrototypeOf(BigUint64Array) === Object.getPrototypeOf(Int8Array)
BigUint64Array.from([1n, 2n])
BigUint64Array.of(3n, 4n)
new BigUint64Array(3).byteLength
new BigUint64Array([2n ** 63n, -(2n ** 63n), 2n ** 64n, 2n ** 64n + 1n, -1n])
new BigUint64Array(["7", true, "0x10"])
new BigUint64Array([1])
new BigUint64Array([undefined])
new BigUint64Array(["x"])
let a = new BigUint64Array(1); a[0] = 1
// Constructors
Uint8Array()
Uint8Array(1)
new Uint8Array()
new Uint8Array(undefined)
new Uint8Array(null)
new Uint8Array("3")
new Uint8Array(2.9)
new Uint8Array(NaN)
new Uint8Array(-1)
new Uint8Array(2 ** 53)
new Uint8Array(true)
new Uint8Array(1n)
new Uint8Array(Symbol())
new Uint8Array({length: 2, 0: 5})
new Uint8Array({})
new Uint8Array(new Set([1, 2]))
new Uint8Array(new Map([[1, 2]]))
new Uint8Array("ab".split(""))
new Uint8Array(new Uint16Array([1, 258]))
new Uint8Array(new Float32Array([1.9, -1, 300]))
new Uint8Array(new BigInt64Array(1))
new BigInt64Array(new Uint8Array(1))
new BigUint64Array(new BigInt64Array([-1n]))
new Float32Array(new Float64Array([0.1, 1e40, 5e-324]))
new Uint16Array([, 1])
new Uint8Array([1, 2]).buffer.byteLength
let a = new Uint8Array([1, 2]), b = new Uint8Array(a); b[0] = 9; [a, b, a.buffer === b.buffer]
// Over a buffer
new Uint8Array(new ArrayBuffer(4))
new Uint8Array(new ArrayBuffer(4), 1)
new Uint8Array(new ArrayBuffer(4), 1, 2)
new Uint8Array(new ArrayBuffer(4), 4)
new Uint8Array(new ArrayBuffer(4), 5)
new Uint8Array(new ArrayBuffer(4), 2, 3)
new Uint8Array(new ArrayBuffer(4), -1)
new Uint8Array(new ArrayBuffer(4), "1", "1")
new Uint8Array(new ArrayBuffer(4), undefined, undefined)
new Uint8Array(new ArrayBuffer(4), 1.9)
new Uint8Array(new ArrayBuffer(4), 0, -1)
new Uint16Array(new ArrayBuffer(4), 1)
new Uint16Array(new ArrayBuffer(5))
new Uint16Array(new ArrayBuffer(5), 0, 2)
new Uint16Array(new ArrayBuffer(4), 2)
new Float64Array(new ArrayBuffer(12))
new Float64Array(new ArrayBuffer(16), 4)
new Float64Array(new ArrayBuffer(16), 8).byteOffset
let b = new ArrayBuffer(8), a = new Uint16Array(b, 2, 2); [a.length, a.byteLength, a.byteOffset, a.buffer === b]
let b = new ArrayBuffer(4), x = new Uint8Array(b), y = new Uint32Array(b); y[0] = 0x01020304; x
new Uint8Array(new Float32Array([1]).buffer)
new Uint8Array(new Float64Array([0.1]).buffer)
new Uint8Array(new Float32Array(["-0"]).buffer)
// Elements
let a = new Uint8Array(2); a[0] = 300; a[1] = -1; a[2] = 5; [a, a[2], 2 in a, a.length]
let a = new Uint8Array(2); a["1"] = 7; a["-0"] = 8; a["1.5"] = 9; a[-1] = 4; [a, a["-0"], a["1.5"], Object.keys(a)]
let a = new Uint8Array(2); a.x = 5; a["01"] = 6; a
let a = new Uint8Array(2); a[0] = "12"; a[1] = {valueOf() { return 3 }}; a
let a = new Uint8Array(1); a[0] = Symbol()
let a = new Uint8Array(1); a[5] = {valueOf() { out("converted"); return 3 }}; a
let a = new Uint8Array(2); [delete a[0], delete a[5]]
let a = new Uint8Array(2); a.length = 5; a.length
Object.getOwnPropertyDescriptor(new Uint8Array([7]), 0)
Object.getOwnPropertyDescriptor(new Uint8Array([7]), 1)
Object.getOwnPropertyNames(new Uint8Array(2))
0 in new Uint8Array(1)
"-0" in new Uint8Array(1)
"NaN" in new Uint8Array(1)
Object.isExtensible(new Uint8Array(1))
let a = new Float32Array(3); a[0] = 0.1; a[1] = 1e-50; a[2] = 3.4028235677973366e38; a
let a = Object.create(new Uint8Array([5])); a[0] = 9; a[0]
// The accessors of the prototype
Object.getPrototypeOf(Int8Array).name
Object.getPrototypeOf(Int8Array).length
Object.getPrototypeOf(Int8Array)()
new (Object.getPrototypeOf(Int8Array))()
Object.getPrototypeOf(Int8Array.prototype).length
Object.getPrototypeOf(Int8Array.prototype).byteOffset
Object.getPrototypeOf(Int8Array.prototype)[Symbol.toStringTag]
Reflect.get(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag, new Int8Array())
Reflect.get(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag, [])
Reflect.get(Object.getPrototypeOf(Int8Array.prototype), "length", [])
Object.getPrototypeOf(Int8Array)[Symbol.species] === Object.getPrototypeOf(Int8Array)
Object.getPrototypeOf(Int8Array.prototype)[Symbol.iterator] === Int8Array.prototype.values
Object.getPrototypeOf(Int8Array.prototype).toString === Array.prototype.toString
Object.hasOwn(Int8Array.prototype, "map")
Object.hasOwn(Int8Array, "from")
// at, with
[0, -1, 2, 3, -4, "1", NaN, 1.5].map(i => new Uint8Array([5, 6, 7]).at(i))
let a = new Uint8Array([1, 2]); [a.with(0, 300), a.with(-1, "9"), a]
new Uint8Array(2).with(2, 1)
new Uint8Array(2).with(-3, 1)
new Uint8Array(2).with(0, 1n)
new BigInt64Array(1).with(0, 1)
new BigInt64Array(1).with(0, 5n)
// copyWithin, fill
new Uint8Array([1, 2, 3, 4, 5]).copyWithin(0, 3)
new Uint8Array([1, 2, 3, 4, 5]).copyWithin(1, 0, 3)
new Uint8Array([1, 2, 3, 4, 5]).copyWithin(-2, -4, -2)
new Uint16Array([1, 2, 3]).copyWithin(1)
new Uint8Array(3).fill(7)
new Uint8Array(3).fill(7, 1)
new Uint8Array(3).fill(7, -2, -1)
new Uint8Array(3).fill()
new Uint8Array(3).fill("5", "1")
new Uint8ClampedArray(3).fill(300)
new Float32Array(2).fill(0.1)
new BigInt64Array(2).fill(3n)
new BigInt64Array(2).fill(3)
new Uint8Array(2).fill(1n)
new Uint8Array(0).fill(Symbol())
// entries, keys, values
[...new Uint8Array([5, 6]).entries()]
[...new Uint8Array([5, 6]).keys()]
[...new Uint8Array([5, 6]).values()]
[...new BigInt64Array([5n])]
let i = new Uint8Array([1]).values(); [i.next(), i.next()]
new Uint8Array().keys()[Symbol.toStringTag]
Uint8Array.prototype.values.call([])
// every, some, find and the like
new Uint8Array([1, 2]).every(x => x > 0)
new Uint8Array([1, 2]).some(x => x > 1)
new Uint8Array([1, 2, 3]).find(x => x > 1)
new Uint8Array([1, 2, 3]).findIndex(x => x > 5)
new Uint8Array([1, 2, 3]).findLast(x => x < 3)
new Uint8Array([1, 2, 3]).findLastIndex(x => x < 3)
new Uint8Array([1, 2, 3]).filter(x => x % 2)
new Uint8Array([7]).forEach((x, i, a) => out([x, i, a.length]))
new Uint8Array([1]).every()
new Uint8Array([1]).find({})
Uint8Array.prototype.every.call([], x => x)
new Uint8Array([1, 2]).filter(thrower(new RangeError()))
// includes, indexOf, lastIndexOf
new Uint8Array([1, 2, 1]).includes(2)
new Float32Array([NaN]).includes(NaN)
new Float32Array([NaN]).indexOf(NaN)
new Uint8Array([1, 2, 1]).indexOf(1, 1)
new Uint8Array([1, 2, 1]).lastIndexOf(1)
new Uint8Array([1, 2, 1]).lastIndexOf(1, -2)
new Uint8Array([1]).indexOf("1")
new Uint8Array([1]).includes(1n)
new BigInt64Array([1n]).includes(1n)
new BigInt64Array([1n]).indexOf(1)
new Float64Array(["-0"]).includes(0)
// join, toString, toLocaleString
new Uint8Array([1, 2]).join()
new Float32Array([1.5, -2]).join(" ")
new BigInt64Array([1n, -2n]).join("/")
new Uint8Array([1, 2]) + ""
new Uint8Array([1, 2]).toLocaleString()
Uint8Array.prototype.join.call([1, 2])
// map
new Uint8Array([1, 2]).map(x => x * 200)
new Uint8Array([1, 2]).map((x, i) => i)
new Uint8Array([1]).map(x => 1n)
new BigInt64Array([1n]).map(x => x + 1n)
new Uint8Array([1]).map()
// reduce, reduceRight
new Uint8Array([1, 2, 3]).reduce((a, b) => a + b)
new Uint8Array([1, 2, 3]).reduceRight((a, b) => a + "" + b)
new Uint8Array([]).reduce((a, b) => a)
new Uint8Array([]).reduce((a, b) => a, "start")
// reverse, toReversed
new Uint8Array([1, 2, 3]).reverse()
let a = new Uint8Array([1, 2, 3]); [a.toReversed(), a]
let a = new Uint8Array([1, 2]); a.reverse() === a
// set
let a = new Uint8Array(4); [a.set([1, 2]), a]
let a = new Uint8Array(4); a.set([1, 2], 2); a
let a = new Uint8Array(4); a.set([1, 2], 3)
let a = new Uint8Array(4); a.set([1], -1)
let a = new Uint8Array(4); a.set([300, "5", null, NaN]); a
let a = new Uint8Array(4); a.set(new Uint16Array([257, 2])); a
let a = new Uint8Array(4); a.set("12"); a
let a = new Uint8Array(4); a.set(5); a
let a = new Uint8Array(4); a.set(null)
let a = new Uint8Array(4); a.set({length: 2, 1: 7}); a
let a = new Uint8Array(4); a.set([1], Infinity)
let a = new Uint8Array(4); a.set([1], "2"); a
let a = new Uint8Array(4); a.set([1n])
let a = new Uint8Array(4); a.set(new BigInt64Array(1))
let a = new Uint8Array([1, 2, 3, 4]); a.set(a.subarray(0, 3), 1); a
let a = new Uint8Array([1, 2, 3, 4]); a.set(a.subarray(1), 0); a
let b = new ArrayBuffer(4), x = new Uint8Array(b), y = new Uint16Array(b, 0, 1); x.set([1, 2, 3, 4]); x.set(y, 1); x
Uint8Array.prototype.set.call([], [1])
// slice, subarray
new Uint8Array([1, 2, 3, 4]).slice(1, 3)
new Uint8Array([1, 2, 3, 4]).slice(-2)
new Uint8Array([1, 2, 3, 4]).slice(3, 1)
new Uint8Array([1, 2, 3, 4]).slice()
new Float32Array([0.5, 1.5]).slice(1)
let a = new Uint8Array([1, 2]), b = a.slice(); b[0] = 9; [a, b]
new Uint8Array([1, 2, 3, 4]).subarray(1, 3)
new Uint8Array([1, 2, 3, 4]).subarray(-2)
new Uint8Array([1, 2, 3, 4]).subarray(3, 1)
new Uint8Array([1, 2, 3, 4]).subarray()
new Uint8Array([1, 2, 3, 4]).subarray("1", NaN)
let a = new Uint8Array([1, 2]), b = a.subarray(1); b[0] = 9; [a, b, a.buffer === b.buffer, b.byteOffset]
let a = new Uint16Array([1, 2, 3]).subarray(1).subarray(1); [a, a.byteOffset, a.length]
Uint8Array.prototype.subarray.call([], 1)
Uint8Array.prototype.slice.call([1], 0)
// sort, toSorted
new Uint8Array([10, 9, 1]).sort()
new Int8Array([1, -1, 0, -128]).sort()
new Float32Array([NaN, 1, "-0", 0, -1, Infinity, -Infinity]).sort()
new Float64Array(["0", "-0"]).sort()
new BigInt64Array([3n, -1n, 2n]).sort()
new Uint8Array([1, 2, 3]).sort((a, b) => b - a)
new Uint8Array([1, 2, 3]).sort(() => NaN)
new Uint8Array([1, 2]).sort(null)
new Uint8Array([1, 2]).sort(undefined)
new Uint8Array([2, 1]).sort(thrower("compare"))
let a = new Uint8Array([3, 1]); [a.toSorted(), a]
new Uint8Array([1, 2]).toSorted((a, b) => b - a)
new Uint8Array([1, 2]).toSorted({})
// from, of
Uint8Array.from("123")
Uint8Array.from({length: 2, 0: 1})
Uint8Array.from(new Set([1, 300]))
Uint8Array.from([1, 2], x => x * 2)
Uint8Array.from([1], function () { return this.t }, {t: 9})
Uint8Array.from(null)
Uint8Array.from(5)
Uint8Array.from([1n])
Uint8Array.from([1], 5)
Uint8Array.from.call(Array, [1])
Uint8Array.from.call(Math.max, [1])
Uint8Array.of()
Uint8Array.of("1", 2.9)
Uint8Array.of.call(Object)
BigInt64Array.from([1])
BigInt64Array.from("12")
Float32Array.of(0.1)
// Wrong receivers, and much data
Uint8Array.prototype.fill.call({}, 1)
Uint8Array.prototype.map.call(new DataView(new ArrayBuffer(1)), x => x)
let a = new Uint8Array(70000); a[69999] = 5; [a.length, a.indexOf(5), a.subarray(69998).length]
let a = new Uint32Array(1000); for (let i = 0; i < 1000; i += 7) a[i] = i * i; a.reduce((x, y) => x + y)
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array), "from")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array), "of")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array), Symbol.species)
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "at")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "buffer")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "byteLength")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "byteOffset")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "constructor")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "copyWithin")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "entries")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "every")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "fill")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "filter")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "find")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "findIndex")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "findLast")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "findLastIndex")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "forEach")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "includes")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "indexOf")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "join")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "keys")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "lastIndexOf")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "length")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "map")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "reduce")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "reduceRight")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "reverse")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "set")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "slice")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "some")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "sort")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "subarray")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "toLocaleString")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "toReversed")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "toSorted")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "toString")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "values")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), "with")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.iterator)
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag)
Object.getOwnPropertyDescriptor(Uint8Array, "BYTES_PER_ELEMENT")
Object.getOwnPropertyDescriptor(Uint8Array, "name")
Object.getOwnPropertyDescriptor(Uint8Array, "length")
Object.getOwnPropertyDescriptor(Uint8Array.prototype, "BYTES_PER_ELEMENT")
Object.getOwnPropertyDescriptor(Uint8Array.prototype, "constructor")
