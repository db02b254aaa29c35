//! Functions of fdlibm, in the variants that V8 has, where `libm` gives other last digits. `libm` has the rest.
//!
//! The algorithms and their constants are those of fdlibm, <https://www.netlib.org/fdlibm/>, and of FreeBSD's msun
//! (`cbrt`):
//!
//! > Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! >
//! > Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
//! > software is freely granted, provided that this notice is preserved.

use core::f64::consts::{E, FRAC_2_PI, FRAC_PI_2, LN_2, LOG10_E};

/// The upper bits of ln 2, whose products with exponents are exact, and the rest.
const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// The coefficients of `ln((1 + s) / (1 - s))`, by powers of `s * s`.
const LOG: [f64; 7] = [
    0.6666666666666735,
    0.3999999999940942,
    0.2857142874366239,
    0.22222198432149784,
    0.1818357216161805,
    0.15313837699209373,
    0.14798198605106586,
];

const TWO_TO_28: f64 = 268_435_456.0;

/// The largest number whose exponential is finite, and that of which half the exponential is finite.
const LOG_MAX: f64 = f64::from_bits(0x4086_2e42_0000_0000);
const LOG_TWICE_MAX: f64 = 710.4758600739439;

/// The upper half of the bits.
pub(super) fn high(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// Returns the exponent, and the significand, which is at least 1 and less than 2. `x` is positive and finite.
pub(super) fn split(x: f64) -> (f64, f64) {
    let (x, scale) = if x < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, 54.0) } else { (x, 0.0) };
    let bits = x.to_bits();
    (f64::from((bits >> 52) as u32) - 1023.0 - scale, f64::from_bits(bits & ((1 << 52) - 1) | 1.0_f64.to_bits()))
}

/// Returns e itself for 1, for which the algorithm is off by a bit.
pub(super) fn exp(x: f64) -> f64 {
    if x == 1.0 { E } else { libm::exp(x) }
}

