//! A Go module, of which wasmi is given only what it needs.

use ::wasmi::{Engine, Error, ExternType, MemoryType, errors::MemoryError};

use crate::engine::{
    data::{self, Segments},
    memory_import,
};

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
    /// The memory that the module imports in place of defining it.
    memory: Option<MemoryType>,
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
    #[cfg(feature = "wasmi")]
    pub fn new(engine: &Engine, wasm: &'a [u8]) -> Result<Self, Error> {
        Module::new_by(engine, wasm, |engine, wasm| ::wasmi::Module::new(engine, wasm))
    }

    /// [`Module::new`], with a function of the embedder's that has wasmi parse what it is given of the module: by
    /// [`wasmi::Module::new_unchecked`](::wasmi::Module::new_unchecked), where it is known to be valid. What is given is valid
    /// if the module is.
    ///
    /// # Errors
    ///
    /// Those of the function.
    pub fn new_by(
        engine: &Engine,
        wasm: &'a [u8],
        parse: impl Fn(&Engine, &[u8]) -> Result<::wasmi::Module, Error>,
    ) -> Result<Self, Error> {
        let apart = data::split(wasm).and_then(|(code, data)| {
            let module = parse(engine, code).ok()?;
            memory_is_exported(&module).then_some(Module { module, data, memory: None })
        });
        match apart {
            Some(module) => Ok(module),
            None => parse(engine, wasm).map(Module::from),
        }
    }

    /// Parses a module whose linear memory is to lie [where the embedder says](crate::Builder::linear_memory). For the time
    /// of this call it takes a copy of the module's code.
    ///
    /// # Errors
    ///
    /// Those of [`wasmi::Module::new`](::wasmi::Module::new); and where the module is not one that Go's linker makes, or
    /// there is no room for the copy.
    #[cfg(feature = "wasmi")]
    pub fn with_lent_memory(engine: &Engine, wasm: &'a [u8]) -> Result<Self, Error> {
        Module::with_lent_memory_by(engine, wasm, |engine, wasm| ::wasmi::Module::new(engine, wasm))
    }

    /// [`Module::with_lent_memory`], with a function of the embedder's as for [`Module::new_by`].
    ///
    /// # Errors
    ///
    /// Those of the function; and where the module is not one that Go's linker makes, or there is no room for the copy.
    pub fn with_lent_memory_by(
        engine: &Engine,
        wasm: &'a [u8],
        parse: impl Fn(&Engine, &[u8]) -> Result<::wasmi::Module, Error>,
    ) -> Result<Self, Error> {
        let apart = data::split(wasm).and_then(|(code, data)| Some((memory_import::import_memory(code)?, data)));
        let Some((code, data)) = apart else {
            // What is wrong with it wasmi knows best, if it is the module.
            parse(engine, wasm)?;
            return Err(Error::new(
                "the module's linear memory can't be lent: it is not as Go's linker makes it, or RAM is short",
            ));
        };
        let module = parse(engine, &code)?;
        let memory = module.imports().find_map(|import| match import.ty() {
            ExternType::Memory(ty) if !ty.is_64() => Some(*ty),
            _ => None,
        });
        Ok(Module { module, data, memory })
    }

    /// The memory that the module imports in place of defining it.
    pub(super) fn imported_memory(&self) -> Option<MemoryType> {
        self.memory
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
        Module { module, data: Segments::NONE, memory: None }
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
