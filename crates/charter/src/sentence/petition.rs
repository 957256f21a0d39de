//! Petitions in plain words.

use super::{capital, count, listed, places, verb, with_a};
use crate::petition::{AskedBy, PetitionRule};
use crate::rule::{Charter, Modality};

pub(super) fn petition(charter: &Charter, it: &PetitionRule, modality: Modality) -> String {
    let who = match it.from {
        AskedBy::Anyone => "anybody",
        AskedBy::Members => "any member",
    };
    let mut sentence = format!(
        "{} may bring {} to {}; the unit that has it {} within {}",
        capital(who),
        with_a(&it.title),
        listed(&places(charter, &it.levels), "or"),
        verb(modality, "answers", "answer"),
        count(u32::from(it.answer_days), "day"),
    );
    let ways: Vec<String> = [(it.up, "up"), (it.sideways, "sideways")]
        .into_iter()
        .filter(|(may, _)| *may)
        .map(|(_, way)| way.to_owned())
        .collect();
    if !ways.is_empty() {
        let passes = match modality {
            Modality::Must | Modality::May => "pass",
            Modality::AsARule => "passes",
        };
        sentence.push_str(&format!(" or {passes} it {}", listed(&ways, "or")));
    }
    if let Some(days) = it.pass_on_days.filter(|_| !ways.is_empty()) {
        sentence.push_str(&format!(
            " within {}, without which the day of the answer stays as it was",
            count(u32::from(days), "day")
        ));
    }
    sentence.push_str(&format!(
        "; {} after the answer everything written is erased",
        count(u32::from(it.erase_days), "day")
    ));
    if !it.seen_after {
        sentence.push_str(", and a unit that passed it on does not read it any more");
    }
    sentence + "."
}
