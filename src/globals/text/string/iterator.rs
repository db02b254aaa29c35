//! The iterator over the characters of a string (ECMA-262 §22.1.5).

use alloc::boxed::Box;

use super::this_string;
use crate::{
    globals::support::receiver::Receiver,
    js::{Arguments, Builtin, Class, Context, Intrinsic, JsString, Kind, Slots, Thrown, Value},
};

/// `%StringIteratorPrototype%`.
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

impl Receiver for StringIterator {
    const CLASS: &'static Class = &STRING_ITERATOR;
}

/// `String.prototype[Symbol.iterator]` (§22.1.3.36).
pub(super) fn iterate(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = this_string(cx, &call)?;
    let slots = Box::new(StringIterator { string, byte: 0 });
    Ok(cx.heap().alloc_kind(Intrinsic::StringIterator, Kind::Slots(slots)).into())
}

/// `%StringIteratorPrototype%.next` (§22.1.5.1.1).
fn next(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let iterator = cx.this_object::<StringIterator>(&call)?;
    let &mut StringIterator { string, byte } = cx.slots(iterator)?;
    let character = cx.heap().text_uncharged(string).get(byte..).and_then(|rest| rest.chars().next());
    if let Some(character) = character {
        cx.slots::<StringIterator>(iterator)?.byte = byte.saturating_add(character.len_utf8());
    }
    let value = character.map(|character| cx.heap().string(character.encode_utf8(&mut [0; 4])).into());
    Ok(cx.iterator_result(value))
}
