// DataView: ECMA-262, 25.3.
new DataView(new ArrayBuffer(3))
new DataView(new ArrayBuffer(3), 1)
new DataView(new ArrayBuffer(3), 1, 1)
new DataView(new ArrayBuffer(3), 3)
new DataView(new ArrayBuffer(3), 4)
new DataView(new ArrayBuffer(3), 1, 3)
new DataView(new ArrayBuffer(3), -1)
new DataView(new ArrayBuffer(3), 0, -1)
new DataView(new ArrayBuffer(3), "1", "1")
new DataView(new ArrayBuffer(3), undefined, undefined)
new DataView(new ArrayBuffer(3), 1.9, 1.9)
new DataView(new ArrayBuffer(3), NaN)
new DataView(new ArrayBuffer(3), 2 ** 53)
new DataView(new Uint8Array([1, 2, 3]).buffer, 1)
new DataView(new Uint8Array(2))
new DataView()
new DataView({})
new DataView(5)
DataView(new ArrayBuffer(1))
DataView.length
DataView.name
DataView.prototype[Symbol.toStringTag]
Object.prototype.toString.call(new DataView(new ArrayBuffer(0)))
let b = new ArrayBuffer(8), v = new DataView(b, 2, 4); [v.byteLength, v.byteOffset, v.buffer === b]
let v = new DataView(new ArrayBuffer(8)); v.byteLength = 1; v.byteLength
DataView.prototype.byteLength
DataView.prototype.byteOffset
DataView.prototype.buffer
Object.getOwnPropertyDescriptor(DataView.prototype, "buffer").get.call(new Uint8Array(1))
// Every getter over the same bytes, big-endian and little-endian
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getInt8(0), v.getInt8(1), v.getInt8(2), v.getInt8(3)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getUint8(0), v.getUint8(1), v.getUint8(2), v.getUint8(3)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getInt16(0), v.getInt16(0, true), v.getInt16(2), v.getInt16(2, true), v.getInt16(3)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getUint16(0), v.getUint16(0, true), v.getUint16(2), v.getUint16(2, true), v.getUint16(3)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getInt32(0), v.getInt32(0, true), v.getInt32(4), v.getInt32(4, true), v.getInt32(1)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getUint32(0), v.getUint32(0, true), v.getUint32(4), v.getUint32(4, true), v.getUint32(1)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getBigInt64(0), v.getBigInt64(0, true)]
let v = new DataView(new Uint8Array([0xff, 0xfe, 0x80, 0x7f, 1, 2, 3, 4]).buffer); [v.getBigUint64(0), v.getBigUint64(0, true)]
let v = new DataView(new Uint8Array([0x3f, 0xc0, 0, 0, 0, 0, 0xc0, 0x3f]).buffer); [v.getFloat32(0), v.getFloat32(4, true), v.getFloat32(0, true)]
let v = new DataView(new Uint8Array([0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f]).buffer); [v.getFloat64(0), v.getFloat64(8, true)]
let v = new DataView(new Uint8Array([0x7f, 0xc0, 0, 0, 0x7f, 0x80, 0, 0, 0xff, 0x80, 0, 0, 0x80, 0, 0, 1]).buffer); [v.getFloat32(0), v.getFloat32(4), v.getFloat32(8), v.getFloat32(12)]
// Every setter
let v = new DataView(new ArrayBuffer(4)); [v.setInt8(0, -1), v.setInt8(1, 128), v.setInt8(2, 300), v.setInt8(3, "7"), v]
let v = new DataView(new ArrayBuffer(4)); v.setUint8(0, -1); v.setUint8(1, 256); v.setUint8(2, 1.9); v.setUint8(3, NaN); v
let v = new DataView(new ArrayBuffer(4)); v.setInt16(0, 0x1234); v.setInt16(2, 0x1234, true); v
let v = new DataView(new ArrayBuffer(4)); v.setUint16(0, 65537); v.setUint16(2, -2, true); v
let v = new DataView(new ArrayBuffer(8)); v.setInt32(0, -2); v.setInt32(4, 0x01020304, true); v
let v = new DataView(new ArrayBuffer(8)); v.setUint32(0, 2 ** 32 + 5); v.setUint32(4, 4294967295.9, true); v
let v = new DataView(new ArrayBuffer(8)); v.setFloat32(0, 0.1); v.setFloat32(4, 1e40, true); v
let v = new DataView(new ArrayBuffer(16)); v.setFloat64(0, 0.1); v.setFloat64(8, -Infinity, true); v
let v = new DataView(new ArrayBuffer(16)); v.setBigInt64(0, -1n); v.setBigInt64(8, 2n ** 63n, true); v
let v = new DataView(new ArrayBuffer(16)); v.setBigUint64(0, 2n ** 64n - 2n); v.setBigUint64(8, -1n, true); v
let v = new DataView(new ArrayBuffer(4)); v.setFloat32(0, "-0"); v
let v = new DataView(new ArrayBuffer(8)); v.setFloat64(0, 5e-324); [v, v.getFloat64(0)]
let v = new DataView(new ArrayBuffer(4)); v.setFloat32(0, 16777217); v.getFloat32(0)
let v = new DataView(new ArrayBuffer(2)); v.setInt16(0, {valueOf() { return 5 }}, 1); v
let v = new DataView(new ArrayBuffer(2)); v.setInt16(0, 258, "x"); v
let v = new DataView(new ArrayBuffer(2)); v.setInt16(0, 258, 0); v
let v = new DataView(new ArrayBuffer(4)); v.setInt32(0); v
let v = new DataView(new ArrayBuffer(8)); v.setFloat64(0); v.getFloat64(0)
// Conversion errors
new DataView(new ArrayBuffer(8)).setInt8(0, 1n)
new DataView(new ArrayBuffer(8)).setBigInt64(0, 1)
new DataView(new ArrayBuffer(8)).setBigInt64(0, "12")
new DataView(new ArrayBuffer(8)).setBigInt64(0)
let v = new DataView(new ArrayBuffer(8)); v.setBigInt64(0, "12"); v.getBigInt64(0)
let v = new DataView(new ArrayBuffer(8)); v.setBigUint64(0, true); v.getBigUint64(0)
new DataView(new ArrayBuffer(8)).setFloat32(0, Symbol())
// Offsets
new DataView(new ArrayBuffer(4)).getInt8(4)
new DataView(new ArrayBuffer(4)).getInt8(-1)
new DataView(new ArrayBuffer(4)).getInt16(3)
new DataView(new ArrayBuffer(4)).getInt32(1)
new DataView(new ArrayBuffer(4)).getFloat64(0)
new DataView(new ArrayBuffer(8)).getBigInt64(1)
new DataView(new ArrayBuffer(4)).getInt8()
new DataView(new ArrayBuffer(4)).getInt8("1")
new DataView(new ArrayBuffer(4)).getInt8(1.9)
new DataView(new ArrayBuffer(4)).getInt8(NaN)
new DataView(new ArrayBuffer(4)).getInt8(Infinity)
new DataView(new ArrayBuffer(4)).getInt8(2 ** 53)
new DataView(new ArrayBuffer(4)).getInt8(2 ** 32)
new DataView(new ArrayBuffer(4)).getInt8(null)
new DataView(new ArrayBuffer(4)).getInt8(1n)
new DataView(new ArrayBuffer(4)).setInt8(4, 1)
new DataView(new ArrayBuffer(4)).setFloat64(0, 1)
new DataView(new ArrayBuffer(4), 2).getInt16(1)
new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 2).getUint8(0)
new DataView(new ArrayBuffer(0)).getUint8(0)
let v = new DataView(new ArrayBuffer(4)); try { v.setInt8(9, {valueOf() { out("converted"); return 1 }}) } catch (e) { e.name }
let v = new DataView(new ArrayBuffer(4)); try { v.setInt8(-1, {valueOf() { out("converted"); return 1 }}) } catch (e) { e.name }
DataView.prototype.getInt8.call({}, 0)
DataView.prototype.getInt8.call(new Uint8Array(1), 0)
DataView.prototype.setInt8.call(1, 0, 0)
// The properties of the built-ins.
Object.getOwnPropertyDescriptor(DataView.prototype, "buffer")
Object.getOwnPropertyDescriptor(DataView.prototype, "byteLength")
Object.getOwnPropertyDescriptor(DataView.prototype, "byteOffset")
Object.getOwnPropertyDescriptor(DataView.prototype, "constructor")
Object.getOwnPropertyDescriptor(DataView.prototype, "getBigInt64")
Object.getOwnPropertyDescriptor(DataView.prototype, "getBigUint64")
Object.getOwnPropertyDescriptor(DataView.prototype, "getFloat32")
Object.getOwnPropertyDescriptor(DataView.prototype, "getFloat64")
Object.getOwnPropertyDescriptor(DataView.prototype, "getInt16")
Object.getOwnPropertyDescriptor(DataView.prototype, "getInt32")
Object.getOwnPropertyDescriptor(DataView.prototype, "getInt8")
Object.getOwnPropertyDescriptor(DataView.prototype, "getUint16")
Object.getOwnPropertyDescriptor(DataView.prototype, "getUint32")
Object.getOwnPropertyDescriptor(DataView.prototype, "getUint8")
Object.getOwnPropertyDescriptor(DataView.prototype, "setBigInt64")
Object.getOwnPropertyDescriptor(DataView.prototype, "setBigUint64")
Object.getOwnPropertyDescriptor(DataView.prototype, "setFloat32")
Object.getOwnPropertyDescriptor(DataView.prototype, "setFloat64")
Object.getOwnPropertyDescriptor(DataView.prototype, "setInt16")
Object.getOwnPropertyDescriptor(DataView.prototype, "setInt32")
Object.getOwnPropertyDescriptor(DataView.prototype, "setInt8")
Object.getOwnPropertyDescriptor(DataView.prototype, "setUint16")
Object.getOwnPropertyDescriptor(DataView.prototype, "setUint32")
Object.getOwnPropertyDescriptor(DataView.prototype, "setUint8")
Object.getOwnPropertyDescriptor(DataView.prototype, Symbol.toStringTag)
