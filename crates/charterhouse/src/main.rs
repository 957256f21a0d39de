//! The `charterhouse` program.
fn main() {}
