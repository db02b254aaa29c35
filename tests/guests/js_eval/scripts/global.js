// globalThis: ECMA-262, 19, and what is in it.
typeof globalThis
globalThis === globalThis.globalThis
Object.getOwnPropertyDescriptor(globalThis, "globalThis").enumerable
globalThis.Array === Array
globalThis instanceof Object
Object.prototype.toString.call(globalThis)
undefined
typeof undefined
[NaN, Infinity]
typeof missing
missing
globalThis.missing
"missing" in globalThis
"Array" in globalThis
Object.hasOwn(globalThis, "Map")
Object.isExtensible(globalThis)
globalThis.mine = 5; let r = [mine, typeof mine, delete globalThis.mine, typeof mine]; r
mine = 6; let r = [globalThis.mine, delete globalThis.mine]; r
globalThis.f = x => x + 1; let r = f(1); delete globalThis.f; r
globalThis.undefined = 1; typeof undefined
NaN = 1; NaN
Infinity = 1; Infinity
delete globalThis.NaN
Object.defineProperty(globalThis, "fixed", {value: 1, configurable: true}); globalThis.fixed = 2; let r = fixed; delete globalThis.fixed; r
let old = EvalError; globalThis.EvalError = 5; let r = EvalError; globalThis.EvalError = old; [r, typeof EvalError]
Object.keys(globalThis).includes("Array")
Object.getOwnPropertyNames(globalThis).includes("Array")
globalThis[Symbol("absent")]
// What is a function, and what an object
["Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Date", "Promise", "Map", "Set"].map(n => typeof globalThis[n])
["WeakMap", "WeakSet", "WeakRef", "ArrayBuffer", "DataView"].map(n => typeof globalThis[n])
["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError"].map(n => typeof globalThis[n])
["Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"].map(n => typeof globalThis[n])
["parseInt", "parseFloat", "isNaN", "isFinite", "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI"].map(n => typeof globalThis[n])
["TextEncoder", "TextDecoder", "URL", "URLSearchParams", "AbortController", "AbortSignal", "Event", "EventTarget", "DOMException"].map(n => typeof globalThis[n])
["setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask", "structuredClone"].map(n => typeof globalThis[n])
["Math", "JSON", "Reflect", "console", "performance", "crypto", "process", "fs"].map(n => typeof globalThis[n])
// Each constructor's prototype leads back to it.
["Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Date", "Promise", "Map", "Set"].map(n => globalThis[n].prototype.constructor === globalThis[n])
["WeakMap", "WeakSet", "WeakRef", "ArrayBuffer", "DataView", "Uint8Array", "Float64Array", "Error", "TypeError"].map(n => globalThis[n].prototype.constructor === globalThis[n])
["TextEncoder", "TextDecoder", "URL", "URLSearchParams", "AbortController", "AbortSignal", "Event", "EventTarget"].map(n => globalThis[n].prototype.constructor === globalThis[n])
["Object", "Array", "String", "Number", "Date", "Promise", "Map", "URL", "Event", "TextDecoder"].map(n => globalThis[n].name)
["Object", "Array", "String", "Number", "Date", "Promise", "Map", "Set", "Error", "Symbol", "Boolean", "BigInt"].map(n => globalThis[n].length)
["Array", "Map", "Promise", "Error", "URL", "Event"].map(n => Object.getPrototypeOf(globalThis[n]) === Function.prototype)
Object.getPrototypeOf(AbortSignal) === EventTarget
Object.getPrototypeOf(AbortSignal.prototype) === EventTarget.prototype
["Array", "Map", "Date", "Promise", "URL"].map(n => Object.getOwnPropertyDescriptor(globalThis, n).enumerable)
["Array", "Map", "Date", "Promise", "URL"].map(n => Object.getOwnPropertyDescriptor(globalThis, n).configurable)
// Classes that can't be called, and those that can
["Map", "Set", "WeakMap", "Promise", "ArrayBuffer", "DataView", "Uint8Array", "WeakRef"].map(n => { try { globalThis[n](); return "called" } catch (e) { return e.name } })
["Object", "Array", "String", "Number", "Boolean", "Symbol", "Date", "Error"].map(n => typeof globalThis[n]())
["Symbol", "BigInt"].map(n => { try { new globalThis[n](1); return "made" } catch (e) { return e.name } })