pub(super) fn log(x: f64) -> f64 {
    if !(x > 0.0 && x < f64::INFINITY) {
        return if x == 0.0 { f64::NEG_INFINITY } else { libm::sqrt(x) };
    }
    let (mut exponent, mut significand) = split(x);
    let digits = high(significand) & 0xf_ffff;
    if digits >= 0x6_a09c {
        (exponent, significand) = (exponent + 1.0, significand / 2.0);
    }
    let f = significand - 1.0;
    let (high, low) = (exponent * LN2_HIGH, exponent * LN2_LOW);
    if digits == 0 || digits >= 0xf_fffe {
        let rest = f * f * (0.5 - 0.3333333333333333 * f);
        return high - ((rest - low) - f);
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let [l1, l2, l3, l4, l5, l6, l7] = LOG;
    let rest = z * (l1 + w * (l3 + w * (l5 + w * l7))) + w * (l2 + w * (l4 + w * l6));
    if (0x6_147a..=0x6_b851).contains(&digits) {
        let half = 0.5 * f * f;
        high - ((half - (s * (half + rest) + low)) - f)
    } else {
        high - ((s * (f - rest) - low) - f)
    }
}

pub(super) fn log10(x: f64) -> f64 {
    const LOG10_2_HIGH: f64 = f64::from_bits(0x3fd3_4413_509f_6000);
    const LOG10_2_LOW: f64 = f64::from_bits(0x3d59_fef3_11f1_2b36);
    if !(x > 0.0 && x < f64::INFINITY) {
        return log(x);
    }
    let (mut exponent, mut significand) = split(x);
    if exponent < 0.0 {
        (exponent, significand) = (exponent + 1.0, significand / 2.0);
    }
    exponent * LOG10_2_LOW + LOG10_E * log(significand) + exponent * LOG10_2_HIGH
}

pub(super) fn log1p(x: f64) -> f64 {
    if !(x > -1.0 && x < f64::INFINITY) {
        return log(1.0 + x);
    }
    if x.abs() < 1.0 / TWO_TO_28 / 2.0 {
        return if x.abs() < f64::EPSILON / 4.0 { x } else { x - x * x * 0.5 };
    }
    // Without an exponent between √2/2 and √2, where the sum would lose digits.
    let (mut exponent, mut f, mut correction, mut digits) = (0.0, x, 0.0, 1);
    if high(x) >= 0x3fda_827a && (x > 0.0 || high(x) > 0xbfd2_bec4) {
        let sum = 1.0 + x;
        let significand;
        (exponent, significand) = split(sum);
        correction = if x >= 9_007_199_254_740_992.0 {
            0.0
        } else if exponent > 0.0 {
            (1.0 - (sum - x)) / sum
        } else {
            (x - (sum - 1.0)) / sum
        };
        digits = high(significand) & 0xf_ffff;
        f = significand - 1.0;
        if digits >= 0x6_a09e {
            exponent += 1.0;
            f = significand / 2.0 - 1.0;
            digits = u32::from(digits < 0xf_fffd);
        }
    }
    let (high, low) = (exponent * LN2_HIGH, exponent * LN2_LOW + correction);
    let half = 0.5 * f * f;
    if digits == 0 {
        let rest = half * (1.0 - 0.6666666666666666 * f);
        return high - ((rest - low) - f);
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let rest = LOG.iter().rev().fold(0.0, |sum, l| z * (l + sum));
    if exponent == 0.0 { f - (half - s * (half + rest)) } else { high - ((half - (s * (half + rest) + low)) - f) }
}

pub(super) fn asinh(x: f64) -> f64 {
    let y = x.abs();
    let result = if y < 1.0 / TWO_TO_28 {
        y
    } else if high(y) > 0x41b0_0000 {
        log(y) + LN_2
    } else if y > 2.0 && high(y) > 0x4000_0000 {
        log(2.0 * y + 1.0 / (libm::sqrt(y * y + 1.0) + y))
    } else {
        log1p(y + y * y / (1.0 + libm::sqrt(1.0 + y * y)))
    };
    libm::copysign(result, x)
}

pub(super) fn acosh(x: f64) -> f64 {
    if x >= TWO_TO_28 {
        log(x) + LN_2
    } else if high(x) > 0x4000_0000 && x > 2.0 {
        log(2.0 * x - 1.0 / (x + libm::sqrt(x * x - 1.0)))
    } else if x >= 1.0 {
        let t = x - 1.0;
        log1p(t + libm::sqrt(2.0 * t + t * t))
    } else {
        f64::NAN
    }
}

pub(super) fn atanh(x: f64) -> f64 {
    let y = x.abs();
    let result = if y < 1.0 / TWO_TO_28 {
        y
    } else if y < 0.5 {
        let twice = y + y;
        0.5 * log1p(twice + twice * y / (1.0 - y))
    } else {
        0.5 * log1p((y + y) / (1.0 - y))
    };
    libm::copysign(result, x)
}

/// Half the exponential of a number that is at least 22.
fn half_exp(x: f64) -> f64 {
    if x < LOG_MAX {
        0.5 * exp(x)
    } else if x > LOG_TWICE_MAX {
        f64::INFINITY
    } else {
        let root = exp(0.5 * x);
        0.5 * root * root
    }
}

pub(super) fn cosh(x: f64) -> f64 {
    let y = x.abs();
    if high(y) < 0x3fd6_2e43 {
        let t = libm::expm1(y);
        let w = 1.0 + t;
        1.0 + t * t / (w + w)
    } else if y < 22.0 {
        let t = exp(y);
        0.5 * t + 0.5 / t
    } else {
        half_exp(y)
    }
}

pub(super) fn sinh(x: f64) -> f64 {
    let y = x.abs();
    let result = if y < 1.0 / TWO_TO_28 {
        y
    } else if y < 22.0 {
        let t = libm::expm1(y);
        0.5 * if y < 1.0 { 2.0 * t - t * t / (t + 1.0) } else { t + t / (t + 1.0) }
    } else {
        half_exp(y)
    };
    libm::copysign(result, x)
}

pub(super) fn tanh(x: f64) -> f64 {
    let y = x.abs();
    let result = if y < 1.0 / TWO_TO_28 {
        y
    } else if y < 1.0 {
        let t = libm::expm1(-2.0 * y);
        -t / (t + 2.0)
    } else if y < 22.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * y) + 2.0)
    } else {
        1.0 + 0.0 * (1.0 / y)
    };
    libm::copysign(result, x)
}

