//! A Go program that computes without a pause, beside a task that is due each millisecond.
#![no_std]
#![no_main]

use cortex_m7::Mps2;

#[cortex_m_rt::entry]
fn main() -> ! {
    Mps2::begin();
    firmware::image::busy::run::<Mps2>()
}
