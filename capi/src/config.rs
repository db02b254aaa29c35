//! The configuration of a program.

use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};

use gojs::{
    Builder, DeterministicHost, Limits, StateSlot,
    embed::{Caller, Rest, Throw},
    fs::MemFs,
    globals,
    wapc::HostCall,
};
#[cfg(feature = "std")]
use gojs::{
    StdHost,
    fs::{FileSystem, HostDir},
};

use crate::{
    datum::Datum,
    ffi::{FunctionCallback, HostCallbacks, Runtime},
    host::Host,
    instance::{Instance, LinearMemory, Signals},
    program::{Program, Shared},
    status::gojs_status,
};

/// A file system and its mount path.
#[cfg_attr(not(feature = "std"), expect(dead_code, reason = "directories are opened only with `std`"))]
#[derive(Clone, Debug)]
pub(crate) enum Mount {
    Memory { path: String },
    Directory { path: String, directory: String, is_read_only: bool },
}

/// The settings that C has made for future programs.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) args: Vec<String>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) cwd: Option<String>,
    pub(crate) mounts: Vec<Mount>,
    pub(crate) functions: Vec<(String, FunctionCallback)>,
    /// The handler of waPC calls by the guest.
    pub(crate) wapc: Option<FunctionCallback>,
    pub(crate) host: HostCallbacks,
    /// The seed of the deterministic host, if that is the fallback for the callbacks.
    pub(crate) seed: Option<u64>,
    pub(crate) limits: Limits,
}

impl Config {
    fn host(&self) -> Result<Host, gojs_status> {
        let base: Option<Box<dyn gojs::Host + Send>> = match self.seed {
            Some(seed) => Some(Box::new(DeterministicHost::new(seed))),
            #[cfg(feature = "std")]
            None => Some(Box::new(StdHost::new())),
            #[cfg(not(feature = "std"))]
            None => None,
        };
        Host::new(self.host, base, self.seed.is_some()).ok_or(gojs_status::NoClock)
    }

    /// Creates a program, which does not run yet.
    pub(crate) fn program(&self, runtime: Runtime) -> Result<Program, gojs_status> {
        let signals = Arc::<Signals>::default();
        let mut builder =
            Builder::new(self.host()?, globals::ALL, ()).limits(self.limits).envs(self.env.iter().cloned());
        if !self.args.is_empty() {
            builder = builder.args(self.args.iter().cloned());
        }
        if let Some(cwd) = &self.cwd {
            builder = builder.cwd(cwd.clone());
        }
        for mount in &self.mounts {
            builder = match mount {
                Mount::Memory { path } => builder.mount(path, MemFs::new()),
                #[cfg(not(feature = "std"))]
                Mount::Directory { .. } => return Err(gojs_status::Directory),
                #[cfg(feature = "std")]
                Mount::Directory { path, directory, is_read_only } => {
                    let directory = HostDir::open(directory).map_err(|_| gojs_status::Directory)?;
                    match is_read_only {
                        true => builder.mount(path, directory.read_only()),
                        false => builder.mount(path, directory),
                    }
                }
            };
        }
        for (name, callback) in &self.functions {
            let (callback, owner) = (*callback, Arc::clone(&signals));
            builder = builder.function(name, move |cx: &mut Caller<'_, Host>, Rest(arguments): Rest<Datum>| {
                let returned = callback.call(arguments, &owner).map_err(Throw::error)?;
                Ok::<_, Throw>(returned.parsed(cx)?)
            });
        }
        if let Some(callback) = self.wapc {
            let owner = Arc::clone(&signals);
            builder = builder.wapc(move |_: &mut Caller<'_, Host>, call| host_call(callback, call, &owner));
        }
        let (state, ()) = builder.into_parts();
        let shared = Shared { runtime, slot: StateSlot::new(state), signals };
        Ok(Program::new(shared))
    }
}

/// Passes a waPC call by the guest to C.
fn host_call(callback: FunctionCallback, call: HostCall<'_>, owner: &Arc<Signals>) -> Result<Vec<u8>, String> {
    let names = [call.binding, call.namespace, call.operation].map(|name| Datum::String(name.into()));
    let arguments = names.into_iter().chain([Datum::Bytes(call.payload.to_vec())]).collect();
    match callback.call(arguments, owner)? {
        Datum::Undefined => Ok(Vec::new()),
        Datum::Bytes(bytes) => Ok(bytes),
        Datum::String(text) | Datum::Json(text) => Ok(text.into_bytes()),
        _ => Err("the host answered with a value that is neither bytes nor a string".into()),
    }
}

impl Shared {
    /// Creates an instance that has not taken the state yet.
    pub(crate) fn instance(&self) -> Instance {
        Instance { memory: LinearMemory(self.runtime), lease: self.slot.lease(), signals: Arc::clone(&self.signals) }
    }
}