pub(super) fn cbrt(x: f64) -> f64 {
    const P: [f64; 5] =
        [1.87595182427177, -1.8849797954337717, 1.6214297201053545, -0.758397934778766, 0.14599619288661245];
    let y = x.abs();
    if !(y > 0.0 && y < f64::INFINITY) {
        return x;
    }
    // A third of the exponent, and of the significand: 5 digits.
    let (scaled, bias) =
        if y < f64::MIN_POSITIVE { (y * 18_014_398_509_481_984.0, 696_219_795) } else { (y, 715_094_163) };
    let t = f64::from_bits(u64::from((high(scaled) / 3).wrapping_add(bias)) << 32);
    // A polynomial: 23 digits, to which it is rounded.
    let r = (t * t) * (t / y);
    let [p0, p1, p2, p3, p4] = P;
    let t = t * ((p0 + r * (p1 + r * p2)) + ((r * r) * r) * (p3 + r * p4));
    let t = f64::from_bits(t.to_bits().wrapping_add(0x8000_0000) & 0xffff_ffff_c000_0000);
    // A step of Newton's method.
    let r = y / (t * t);
    libm::copysign(t + t * ((r - t) / (t + t + r)), x)
}

pub(super) fn atan2(y: f64, x: f64) -> f64 {
    let is_steep = high(y.abs()).saturating_sub(high(x.abs())) >> 20 > 60;
    if is_steep && y.is_finite() { libm::copysign(FRAC_PI_2, y) } else { libm::atan2(y, x) }
}

/// Returns the remainder of a division by π/2, in two parts, and the quotient modulo 4. Returns `None` for numbers
/// of which more digits of π are needed.
fn reduce(x: f64) -> Option<(f64, f64, i32)> {
    /// π/2 in parts of 33 bits, each with the rest.
    const PARTS: [(u64, u64); 3] = [
        (0x3ff9_21fb_5440_0000, 0x3dd0_b461_1a62_6331),
        (0x3dd0_b461_1a60_0000, 0x3ba3_198a_2e03_7073),
        (0x3ba3_198a_2e00_0000, 0x397b_839a_2520_49c1),
    ];
    let y = x.abs();
    if high(y) > 0x4139_21fb {
        return None;
    }
    let quotient = (y * FRAC_2_PI + 0.5) as i32;
    let n = f64::from(quotient);
    let (mut rest, mut low) = (y, 0.0);
    for ((part, tail), enough) in PARTS.into_iter().zip([16, 49, u32::MAX]) {
        let (before, product) = (rest, n * f64::from_bits(part));
        rest = before - product;
        low = n * f64::from_bits(tail) - if before == y { 0.0 } else { (before - rest) - product };
        let lost = (high(y) >> 20).saturating_sub(high(rest - low) >> 20 & 0x7ff);
        if lost <= enough {
            break;
        }
    }
    let remainder = rest - low;
    let tail = (rest - remainder) - low;
    let quotient = quotient & 3;
    Some(if x < 0.0 { (-remainder, -tail, (4_i32.wrapping_sub(quotient)) & 3) } else { (remainder, tail, quotient) })
}

/// The cosine of a number of at most π/4, in two parts.
fn cos_kernel(x: f64, tail: f64) -> f64 {
    const C: [f64; 6] = [
        0.0416666666666666,
        -0.001388888888887411,
        2.480158728947673e-5,
        -2.7557314351390663e-7,
        2.087572321298175e-9,
        -1.1359647557788195e-11,
    ];
    let z = x * x;
    let r = C.iter().rev().fold(0.0, |sum, c| z * (c + sum));
    let quarter = match high(x) & 0x7fff_ffff {
        ..0x3fd3_3333 => 0.0,
        0x3fe9_0001.. => 0.28125,
        high => f64::from_bits(u64::from(high.wrapping_sub(0x20_0000)) << 32),
    };
    (1.0 - quarter) - ((0.5 * z - quarter) - (z * r - x * tail))
}

pub(super) fn sin(x: f64) -> f64 {
    match reduce(x) {
        Some((y, tail, 1)) => cos_kernel(y, tail),
        Some((y, tail, 3)) => -cos_kernel(y, tail),
        _ => libm::sin(x),
    }
}

pub(super) fn cos(x: f64) -> f64 {
    match reduce(x) {
        Some((y, tail, 0)) => cos_kernel(y, tail),
        Some((y, tail, 2)) => -cos_kernel(y, tail),
        _ => libm::cos(x),
    }
}
