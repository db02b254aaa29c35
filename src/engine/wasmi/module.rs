//! A Go module, of which wasmi is given only what it needs.

use ::wasmi::{Engine, Error, ExternType, errors::MemoryError};

use crate::engine::data::{self, Segments};

/// A Go module: a [`wasmi::Module`], with the module's data apart from it.
///
/// Go's data are tens of thousands of segments, of which wasmi makes a copy each, which takes time and memory. Here
/// they stay where they are, in flash for example, and are copied once: to the linear memory of each instance.
///
/// A module that wasmi has made by itself will do as well: see [`From`].
#[derive(Clone, Debug)]
pub struct Module<'a> {
    module: ::wasmi::Module,
    data: Segments<'a>,
}

impl<'a> Module<'a> {
    /// Parses a module. Whether it is a Go program is seen when it is instantiated.
    ///
    /// Where its data are as no Go linker leaves them, this is [`wasmi::Module::new`](::wasmi::Module::new) of the
    /// whole. Where they are as usual, wasmi sees neither them, so that its limit on their number is not asked, nor the
    /// custom sections behind them.
    ///
    /// # Errors
    ///
    /// Those of [`wasmi::Module::new`](::wasmi::Module::new).
    pub fn new(engine: &Engine, wasm: &'a [u8]) -> Result<Self, Error> {
        let apart = data::split(wasm).and_then(|(code, data)| {
            let module = ::wasmi::Module::new(engine, code).ok()?;
            memory_is_exported(&module).then_some(Module { module, data })
        });
        match apart {
            Some(module) => Ok(module),
            None => ::wasmi::Module::new(engine, wasm).map(Module::from),
        }
    }

    /// What wasmi has of the module: its imports, its exports and its code.
    #[must_use]
    pub fn as_wasmi(&self) -> &::wasmi::Module {
        &self.module
    }

    /// Copies the data to the memory of an instance.
    pub(super) fn write_data(&self, memory: &mut [u8]) -> Result<(), Error> {
        for (offset, bytes) in self.data {
            offset
                .try_into()
                .ok()
                .and_then(|offset: usize| memory.get_mut(offset..)?.get_mut(..bytes.len()))
                .ok_or(MemoryError::OutOfBoundsAccess)?
                .copy_from_slice(bytes);
        }
        Ok(())
    }
}

/// Whether `mem` is the memory with index 0 of a module that defines one, and so the memory that its data are for.
fn memory_is_exported(module: &::wasmi::Module) -> bool {
    let imports_none = !module.imports().any(|import| matches!(import.ty(), ExternType::Memory(_)));
    imports_none && matches!(module.get_export("mem"), Some(ExternType::Memory(ty)) if !ty.is_64())
}

/// Has all of the module in wasmi, with its data.
impl From<::wasmi::Module> for Module<'_> {
    fn from(module: ::wasmi::Module) -> Self {
        Module { module, data: Segments::NONE }
    }
}

/// Has all of the module in wasmi, with its data.
impl From<&::wasmi::Module> for Module<'_> {
    fn from(module: &::wasmi::Module) -> Self {
        module.clone().into()
    }
}

impl<'m> From<&'m Module<'_>> for Module<'m> {
    fn from(module: &'m Module<'_>) -> Self {
        module.clone()
    }
}
