//! The kernel from outside: commands go in, events or refusals come out.

mod fixture;
mod plans;
mod refusals;
