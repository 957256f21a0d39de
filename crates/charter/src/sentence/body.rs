//! Affiliated bodies in plain words.

use super::{capital, listed, places, verb};
use crate::body::BodyRule;
use crate::rule::{Charter, Modality};

pub(super) fn body(charter: &Charter, it: &BodyRule, modality: Modality) -> String {
    let mut sentence = format!(
        "{} {} a register of {}",
        capital(&listed(&places(charter, &it.levels), "or")),
        verb(modality, "keeps", "keep"),
        it.plural,
    );
    let posts: Vec<String> = it
        .liaison
        .iter()
        .filter_map(|id| charter.post(*id))
        .map(|post| post.title.clone())
        .collect();
    if !posts.is_empty() {
        sentence.push_str(&format!(
            "; the contact person for one is the {}",
            listed(&posts, "or")
        ));
    }
    sentence + "; they are listed, and nothing else is done with them."
}
