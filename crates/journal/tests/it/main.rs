//! The journal's tests, in one binary.

mod auditor;
mod bits;
mod conformance;
mod files;
mod golden;
mod scribe;
