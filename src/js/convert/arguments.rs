//! Conversions of call arguments, in both directions.

use alloc::vec::Vec;

use super::{
    super::{
        context::Context,
        heap::Heap,
        thrown::Thrown,
        value::{Object, Value},
    },
    FromJs, IntoJs, WrongType,
};

/// The arguments of a call: a tuple, an array or a vector of values.
pub trait IntoArguments {
    /// Converts the arguments to JavaScript values.
    ///
    /// # Errors
    ///
    /// A value to throw: see [`IntoJs::into_js`].
    fn into_arguments(self, heap: &mut Heap) -> Result<Vec<Value>, Thrown>;
}

impl<T: IntoJs> IntoArguments for Vec<T> {
    fn into_arguments(self, heap: &mut Heap) -> Result<Vec<Value>, Thrown> {
        self.into_iter().map(|value| value.into_js(heap)).collect()
    }
}

impl<T: IntoJs, const N: usize> IntoArguments for [T; N] {
    fn into_arguments(self, heap: &mut Heap) -> Result<Vec<Value>, Thrown> {
        self.into_iter().map(|value| value.into_js(heap)).collect()
    }
}

impl IntoArguments for &[Value] {
    fn into_arguments(self, _: &mut Heap) -> Result<Vec<Value>, Thrown> {
        Ok(self.to_vec())
    }
}

impl IntoArguments for () {
    fn into_arguments(self, _: &mut Heap) -> Result<Vec<Value>, Thrown> {
        Ok(Vec::new())
    }
}

/// A type that can be read from one argument, or from all remaining arguments: a type that implements [`FromJs`],
/// [`Rest`], or a [`Value`] or [`Object`].
///
/// A [`Value`] or [`Object`] stays valid until the function returns. To keep it longer, read it as
/// [`Rooted`](crate::js::Rooted).
pub trait FromArgument: Sized {
    /// The number of arguments that a parameter of this type adds to the `length` of a function.
    #[doc(hidden)]
    const COUNT: u8;

    /// Reads the argument at `index`.
    ///
    /// # Errors
    ///
    /// [`WrongType`], if the argument has another type.
    #[doc(hidden)]
    fn from_argument(list: &[Value], index: usize, cx: &mut Context<'_>) -> Result<Self, WrongType>;
}

/// Returns an argument, or `undefined` if it is missing.
fn argument(list: &[Value], index: usize) -> Value {
    list.get(index).copied().unwrap_or_default()
}

fn in_argument(wrong: WrongType, index: usize) -> WrongType {
    wrong.within(format_args!("argument {}", index.saturating_add(1)))
}

impl<T: FromJs> FromArgument for T {
    const COUNT: u8 = T::PARAMETERS;

    fn from_argument(list: &[Value], index: usize, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        T::from_js(argument(list, index), cx).map_err(|wrong| in_argument(wrong, index))
    }
}

impl FromArgument for Value {
    const COUNT: u8 = 1;

    fn from_argument(list: &[Value], index: usize, _: &mut Context<'_>) -> Result<Self, WrongType> {
        Ok(argument(list, index))
    }
}

impl FromArgument for Object {
    const COUNT: u8 = 1;

    fn from_argument(list: &[Value], index: usize, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        let value = argument(list, index);
        value.as_object().ok_or_else(|| in_argument(WrongType::new("an object", value, cx.heap()), index))
    }
}

/// All remaining arguments.
#[derive(Clone, Debug, Default)]
pub struct Rest<T>(pub Vec<T>);

impl<T: FromArgument> FromArgument for Rest<T> {
    const COUNT: u8 = 0;

    fn from_argument(list: &[Value], index: usize, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        (index..list.len()).map(|index| T::from_argument(list, index, cx)).collect::<Result<_, _>>().map(Rest)
    }
}

/// The parameters of a function: one type, or a tuple of types. A missing argument is read as `undefined`, and excess
/// arguments are ignored.
pub trait FromArguments: Sized {
    /// The `length` of a function with these parameters.
    #[doc(hidden)]
    const LENGTH: u8;

    /// Reads the arguments.
    ///
    /// # Errors
    ///
    /// [`WrongType`], with the position of the argument.
    #[doc(hidden)]
    fn from_arguments(list: &[Value], cx: &mut Context<'_>) -> Result<Self, WrongType>;
}

impl<T: FromArgument> FromArguments for T {
    const LENGTH: u8 = T::COUNT;

    fn from_arguments(list: &[Value], cx: &mut Context<'_>) -> Result<Self, WrongType> {
        T::from_argument(list, 0, cx)
    }
}

macro_rules! tuple {
    ($($name:ident $index:literal),*) => {
        impl<$($name: IntoJs),*> IntoArguments for ($($name,)*) {
            #[expect(non_snake_case, reason = "each value is named for its type")]
            fn into_arguments(self, heap: &mut Heap) -> Result<Vec<Value>, Thrown> {
                let ($($name,)*) = self;
                Ok([$($name.into_js(heap)?),*].into())
            }
        }

        impl<$($name: FromArgument),*> FromArguments for ($($name,)*) {
            const LENGTH: u8 = 0 $(+ $name::COUNT)*;

            fn from_arguments(list: &[Value], cx: &mut Context<'_>) -> Result<Self, WrongType> {
                Ok(($($name::from_argument(list, $index, cx)?,)*))
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
