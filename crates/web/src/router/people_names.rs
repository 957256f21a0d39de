//! The names of a person.

use super::Table;
use crate::pages::people::naming;

pub(super) fn add(table: Table) -> Table {
    table
        .get("/people/{id}/names/add", naming::add_form)
        .post("/people/{id}/names/add", naming::add)
        .get("/people/{id}/names/{nth}", naming::correct_form)
        .post("/people/{id}/names/{nth}", naming::correct)
        .get("/people/{id}/names/{nth}/end", naming::end_form)
        .post("/people/{id}/names/{nth}/end", naming::end)
        .get("/people/{id}/names/{nth}/remove", naming::remove_form)
        .post("/people/{id}/names/{nth}/remove", naming::remove)
}
