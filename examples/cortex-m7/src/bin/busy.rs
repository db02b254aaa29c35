//! Runs `busy`, a Go program that never waits, alongside a task that is due every millisecond.
#![no_std]
#![no_main]

use cortex_m7::Mps2;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::busy::run::<Mps2>()
}
