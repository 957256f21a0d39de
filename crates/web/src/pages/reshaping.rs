//! The forms that change the tree by one unit: found, rename, move, dissolve.

pub(crate) mod fill;
pub(crate) mod routes;
pub(crate) mod striking;
