//! Runs `board`, a Go program that uses the board's button, light and timers.
#![no_std]
#![no_main]

use cortex_m7::Mps2;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::board::run::<Mps2>()
}
