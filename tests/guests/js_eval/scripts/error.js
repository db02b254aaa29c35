// Error and its subclasses: ECMA-262, 20.5. What stack holds after its first line is up to the engine.
new Error("m")
Error("m")
new Error()
new Error(undefined)
new Error(null)
new Error("")
new Error(5)
new Error({toString() { return "o" }})
new Error(Symbol())
Object.getOwnPropertyDescriptor(new Error("m"), "message")
Object.hasOwn(new Error(), "message")
Object.hasOwn(new Error(""), "message")
Object.hasOwn(new Error("m"), "name")
typeof new Error().stack
new Error("a").message
new Error().message
new Error().name
Object.keys(new Error("m"))
JSON.stringify(new Error("m"))
Object.prototype.toString.call(new Error())
Object.prototype.toString.call(Error.prototype)
new Error() instanceof Error
Error() instanceof Error
Error.length
Error.name
Error.prototype.name
Error.prototype.message
Object.getPrototypeOf(Error) === Function.prototype
// cause
new Error("m", {cause: "c"})
new Error("m", {cause: undefined})
new Error("m", {})
new Error("m", null)
new Error("m", "cause")
new Error("m", {get cause() { return 7 }})
Object.getOwnPropertyDescriptor(new Error("m", {cause: 1}), "cause")
"cause" in new Error("m")
new Error("outer", {cause: new TypeError("inner")}).cause.message
new TypeError("m", {cause: 0})
new Error("m", {get cause() { throw new RangeError() }})
// toString
new Error("m").toString()
new Error().toString()
String(new TypeError("t"))
new RangeError("r") + ""
let e = new Error("m"); e.name = "Mine"; e.toString()
let e = new Error("m"); e.name = ""; e.toString()
let e = new Error(""); e.name = ""; e.toString()
let e = new Error("m"); e.name = undefined; e.toString()
let e = new Error("m"); e.message = undefined; e.toString()
let e = new Error("m"); e.name = 5; e.message = 6; e.toString()
Error.prototype.toString.call({name: "N", message: "M"})
Error.prototype.toString.call({})
Error.prototype.toString.call({name: "N"})
Error.prototype.toString.call({message: "M"})
Error.prototype.toString.call({name: null, message: null})
Error.prototype.toString.call(1)
Error.prototype.toString.call("e")
Error.prototype.toString.call(Object.create(Error.prototype))
Error.prototype.toString.call({name: Symbol()})
// Subclasses
new EvalError("m")
new RangeError("m")
new ReferenceError("m")
new SyntaxError("m")
new TypeError("m")
new URIError("m")
RangeError("m")
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => E.name)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => E.length)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => E.prototype.name)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => E.prototype.message)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => Object.getPrototypeOf(E) === Error)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => Object.getPrototypeOf(E.prototype) === Error.prototype)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => new E("x") instanceof Error)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => new E("x") instanceof E)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => E("x").constructor === E)
[EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(E => Object.prototype.toString.call(new E()))
new TypeError() instanceof RangeError
new Error() instanceof TypeError
Object.hasOwn(TypeError.prototype, "toString")
// AggregateError
new AggregateError([1, 2], "m")
AggregateError([], "m")
new AggregateError(new Set([new Error("a")]))
new AggregateError("ab")
new AggregateError([], undefined)
new AggregateError([], "m", {cause: 3})
new AggregateError()
new AggregateError(null)
new AggregateError(5)
new AggregateError({})
Object.getOwnPropertyDescriptor(new AggregateError([1]), "errors")
AggregateError.length
AggregateError.prototype.name
AggregateError.prototype.message
Object.hasOwn(AggregateError.prototype, "errors")
Object.getPrototypeOf(AggregateError) === Error
new AggregateError([]) instanceof Error
// Thrown and caught
throw new Error("m")
msg: throw new TypeError("the message")
msg: throw new RangeError("")
msg: let e = new Error("m"); e.name = "Mine"; throw e
throw "text"
throw 5
throw null
throw undefined
throw {a: 1}
throw Symbol("s")
throw 5n
try { throw {code: "ENOENT"} } catch (e) { e.code }
try { null.x } catch (e) { e instanceof TypeError }
try { missing } catch (e) { e instanceof ReferenceError }
try { new Array(-1) } catch (e) { [e instanceof RangeError, typeof e.message, e.name] }
try { Symbol() + 1 } catch (e) { e.constructor === TypeError }
try { decodeURIComponent("%") } catch (e) { e.constructor === URIError }
try { JSON.parse("{") } catch (e) { e.constructor === SyntaxError }
try { BigInt("x") } catch (e) { e.constructor === SyntaxError }
try { JSON.parse("{") } catch (e) { Object.keys(e) }
try { new Array(-1) } catch (e) { Object.getOwnPropertyDescriptor(e, "message").enumerable }
try { [1].map(thrower("v")) } catch (e) { e }
let e = new Error("kept"); try { [1].map(thrower(e)) } catch (caught) { caught === e }
try { [].reduce(x => x) } catch (e) { e.message !== "" }
// Errors with properties, as Node has them
Object.assign(new Error("no such file"), {code: "ENOENT", errno: -2})
let e = new Error("m"); e.code = "E"; [e, e.code, Object.keys(e)]
let e = new Error("a"); e.message = "b"; e.toString()
let e = new Error("a"); delete e.message; e.message
// DOMException: Web IDL, 2.8.1 and 4.3.
typeof DOMException
new DOMException()
new DOMException("m")
new DOMException("m", "AbortError")
new DOMException("m", "AbortError").code
new DOMException("m", "Mine").code
new DOMException("m", "DataCloneError").code
new DOMException("m", "TimeoutError").code
new DOMException("m").name
new DOMException("m", "N") instanceof Error
new DOMException("m", "N") instanceof DOMException
new DOMException("m", "N").toString()
Object.prototype.toString.call(new DOMException())
Object.keys(new DOMException("m"))
DOMException("m")
DOMException.ABORT_ERR
new DOMException().DATA_CLONE_ERR
DOMException.length
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(Error.prototype, "constructor")
Object.getOwnPropertyDescriptor(Error.prototype, "message")
Object.getOwnPropertyDescriptor(Error.prototype, "name")
Object.getOwnPropertyDescriptor(Error.prototype, "toString")
Object.getOwnPropertyDescriptor(TypeError.prototype, "constructor")
Object.getOwnPropertyDescriptor(TypeError.prototype, "message")
Object.getOwnPropertyDescriptor(TypeError.prototype, "name")
Object.getOwnPropertyDescriptor(AggregateError.prototype, "constructor")
Object.getOwnPropertyDescriptor(AggregateError.prototype, "message")
Object.getOwnPropertyDescriptor(AggregateError.prototype, "name")
Object.getOwnPropertyDescriptor(globalThis, "Error")
Object.getOwnPropertyDescriptor(globalThis, "TypeError")
Object.getOwnPropertyDescriptor(globalThis, "AggregateError")
Object.getOwnPropertyDescriptor(Error, "prototype").writable
// How the built-ins of ECMA-262 throw: the class and the first line of the stack.
[() => Map(), () => Set(), () => WeakMap(), () => WeakSet(), () => WeakRef(), () => ArrayBuffer(), () => DataView(), () => Uint8Array(), () => BigInt64Array(), () => Promise()].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => Object.getPrototypeOf(Uint8Array)(), () => new (Object.getPrototypeOf(Uint8Array))(), () => new Symbol(), () => new BigInt(1), () => BigInt()].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => new Array(-1), () => "a".repeat(-1), () => (1).toFixed(101), () => (1).toString(1), () => (1).toPrecision(0), () => new Date(NaN).toISOString(), () => BigInt(1.5), () => new ArrayBuffer(-1), () => new DataView(new ArrayBuffer(1), 2), () => new Uint16Array(new ArrayBuffer(1)), () => "a".normalize("x"), () => String.fromCodePoint(-1), () => new Uint8Array(1).set([1, 2]), () => new Uint8Array(-1)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => JSON.parse("{"), () => JSON.parse(""), () => JSON.parse("[1,]"), () => JSON.parse("nul"), () => JSON.parse(undefined), () => JSON.stringify(5n), () => BigInt("x"), () => decodeURIComponent("%"), () => decodeURI("%ff")].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => [].reduce(x => x), () => Object.defineProperty(1, "a", {}), () => Object.defineProperty({}, "a", "abc"), () => Object.defineProperty({}, "a", {get: []}), () => Object.defineProperty({}, "a", {set: new Error("m")}), () => Object.create("abc"), () => Object.setPrototypeOf({}, "abc"), () => Object.setPrototypeOf(Object.freeze(new Error("m")), {}), () => Reflect.construct("abc", []), () => Reflect.construct([], []), () => Reflect.setPrototypeOf({}, "abc"), () => Symbol.keyFor("abc"), () => Symbol.keyFor([]), () => new WeakRef("abc"), () => new WeakMap().set("abc", 1), () => new WeakSet().add("abc")].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => new Promise("abc"), () => new Promise([]), () => new Promise(new Error("m")), () => Promise.all.call({}), () => Promise.all.call("abc"), () => Promise.resolve.call([]), () => new Date()[Symbol.toPrimitive]("abc"), () => new Date()[Symbol.toPrimitive]([])].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => [1].map("abc"), () => [1].map([]), () => [1].map(new Error("m")), () => [1].map(new Map()), () => new Uint8Array(1).map("abc"), () => new Map().forEach("abc"), () => new Map().forEach(5), () => new Set().forEach([]), () => new Set().forEach(), () => new Set().forEach(null)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => Object.freeze([1]).push(2), () => Object.freeze([1]).fill(2), () => Object.freeze([1]).shift(), () => Array.prototype.fill.call(Object.freeze(Object.assign(new Error("m"), {length: 1, 0: 1})), 3), () => Array.prototype.pop.call(Object.freeze(Object.assign(new Error("m"), {length: 1, 0: 1}))), () => Uint8Array.from.call("abc", [1]), () => Uint8Array.of.call([], 1)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
let add = Set.prototype.add; Set.prototype.add = "abc"; try { new Set([]) } catch (e) { Set.prototype.add = add; e.stack.split("\n")[0] }
[() => JSON.parse("{"), () => new Array(-1), () => Map(), () => decodeURI("%")].map(f => { try { return f() } catch (e) { return [Object.getOwnPropertyNames(e), Object.keys(e), Object.getOwnPropertyDescriptor(e, "message"), typeof e.stack] } })
[new Error("m"), new TypeError(), RangeError("r"), new AggregateError([], "a"), new AggregateError([])].map(e => [e.code, e.stack.split("\n")[0], Object.getOwnPropertyNames(e)])
// Receivers of the wrong class, as V8 shows them.
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return Map.prototype.get.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[Object.assign(new Error("m"), {name: "Mine"}), Object.assign(new Error("m"), {name: ""}), Object.assign(new Error("m"), {name: 5}), Object.assign(new Error("m"), {message: [1]}), Object.create(Error.prototype), Object.create([]), Object.create(new Date(0)), {[Symbol.toStringTag]: "T"}, Object.assign(Object.create(null), {[Symbol.toStringTag]: "T"}), Object.assign([], {[Symbol.toStringTag]: "T"}), {toString: Math.max}, {toString: 5}, {constructor: Map}, {constructor: 5}, Array.prototype, Object.prototype, JSON, Math, [].keys(), globalThis, new URL("http://a/"), new URLSearchParams(), new TextEncoder(), new Event("x")].map(r => { try { return Map.prototype.get.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, new WeakMap(), new ArrayBuffer(1)].map(r => { try { return Promise.prototype.then.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return [].keys().next.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return ""[Symbol.iterator]().next.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap()].map(r => { try { return ArrayBuffer.prototype.slice.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return ArrayBuffer.prototype.resize.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length").get.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s"), {}, [1], new Date(0), Math.max, new Error("m"), new TypeError("t"), new Error(), new Map(), new Uint8Array(1), new String("x"), new Number(1), Object(Symbol()), Object.create(null), Error.prototype, Promise.resolve(), new WeakMap(), new ArrayBuffer(1)].map(r => { try { return DataView.prototype.getInt8.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s")].map(r => { try { return Error.prototype.toString.call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", "", null, undefined, true, 5n, Symbol("s")].map(r => { try { return Date.prototype[Symbol.toPrimitive].call(r) } catch (e) { return e.message.split("receiver ")[1] } })
[1.5, "abc", [1], new Date(0), new Error("m"), new Map()].map(r => { try { return Uint8Array.from.call(function () { return r }, []) } catch (e) { return e.message.split("receiver ")[1] } })
["buffer", "byteLength", "byteOffset"].map(name => { try { return Object.getOwnPropertyDescriptor(DataView.prototype, name).get.call({}) } catch (e) { return e.stack.split("\n")[0] } })
[() => Map.prototype.get.call({}), () => Object.getOwnPropertyDescriptor(Set.prototype, "size").get.call({}), () => new Map().keys().next.call({}), () => new Set().keys().next.call({}), () => WeakMap.prototype.get.call({}), () => WeakSet.prototype.has.call({}), () => WeakRef.prototype.deref.call({}), () => Promise.prototype.then.call({}), () => Promise.prototype.finally.call(1), () => [].keys().next.call({}), () => ""[Symbol.iterator]().next.call({}), () => Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get.call({}), () => ArrayBuffer.prototype.slice.call({}), () => DataView.prototype.setInt8.call({}), () => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "byteLength").get.call({}), () => Uint8Array.prototype.fill.call({})].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => Error.prototype.toString.call(1), () => Date.prototype.getTime.call({}), () => Date.prototype[Symbol.toPrimitive].call(1), () => Symbol.prototype.toString.call(1), () => Object.getOwnPropertyDescriptor(Symbol.prototype, "description").get.call(1), () => Number.prototype.toString.call("x"), () => String.prototype.toString.call(1), () => String.prototype.trim.call(null), () => Boolean.prototype.valueOf.call(1), () => BigInt.prototype.toString.call(1), () => Array.prototype.map.call(null), () => Object.prototype.valueOf.call(null)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
// Rejections.
Promise.any([Promise.reject(1)]).catch(e => out([e.name, e.code, e.message, e.stack.split("\n")[0], Object.getOwnPropertyNames(e)])) // async
Promise.any([]).catch(e => out([e.name, e.code, e.message, e.stack.split("\n")[0]])) // async
let r; let p = new Promise(resolve => { r = resolve }); r(p); p.catch(e => out([e.name, e.code, e.stack.split("\n")[0], Object.getOwnPropertyNames(e)])) // async
Promise.resolve("{").then(JSON.parse).catch(e => out([e.name, e.code, e.stack.split("\n")[0]])) // async
Promise.resolve(5).then(Function.prototype.call).catch(e => out([e.name, e.code, e.stack.split("\n")[0]])) // async
// DOMException, and the errors of Node.
let c = new AbortController(); c.abort(); [c.signal.reason.name, c.signal.reason.code, c.signal.reason.stack.split("\n")[0]]
[new DOMException("m", "AbortError"), new DOMException("m"), new DOMException(), new DOMException("", "N"), new DOMException("m", "")].map(e => [e.name, e.code, e.stack.split("\n")[0]])
[() => AbortSignal.abort().throwIfAborted(), () => crypto.getRandomValues(new Float32Array(1)), () => AbortSignal(), () => new AbortSignal(), () => AbortController(), () => DOMException(), () => new Event(), () => Event("x"), () => new EventTarget().addEventListener("x"), () => new EventTarget().dispatchEvent({}), () => setTimeout(5), () => queueMicrotask("abc")].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
[() => EventTarget.prototype.addEventListener.call({}, "x", null), () => Object.getOwnPropertyDescriptor(Event.prototype, "type").get.call({}), () => Object.getOwnPropertyDescriptor(CustomEvent.prototype, "detail").get.call({}), () => AbortController.prototype.abort.call({}), () => AbortController.prototype.abort.call(5), () => AbortController.prototype.abort.call(null), () => Object.getOwnPropertyDescriptor(AbortController.prototype, "signal").get.call(undefined), () => AbortSignal.prototype.throwIfAborted.call({}), () => performance.now.call({}), () => performance.now.call(5), () => crypto.randomUUID.call({}), () => ReadableStream.prototype.getReader.call({})].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
AbortSignal.timeout(1).addEventListener("abort", e => out([e.target.reason.name, e.target.reason.code, e.target.reason.stack.split("\n")[0]])) // async 20
