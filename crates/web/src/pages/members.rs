//! Belonging: the forms that admit, transfer and promote, and leaving.

mod fill;
pub(crate) mod routes;
pub(crate) mod striking;
