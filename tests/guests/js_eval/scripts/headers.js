// Headers: WHATWG Fetch, in undici's words.
Headers()
Headers.length
Headers.name
Object.prototype.toString.call(new Headers())
Object.keys(Headers.prototype)
let d = Object.getOwnPropertyDescriptor(Headers.prototype, "get"); [d.enumerable, d.configurable, d.writable]
Headers.prototype[Symbol.iterator] === Headers.prototype.entries
[Headers.prototype.append.length, Headers.prototype.get.length, Headers.prototype.forEach.length, Headers.prototype.keys.length]
// What they are made of
msg: new Headers(5)
msg: new Headers(null)
msg: new Headers("ab")
msg: new Headers([["a"]])
msg: new Headers([[1, 2, 3]])
msg: new Headers([5])
msg: new Headers({"a b": "c"})
msg: new Headers([["a b", "c"]])
msg: new Headers({a: "x\ny"})
[...new Headers()]
[...new Headers(undefined)]
[...new Headers({a: 1, B: [1, 2]})]
[...new Headers([["a", "1"], ["A", "2"]])]
[...new Headers(new Map([["a", "b"]]))]
[...new Headers(new Headers({a: "b"}))]
[...new Headers([new Set(["a", "b"])])]
new Headers(Object.create({a: 1})).has("a")
// Methods
msg: new Headers().append("a b", "x")
msg: new Headers().append("a")
msg: new Headers().append()
msg: new Headers().append("", "x")
msg: new Headers().append("a", "\u20ac")
msg: new Headers().append("\u20ac", "x")
msg: new Headers().append("a", "x\ny")
msg: new Headers().append("a", "x\0y")
msg: new Headers().get()
msg: new Headers().get("a b")
msg: new Headers().has("a b")
msg: new Headers().has()
msg: new Headers().delete("a b")
msg: new Headers().set("a b", "c")
msg: new Headers().set("a")
msg: new Headers().set("a", "\r")
msg: Headers.prototype.append.call({}, "a", "b")
msg: Headers.prototype.get.call(5, "a")
msg: Headers.prototype.entries.call({})
new Headers().append("a", "b")
let h = new Headers(); h.append("X-A", " 1 "); h.append("x-a", "\t2\r\n"); [h.get("X-a"), h.has("x-A"), h.get("b")]
let h = new Headers({a: "1"}); h.append("a", ""); h.get("a")
let h = new Headers({a: "1"}); h.set("A", "2"); [...h]
let h = new Headers({a: "1", b: "2"}); h.delete("A"); h.delete("none"); [...h]
let h = new Headers(); h.set("a", "é\u00ff"); h.get("a")
let h = new Headers(); h.set("a", undefined); h.get("a")
let h = new Headers(); h.set("a", null); h.append("a", 5); h.get("a")
// Cookies are not combined
let h = new Headers([["b", "1"], ["Set-Cookie", "x"], ["a", "2"], ["set-cookie", "y"]]); [...h]
let h = new Headers([["Set-Cookie", "x"], ["set-cookie", "y"]]); [h.get("set-cookie"), h.getSetCookie(), h.has("SET-cookie")]
let h = new Headers([["Set-Cookie", "x"], ["set-cookie", "y"]]); h.set("Set-Cookie", "z"); h.getSetCookie()
let h = new Headers([["Set-Cookie", "x"]]); h.delete("Set-Cookie"); [h.getSetCookie(), h.get("set-cookie")]
new Headers().getSetCookie()
// Iteration
[...new Headers({b: 1, a: 2}).keys()]
[...new Headers({b: 1, a: 2}).values()]
[...new Headers({b: 1, a: 2}).entries()]
let seen = []; new Headers({b: 1, a: 2}).forEach(function(v, k, h) { seen.push(k, v, this.x, h instanceof Headers) }, {x: 9}); seen
msg: new Headers().forEach()
msg: new Headers().forEach(5)
new Headers().forEach(() => 1)
let i = new Headers({a: 1}).entries(); [i.next(), i.next(), i.next()]
let i = new Headers({a: 1}).keys(); i[Symbol.iterator]() === i
Object.prototype.toString.call(new Headers().keys())
Object.getOwnPropertyNames(Object.getPrototypeOf(new Headers().keys()))
Object.getPrototypeOf(Object.getPrototypeOf(new Headers().keys())) === Object.getPrototypeOf(Object.getPrototypeOf([].keys()))
msg: new Headers().keys().next.call({})
let h = new Headers({a: 1}), i = h.keys(); i.next(); h.append("b", 2); [i.next(), i.next()]
// An iterator has an index in the sorted list, which can change.
let h = new Headers({b: 1, d: 3}), i = h.keys(), seen = [i.next().value, i.next().value]; h.append("a", 0); [...seen, ...i]
let h = new Headers({b: 1, d: 3, f: 5}), i = h.keys(), seen = [i.next().value, i.next().value]; h.delete("b"); [...seen, ...i]
let h = new Headers([["set-cookie", "x"], ["z", 1]]), seen = []; h.forEach((v, k) => (seen.push(k + v), v == "x" && h.append("Set-Cookie", "y"))); seen
let h = new Headers({b: 1}); h.append("a", 2); h.append("B", 3); h.append("set-cookie", 4); h.append("set-cookie", 5); h.append("t", 6); [[...h], h.get("b"), h.get("set-cookie"), h.getSetCookie()]
// Those of an answer that is not a script's can't be changed
msg: Response.error().headers.append("a", "b")
msg: Response.redirect("http://a/").headers.set("a", "b")
msg: Response.error().headers.delete("a")
// Errors: the class, the code and the first line of the stack.
[() => Headers(), () => new Headers(5), () => new Headers([["a"]]), () => new Headers([5]), () => new Headers({"a b": "c"}), () => new Headers({a: "\0"}), () => new Headers({a: "\u0100"}), () => new Headers().append("a"), () => new Headers().append("a b", "c"), () => new Headers().get(), () => new Headers().get("a b"), () => new Headers().set("a", "\0"), () => new Headers().forEach(5), () => Response.error().headers.append("a", "b")].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => Headers.prototype.get.call({}, "a"), () => Headers.prototype.append.call(5, "a", "b"), () => Headers.prototype.getSetCookie.call({}), () => new Headers().keys().next.call({})].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
try { Headers.prototype.get.call({}, "a") } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e)] }
