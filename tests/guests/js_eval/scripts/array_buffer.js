// ArrayBuffer: ECMA-262, 25.1, without what makes one resizable.
new ArrayBuffer(0)
new ArrayBuffer(4)
new ArrayBuffer()
new ArrayBuffer("3")
new ArrayBuffer(2.9)
new ArrayBuffer(NaN)
new ArrayBuffer(null)
new ArrayBuffer(-1)
new ArrayBuffer(2 ** 53)
new ArrayBuffer(-0.5)
new ArrayBuffer({valueOf() { return 2 }})
new ArrayBuffer(1n)
new ArrayBuffer(Symbol())
ArrayBuffer(1)
ArrayBuffer.length
ArrayBuffer.name
ArrayBuffer[Symbol.species] === ArrayBuffer
ArrayBuffer.prototype[Symbol.toStringTag]
Object.prototype.toString.call(new ArrayBuffer(1))
new ArrayBuffer(5).byteLength
let b = new ArrayBuffer(5); b.byteLength = 2; b.byteLength
ArrayBuffer.prototype.byteLength
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").set
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get.call(new Uint8Array(2))
let b = new ArrayBuffer(2); b[0] = 7; [b, new Uint8Array(b)]
Object.keys(new ArrayBuffer(3))
// isView
ArrayBuffer.isView(new Uint8Array(1))
ArrayBuffer.isView(new Float64Array(1))
ArrayBuffer.isView(new DataView(new ArrayBuffer(1)))
ArrayBuffer.isView(new ArrayBuffer(1))
ArrayBuffer.isView([])
ArrayBuffer.isView()
ArrayBuffer.isView(null)
ArrayBuffer.isView(Object.create(Uint8Array.prototype))
// slice
new Uint8Array([1, 2, 3, 4]).buffer.slice()
new Uint8Array([1, 2, 3, 4]).buffer.slice(1)
new Uint8Array([1, 2, 3, 4]).buffer.slice(1, 3)
new Uint8Array([1, 2, 3, 4]).buffer.slice(-2)
new Uint8Array([1, 2, 3, 4]).buffer.slice(-3, -1)
new Uint8Array([1, 2, 3, 4]).buffer.slice(3, 1)
new Uint8Array([1, 2, 3, 4]).buffer.slice(0, 100)
new Uint8Array([1, 2, 3, 4]).buffer.slice(NaN, Infinity)
new Uint8Array([1, 2, 3, 4]).buffer.slice(-100, 2)
new Uint8Array([1, 2, 3, 4]).buffer.slice("1", "2")
new Uint8Array([1, 2, 3, 4]).buffer.slice(1, undefined)
let b = new Uint8Array([1, 2]).buffer, c = b.slice(); new Uint8Array(c)[0] = 9; [b, c, b === c]
ArrayBuffer.prototype.slice.call(new Uint8Array(2), 0)
ArrayBuffer.prototype.slice.call({}, 0)
ArrayBuffer.prototype.slice()
// Views share their buffer.
let b = new ArrayBuffer(4), u = new Uint8Array(b), w = new Uint16Array(b, 2); w[0] = 0x0102; u
let b = new ArrayBuffer(8), u = new Uint8Array(b); new DataView(b).setFloat32(0, 1.5); u
let b = new ArrayBuffer(2); new Uint8Array(b).buffer === b
let b = new Uint8Array([1, 2, 3]).buffer; b.byteLength
new Uint16Array(3).buffer.byteLength
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(ArrayBuffer, "isView")
Object.getOwnPropertyDescriptor(ArrayBuffer, Symbol.species)
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "constructor")
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "slice")
Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, Symbol.toStringTag)
