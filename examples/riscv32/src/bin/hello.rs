//! Runs `hello` with all globals.
#![no_std]
#![no_main]

use gojs::globals;
use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::hello::run::<Virt>(globals::ALL)
}
