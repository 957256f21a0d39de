//! Notices by e-mail: what is due goes to the people it is due from, once a
//! day at most, until they say that they want none.
//!
//! A [`digest`] says what there is to tell somebody today. A [`round`] goes
//! through everybody, keeps what it begins before it hands a mail to the
//! [`letterbox`], and what became of it afterwards. [`daily`] is what a server
//! does by itself at its hour; `charterhouse notices send` is the same by hand.

mod daily;
mod digest;
mod letter;
mod letterbox;
mod mailing;
mod round;

pub use daily::send_every_day;
pub(crate) use digest::stop_path;
pub use letterbox::{Login, Security, Server};
pub use mailing::{Mailing, Sender, SiteAddress, Unfit};
pub use round::{Fate, Round, RoundError, Silence, Told, ask, send};
