// AbortController and AbortSignal: WHATWG DOM, 3.
new AbortController()
AbortController()
new AbortSignal()
AbortSignal()
Object.prototype.toString.call(new AbortController())
Object.prototype.toString.call(new AbortController().signal)
let c = new AbortController(); c.signal === c.signal
let c = new AbortController(); [c.signal.aborted, c.signal.reason]
let c = new AbortController(); c.signal instanceof AbortSignal && c.signal instanceof EventTarget
let c = new AbortController(); [c.abort(), c.signal.aborted, c.signal.reason instanceof DOMException, c.signal.reason.name, c.signal.reason.code]
let c = new AbortController(); c.abort("why"); c.signal.reason
let c = new AbortController(); c.abort("first"); c.abort("second"); c.signal.reason
let c = new AbortController(); c.abort(null); c.signal.reason
let c = new AbortController(); c.abort(undefined); c.signal.reason.name
let c = new AbortController(), e = new Error("m"); c.abort(e); c.signal.reason === e
let c = new AbortController(); c.signal.aborted = true; c.signal.aborted
// Events
let c = new AbortController(); c.signal.addEventListener("abort", e => out([e.type, e.target === c.signal, c.signal.aborted, e.bubbles])); c.abort(); "done"
let c = new AbortController(); c.signal.onabort = e => out(e.type); c.abort(); "done"
let c = new AbortController(); c.signal.onabort = e => out(1); c.signal.onabort = e => out(2); c.abort(); "done"
let c = new AbortController(); c.signal.onabort
let c = new AbortController(), n = 0; c.signal.addEventListener("abort", () => { n++ }); c.abort(); c.abort(); n
let c = new AbortController(), s = []; c.signal.addEventListener("abort", () => s.push(1)); c.signal.onabort = () => s.push(2); c.signal.addEventListener("abort", () => s.push(3)); c.abort(); s
let c = new AbortController(), n = 0, f = () => { n++ }; c.signal.addEventListener("abort", f); c.signal.removeEventListener("abort", f); c.abort(); n
let c = new AbortController(); c.abort(); c.signal.addEventListener("abort", () => out("too late")); "done"
// throwIfAborted
new AbortController().signal.throwIfAborted()
let c = new AbortController(); c.abort("r"); c.signal.throwIfAborted()
let c = new AbortController(); c.abort(); c.signal.throwIfAborted()
AbortSignal.prototype.throwIfAborted.call({})
// AbortSignal.abort
AbortSignal.abort().aborted
AbortSignal.abort().reason.name
AbortSignal.abort("r").reason
AbortSignal.abort(5).throwIfAborted()
// AbortSignal.timeout
let s = AbortSignal.timeout(1); setTimeout(() => out([s.aborted, s.reason.name]), 30); s.aborted // async 60
let s = AbortSignal.timeout(1000); s.aborted
AbortSignal.timeout("x")
// AbortSignal.any
AbortSignal.any([]).aborted
let c = new AbortController(), s = AbortSignal.any([c.signal]); c.abort("r"); [s.aborted, s.reason]
let c = new AbortController(), d = new AbortController(), s = AbortSignal.any([c.signal, d.signal]); d.abort("d"); c.abort("c"); s.reason
AbortSignal.any([AbortSignal.abort("already")]).reason
AbortSignal.any([5])
AbortSignal.any()
let c = new AbortController(), s = AbortSignal.any([c.signal]); s.addEventListener("abort", () => out("any")); c.abort(); s.aborted
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(AbortController.prototype, "abort")
Object.getOwnPropertyDescriptor(AbortController.prototype, "signal")
Object.getOwnPropertyDescriptor(AbortController.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted")
Object.getOwnPropertyDescriptor(AbortSignal.prototype, Symbol.toStringTag)
// The messages that a program gets to see
msg: new AbortController().abort() || AbortSignal.abort().throwIfAborted()
msg: AbortSignal.abort(new Error("the program's own")).throwIfAborted()
let s = AbortSignal.timeout(1); setTimeout(() => out(s.reason.message), 30); 0 // async 60
