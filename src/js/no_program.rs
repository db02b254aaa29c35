//! A JavaScript environment without a program of foreign code, for tests.

use alloc::vec::Vec;

use super::{
    builtin::Group,
    context::{Agent, Context},
    event_loop::EventLoop,
    heap::Heap,
    thrown::Thrown,
    value::Value,
};
use crate::host::{DeterministicHost, Limits, Platform};

/// A heap, and the other parts that native functions may request.
#[derive(Debug)]
pub(crate) struct NoProgram {
    pub(crate) heap: Heap,
    event_loop: EventLoop,
    platform: Platform<DeterministicHost>,
}

impl NoProgram {
    pub(crate) fn new(groups: &'static [&'static Group]) -> Self {
        let mut event_loop = EventLoop::default();
        event_loop.set_limits(&Limits::default());
        NoProgram { heap: Heap::new(groups, 1), event_loop, platform: Platform::new(DeterministicHost::new(1)) }
    }

    pub(crate) fn context(&mut self) -> Context<'_> {
        Context::new(self)
    }
}

impl Agent for NoProgram {
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    fn event_loop(&mut self) -> &mut EventLoop {
        &mut self.event_loop
    }

    fn platform(&mut self) -> (&mut Heap, &mut Platform) {
        (&mut self.heap, &mut self.platform)
    }

    fn foreign_values(&mut self) -> Vec<Value> {
        Vec::new()
    }

    fn call_foreign(&mut self, _: Value, _: Value, _: &[Value]) -> Result<Value, Thrown> {
        unreachable!("no program runs")
    }
}
