//! Pages and the JSON API.
//!
//! A page is a struct whose fields are the page (`pages/`), with a template of
//! the same name (`templates/`). The structs hold plain text, numbers and
//! links, already decided and already in words: no rule is worked out here.

pub mod articles;
pub mod assets;
pub mod forms;
pub mod frame;
pub mod listing;
pub mod pages;
pub mod pictures;
pub mod prose;
pub mod standing;
pub mod words;
