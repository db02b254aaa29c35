// BigInt: ECMA-262, 21.2.
typeof 5n
BigInt(5)
BigInt(-5)
BigInt("123456789012345678901234567890")
BigInt("-7")
BigInt("+7")
BigInt("")
BigInt("  12  ")
BigInt("0x1f")
BigInt("0b101")
BigInt("0o17")
BigInt("-0x1")
BigInt("1.5")
BigInt("1e3")
BigInt("12n")
BigInt("x")
BigInt(1.5)
BigInt(NaN)
BigInt(Infinity)
BigInt(true)
BigInt(false)
BigInt(null)
BigInt(undefined)
BigInt()
BigInt(Symbol())
BigInt([])
BigInt([7])
BigInt({})
BigInt({valueOf() { return 4 }})
BigInt({valueOf() { return 4n }})
BigInt({[Symbol.toPrimitive](h) { return h === "number" ? 1n : 2n }})
BigInt(9007199254740993)
BigInt(1e21)
BigInt(Number.MAX_VALUE) === 2n ** 1024n - 2n ** 971n
BigInt(5e-324)
new BigInt(1)
BigInt.length
BigInt.name
Object(5n)
typeof Object(5n)
Object(5n) == 5n
Object(5n) + 1n
5n === 5n
BigInt("5") === 5n
BigInt(0) === BigInt("-0")
// asIntN, asUintN
BigInt.asIntN(8, 255n)
BigInt.asIntN(8, 128n)
BigInt.asIntN(8, 127n)
BigInt.asIntN(8, -129n)
BigInt.asIntN(0, 5n)
BigInt.asIntN(1, 1n)
BigInt.asIntN(64, 2n ** 63n)
BigInt.asIntN(64, 2n ** 64n + 5n)
BigInt.asIntN(100, -5n)
BigInt.asIntN(3, 25n)
BigInt.asIntN(-1, 5n)
BigInt.asIntN(2 ** 53, 5n)
BigInt.asIntN("8", 255n)
BigInt.asIntN(8, "255")
BigInt.asIntN(8, true)
BigInt.asIntN(8, 255)
BigInt.asIntN(8)
BigInt.asIntN()
BigInt.asIntN(8.9, 255n)
BigInt.asUintN(8, 256n)
BigInt.asUintN(8, 255n)
BigInt.asUintN(8, -1n)
BigInt.asUintN(0, -1n)
BigInt.asUintN(64, -1n)
BigInt.asUintN(64, 2n ** 64n)
BigInt.asUintN(65, -1n)
BigInt.asUintN(-1, 1n)
BigInt.asUintN(8, "0x1ff")
BigInt.asUintN(8, 1)
BigInt.asUintN(NaN, 7n)
BigInt.asUintN(200, 2n ** 199n) === 2n ** 199n
// toString, valueOf, toLocaleString
5n.toString()
(255n).toString(16)
(-255n).toString(2)
(35n).toString(36)
(10n).toString(1)
(10n).toString(37)
(10n).toString("8")
(10n).toString(undefined)
(2n ** 100n).toString()
(2n ** 100n).toString(16)
(2n ** 100n).toString(36)
(-(10n ** 40n)).toString(10)
(0n).toString(2)
BigInt.prototype.toString.call(5)
BigInt.prototype.toString.call(Object(6n))
BigInt.prototype.toString.call({})
BigInt.prototype.valueOf.call(7n)
BigInt.prototype.valueOf.call("7")
Object(8n).valueOf()
(12n).toLocaleString()
BigInt.prototype[Symbol.toStringTag]
Object.prototype.toString.call(5n)
Object.prototype.toString.call(Object(5n))
5n.constructor === BigInt
5n.x
// Conversion
String(5n)
Number(5n)
Number(-(2n ** 53n) - 1n)
Boolean(0n)
Boolean(1n)
"a" + 5n
[1n, 2n].join("+")
parseInt("5n")
isNaN(Number(1n))
Math.max(1n)
+5n
+Object(5n)
5n + 1
5n * 1.5
JSON.stringify({a: 5n})
JSON.stringify(5n)
Symbol(5n)
[5n].includes(5n)
[1n].indexOf(1)
new Set([5n, 5n, BigInt(5), 5]).size
new Map([[5n, "big"]]).get(BigInt("5"))
({5: "five"})[5n]
[10, 20, 30][1n]
"abc".charAt(1n)
new Array(5n).length
Object.is(0n, BigInt("-0"))
Number.isInteger(5n)
[3n, 1, 2n, 10n].sort((a, b) => a < b ? -1 : a > b ? 1 : 0)
[10n, 9n, 1n].sort()
// Kept through the host and back
let a = [2n ** 64n]; a[0]
let m = new Map([["k", 2n ** 70n]]); m.get("k") + 1n
let f = x => x; [123456789012345678901234567890n].map(f)
[1n, 2n, 3n].reduce((a, b) => a + b)
(x => x)(7n)
Promise.resolve(5n).then(out); 0 // async
structuredClone([5n, {a: -1n}])
1n < 2 && 2 < 3n && 1n <= 1
1n == 1 && 1n == "1" && !(1n === 1)
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(BigInt, "asIntN")
Object.getOwnPropertyDescriptor(BigInt, "asUintN")
Object.getOwnPropertyDescriptor(BigInt, "prototype").writable
Object.getOwnPropertyDescriptor(BigInt.prototype, "constructor")
Object.getOwnPropertyDescriptor(BigInt.prototype, "toString")
Object.getOwnPropertyDescriptor(BigInt.prototype, "valueOf")
Object.getOwnPropertyDescriptor(BigInt.prototype, "toLocaleString")
Object.getOwnPropertyDescriptor(BigInt.prototype, Symbol.toStringTag)
