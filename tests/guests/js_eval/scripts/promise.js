// Promise: ECMA-262, 27.2. What is printed after "->" shows the order of reactions.
Promise()
new Promise()
new Promise(5)
new Promise({})
Promise(x => x)
typeof new Promise(() => 1)
Object.prototype.toString.call(new Promise(() => 1))
Promise.length
Promise.name
Promise.prototype[Symbol.toStringTag]
Promise[Symbol.species] === Promise
Promise.resolve() instanceof Promise
new Promise((resolve, reject) => { out(typeof resolve); out(typeof reject); out(resolve.length); out(reject.length) })
new Promise((resolve, reject) => { out(resolve.name); out(resolve(1)) }) // async
// then: order and values
Promise.resolve(1).then(out); out("sync") // async
new Promise(resolve => { out("executor"); resolve(1); out("after") }).then(out); out("sync") // async
Promise.resolve(1).then(x => x + 1).then(x => x * 2).then(out) // async
Promise.resolve(1).then().then(out) // async
Promise.resolve(1).then(null, undefined).then(out) // async
Promise.resolve(1).then(5).then(out) // async
Promise.resolve("a").then(out); Promise.resolve("b").then(out); Promise.resolve("c").then(out) // async
Promise.resolve().then(() => out(1)).then(() => out(3)); Promise.resolve().then(() => out(2)).then(() => out(4)) // async
let p = Promise.resolve(1); p.then(() => out("first")); p.then(() => out("second")) // async
let p = Promise.resolve(1); p.then(x => x) === p
new Promise(resolve => { resolve(1); resolve(2) }).then(out) // async
new Promise((resolve, reject) => { resolve(1); reject(2) }).then(out, out) // async
new Promise((resolve, reject) => { reject(1); resolve(2) }).then(out, e => out("e" + e)) // async
new Promise(resolve => { throw "thrown" }).then(out, e => out(["rejected", e])) // async
new Promise(resolve => { resolve(1); throw "ignored" }).then(out) // async
new Promise(resolve => { setTimeout(() => resolve("later"), 2) }).then(out) // async 20
new Promise(resolve => resolve()).then(out) // async
new Promise(resolve => resolve([1, {a: 2}])).then(out) // async
Promise.resolve(1).then(x => { throw new RangeError("r") }).then(out, e => out(e)) // async
Promise.resolve(1).then(throwing(() => null.x)).then(out, e => out(e.name)) // async
Promise.reject(1).then(out, e => "handled " + e).then(out) // async
Promise.reject(1).then(out).then(out, e => out(["passed on", e])) // async
Promise.reject(new TypeError("t")).then(null, e => out(e instanceof TypeError)) // async
Promise.resolve().then(() => Promise.resolve("inner")).then(out) // async
Promise.resolve().then(() => { out(0); return Promise.resolve(4) }).then(out); Promise.resolve().then(() => out(1)).then(() => out(2)).then(() => out(3)).then(() => out(5)).then(() => out(6)) // async
let r; new Promise(resolve => { r = resolve }).then(out); r("from outside") // async
let r; let p = new Promise(resolve => { r = resolve }); p.then(() => out(1)); r(); p.then(() => out(2)); out("sync") // async
let r; let p = new Promise(resolve => { r = resolve }); r(p); p.catch(e => out(e.constructor === TypeError)) // async
Promise.prototype.then.call({})
Promise.prototype.then.call(1)
typeof Promise.resolve().then()
// resolve
let p = Promise.resolve(1); Promise.resolve(p) === p
Promise.resolve(Promise.reject(1)).then(out, e => out(["e", e])) // async
Promise.resolve(undefined).then(out) // async
Promise.resolve({then: 5}).then(out) // async
Promise.resolve.call(undefined, 1)
Promise.resolve.call({}, 1)
Promise.resolve.call(5, 1)
Promise.resolve.call(function () { }, 1)
// Thenables
Promise.resolve({then(resolve) { resolve("from then") }}).then(out) // async
Promise.resolve({then(resolve, reject) { reject("no") }}).then(out, e => out(["e", e])) // async
Promise.resolve({then: thrower("thrown")}).then(out, e => out(["e", e])) // async
Promise.resolve({then(resolve) { resolve(1); resolve(2); return 5 }}).then(out) // async
Promise.resolve({get then() { throw "getter" }}).then(out, e => out(["e", e])) // async
Promise.resolve().then(() => ({then(f) { out("called"); f("value") }})).then(out) // async
Promise.resolve({then(resolve) { out("then is called"); resolve() }}); out("sync") // async
Promise.resolve({then(resolve) { resolve({then(again) { again("nested") }}) }}).then(out) // async
new Promise(resolve => resolve({then(f) { setTimeout(() => f("late"), 1) }})).then(out) // async 20
let t = Object.assign(() => 1, {then(f) { f("function") }}); Promise.resolve(t).then(out) // async
// catch
Promise.reject("r").catch(out) // async
Promise.reject("r").catch(e => e + "!").then(out) // async
Promise.resolve("v").catch(out).then(out) // async
Promise.reject("r").catch(x => { throw "again" }).catch(out) // async
Promise.reject("r").catch().catch(out) // async
Promise.prototype.catch.call({then(a, b) { return [a, typeof b] }}, x => x)
Promise.prototype.catch.call({}, x => x)
Promise.reject().catch(out) // async
let e = new Error("same"); Promise.reject(e).catch(x => out(x === e)) // async
// finally
Promise.resolve(1).finally(() => out("f")).then(out) // async
Promise.resolve(1).finally(() => 2).then(out) // async
Promise.reject(1).finally(() => 2).catch(e => out(["e", e])) // async
Promise.resolve(1).finally(x => { throw "f" }).catch(e => out(["e", e])) // async
Promise.reject(1).finally(x => { throw "f" }).catch(e => out(["e", e])) // async
Promise.resolve(1).finally((...a) => out(a.length)).then(out) // async
Promise.resolve(1).finally().then(out) // async
Promise.resolve(1).finally(5).then(out) // async
Promise.resolve(1).finally(() => Promise.reject("f")).catch(e => out(["e", e])) // async
Promise.resolve(1).finally(() => new Promise(r => setTimeout(r, 1))).then(out) // async 20
Promise.resolve().finally(() => out("f")).then(() => out("ft")); Promise.resolve().then(() => out(1)).then(() => out(2)).then(() => out(3)).then(() => out(4)) // async
Promise.prototype.finally.call({then(a, b) { return [typeof a, typeof b] }}, x => x)
Promise.prototype.finally.call(1, x => x)
Promise.prototype.finally.call({}, x => x)
// all
Promise.all([1, Promise.resolve(2), {then(f) { f(3) }}]).then(out) // async
Promise.all([]).then(out) // async
Promise.all([new Promise(r => setTimeout(r, 4, "slow")), new Promise(r => setTimeout(r, 1, "fast"))]).then(out) // async 30
Promise.all([1, Promise.reject("no"), Promise.reject("second")]).then(out, e => out(["e", e])) // async
Promise.all("ab").then(out) // async
Promise.all(new Set([1, 2])).then(out) // async
Promise.all(5).catch(e => out(e.name)) // async
Promise.all().catch(e => out(e.name)) // async
Promise.all.call(undefined, [])
Promise.all([[1], [2]]).then(out) // async
Promise.all([1, , 3]).then(out) // async
let log = []; Promise.all([]).then(() => log.push("all")); Promise.resolve().then(() => log.push("then")); setTimeout(() => out(log), 1); 0 // async 20
// allSettled
Promise.allSettled([1, Promise.reject(2), Promise.resolve(3)]).then(out) // async
Promise.allSettled([]).then(out) // async
Promise.allSettled([Promise.reject(new Error("m"))]).then(r => out([r[0].status, r[0].reason.message, Object.keys(r[0])])) // async
Promise.allSettled(null).catch(e => out(e.name)) // async
// any
Promise.any([Promise.reject(1), Promise.resolve(2), 3]).then(out) // async
Promise.any([Promise.reject(1), Promise.reject(2)]).catch(e => out([e instanceof AggregateError, e.errors])) // async
Promise.any([]).catch(e => out([e.name, e.errors, Object.keys(e)])) // async
Promise.any([new Promise(r => setTimeout(r, 80, "slow")), new Promise(r => setTimeout(r, 1, "fast"))]).then(out) // async 120
Promise.any(1).catch(e => out(e.name)) // async
Promise.any([Promise.reject(1)]).catch(e => out(Object.getOwnPropertyDescriptor(e, "errors").enumerable)) // async
// race
Promise.race([new Promise(r => setTimeout(r, 80, "slow")), new Promise(r => setTimeout(r, 1, "fast"))]).then(out) // async 120
Promise.race([Promise.resolve(1), 2]).then(out) // async
Promise.race([2, Promise.resolve(1)]).then(out) // async
Promise.race([Promise.reject("r"), 1]).then(out, e => out(["e", e])) // async
let done = false; Promise.race([]).then(() => { done = true }); setTimeout(() => out(done), 2); 0 // async 20
Promise.race(Symbol()).catch(e => out(e.name)) // async
// With timers and queueMicrotask
setTimeout(() => out("timer"), 0); Promise.resolve().then(() => out("then")); queueMicrotask(() => out("microtask")); out("sync"); 0 // async 20
queueMicrotask(() => out(1)); Promise.resolve().then(() => out(2)); queueMicrotask(() => out(3)) // async
setTimeout(() => { out("t1"); Promise.resolve().then(() => out("p1")) }, 1); setTimeout(() => { out("t2"); Promise.resolve().then(() => out("p2")) }, 6); 0 // async 40
queueMicrotask(() => { out("m1"); queueMicrotask(() => { out("m2"); queueMicrotask(() => out("m3")) }) }); setTimeout(() => out("timer"), 0); 0 // async 20
let n = 0; let p = Promise.resolve(); for (let i = 0; i < 100; i++) p = p.then(() => { n++ }); p.then(() => out(n)) // async
// Subclasses by construct: a capability of the program's own
Promise.resolve.call(function (executor) { executor(v => out(["resolved", v]), () => out("rejected")) }, 5)
Promise.reject.call(function (executor) { executor(() => out("resolved"), v => out(["rejected", v])) }, 5)
Promise.reject.call(5)
Promise.reject.call(function (executor) { executor(1, 2) }, 5)
let p = Promise.resolve(1); p.constructor = {[Symbol.species]: undefined}; p.then(out) instanceof Promise // async
let p = Promise.resolve(1); p.constructor = 5; p.then(out)
let p = Promise.resolve(1); p.then = f => f("own then"); Promise.resolve(0).then(() => p).then(out) // async
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Promise, "all")
Object.getOwnPropertyDescriptor(Promise, "allSettled")
Object.getOwnPropertyDescriptor(Promise, "any")
Object.getOwnPropertyDescriptor(Promise, "race")
Object.getOwnPropertyDescriptor(Promise, "reject")
Object.getOwnPropertyDescriptor(Promise, "resolve")
Object.getOwnPropertyDescriptor(Promise, Symbol.species)
Object.getOwnPropertyDescriptor(Promise.prototype, "catch")
Object.getOwnPropertyDescriptor(Promise.prototype, "constructor")
Object.getOwnPropertyDescriptor(Promise.prototype, "finally")
Object.getOwnPropertyDescriptor(Promise.prototype, "then")
Object.getOwnPropertyDescriptor(Promise.prototype, Symbol.toStringTag)
