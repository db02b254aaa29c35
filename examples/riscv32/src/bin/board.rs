//! Runs `board`, a Go program that uses the board's button, light and timers.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::board::run::<Virt>()
}
