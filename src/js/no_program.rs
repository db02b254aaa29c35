//! A JavaScript environment without a Go program, for tests.

use alloc::{sync::Arc, vec::Vec};

use super::{
    builtin::Group,
    context::{Agent, Context},
    event_loop::EventLoop,
    function::HostFunction,
    heap::Heap,
    settler::Inbox,
    thrown::Thrown,
    value::Value,
};
use crate::host::{DeterministicHost, Environment, Files, Host, Limits};

/// A heap, and the other parts that native functions may request.
#[derive(Debug)]
pub(crate) struct NoProgram {
    pub(crate) heap: Heap,
    host: DeterministicHost,
    environment: Environment,
    files: Files,
    event_loop: EventLoop,
    settlers: Inbox,
}

impl NoProgram {
    pub(crate) fn new(groups: &'static [&'static Group]) -> Self {
        let mut event_loop = EventLoop::default();
        event_loop.set_limits(&Limits::default());
        NoProgram {
            heap: Heap::new(groups, 1),
            host: DeterministicHost::new(1),
            environment: Environment::default(),
            files: Files::default(),
            event_loop,
            settlers: Inbox::default(),
        }
    }

    pub(crate) fn context(&mut self) -> Context<'_> {
        Context::new(self)
    }
}

impl Agent for NoProgram {
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    fn host(&mut self) -> &mut dyn Host {
        &mut self.host
    }

    fn parts(&mut self) -> (&mut Heap, &mut dyn Host, &mut Files) {
        (&mut self.heap, &mut self.host, &mut self.files)
    }

    fn environment(&mut self) -> &Environment {
        &self.environment
    }

    fn files(&mut self) -> &mut Files {
        &mut self.files
    }

    fn event_loop(&mut self) -> &mut EventLoop {
        &mut self.event_loop
    }

    fn end(&mut self) {
        unreachable!("no limit is set")
    }

    fn held_values(&mut self) -> Vec<Value> {
        Vec::new()
    }

    fn settlers(&mut self) -> &mut Inbox {
        &mut self.settlers
    }

    fn evaluator(&mut self) -> Option<Arc<HostFunction>> {
        None
    }

    fn call_go(&mut self, _: Value, _: Value, _: &[Value]) -> Result<Value, Thrown> {
        unreachable!("no Go program runs")
    }
}
