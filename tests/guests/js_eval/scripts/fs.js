// fs: Node's. All of it is done in a folder of its own, which becomes the working directory here and is removed at the end.
process.chdir(fs.mkdtempSync("/tmp/gojs-fs-")); process.umask(0o22); path.basename(process.cwd()).length
["open", "close", "read", "write", "fstat", "fsync", "stat", "lstat", "readdir", "mkdir", "rmdir", "unlink", "rename", "link", "symlink", "readlink", "truncate", "ftruncate", "chmod", "fchmod", "chown", "fchown", "lchown", "utimes", "futimes", "lutimes", "access", "exists", "readFile", "writeFile", "appendFile", "copyFile", "mkdtemp", "realpath", "rm", "fdatasync"].map(n => [fs[n].name, fs[n].length, fs[n + "Sync"].name, fs[n + "Sync"].length])
Object.getOwnPropertyDescriptor(fs, "constants").writable
["O_RDONLY", "O_WRONLY", "O_RDWR", "O_CREAT", "O_EXCL", "O_TRUNC", "O_APPEND", "O_DIRECTORY", "O_NOFOLLOW", "O_SYNC", "S_IFMT", "S_IFREG", "S_IFDIR", "S_IFLNK", "S_IFIFO", "S_IFCHR", "S_IFBLK", "S_IFSOCK", "F_OK", "R_OK", "W_OK", "X_OK", "COPYFILE_EXCL", "S_IRWXU", "S_IRUSR", "S_IWUSR", "S_IXUSR", "S_IRWXG", "S_IRGRP", "S_IWGRP", "S_IXGRP", "S_IRWXO", "S_IROTH", "S_IWOTH", "S_IXOTH"].map(n => fs.constants[n])
// Files as a whole.
[fs.writeFileSync("a", "text"), fs.readFileSync("a", "utf8"), fs.statSync("a").size]
[fs.writeFileSync("a", new Uint8Array([104, 105])), fs.readFileSync("a", {encoding: "utf-8"}), fs.readFileSync("a").length]
[fs.appendFileSync("a", "!"), fs.readFileSync("a", "utf8"), fs.writeFileSync("a", "x", {flag: "a"}), fs.readFileSync("a", "utf8")]
[fs.writeFileSync("b", "x", {mode: 0o600}), (fs.statSync("b").mode & 0o777).toString(8), fs.writeFileSync("c", "x"), (fs.statSync("c").mode & 0o777).toString(8)]
[fs.copyFileSync("b", "d"), (fs.statSync("d").mode & 0o777).toString(8), fs.readFileSync("d", "utf8")]
msg: fs.copyFileSync("b", "d", fs.constants.COPYFILE_EXCL)
msg: fs.copyFileSync("none", "d")
msg: fs.readFileSync("none")
msg: fs.readFileSync(".")
msg: fs.readFileSync("a", "klingon")
msg: fs.writeFileSync("none/x", "")
msg: fs.writeFileSync("a", 5)
msg: fs.writeFileSync("a", {})
fs.readFile("a", "utf8", (err, text) => { out([err, text]) }) // async 20
fs.readFile("none", (err, text) => { out([err.code, err.errno, err.syscall, err.path, Object.keys(err), text]) }) // async 20
fs.writeFile("e", "written", err => { out([err, fs.readFileSync("e", "utf8")]) }) // async 20
fs.appendFile("e", "+", err => { out([err, fs.readFileSync("e", "utf8")]) }) // async 20
fs.copyFile("e", "f", err => { out([err, fs.readFileSync("f", "utf8")]) }) // async 20
// Descriptors.
let f = fs.openSync("g", "w+"); [fs.writeSync(f, "abcdef"), fs.writeSync(f, "XY", 1), fs.fstatSync(f).size, fs.ftruncateSync(f, 4), fs.fsyncSync(f), fs.fdatasyncSync(f), fs.closeSync(f), fs.readFileSync("g", "utf8")]
let f = fs.openSync("g"), b = new Uint8Array(8); [fs.readSync(f, b), b, fs.readSync(f, b), fs.readSync(f, b, 2, 3, 1), b, fs.readSync(f, b, {offset: 6, position: 0}), b, fs.closeSync(f)]
let f = fs.openSync("g", "r+"), b = new Uint8Array([1, 2, 3, 4]); [fs.writeSync(f, b, 1, 2), fs.writeSync(f, b, 3), fs.writeSync(f, b, 0, 1, 0), fs.closeSync(f), fs.readFileSync("g").length]
let f = fs.openSync("g", "a+"), b = new Uint8Array(3); [fs.writeSync(f, "z", 0), fs.readSync(f, b, 0, 3, 2), b[2], fs.closeSync(f)]
let f = fs.openSync("g", fs.constants.O_RDONLY), b = new Uint16Array(2); [fs.readSync(f, b), fs.readSync(f, new DataView(new ArrayBuffer(2))), fs.closeSync(f)]
["r", "r+", "rs", "sr+", "w", "wx", "xw+", "w+", "a", "ax", "as", "a+", "xa+", "as+", "x", "rw", "R", ""].map(flags => { let r; try { let f = fs.openSync("flags", flags); fs.closeSync(f); r = fs.existsSync("flags") } catch (e) { r = e.code }; try { fs.unlinkSync("flags") } catch (e) { r = [r, e.code] }; return r })
msg: fs.openSync("none")
msg: fs.openSync("none", "zz")
msg: fs.openSync("none", 1.5)
msg: fs.openSync("none", 2147483648)
msg: fs.openSync("none", {})
msg: fs.openSync("a\0b")
msg: fs.openSync(5)
msg: fs.openSync(null)
msg: fs.openSync("")
msg: fs.openSync("g", "wx")
msg: fs.openSync(".", "w")
msg: fs.openSync("g/x")
msg: fs.openSync("g/")
msg: fs.openSync("g", "r", "9")
msg: fs.openSync("n".repeat(256), "w")
msg: fs.openSync("none", fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
msg: fs.openSync("g", fs.constants.O_DIRECTORY)
msg: fs.closeSync("a")
msg: fs.closeSync(-1)
msg: fs.closeSync(1.5)
msg: fs.closeSync(3000000000)
msg: fs.closeSync(9999)
msg: fs.closeSync()
msg: fs.readSync(9999, new Uint8Array(1))
msg: fs.readSync(9999, new Uint8Array(0))
msg: fs.readSync(0, {})
msg: fs.readSync(0, "abc")
msg: fs.readSync(0, new Uint8Array(4), 5, 1)
msg: fs.readSync(0, new Uint8Array(4), 0, 9)
msg: fs.readSync(0, new Uint8Array(4), 0, -1)
msg: fs.readSync(0, new Uint8Array(4), -1, 1)
msg: fs.readSync(0, new Uint8Array(4), 1.5, 1)
msg: fs.readSync(0, new Uint8Array(4), 0, 1, -5)
msg: fs.readSync(0, new Uint8Array(4), 0, 1, 1.5)
msg: fs.readSync(0, new Uint8Array(4), 0, 1, "a")
msg: fs.writeSync(9999, new Uint8Array(1))
msg: fs.writeSync(9999, new Uint8Array(4), -1)
msg: fs.writeSync(9999, new Uint8Array(4), 5, 0)
msg: fs.writeSync(9999, new Uint8Array(4), 0, 5)
msg: fs.writeSync(9999, new Uint8Array(4), 0, -1)
msg: fs.writeSync(9999, 5)
msg: fs.writeSync(9999)
let f = fs.openSync("g"), r = 0; try { fs.writeSync(f, "x") } catch (e) { r = [e.code, e.syscall] }; [r, fs.closeSync(f)]
let f = fs.openSync("h", "w"), r = 0; try { fs.readSync(f, new Uint8Array(1)) } catch (e) { r = [e.code, e.syscall] }; [r, fs.closeSync(f)]
let f = fs.openSync("."), r = 0; try { fs.readSync(f, new Uint8Array(1)) } catch (e) { r = [e.code, e.syscall] }; [r, fs.fstatSync(f).isDirectory(), fs.closeSync(f)]
let f = fs.openSync("gone", "w+"); [fs.unlinkSync("gone"), fs.writeSync(f, "still"), fs.fstatSync(f).size, fs.fstatSync(f).nlink, fs.existsSync("gone"), fs.closeSync(f)]
let f = fs.openSync("g"); fs.closeSync(f); try { fs.fstatSync(f) } catch (e) { [e.message, e.errno, e.code, e.syscall, Object.keys(e)] }
msg: fs.ftruncateSync(9999)
msg: fs.ftruncateSync(9999, 1.5)
msg: fs.ftruncateSync(9999, "1")
msg: fs.fchmodSync(9999, 0o600)
msg: fs.fchmodSync(9999)
msg: fs.fchownSync(9999, 0, 0)
msg: fs.futimesSync(9999, 1, 2)
msg: fs.fsyncSync(9999)
msg: fs.fdatasyncSync(9999)
let f = fs.openSync("g", "r+"); [fs.fchmodSync(f, "640"), (fs.fstatSync(f).mode & 0o777).toString(8), fs.futimesSync(f, 1, 2.5), fs.fstatSync(f).atimeMs, fs.fstatSync(f).mtimeMs, fs.ftruncateSync(f, -5), fs.fstatSync(f).size, fs.closeSync(f)]
fs.open("g", (err, fd) => { out([err, typeof fd, fs.closeSync(fd)]) }) // async 20
fs.open("none", "r", 0, (err, fd) => { out([err.message, Object.keys(err), fd]) }) // async 20
fs.open("g", "r+", (err, fd) => { fs.write(fd, new Uint8Array([65, 66]), 0, 2, null, (err, n, b) => { out([err, n, b]); fs.read(fd, b, 0, 2, 0, (err, n, b) => { out([err, n, b]); fs.fstat(fd, (err, s) => { out([err, s.size]); fs.close(fd, err => { out(err) }) }) }) }) }) // async 20
fs.write(9999, new Uint8Array(1), 0, 1, null, (err, n) => { out([err.message, err.code, err.errno, n]) }) // async 20
fs.close(9999, err => { out([err.message, Object.keys(err)]) }) // async 20
msg: fs.open("g")
msg: fs.open("g", "r")
msg: fs.open("g", "r", 0, 5)
msg: fs.close(1.5, () => {})
// Stats.
let s = fs.statSync("g"); [Object.keys(s), s.constructor.name, Object.prototype.toString.call(s)]
let s = fs.statSync("g"); [typeof s.dev, typeof s.ino, s.nlink, s.mode.toString(8), s.size, s.blksize, s.uid === process.getuid(), s.gid === process.getgid(), s.rdev]
let s = fs.statSync("g"); [s.mtime instanceof Date, s.mtime.getTime() === Math.floor(s.mtimeMs + 0.5), s.ctimeMs > 1.7e12, s.birthtimeMs >= 0]
let s = fs.statSync("g"); [s.isFile(), s.isDirectory(), s.isSymbolicLink(), s.isFIFO(), s.isSocket(), s.isBlockDevice(), s.isCharacterDevice()]
let s = fs.statSync("."); [s.isFile(), s.isDirectory(), s.nlink, (s.mode & 0o777).toString(8)]
[fs.statSync("/dev/null").isCharacterDevice(), fs.statSync("none", {throwIfNoEntry: false}), fs.lstatSync("none", {throwIfNoEntry: false})]
let s = fs.statSync("g"); s.mode = 0o40000; [s.isDirectory(), s.isFile()]
Object.getOwnPropertyNames(Object.getPrototypeOf(Object.getPrototypeOf(fs.statSync("g")))).length >= 1
msg: fs.statSync("none")
msg: fs.lstatSync("none")
msg: fs.statSync("g/x")
msg: fs.statSync("")
msg: fs.statSync()
msg: fs.stat("g")
fs.stat("none", (err, s) => { out([err.message, s]) }) // async 20
fs.lstat("g", (err, s) => { out([err, s.isFile()]) }) // async 20
// Names.
[fs.renameSync("g", "g2"), fs.existsSync("g"), fs.linkSync("g2", "g3"), fs.statSync("g2").nlink, fs.statSync("g2").ino === fs.statSync("g3").ino, fs.unlinkSync("g3"), fs.statSync("g2").nlink]
[fs.symlinkSync("g2", "link"), fs.readlinkSync("link"), fs.lstatSync("link").isSymbolicLink(), fs.lstatSync("link").size, fs.statSync("link").isFile(), fs.realpathSync("link") === fs.realpathSync("g2")]
[fs.symlinkSync("nowhere", "dangling"), fs.existsSync("dangling"), fs.lstatSync("dangling").isSymbolicLink(), fs.symlinkSync("loop", "loop")]
msg: fs.statSync("loop")
msg: fs.statSync("dangling")
msg: fs.realpathSync("/none/x")
msg: fs.readlinkSync("g2")
msg: fs.readlinkSync("none")
msg: fs.symlinkSync("a", "link")
msg: fs.symlinkSync("", "l2")
msg: fs.symlinkSync(1, "l2")
msg: fs.symlinkSync("a", 1)
msg: fs.renameSync("none", "x")
msg: fs.renameSync("g2", "none/x")
msg: fs.renameSync(1, "x")
msg: fs.renameSync("x", 1)
msg: fs.renameSync(".", "x")
msg: fs.linkSync("none", "x")
msg: fs.linkSync("g2", "a")
msg: fs.linkSync(1, "x")
msg: fs.unlinkSync("none")
msg: fs.unlinkSync(".")
msg: fs.unlinkSync(true)
[fs.truncateSync("g2", 3), fs.statSync("g2").size, fs.truncateSync("g2"), fs.statSync("g2").size, fs.truncateSync("g2", 5), fs.readFileSync("g2")[4]]
msg: fs.truncateSync("none", 1)
msg: fs.truncateSync(".", 1)
msg: fs.truncateSync("g2", "1")
[fs.chmodSync("g2", 0o604), (fs.statSync("g2").mode & 0o7777).toString(8), fs.chmodSync("g2", "755"), (fs.statSync("link").mode & 0o7777).toString(8), fs.chmodSync("g2", 0o4755), (fs.statSync("g2").mode & 0o7777).toString(8)]
msg: fs.chmodSync("none", 0o600)
msg: fs.chmodSync("g2", "8")
msg: fs.chmodSync("g2", "")
msg: fs.chmodSync("g2", -1)
msg: fs.chmodSync("g2", 5.5)
msg: fs.chmodSync("g2", 4294967296)
msg: fs.chmodSync("g2")
[fs.chownSync("g2", -1, -1), fs.lchownSync("link", process.getuid(), process.getgid()), fs.chownSync("g2", process.getuid(), -1)]
msg: fs.chownSync("g2", -2, 0)
msg: fs.chownSync("g2", 0, 4294967296)
msg: fs.chownSync("g2", 0)
msg: fs.chownSync("none", 0, 0)
msg: fs.lchownSync("none", 0, 0)
[fs.utimesSync("g2", 100, 200.125), fs.statSync("g2").atimeMs, fs.statSync("g2").mtimeMs, fs.utimesSync("g2", new Date(5000), "7.5"), fs.statSync("link").atimeMs, fs.statSync("g2").mtime]
[fs.utimesSync("g2", "-5", new Date(-1500)), fs.statSync("g2").atimeMs, fs.statSync("g2").mtimeMs, fs.utimesSync("g2", 1.23456789, 4e9), fs.statSync("g2").atimeMs, fs.statSync("g2").mtimeMs]
[fs.lutimesSync("link", 9, 10), fs.lstatSync("link").mtimeMs, fs.statSync("link").mtimeMs]
let now = Date.now() / 1000; [fs.utimesSync("g2", -5, -1), Math.abs(fs.statSync("g2").mtimeMs / 1000 - now) < 60]
msg: fs.utimesSync("g2", "a", 1)
msg: fs.utimesSync("g2", NaN, 1)
msg: fs.utimesSync("g2", 1, Infinity)
msg: fs.utimesSync("g2", 1)
msg: fs.utimesSync("none", 1, 2)
msg: fs.lutimesSync("none", 1, 2)
[fs.accessSync("g2"), fs.accessSync("g2", fs.constants.R_OK), fs.existsSync("g2"), fs.existsSync(5), fs.existsSync(), fs.existsSync("")]
msg: fs.accessSync("none")
fs.access("none", err => { out([err.message, err.code]) }) // async 20
fs.exists("g2", yes => { out(yes) }) // async 20
fs.rename("none", "x", err => { out([err.message, err.path, err.dest, Object.keys(err)]) }) // async 20
fs.readlink("link", (err, text) => { out([err, text]) }) // async 20
fs.utimes("g2", 1, 2, err => { out([err, fs.statSync("g2").mtimeMs]) }) // async 20
fs.truncate("g2", 1, err => { out([err, fs.statSync("g2").size]) }) // async 20
// Directories.
[fs.mkdirSync("dir"), fs.statSync("dir").isDirectory(), (fs.statSync("dir").mode & 0o777).toString(8), fs.mkdirSync("dir/700", 0o700), (fs.statSync("dir/700").mode & 0o777).toString(8), fs.mkdirSync("dir/750", {mode: "750"}), (fs.statSync("dir/750").mode & 0o777).toString(8)]
[path.basename(fs.mkdirSync("dir/x/y/z", {recursive: true})), fs.mkdirSync("dir/x/y", {recursive: true}), fs.readdirSync("dir"), fs.readdirSync("dir/x/y/z")]
fs.readdirSync("dir", {withFileTypes: true}).map(d => [d.name, d.parentPath, d.path, d.isDirectory(), d.isFile(), d.isSymbolicLink(), Object.keys(d), d.constructor.name])
fs.readdirSync(".").filter(n => n.length < 9)
msg: fs.mkdirSync("dir")
msg: fs.mkdirSync("none/x")
msg: fs.mkdirSync("a/x")
msg: fs.mkdirSync("a", {recursive: true})
msg: fs.mkdirSync("a/x/y", {recursive: true})
msg: fs.mkdirSync("m", {mode: "x"})
msg: fs.mkdirSync("m", 5000000000)
msg: fs.mkdirSync(5)
msg: fs.readdirSync("none")
msg: fs.readdirSync("a")
msg: fs.readdirSync()
msg: fs.rmdirSync("dir")
msg: fs.rmdirSync("none")
msg: fs.rmdirSync("a")
msg: fs.rmdirSync("dir/.")
msg: fs.renameSync("dir", "dir/700/x")
msg: fs.renameSync("a", "dir")
msg: fs.renameSync("dir", "a")
msg: fs.mkdtempSync("none/x")
let d = fs.mkdtempSync("tmp-"); [d.length, d.startsWith("tmp-"), (fs.statSync(d).mode & 0o777).toString(8), fs.rmdirSync(d)]
msg: fs.rmSync("none")
[fs.rmSync("none", {force: true}), fs.rmSync("h"), fs.existsSync("h"), fs.rmSync("dir", {recursive: true}), fs.existsSync("dir")]
fs.mkdir("dir2/deep", {recursive: true}, (err, first) => { out([err, path.basename(first)]); fs.readdir("dir2", (err, names) => { out([err, names]); fs.rm("dir2", {recursive: true}, err => { out([err, fs.existsSync("dir2")]) }) }) }) // async 20
fs.readdir("none", (err, names) => { out([err.message, err.syscall, names]) }) // async 20
fs.realpath("link", (err, p) => { out([err, path.basename(p)]) }) // async 20
// The process.
let d = process.cwd(); [fs.mkdirSync("sub"), process.chdir("sub"), path.basename(process.cwd()), fs.writeFileSync("here", ""), process.chdir(".."), fs.existsSync("sub/here"), process.cwd() === d]
[fs.symlinkSync("sub", "sublink"), process.chdir("sublink"), path.basename(process.cwd()), process.chdir("..")]
try { process.chdir("none") } catch (e) { [e.code, e.errno, e.syscall, e.path === process.cwd(), e.dest, Object.keys(e)] }
try { process.chdir("a") } catch (e) { [e.code, e.syscall, e.dest] }
msg: process.chdir(5)
msg: process.chdir()
[process.umask(0o77), process.umask(), fs.writeFileSync("masked", ""), (fs.statSync("masked").mode & 0o777).toString(8), fs.mkdirSync("maskeddir"), (fs.statSync("maskeddir").mode & 0o777).toString(8), process.umask("022"), process.umask()]
msg: process.umask("zz")
msg: process.umask({})
msg: process.umask(-1)
msg: process.umask(1.5)
[typeof process.pid, process.pid > 0, typeof process.ppid, process.getuid() >= 0, process.geteuid() === process.getuid(), process.getgid() >= 0, process.getegid() === process.getgid(), Array.isArray(process.getgroups())]
let d = process.cwd(); [process.chdir("/"), fs.rmSync(d, {recursive: true}), fs.existsSync(d)]
// Errors: the class, the code and the first line of the stack.
[() => fs.readFileSync("none"), () => fs.renameSync("none", "other"), () => fs.openSync("none", "zz"), () => fs.openSync(5), () => fs.openSync("a\0b"), () => fs.closeSync(9999), () => fs.readFile("none"), () => fs.mkdirSync("a", "8"), () => fs.readSync(0, new Uint8Array(1), 0, 2), () => process.chdir(5), () => process.umask("x"), () => path.join(1)].map(f => { try { return f() } catch (e) { return [e.name, e.code, e.stack.split("\n")[0]] } })
fs.readFile("none", err => { out([err.name, err.code, err.stack.split("\n")[0], Object.getOwnPropertyNames(err)]) }) // async 20
fs.rename("none", "other", err => { out([err.name, err.code, err.stack.split("\n")[0], err.dest]) }) // async 20
fs.fstat(9999, err => { out([err.name, err.code, err.stack.split("\n")[0]]) }) // async 20
try { fs.readFileSync("none") } catch (e) { [Object.getOwnPropertyNames(e), Object.keys(e), e.toString()] }
