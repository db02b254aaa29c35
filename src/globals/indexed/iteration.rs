//! The methods of `Array.prototype` (ECMA-262 §23.1.3) and `%TypedArray%.prototype` (§23.2.3) that call a function for
//! each element.

use super::element::{found_index, number, this_object, this_view};
use crate::js::{Arguments, Context, Object, Thrown, Value};

/// The elements of an object, and the function that a method calls with them.
pub(super) struct Iteration {
    pub(super) object: Object,
    pub(super) length: u64,
    pub(super) function: Value,
    /// The receiver of the function.
    pub(super) this: Value,
    /// Whether to skip holes, which a typed array does not have.
    pub(super) has_holes: bool,
}

impl Iteration {
    /// Reads the receiver and the arguments of a method of `Array.prototype`.
    pub(super) fn array(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Self, Thrown> {
        let object = this_object(cx, call)?;
        let length = cx.length_of(object)?;
        let function = cx.callable(call.get(0))?;
        Ok(Iteration { object, length, function, this: call.get(1), has_holes: true })
    }

    /// Reads the receiver and the arguments of a method of `%TypedArray%.prototype`.
    pub(super) fn typed_array(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Self, Thrown> {
        let (object, view) = this_view(cx, call)?;
        let function = cx.callable(call.get(0))?;
        Ok(Iteration { object, length: view.length as u64, function, this: call.get(1), has_holes: false })
    }

    /// Returns the element at an index, or `None` for a hole.
    pub(super) fn element(&self, cx: &mut Context<'_>, index: u64) -> Result<Option<Value>, Thrown> {
        if self.has_holes { cx.element_if_any(self.object, index) } else { cx.element(self.object, index).map(Some) }
    }

    pub(super) fn call(&self, cx: &mut Context<'_>, element: Value, index: u64) -> Result<Value, Thrown> {
        cx.call(self.function, self.this, &[element, number(index), self.object.into()])
    }

    pub(super) fn test(&self, cx: &mut Context<'_>, element: Value, index: u64) -> Result<bool, Thrown> {
        let result = self.call(cx, element, index)?;
        Ok(cx.heap().is_truthy(result))
    }

    /// Returns whether the result of the function is `wanted`, as a boolean, for any element.
    fn any(&self, cx: &mut Context<'_>, wanted: bool) -> Result<bool, Thrown> {
        for index in 0..self.length {
            if let Some(element) = self.element(cx, index)? {
                if self.test(cx, element, index)? == wanted {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// `FindViaPredicate` (§23.1.3.12.1), which does not skip holes.
    fn find_in(
        &self,
        cx: &mut Context<'_>,
        mut indices: impl Iterator<Item = u64>,
    ) -> Result<Option<(u64, Value)>, Thrown> {
        indices.find_map(|index| self.is_found(cx, index).transpose()).transpose()
    }

    fn is_found(&self, cx: &mut Context<'_>, index: u64) -> Result<Option<(u64, Value)>, Thrown> {
        let element = cx.element(self.object, index)?;
        Ok(self.test(cx, element, index)?.then_some((index, element)))
    }

    /// `Array.prototype.every` (§23.1.3.6) and `%TypedArray%.prototype.every` (§23.2.3.8).
    pub(super) fn every(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok((!self.any(cx, false)?).into())
    }

    /// `Array.prototype.some` (§23.1.3.29) and `%TypedArray%.prototype.some` (§23.2.3.28).
    pub(super) fn some(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(self.any(cx, true)?.into())
    }

    /// `Array.prototype.forEach` (§23.1.3.15) and `%TypedArray%.prototype.forEach` (§23.2.3.15).
    pub(super) fn for_each(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        for index in 0..self.length {
            if let Some(element) = self.element(cx, index)? {
                self.call(cx, element, index)?;
            }
        }
        Ok(Value::Undefined)
    }

    /// `Array.prototype.find` (§23.1.3.9) and `%TypedArray%.prototype.find` (§23.2.3.11).
    pub(super) fn find(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_value(self.find_in(cx, 0..self.length)?))
    }

    /// `Array.prototype.findIndex` (§23.1.3.10) and `%TypedArray%.prototype.findIndex` (§23.2.3.12).
    pub(super) fn find_index(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_index(self.find_in(cx, 0..self.length)?.map(|(index, _)| index)))
    }

    /// `Array.prototype.findLast` (§23.1.3.11) and `%TypedArray%.prototype.findLast` (§23.2.3.13).
    pub(super) fn find_last(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_value(self.find_in(cx, (0..self.length).rev())?))
    }

    /// `Array.prototype.findLastIndex` (§23.1.3.12) and `%TypedArray%.prototype.findLastIndex` (§23.2.3.14).
    pub(super) fn find_last_index(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_index(self.find_in(cx, (0..self.length).rev())?.map(|(index, _)| index)))
    }

    /// `Array.prototype.reduce` (§23.1.3.24) and `%TypedArray%.prototype.reduce` (§23.2.3.23).
    pub(super) fn reduce(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        self.fold(cx, call, 0..self.length)
    }

    /// `Array.prototype.reduceRight` (§23.1.3.25) and `%TypedArray%.prototype.reduceRight` (§23.2.3.24).
    pub(super) fn reduce_right(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        self.fold(cx, call, (0..self.length).rev())
    }

    fn fold(
        &self,
        cx: &mut Context<'_>,
        call: &Arguments<'_>,
        indices: impl Iterator<Item = u64>,
    ) -> Result<Value, Thrown> {
        let mut accumulator = call.list.get(1).copied();
        for index in indices {
            let Some(element) = self.element(cx, index)? else { continue };
            accumulator = Some(match accumulator {
                None => element,
                Some(before) => {
                    let arguments = [before, element, number(index), self.object.into()];
                    cx.call(self.function, Value::Undefined, &arguments)?
                }
            });
        }
        accumulator.ok_or_else(|| cx.type_error("Reduce of empty array with no initial value"))
    }
}

fn found_value(found: Option<(u64, Value)>) -> Value {
    found.map_or(Value::Undefined, |(_, element)| element)
}
