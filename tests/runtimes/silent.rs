//! The host for tests that wait for other threads.

use std::task::Waker;

use gojs::{Errno, Host, Instant, StdHost, fetch::Network};

/// A host with the operating system's clock, entropy and waker. It discards the program's output.
pub(crate) struct Silent {
    system: StdHost,
    network: Option<Box<dyn Network + Send>>,
}

impl Silent {
    pub(crate) fn new() -> Self {
        Self { system: StdHost::new(), network: None }
    }

    pub(crate) fn with_network(mut self, network: impl Network + Send + 'static) -> Self {
        self.network = Some(Box::new(network));
        self
    }
}

impl Host for Silent {
    fn monotonic(&mut self) -> Instant {
        self.system.monotonic()
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        self.system.entropy(buf)
    }

    fn network(&mut self) -> Option<&mut dyn Network> {
        self.network.as_deref_mut().map(|network| network as &mut dyn Network)
    }

    fn waker(&mut self) -> Option<Waker> {
        self.system.waker()
    }

    fn wait(&mut self, until: Option<Instant>) {
        self.system.wait(until);
    }
}
