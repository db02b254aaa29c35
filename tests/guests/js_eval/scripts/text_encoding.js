// TextEncoder and TextDecoder: WHATWG Encoding, for UTF-8.
new TextEncoder().encoding
new TextEncoder("latin1").encoding
TextEncoder()
TextEncoder.length
Object.prototype.toString.call(new TextEncoder())
new TextEncoder().encode("abc")
new TextEncoder().encode("é日😀")
new TextEncoder().encode("")
new TextEncoder().encode()
new TextEncoder().encode(undefined)
new TextEncoder().encode(null)
new TextEncoder().encode(12)
new TextEncoder().encode({})
new TextEncoder().encode(Symbol())
new TextEncoder().encode("\0\u007f\u0080\u07ff\u0800\uffff")
new TextEncoder().encode("a").constructor === Uint8Array
new TextEncoder().encode("a".repeat(100)).length
TextEncoder.prototype.encode.call({}, "a")
// encodeInto
let b = new Uint8Array(5); [new TextEncoder().encodeInto("abc", b), b]
let b = new Uint8Array(2); [new TextEncoder().encodeInto("abc", b), b]
let b = new Uint8Array(3); [new TextEncoder().encodeInto("éé", b), b]
let b = new Uint8Array(3); [new TextEncoder().encodeInto("😀", b), b]
let b = new Uint8Array(6); [new TextEncoder().encodeInto("a😀b", b), b]
let b = new Uint8Array(0); new TextEncoder().encodeInto("a", b)
let b = new Uint8Array(4); new TextEncoder().encodeInto("", b)
let b = new Uint8Array(4).subarray(2); [new TextEncoder().encodeInto("xyz", b), b.buffer]
new TextEncoder().encodeInto("a", [])
new TextEncoder().encodeInto("a", new Uint16Array(2))
new TextEncoder().encodeInto("a")
// TextDecoder: construction
new TextDecoder().encoding
[new TextDecoder().fatal, new TextDecoder().ignoreBOM]
let d = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}); [d.encoding, d.fatal, d.ignoreBOM]
let d = new TextDecoder("utf-8", {fatal: 1, ignoreBOM: ""}); [d.fatal, d.ignoreBOM]
["utf-8", "utf8", "UTF-8", " utf-8\n", "unicode-1-1-utf-8", "unicode11utf8", "x-unicode20utf8"].map(l => new TextDecoder(l).encoding)
new TextDecoder("nonsense")
new TextDecoder("")
new TextDecoder(null)
new TextDecoder(undefined).encoding
new TextDecoder("utf-8", null).fatal
TextDecoder()
TextDecoder.length
Object.prototype.toString.call(new TextDecoder())
// decode
new TextDecoder().decode(new Uint8Array([97, 98]))
new TextDecoder().decode(new TextEncoder().encode("é日😀"))
new TextDecoder().decode()
new TextDecoder().decode(undefined)
new TextDecoder().decode(new Uint8Array(0))
new TextDecoder().decode(new Uint8Array([97, 98]).buffer)
new TextDecoder().decode(new DataView(new Uint8Array([97, 98, 99]).buffer, 1))
new TextDecoder().decode(new Uint16Array([0x6261]))
new TextDecoder().decode(new Uint8Array([97, 98, 99]).subarray(1))
new TextDecoder().decode(new Uint8Array([97, 0, 98]))
new TextDecoder().decode("abc")
new TextDecoder().decode([97])
new TextDecoder().decode(null)
new TextDecoder().decode(5)
new TextDecoder().decode({})
TextDecoder.prototype.decode.call({}, new Uint8Array(1))
// Malformed bytes become U+FFFD, one for each maximal part of a sequence.
new TextDecoder().decode(new Uint8Array([0xff]))
new TextDecoder().decode(new Uint8Array([0x61, 0xff, 0x62]))
new TextDecoder().decode(new Uint8Array([0x80, 0x80]))
new TextDecoder().decode(new Uint8Array([0xc3]))
new TextDecoder().decode(new Uint8Array([0xc3, 0x61]))
new TextDecoder().decode(new Uint8Array([0xc0, 0x80]))
new TextDecoder().decode(new Uint8Array([0xc1, 0xbf]))
new TextDecoder().decode(new Uint8Array([0xe2, 0x82]))
new TextDecoder().decode(new Uint8Array([0xe2, 0x82, 0x61]))
new TextDecoder().decode(new Uint8Array([0xe2, 0x28, 0xa1]))
new TextDecoder().decode(new Uint8Array([0xe0, 0x80, 0x80]))
new TextDecoder().decode(new Uint8Array([0xed, 0xa0, 0x80]))
new TextDecoder().decode(new Uint8Array([0xed, 0x9f, 0xbf])) === "\ud7ff"
new TextDecoder().decode(new Uint8Array([0xf0, 0x9f, 0x98]))
new TextDecoder().decode(new Uint8Array([0xf0, 0x9f, 0x98, 0x61]))
new TextDecoder().decode(new Uint8Array([0xf0, 0x80, 0x80, 0x80]))
new TextDecoder().decode(new Uint8Array([0xf4, 0x90, 0x80, 0x80]))
new TextDecoder().decode(new Uint8Array([0xf4, 0x8f, 0xbf, 0xbf])) === "\u{10ffff}"
new TextDecoder().decode(new Uint8Array([0xf5, 0x80]))
new TextDecoder().decode(new Uint8Array([0xfe, 0xff]))
new TextDecoder().decode(new Uint8Array([0xf0, 0x9f, 0xf0, 0x9f, 0x98, 0x80]))
new TextDecoder().decode(new Uint8Array([0xef, 0xbf, 0xbe])) === "\ufffe"
// fatal
new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([0xff]))
new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([0xc3]))
new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([0xc3, 0xa9]))
new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([0xed, 0xa0, 0x80]))
let d = new TextDecoder("utf-8", {fatal: true}); try { d.decode(new Uint8Array([0xff])) } catch (e) { out(e instanceof TypeError) } d.decode(new Uint8Array([97]))
// The byte order mark
new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 97]))
new TextDecoder("utf-8", {ignoreBOM: true}).decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])).length
new TextDecoder().decode(new Uint8Array([97, 0xef, 0xbb, 0xbf])).length
new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf])).length
new TextDecoder().decode(new Uint8Array([0xef, 0xbb]))
let d = new TextDecoder(); [d.decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])), d.decode(new Uint8Array([0xef, 0xbb, 0xbf, 98]))]
// stream
let d = new TextDecoder(); [d.decode(new Uint8Array([0xe2, 0x82]), {stream: true}), d.decode(new Uint8Array([0xac]), {stream: true}), d.decode()]
let d = new TextDecoder(); [d.decode(new Uint8Array([97, 0xf0, 0x9f]), {stream: true}), d.decode(new Uint8Array([0x98, 0x80, 98]))]
let d = new TextDecoder(); [d.decode(new Uint8Array([0xc3]), {stream: true}), d.decode()]
let d = new TextDecoder(); [d.decode(new Uint8Array([0xc3]), {stream: true}), d.decode(new Uint8Array([0x61]))]
let d = new TextDecoder(); [d.decode(new Uint8Array([0xc3]), {stream: false}), d.decode(new Uint8Array([0xa9]))]
let d = new TextDecoder(); [d.decode(new Uint8Array([0xef]), {stream: true}), d.decode(new Uint8Array([0xbb]), {stream: true}), d.decode(new Uint8Array([0xbf, 97]))]
let d = new TextDecoder(); [d.decode(new Uint8Array([97]), {stream: true}), d.decode(new Uint8Array([0xef, 0xbb, 0xbf]), {stream: true}).length]
let d = new TextDecoder("utf-8", {fatal: true}); [d.decode(new Uint8Array([0xe2]), {stream: true}), d.decode(new Uint8Array([0x82, 0xac]))]
let d = new TextDecoder("utf-8", {fatal: true}); d.decode(new Uint8Array([0xe2]), {stream: true}); d.decode()
let d = new TextDecoder(); [..."a😀é"].map(c => [...new TextEncoder().encode(c)].map(b => d.decode(new Uint8Array([b]), {stream: true})))
// There and back
new TextDecoder().decode(new TextEncoder().encode("\0a\u0080\u07ff\u0800\uffee😀")) === "\0a\u0080\u07ff\u0800\uffee😀"
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(TextEncoder.prototype, "encode")
Object.getOwnPropertyDescriptor(TextEncoder.prototype, "encodeInto")
Object.getOwnPropertyDescriptor(TextDecoder.prototype, "decode")
// Errors: the class, the code and the first line of the stack.
[() => TextEncoder(), () => TextEncoder.prototype.encode.call({}, "a"), () => Object.getOwnPropertyDescriptor(TextEncoder.prototype, "encoding").get.call({}), () => new TextEncoder().encodeInto("a", []), () => new TextEncoder().encodeInto("a"), () => new TextEncoder().encodeInto(5, new Uint8Array(1))].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => TextDecoder(), () => new TextDecoder("nonsense"), () => new TextDecoder(""), () => new TextDecoder("utf-8", 5), () => new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([255])), () => new TextDecoder("utf-16le", {fatal: true}).decode(new Uint8Array([0])), () => new TextDecoder().decode(5), () => new TextDecoder().decode({}), () => TextDecoder.prototype.decode.call({}), () => Object.getOwnPropertyDescriptor(TextDecoder.prototype, "encoding").get.call({}), () => Object.getOwnPropertyDescriptor(TextDecoder.prototype, "fatal").get.call(5)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
try { new TextDecoder("nonsense") } catch (e) { Object.keys(e) }
try { new TextDecoder("utf-8", {fatal: true}).decode(new Uint8Array([255])) } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e), e.toString()] }
