//! Views on array buffers (ECMA-262 §23.2).

use super::value::Object;

/// What the elements of a typed array are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementType {
    Uint8,
    Uint8Clamped,
}

/// A window on an array buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypedArray {
    pub(crate) element: ElementType,
    pub(crate) buffer: Object,
    /// Where in the buffer it begins, in bytes.
    pub(crate) offset: usize,
    /// Elements.
    pub(crate) length: usize,
}

impl ElementType {
    /// The name of the class of its arrays.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ElementType::Uint8 => "Uint8Array",
            ElementType::Uint8Clamped => "Uint8ClampedArray",
        }
    }

    /// The byte that a number becomes as an element (ECMA-262 §7.1.10 ToUint8, §7.1.11 ToUint8Clamp).
    pub(crate) fn encode(self, number: f64) -> u8 {
        match self {
            ElementType::Uint8 => super::number::to_uint32(number) as u8,
            ElementType::Uint8Clamped => {
                // `as` clamps, and takes NaN to 0. A tie goes to the even neighbour.
                libm::rint(number.clamp(0.0, 255.0)) as u8
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ElementType::{Uint8, Uint8Clamped};

    // Results of `new Uint8Array([x])[0]` and `new Uint8ClampedArray([x])[0]` under Node.
    #[test]
    fn numbers_become_bytes_as_in_javascript() {
        for (number, wrapped, clamped) in [
            (0.0, 0, 0),
            (0.5, 0, 0),
            (1.5, 1, 2),
            (2.5, 2, 2),
            (254.5, 254, 254),
            (255.5, 255, 255),
            (256.0, 0, 255),
            (-1.0, 255, 0),
            (-1.9, 255, 0),
            (1e10, 0, 255),
            (4294967297.0, 1, 255),
            (f64::NAN, 0, 0),
            (f64::INFINITY, 0, 255),
            (f64::NEG_INFINITY, 0, 0),
        ] {
            assert_eq!((Uint8.encode(number), Uint8Clamped.encode(number)), (wrapped, clamped), "{number}");
        }
    }
}
