//! Requests whose work for the host grows with the size of their input. Each is one line of JavaScript, as a guest
//! would execute it, on input of a given size that is prepared beforehand.

use gojs::js::{Context, Object, PropertyKey, Thrown, Value};

/// Prepares the input for a size.
type Prepare = fn(&mut Context<'_>, usize) -> Result<Vec<Value>, Thrown>;
/// Executes the request on the prepared input.
type Ask = fn(&mut Context<'_>, &[Value]) -> Result<Value, Thrown>;

pub struct Request {
    pub name: &'static str,
    /// A size for which the request takes about a millisecond.
    pub size: usize,
    pub prepare: Prepare,
    pub ask: Ask,
}

fn global(cx: &mut Context<'_>, name: &str) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    cx.get_named(global, name)
}

fn object(value: Value) -> Object {
    value.as_object().expect("it is an object")
}

/// `this.name(...arguments)` for a `this` of any type.
fn method(cx: &mut Context<'_>, this: Value, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let key = cx.heap().key_from(name);
    let function = cx.get_value(this, key)?;
    cx.call(function, this, arguments)
}

/// `globalThis.object.name(...arguments)`
fn of_global(cx: &mut Context<'_>, object: &str, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let object = global(cx, object)?;
    method(cx, object, name, arguments)
}

/// `globalThis.name(...arguments)`
fn function(cx: &mut Context<'_>, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let function = global(cx, name)?;
    cx.call(function, Value::Undefined, arguments)
}

fn new(cx: &mut Context<'_>, class: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let class = global(cx, class)?;
    cx.construct(class, arguments)
}

fn string(cx: &mut Context<'_>, text: &str) -> Value {
    cx.heap().string(text).into()
}

/// Returns a string of about `size` bytes that repeats `unit`.
fn text(cx: &mut Context<'_>, unit: &str, size: usize) -> Result<Vec<Value>, Thrown> {
    Ok(vec![string(cx, &unit.repeat(size / unit.len()))])
}

/// Returns unsorted numbers.
fn numbers(size: usize) -> impl Iterator<Item = u32> {
    (0..size as u32).map(|index| index.wrapping_mul(2_654_435_761) >> 8)
}

fn array(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    Ok(vec![cx.heap().array(numbers(size).map(Value::from)).into()])
}

fn strings(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let elements: Vec<Value> = numbers(size).map(|number| string(cx, &format!("entry {number}"))).collect();
    Ok(vec![cx.heap().array(elements).into()])
}

fn bytes(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let bytes = numbers(size).map(|number| number as u8 & 0x7f).collect();
    Ok(vec![cx.heap().uint8_array(bytes).into(), cx.heap().uint8_array(vec![0; size]).into()])
}

fn doubles(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let array = array(cx, size)?;
    Ok(vec![new(cx, "Float64Array", &array)?])
}

fn plain_object(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let object = cx.heap().object();
    for number in 0..size {
        cx.heap().define_data(object, &format!("key {number}"), number as u32);
    }
    Ok(vec![object.into()])
}

/// Returns `Object.create(Object.create(… null))`, of depth `size`.
fn chain(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let mut value = Value::Null;
    for _ in 0..size {
        value = of_global(cx, "Object", "create", &[value])?;
    }
    Ok(vec![value])
}

/// Returns a `Set` in which many deleted entries lie between the first entry and the second.
fn holes(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let set = new(cx, "Set", &[])?;
    for number in 0..size {
        method(cx, set, "add", &[(number as u32).into()])?;
    }
    for number in 1..size / 2 {
        method(cx, set, "delete", &[(number as u32).into()])?;
    }
    Ok(vec![set])
}

fn json(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let unit = "{\"a\":[1.5,\"\\u00e9\\n\",null,true]},";
    let list = format!("[{}0]", unit.repeat(size / unit.len()));
    Ok(vec![string(cx, &list)])
}

fn digits(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    text(cx, "9", size)
}

fn bigint(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let digits = digits(cx, size)?;
    Ok(vec![function(cx, "BigInt", &digits)?])
}

fn target(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let target = new(cx, "EventTarget", &[])?;
    let name = string(cx, "x");
    let listener = global(cx, "parseInt")?;
    for _ in 0..size {
        let name = string(cx, "other");
        let bound = method(cx, listener, "bind", &[])?;
        method(cx, target, "addEventListener", &[name, bound])?;
    }
    let event = new(cx, "Event", &[name])?;
    Ok(vec![target, event, name, listener])
}

fn params(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let list: Vec<String> = numbers(size).map(|number| format!("k{number}=v")).collect();
    let query = string(cx, &list.join("&"));
    Ok(vec![new(cx, "URLSearchParams", &[query])?, query])
}

fn signals(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let mut list = Vec::new();
    for _ in 0..size {
        let controller = new(cx, "AbortController", &[])?;
        list.push(cx.get_named(object(controller), "signal")?);
    }
    Ok(vec![cx.heap().array(list).into()])
}

fn bound(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let function = global(cx, "parseInt")?;
    let arguments: Vec<Value> = std::iter::once(Value::Undefined).chain(numbers(size).map(Value::from)).collect();
    Ok(vec![method(cx, function, "bind", &arguments)?])
}

fn none(_: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    Ok(vec![(size as u32).into()])
}

fn array_like(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let object = cx.heap().object();
    cx.heap().define_data(object, "length", size as u32);
    let array = global(cx, "Array")?;
    let prototype = cx.get_named(self::object(array), "prototype")?;
    Ok(vec![object.into(), prototype])
}

/// `Array.prototype.name.call(object, ...arguments)`
fn generic(cx: &mut Context<'_>, it: &[Value], name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let function = cx.get_named(object(it[1]), name)?;
    cx.call(function, it[0], arguments)
}

/// Returns a file of `size` bytes, and the path of another file in its directory.
fn file(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let (path, other) = (string(cx, "/file"), string(cx, "/other"));
    let contents = bytes(cx, size)?;
    of_global(cx, "fs", "writeFileSync", &[path, contents[0]])?;
    let flags = string(cx, "r+");
    let fd = of_global(cx, "fs", "openSync", &[path, flags])?;
    Ok(vec![path, contents[0], fd, other])
}

/// Returns a directory with `size` files.
fn directory(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let (path, nothing) = (string(cx, "/directory"), string(cx, ""));
    of_global(cx, "fs", "mkdirSync", &[path])?;
    for number in 0..size {
        let path = string(cx, &format!("/directory/file {number}"));
        of_global(cx, "fs", "writeFileSync", &[path, nothing])?;
    }
    Ok(vec![path])
}

/// Returns a chain of 40 symbolic links, the maximum that is followed. Each link's target is a path of about `size`
/// bytes.
fn links(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let long = "/..".repeat(size / 3);
    let end = string(cx, "/link 0");
    let nothing = string(cx, "");
    of_global(cx, "fs", "writeFileSync", &[end, nothing])?;
    for number in 1..=40 {
        let (to, from) = (format!("{long}/link {}", number - 1), format!("/link {number}"));
        let (to, from) = (string(cx, &to), string(cx, &from));
        of_global(cx, "fs", "symlinkSync", &[to, from])?;
    }
    Ok(vec![string(cx, "/link 40")])
}

/// Returns a path of about `size` bytes through existing directories.
fn deep(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let path = string(cx, &"/d".repeat(size / 2));
    let options = cx.heap().object();
    cx.heap().define_data(options, "recursive", true);
    of_global(cx, "fs", "mkdirSync", &[path, options.into()])?;
    Ok(vec![path])
}

/// Returns an array of `size` property descriptors.
fn descriptors(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    let descriptor = cx.heap().object();
    Ok(vec![cx.heap().array(vec![Value::from(descriptor); size]).into()])
}

/// Calls `statSync` twice: the path lookup of the first call is charged to the second.
fn stat_twice(cx: &mut Context<'_>, it: &[Value]) -> Result<Value, Thrown> {
    of_global(cx, "fs", "statSync", &[it[0]])?;
    of_global(cx, "fs", "statSync", &[it[0]])
}

/// Returns a path of about `size` bytes.
fn path(cx: &mut Context<'_>, size: usize) -> Result<Vec<Value>, Thrown> {
    text(cx, "/..", size)
}

macro_rules! requests {
    ($($name:literal $size:literal $prepare:expr, $ask:expr;)*) => {
        &[$(Request { name: $name, size: $size, prepare: $prepare, ask: $ask }),*]
    };
}

pub const REQUESTS: &[Request] = requests! {
    // Arrays.
    "array.fill" 200_000 array, |cx, it| method(cx, it[0], "fill", &[0.into()]);
    "array.indexOf" 200_000 array, |cx, it| method(cx, it[0], "indexOf", &[Value::Null]);
    "array.includes" 200_000 array, |cx, it| method(cx, it[0], "includes", &[Value::Null]);
    "array.reverse" 200_000 array, |cx, it| method(cx, it[0], "reverse", &[]);
    "array.slice" 100_000 array, |cx, it| method(cx, it[0], "slice", &[]);
    "array.concat" 100_000 array, |cx, it| method(cx, it[0], "concat", &[it[0]]);
    "array.unshift, array.shift" 100_000 array, |cx, it| {
        method(cx, it[0], "unshift", &[0.into()])?;
        method(cx, it[0], "shift", &[])
    };
    "array.copyWithin" 200_000 array, |cx, it| method(cx, it[0], "copyWithin", &[0.into(), 1.into()]);
    "array.sort of numbers" 5_000 array, |cx, it| method(cx, it[0], "toSorted", &[]);
    "array.sort of strings" 5_000 strings, |cx, it| method(cx, it[0], "toSorted", &[]);
    "array.join" 10_000 array, |cx, it| method(cx, it[0], "join", &[]);
    "array.map(String)" 5_000 array, |cx, it| {
        let function = global(cx, "String")?;
        method(cx, it[0], "map", &[function])
    };
    "array.filter(isFinite)" 10_000 array, |cx, it| {
        let function = global(cx, "isFinite")?;
        method(cx, it[0], "filter", &[function])
    };
    "Object.groupBy(array, isFinite)" 10_000 array, |cx, it| {
        let function = global(cx, "isFinite")?;
        of_global(cx, "Object", "groupBy", &[it[0], function])
    };
    "Object.defineProperties" 5_000 descriptors, |cx, it| {
        let target = cx.heap().object();
        of_global(cx, "Object", "defineProperties", &[target.into(), it[0]])
    };
    "array.toReversed" 20_000 array, |cx, it| method(cx, it[0], "toReversed", &[]);
    "array.flat" 20_000 array, |cx, it| method(cx, it[0], "flat", &[]);
    "Array.from(array)" 20_000 array, |cx, it| of_global(cx, "Array", "from", &[it[0]]);
    "Array.from({length})" 20_000 array_like, |cx, it| of_global(cx, "Array", "from", &[it[0]]);
    "[].indexOf.call({length})" 50_000 array_like, |cx, it| generic(cx, it, "indexOf", &[Value::Null]);
    "[].some.call({length})" 50_000 array_like, |cx, it| {
        let function = global(cx, "parseInt")?;
        generic(cx, it, "some", &[function])
    };
    "new Set(array)" 5_000 array, |cx, it| new(cx, "Set", &[it[0]]);
    "set.values().next() past holes" 100_000 holes, |cx, it| {
        let iterator = method(cx, it[0], "values", &[])?;
        method(cx, iterator, "next", &[])?;
        method(cx, iterator, "next", &[])
    };
    "parseInt.bind(null, ...)()" 50_000 bound, |cx, it| cx.call(it[0], Value::Undefined, &[]);
    "parseInt.apply(null, array)" 20_000 array, |cx, it| {
        let function = global(cx, "parseInt")?;
        method(cx, function, "apply", &[Value::Null, it[0]])
    };

    // Bytes.
    "bytes.fill" 4_000_000 bytes, |cx, it| method(cx, it[0], "fill", &[1.into()]);
    "bytes.set" 4_000_000 bytes, |cx, it| method(cx, it[1], "set", &[it[0]]);
    "bytes.slice" 1_000_000 bytes, |cx, it| method(cx, it[0], "slice", &[]);
    "bytes.indexOf" 4_000_000 bytes, |cx, it| method(cx, it[0], "indexOf", &[255.into()]);
    "bytes.lastIndexOf" 1_000_000 bytes, |cx, it| method(cx, it[0], "lastIndexOf", &[255.into()]);
    "bytes.copyWithin" 4_000_000 bytes, |cx, it| method(cx, it[0], "copyWithin", &[0.into(), 1.into()]);
    "bytes.reverse" 1_000_000 bytes, |cx, it| method(cx, it[0], "reverse", &[]);
    "bytes.sort" 100_000 bytes, |cx, it| method(cx, it[0], "toSorted", &[]);
    "bytes.filter(isFinite)" 20_000 bytes, |cx, it| {
        let function = global(cx, "isFinite")?;
        method(cx, it[0], "filter", &[function])
    };
    "bytes.join" 10_000 bytes, |cx, it| method(cx, it[0], "join", &[]);
    "doubles.sort" 50_000 doubles, |cx, it| method(cx, it[0], "toSorted", &[]);
    "doubles.fill" 400_000 doubles, |cx, it| method(cx, it[0], "fill", &[0.5.into()]);
    "new Float32Array(doubles)" 200_000 doubles, |cx, it| new(cx, "Float32Array", &[it[0]]);
    "new Uint8Array(array)" 50_000 array, |cx, it| new(cx, "Uint8Array", &[it[0]]);
    "new ArrayBuffer" 4_000_000 none, |cx, it| new(cx, "ArrayBuffer", &[it[0]]);
    "crypto.getRandomValues" 100_000 bytes, |cx, it| of_global(cx, "crypto", "getRandomValues", &[it[0]]);
    "structuredClone(bytes)" 1_000_000 bytes, |cx, it| function(cx, "structuredClone", &[it[0]]);
    "decoder.decode, ASCII" 1_000_000 bytes, |cx, it| {
        let decoder = new(cx, "TextDecoder", &[])?;
        method(cx, decoder, "decode", &[it[0]])
    };
    "decoder.decode, UTF-16" 200_000 bytes, |cx, it| {
        let label = string(cx, "utf-16le");
        let decoder = new(cx, "TextDecoder", &[label])?;
        method(cx, decoder, "decode", &[it[0]])
    };

    // Strings.
    "string.charCodeAt" 1_000_000 |cx, size| text(cx, "é", size), |cx, it| {
        method(cx, it[0], "charCodeAt", &[1e9.into()])
    };
    "string.indexOf" 1_000_000 |cx, size| text(cx, "ab", size), |cx, it| {
        let searched = string(cx, "ababababababababac");
        method(cx, it[0], "indexOf", &[searched])
    };
    "string.lastIndexOf" 1_000_000 |cx, size| text(cx, "ab", size), |cx, it| {
        let searched = string(cx, "bbababababababababa");
        method(cx, it[0], "lastIndexOf", &[searched])
    };
    "string.split by a character" 50_000 |cx, size| text(cx, "a,", size), |cx, it| {
        let comma = string(cx, ",");
        method(cx, it[0], "split", &[comma])
    };
    "string.replaceAll" 200_000 |cx, size| text(cx, "ab", size), |cx, it| {
        let (a, b) = (string(cx, "a"), string(cx, "$&c$$"));
        method(cx, it[0], "replaceAll", &[a, b])
    };
    "string.toUpperCase" 200_000 |cx, size| text(cx, "ßé", size), |cx, it| method(cx, it[0], "toUpperCase", &[]);
    "string.toLowerCase with a sigma" 200_000 |cx, size| text(cx, "ΑΣ ", size), |cx, it| {
        method(cx, it[0], "toLowerCase", &[])
    };
    "string.normalize" 50_000 |cx, size| text(cx, "é\u{301}\u{323}한", size), |cx, it| {
        let form = string(cx, "NFKD");
        method(cx, it[0], "normalize", &[form])
    };
    "string.localeCompare" 50_000 |cx, size| text(cx, "éa\u{301}", size), |cx, it| {
        let other = method(cx, it[0], "concat", &[it[0]])?;
        method(cx, it[0], "localeCompare", &[other])
    };
    "string.trim" 1_000_000 |cx, size| text(cx, " ", size), |cx, it| method(cx, it[0], "trim", &[]);
    "string.repeat" 1_000_000 none, |cx, it| {
        let unit = string(cx, "é");
        method(cx, unit, "repeat", &[it[0]])
    };
    "string.padStart" 500_000 none, |cx, it| {
        let unit = string(cx, "é");
        method(cx, unit, "padStart", &[it[0], unit])
    };
    "string.concat" 1_000_000 |cx, size| text(cx, "ab", size), |cx, it| method(cx, it[0], "concat", &[it[0]]);
    "string.slice" 1_000_000 |cx, size| text(cx, "é", size), |cx, it| method(cx, it[0], "slice", &[1.into(), (-1).into()]);
    "string.at of an ASCII one" 4_000_000 |cx, size| text(cx, "ab", size), |cx, it| method(cx, it[0], "at", &[0.into()]);
    "Array.from(string)" 10_000 |cx, size| text(cx, "aé", size), |cx, it| of_global(cx, "Array", "from", &[it[0]]);
    "encodeURIComponent" 100_000 |cx, size| text(cx, "aé ", size), |cx, it| function(cx, "encodeURIComponent", &[it[0]]);
    "decodeURIComponent" 200_000 |cx, size| text(cx, "a%C3%A9%20", size), |cx, it| {
        function(cx, "decodeURIComponent", &[it[0]])
    };
    "parseInt(string)" 1_000_000 digits, |cx, it| function(cx, "parseInt", &[it[0]]);
    "Number(string)" 1_000_000 digits, |cx, it| function(cx, "Number", &[it[0]]);
    "BigInt(string)" 20_000 digits, |cx, it| function(cx, "BigInt", &[it[0]]);
    "bigint.toString(7)" 20_000 bigint, |cx, it| method(cx, it[0], "toString", &[7.into()]);
    "bigint.toString()" 200_000 bigint, |cx, it| method(cx, it[0], "toString", &[]);
    "Number(bigint)" 200_000 bigint, |cx, it| function(cx, "Number", &[it[0]]);
    "bigInt64Array.fill(bigint)" 200_000 |cx, size| {
        let digits = bigint(cx, size)?;
        Ok(vec![new(cx, "BigInt64Array", &[1.into()])?, digits[0]])
    }, |cx, it| method(cx, it[0], "fill", &[it[1]]);
    "BigInt.asIntN" 20_000 bigint, |cx, it| of_global(cx, "BigInt", "asIntN", &[30_000.into(), it[0]]);
    "new TextEncoder().encode" 1_000_000 |cx, size| text(cx, "é", size), |cx, it| {
        let encoder = new(cx, "TextEncoder", &[])?;
        method(cx, encoder, "encode", &[it[0]])
    };
    "new URL(string)" 50_000 |cx, size| text(cx, "a/../é", size), |cx, it| {
        let base = string(cx, "http://x/");
        new(cx, "URL", &[it[0], base])
    };
    "Date.parse" 1_000_000 |cx, size| text(cx, "(x)", size), |cx, it| of_global(cx, "Date", "parse", &[it[0]]);

    // Objects.
    "JSON.parse" 50_000 json, |cx, it| of_global(cx, "JSON", "parse", &[it[0]]);
    "JSON.stringify(array)" 20_000 array, |cx, it| of_global(cx, "JSON", "stringify", &[it[0]]);
    "JSON.stringify(string)" 500_000 |cx, size| text(cx, "a\"\n", size), |cx, it| of_global(cx, "JSON", "stringify", &[it[0]]);
    "Object.keys" 5_000 plain_object, |cx, it| of_global(cx, "Object", "keys", &[it[0]]);
    "Object.entries" 5_000 plain_object, |cx, it| of_global(cx, "Object", "entries", &[it[0]]);
    "Object.assign" 5_000 plain_object, |cx, it| {
        let target = cx.heap().object();
        of_global(cx, "Object", "assign", &[target.into(), it[0]])
    };
    "structuredClone(object)" 2_000 plain_object, |cx, it| function(cx, "structuredClone", &[it[0]]);
    "a property at the end of a chain of prototypes" 50_000 chain, |cx, it| {
        cx.get(object(it[0]), PropertyKey::Index(0))
    };
    "instanceof at the end of a chain of prototypes" 100_000 chain, |cx, it| {
        let class = global(cx, "Date")?;
        cx.instance_of(it[0], class).map(Value::from)
    };
    "Object.freeze" 5_000 plain_object, |cx, it| of_global(cx, "Object", "freeze", &[it[0]]);
    "console.log(array)" 1_000 strings, |cx, it| {
        let text = method(cx, it[0], "join", &[])?;
        of_global(cx, "console", "log", &[text])
    };
    "console.table" 200 strings, |cx, it| of_global(cx, "console", "table", &[it[0]]);
    "console.dir" 1_000 plain_object, |cx, it| of_global(cx, "console", "dir", &[it[0]]);
    "target.addEventListener" 4_000 target, |cx, it| {
        method(cx, it[0], "addEventListener", &[it[2], it[3]])?;
        method(cx, it[0], "removeEventListener", &[it[2], it[3]])
    };
    "target.dispatchEvent" 4_000 target, |cx, it| method(cx, it[0], "dispatchEvent", &[it[1]]);
    "params.get" 20_000 params, |cx, it| {
        let name = string(cx, "none");
        method(cx, it[0], "get", &[name])
    };
    "params.sort" 2_000 params, |cx, it| method(cx, it[0], "sort", &[]);
    "new URLSearchParams(string)" 2_000 params, |cx, it| new(cx, "URLSearchParams", &[it[1]]);
    "AbortSignal.any" 1_000 signals, |cx, it| of_global(cx, "AbortSignal", "any", &[it[0]]);
    "Promise.all(array)" 2_000 array, |cx, it| of_global(cx, "Promise", "all", &[it[0]]);

    // Files.
    "fs.readSync" 4_000_000 file, |cx, it| of_global(cx, "fs", "readSync", &[it[2], it[1], 0.into(), Value::Undefined, 0.into()]);
    "fs.writeSync" 4_000_000 file, |cx, it| of_global(cx, "fs", "writeSync", &[it[2], it[1], 0.into(), Value::Undefined, 0.into()]);
    "fs.readFileSync" 1_000_000 file, |cx, it| of_global(cx, "fs", "readFileSync", &[it[0]]);
    "fs.copyFileSync" 1_000_000 file, |cx, it| of_global(cx, "fs", "copyFileSync", &[it[0], it[3]]);
    "fs.ftruncateSync" 1_000_000 file, |cx, it| {
        of_global(cx, "fs", "ftruncateSync", &[it[2], 0.into()])?;
        let size = cx.get_named(object(it[1]), "length")?;
        of_global(cx, "fs", "ftruncateSync", &[it[2], size])
    };
    "fs.readdirSync" 2_000 directory, |cx, it| of_global(cx, "fs", "readdirSync", &[it[0]]);
    "fs.statSync through symbolic links" 2_000 links, stat_twice;
    "fs.statSync in deep directories" 1_000 deep, stat_twice;
    "fs.statSync of a long path" 3_000 path, |cx, it| of_global(cx, "fs", "statSync", &[it[0]]);
};
