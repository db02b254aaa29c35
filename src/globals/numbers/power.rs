//! `Math.pow`, by the algorithm of fdlibm in the variant that V8 has: see [`fdlibm`](super::fdlibm) for its copyright.

use core::f64::consts::{LN_2, LOG2_E};

use super::fdlibm::{high, split};

/// The largest exponent for which the logarithm of any base is precise enough: 2³¹ with some more digits.
const LARGE: f64 = f64::from_bits(0x41e0_0000_ffff_ffff);

/// The smallest exponent with an infinite or zero result for every base other than 1.
const HUGE: f64 = f64::from_bits(0x43f0_0001_0000_0000);

/// Returns a number with the lower half of its bits cleared.
fn truncate(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & !0xffff_ffff)
}

/// Returns the binary logarithm of a positive number, in two parts.
fn log2(x: f64) -> (f64, f64) {
    const L: [f64; 6] = [
        0.5999999999999946,
        0.4285714285785502,
        0.33333332981837743,
        0.272728123808534,
        0.23066074577556175,
        0.20697501780033842,
    ];
    /// 2 / (3 ln 2)
    const CP: f64 = 0.9617966939259756;
    const CP_HIGH: f64 = 0.9617967009544373;
    const CP_LOW: f64 = -7.028461650952758e-9;
    let (mut exponent, mut significand) = split(x);
    let digits = high(significand) & 0xf_ffff;
    // The logarithm of `base`, in two parts.
    let (base, base_high, base_low) = match digits {
        0x3_988f..0xb_b67a => (1.5, 0.5849624872207642, 1.350039202129749e-8),
        _ => (1.0, 0.0, 0.0),
    };
    if digits >= 0xb_b67a {
        (exponent, significand) = (exponent + 1.0, significand / 2.0);
    }
    // s = (significand - base) / (significand + base), in two parts.
    let u = significand - base;
    let v = 1.0 / (significand + base);
    let s = u * v;
    let s_high = truncate(s);
    let sum_high = truncate(significand + base);
    let sum_low = significand - (sum_high - base);
    let s_low = v * ((u - s_high * sum_high) - s_high * sum_low);
    // The logarithm divided by that of √8, in two parts.
    let s2 = s * s;
    let rest = s2 * L.iter().rev().fold(0.0, |sum, l| s2 * (l + sum)) + s_low * (s_high + s);
    let s2 = s_high * s_high;
    let t_high = truncate(3.0 + s2 + rest);
    let t_low = rest - ((t_high - 3.0) - s2);
    let u = s_high * t_high;
    let v = s_low * t_high + t_low * s;
    let p_high = truncate(u + v);
    let p_low = v - (p_high - u);
    let z_high = CP_HIGH * p_high;
    let z_low = CP_LOW * p_high + p_low * CP + base_low;
    let log = truncate(((z_high + z_low) + base_high) + exponent);
    (log, z_low - (((log - exponent) - base_high) - z_high))
}

/// Returns the binary logarithm of a number that is closer to 1 than 2⁻²⁰, in two parts.
fn log2_near_1(x: f64) -> (f64, f64) {
    const INV_LN2_HIGH: f64 = 1.4426950216293335;
    const INV_LN2_LOW: f64 = 1.9259629911266175e-8;
    let t = x - 1.0;
    let w = (t * t) * (0.5 - t * (0.3333333333333333 - t * 0.25));
    let u = INV_LN2_HIGH * t;
    let v = t * INV_LN2_LOW - w * LOG2_E;
    let log = truncate(u + v);
    (log, v - (log - u))
}

/// Returns 2 to the power of the product of a number in two parts and `y`.
fn raise((log, log_low): (f64, f64), y: f64) -> f64 {
    const P: [f64; 5] = [
        0.16666666666666602,
        -0.0027777777777015593,
        6.613756321437934e-5,
        -1.6533902205465252e-6,
        4.1381367970572385e-8,
    ];
    const LN2_HIGH: f64 = 0.6931471824645996;
    const LN2_LOW: f64 = -1.904654299957768e-9;
    let y_high = truncate(y);
    let high = y_high * log;
    let low = (y - y_high) * log + y * log_low;
    let sum = low + high;
    // Beyond it, the sum is half a unit of the last place below the largest exponent.
    if sum > 1024.0 || sum == 1024.0 && low + 8.008566259537294e-17 > sum - high {
        return f64::INFINITY;
    }
    if sum < -1075.0 || sum == -1075.0 && low <= sum - high {
        return 0.0;
    }
    let exponent = if sum.abs() > 0.5 { libm::trunc(sum + libm::copysign(0.5, sum)) } else { 0.0 };
    let high = high - exponent;
    let t = truncate(low + high);
    let u = t * LN2_HIGH;
    let v = (low - (t - high)) * LN_2 + t * LN2_LOW;
    let z = u + v;
    let w = v - (z - u);
    let t = z * z;
    let t1 = z - P.iter().rev().fold(0.0, |sum, p| t * (p + sum));
    // fdlibm subtracts the last term from the quotient, V8 from the divisor.
    let rest = z * t1 / ((t1 - 2.0) - (w + z * w));
    libm::scalbn(1.0 - (rest - z), exponent as i32)
}

/// `Number::exponentiate` (§6.1.6.1.3), which gives NaN in some cases where C's `pow` gives 1.
pub(super) fn pow(x: f64, y: f64) -> f64 {
    let base = x.abs();
    let is_fraction = y.is_finite() && libm::trunc(y) != y;
    if y == 0.0 {
        return 1.0;
    }
    if x.is_nan() || y.is_nan() || (y.is_infinite() && base == 1.0) || (is_fraction && x < 0.0 && x.is_finite()) {
        return f64::NAN;
    }
    let power = if base == 0.0 || base.is_infinite() || base == 1.0 || y.abs() == 1.0 {
        if y > 0.0 { base } else { 1.0 / base }
    } else if y == 2.0 {
        base * base
    } else if y == 0.5 {
        libm::sqrt(base)
    } else if y.abs() <= LARGE {
        raise(log2(base), y)
    } else if y.abs() < HUGE && (high(base) == 0x3fef_ffff || high(base) == 0x3ff0_0000) {
        raise(log2_near_1(base), y)
    } else if (base > 1.0) == (y > 0.0) {
        f64::INFINITY
    } else {
        0.0
    };
    let is_odd = libm::fmod(y, 2.0).abs() == 1.0;
    if x.is_sign_negative() && is_odd { -power } else { power }
}
