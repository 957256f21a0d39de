//! Tests in a real browser. `cargo xtask test` installs it where it is missing
//! and says where it is; without that, it is looked for on the PATH.

mod bulletins;
mod charter;
mod conference;
mod drafts;
mod driver;
mod every_page;
mod faults;
mod harness;
mod meetings;
mod pictures;
mod plans;
mod server;
mod sessions;
mod walk;
mod walk_of_figures;
mod window;

pub(crate) use driver::Driver;
pub(crate) use server::{Login, Server};
pub(crate) use window::{Screen, Window};
