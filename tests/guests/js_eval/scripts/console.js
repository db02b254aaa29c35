// console: its methods are there. What they write is not compared here.
typeof console
["log", "info", "warn", "error", "debug", "trace", "dir", "dirxml", "table", "assert"].map(m => typeof console[m])
["count", "countReset", "group", "groupCollapsed", "groupEnd", "time", "timeEnd", "timeLog"].map(m => typeof console[m])
Object.prototype.toString.call(console)
typeof console.nothing
let old = console.log; console.log = x => out(["mine", x]); console.log("text"); console.log = old; console.log === old
console.assert(true)
console.group() === undefined && console.groupEnd() === undefined
Object.getOwnPropertyDescriptor(globalThis, "console").enumerable
console instanceof Object
console.assert(true, "not shown")
console.time("label")
