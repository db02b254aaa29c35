// ReadableStream: WHATWG Streams.
ReadableStream()
ReadableStream.length
Object.prototype.toString.call(new ReadableStream())
let d = Object.getOwnPropertyDescriptor(ReadableStream.prototype, "getReader"); [d.enumerable, d.configurable, d.writable, d.value.length]
msg: new ReadableStream(5)
msg: new ReadableStream(null)
msg: new ReadableStream({}, 5)
msg: new ReadableStream({type: "x"})
msg: new ReadableStream({start: 5})
msg: new ReadableStream({}, {highWaterMark: -1})
msg: new ReadableStream({}, {highWaterMark: "x"})
msg: new ReadableStream({}, {size: 5})
msg: new ReadableStream({start() { throw new Error("at once") }})
msg: ReadableStream.prototype.getReader.call({})
msg: Object.getOwnPropertyDescriptor(ReadableStream.prototype, "locked").get.call({})
msg: new ReadableStream().getReader(5)
msg: new ReadableStream().getReader({mode: "x"})
msg: let s = new ReadableStream(); s.getReader(); s.getReader()
ReadableStream.prototype.cancel.call({}).then(0, e => out([e.message, e.code])); 0 // async
let s = new ReadableStream(); s.getReader(); s.cancel().then(0, e => out([e.message, e.code])); s.locked // async
let s = new ReadableStream(); [s.locked, s.getReader() instanceof ReadableStreamDefaultReader, s.locked]
// The controller
new ReadableStreamDefaultController()
msg: let c; new ReadableStream({start(x) { c = x }}); c.close(); c.close()
msg: let c; new ReadableStream({start(x) { c = x }}); c.close(); c.enqueue(1)
let c; new ReadableStream({start(x) { c = x }}); [c.desiredSize, c.enqueue(1), c.desiredSize, c.enqueue(2), c.desiredSize, c.close(), c.desiredSize]
let c; new ReadableStream({start(x) { c = x }}); c.error(5); c.desiredSize
let c; new ReadableStream({start(x) { c = x }}); c.close(); c.desiredSize
let c; new ReadableStream({start(x) { c = x }}, {highWaterMark: 10, size: x => x.length}); c.enqueue("abc"); c.desiredSize
let c; new ReadableStream({start(x) { c = x }}, {size() { throw new Error("size") }}); try { c.enqueue(1) } catch (e) { out(e.message) }; c.desiredSize // async
Object.prototype.toString.call((() => { let c; new ReadableStream({start(x) { c = x }}); return c })())
// Reading
let r = new ReadableStream({start(c) { c.enqueue(1); c.enqueue(2); c.close() }}).getReader(); r.read().then(x => out([x.value, x.done])); r.read().then(x => out([x.value, x.done])); r.read().then(x => out([x.value, x.done])); r.closed.then(x => out("closed")); 0 // async
let n = 0, r = new ReadableStream({pull(c) { out("pull"); c.enqueue(++n) }}, {highWaterMark: 0}).getReader(); r.read().then(x => { out(x.value); return r.read() }).then(x => out(x.value)); 0 // async
let n = 0; new ReadableStream({pull(c) { out("pull"); c.enqueue(++n) }}, {highWaterMark: 3}); 0 // async
let r = new ReadableStream({pull(c) { c.close() }}).getReader(); r.read().then(x => out(x.done)); 0 // async
let r = new ReadableStream({pull(c) { throw new Error("pull") }}).getReader(); r.read().then(0, e => out(e.message)); r.closed.then(0, e => out("closed " + e.message)); 0 // async
let r = new ReadableStream({start(c) { return Promise.reject(new Error("later")) }}).getReader(); r.read().then(0, e => out(e.message)); 0 // async
let c, r = new ReadableStream({start(x) { c = x }}).getReader(); r.read().then(x => out(x.value)); c.enqueue("late"); 0 // async
let c, r = new ReadableStream({start(x) { c = x }}).getReader(); r.read().then(x => out(x.done)); r.read().then(x => out(x.done)); c.close(); 0 // async
let c, r = new ReadableStream({start(x) { c = x }}).getReader(); c.enqueue(1); c.error(new Error("gone")); r.read().then(0, e => out(e.message)); 0 // async
let c, r = new ReadableStream({start(x) { c = x }}).getReader(); c.close(); c.error(new Error("too late")); r.read().then(x => out(x.done)); 0 // async
new ReadableStream().getReader().read.call({}).then(0, e => out([e.message, e.code])); 0 // async
Object.getOwnPropertyDescriptor(ReadableStreamDefaultReader.prototype, "closed").get.call({}).then(0, e => out([e.message, e.code])); 0 // async
// The lock
let s = new ReadableStream(), r = s.getReader(); r.releaseLock(); [s.locked, s.getReader() !== r]
let r = new ReadableStream().getReader(); r.read().then(0, e => out(e.message)); r.releaseLock(); r.closed.then(0, e => out(e.message)); 0 // async
let r = new ReadableStream().getReader(); r.releaseLock(); r.releaseLock(); r.read().then(0, e => out(e.message)); r.cancel().then(0, e => out(e.message)); 0 // async
let s = new ReadableStream({start(c) { c.close() }}), r = s.getReader(); r.closed.then(() => out("closed")); r.releaseLock(); r.closed.then(0, e => out(e.message)); 0 // async
msg: new ReadableStreamDefaultReader()
msg: new ReadableStreamDefaultReader({})
msg: ReadableStreamDefaultReader(new ReadableStream())
msg: ReadableStreamDefaultReader.prototype.releaseLock.call({})
let s = new ReadableStream(); [new ReadableStreamDefaultReader(s) instanceof ReadableStreamDefaultReader, s.locked]
// Giving up
let s = new ReadableStream({cancel(why) { out("cancel " + why); return 5 }}); s.cancel("why").then(x => out(x)); 0 // async
let r = new ReadableStream({cancel(why) { out("cancel " + why) }}).getReader(); r.read().then(x => out(x.done)); r.cancel("why").then(x => out(x)); r.closed.then(x => out("closed")); 0 // async
new ReadableStream({cancel() { throw new Error("can't") }}).cancel().then(0, e => out(e.message)); 0 // async
new ReadableStream({cancel() { return Promise.reject(new Error("later")) }}).cancel().then(0, e => out(e.message)); 0 // async
let s = new ReadableStream({start(c) { c.close() }, cancel() { out("never") }}); s.cancel().then(x => out(x)); 0 // async
let s = new ReadableStream({start(c) { c.error(new Error("no")) }}); s.cancel().then(0, e => out(e.message)); 0 // async
let s = new ReadableStream({start(c) { c.enqueue(1) }}); s.cancel(); s.getReader().read().then(x => out(x.done)); 0 // async
// One as two
msg: let s = new ReadableStream(); s.getReader(); s.tee()
let s = new ReadableStream({start(c) { c.enqueue(1); c.enqueue(2); c.close() }}), p = s.tee(), a = p[0], b = p[1]; let r = a.getReader(), t = b.getReader(); r.read().then(x => out(["a", x.value])); r.read().then(x => out(["a", x.value])); r.read().then(x => out(["a", x.done])); t.read().then(x => out(["b", x.value])); [s.locked, a.locked] // async
let s = new ReadableStream({start(c) { c.error(new Error("no")) }}), p = s.tee(), a = p[0], b = p[1]; a.getReader().read().then(0, e => out(e.message)); b.getReader().read().then(0, e => out(e.message)); 0 // async
let s = new ReadableStream({cancel() { out("cancelled") }}), p = s.tee(), a = p[0], b = p[1]; a.cancel(); out("one"); b.cancel(); 0 // async
let r = new Response(new ReadableStream({start(c) { c.enqueue(new Uint8Array([104, 105])); c.close() }})), c = r.clone(); c.text().then(t => out(t)); r.text().then(t => out(t)); 0 // async
