//! `syscall/js.*`: access to JavaScript values from Go.
//!
//! Where `wasm_exec.js` catches the exception of a call, Go receives the thrown value. Elsewhere, a throw ends the
//! program, as it does in `wasm_exec.js`.

use alloc::vec::Vec;

use super::{ImportFault, agent::Realm, frame_at};
use crate::{
    go::{Frame, FrameError},
    host::Host,
    js::{
        Context, Intrinsic, PropertyKey, Setting, Slot, Thrown, Value, copy_slice, number, price, try_push, utf16_len,
    },
    memory::Memory,
    runtime::{Instance, State, Trap, fuel},
};

/// The number of Go function calls on the native stack from which on a callback waits for the event loop instead of
/// being called at once. This lets any number of goroutines write at the same time.
const AT_ONCE_DEPTH: usize = 16;

/// The approximate size of an argument as a property of `arguments`, in bytes, for large numbers of arguments.
const ARGUMENT_BYTES: usize = 48;

fn in_context<I: Instance, R>(instance: &mut I, f: impl FnOnce(&mut Context<'_>) -> R) -> R {
    f(&mut Context::new(&mut Realm(instance)))
}

/// Loads a string (`loadString`) as a property key.
#[inline]
fn load_key<H: Host, M: Memory + ?Sized>(
    state: &mut State<H>,
    frame: &Frame<'_, M>,
    offset: u32,
) -> Result<PropertyKey, FrameError> {
    let bytes = frame.bytes(offset)?;
    let no_room = FrameError::NoRoom { len: bytes.len.into() };
    bytes.with(frame.memory, |bytes| state.heap.key_from_utf8(bytes))?.map_err(|_| no_room)
}

#[inline]
fn load_value<H, M: Memory + ?Sized>(state: &State<H>, frame: &Frame<'_, M>, offset: u32) -> Result<Value, FrameError> {
    Ok(state.refs.load(frame.reference(offset)?))
}

/// Stores the ref of a value (`storeValue`).
#[inline]
fn store_value<H, M: Memory + ?Sized>(
    state: &mut State<H>,
    frame: &mut Frame<'_, M>,
    offset: u32,
    value: Value,
) -> Result<(), FrameError> {
    let reference = state.refs.store(&mut state.heap, value);
    frame.set_reference(offset, reference)
}

/// Returns the stack pointer for writing results: the one that the import was called with, unless Go has run since and
/// may have moved its stack.
fn current_sp<I: Instance>(instance: &mut I, sp: u32, resumes: u64) -> Result<u32, Trap> {
    if instance.state().resumes == resumes { Ok(sp) } else { fuel::complete(instance, I::getsp) }
}

/// Stores the result of an operation that may have called Go. A thrown value ends the program.
fn store_result<I: Instance>(
    instance: &mut I,
    sp: u32,
    resumes: u64,
    offset: u32,
    result: Result<Value, Thrown>,
) -> Result<(), ImportFault> {
    let value = result?;
    let sp = current_sp(instance, sp, resumes)?;
    let (mut frame, state) = frame_at(instance, sp);
    Ok(store_value(state, &mut frame, offset, value)?)
}

/// Completes a call: stores its result, or the thrown value for Go to catch.
///
/// A callback that became due during the call waits for the event loop, as under Node, unless Go is in the middle of a
/// function that was called from outside. There, Go cannot return to the event loop, and the function would wait
/// forever: under Node, a `fmt.Println` in a `js.FuncOf` is a deadlock. So the callback is called at once, as in
/// `wasm_exec.js` without a file system.
fn finish_call<I: Instance>(
    instance: &mut I,
    sp: u32,
    resumes: u64,
    offset: u32,
    result: Result<Value, Thrown>,
) -> Result<(), ImportFault> {
    let state = instance.state();
    if let Some(trap) = state.take_ending() {
        return Err(ImportFault::Trap(trap));
    }
    let is_ok = result.is_ok();
    let value = result.unwrap_or_else(|thrown| state.heap.caught(thrown));
    if !state.event_loop.tasks.is_empty() && state.events.len() < AT_ONCE_DEPTH && state.is_in_function() {
        state.heap.push(value);
        let done = run_tasks(instance);
        instance.state().heap.pop();
        done?;
    }
    let sp = current_sp(instance, sp, resumes)?;
    let (mut frame, state) = frame_at(instance, sp);
    store_value(state, &mut frame, offset, value)?;
    Ok(frame.set_bool(offset.saturating_add(8), is_ok)?)
}

/// Calls the callbacks that are due.
fn run_tasks<I: Instance>(instance: &mut I) -> Result<(), Thrown> {
    while let Some(task) = instance.state().event_loop.tasks.pop_front() {
        in_context(instance, |cx| cx.call(task.callback, Value::Undefined, &task.arguments))?;
    }
    Ok(())
}

/// Converts a frame error to the `RangeError` that a `try` block of `wasm_exec.js` catches.
fn range_error<H: Host>(state: &mut State<H>, error: &FrameError) -> Thrown {
    state.heap.range_error(&alloc::format!("{error}"))
}

/// Loads arguments (`loadSliceOfValues`) into the vector of [`State::arguments`]. The caller must return the vector
/// there after the call.
fn load_arguments<H, M: Memory + ?Sized>(
    state: &mut State<H>,
    frame: &Frame<'_, M>,
    offset: u32,
) -> Result<Vec<Value>, FrameError> {
    let mut arguments = core::mem::take(&mut state.arguments);
    arguments.clear();
    let refs = &state.refs;
    // The callee may create an object from them.
    let max = state.heap.room() / ARGUMENT_BYTES;
    let mut has_room = true;
    frame.references(offset, |reference| {
        // Reserved one at a time, with amortized growth. A false length has been rejected before this point.
        has_room = has_room && arguments.len() < max && try_push(&mut arguments, refs.load(reference));
    })?;
    if !has_room {
        return Err(FrameError::NoRoom { len: (arguments.len() as u64).saturating_mul(ARGUMENT_BYTES as u64) });
    }
    state.heap.charge(price::each(arguments.len()));
    Ok(arguments)
}

/// Implements `func finalizeRef(v ref)`.
pub(super) fn finalize_ref<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let reference = frame.id(8)?;
    state.refs.finalize(&mut state.heap, reference);
    Ok(())
}

