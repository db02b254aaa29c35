//! The methods that call a function for each element: of `Array.prototype` (ECMA-262 §23.1.3) and of
//! `%TypedArray%.prototype` (§23.2.3).

use super::element::{number, this_object};
use crate::js::{Arguments, Context, Object, Thrown, Value};

/// The elements of an object, and the function that is called with them.
pub(super) struct Walk {
    pub(super) object: Object,
    pub(super) length: u64,
    pub(super) function: Value,
    /// What is `this` in the function.
    pub(super) this: Value,
    /// An array's holes are left out; a typed array has none.
    pub(super) has_holes: bool,
}

impl Walk {
    /// A method of `Array.prototype`.
    pub(super) fn array(cx: &mut Context<'_>, call: &Arguments<'_>, method: &str) -> Result<Self, Thrown> {
        let object = this_object(cx, call, method)?;
        let length = cx.length_of(object)?;
        let function = cx.callable(call.get(0))?;
        Ok(Walk { object, length, function, this: call.get(1), has_holes: true })
    }

    /// A method of `%TypedArray%.prototype`.
    pub(super) fn typed_array(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Self, Thrown> {
        let (object, view) = super::typed_array::this_view(cx, call)?;
        let function = cx.callable(call.get(0))?;
        Ok(Walk { object, length: view.length as u64, function, this: call.get(1), has_holes: false })
    }

    /// The element at an index, unless it is a hole.
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

    /// Whether the function says `wanted` of any element.
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

    /// §23.1.3.12.1 FindViaPredicate, which does not leave out holes.
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

    /// §23.1.3.6, §23.2.3.8
    pub(super) fn every(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok((!self.any(cx, false)?).into())
    }

    /// §23.1.3.29, §23.2.3.28
    pub(super) fn some(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(self.any(cx, true)?.into())
    }

    /// §23.1.3.15, §23.2.3.15
    pub(super) fn for_each(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        for index in 0..self.length {
            if let Some(element) = self.element(cx, index)? {
                self.call(cx, element, index)?;
            }
        }
        Ok(Value::Undefined)
    }

    /// §23.1.3.9, §23.2.3.11
    pub(super) fn find(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_value(self.find_in(cx, 0..self.length)?))
    }

    /// §23.1.3.10, §23.2.3.12
    pub(super) fn find_index(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_index(self.find_in(cx, 0..self.length)?))
    }

    /// §23.1.3.11, §23.2.3.13
    pub(super) fn find_last(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_value(self.find_in(cx, (0..self.length).rev())?))
    }

    /// §23.1.3.12, §23.2.3.14
    pub(super) fn find_last_index(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        Ok(found_index(self.find_in(cx, (0..self.length).rev())?))
    }

    /// §23.1.3.24, §23.2.3.23
    pub(super) fn reduce(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        self.fold(cx, call, 0..self.length)
    }

    /// §23.1.3.25, §23.2.3.24
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

fn found_index(found: Option<(u64, Value)>) -> Value {
    found.map_or(Value::Number(-1.0), |(index, _)| number(index))
}
