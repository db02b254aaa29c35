// process: Node's. What the machine says of itself is not compared, only what it looks like.
Object.prototype.toString.call(process)
process.platform
Object.getOwnPropertyDescriptor(process, "platform")
[typeof process.arch, process.arch.length > 0]
["arch", "versions", "stdout", "stderr", "hrtime", "nextTick", "uptime"].map(k => typeof process[k])
[process.uptime.length, process.hrtime.length, process.hrtime.bigint.length, process.nextTick.length]
[process.hrtime.name, process.hrtime.bigint.name, process.uptime.name, process.nextTick.name]
[process.hrtime === process.hrtime, process.hrtime.bigint === process.hrtime.bigint, process.stdout === process.stdout, process.versions === process.versions]
let a = process.uptime(), b = process.uptime(); [typeof a, a >= 0, b >= a, b - a < 10]
let t = process.hrtime(); [Array.isArray(t), t.length, Number.isInteger(t[0]), Number.isInteger(t[1]), t[1] >= 0, t[1] < 1e9]
let t = process.hrtime(), d = process.hrtime(t); [d[0], d[1] >= 0, d[1] < 1e9]
process.hrtime(undefined).length
let t = process.hrtime(), d = process.hrtime([t[0] - 2, t[1]]); d[0]
let t = process.hrtime(), d = process.hrtime([t[0] - 5, 999999999]); [d[0] >= 3, d[0] <= 5, d[1] >= 0]
let a = process.hrtime.bigint(), b = process.hrtime.bigint(); [typeof a, b >= a, b - a < 10000000000n]
let a = process.hrtime(), b = process.hrtime.bigint(); b - (BigInt(a[0]) * 1000000000n + BigInt(a[1])) < 10000000000n
msg: process.hrtime(1)
msg: process.hrtime(null)
msg: process.hrtime({})
msg: process.hrtime([1])
msg: process.hrtime([1, 2, 3])
msg: process.hrtime([])
try { process.hrtime([]) } catch (e) { [e.name, e.code, e instanceof RangeError, e.stack.split("\n")[0]] }
msg: process.nextTick()
msg: process.nextTick(1)
msg: process.nextTick({}, 1)
process.nextTick(() => 1)
let log = []; process.nextTick((...args) => { log.push(args) }, 1, "a", [2]); log.push("now"); log // async
let log = []; process.nextTick(() => { log.push(1); process.nextTick(() => { log.push(3) }) }); process.nextTick(() => { log.push(2) }); setTimeout(() => { out(log) }, 5); 0 // async 20
process.nextTick(function () { out(this === undefined || this === globalThis) }) // async
[process.stdout.fd, process.stderr.fd, process.stdout.isTTY, process.stderr.isTTY]
[process.stdout.write(""), process.stderr.write("")]
process.stdout.write("written to stdout\n")
process.stdout.write("ä: written to stdout\n", "utf8")
process.stderr.write("written to stderr\n", "UTF-8")
process.stdout.write(new Uint8Array([119, 105, 58, 32, 10]))
process.stdout.write(new Uint16Array([14906, 2592]))
process.stdout.write("with a callback\n", error => { out(error == null) }) // async
process.stdout.write("with a callback\n", "utf8", error => { out(error == null) }) // async
process.stdout.write("", null, () => { out("done") }) // async
msg: process.stdout.write()
msg: process.stdout.write(1)
msg: process.stdout.write({})
msg: process.stdout.write(null)
msg: process.stdout.write("a", "latin")
msg: process.stdout.write("a", 5)
try { process.stdout.write(null) } catch (e) { [e.name, e.code] }
try { process.stdout.write("a", "b") } catch (e) { [e.name, e.code] }
