//! `Array` (ECMA-262 §23.1). `Symbol.species` exists, but methods ignore it and create plain arrays.

mod build;
mod constructor;
mod end;
mod flat;
mod overwrite;
mod part;

use super::{
    iteration::Iteration,
    iterator::{of_array, values},
    search::Elements,
    text,
};
use crate::{
    globals::shown::Shown,
    js::{Builtin, Class, Intrinsic, Symbol},
};

pub(in crate::globals) static ARRAY: Class = Class::new(Intrinsic::Array, "Array")
    .constructor(1, constructor::construct)
    .statics(&[
        Builtin::method("isArray", 1, constructor::is_array),
        Builtin::method("from", 1, constructor::from),
        Builtin::method("of", 0, constructor::of),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ])
    .prototype(&[
        Builtin::method("at", 1, |cx, call| Elements::array(cx, &call)?.at(cx, &call)),
        Builtin::method("concat", 1, part::concat),
        Builtin::method("copyWithin", 2, overwrite::copy_within),
        Builtin::method("fill", 1, overwrite::fill),
        Builtin::method("find", 1, |cx, call| Iteration::array(cx, &call)?.find(cx)),
        Builtin::method("findIndex", 1, |cx, call| Iteration::array(cx, &call)?.find_index(cx)),
        Builtin::method("findLast", 1, |cx, call| Iteration::array(cx, &call)?.find_last(cx)),
        Builtin::method("findLastIndex", 1, |cx, call| Iteration::array(cx, &call)?.find_last_index(cx)),
        Builtin::method("lastIndexOf", 1, |cx, call| Elements::array(cx, &call)?.last_index_of(cx, &call)),
        Builtin::method("pop", 0, end::pop),
        Builtin::method("push", 1, end::push),
        Builtin::method("reverse", 0, overwrite::reverse),
        Builtin::method("shift", 0, end::shift),
        Builtin::method("unshift", 1, end::unshift),
        Builtin::method("slice", 2, part::slice),
        Builtin::method("sort", 1, overwrite::sort),
        Builtin::method("splice", 2, part::splice),
        Builtin::method("includes", 1, |cx, call| Elements::array(cx, &call)?.includes(cx, &call)),
        Builtin::method("indexOf", 1, |cx, call| Elements::array(cx, &call)?.index_of(cx, &call)),
        Builtin::method("join", 1, text::join),
        Builtin::method("keys", 0, |cx, call| of_array(cx, &call, Shown::Keys)),
        Builtin::method("entries", 0, |cx, call| of_array(cx, &call, Shown::Entries)),
        Builtin::method("values", 0, values),
        Builtin::method("forEach", 1, |cx, call| Iteration::array(cx, &call)?.for_each(cx)),
        Builtin::method("filter", 1, build::filter),
        Builtin::method("flat", 0, flat::flat),
        Builtin::method("flatMap", 1, flat::flat_map),
        Builtin::method("map", 1, build::map),
        Builtin::method("every", 1, |cx, call| Iteration::array(cx, &call)?.every(cx)),
        Builtin::method("some", 1, |cx, call| Iteration::array(cx, &call)?.some(cx)),
        Builtin::method("reduce", 1, |cx, call| Iteration::array(cx, &call)?.reduce(cx, &call)),
        Builtin::method("reduceRight", 1, |cx, call| Iteration::array(cx, &call)?.reduce_right(cx, &call)),
        Builtin::method("toLocaleString", 0, text::to_locale_string),
        Builtin::method("toString", 0, text::to_string),
        Builtin::method("toReversed", 0, build::to_reversed),
        Builtin::method("toSorted", 1, build::to_sorted),
        Builtin::method("toSpliced", 2, part::to_spliced),
        Builtin::method("with", 2, build::with),
        Builtin::alias("[Symbol.iterator]", "values").at(Symbol::ITERATOR),
    ]);
