//! The kernel from outside: commands go in, events or refusals come out.

mod commands;
mod fixture;
mod meetings;
mod members;
mod plans;
mod posts;
mod refusals;
mod units;
