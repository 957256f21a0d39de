//! The `charterhouse` program.

mod register_files;

fn main() {}
