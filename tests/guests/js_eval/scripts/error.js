// Error and its subclasses: ECMA-262, 20.5. What stack holds is up to the engine.
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
