// Event and EventTarget: WHATWG DOM, 2.
new Event("x")
new Event()
Event("x")
new Event("x").type
new Event(5).type
new Event(null).type
new Event(Symbol())
let e = new Event("x"); [e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.eventPhase, e.isTrusted]
let e = new Event("x", {bubbles: true, cancelable: 1, composed: "y"}); [e.bubbles, e.cancelable, e.composed]
let e = new Event("x"); [e.target, e.currentTarget, e.srcElement]
let e = new Event("x"); e.composedPath()
typeof new Event("x").timeStamp
new Event("x").returnValue
new Event("x").cancelBubble
new Event("x", null).bubbles
new Event("x", 5)
[Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE]
Event.length
Object.prototype.toString.call(new Event("x"))
let e = new Event("x"); e.preventDefault(); e.defaultPrevented
let e = new Event("x", {cancelable: true}); e.preventDefault(); [e.defaultPrevented, e.returnValue]
let e = new Event("x"); e.stopPropagation(); e.cancelBubble
let e = new Event("x"); e.type = "y"; e.type
Event.prototype.preventDefault.call({})
// EventTarget
new EventTarget()
EventTarget()
Object.prototype.toString.call(new EventTarget())
let t = new EventTarget(); t.addEventListener("x", e => out([e.type, e.target === t, e.currentTarget === t, e.eventPhase])); t.dispatchEvent(new Event("x"))
let t = new EventTarget(); t.addEventListener("x", () => out("never")); t.dispatchEvent(new Event("y"))
let t = new EventTarget(), s = []; t.addEventListener("x", () => s.push(1)); t.addEventListener("x", () => s.push(2)); t.addEventListener("x", () => s.push(3)); t.dispatchEvent(new Event("x")); s
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f); t.addEventListener("x", f); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f, false); t.addEventListener("x", f, true); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f); t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(); t.addEventListener("x", function () { out(this === t) }); t.dispatchEvent(new Event("x"))
let t = new EventTarget(); t.addEventListener("x", () => "ignored") === undefined
let t = new EventTarget(), e = new Event("x"); t.dispatchEvent(e); [e.target === t, e.currentTarget, e.eventPhase]
let t = new EventTarget(), e = new Event("x"); t.addEventListener("x", e => out(e.composedPath().length)); t.dispatchEvent(e); e.composedPath().length
let t = new EventTarget(), e = new Event("x"), n = 0; t.addEventListener("x", () => { n++ }); t.dispatchEvent(e); t.dispatchEvent(e); n
// removeEventListener
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f); t.removeEventListener("x", f); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f, true); t.removeEventListener("x", f); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0, f = () => { n++ }; t.addEventListener("x", f, {capture: true}); t.removeEventListener("x", f, true); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(); t.removeEventListener("x", () => 1)
let t = new EventTarget(), s = [], g = () => s.push("g"); t.addEventListener("x", () => { s.push("f"); t.removeEventListener("x", g) }); t.addEventListener("x", g); t.dispatchEvent(new Event("x")); s
let t = new EventTarget(), s = []; t.addEventListener("x", () => { s.push("f"); t.addEventListener("x", () => s.push("added")) }); t.dispatchEvent(new Event("x")); s
let t = new EventTarget(), s = [], f = () => { s.push("f"); t.removeEventListener("x", f) }; t.addEventListener("x", f); t.addEventListener("x", () => s.push("g")); t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); s
// once, signal
let t = new EventTarget(), n = 0; t.addEventListener("x", () => { n++ }, {once: true}); t.dispatchEvent(new Event("x")); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0; t.addEventListener("x", () => { n++; if (n < 5) t.dispatchEvent(new Event("x")) }, {once: true}); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0, c = new AbortController(); t.addEventListener("x", () => { n++ }, {signal: c.signal}); t.dispatchEvent(new Event("x")); c.abort(); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(), n = 0; t.addEventListener("x", () => { n++ }, {signal: AbortSignal.abort()}); t.dispatchEvent(new Event("x")); n
let t = new EventTarget(); t.addEventListener("x", () => 1, {signal: 5})
// Listeners that are objects
let t = new EventTarget(), o = {handleEvent(e) { out([e.type, this === o]) }}; t.addEventListener("x", o); t.dispatchEvent(new Event("x"))
let t = new EventTarget(), o = {}; t.addEventListener("x", o); o.handleEvent = e => out("set later"); t.dispatchEvent(new Event("x"))
let t = new EventTarget(); t.addEventListener("x", 5)
let t = new EventTarget(); t.addEventListener("x", "text")
let t = new EventTarget(); t.addEventListener("x")
let t = new EventTarget(); t.addEventListener()
// preventDefault, stopImmediatePropagation
let t = new EventTarget(); t.addEventListener("x", e => e.preventDefault()); [t.dispatchEvent(new Event("x")), t.dispatchEvent(new Event("x", {cancelable: true}))]
let t = new EventTarget(), s = []; t.addEventListener("x", e => { s.push(1); e.stopImmediatePropagation() }); t.addEventListener("x", () => s.push(2)); t.dispatchEvent(new Event("x")); s
let t = new EventTarget(), s = []; t.addEventListener("x", e => { s.push(1); e.stopPropagation() }); t.addEventListener("x", () => s.push(2)); t.dispatchEvent(new Event("x")); s
let t = new EventTarget(), e = new Event("x", {cancelable: true}); e.preventDefault(); t.dispatchEvent(e)
// dispatchEvent
new EventTarget().dispatchEvent()
new EventTarget().dispatchEvent({type: "x"})
new EventTarget().dispatchEvent(null)
let t = new EventTarget(), e = new Event("x"), r; t.addEventListener("x", () => { try { t.dispatchEvent(e) } catch (x) { r = x.name !== "" } }); t.dispatchEvent(e); r
EventTarget.prototype.addEventListener.call({}, "x", () => 1)
EventTarget.prototype.dispatchEvent.call({}, new Event("x"))
let a = new EventTarget(), b = new EventTarget(), s = []; a.addEventListener("x", () => { s.push("a"); b.dispatchEvent(new Event("y")) }); b.addEventListener("y", () => s.push("b")); a.dispatchEvent(new Event("x")); s
// CustomEvent
typeof CustomEvent
new CustomEvent("x", {detail: {a: 1}}).detail
new CustomEvent("x").detail
new CustomEvent("x") instanceof Event
let t = new EventTarget(); t.addEventListener("x", e => out(e.detail)); t.dispatchEvent(new CustomEvent("x", {detail: 5}))
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Event.prototype, "type")
Object.getOwnPropertyDescriptor(Event.prototype, "target")
Object.getOwnPropertyDescriptor(Event.prototype, "preventDefault")
Object.getOwnPropertyDescriptor(Event.prototype, "stopPropagation")
Object.getOwnPropertyDescriptor(Event.prototype, "stopImmediatePropagation")
Object.getOwnPropertyDescriptor(Event.prototype, "composedPath")
Object.getOwnPropertyDescriptor(Event.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(EventTarget.prototype, "addEventListener")
Object.getOwnPropertyDescriptor(EventTarget.prototype, "dispatchEvent")
Object.getOwnPropertyDescriptor(EventTarget.prototype, "removeEventListener")
Object.getOwnPropertyDescriptor(EventTarget.prototype, Symbol.toStringTag)
