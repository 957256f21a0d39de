//! Tests in a real browser. `cargo xtask test` installs it where it is missing
//! and says where it is; without that, it is looked for on the PATH.

mod driver;
mod window;

pub(crate) use driver::Driver;
pub(crate) use window::{Screen, Window};

mod harness;
