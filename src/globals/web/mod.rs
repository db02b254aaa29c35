//! Globals of the WHATWG and W3C standards, as Node implements them.

mod abort;
mod console;
mod crypto;
mod dom_exception;
mod encoding;
mod event;
mod event_listener;
mod event_target;
mod fetch;
mod format;
mod inspect;
mod pair_iterable;
mod performance;
mod streams;
mod structured_clone;
mod table;
mod text_decoder;
mod text_encoder;
mod timers;
mod url;
mod url_search_params;
mod urlencoded;

pub(in crate::globals) use self::{
    console::{CONSOLE, CONSOLE_STATE},
    crypto::CRYPTO,
    fetch::{FETCH, HEADERS_ITERATOR},
    inspect::inspect,
    performance::PERFORMANCE,
    timers::{IMMEDIATE, TIMEOUT, TIMERS},
    url_search_params::URL_SEARCH_PARAMS_ITERATOR,
};
pub(crate) use self::{fetch::remove_fetch, timers::delay_from_ms};
use crate::js::Builtin;

pub(in crate::globals) static ENCODING: &[Builtin] =
    &[Builtin::class(&text_decoder::TEXT_DECODER), Builtin::class(&text_encoder::TEXT_ENCODER)];
pub(in crate::globals) static STRUCTURED_CLONE: &[Builtin] = structured_clone::STRUCTURED_CLONE;
pub(in crate::globals) static URL: &[Builtin] =
    &[Builtin::class(&url::URL), Builtin::class(&url_search_params::URL_SEARCH_PARAMS)];
pub(in crate::globals) static EVENTS: &[Builtin] = &[
    Builtin::class(&event::EVENT),
    Builtin::class(&event::CUSTOM_EVENT),
    Builtin::class(&event_target::EVENT_TARGET),
    Builtin::class(&abort::ABORT_CONTROLLER),
    Builtin::class(&abort::ABORT_SIGNAL),
    Builtin::class(&dom_exception::DOM_EXCEPTION),
];
