//! The errors that several globals throw, with the messages of V8 and Node. This module uses no other group of globals.

pub(in crate::globals) mod idl;
pub(in crate::globals) mod node_error;
mod platform;
pub(in crate::globals) mod receiver;
