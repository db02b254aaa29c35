//! `Event` and `CustomEvent` (DOM §2.2 and §2.4), with the members that Node has. Targets form no tree, so a dispatched
//! event is always at its target.

use alloc::boxed::Box;

use super::performance::now;
use crate::{
    globals::support::{
        idl::{attribute, flag, invalid_this, member, new_target, operation, read_only, require_arguments},
        node_error::{coded_error, invalid_arg_type},
        receiver::Receiver,
    },
    js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, JsString, Kind, Object, Slots, Thrown, Value},
};

pub(in crate::globals) static EVENT: Class = Class::interface(Intrinsic::Event, "Event")
    .constructor(1, |cx, call| construct(cx, &call, Intrinsic::Event))
    .statics(&[
        Builtin::number("NONE", 0.0),
        Builtin::number("CAPTURING_PHASE", 1.0),
        Builtin::number("AT_TARGET", 2.0),
        Builtin::number("BUBBLING_PHASE", 3.0),
    ])
    .prototype(&[
        operation("initEvent", 1, init_event),
        operation("stopImmediatePropagation", 0, |cx, call| {
            change(cx, &call, |event| (event.stopped, event.stopped_immediately) = (true, true))
        }),
        operation("preventDefault", 0, |cx, call| change(cx, &call, EventState::prevent_default)),
        read_only("target", |cx, call| read(cx, &call, |event| event.target)),
        read_only("currentTarget", |cx, call| {
            read(cx, &call, |event| if event.dispatching { event.target } else { Value::Null })
        }),
        read_only("srcElement", |cx, call| read(cx, &call, |event| event.target)),
        read_only("type", |cx, call| read(cx, &call, |event| event.name.into())),
        read_only("cancelable", |cx, call| read(cx, &call, |event| event.cancelable.into())),
        read_only("defaultPrevented", |cx, call| read(cx, &call, |event| event.default_prevented.into())),
        read_only("timeStamp", |cx, call| read(cx, &call, |event| event.time_stamp.into())),
        operation("composedPath", 0, composed_path),
        attribute(
            "returnValue",
            |cx, call| read(cx, &call, |event| (!event.default_prevented).into()),
            |cx, call| {
                let prevents = !cx.heap().is_truthy(call.get(0));
                change(cx, &call, |event| {
                    if prevents {
                        event.prevent_default();
                    }
                })
            },
        ),
        read_only("bubbles", |cx, call| read(cx, &call, |event| event.bubbles.into())),
        read_only("composed", |cx, call| read(cx, &call, |event| event.composed.into())),
        read_only("eventPhase", |cx, call| {
            // AT_TARGET or NONE.
            read(cx, &call, |event| if event.dispatching { 2.into() } else { 0.into() })
        }),
        attribute(
            "cancelBubble",
            |cx, call| read(cx, &call, |event| event.stopped.into()),
            |cx, call| {
                let stops = cx.heap().is_truthy(call.get(0));
                change(cx, &call, |event| event.stopped |= stops)
            },
        ),
        operation("stopPropagation", 0, |cx, call| change(cx, &call, |event| event.stopped = true)),
        read_only("isTrusted", |cx, call| read(cx, &call, |event| event.is_trusted.into()))
            .with(Attributes::ENUMERABLE),
    ])
    .tagged();

pub(in crate::globals) static CUSTOM_EVENT: Class = Class::interface(Intrinsic::CustomEvent, "CustomEvent")
    .constructor(1, |cx, call| construct(cx, &call, Intrinsic::CustomEvent))
    .prototype(&[read_only("detail", detail)])
    .tagged()
    .parent(Intrinsic::Event);

/// The internal slots of an event (DOM §2.2).
#[derive(Debug)]
pub(super) struct EventState {
    pub(super) name: JsString,
    bubbles: bool,
    cancelable: bool,
    composed: bool,
    pub(super) default_prevented: bool,
    stopped: bool,
    pub(super) stopped_immediately: bool,
    pub(super) dispatching: bool,
    /// The listener being called is passive, and cannot prevent the default.
    pub(super) in_passive_listener: bool,
    is_trusted: bool,
    pub(super) target: Value,
    time_stamp: f64,
    /// The detail of a `CustomEvent`. `None` for an `Event`.
    detail: Option<Value>,
}

impl Slots for EventState {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.name.into());
        visit(self.target);
        self.detail.into_iter().for_each(visit);
    }
}

impl Receiver for EventState {
    const CLASS: &'static Class = &EVENT;
}

