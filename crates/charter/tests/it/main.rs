//! The charter crate seen from outside.

mod shipped;