/// Implements `func stringVal(value string) ref`.
pub(super) fn string_val<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let bytes = frame.bytes(8)?;
    let string = bytes.with(frame.memory, |bytes| state.heap.string_from_utf8(bytes))?;
    let string = string.map_err(|_| FrameError::NoRoom { len: bytes.len.into() })?;
    Ok(store_value(state, &mut frame, 24, string.into())?)
}

/// Implements `func valueGet(v ref, p string) ref`.
pub(super) fn value_get<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let target = load_value(state, &frame, 8)?;
    let key = load_key(state, &frame, 16)?;
    get(instance, sp, target, key, 32)
}

/// Performs `Reflect.get`, and stores the result.
#[inline]
fn get<I: Instance>(
    instance: &mut I,
    sp: u32,
    target: Value,
    key: PropertyKey,
    offset: u32,
) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let Value::Object(object) = target else {
        return Err(state.heap.type_error("Reflect.get called on non-object").into());
    };
    let value = match state.heap.lookup(object, key).map(|property| property.slot) {
        Some(Slot::Data(value)) => value,
        None => Value::Undefined,
        Some(Slot::Accessor { .. }) => {
            let resumes = state.resumes;
            let result = in_context(instance, |cx| cx.get(object, key));
            return store_result(instance, sp, resumes, offset, result);
        }
    };
    Ok(store_value(state, &mut frame, offset, value)?)
}

/// Implements `func valueSet(v ref, p string, x ref)`.
pub(super) fn value_set<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let target = load_value(state, &frame, 8)?;
    let key = load_key(state, &frame, 16)?;
    let value = load_value(state, &frame, 32)?;
    set(instance, target, key, value)
}

/// Performs `Reflect.set`. The result is not used.
fn set<I: Instance>(instance: &mut I, target: Value, key: PropertyKey, value: Value) -> Result<(), ImportFault> {
    let heap = &mut instance.state().heap;
    let Value::Object(object) = target else {
        return Err(heap.type_error("Reflect.set called on non-object").into());
    };
    match heap.set(object, key, value) {
        Setting::Done(_) => Ok(()),
        setting => {
            in_context(instance, |cx| cx.finish_set(setting, object, key, value)).map(drop).map_err(ImportFault::Thrown)
        }
    }
}