impl EventState {
    fn new(name: JsString, time_stamp: f64) -> Self {
        EventState {
            name,
            bubbles: false,
            cancelable: false,
            composed: false,
            default_prevented: false,
            stopped: false,
            stopped_immediately: false,
            dispatching: false,
            in_passive_listener: false,
            is_trusted: false,
            target: Value::Null,
            time_stamp,
            detail: None,
        }
    }

    /// Sets the canceled flag, unless the event is not cancelable or a passive listener is being called (DOM §2.2, set
    /// the canceled flag).
    fn prevent_default(&mut self) {
        self.default_prevented |= self.cancelable && !self.in_passive_listener;
    }
}

/// Creates a trusted event, which the host itself fires.
pub(super) fn trusted_event(cx: &mut Context<'_>, name: &str) -> Object {
    let time_stamp = now(cx);
    let name = cx.heap().string(name);
    let state = EventState { is_trusted: true, ..EventState::new(name, time_stamp) };
    cx.heap().alloc_kind(Intrinsic::Event, Kind::Slots(Box::new(state)))
}

/// Constructs an event (DOM §2.5, constructing events).
fn construct(cx: &mut Context<'_>, call: &Arguments<'_>, class: Intrinsic) -> Result<Value, Thrown> {
    let new_target = new_target(cx, call)?;
    require_arguments(cx, call, &["type"])?;
    let options = match call.get(1) {
        Value::Undefined | Value::Null => None,
        Value::Object(options) if !cx.heap().is_array(call.get(1)) && !cx.heap().is_callable(call.get(1)) => {
            Some(options)
        }
        other => return Err(invalid_arg_type(cx, "options", "of type object", other)),
    };
    let time_stamp = now(cx);
    let bubbles = flag(cx, options, "bubbles")?;
    let cancelable = flag(cx, options, "cancelable")?;
    let composed = flag(cx, options, "composed")?;
    let name = cx.to_string(call.get(0))?;
    let detail = match class {
        Intrinsic::CustomEvent => {
            let detail = member(cx, options, "detail")?;
            Some(if detail.is_nullish() { Value::Null } else { detail })
        }
        _ => None,
    };
    let state = EventState { bubbles, cancelable, composed, detail, ..EventState::new(name, time_stamp) };
    Ok(cx.create(new_target, class, Kind::Slots(Box::new(state)))?.into())
}

fn read(cx: &mut Context<'_>, call: &Arguments<'_>, field: fn(&EventState) -> Value) -> Result<Value, Thrown> {
    Ok(field(cx.this(call)?))
}

fn change(cx: &mut Context<'_>, call: &Arguments<'_>, change: impl FnOnce(&mut EventState)) -> Result<Value, Thrown> {
    change(cx.this(call)?);
    Ok(Value::Undefined)
}

/// `initEvent(type, bubbles, cancelable)` (DOM §2.2).
fn init_event(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    require_arguments(cx, &call, &["type"])?;
    let name = cx.to_string(call.get(0))?;
    let (bubbles, cancelable) = (cx.heap().is_truthy(call.get(1)), cx.heap().is_truthy(call.get(2)));
    change(cx, &call, |event| {
        if !event.dispatching {
            (event.name, event.bubbles, event.cancelable) = (name, bubbles, cancelable);
            (event.stopped, event.stopped_immediately, event.default_prevented) = (false, false, false);
        }
    })
}

/// `composedPath()` (DOM §2.2).
fn composed_path(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let event = cx.this::<EventState>(&call)?;
    let path = event.dispatching.then_some(event.target);
    Ok(cx.heap().array(path).into())
}

/// `detail` (DOM §2.4).
fn detail(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match cx.heap().slots::<EventState>(call.this).and_then(|event| event.detail) {
        Some(detail) => Ok(detail),
        None => Err(invalid_this(cx, "CustomEvent")),
    }
}

/// Marks an event as being dispatched to a target. Throws if it is being dispatched already (DOM §2.7,
/// `dispatchEvent`).
pub(super) fn begin(cx: &mut Context<'_>, event: Object, target: Object) -> Result<JsString, Thrown> {
    let Some(state) = cx.heap().slots_mut::<EventState>(event.into()) else {
        return Err(invalid_arg_type(cx, "event", "an instance of Event", event.into()));
    };
    if state.dispatching {
        let name = state.name;
        let heap = cx.heap();
        let message = heap.concat(["The event \"", heap.text(name), "\" is already being dispatched"]);
        return Err(coded_error(cx, Intrinsic::Error, "ERR_EVENT_RECURSION", &message).into());
    }
    (state.dispatching, state.target) = (true, target.into());
    Ok(state.name)
}
