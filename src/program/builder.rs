//! What a program is made with.

use alloc::string::String;

use crate::{
    host::{Environment, Host},
    js::Group,
    state::State,
};

/// Collects what a program is started with. `E` is what the runtime's adapter wants to know beside that; the adapter
/// also has the method that makes the program.
#[derive(Debug)]
pub struct Builder<H, E> {
    host: H,
    groups: &'static [&'static Group],
    environment: Environment,
    max_depth: Option<u32>,
    pub(crate) engine: E,
}

impl<H: Host, E> Builder<H, E> {
    /// Begins a program. For adapters, each of which has a `builder` of its own.
    pub fn new(host: H, groups: &'static [&'static Group], engine: E) -> Self {
        Builder { host, groups, environment: Environment::default(), max_depth: None, engine }
    }

    /// Sets `os.Args`: the program's name, then its arguments. Default: the name alone, `js`.
    ///
    /// Together with the environment they may take 8 KiB, with some bytes for each of them.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.environment.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets an environment variable. Default: there are none.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.vars.insert(name.into(), value.into());
        self
    }

    /// Sets environment variables.
    #[must_use]
    pub fn envs<N: Into<String>, V: Into<String>>(mut self, vars: impl IntoIterator<Item = (N, V)>) -> Self {
        self.environment.vars.extend(vars.into_iter().map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// Sets the working directory, an absolute path of the guest's. Default: `/`.
    #[must_use]
    pub fn cwd(mut self, path: impl Into<String>) -> Self {
        self.environment.cwd = path.into();
        self
    }

    /// Sets how deep Go and its host may call one another before the guest is thrown a `RangeError`. Each level takes
    /// native stack. Default: 128.
    #[must_use]
    pub fn max_depth(mut self, depth: u32) -> Self {
        self.max_depth = Some(depth);
        self
    }

    /// The state for an instance, and what the adapter was told. For adapters.
    #[must_use]
    pub fn into_parts(self) -> (State<H>, E) {
        let mut state = State::new(self.host, self.groups);
        state.environment = self.environment;
        if let Some(depth) = self.max_depth {
            state.max_depth = depth;
        }
        (state, self.engine)
    }
}
