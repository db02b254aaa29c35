// performance: High Resolution Time.
typeof performance
typeof performance.now
typeof performance.now()
performance.now() > 0
let a = performance.now(), b = performance.now(); b >= a
let a = performance.now(); let n = 0; for (let i = 0; i < 2000; i++) n += i; performance.now() - a < 60000
let last = 0, ok = true; for (let i = 0; i < 100; i++) { let t = performance.now(); if (t < last) ok = false; last = t } ok
typeof performance.timeOrigin
Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 2000
let a = performance.now(); setTimeout(() => out(performance.now() - a >= 4), 5); 0 // async 30
Object.prototype.toString.call(performance)
