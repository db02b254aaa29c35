//! `hello`, with no more globals than it needs.
#![no_std]
#![no_main]

use gojs::globals;
use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::hello::run::<Virt>(globals::MINIMAL)
}
