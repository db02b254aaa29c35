//! Prototypes, which Go can choose for the objects that its functions construct, and `instanceof`.

use super::Recorder;
use crate::imports::frames::{FALSE, GLOBAL, GO, NULL, Ref, TRUE, UNDEFINED, ZERO, number};
use crate::imports::session::Session;
use gojs::Trap;

/// Constructs an object with this prototype, with a Go function as the constructor.
fn child(go: &mut Session, prototype: Ref) -> Result<Ref, Trap> {
    let function = go.function(1)?;
    go.set(function, "prototype", prototype)?;
    let (Ok(value) | Err(value)) = go.construct(function, &[])?;
    go.finalize(function)?;
    Ok(value)
}

pub(super) fn of_go_functions(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        go.get(function, "name")?;
        go.get(function, "length")?;
        let prototype = go.get(function, "prototype")?;
        go.get(prototype, "constructor")?;
        go.set(prototype, "x", number(1.0))?;
        let (Ok(first) | Err(first)) = go.construct(function, &[])?;
        go.get(first, "x")?;
        go.get(first, "constructor")?;
        go.instance_of(first, function)?;
        // A `prototype` that is not an object is ignored.
        for other in [UNDEFINED, NULL, TRUE, number(1.0)] {
            go.set(function, "prototype", other)?;
            let (Ok(second) | Err(second)) = go.construct(function, &[])?;
            go.get(second, "x")?;
            go.show(second)?;
        }
        let parent = go.object()?;
        go.set(parent, "y", TRUE)?;
        go.set(function, "prototype", parent)?;
        let (Ok(third) | Err(third)) = go.construct(function, &[])?;
        go.get(third, "y")?;
        go.instance_of(third, function)?;
        go.instance_of(first, function)?;
        go.set(third, "y", FALSE)?;
        go.get(parent, "y")?;
        go.delete(third, "y")?;
        go.get(third, "y")?;
        go.delete(function, "prototype")?;
        go.get(function, "prototype")?;
        let grandchild = child(go, third)?;
        go.get(grandchild, "y")?;
        Ok(())
    });
}

/// The properties that every function inherits.
pub(super) fn of_functions(recorder: &mut Recorder) {
    recorder.session(|go| {
        let class = go.global("Function")?;
        let prototype = go.get(class, "prototype")?;
        go.get(prototype, "name")?;
        go.get(prototype, "length")?;
        go.get(prototype, "missing")?;
        go.invoke(prototype, &[TRUE])?.ok();
        go.construct(prototype, &[])?.ok();
        go.instance_of(prototype, class)?;
        go.instance_of(class, class)?;
        let function = go.function(1)?;
        for name in ["name", "length"] {
            go.delete(function, name)?;
            go.get(function, name)?;
        }
        let arrays = go.global("Array")?;
        let array = go.get(arrays, "prototype")?;
        go.get(array, "length")?;
        go.show(array)?;
        let objects = go.global("Object")?;
        let object = go.get(objects, "prototype")?;
        go.instance_of(array, objects)?;
        go.instance_of(object, objects)?;
        go.show(object)
    });
}

pub(super) fn instance_of(recorder: &mut Recorder) {
    recorder.session(|go| {
        let bytes = go.byte_array("Uint8Array", &[1])?;
        let clamped = go.byte_array("Uint8ClampedArray", &[1])?;
        let mut values = vec![
            UNDEFINED,
            NULL,
            TRUE,
            ZERO,
            number(1.5),
            GLOBAL,
            GO,
            bytes,
            clamped,
            go.get(bytes, "buffer")?,
            go.string("text")?,
            go.object()?,
            go.array(&[])?,
            go.function(1)?,
            go.new_of("Error", &[])?,
            go.new_of("TypeError", &[])?,
            go.new_of("Date", &[ZERO])?,
        ];
        let mut classes = Vec::new();
        for name in [
            "Object",
            "Function",
            "Array",
            "ArrayBuffer",
            "Uint8Array",
            "Uint8ClampedArray",
            "Date",
            "Error",
            "TypeError",
            "RangeError",
        ] {
            classes.push(go.global(name)?);
        }
        values.extend(&classes);
        // A Go function is a class, too.
        classes.push(values[13]);
        for &value in &values {
            for &class in &classes {
                go.instance_of(value, class)?;
            }
        }
        // A method does not have a `prototype`, which does not matter if the value is not an object.
        let method = go.get(values[11], "toString")?;
        for value in [UNDEFINED, TRUE, number(1.5), values[10]] {
            go.instance_of(value, method)?;
        }
        Ok(())
    });
}

pub(super) fn instance_of_nothing(recorder: &mut Recorder) {
    for class in [UNDEFINED, NULL, TRUE, ZERO, number(1.5), GLOBAL] {
        for value in [TRUE, GLOBAL] {
            recorder.ending(|go| go.instance_of(value, class));
        }
    }
    recorder.ending(|go| {
        let (object, array) = (go.object()?, go.array(&[])?);
        go.instance_of(object, array)
    });
    recorder.ending(|go| {
        let object = go.object()?;
        let method = go.get(object, "toString")?;
        go.instance_of(object, method)
    });
    for prototype in [UNDEFINED, NULL, number(1.0)] {
        recorder.ending(|go| {
            let (object, function) = (go.object()?, go.function(1)?);
            go.set(function, "prototype", prototype)?;
            go.instance_of(TRUE, function)?;
            go.instance_of(object, function)
        });
    }
}

/// Objects that inherit from arrays, typed arrays and functions.
pub(super) fn odd_prototypes(recorder: &mut Recorder) {
    recorder.session(|go| {
        let array = go.array(&[number(1.0), number(2.0)])?;
        let heir = child(go, array)?;
        go.length(heir)?;
        go.index(heir, 1)?;
        go.set_index(heir, 5, TRUE)?;
        go.length(heir)?;
        go.length(array)?;
        go.set(heir, "length", number(1.0))?;
        go.length(heir)?;
        go.length(array)?;
        go.index(heir, 1)?;
        go.show(heir)?;
        let class = go.global("Array")?;
        go.instance_of(heir, class)?;
        go.call_method(class, "isArray", &[heir])?.ok();
        go.call_method(class, "isArray", &[array])?.ok();
        Ok(())
    });
    recorder.session(|go| {
        let bytes = go.byte_array("Uint8Array", &[1, 2])?;
        let heir = child(go, bytes)?;
        go.index(heir, 1)?;
        go.index(heir, 5)?;
        go.index(heir, -1)?;
        go.set_index(heir, 1, TRUE)?;
        go.index(heir, 1)?;
        go.index(bytes, 1)?;
        // An index without an element in the typed array cannot be set on its heirs either.
        go.set_index(heir, 5, TRUE)?;
        go.index(heir, 5)?;
        go.set(heir, "-0", TRUE)?;
        go.get(heir, "-0")?;
        go.set(heir, "other", TRUE)?;
        go.get(heir, "other").map(drop)
    });
    recorder.session(|go| {
        let function = go.global("Array")?;
        let heir = child(go, function)?;
        go.set(heir, "name", TRUE)?;
        go.get(heir, "name")?;
        go.set(heir, "prototype", TRUE)?;
        go.get(heir, "prototype")?;
        go.set(heir, "other", TRUE)?;
        go.get(heir, "other")?;
        go.invoke(heir, &[])?.ok();
        Ok(())
    });
}
