//! What must not go wrong when something does. The jumpers say which.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::faults::run::<Virt>()
}
