//! The pages, one file a noun. Each struct is a page: its fields are what the
//! page says, and its template says nothing else.

pub mod applications;
pub mod awards;
pub mod bodies;
pub mod bulletins;
pub mod calendars;
pub mod charter;
pub mod conferences;
pub mod directives;
pub(crate) mod doubles;
pub mod drafts;
pub mod dues;
pub mod error;
pub mod findings;
pub mod form;
pub mod home;
pub mod journal;
pub mod meetings;
pub(crate) mod members;
pub mod notices;
pub(crate) mod past;
pub mod people;
pub mod petitions;
pub(crate) mod posts;
pub mod reports;
pub(crate) mod reshaping;
pub mod sessions;
pub mod study;
pub mod units;
pub mod visits;
pub mod what_if;
