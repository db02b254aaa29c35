//! Views of array buffers (ECMA-262 §23.2, §25.3), and the encoding of their elements.

use alloc::vec::Vec;

use super::{
    builtin::Intrinsic,
    heap::Heap,
    number,
    object::Kind,
    value::{Object, Value},
};

/// The element type of a typed array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementType {
    Int8,
    Uint8,
    Uint8Clamped,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Float32,
    Float64,
    BigInt64,
    BigUint64,
}

/// The part of a buffer that a typed array views.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypedArray {
    pub(crate) element: ElementType,
    pub(crate) buffer: Object,
    /// The start of the view in the buffer, in bytes.
    pub(crate) offset: usize,
    /// The number of elements.
    pub(crate) length: usize,
}

/// The part of a buffer that a `DataView` views.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DataView {
    pub(crate) buffer: Object,
    /// The start of the view in the buffer, in bytes.
    pub(crate) offset: usize,
    /// The number of bytes.
    pub(crate) length: usize,
}

/// The bytes of an element, the lowest first. Only the first [`ElementType::size`] bytes are used.
pub(crate) type ElementBytes = [u8; 8];

impl ElementType {
    /// Returns the size of an element in bytes.
    pub(crate) const fn size(self) -> usize {
        match self {
            ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => 1,
            ElementType::Int16 | ElementType::Uint16 => 2,
            ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => 4,
            ElementType::Float64 | ElementType::BigInt64 | ElementType::BigUint64 => 8,
        }
    }

    /// Returns whether the elements are BigInts.
    pub(crate) const fn is_bigint(self) -> bool {
        matches!(self, ElementType::BigInt64 | ElementType::BigUint64)
    }

    /// Returns the class of typed arrays with these elements.
    pub(crate) const fn class(self) -> Intrinsic {
        match self {
            ElementType::Int8 => Intrinsic::Int8Array,
            ElementType::Uint8 => Intrinsic::Uint8Array,
            ElementType::Uint8Clamped => Intrinsic::Uint8ClampedArray,
            ElementType::Int16 => Intrinsic::Int16Array,
            ElementType::Uint16 => Intrinsic::Uint16Array,
            ElementType::Int32 => Intrinsic::Int32Array,
            ElementType::Uint32 => Intrinsic::Uint32Array,
            ElementType::Float32 => Intrinsic::Float32Array,
            ElementType::Float64 => Intrinsic::Float64Array,
            ElementType::BigInt64 => Intrinsic::BigInt64Array,
            ElementType::BigUint64 => Intrinsic::BigUint64Array,
        }
    }

    /// Returns the name of the class of typed arrays with these elements.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            ElementType::Int8 => "Int8Array",
            ElementType::Uint8 => "Uint8Array",
            ElementType::Uint8Clamped => "Uint8ClampedArray",
            ElementType::Int16 => "Int16Array",
            ElementType::Uint16 => "Uint16Array",
            ElementType::Int32 => "Int32Array",
            ElementType::Uint32 => "Uint32Array",
            ElementType::Float32 => "Float32Array",
            ElementType::Float64 => "Float64Array",
            ElementType::BigInt64 => "BigInt64Array",
            ElementType::BigUint64 => "BigUint64Array",
        }
    }

    /// Encodes a number as an element (ECMA-262 §25.1.3.16 NumericToRawBytes). Not for BigInts.
    pub(crate) fn encode(self, number: f64) -> ElementBytes {
        let mut bytes = ElementBytes::default();
        match self {
            ElementType::Float32 => bytes[..4].copy_from_slice(&(number as f32).to_le_bytes()),
            ElementType::Float64 => bytes = number.to_le_bytes(),
            // `as` clamps, and converts NaN to 0. Ties are rounded to even.
            ElementType::Uint8Clamped => bytes[0] = libm::rint(number.clamp(0.0, 255.0)) as u8,
            // All other types hold the low bytes of the integer modulo 2³².
            _ => bytes[..4].copy_from_slice(&number::to_uint32(number).to_le_bytes()),
        }
        bytes
    }

    /// Decodes an element to a number (ECMA-262 §25.1.3.14 RawBytesToNumeric). Not for BigInts.
    pub(crate) fn decode(self, shown: &[u8]) -> f64 {
        let mut bytes = ElementBytes::default();
        for (byte, &shown) in bytes.iter_mut().zip(shown) {
            *byte = shown;
        }
        let [b0, b1, b2, b3, ..] = bytes;
        match self {
            ElementType::Int8 => f64::from(b0 as i8),
            ElementType::Uint8 | ElementType::Uint8Clamped => f64::from(b0),
            ElementType::Int16 => f64::from(i16::from_le_bytes([b0, b1])),
            ElementType::Uint16 => f64::from(u16::from_le_bytes([b0, b1])),
            ElementType::Int32 => f64::from(i32::from_le_bytes([b0, b1, b2, b3])),
            ElementType::Uint32 => f64::from(u32::from_le_bytes([b0, b1, b2, b3])),
            ElementType::Float32 => f64::from(f32::from_le_bytes([b0, b1, b2, b3])),
            ElementType::Float64 => f64::from_le_bytes(bytes),
            ElementType::BigInt64 | ElementType::BigUint64 => f64::NAN,
        }
    }
}

impl Heap {
    /// Decodes an element to a value (ECMA-262 §25.1.3.14 RawBytesToNumeric).
    pub(crate) fn decode_element(&mut self, element: ElementType, bytes: ElementBytes) -> Value {
        match element {
            ElementType::BigInt64 => self.bigint_from(i64::from_le_bytes(bytes)).into(),
            ElementType::BigUint64 => self.bigint_from(u64::from_le_bytes(bytes)).into(),
            _ => element.decode(&bytes).into(),
        }
    }

