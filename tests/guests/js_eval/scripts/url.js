// URL and URLSearchParams: WHATWG URL.
URL("http://a/")
new URL()
new URL("")
new URL("nonsense")
new URL("//host/path")
new URL("/path")
new URL(undefined)
new URL(Symbol())
URL.length
Object.prototype.toString.call(new URL("http://a/"))
// The parts
let u = new URL("https://user:pa%20ss@example.com:8080/a/b?x=1&y=2#frag"); [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash]
let u = new URL("http://example.com"); [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash]
let u = new URL("mailto:a@b.c?subject=x"); [u.href, u.origin, u.protocol, u.host, u.pathname, u.search]
let u = new URL("data:text/plain,hello world#h"); [u.href, u.origin, u.pathname, u.hash]
let u = new URL("file:///etc/passwd"); [u.href, u.origin, u.host, u.pathname]
let u = new URL("file://host/share/f"); [u.href, u.host, u.pathname]
let u = new URL("blob:https://example.com/id"); [u.href, u.origin]
let u = new URL("ws://h/"); [u.origin, u.protocol]
let u = new URL("wss://h:443/"); [u.origin, u.port]
let u = new URL("ftp://h:21/"); [u.origin, u.port, u.href]
let u = new URL("custom://Host:99/p"); [u.origin, u.host, u.href]
let u = new URL("custom:opaque path"); [u.pathname, u.href]
let u = new URL("javascript:alert(1)"); [u.protocol, u.pathname]
String(new URL("http://a/b"))
new URL("http://a/b").toString()
new URL("http://a/b").toJSON()
JSON.stringify({u: new URL("http://a/b?c")})
new URL("http://a/b") + "!"
// Normalisation
new URL("HTTP://EXAMPLE.COM/Path").href
new URL("http://example.com:80/").href
new URL("https://example.com:443/").href
new URL("http://example.com:443/").href
new URL("http://example.com:00080/").href
new URL("http://example.com:/").href
new URL("http://example.com/a/../b/./c").href
new URL("http://example.com/../../a").href
new URL("http://example.com/a/..").href
new URL("http://example.com/a/.").href
new URL("http://example.com/%2e%2e/a").href
new URL("http://example.com/a/%2E%2e/b").href
new URL("http://example.com/a//b").href
new URL("http://example.com\\a\\b").href
new URL("http:\\\\example.com\\a").href
new URL("http:example.com").href
new URL("http:/example.com").href
new URL("http:///example.com").href
new URL("  http://example.com/ \n").href
new URL("http://exa\tmple.com/a\nb").href
new URL("http://example.com/a b").href
new URL("http://example.com/é日").href
new URL("http://example.com/?é日").href
new URL("http://example.com/#é日").href
new URL("http://example.com/\"<>`{}|").href
new URL("http://example.com/?\"<>'`{}|^").href
new URL("http://example.com/#\"<>`{}|^").href
new URL("http://example.com/%zz%4").href
new URL("http://example.com/?a=%20+b").href
new URL("http://example.com?q").href
new URL("http://example.com#f").href
new URL("http://example.com/?").href
new URL("http://example.com/?").search
new URL("http://example.com/#").href
new URL("http://example.com/#").hash
new URL("http://u@h/").href
new URL("http://u:@h/").href
new URL("http://:p@h/").href
new URL("http://@h/").href
new URL("http://a:b@c:d@e/").href
new URL("http://u%40:p%3A@h/").username
new URL("http://ü:ß@h/").href
new URL("file:///C:/a/../b").href
new URL("file:///C|/a").href
new URL("file:c:\\foo").href
new URL("non-special:/..//p").href
// Hosts
new URL("http://127.1/").hostname
new URL("http://0x7f.0.0.1/").hostname
new URL("http://2130706433/").hostname
new URL("http://017700000001/").hostname
new URL("http://1.2.3.256/")
new URL("http://1.2.3.4.5/")
new URL("http://1.2.3.4./").hostname
new URL("http://256/").hostname
new URL("http://[::1]/").hostname
new URL("http://[1:2:0:0:0:0:7:8]/").hostname
new URL("http://[1:0:0:2:0:0:0:3]/").hostname
new URL("http://[::ffff:1.2.3.4]/").hostname
new URL("http://[0:0:0:0:0:0:0:0]/").hostname
new URL("http://[ABCD::EF]/").hostname
new URL("http://[::1/")
new URL("http://[:::1]/")
new URL("http://[1:2:3]/")
new URL("http://[::g]/")
new URL("http://a b/")
new URL("http://a<b/")
new URL("http://a^b/")
new URL("http://a%41b/").hostname
new URL("http://%zz/")
new URL("http://")
new URL("http://:80/")
new URL("http://h:65535/").port
new URL("http://h:65536/")
new URL("http://h:-1/")
new URL("http://h:8a/")
new URL("http://EXAMPLE.Com./").hostname
new URL("http://a_b/").hostname
new URL("http://a..b/").hostname
// Relative to a base
new URL("x", "http://a/b/c").href
new URL("/x", "http://a/b/c").href
new URL("../x", "http://a/b/c/d").href
new URL("../../../../x", "http://a/b/c").href
new URL("//h/x", "https://a/b").href
new URL("?q", "http://a/b?c#d").href
new URL("#f", "http://a/b?c#d").href
new URL("", "http://a/b?c#d").href
new URL(".", "http://a/b/c").href
new URL("..", "http://a/b/c").href
new URL("http:x", "http://a/b/c").href
new URL("https:x", "http://a/b/c").href
new URL("http://z/", "http://a/").href
new URL("mailto:x", "http://a/").href
new URL("x", "mailto:a")
new URL("#f", "mailto:a").href
new URL("x", "nonsense")
new URL("x", new URL("http://a/b")).href
new URL("x", undefined)
new URL("x", null)
new URL({toString() { return "http://o/" }}).href
new URL("x:y", "http://a/").href
new URL("C|/x", "file:///D:/y").href
new URL("/x", "file:///D:/y").href
new URL("x?y#z", "custom://h/p/q").href
// canParse
[URL.canParse("http://a/"), URL.canParse("x"), URL.canParse("x", "http://a/"), URL.canParse("http://[")]
URL.canParse()
URL.canParse("a", "b")
URL.canParse.length
// Setters
let u = new URL("http://a/b"); u.href = "https://c/d"; u.href
let u = new URL("http://a/b"); u.href = "nonsense"
let u = new URL("http://a/b"); u.protocol = "https"; u.href
let u = new URL("http://a/b"); u.protocol = "https:rest"; u.href
let u = new URL("http://a/b"); u.protocol = "mailto"; u.href
let u = new URL("http://a/b"); u.protocol = "1x"; u.href
let u = new URL("http://a:443/b"); u.protocol = "https"; u.href
let u = new URL("custom://a/b"); u.protocol = "http"; u.href
let u = new URL("http://a/b"); u.username = "u@"; u.password = "p:"; u.href
let u = new URL("http://u:p@a/b"); u.username = ""; u.password = ""; u.href
let u = new URL("file:///b"); u.username = "u"; u.href
let u = new URL("http://a/b"); u.host = "c:81"; u.href
let u = new URL("http://a:80/b"); u.host = "c"; u.href
let u = new URL("http://a/b"); u.host = "c:81x/y"; u.href
let u = new URL("http://a/b"); u.host = ""; u.href
let u = new URL("http://a:81/b"); u.hostname = "c"; u.href
let u = new URL("http://a:81/b"); u.hostname = "c:82"; u.href
let u = new URL("http://a/b"); u.hostname = "x y"; u.href
let u = new URL("mailto:x"); u.host = "c"; u.href
let u = new URL("http://a/b"); u.port = "81"; u.href
let u = new URL("http://a:81/b"); u.port = ""; u.href
let u = new URL("http://a/b"); u.port = "80"; u.href
let u = new URL("http://a/b"); u.port = "82abc"; u.href
let u = new URL("http://a:81/b"); u.port = "99999"; u.href
let u = new URL("http://a:81/b"); u.port = 8080; u.href
let u = new URL("file:///b"); u.port = "81"; u.href
let u = new URL("http://a/b"); u.pathname = "c d/../e"; u.href
let u = new URL("http://a/b"); u.pathname = "?#"; u.href
let u = new URL("http://a/b"); u.pathname = ""; u.href
let u = new URL("mailto:x"); u.pathname = "y"; u.href
let u = new URL("http://a/b"); u.search = "x=1"; u.href
let u = new URL("http://a/b?c"); u.search = "?d e"; u.href
let u = new URL("http://a/b?c"); u.search = ""; u.href
let u = new URL("http://a/b?c"); u.search = "?"; u.href
let u = new URL("http://a/b"); u.search = "#x"; u.href
let u = new URL("http://a/b"); u.hash = "f g"; u.href
let u = new URL("http://a/b#c"); u.hash = ""; u.href
let u = new URL("http://a/b#c"); u.hash = "##x"; u.href
let u = new URL("http://a/b"); u.origin = "http://c"; u.origin
let u = new URL("http://a/b"); u.extra = 1; [u.extra, u.href]
// searchParams, both ways
let u = new URL("http://a/?x=1&y=2"); [...u.searchParams]
let u = new URL("http://a/?x=1"); u.searchParams.append("y", "2 3"); u.href
let u = new URL("http://a/?x=1"); u.searchParams.delete("x"); u.href
let u = new URL("http://a/?x=1"); u.searchParams.set("x", "é&"); u.href
let u = new URL("http://a/?x=1"), p = u.searchParams; u.search = "?z=9"; [...p]
let u = new URL("http://a/?x=1"), p = u.searchParams; u.href = "http://b/?q"; [...p]
let u = new URL("http://a/?b=1&a=2"); u.searchParams.sort(); u.href
let u = new URL("http://a/"); u.searchParams === u.searchParams
let u = new URL("http://a/?x=1"); u.searchParams = "y=2"; u.href
let u = new URL("http://a/?a=b%20c~'"); [u.search, u.searchParams.toString()]
let u = new URL("http://a/?a=b%20c~'"); u.searchParams.append("d", "e"); u.href
new URL("http://a/b").href.length
// URLSearchParams: construction
new URLSearchParams().toString()
new URLSearchParams("a=1&b=2").toString()
new URLSearchParams("?a=1").toString()
new URLSearchParams("??a=1").toString()
[...new URLSearchParams("a&b=&=c&&=&a=b=c")]
[...new URLSearchParams("a=b+c&d=%20%2B&%zz=%4")]
[...new URLSearchParams("a=%F0%9F%98%80&b=é")]
[...new URLSearchParams("a=%ff")]
[...new URLSearchParams({b: 1, a: [2, 3], c: null})]
[...new URLSearchParams([["a", 1], ["a", 2]])]
[...new URLSearchParams(new Map([["k", "v"]]))]
[...new URLSearchParams(new URLSearchParams("x=1&y"))]
new URLSearchParams([["a"]])
new URLSearchParams([["a", 1, 2]])
new URLSearchParams([1])
new URLSearchParams(null).toString()
new URLSearchParams(undefined).toString()
new URLSearchParams(5).toString()
new URLSearchParams(true).toString()
new URLSearchParams(new Set([["a", "b"]])).toString()
new URLSearchParams({}).toString()
URLSearchParams()
// URLSearchParams: methods
let p = new URLSearchParams(); p.append("a", 1); p.append("a", "x y"); [p.toString(), p.size]
new URLSearchParams().append("a")
let p = new URLSearchParams("a=1&b=2&a=3"); [p.get("a"), p.get("z"), p.getAll("a"), p.getAll("z"), p.has("b"), p.has("z")]
let p = new URLSearchParams("a=1&b=2&a=3"); [p.has("a", "3"), p.has("a", "9"), p.has("a", undefined)]
let p = new URLSearchParams("a=1&b=2&a=3"); p.delete("a"); p.toString()
let p = new URLSearchParams("a=1&b=2&a=3"); p.delete("a", "3"); p.toString()
let p = new URLSearchParams("a=1&b=2&a=3"); p.set("a", 9); p.toString()
let p = new URLSearchParams("a=1"); p.set("b", "n"); p.toString()
new URLSearchParams("a=1").set("a")
new URLSearchParams("a=1").get()
new URLSearchParams("a=1").has()
let p = new URLSearchParams("c=1&a=2&b=3&a=1"); p.sort(); p.toString()
new URLSearchParams("a=1&b=2").size
[...new URLSearchParams("a=1&b=2").keys()]
[...new URLSearchParams("a=1&b=2").values()]
[...new URLSearchParams("a=1&b=2").entries()]
new URLSearchParams("a=1&b=2").forEach((v, k, p) => out([v, k, p.size]))
new URLSearchParams("a=1").forEach(function () { out(this.t) }, {t: 1})
new URLSearchParams("a=1").forEach()
let i = new URLSearchParams("a=1").keys(); [i.next(), i.next()]
URLSearchParams.prototype[Symbol.iterator] === URLSearchParams.prototype.entries
Object.prototype.toString.call(new URLSearchParams())
new URLSearchParams({"a b": "c&d=e+f", "ü": "*-._~!'()"}).toString()
String(new URLSearchParams({a: "😀"}))
URLSearchParams.prototype.get.call({}, "a")
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(URL.prototype, "href")
Object.getOwnPropertyDescriptor(URL.prototype, "toString")
Object.getOwnPropertyDescriptor(URL.prototype, "toJSON")
Object.getOwnPropertyDescriptor(URL.prototype, "searchParams")
Object.getOwnPropertyDescriptor(URL.prototype, Symbol.toStringTag)
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "append")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "delete")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "get")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "getAll")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "has")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "set")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "sort")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "forEach")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "keys")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "values")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "entries")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, "toString")
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, Symbol.iterator)
Object.getOwnPropertyDescriptor(URLSearchParams.prototype, Symbol.toStringTag)
// Errors: the class, the code and the first line of the stack.
[() => URL("http://a/"), () => new URL(), () => new URL("nonsense"), () => new URL("/a", "nonsense"), () => new URL(Symbol()), () => URL.canParse()].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
let u = new URL("http://a/"); try { u.href = "nonsense" } catch (e) { [e.name, e.code, e.input, e.base, Object.keys(e), e.stack.split("\n")[0]] }
try { new URL("nonsense") } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e), e.input, e.base, e.toString()] }
try { new URL("/a", "nonsense") } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e), e.input, e.base] }
[{}, 5, "http://a/", null, undefined, new URLSearchParams()].map(r => ["href", "origin", "host", "search", "searchParams"].map(name => { try { return Object.getOwnPropertyDescriptor(URL.prototype, name).get.call(r) } catch (e) { return [e.code, e.stack.split("\n")[0]] } }))
["href", "protocol", "host", "search", "hash"].map(name => { try { return Object.getOwnPropertyDescriptor(URL.prototype, name).set.call({}, "a") } catch (e) { return [e.code, e.stack.split("\n")[0]] } })
[() => URL.prototype.toString.call({}), () => URL.prototype.toJSON.call(null), () => URLSearchParams(), () => new URLSearchParams([5]), () => new URLSearchParams([["a"]]), () => new URLSearchParams({[Symbol.iterator]: 5}), () => new URLSearchParams().append("a"), () => new URLSearchParams().get(), () => new URLSearchParams().forEach(), () => new URLSearchParams().forEach("abc"), () => URLSearchParams.prototype.get.call({}, "a"), () => URLSearchParams.prototype.toString.call({}), () => new URLSearchParams().keys().next.call({})].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
