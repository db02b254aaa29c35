//! The running program, as the JavaScript layer sees it.

use alloc::vec::Vec;

use crate::{
    host::Platform,
    js::{Agent, Attributes, Context, EventLoop, Heap, Kind, Property, PropertyKey, Slot, Thrown, Value},
    runtime::{Instance, Trap, fuel},
};

/// An instance that is lent to JavaScript for the duration of a call.
#[derive(Debug)]
pub(crate) struct Realm<'a, I>(pub(crate) &'a mut I);

impl<I: Instance> Agent for Realm<'_, I> {
    fn heap(&mut self) -> &mut Heap {
        &mut self.0.state().heap
    }

    fn event_loop(&mut self) -> &mut EventLoop {
        &mut self.0.state().event_loop
    }

    fn platform(&mut self) -> (&mut Heap, &mut Platform) {
        let state = self.0.state();
        (&mut state.heap, &mut state.platform)
    }

    fn foreign_values(&mut self) -> Vec<Value> {
        self.0.state().refs.roots().collect()
    }

    fn call_foreign(&mut self, id: Value, this: Value, arguments: &[Value]) -> Result<Value, Thrown> {
        self.begin_call(id, this, arguments)?;
        let resumed = fuel::complete(self.0, I::resume);
        self.end_call(resumed)
    }
}

/// The function that `_makeFuncWrapper` of `wasm_exec.js` creates leaves an event, resumes Go to handle it, and reads
/// the result from the event. These methods are the first and the last step; the caller performs the second.
impl<I: Instance> Realm<'_, I> {
    /// Leaves the event of a call for Go.
    pub(crate) fn begin_call(&mut self, id: Value, this: Value, arguments: &[Value]) -> Result<(), Thrown> {
        let state = self.0.state();
        if state.is_ending() {
            return Err(Thrown::UNDEFINED);
        }
        if state.events.len() >= state.depth as usize || state.events.try_reserve(1).is_err() {
            return Err(state.heap.range_error("Maximum call stack size exceeded"));
        }
        let heap = &mut state.heap;
        let names = state.event_names;
        // The `arguments` object that a JavaScript `function` receives (ECMA-262 §10.4.4).
        let length = Property::data(arguments.len() as f64, Attributes::METHOD);
        let list = arguments
            .iter()
            .zip(0..)
            .map(|(&argument, index)| (PropertyKey::Index(index), Property::data(argument, Attributes::ASSIGNED)))
            .chain([(PropertyKey::String(heap.names().length), length)]);
        let list = heap.object_with(Kind::Arguments, list, 0);
        let event = [(names.id, id), (names.this, this), (names.args, list.into())]
            .into_iter()
            .map(|(name, value)| (name, Property::data(value, Attributes::ASSIGNED)));
        // With room for the `result` that Go sets.
        let event = heap.object_with(Kind::Ordinary, event, 1);
        heap.set(state.refs.go(), names.pending_event, event.into());
        #[expect(clippy::disallowed_methods, reason = "the room is reserved above")]
        state.events.push(event);
        state.resumes = state.resumes.wrapping_add(1);
        Ok(())
    }

    /// Returns the result of the call that was begun last, after Go has been resumed for it.
    pub(crate) fn end_call(&mut self, resumed: Result<(), Trap>) -> Result<Value, Thrown> {
        let state = self.0.state();
        let result = state.event_names.result;
        let Some(event) = state.events.pop() else { return Ok(Value::Undefined) };
        match resumed {
            Ok(()) => {
                match state.heap.lookup(event, result).map(|property| property.slot) {
                    None => Ok(Value::Undefined),
                    Some(Slot::Data(value)) => Ok(value),
                    // Only an accessor requires a call.
                    Some(Slot::Accessor { .. }) => Context::new(self).get(event, result),
                }
            }
            Err(trap) => {
                state.ending = Some(trap);
                Err(Thrown::UNDEFINED)
            }
        }
    }
}
