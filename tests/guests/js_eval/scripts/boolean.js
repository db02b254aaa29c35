// Boolean: ECMA-262, 20.3.
[0, 1, -1, NaN, "", "0", "false", null, undefined, [], {}, Symbol(), 0n, 1n].map(Boolean)
["-0"].map(Number).map(Boolean)
Boolean()
Boolean(new Boolean(false))
new Boolean()
new Boolean(false)
new Boolean("x")
typeof new Boolean(true)
new Boolean(false) ? 1 : 2
new Boolean(true) == true
new Boolean(false) + 1
true.toString()
false.toString()
true.valueOf()
new Boolean(true).valueOf()
Boolean.prototype.toString.call(new Boolean(false))
Boolean.prototype.toString.call(1)
Boolean.prototype.toString.call({})
Boolean.prototype.valueOf.call("true")
Boolean.prototype.valueOf()
Object.prototype.toString.call(Boolean.prototype)
true.constructor === Boolean
true.x
let b = true; b.x = 1; b.x
Object.getPrototypeOf(true) === Boolean.prototype
Boolean.length
Boolean.name
true + 1
true > false
true == "1"
true == "true"
false == ""
false == null
!null && !0 && !"" && !undefined && !NaN && !0n
!![] && !!{} && !!"0" && !!Symbol() && !!1n && !!Infinity
null || "default"
0 ?? "default"
null ?? "default"
"" && "never"
"x" && "then"
Object.getOwnPropertyDescriptor(Boolean.prototype, "toString")
Object.getOwnPropertyDescriptor(Boolean.prototype, "valueOf")
Object.getOwnPropertyDescriptor(Boolean.prototype, "constructor")
