//! Visits in plain words.

use super::{capital, listed, often, places, verb, with_a};
use crate::rule::{Charter, Modality};
use crate::visiting::VisitRule;

pub(super) fn visit(charter: &Charter, it: &VisitRule, modality: Modality) -> String {
    let visited = charter.level(it.level).map_or("unit", |row| &row.title);
    format!(
        "{} {} {} beneath it {}; what was agreed is recorded.",
        capital(&listed(&places(charter, &it.by), "or")),
        verb(modality, "visits", "visit"),
        with_a(visited),
        often(it.every),
    )
}
