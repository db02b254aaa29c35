// Timers and queueMicrotask: WHATWG HTML, 8.6 and 8.7, and Node's.
[typeof setTimeout, typeof setInterval, typeof setImmediate, typeof queueMicrotask]
[typeof clearTimeout, typeof clearInterval, typeof clearImmediate]
[setTimeout.name, clearTimeout.name, setInterval.name, clearInterval.name, queueMicrotask.name]
// setTimeout
setTimeout(() => out("fired"), 1); out("sync"); 0 // async 20
setTimeout(() => out("fired")); 0 // async 20
setTimeout(out, 1, "a", "b", 3); 0 // async 20
setTimeout((...a) => out(a.length), 1); 0 // async 20
setTimeout(() => out("second"), 8); setTimeout(() => out("first"), 2); 0 // async 40
setTimeout(() => out(1), 3); setTimeout(() => out(2), 3); setTimeout(() => out(3), 3); 0 // async 30
setTimeout(() => out("zero"), 0); setTimeout(() => out("one"), 1); 0 // async 20
setTimeout(() => out("one"), 1); setTimeout(() => out("zero"), 0); 0 // async 20
setTimeout(() => out("negative"), -5); 0 // async 20
setTimeout(() => out("NaN"), NaN); 0 // async 20
setTimeout(() => out("text"), "2"); 0 // async 20
setTimeout(() => out("fraction"), 1.9); 0 // async 20
setTimeout(() => { out("outer"); setTimeout(() => out("inner"), 1) }, 1); 0 // async 30
setTimeout(() => { out(1); Promise.resolve().then(() => out("then")); queueMicrotask(() => out("microtask")) }, 1); setTimeout(() => out(2), 8); 0 // async 40
setTimeout()
setTimeout(5)
setTimeout({}, 1)
setTimeout(null)
// clearTimeout
let t = setTimeout(() => out("never"), 1); clearTimeout(t); 0 // async 20
let t = setTimeout(() => out("once"), 1); setTimeout(() => clearTimeout(t), 5); 0 // async 30
let t = setTimeout(() => out("never"), 2); clearTimeout(t); clearTimeout(t); 0 // async 20
let b; setTimeout(() => { out("a clears b"); clearTimeout(b) }, 1); b = setTimeout(() => out("b"), 8); 0 // async 40
let b; setTimeout(() => { out("a clears b"); clearTimeout(b) }, 3); b = setTimeout(() => out("b"), 3); 0 // async 30
let t = setInterval(() => out("never"), 1); clearTimeout(t); 0 // async 20
let t = setTimeout(() => out("never"), 1); clearInterval(t); 0 // async 20
clearTimeout()
clearTimeout(undefined)
clearTimeout(null)
clearTimeout(123456789)
clearTimeout("text")
clearTimeout({})
// setInterval
let n = 0, t = setInterval(() => { out(n++); if (n === 3) clearInterval(t) }, 1); 0 // async 60
let n = 0, t = setInterval(x => { out(x); clearInterval(t) }, 1, "argument"); 0 // async 20
let n = 0, t = setInterval(() => { n++ }, 1); setTimeout(() => { clearInterval(t); out(n > 0) }, 15); 0 // async 60
let t = setInterval(() => { clearInterval(t); out("cleared inside") }); 0 // async 20
setInterval()
setInterval("text", 1)
clearInterval()
// setImmediate
setImmediate(() => out("immediate")); 0 // async 20
setImmediate(out, 1, 2); 0 // async 20
setImmediate(() => out("immediate")); Promise.resolve().then(() => out("then")); out("sync"); 0 // async 20
let i = setImmediate(() => out("never")); clearImmediate(i); 0 // async 20
setImmediate(() => out(1)); setImmediate(() => out(2)); 0 // async 20
setImmediate()
clearImmediate(undefined)
// queueMicrotask
queueMicrotask(() => out("microtask")); out("sync") // async
queueMicrotask(() => out(1)); queueMicrotask(() => out(2)) // async
queueMicrotask((...a) => out(a.length)) // async
Promise.resolve().then(() => out(1)); queueMicrotask(() => out(2)); Promise.resolve().then(() => out(3)) // async
queueMicrotask(() => { out(1); Promise.resolve().then(() => out(3)); queueMicrotask(() => out(4)); out(2) }) // async
queueMicrotask()
queueMicrotask(5)
queueMicrotask({})
queueMicrotask(null)
queueMicrotask(() => 1) === undefined
// All together
setTimeout(() => out("timeout")); queueMicrotask(() => out("microtask")); Promise.resolve().then(() => out("then")); out("sync"); 0 // async 20
let s = []; for (let i = 0; i < 20; i++) setTimeout(() => { s.push(i); if (s.length === 20) out(s.join()) }, 2); 0 // async 40
setTimeout(() => out("10"), 10); setTimeout(() => out("30"), 30); setTimeout(() => out("20"), 20); 0 // async 80
