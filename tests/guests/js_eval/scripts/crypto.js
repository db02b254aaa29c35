// crypto: Web Cryptography, getRandomValues and randomUUID.
typeof crypto
typeof crypto.getRandomValues
crypto.getRandomValues(new Uint8Array(0))
crypto.getRandomValues(new Uint8Array(5)).length
let a = new Uint8Array(8); crypto.getRandomValues(a) === a
let a = new Uint8Array(32), b = new Uint8Array(32); crypto.getRandomValues(a); crypto.getRandomValues(b); a.join() !== b.join()
crypto.getRandomValues(new Uint8Array(65536)).length
crypto.getRandomValues(new Uint8Array(65537))
crypto.getRandomValues(new Uint16Array(4)).constructor === Uint16Array
crypto.getRandomValues(new Int32Array(4)).length
crypto.getRandomValues(new BigUint64Array(2)).length
crypto.getRandomValues(new Uint8ClampedArray(2)).length
new Set(crypto.getRandomValues(new Uint32Array(16))).size > 10
let a = new Uint8Array(40); crypto.getRandomValues(a.subarray(10, 30)); [a.subarray(0, 10).every(x => x === 0), a.subarray(30).every(x => x === 0), a.subarray(10, 30).some(x => x !== 0)]
crypto.getRandomValues(new Float32Array(4))
crypto.getRandomValues(new Float64Array(4))
crypto.getRandomValues(new DataView(new ArrayBuffer(4)))
crypto.getRandomValues([1, 2])
crypto.getRandomValues(new ArrayBuffer(4))
crypto.getRandomValues()
crypto.getRandomValues(null)
crypto.getRandomValues("text")
let f = crypto.getRandomValues; f(new Uint8Array(1))
typeof crypto.randomUUID()
crypto.randomUUID().length
crypto.randomUUID().split("-").map(p => p.length)
crypto.randomUUID()[14]
["8", "9", "a", "b"].includes(crypto.randomUUID()[19])
[...crypto.randomUUID()].every(c => "0123456789abcdef-".includes(c))
crypto.randomUUID() !== crypto.randomUUID()
