//! What people bring in files: the text of one, whichever program wrote it,
//! bank statements, read line by line and matched to what is owed, lists of those who
//! were chosen, and pictures,
//! of which nothing is kept but the picture.
//! Nothing here decides anything or changes anything.

pub mod bank;
pub mod lists;
pub mod picture;
pub mod text;
