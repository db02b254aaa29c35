//! A Go program that computes without a pause, beside a task that is due each millisecond.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::busy::run::<Virt>()
}
