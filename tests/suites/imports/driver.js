// The reference side of the differential test of the imports: replays recorded sessions through the `wasm_exec.js` of a
// Go release, and prints what it sees.
//
//     node driver.js path/to/wasm_exec.js < commands > observations
//
// One command a line:
//
//     module HEX          the wasm module that stands for Go: it hands `run`, `resume`, `getsp` and `mem` through
//     session NAME        a new program, in a JavaScript realm of its own, with one page of zeros
//     write ADDR HEX      bytes that Go has written to its memory
//     mask ADDR LEN       what the next call writes there is nobody's to foretell: only whether it writes is looked at
//     call IMPORT SP      Go calls an import
//     return SP           Go returns from `resume`, its stack being there now
//     grow PAGES          Go's memory grows
//
// One observation a line: `session NAME`, then for each call, and each time that `resume` is called, what came of it and
// all bytes of the memory that have changed: `ok @32768=0102 @32776=03`.
"use strict";

const fs = require("fs");
const vm = require("vm");
const { webcrypto } = require("crypto");

const PAGE = 65536;
// How much of the memory is compared at once, in the search for what has changed.
const CHUNK = 1024;

const script = new vm.Script(fs.readFileSync(process.argv[2], "utf8"), { filename: process.argv[2] });
const encoder = new TextEncoder();
const commands = fs.readFileSync(0, "utf8").split("\n").map((line) => line.split(" "));
const observations = [];
let cursor = 0;
let wasm;

// How the program has ended, thrown through every frame of it.
class Ended {
	constructor(how) {
		this.how = how;
	}
}

// A realm in which the script has been run, with the parts of a host that it asks for.
const realm = (host) => {
	const context = vm.createContext(Object.create(null));
	const globals = vm.runInContext("globalThis", context);
	const { Uint8Array, Function } = globals;
	// As Node's own global object has it.
	Object.defineProperty(globals, Symbol.toStringTag, { value: "global", configurable: true });
	// A Go function has no source text that two hosts could agree on.
	const native = Function.prototype.toString;
	const replace = vm.runInContext(`"use strict"; (text) => ({ toString() { return text(this); } }).toString`, context);
	const toString = replace((f) => {
		const text = native.call(f === toString ? native : f);
		return text.includes("[native code]") ? text : "function () { [native code] }";
	});
	Function.prototype.toString = toString;

	Object.assign(globals, {
		crypto: webcrypto,
		performance,
		TextDecoder,
		// An encoder of this realm: it makes arrays of this realm.
		TextEncoder: class {
			encode(text) {
				return new Uint8Array(encoder.encode(text));
			}
		},
		fs: { writeSync: host.write },
		console: { log: host.log },
		// Timers never fire here: the test plays Go, and is never idle.
		setTimeout: () => ({}),
		clearTimeout: () => {},
	});
	script.runInContext(context);
	return globals;
};

const play = (name) => {
	const globals = realm({
		write(fd, bytes) {
			if (fd !== 1 && fd !== 2) {
				throw new Error("EBADF");
			}
			if (bytes.length > 0) {
				side += ` fd${fd}=${Buffer.from(bytes).toString("hex")}`;
			}
		},
		log(value) {
			side += ` log=${value}`;
		},
	});
	const go = new globals.Go();
	const imports = go.importObject.gojs ?? go.importObject.go;
	const memory = new globals.WebAssembly.Memory({ initial: 1 });
	let bytes = Buffer.from(memory.buffer);
	// The memory as both sides know it.
	let known = Buffer.alloc(PAGE);
	let masks = [];
	let sp = 0;
	// What the program has done beside writing to memory.
	let side = "";
	let ended = null;

	const grow = (pages) => {
		memory.grow(pages);
		bytes = Buffer.from(memory.buffer);
		known = Buffer.concat([known, Buffer.alloc(pages * PAGE)]);
	};

	// All bytes that have changed since the last time, in runs.
	const changes = () => {
		let text = "";
		if (bytes.equals(known)) {
			return text;
		}
		for (let at = 0; at < bytes.length; ) {
			if (at % CHUNK === 0 && bytes.compare(known, at, at + CHUNK, at, at + CHUNK) === 0) {
				at += CHUNK;
			} else if (bytes[at] === known[at]) {
				at++;
			} else {
				const start = at;
				while (at < bytes.length && bytes[at] !== known[at]) {
					at++;
				}
				text += ` @${start}=${bytes.toString("hex", start, at)}`;
			}
		}
		known.set(bytes);
		return text;
	};

	const unmask = (masks) => {
		for (const [start, length] of masks) {
			const end = start + length;
			side += ` masked@${start}=${bytes.compare(known, start, end, start, end) === 0 ? "same" : "changed"}`;
			bytes.fill(0, start, end);
			known.fill(0, start, end);
		}
	};

	const observe = (what) => {
		observations.push(what + side + changes());
		side = "";
	};

	const call = (name, at) => {
		const masked = masks;
		masks = [];
		sp = at;
		try {
			// A wasm function passes its argument as a signed number.
			imports[name](at | 0);
		} catch (error) {
			// An end that began in a nested call is passed on, whatever the script has made of it.
			ended ??= error instanceof Ended ? error : new Ended(`threw ${error.name}`);
			// The memory of a program that has ended is not looked at.
			observations.push(ended.how + side);
			throw ended;
		}
		unmask(masked);
		observe("ok");
	};

	// What Go does until it returns.
	const goOn = () => {
		while (cursor < commands.length && commands[cursor][0] !== "session") {
			const [verb, ...operands] = commands[cursor++];
			switch (verb) {
				case "write": {
					const data = Buffer.from(operands[1], "hex");
					bytes.set(data, Number(operands[0]));
					known.set(data, Number(operands[0]));
					break;
				}
				case "mask":
					masks.push(operands.map(Number));
					break;
				case "grow":
					grow(Number(operands[0]));
					break;
				case "call":
					call(operands[0], Number(operands[1]));
					break;
				case "return":
					sp = Number(operands[0]);
					return;
			}
		}
	};

	go.exit = (code) => {
		throw new Ended(`exit ${code}`);
	};
	const host = {
		mem: memory,
		run() {
			// Arguments have been written to memory: they are not what is tested here.
			bytes.fill(0);
			observations.push(`session ${name}`);
			goOn();
		},
		resume() {
			observe("resumed");
			goOn();
		},
		getsp() {
			if (ended) {
				throw ended;
			}
			return sp | 0;
		},
	};
	const instance = new globals.WebAssembly.Instance(new globals.WebAssembly.Module(wasm), { host });
	// It either never settles, or is rejected with what has ended the program.
	go.run(instance).catch((error) => {
		if (!(error instanceof Ended)) {
			throw error;
		}
	});
};

while (cursor < commands.length) {
	const [verb, operand] = commands[cursor++];
	if (verb === "module") {
		wasm = Buffer.from(operand, "hex");
	} else if (verb === "session") {
		play(operand);
	}
	// What is left of a session that has ended is passed over.
}
fs.writeSync(1, observations.join("\n") + "\n");
