// Number: ECMA-262, 21.1, and the global functions of numbers.
Number()
Number("")
Number(" 12 ")
Number("12px")
Number("1e3")
Number("-1.5e-3")
Number(".5")
Number("5.")
Number("+7")
Number("0x1F")
Number("0b101")
Number("0o17")
Number("-0x10")
Number("0x")
Number("Infinity")
Number("-Infinity")
Number("infinity")
Number("1_000")
Number("\n\t 42 \u00a0\ufeff")
Number("1 2")
Number("1e1000")
Number("1e-400")
Number("12n")
Number(null)
Number(undefined)
Number(true)
Number(false)
Number([])
Number([5])
Number([1, 2])
Number({})
Number({valueOf() { return "7" }})
Number({valueOf() { return {} }, toString() { return "8" }})
Number({[Symbol.toPrimitive](hint) { return hint }})
Number(new Date(5))
Number(Symbol())
Number(12n)
Number(9007199254740993n)
Number(2n ** 1024n)
Number(new Number(3))
new Number(5)
new Number("x")
typeof new Number(1)
new Number(5) + 1
new Number(5) == 5
Number.length
// Constants
[Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON]
[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]
[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]
Object.getOwnPropertyDescriptor(Number, "MAX_VALUE")
Object.getOwnPropertyDescriptor(Number, "EPSILON")
Object.getOwnPropertyDescriptor(Number, "MIN_VALUE")
Object.getOwnPropertyDescriptor(Number, "NaN")
Object.getOwnPropertyDescriptor(Number, "MAX_SAFE_INTEGER")
Object.getOwnPropertyDescriptor(globalThis, "NaN")
Object.getOwnPropertyDescriptor(globalThis, "Infinity")
Object.getOwnPropertyDescriptor(globalThis, "undefined")
Number.parseFloat === parseFloat
Number.parseInt === parseInt
Number.isNaN === isNaN
// isFinite, isInteger, isNaN, isSafeInteger
[1, Infinity, NaN, "1", null, 1n].map(Number.isFinite)
[1, 1.5, Infinity, NaN, "1", 1e300, -0.0].map(Number.isInteger)
[NaN, "NaN", undefined, 1, new Number(NaN)].map(Number.isNaN)
[1, 9007199254740991, 9007199254740992, 1.5, "1", -9007199254740991].map(Number.isSafeInteger)
Number.isFinite()
Number.isNaN()
[1, Infinity, NaN, "1", null, "x", undefined, [], {}].map(isFinite)
[NaN, "NaN", undefined, 1, "", "x", {}, []].map(isNaN)
isNaN()
isFinite()
isNaN(1n)
isFinite(Symbol())
// parseInt
parseInt("42")
parseInt("42px")
parseInt("px42")
parseInt("")
parseInt()
parseInt("  -17 ")
parseInt("+5")
parseInt("0x1f")
parseInt("0x")
parseInt("-0xA")
parseInt("0b11")
parseInt("012")
parseInt("1e3")
parseInt("3.9")
parseInt(3.9)
parseInt(0.0000005)
parseInt(1e21)
parseInt("1010", 2)
parseInt("1210", 2)
parseInt("zz", 36)
parseInt("z", 35)
parseInt("10", 1)
parseInt("10", 37)
parseInt("10", 0)
parseInt("10", -1)
parseInt("0x10", 16)
parseInt("0x10", 10)
parseInt("10", "8")
parseInt("10", NaN)
parseInt("10", 4294967298)
parseInt("10", Infinity)
parseInt(null)
parseInt(null, 36)
parseInt("Infinity")
parseInt([12, 3])
parseInt(10n)
parseInt("9007199254740993")
parseInt("100000000000000000000000")
parseInt("\u00a0\u20287")
parseInt("1_000")
parseInt("-")
parseInt({toString() { return "77" }})
parseInt(Symbol())
// parseFloat
parseFloat("3.14abc")
parseFloat(".5")
parseFloat("5.")
parseFloat("-.5e1")
parseFloat("1e")
parseFloat("1e+")
parseFloat("1e5x")
parseFloat("  2  ")
parseFloat("0x10")
parseFloat("Infinityx")
parseFloat("-Infinity")
parseFloat("infinity")
parseFloat("")
parseFloat()
parseFloat("abc")
parseFloat("1.2.3")
parseFloat("--1")
parseFloat("1_0")
parseFloat(1e21)
parseFloat([7, 8])
parseFloat(null)
parseFloat("1e400")
parseFloat("0.1") + parseFloat("0.2")
parseFloat(Symbol())
Object.fromEntries([["a"].concat(["-0"].map(parseFloat))])
["-0", "-0.0", "-1e-400", "0"].map(parseFloat)
["-0"].map(parseInt)
// toString
(255).toString()
(255).toString(16)
(255).toString(2)
(-255).toString(36)
(0.5).toString(2)
(0.1).toString(3)
(3.75).toString(8)
(1e21).toString()
(1e21).toString(16)
(123.456).toString(36)
(0).toString(2)
NaN.toString(2)
Infinity.toString(16)
(1).toString(1)
(1).toString(37)
(1).toString(undefined)
(1).toString(null)
(10).toString("2")
(10).toString(2.9)
(2 ** 53).toString(2).length
(0.1 + 0.2).toString()
(100).toString()
(1e300).toString()
(5e-324).toString()
(1.7976931348623157e308).toString()
(123456789.123).toString()
(0.000001).toString()
(0.0000001).toString()
(-1e-7).toString()
(4.35).toString()
(1 / 3).toString()
(2 / 3).toString()
(1e23).toString()
(9007199254740993).toString()
(0.1).toString(2).length
(1 / 3).toString(2)
Number.prototype.toString.call(new Number(7), 2)
Number.prototype.toString.call("7")
Number.prototype.toString.call({})
Number.prototype.toString.call()
Number.prototype.toString()
// toFixed
(1.005).toFixed(2)
(1.45).toFixed(1)
(-1.5).toFixed(0)
(2.5).toFixed(0)
(1.5).toFixed()
(123.456).toFixed(1)
(0).toFixed(2)
(0.000001).toFixed(7)
(1e21).toFixed(2)
(1e20).toFixed(2)
(123.456).toFixed(10)
(0.1).toFixed(20)
(0.5).toFixed(100).length
(5e-324).toFixed(3)
(-0.0000001).toFixed(2)
NaN.toFixed(2)
(-Infinity).toFixed(2)
(1).toFixed(-1)
(1).toFixed(101)
(1).toFixed("2")
(1).toFixed(NaN)
(1).toFixed(1.9)
(1000000000000000128).toFixed(1)
(0.9).toFixed(0)
(10.235).toFixed(2)
(1.255).toFixed(2)
(99.99).toFixed(1)
Number.prototype.toFixed.call("1")
// toExponential
(123456).toExponential()
(123456).toExponential(2)
(123456).toExponential(0)
(0).toExponential()
(0).toExponential(2)
(0.00015).toExponential(1)
(-1.5e-9).toExponential(3)
(1.25).toExponential(1)
(1e21).toExponential()
(12345).toExponential(undefined)
(1).toExponential(20)
NaN.toExponential(200)
Infinity.toExponential(1)
(1).toExponential(-1)
(1).toExponential(101)
(99.5).toExponential(0)
(5e-324).toExponential()
(1.7976931348623157e308).toExponential(3)
Number.prototype.toExponential.call({})
// toPrecision
(123.456).toPrecision(4)
(123.456).toPrecision(2)
(123.456).toPrecision()
(123.456).toPrecision(undefined)
(0.000123).toPrecision(2)
(0.0000001234).toPrecision(2)
(1e21).toPrecision(3)
(123456).toPrecision(2)
(123456).toPrecision(6)
(123456).toPrecision(8)
(0).toPrecision(3)
(1.25).toPrecision(2)
(1.35).toPrecision(2)
(99.99).toPrecision(3)
(1).toPrecision(0)
(1).toPrecision(101)
(1).toPrecision(50)
(-1.5).toPrecision(1)
NaN.toPrecision(1000)
(35).toPrecision(1)
Number.prototype.toPrecision.call(null, 1)
// valueOf, toLocaleString
(5).valueOf()
Number.prototype.valueOf.call(new Number(6))
Number.prototype.valueOf.call("6")
(12).toLocaleString()
NaN.toLocaleString()
// Properties of primitive numbers
(5).x
let n = 5; n.x = 1; n.x
(5)["toFixed"](1)
(5).constructor === Number
Object.getPrototypeOf(5) === Number.prototype
// Literals and operators
[0x1f, 0o17, 0b11, 1e3, .5, 5., 1E-2]
0.1 + 0.2
0.1 * 3
1 / 0
-1 / 0
0 / 0
5 % 3
-5 % 3
5 % -3
5.5 % 2
5 % 0
5 % Infinity
2 ** 0.5
2 ** -1
NaN ** 0
7 & 3
7 | 8
5 ^ 1
~5
~~3.7
1 << 31
1 << 32
-1 >>> 0
-1 >>> 28
-8 >> 1
2 ** 32 | 0
2 ** 53 + 1
9007199254740991 + 2
1e308 * 10
5e-324 / 2
"3" * "4"
null + 1
undefined + 1
true + true
[] + 1
[2] * [3]
"b" - 1
NaN == NaN
NaN !== NaN
1 < NaN
null >= 0
undefined == 0
"a" < 1
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Number, "isFinite")
Object.getOwnPropertyDescriptor(Number, "isInteger")
Object.getOwnPropertyDescriptor(Number, "isNaN")
Object.getOwnPropertyDescriptor(Number, "isSafeInteger")
Object.getOwnPropertyDescriptor(Number, "parseFloat")
Object.getOwnPropertyDescriptor(Number, "parseInt")
Object.getOwnPropertyDescriptor(Number.prototype, "toExponential")
Object.getOwnPropertyDescriptor(Number.prototype, "toFixed")
Object.getOwnPropertyDescriptor(Number.prototype, "toLocaleString")
Object.getOwnPropertyDescriptor(Number.prototype, "toPrecision")
Object.getOwnPropertyDescriptor(Number.prototype, "toString")
Object.getOwnPropertyDescriptor(Number.prototype, "valueOf")
Object.getOwnPropertyDescriptor(globalThis, "parseInt")
Object.getOwnPropertyDescriptor(globalThis, "parseFloat")
Object.getOwnPropertyDescriptor(globalThis, "isNaN")
Object.getOwnPropertyDescriptor(globalThis, "isFinite")
Object.getOwnPropertyDescriptor(globalThis, "Number")
