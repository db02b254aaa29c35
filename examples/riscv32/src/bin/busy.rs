//! Runs `busy`, a Go program that never waits, alongside a task that is due every millisecond.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::busy::run::<Virt>()
}
