//! Pages and the JSON API.
//!
//! A page is a struct whose fields are the page (`pages/`), with a template of
//! the same name (`templates/`). The structs hold plain text, numbers and
//! links, already decided and already in words: no rule is worked out here.

mod acting;
mod api;
pub mod articles;
pub mod assets;
mod calendar;
mod cards;
mod chronicle;
mod done;
mod erasing;
mod error;
mod files;
pub mod forms;
pub mod frame;
mod handed_in;
pub mod listing;
mod naming;
pub mod notices;
pub mod outside;
pub mod pages;
pub mod pictures;
mod plans;
pub mod prose;
mod published;
pub mod readings;
mod records;
mod refusal;
mod roll_ups;
mod router;
mod security;
mod server;
mod session;
mod settings;
pub mod sheet;
mod site;
pub mod standing;
mod survey;
mod unit_words;
mod view;
pub mod words;

pub use erasing::{erase_what_is_due, erase_when_due};
pub use published::own_bulletins;
pub use router::{Route, router, routes};
pub use server::{asked_to_end, serve};
pub use session::passwords::{PASSWORD_CHARACTERS_MIN, PasswordError, seal as seal_password};
pub use settings::{Log, Settings};
