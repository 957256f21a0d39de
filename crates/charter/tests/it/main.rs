//! The charter crate seen from outside.

#[cfg(test)]
mod shipped;
