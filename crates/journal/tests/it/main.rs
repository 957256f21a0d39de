//! The journal's tests, in one binary.

#[cfg(test)]
mod auditor;
#[cfg(test)]
mod bits;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod files;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod scribe;
