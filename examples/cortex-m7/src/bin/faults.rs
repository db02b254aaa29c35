//! What must not go wrong when something does. The jumpers say which.
#![no_std]
#![no_main]

use cortex_m7::Mps2;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::faults::run::<Mps2>()
}
