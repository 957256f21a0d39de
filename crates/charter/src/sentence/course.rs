//! Courses in plain words.

use super::{capital, listed, places, verb, with_a};
use crate::course::CourseRule;
use crate::rule::{Charter, Modality};

pub(super) fn course(charter: &Charter, it: &CourseRule, modality: Modality) -> String {
    let parts: Vec<String> = it.parts.iter().map(|part| part.title.clone()).collect();
    let grades: Vec<String> = it
        .open_to
        .iter()
        .filter_map(|id| charter.grade(*id))
        .map(|grade| with_a(&grade.title))
        .collect();
    let mut sentence = format!(
        "{} {} sessions of {}: {}. Whoever is {} may attend",
        capital(&listed(&places(charter, &it.levels), "or")),
        verb(modality, "holds", "hold"),
        it.title,
        listed(&parts, "and"),
        listed(&grades, "or"),
    );
    if let Some(days) = it.within_days {
        sentence.push_str(&format!(
            "; whoever was newly admitted has {days} days for it"
        ));
    }
    sentence + "; who attended is recorded, and nothing else about anybody."
}
