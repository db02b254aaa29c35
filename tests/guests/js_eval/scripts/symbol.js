// Symbol: ECMA-262, 20.4.
typeof Symbol()
Symbol("a")
Symbol()
Symbol(undefined)
Symbol(null)
Symbol(5)
Symbol("")
Symbol({toString() { return "o" }})
Symbol(Symbol())
Symbol("a") === Symbol("a")
let s = Symbol("a"); s === s
new Symbol()
Object(Symbol("a"))
typeof Object(Symbol())
let s = Symbol(); Object(s) == s
let s = Symbol(); Object(s) === s
Symbol.length
Symbol.name
// description, toString, valueOf
Symbol("d").description
Symbol().description
Symbol("").description
Symbol.iterator.description
Object(Symbol("b")).description
Object.getOwnPropertyDescriptor(Symbol.prototype, "description").set
Object.getOwnPropertyDescriptor(Symbol.prototype, "description").get.call(1)
Object.getOwnPropertyDescriptor(Symbol.prototype, "description").get.call(Symbol("x"))
Symbol("t").toString()
Symbol().toString()
Symbol.prototype.toString.call(Object(Symbol("o")))
Symbol.prototype.toString.call("t")
Symbol.prototype.toString.call({})
let s = Symbol("v"); s.valueOf() === s
let s = Symbol("v"); Object(s).valueOf() === s
Symbol.prototype.valueOf.call(5)
Symbol.prototype[Symbol.toStringTag]
Object.prototype.toString.call(Symbol.prototype)
let s = Symbol("p"); s[Symbol.toPrimitive]() === s
Symbol.prototype[Symbol.toPrimitive].call(Object(Symbol.iterator), "number")
Symbol.prototype[Symbol.toPrimitive].call(1)
Symbol.prototype[Symbol.toPrimitive].name
Symbol.prototype[Symbol.toPrimitive].length
// for, keyFor
Symbol.for("k") === Symbol.for("k")
Symbol.for("k") === Symbol("k")
Symbol.for("k")
Symbol.for()
Symbol.for() === Symbol.for("undefined")
Symbol.for(null).description
Symbol.for(1) === Symbol.for("1")
Symbol.for(Symbol())
Symbol.keyFor(Symbol.for("k"))
Symbol.keyFor(Symbol("k"))
Symbol.keyFor(Symbol.iterator)
Symbol.keyFor("k")
Symbol.keyFor()
Symbol.keyFor(Object(Symbol.for("k")))
// Well-known symbols
[Symbol.asyncIterator, Symbol.hasInstance, Symbol.isConcatSpreadable, Symbol.iterator]
[Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.species, Symbol.split]
[Symbol.toPrimitive, Symbol.toStringTag, Symbol.unscopables]
Symbol.iterator === Symbol.iterator
Symbol.for("Symbol.iterator") === Symbol.iterator
Symbol.iterator = 1; typeof Symbol.iterator
// Conversion
Symbol() + ""
"" + Symbol()
Symbol() + 1
+Symbol()
Symbol() * 2
Symbol() < 1
Symbol() == 1
Symbol() == "Symbol()"
Symbol() ? 1 : 2
!Symbol()
String(Symbol("s"))
Number(Symbol())
Boolean(Symbol())
[Symbol("j")].join()
BigInt(Symbol())
typeof Object(Symbol("x")).toString()
// As keys
let s = Symbol("k"), o = {[s]: 1, a: 2}; o
let s = Symbol("k"), o = {[s]: 1, a: 2}; o[s]
let s = Symbol("k"), o = {[s]: 1, a: 2}; Object.keys(o)
let s = Symbol("k"), o = {[s]: 1, a: 2}; JSON.stringify(o)
let s = Symbol("k"), o = {[s]: 1}; s in o
let s = Symbol("k"), o = {[s]: 1}; delete o[s]; o
let s = Symbol("k"), o = {}; o[Object(s)] = 1; Object.getOwnPropertySymbols(o)[0] === s
let s = Symbol("k"), o = {}; o[s] = 1; o[s]++; o[s] += 5; o
let s = Symbol("k"); ({[s]() { return "called" }})[s]()
let s = Symbol("k"); ({get [s]() { return "got" }})[s]
let s = Symbol("k"); [].concat({[s]: 1})
let s = Symbol(); s.x = 1; s.x
let s = Symbol(); s.toString.name
[1, 2][Symbol.iterator].name
({[Symbol.toStringTag]: "T"}) + ""
({[Symbol.toPrimitive](h) { return h }}) + ""
+({[Symbol.toPrimitive](h) { return h === "number" ? 1 : 2 }})
({[Symbol.toPrimitive]: 5}) + ""
({[Symbol.toPrimitive]: null, valueOf() { return 3 }}) + 1
({[Symbol.toPrimitive]() { return {} }}) + ""
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Symbol, "for")
Object.getOwnPropertyDescriptor(Symbol, "keyFor")
Object.getOwnPropertyDescriptor(Symbol, "asyncIterator")
Object.getOwnPropertyDescriptor(Symbol, "hasInstance")
Object.getOwnPropertyDescriptor(Symbol, "isConcatSpreadable")
Object.getOwnPropertyDescriptor(Symbol, "iterator")
Object.getOwnPropertyDescriptor(Symbol, "match")
Object.getOwnPropertyDescriptor(Symbol, "matchAll")
Object.getOwnPropertyDescriptor(Symbol, "replace")
Object.getOwnPropertyDescriptor(Symbol, "search")
Object.getOwnPropertyDescriptor(Symbol, "species")
Object.getOwnPropertyDescriptor(Symbol, "split")
Object.getOwnPropertyDescriptor(Symbol, "toPrimitive")
Object.getOwnPropertyDescriptor(Symbol, "toStringTag")
Object.getOwnPropertyDescriptor(Symbol, "unscopables")
Object.getOwnPropertyDescriptor(Symbol.prototype, "constructor")
Object.getOwnPropertyDescriptor(Symbol.prototype, "description")
Object.getOwnPropertyDescriptor(Symbol.prototype, "toString")
Object.getOwnPropertyDescriptor(Symbol.prototype, "valueOf")
Object.getOwnPropertyDescriptor(Symbol.prototype, Symbol.toPrimitive)
Object.getOwnPropertyDescriptor(Symbol.prototype, Symbol.toStringTag)
