//! Runs `hello` with the smallest set of globals.
#![no_std]
#![no_main]

use cortex_m7::Mps2;
use gojs::globals;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::hello::run::<Mps2>(globals::MINIMAL)
}
