// The interpreter itself: syntax, operators and the inspector.
1 + 2 * 3 - 4 / 2
[1, , "a\n", 5n, -5n, null, undefined, true, NaN, Infinity]
({a: 1, "b c": [1, [2]], [Symbol("x")]: Symbol.iterator, get g() { return 1 }, set g(v) { }, m() { return 1 }})
2 ** 10 % 1000
5n ** 20n + 3n
"abc" + 1 + null
typeof missing
typeof 5n + typeof "" + typeof Symbol() + typeof null + typeof (() => 1)
missing
msg: throw new TypeError("text")
let a = 1; a += 5; a++; a
let o = {x: {y: 1}}; o.x.y *= 7; o.x["z"] = o.x.y--; o
[...new Set([1, 2, 2, 3]), ..."héllo"]
let s = 0; for (const x of [1, 2, 3]) { if (x === 2) continue; s += x } s
let s = ""; for (let i = 0; i < 5; i++) { if (i > 3) break; s += i } s
let f = function (n) { return n < 2 ? 1 : n * f(n - 1) }; f(10)
try { throw new TypeError("m") } catch (e) { e.message }
let r = ""; try { try { throw 1 } finally { r += "f" } } catch (e) { r += e } r
[1, 2, 3].map(x => x * 2)
[3, 1, 2].sort((a, b) => b - a)
[1].map(x => { throw x })
let f = x => { if (x > 1) throw new RangeError("big"); return x }; [f(1), [1].map(f), f]
try { [1, 2].map(x => { if (x > 1) throw new RangeError("big"); return x }) } catch (e) { e }
new Map([[1, {a: new Map()}], ["k", new Set(["v"])]])
new Float64Array([1.5, "-0", NaN])
["-0", 0].map(Number)
Object.fromEntries([["a"].concat(["-0"].map(Number))])
new Date(5)
new Error("m", {cause: 1})
[new AggregateError([1], "m"), new RangeError()]
Object.create({a: 1})
Object.create(null)
let o = {}; o.o = o; o
Object.freeze([1, {a: 1}])
[new Uint8Array([1, 2]).buffer, new DataView(new ArrayBuffer(4), 1), Object(1), Object("ab"), Object(Symbol("q")), Object(5n)]
[Promise.resolve(1), new WeakMap(), [].keys(), new URL("http://a/")]
Promise.resolve(1).then(x => { out(x); throw new Error("x") }).catch(e => out(e)); 0 // async
setTimeout(out, 3, "b"); setTimeout(() => out("a"), 1); queueMicrotask(() => out("m")); 0 // async 20
new (function Point(x) { this.x = x })(1)
throw 5
throw {name: "N", message: "m"}
[1, 2, 3].reduce((a, b) => a + b)
"x".repeat(3).length
delete [].length
let o = {a: 1}; delete o.a; o
"a" in {a: 1}
[] instanceof Array && !({} instanceof Array)
1 < 2n && "a" < "b" && 2n == 2 && "1" == 1 && null == undefined && !(null == 0)
let n = null; n ??= 4; n ||= 5; n &&= 6; n
`template`
[1, 2] + {}
new Date(0) - 5
({valueOf() { return 4 }}) * 2
let c = thrower(new SyntaxError("q")); try { c() } catch (e) { e.name }
let f = throwing(x => JSON.parse(x)); [1, "[2]"].map(f)
function g() { return 1 }
