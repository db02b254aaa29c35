//! A Go module, of which wasmi is given only the part that it needs.

use ::wasmi::{Engine, Error, ExternType, MemoryType, errors::MemoryError};

use crate::engine::{
    data::{self, Segments},
    memory_import,
};

/// A Go module: a [`wasmi::Module`], with the data of the module kept separately.
///
/// The data of a Go program consists of tens of thousands of segments. wasmi would copy each of them, which costs time
/// and memory. Here they stay in place, for example in flash, and are copied only once: to the linear memory of each
/// instance.
///
/// A module that was parsed by wasmi itself is suitable, too: see [`From`].
#[derive(Clone, Debug)]
pub struct Module<'a> {
    module: ::wasmi::Module,
    data: Segments<'a>,
    /// The memory that the module imports instead of defining it.
    memory: Option<MemoryType>,
}

impl<'a> Module<'a> {
    /// Parses a module. Only instantiation checks whether it is a Go program.
    ///
    /// If the data has the form that Go's linker gives it, wasmi does not receive it, nor the custom sections after it,
    /// so the wasmi limit on the number of segments does not apply. Otherwise this is
    /// [`wasmi::Module::new`](::wasmi::Module::new) of the whole module.
    ///
    /// # Errors
    ///
    /// Those of [`wasmi::Module::new`](::wasmi::Module::new).
    #[cfg(feature = "wasmi")]
    pub fn new(engine: &Engine, wasm: &'a [u8]) -> Result<Self, Error> {
        Module::new_by(engine, wasm, |engine, wasm| ::wasmi::Module::new(engine, wasm))
    }

    /// Parses a module like [`Module::new`], but with `parse`, which has wasmi parse the bytes that it receives. It can
    /// call [`wasmi::Module::new_unchecked`](::wasmi::Module::new_unchecked) if the module is known to be valid: the
    /// bytes are valid if the module is.
    ///
    /// # Errors
    ///
    /// Those of `parse`.
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

    /// Parses a module whose linear memory will lie in a [buffer of the embedder](crate::Builder::linear_memory).
    /// During this call it needs a copy of the code of the module.
    ///
    /// # Errors
    ///
    /// Those of [`wasmi::Module::new`](::wasmi::Module::new). Also fails if the module does not have the form that Go's
    /// linker gives it, or if the copy can't be allocated.
    #[cfg(feature = "wasmi")]
    pub fn with_lent_memory(engine: &Engine, wasm: &'a [u8]) -> Result<Self, Error> {
        Module::with_lent_memory_by(engine, wasm, |engine, wasm| ::wasmi::Module::new(engine, wasm))
    }

    /// Parses a module like [`Module::with_lent_memory`], but with `parse`, as [`Module::new_by`] does.
    ///
    /// # Errors
    ///
    /// Those of `parse`. Also fails if the module does not have the form that Go's linker gives it, or if the copy
    /// can't be allocated.
    pub fn with_lent_memory_by(
        engine: &Engine,
        wasm: &'a [u8],
        parse: impl Fn(&Engine, &[u8]) -> Result<::wasmi::Module, Error>,
    ) -> Result<Self, Error> {
        let apart = data::split(wasm).and_then(|(code, data)| Some((memory_import::import_memory(code)?, data)));
        let Some((code, data)) = apart else {
            // If the fault is in the module, wasmi has the best error message.
            parse(engine, wasm)?;
            return Err(Error::new(
                "cannot lend the module's linear memory: the module does not have the layout of Go's linker, or memory ran out",
            ));
        };
        let module = parse(engine, &code)?;
        let memory = module.imports().find_map(|import| match import.ty() {
            ExternType::Memory(ty) if !ty.is_64() => Some(*ty),
            _ => None,
        });
        Ok(Module { module, data, memory })
    }

    /// Returns the type of the memory that the module imports instead of defining it.
    pub(super) fn imported_memory(&self) -> Option<MemoryType> {
        self.memory
    }

    /// Returns the part of the module that wasmi has: imports, exports and code.
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

/// Returns whether `mem` is memory 0 of a module that defines one memory, which is the target of its data.
fn memory_is_exported(module: &::wasmi::Module) -> bool {
    let imports_none = !module.imports().any(|import| matches!(import.ty(), ExternType::Memory(_)));
    imports_none && matches!(module.get_export("mem"), Some(ExternType::Memory(ty)) if !ty.is_64())
}

/// Keeps the whole module in wasmi, including its data.
impl From<::wasmi::Module> for Module<'_> {
    fn from(module: ::wasmi::Module) -> Self {
        Module { module, data: Segments::NONE, memory: None }
    }
}

/// Keeps the whole module in wasmi, including its data.
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
