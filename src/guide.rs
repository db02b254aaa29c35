//! Guides, one for each task: [`plugins`], [`limits`], [`files`], [`event_loop`], [`firmware`], [`runtimes`].
//!
//! These modules exist in the documentation only. Their examples are compiled and run as tests.

#[doc = include_str!("guide/event_loop.md")]
pub mod event_loop {}

#[doc = include_str!("guide/files.md")]
pub mod files {}

#[doc = include_str!("guide/firmware.md")]
pub mod firmware {}

#[doc = include_str!("guide/limits.md")]
pub mod limits {}

#[doc = include_str!("guide/plugins.md")]
pub mod plugins {}

#[doc = include_str!("guide/runtimes.md")]
pub mod runtimes {}
