//! Belonging: the forms that admit, transfer and promote, and leaving.

mod fill;
pub(crate) mod routes;
pub(crate) mod striking;
pub(crate) mod striking_transfer;
