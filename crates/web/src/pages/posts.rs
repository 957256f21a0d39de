//! Posts: the forms that fill one and lay one down.

mod fill;
pub(crate) mod routes;
