//! The iterator over the characters of a string (ECMA-262 §22.1.5).

use alloc::boxed::Box;

use super::this_string;
use crate::{
    globals::support::receiver::incompatible_with,
    js::{Arguments, Builtin, Class, Context, Intrinsic, JsString, Kind, Slots, Thrown, Value},
};

/// `%StringIteratorPrototype%`. A program cannot reach its constructor.
pub(in crate::globals) static STRING_ITERATOR: Class = Class::new(Intrinsic::StringIterator, "String Iterator")
    .prototype(&[Builtin::method("next", 0, next)])
    .tagged()
    .parent(Intrinsic::Iterator);

#[derive(Debug)]
struct StringIterator {
    string: JsString,
    /// The byte offset of the next character.
    byte: usize,
}

impl Slots for StringIterator {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.string.into());
    }
}

/// `String.prototype[Symbol.iterator]` (§22.1.3.36).
pub(super) fn iterate(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let slots = Box::new(StringIterator { string, byte: 0 });
    Ok(cx.heap().alloc_kind(Intrinsic::StringIterator, Kind::Slots(slots)).into())
}

/// `%StringIteratorPrototype%.next` (§22.1.5.1.1).
fn next(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let Some(&StringIterator { string, byte }) = heap.slots(call.this) else {
        return Err(incompatible_with(cx, "String Iterator.prototype.next", call.this));
    };
    let character = heap.text_uncharged(string).get(byte..).and_then(|rest| rest.chars().next());
    let value = character.map(|character| {
        if let Some(iterator) = heap.slots_mut::<StringIterator>(call.this) {
            iterator.byte = iterator.byte.saturating_add(character.len_utf8());
        }
        Value::from(heap.string(character.encode_utf8(&mut [0; 4])))
    });
    Ok(cx.iterator_result(value))
}
