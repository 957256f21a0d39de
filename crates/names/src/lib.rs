//! Names of people: as they are printed, in whatever script and system, how
//! they are compared and which of them may be the same person's. No I/O.
//!
//! [`parse`] understands a name with other forms in brackets, [`romanise`]
//! writes a Hangul name in Latin letters by three systems, [`Keys`] say how
//! like one name is to another, and [`proposals`] which people may be one.

mod duplicates;
mod fold;
mod hangul;
mod matching;
mod name;
mod printed;
mod romanise;
mod sound;

pub use duplicates::{Proposal, Reason, SHARED_MAX, proposals};
pub use fold::{compact, fold, is_apostrophe};
pub use hangul::{HangulName, Syllable};
pub use matching::{Difference, Keys, Likeness, differences, forms_of, is_one_step_off, likeness};
pub use name::{Name, PartOrder, Script, System};
pub use printed::{BracketError, BracketFault, Form, Printed, parse};
pub use romanise::{Romanisation, romanise, romanise_word};
pub use sound::{heard_as, heard_in, sound};