    /// Returns the bytes of an array buffer, or `None` if it is detached.
    pub(crate) fn buffer(&self, buffer: Object) -> Option<&[u8]> {
        match &self.cell(buffer).kind {
            Kind::ArrayBuffer(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the bytes of an array buffer for writing, or `None` if it is detached.
    pub(crate) fn buffer_mut(&mut self, buffer: Object) -> Option<&mut Vec<u8>> {
        match &mut self.cell_mut(buffer).kind {
            Kind::ArrayBuffer(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Detaches an array buffer, and returns its bytes (ECMA-262 §25.1.3.5 DetachArrayBuffer).
    pub(crate) fn detach(&mut self, buffer: Object) -> Option<Vec<u8>> {
        let kind = &mut self.cell_mut(buffer).kind;
        match kind {
            Kind::ArrayBuffer(bytes) => {
                let bytes = core::mem::take(bytes);
                *kind = Kind::DetachedBuffer;
                Some(bytes)
            }
            _ => None,
        }
    }

    /// Returns the part of a buffer that a typed array views. Its length is 0 if the buffer is detached.
    pub(crate) fn view(&self, value: Value) -> Option<TypedArray> {
        match self.cell(value.as_object()?).kind {
            Kind::TypedArray(view) if self.buffer(view.buffer).is_none() => {
                Some(TypedArray { offset: 0, length: 0, ..view })
            }
            Kind::TypedArray(view) => Some(view),
            _ => None,
        }
    }

    /// Returns the bytes that a typed array or a `DataView` views.
    pub(crate) fn view_bytes(&self, value: Value) -> Option<&[u8]> {
        let (buffer, offset, length) = match self.cell(value.as_object()?).kind {
            Kind::TypedArray(view) => (view.buffer, view.offset, view.length.checked_mul(view.element.size())?),
            Kind::DataView(view) => (view.buffer, view.offset, view.length),
            _ => return None,
        };
        let bytes = self.buffer(buffer).unwrap_or_default();
        Some(bytes.get(offset..).and_then(|bytes| bytes.get(..length)).unwrap_or_default())
    }

    /// Returns the bytes that a typed array or a `DataView` views, for writing.
    pub(crate) fn view_bytes_mut(&mut self, value: Value) -> Option<&mut [u8]> {
        let (buffer, offset, length) = match self.cell(value.as_object()?).kind {
            Kind::TypedArray(view) => (view.buffer, view.offset, view.length.checked_mul(view.element.size())?),
            Kind::DataView(view) => (view.buffer, view.offset, view.length),
            _ => return None,
        };
        let Some(bytes) = self.buffer_mut(buffer) else { return Some(&mut []) };
        Some(bytes.get_mut(offset..).and_then(|bytes| bytes.get_mut(..length)).unwrap_or_default())
    }

    /// Returns an element of a typed array (ECMA-262 §10.4.5.15 TypedArrayGetElement).
    pub(crate) fn typed_element(&mut self, object: Object, index: usize) -> Option<Value> {
        let element = self.view(object.into())?.element;
        let size = element.size();
        let shown = self.view_bytes(object.into())?.get(index.checked_mul(size)?..)?.get(..size)?;
        let mut bytes = ElementBytes::default();
        bytes.get_mut(..size)?.copy_from_slice(shown);
        Some(self.decode_element(element, bytes))
    }

    /// Sets an element of a typed array. An index that is out of range has no effect (§10.4.5.16 TypedArraySetElement).
    pub(crate) fn set_typed_element(&mut self, object: Object, index: usize, bytes: ElementBytes) {
        let Some(view) = self.view(object.into()) else { return };
        let size = view.element.size();
        let place = self.view_bytes_mut(object.into()).and_then(|shown| {
            let start = index.checked_mul(size)?;
            shown.get_mut(start..)?.get_mut(..size)
        });
        if let (Some(place), Some(bytes)) = (place, bytes.get(..size)) {
            place.copy_from_slice(bytes);
        }
    }

    /// Returns the bytes that a `Uint8Array` or `Uint8ClampedArray` views.
    #[must_use]
    pub fn bytes(&self, value: Value) -> Option<&[u8]> {
        self.is_byte_view(value).then(|| self.view_bytes(value)).flatten()
    }

    /// Returns the bytes that a `Uint8Array` or `Uint8ClampedArray` views, for writing.
    pub fn bytes_mut(&mut self, value: Value) -> Option<&mut [u8]> {
        if self.is_byte_view(value) { self.view_bytes_mut(value) } else { None }
    }

    #[inline]
    fn is_byte_view(&self, value: Value) -> bool {
        let Value::Object(object) = value else { return false };
        matches!(
            self.cell(object).kind,
            Kind::TypedArray(TypedArray { element: ElementType::Uint8 | ElementType::Uint8Clamped, .. })
        )
    }
}

#[cfg(test)]
mod tests {
    use super::ElementType::{self, Float32, Int8, Int16, Uint8, Uint8Clamped};

    fn byte(element: ElementType, number: f64) -> u8 {
        element.encode(number)[0]
    }

    // The expected values are those of `new Uint8Array([x])[0]` and `new Uint8ClampedArray([x])[0]` in Node.
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
            assert_eq!((byte(Uint8, number), byte(Uint8Clamped, number)), (wrapped, clamped), "{number}");
        }
        assert_eq!(byte(Int8, 200.0) as i8, -56);
        assert_eq!(Int16.encode(40000.0)[..2], (-25536_i16).to_le_bytes());
        assert_eq!(Float32.encode(0.1)[..4], 0.1_f32.to_le_bytes());
    }
}