/// Implements `func valueDelete(v ref, p string)`.
pub(super) fn value_delete<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let target = load_value(state, &frame, 8)?;
    let key = load_key(state, &frame, 16)?;
    let Value::Object(object) = target else {
        return Err(state.heap.type_error("Reflect.deleteProperty called on non-object").into());
    };
    state.heap.delete(object, key);
    Ok(())
}

/// Converts a Go `int` to a property key.
#[inline]
fn index_key<H: Host>(state: &mut State<H>, index: i64) -> PropertyKey {
    match u32::try_from(index) {
        Ok(index) if index <= PropertyKey::MAX_INDEX => PropertyKey::Index(index),
        _ => state.heap.number_key(index as f64),
    }
}

/// Implements `func valueIndex(v ref, i int) ref`.
pub(super) fn value_index<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let target = load_value(state, &frame, 8)?;
    let key = index_key(state, frame.int64(16)?);
    get(instance, sp, target, key, 24)
}

/// Implements `func valueSetIndex(v ref, i int, x ref)`.
pub(super) fn value_set_index<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let target = load_value(state, &frame, 8)?;
    let key = index_key(state, frame.int64(16)?);
    let value = load_value(state, &frame, 24)?;
    set(instance, target, key, value)
}

/// Implements `func valueCall(v ref, m string, args []ref) (ref, bool)`.
pub(super) fn value_call<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let resumes = state.resumes;
    let this = load_value(state, &frame, 8)?;
    let result = match load_key(state, &frame, 16) {
        Err(error) => Err(range_error(state, &error)),
        Ok(key) => match this {
            Value::Object(object) => in_context(instance, |cx| cx.get(object, key)),
            _ => Err(state.heap.type_error("Reflect.get called on non-object")),
        },
    };
    let result = result.and_then(|method| call(instance, sp, 32, |cx, arguments| cx.call(method, this, arguments)));
    finish_call(instance, sp, resumes, 56, result)
}

/// Implements `func valueInvoke(v ref, args []ref) (ref, bool)`.
pub(super) fn value_invoke<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let resumes = state.resumes;
    let function = load_value(state, &frame, 8)?;
    let result = call(instance, sp, 16, |cx, arguments| cx.call(function, Value::Undefined, arguments));
    finish_call(instance, sp, resumes, 40, result)
}

/// Implements `func valueNew(v ref, args []ref) (ref, bool)`.
pub(super) fn value_new<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let resumes = state.resumes;
    let constructor = load_value(state, &frame, 8)?;
    let result = call(instance, sp, 16, |cx, arguments| cx.construct(constructor, arguments));
    finish_call(instance, sp, resumes, 40, result)
}

/// Calls `f` with the arguments that Go has passed.
fn call<I: Instance>(
    instance: &mut I,
    sp: u32,
    offset: u32,
    f: impl FnOnce(&mut Context<'_>, &[Value]) -> Result<Value, Thrown>,
) -> Result<Value, Thrown> {
    let (frame, state) = frame_at(instance, sp);
    match load_arguments(state, &frame, offset) {
        Err(error) => Err(range_error(state, &error)),
        Ok(arguments) => {
            let result = in_context(instance, |cx| f(cx, &arguments));
            instance.state().arguments = arguments;
            result
        }
    }
}

/// Implements `func valueLength(v ref) int`.
///
/// If `length` is an object that Go converts to a number, Go's stack may move. `wasm_exec.js` then writes the result to
/// the old location of the stack, and Go reads something else; here, the result is written to the current location.
pub(super) fn value_length<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let resumes = state.resumes;
    let length = match load_value(state, &frame, 8)? {
        Value::Object(object) => {
            let key = PropertyKey::String(state.heap.names().length);
            match state.heap.lookup(object, key).map(|property| property.slot) {
                Some(Slot::Data(Value::Number(length))) if libm::trunc(length) == length && length.abs() < 1e21 => {
                    return Ok(frame.set_number(16, length)?);
                }
                _ => in_context(instance, |cx| {
                    let length = cx.get(object, key)?;
                    let text = cx.to_string(length)?;
                    let heap = cx.heap();
                    Ok::<_, Thrown>(number::parse_int(heap.text(text), heap.numerals()))
                })?,
            }
        }
        Value::String(string) => utf16_len(state.heap.text(string)) as f64,
        value if value.is_nullish() => return Err(state.heap.no_properties(value, "length").into()),
        _ => f64::NAN,
    };
    let sp = current_sp(instance, sp, resumes)?;
    Ok(frame_at(instance, sp).0.set_number(16, length)?)
}

