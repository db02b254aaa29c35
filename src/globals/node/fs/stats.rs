//! `fs.Stats` and `fs.Dirent`: the metadata of a file, and an entry of a directory.

use alloc::{boxed::Box, vec::Vec};

use crate::{
    host::fs::{DirEntry, FileTime, FileType, Metadata},
    js::{
        Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Object, Property, PropertyKey, Slots, Thrown,
        Value, number,
    },
};

/// The prototype of a class with methods that test the type of a file.
macro_rules! prototype {
    ($attributes:expr, $is:ident) => {
        &[
            Builtin::method("isDirectory", 0, |cx, call| $is(cx, &call, FileType::Directory)).with($attributes),
            Builtin::method("isFile", 0, |cx, call| $is(cx, &call, FileType::Regular)).with($attributes),
            Builtin::method("isBlockDevice", 0, |cx, call| $is(cx, &call, FileType::BlockDevice)).with($attributes),
            Builtin::method("isCharacterDevice", 0, |cx, call| $is(cx, &call, FileType::CharDevice)).with($attributes),
            Builtin::method("isSymbolicLink", 0, |cx, call| $is(cx, &call, FileType::Symlink)).with($attributes),
            Builtin::method("isFIFO", 0, |cx, call| $is(cx, &call, FileType::Fifo)).with($attributes),
            Builtin::method("isSocket", 0, |cx, call| $is(cx, &call, FileType::Socket)).with($attributes),
        ]
    };
}

pub(in crate::globals) static STATS: Class = Class::interface(Intrinsic::Stats, "Stats")
    .constructor(14, illegal)
    .prototype(prototype!(Attributes::ASSIGNED, stats_is));

pub(in crate::globals) static DIRENT: Class = Class::interface(Intrinsic::Dirent, "Dirent")
    .constructor(3, illegal)
    .prototype(prototype!(Attributes::METHOD, dirent_is));

/// Rejects construction by the program. Node allows it for both classes, with internal numbers that a program does not
/// have.
fn illegal(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    Err(cx.type_error("Illegal constructor"))
}

/// Compares the file type in the property `mode`, which the program may have changed.
fn stats_is(cx: &mut Context<'_>, call: &Arguments<'_>, file_type: FileType) -> Result<Value, Thrown> {
    let Value::Object(stats) = call.this else { return Ok(false.into()) };
    let key = cx.heap().key_from("mode");
    let mode = cx.get(stats, key)?;
    let mode = number::to_uint32(cx.to_number(mode)?);
    Ok((mode & FileType::MASK == file_type.bits()).into())
}

/// The internal slot of a `Dirent`: the type of its file.
#[derive(Debug)]
struct Named(FileType);

impl Slots for Named {}

fn dirent_is(cx: &mut Context<'_>, call: &Arguments<'_>, file_type: FileType) -> Result<Value, Thrown> {
    Ok(cx.heap().slots::<Named>(call.this).is_some_and(|named| named.0 == file_type).into())
}

/// Creates a `Stats` from the metadata of a file.
pub(super) fn stats(cx: &mut Context<'_>, metadata: &Metadata) -> Value {
    let heap = cx.heap();
    let times = [
        (metadata.atime, "atimeMs", "atime"),
        (metadata.mtime, "mtimeMs", "mtime"),
        (metadata.ctime, "ctimeMs", "ctime"),
        (metadata.birthtime, "birthtimeMs", "birthtime"),
    ];
    let numbers = [
        ("dev", metadata.dev as f64),
        ("mode", metadata.mode.into()),
        ("nlink", metadata.nlink as f64),
        ("uid", metadata.uid.into()),
        ("gid", metadata.gid.into()),
        ("rdev", metadata.rdev as f64),
        ("blksize", metadata.blksize as f64),
        ("ino", metadata.ino as f64),
        ("size", metadata.size as f64),
        ("blocks", metadata.blocks as f64),
    ];
    let moments = times.map(|(time, name, _)| (name, time.as_millis()));
    let numbers = numbers.into_iter().chain(moments).map(|(name, number)| (name, Value::Number(number)));
    let dates = times
        .map(|(time, _, name)| (name, Value::from(heap.alloc_kind(Intrinsic::Date, Kind::Date(whole_millis(time))))));
    let properties: Vec<(PropertyKey, Property)> = numbers
        .chain(dates)
        .map(|(name, value)| (heap.key_from(name), Property::data(value, Attributes::ASSIGNED)))
        .collect();
    let stats = heap.object_with(Kind::Ordinary, properties.into_iter(), 0);
    let prototype = heap.prototype(Intrinsic::Stats);
    heap.cell_mut(stats).prototype = prototype;
    stats.into()
}

/// Rounds a time to the nearest millisecond, as Node's `dateFromMs` does.
fn whole_millis(time: FileTime) -> f64 {
    libm::floor(time.as_millis() + 0.5)
}

/// Creates a `Dirent` for an entry of a directory.
pub(super) fn dirent(cx: &mut Context<'_>, entry: &DirEntry, directory: Value) -> Object {
    let heap = cx.heap();
    let dirent = heap.alloc_kind(Intrinsic::Dirent, Kind::Slots(Box::new(Named(entry.file_type))));
    let name = heap.string(&entry.name);
    heap.define_data(dirent, "name", name);
    heap.define_data(dirent, "parentPath", directory);
    heap.define_data(dirent, "path", directory);
    dirent
}
