//! Provokes a fault, selected by the jumpers, and checks that the other task meets its deadlines afterwards.
#![no_std]
#![no_main]

use cortex_m7::Mps2;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::faults::run::<Mps2>()
}
