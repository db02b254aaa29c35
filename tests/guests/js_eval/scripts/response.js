// Response and Request: WHATWG Fetch, in undici's words.
Response()
Response.length
Object.keys(Response)
Object.prototype.toString.call(new Response())
let r = new Response(); [r.type, r.url, r.redirected, r.status, r.ok, r.statusText, r.body, r.bodyUsed, [...r.headers]]
let r = new Response("text", {status: 404, statusText: "Gone", headers: {a: "b"}}); [r.status, r.ok, r.statusText, [...r.headers]]
let d = Object.getOwnPropertyDescriptor(Response.prototype, "status"); [d.enumerable, d.set, d.get.name]
msg: new Response("x", {status: 99})
msg: new Response("x", {status: 600})
msg: new Response("x", {status: "abc"})
msg: new Response(null, {status: 101})
msg: new Response("x", {status: 204})
msg: new Response("x", {statusText: "\n"})
msg: new Response("x", {statusText: "\u20ac"})
msg: new Response("x", {headers: 5})
new Response("x", {status: 200.7}).status
new Response("x", null).status
new Response(null, {status: 204}).status
new Response("x", {status: 65736}).status
msg: Object.getOwnPropertyDescriptor(Response.prototype, "status").get.call({})
// Types of bodies
new Response("é").headers.get("content-type")
new Response(new Uint8Array(3)).headers.get("content-type")
new Response(new URLSearchParams("a=b")).headers.get("content-type")
new Response({}).headers.get("content-type")
new Response("x", {headers: {"content-type": "a/b"}}).headers.get("content-type")
// Functions of the class
let r = Response.error(); [r.type, r.status, r.ok, r.statusText, r.body]
let r = Response.json({a: [1]}, {status: 201}); r.text().then(t => out(t)); [r.status, [...r.headers]] // async
Response.json({a: 1}, {headers: {"content-type": "x/y"}}).headers.get("content-type")
msg: Response.json()
msg: Response.json(() => 1)
let r = Response.redirect("http://a/b"); [r.status, r.headers.get("location"), r.body]
Response.redirect("http://a/", 307).status
msg: Response.redirect("http://a/", 200)
msg: Response.redirect("nope")
msg: Response.redirect()
// Reading
new Response("abc").text().then(t => out(t)); 0 // async
new Response("").text().then(t => out(JSON.stringify(t))); 0 // async
new Response().text().then(t => out(JSON.stringify(t))); 0 // async
new Response("\ufeffabc").text().then(t => out(t.length)); 0 // async
new Response(new Uint8Array([0xff, 65])).text().then(t => out(t)); 0 // async
new Response(5).text().then(t => out(t)); 0 // async
new Response(new URLSearchParams({a: "b c"})).text().then(t => out(t)); 0 // async
new Response("[1, {}]").json().then(t => out(JSON.stringify(t))); 0 // async
new Response("{").json().then(0, e => out(e.name)); 0 // async
new Response("").json().then(0, e => out(e.name)); 0 // async
new Response("ab").arrayBuffer().then(b => out([b instanceof ArrayBuffer, b.byteLength])); 0 // async
new Response(new Uint8Array([1, 2, 3]).subarray(1)).arrayBuffer().then(b => out([...new Uint8Array(b)])); 0 // async
new Response(new DataView(new ArrayBuffer(4), 1)).arrayBuffer().then(b => out(b.byteLength)); 0 // async
new Response("ab").bytes().then(b => out([b instanceof Uint8Array, ...b])); 0 // async
let r = new Response("x"); let p = r.text(); p.then(t => out(t)); r.bodyUsed // async
let r = new Response("x"); r.text(); r.text().then(0, e => out(e.message)); 0 // async
let r = new Response("x"); r.body.getReader(); r.text().then(0, e => out(e.message)); r.bodyUsed // async
new Response("x").text.call({}).then(0, e => out([e.message, e.code])); 0 // async
let r = new Response(); r.text(); r.text().then(t => out(t.length)); r.bodyUsed // async
// The body as a stream
Object.prototype.toString.call(new Response("x").body)
let r = new Response("x"); r.body === r.body
let i = new Response("hi").body.getReader(); i.read().then(x => out([x.done, ...x.value])); i.read().then(x => out([x.done, x.value])); 0 // async
let r = new Response("hi"), i = r.body.getReader(); i.read(); r.bodyUsed
let r = new Response("hi"); r.body.cancel().then(x => out(x)); r.bodyUsed // async
msg: let s = new ReadableStream(); s.getReader(); new Response(s)
new Response(new ReadableStream({start(c) { c.enqueue(new Uint8Array([104, 105])); c.enqueue(new Uint8Array([33])); c.close() }})).text().then(t => out(t)); 0 // async
new Response(new ReadableStream({start(c) { c.enqueue("text"); c.close() }})).text().then(0, e => out(e.message)); 0 // async
new Response(new ReadableStream({start(c) { c.error(new Error("no")) }})).text().then(0, e => out(e.message)); 0 // async
// Copies
let r = new Response("abc", {status: 201, headers: {a: "b"}}), c = r.clone(); c.text().then(t => out(t)); r.text().then(t => out(t)); [c.status, [...c.headers], c.headers === r.headers] // async
msg: let r = new Response("x"); r.text(); r.clone()
msg: let r = new Response("x"); r.body.getReader(); r.clone()
msg: Response.error().clone().headers.append("a", "b")
// Request
Request()
Request.length
msg: new Request()
msg: new Request("nope")
msg: new Request("http://u:p@h/")
msg: new Request("http://h", 5)
msg: new Request("http://h", {method: "GET", body: "x"})
msg: new Request("http://h", {method: "HEAD", body: "x"})
msg: new Request("http://h", {method: "a b"})
msg: new Request("http://h", {method: "TRACE"})
msg: new Request("http://h", {redirect: "x"})
msg: new Request("http://h", {mode: "navigate"})
msg: new Request("http://h", {mode: "x"})
msg: new Request("http://h", {credentials: "x"})
msg: new Request("http://h", {signal: 5})
msg: new Request("http://h", {window: 1})
msg: new Request("http://h", {headers: {"a b": 1}})
let r = new Request("http://h#f"); [r.url, r.method, r.mode, r.credentials, r.cache, r.redirect, r.referrer, r.referrerPolicy, r.integrity, r.keepalive, r.destination, r.duplex, r.body, r.bodyUsed, r.isReloadNavigation, r.isHistoryNavigation]
[new Request("http://h", {method: "post"}).method, new Request("http://h", {method: "Propfind"}).method, new Request("http://h", {method: undefined}).method]
[new Request(new URL("http://h/x")).url, new Request({toString() { return "http://h/y" }}).url]
let r = new Request("http://h", {method: "POST", body: "abc", headers: {a: "b"}}); r.text().then(t => out(t)); [...r.headers] // async
let a = new Request("http://h", {method: "POST", body: "abc"}), b = new Request(a); b.text().then(t => out(t)); [a.bodyUsed, b.bodyUsed] // async
let a = new Request("http://h", {method: "POST", body: "abc"}); a.text(); try { new Request(a) } catch (e) { out(e.name) } // async
let a = new Request("http://h", {method: "POST", body: "abc"}), b = a.clone(); b.text().then(t => out(t)); a.text().then(t => out(t)); 0 // async
let a = new Request("http://h", {headers: {a: "b"}}); [[...new Request(a).headers], [...new Request(a, {headers: {c: "d"}}).headers]]
let c = new AbortController(), a = new Request("http://h", {signal: c.signal}); c.abort("why"); [a.signal.aborted, a.signal.reason, a.signal === c.signal]
new Request("http://h").signal.aborted
msg: Object.getOwnPropertyDescriptor(Request.prototype, "url").get.call({})
Object.prototype.toString.call(new Request("http://h"))
