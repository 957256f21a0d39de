//! The clerk's tests, in one binary.

mod crash;
mod desk;
mod office;
mod start;