/// Implements `func valuePrepareString(v ref) (ref, int)`.
///
/// As in `valueLength`, the result is written to the current location of Go's stack.
pub(super) fn value_prepare_string<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    state.safe_point()?;
    let resumes = state.resumes;
    let string = match load_value(state, &frame, 8)? {
        Value::String(string) => string,
        value => in_context(instance, |cx| cx.string_of(value))?,
    };
    let sp = current_sp(instance, sp, resumes)?;
    let (mut frame, state) = frame_at(instance, sp);
    let text = state.heap.text(string).as_bytes();
    let bytes = copy_slice(text).map_err(|_| FrameError::NoRoom { len: text.len() as u64 })?;
    let length = bytes.len() as i64;
    let encoded = state.heap.uint8_array(bytes);
    store_value(state, &mut frame, 16, encoded.into())?;
    Ok(frame.set_int64(24, length)?)
}

/// Implements `func valueLoadString(v ref, b []byte)`: `Uint8Array.prototype.set` with any source.
pub(super) fn value_load_string<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let source = load_value(state, &frame, 8)?;
    let target = frame.bytes(16)?;
    if let Some(bytes) = state.heap.bytes(source) {
        if bytes.len() > target.len as usize {
            return Err(state.heap.range_error("offset is out of bounds").into());
        }
        state.heap.charge(price::bytes(bytes.len()));
        target.write(frame.memory, bytes)?;
        return Ok(());
    }
    // The elements may be getters in Go, which may create values that nothing else holds.
    let bytes = in_context(instance, |cx| cx.without_gc(|cx| cx.byte_list(source, target.len as usize)));
    let bytes = bytes?;
    target.write(instance.parts().0, &bytes)?;
    Ok(())
}

/// Implements `func valueInstanceOf(v ref, t ref) bool`.
pub(super) fn value_instance_of<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let resumes = state.resumes;
    let (value, target) = (load_value(state, &frame, 8)?, load_value(state, &frame, 16)?);
    let result = in_context(instance, |cx| cx.instance_of(value, target))?;
    let sp = current_sp(instance, sp, resumes)?;
    Ok(frame_at(instance, sp).0.set_bool(24, result)?)
}

/// Reports to Go that there is nothing to copy. An object that only inherits from a class of bytes passes the
/// `instanceof` check of `wasm_exec.js`, and then throws.
fn not_bytes<H: Host, M: Memory + ?Sized>(
    state: &mut State<H>,
    mut frame: Frame<'_, M>,
    value: Value,
) -> Result<(), ImportFault> {
    let heap = &mut state.heap;
    let classes = [Intrinsic::Uint8Array, Intrinsic::Uint8ClampedArray].map(|class| heap.prototype(class));
    if let Value::Object(object) = value {
        if classes.into_iter().flatten().any(|class| heap.inherits(object, class)) {
            return Err(heap.type_error("this is not a typed array.").into());
        }
    }
    Ok(frame.set_bool(48, false)?)
}

/// Implements `func copyBytesToGo(dst []byte, src ref) (int, bool)`.
pub(super) fn copy_bytes_to_go<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let target = frame.bytes(8)?;
    let source = load_value(state, &frame, 32)?;
    let Some(bytes) = state.heap.bytes(source) else { return not_bytes(state, frame, source) };
    let copied = target.write(frame.memory, bytes)?;
    state.heap.charge(price::bytes(copied));
    frame.set_int64(40, copied as i64)?;
    Ok(frame.set_bool(48, true)?)
}

/// Implements `func copyBytesToJS(dst ref, src []byte) (int, bool)`.
pub(super) fn copy_bytes_to_js<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let target = load_value(state, &frame, 8)?;
    let source = frame.bytes(16)?;
    let Some(bytes) = state.heap.bytes_mut(target) else { return not_bytes(state, frame, target) };
    let copied = source.with(frame.memory, |source| {
        let length = bytes.len().min(source.len());
        if let (Some(bytes), Some(source)) = (bytes.get_mut(..length), source.get(..length)) {
            bytes.copy_from_slice(source);
        }
        length
    })?;
    state.heap.charge(price::bytes(copied));
    frame.set_int64(40, copied as i64)?;
    Ok(frame.set_bool(48, true)?)
}
