// Iterators: ECMA-262, 7.4 and 27.1, and how spread, for-of and the constructors use them.
let i = [1, 2][Symbol.iterator](); [i.next(), i.next(), i.next(), i.next()]
let i = [1][Symbol.iterator](); i[Symbol.iterator]() === i
let i = [1, 2, 3].values(); i.next(); [...i]
let i = [1, 2, 3].values(); [...i, ...i]
Object.getPrototypeOf([].values()) === Object.getPrototypeOf([].keys())
Object.getPrototypeOf(Object.getPrototypeOf([].values())) === Object.getPrototypeOf(Object.getPrototypeOf(new Map().keys()))
Object.getPrototypeOf([].values())[Symbol.toStringTag]
Object.getPrototypeOf(new Map().keys())[Symbol.toStringTag]
Object.getPrototypeOf(new Set().keys())[Symbol.toStringTag]
Object.getPrototypeOf(""[Symbol.iterator]())[Symbol.toStringTag]
Object.getOwnPropertyNames(Object.getPrototypeOf([].values()))
Object.getOwnPropertyDescriptor(Object.getPrototypeOf([].values()), "next")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(new Map().keys()), "next")
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(""[Symbol.iterator]()), Symbol.toStringTag)
typeof [].values().return
Object.getPrototypeOf([].values()).next.call([])
Object.getPrototypeOf([].values()).next.call(new Set().values())
Object.getPrototypeOf(""[Symbol.iterator]()).next.call("a")
[].values().next.call({})
Object.keys([1].values().next())
let i = new Uint8Array([1, 2]).entries(); [i.next(), i.next(), i.next()]
let i = "a😀"[Symbol.iterator](); [i.next(), i.next(), i.next()]
let a = [1], i = a.values(); i.next(); a.push(2); i.next()
let a = [1], i = a.values(); i.next(); i.next(); a.push(2); i.next()
let a = [1, 2, 3], i = a.values(); i.next(); a.length = 1; i.next()
[...[1, , 3].entries()]
[...Array.prototype.values.call({length: 2, 0: "a", 1: "b"})]
[...Array.prototype.entries.call("ab")]
// Iterables of the program's own, used by the host
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; Array.from(it)
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; new Set(it)
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: ["k" + n, n], done: n > 3} }} }}; new Map(it)
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: ["k" + n, n], done: n > 3} }} }}; Object.fromEntries(it)
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; new Uint8Array(it)
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; Promise.all(it).then(out); 0 // async
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; [...it]
let it = {[Symbol.iterator]() { let n = 0; return {next() { n++; return {value: n, done: n > 3} }} }}; Math.max(...it)
let it = {[Symbol.iterator]() { return [5, 6].values() }}; Array.from(it)
let it = {[Symbol.iterator]() { return {next() { return {done: true, value: "ignored"} }} }}; Array.from(it)
let it = {[Symbol.iterator]() { return {next() { return {done: 1} }} }}; Array.from(it)
let n = 0, it = {[Symbol.iterator]() { return {next() { n++; return n > 2 ? {done: true} : {} }} }}; Array.from(it)
let it = {[Symbol.iterator]() { return this }, next() { return {done: true} }}; Array.from(it)
// Bad iterables
Array.from({[Symbol.iterator]: 1})
Array.from({[Symbol.iterator]: null, length: 1, 0: "like an array"})
Array.from({[Symbol.iterator]() { return 1 }})
Array.from({[Symbol.iterator]() { return {} }})
Array.from({[Symbol.iterator]() { return {next: 1} }})
Array.from({[Symbol.iterator]() { return {next() { return 1 }} }})
new Set({[Symbol.iterator]() { return {next() { return undefined }} }})
new Map({[Symbol.iterator]: thrower("iterator")})
new Set({[Symbol.iterator]() { return {next: thrower("next")} }})
new Set({[Symbol.iterator]() { return {next() { return {done: false, get value() { throw "value" }} }} }})
new Set({[Symbol.iterator]() { return {next() { return {get done() { throw "done" }} }} }})
[...5]
[...null]
[...{}]
Math.max(...undefined)
new Set(1)
for (const x of 5) { out(x) }
for (const x of {length: 1}) { out(x) }
// An iterator is closed when its consumer fails, and is not when it itself does.
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return() { out("closed"); return {} }} }}; new Map(it)
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return() { out("closed"); return {} }} }}; Array.from(it, thrower("mapper"))
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return() { out("closed"); return {} }} }}; Object.fromEntries(it)
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return() { out("closed"); return {} }} }}; new WeakSet(it)
let it = {[Symbol.iterator]() { return {next: thrower("next"), return() { out("closed"); return {} }} }}; Array.from(it)
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return: thrower("in return")} }}; new Map(it)
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return: 5} }}; Array.from(it, thrower("mapper"))
let n = 0, it = {[Symbol.iterator]() { return {next() { n++; return {done: n > 2, value: n} }, return() { out("closed"); return {} }} }}; Array.from(it)
let n = 0, it = {[Symbol.iterator]() { return {next() { n++; return {done: false, value: n} }, return() { out("closed"); return {} }} }}; for (const x of it) { if (x > 2) break } n
let it = {[Symbol.iterator]() { return {next() { return {done: false, value: 1} }, return() { out("closed"); return {} }} }}; for (const x of it) { throw "from the body" }
// next is read once.
let n = 0, it = {[Symbol.iterator]() { return {get next() { out("get next"); return () => { n++; return {done: n > 3, value: n} } }} }}; Array.from(it)
let it = {get [Symbol.iterator]() { out("get iterator"); return () => [1].values() }}; new Set(it)
// Changed built-in iteration
let a = [1, 2]; a[Symbol.iterator] = () => ["changed"].values(); [[...a], Array.from(a), new Set(a)]
let a = [1, 2]; a[Symbol.iterator] = undefined; [...a]
let s = new Set([1]); s[Symbol.iterator] = () => [9].values(); [...s]
let s = new String("ab"); s[Symbol.iterator] = () => [9].values(); Array.from(s)
// for-of over built-ins
let r = []; for (const x of "a😀") r.push(x); r
let r = []; for (const p of new Map([[1, 2]])) r.push(p); r
let r = []; for (const x of new Uint8Array([3, 4])) r.push(x); r
let r = []; for (const p of [7, 8].entries()) r.push(p); r
let r = []; for (const x of new Set("aab")) r.push(x); r
// Symbol.asyncIterator is there, for whoever implements it.
typeof Symbol.asyncIterator
