//! Go works with the board.
#![no_std]
#![no_main]

use riscv32::Virt;

#[riscv_rt::entry]
fn main() -> ! {
    Virt::begin();
    firmware::image::board::run::<Virt>()
}
