//! What is asked of units: the list of a unit, one petition, and the pages on
//! which anybody asks.

use charter::PetitionRule;

use crate::words::counted;

/// How many wait, and of how many the answer is late.
pub(crate) fn waiting_words(rule: &PetitionRule, waiting: u32, late: u32) -> String {
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let late = match late {
        0 => String::new(),
        late => format!(", {late} late"),
    };
    let counted = counted(u64::from(waiting), &rule.title, &rule.plural);
    format!("{counted} {verb} for an answer{late}")
}
