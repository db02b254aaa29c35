//! The wasmer adapter.

use gojs::{DeterministicHost, Error, wasmer::Program};
use gojs_tests::runtime::{Builder, Wasmer};
use wasmer::{Function, Value};

use super::exports::{Call, Exports, program, unmetered};

/// The parameters or the results of an export.
trait Values {
    fn into_values(self) -> Vec<Value>;
    fn from_values(values: &[Value]) -> Self;
}

impl Values for () {
    fn into_values(self) -> Vec<Value> {
        Vec::new()
    }

    fn from_values(values: &[Value]) {
        assert_eq!(*values, []);
    }
}

macro_rules! number {
    ($Number:ty, $Variant:ident) => {
        impl Values for $Number {
            fn into_values(self) -> Vec<Value> {
                vec![self.into()]
            }

            fn from_values(values: &[Value]) -> Self {
                match *values {
                    [Value::$Variant(number)] => number,
                    _ => panic!("{values:?}"),
                }
            }
        }
    };
}

number!(i32, I32);
number!(i64, I64);

impl<P: Values, V: Values> Call<P, V> for Wasmer {
    fn call(program: &mut Program<DeterministicHost>, name: &str, params: P) -> Result<V, Error> {
        program.call_export(name, &params.into_values()).map(|values| V::from_values(&values))
    }
}

impl Exports for Wasmer {
    fn define_millivolts(builder: Builder<Self>, millivolts: fn(i32) -> i32) -> Builder<Self> {
        builder.imports(move |imports, store, _env| {
            imports.define("board", "millivolts", Function::new_typed(store, millivolts));
        })
    }
}

#[test]
fn a_slice_needs_a_module_that_counts() {
    let made = program::<Wasmer>(&unmetered::<Wasmer>(), Some(1_000));
    assert!(matches!(made.map(drop), Err(Error::Unmetered)));
}
