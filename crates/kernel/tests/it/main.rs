//! The kernel from outside: commands go in, events or refusals come out.

mod charters;
mod commands;
mod findings;
mod fixture;
mod meetings;
mod members;
mod plans;
mod posts;
mod refusals;
mod register;
mod rights;
mod units;
