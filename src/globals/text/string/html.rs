//! The methods that wrap a string in HTML tags (ECMA-262 §B.2.2).

use core::fmt::Write as _;

use super::this_string;
use crate::js::{Arguments, Context, Text, Thrown, Value};

/// `CreateHTML` (§B.2.2.2.1).
pub(super) fn create_html(
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
