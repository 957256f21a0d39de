//! What people bring in files: the text of one, whichever program wrote it,
//! and bank statements, read line by line and matched to what is owed.
//! Nothing here decides anything or changes anything.

pub mod bank;
pub mod text;
