//! The methods that wrap a string in HTML tags (ECMA-262 §B.2.2).

use core::fmt::Write as _;

use super::this_string;
use crate::js::{Arguments, Builtin, Context, Text, Thrown, Value};

macro_rules! method {
    ($table:ident, $name:literal, $tag:literal) => {
        pub(super) const $table: Builtin = Builtin::method($name, 0, |cx, call| create_html(cx, &call, $tag, None));
    };
    ($table:ident, $name:literal, $tag:literal, $attribute:literal) => {
        pub(super) const $table: Builtin =
            Builtin::method($name, 1, |cx, call| create_html(cx, &call, $tag, Some($attribute)));
    };
}

method!(ANCHOR, "anchor", "a", "name");
method!(BIG, "big", "big");
method!(BLINK, "blink", "blink");
method!(BOLD, "bold", "b");
method!(FIXED, "fixed", "tt");
method!(FONTCOLOR, "fontcolor", "font", "color");
method!(FONTSIZE, "fontsize", "font", "size");
method!(ITALICS, "italics", "i");
method!(LINK, "link", "a", "href");
method!(SMALL, "small", "small");
method!(STRIKE, "strike", "strike");
method!(SUB, "sub", "sub");
method!(SUP, "sup", "sup");

/// `CreateHTML` (§B.2.2.2.1).
fn create_html(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    tag: &str,
    attribute: Option<&str>,
) -> Result<Value, Thrown> {
    let string = this_string(cx, call)?;
    let attribute = match attribute {
        Some(name) => Some((name, cx.to_string(call.get(0))?)),
        None => None,
    };
    let heap = cx.heap();
    let mut html = Text::new(heap);
    let _ = write!(html, "<{tag}");
    if let Some((name, value)) = attribute {
        let _ = write!(html, " {name}=\"");
        for (index, part) in heap.text(value).split('"').enumerate() {
            html.push_str(if index > 0 { "&quot;" } else { "" });
            html.push_str(part);
        }
        html.push('"');
    }
    let _ = write!(html, ">{}</{tag}>", heap.text(string));
    cx.finish(html)
}
