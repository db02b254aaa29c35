//! Provokes a fault, selected by the jumpers, and checks that the other task meets its deadlines afterwards.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::faults::run::<Virt>()
}
