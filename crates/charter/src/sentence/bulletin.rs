//! Bulletins in plain words.

use super::{capital, listed, places, verb};
use crate::bulletin::BulletinRule;
use crate::rule::{Charter, Modality};

pub(super) fn bulletin(charter: &Charter, it: &BulletinRule, modality: Modality) -> String {
    let review = if it.reviewed {
        "another person than the one who wrote it reviews the text before everybody can read it"
    } else {
        "whoever may publish does so without a review by another person"
    };
    format!(
        "{} {} bulletins; {review}, and what was published is corrected or withdrawn only visibly, with a reason.",
        capital(&listed(&places(charter, &it.levels), "or")),
        verb(modality, "publishes", "publish"),
    )
}
