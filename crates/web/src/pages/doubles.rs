//! Two numbers of one person: who may be one, with the reasons, and the forms
//! that say so and take it back. Nothing is ever decided by the program.

pub(crate) mod beside;
mod fill;
pub(crate) mod list;
pub(crate) mod merging;

pub(crate) use fill::{Pair, look_for, numbers, pairs_in, too_many, too_many_words};
