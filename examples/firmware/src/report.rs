//! Measurements of a program, phase by phase.

use core::cell::RefCell;

use critical_section::Mutex;
use gojs::Instance;

use crate::{board::Board, heap, say, stack};

const MAX_PHASES: usize = 8;

#[derive(Clone, Copy, Debug, Default)]
struct Phase {
    name: &'static str,
    nanos: u64,
    heap: heap::Usage,
}

static PHASES: Mutex<RefCell<[Phase; MAX_PHASES]>> =
    Mutex::new(RefCell::new([Phase { name: "", nanos: 0, heap: heap::Usage::NONE }; MAX_PHASES]));

/// Records the end of a phase.
pub fn phase<B: Board>(name: &'static str) {
    let phase = Phase { name, nanos: B::nanos(), heap: heap::usage() };
    critical_section::with(|cs| {
        let mut phases = PHASES.borrow_ref_mut(cs);
        if let Some(place) = phases.iter_mut().find(|phase| phase.name.is_empty()) {
            *place = phase;
        }
    });
}

/// Prints the phases and the memory usage in lines of the form `= NAME NUMBER`, which scripts can parse.
pub fn print<B: Board, I: Instance<Memory = [u8]>>(program: &mut gojs::Program<I>, guest: &[u8]) {
    let heap = heap::usage();
    let linear = program.instance().parts().0.len();
    let values = program.collect().bytes;
    let phases = critical_section::with(|cs| *PHASES.borrow_ref(cs));
    for phase in phases.iter().filter(|phase| !phase.name.is_empty()) {
        let Phase { name, nanos, heap } = phase;
        say!(B, "= {name}, ns {nanos}");
        say!(B, "= {name}, heap {}", heap.used);
        say!(B, "= {name}, heap high-water {}", heap.high_water);
    }
    // SAFETY: this is the board's stack.
    let stack = unsafe { stack::high_water(B::stack()) };
    say!(B, "= heap high-water {}", heap.high_water);
    say!(B, "= heap extent {}", heap.extent);
    say!(B, "= static RAM {}", B::static_ram());
    say!(B, "= stack high-water {stack}");
    say!(B, "= linear memory {linear}");
    say!(B, "= JavaScript values {values}");
    say!(B, "= guest {}", guest.len());
    say!(B, "= flash without the guest {}", B::flash() - guest.len());
    say!(B, "= peak RAM {}", heap.extent + B::static_ram() + stack);
}
