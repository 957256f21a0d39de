//! How a post is filled, in plain words.

use super::{capital, count, with_the};
use crate::choosing::{Choosing, Silence};
use crate::expression::Expression;
use crate::rule::{Charter, Modality};

pub(super) fn choosing(charter: &Charter, it: &Choosing, modality: Modality) -> String {
    let title = charter
        .post(it.post)
        .map_or("post", |post| post.title.as_str());
    let is = match modality {
        Modality::Must => "is",
        Modality::AsARule => "is as a rule",
        Modality::May => "may be",
    };
    let mut sentence = format!("{} {is} {}", capital(&with_the(title)), it.how);
    if let Some(election) = &it.election {
        sentence.push_str(&format!(", with {}", in_words(&election.majority)));
        if let Some(turnout) = &election.turnout {
            sentence.push_str(&format!(
                ", where ballots were cast by {}",
                in_words(turnout)
            ));
        }
        if let Some(run_off) = &election.run_off {
            sentence.push_str(&format!("; where nobody is elected, {run_off}"));
        }
    }
    if let Some(confirmation) = &it.confirmation {
        let level = confirmation.level.and_then(|id| charter.level(id));
        sentence.push_str(&format!(
            "; {} above confirms within {}; until then the holder {}, and {}",
            level.map_or_else(|| "the unit".to_owned(), |level| with_the(&level.title)),
            count(u32::from(confirmation.days), "day"),
            if confirmation.acts_until_then {
                "acts"
            } else {
                "waits"
            },
            match confirmation.silence {
                Silence::Confirms => "silence confirms",
                Silence::Lapses => "without a word the choice lapses",
                Silence::Waits => "the word stays owed",
            }
        ));
    }
    if let Some(days) = it.hand_over_days {
        sentence.push_str(&format!(
            "; the post is handed over within {}",
            count(u32::from(days), "day")
        ));
    }
    sentence + "."
}

/// How many, in words; the expression itself where words would leave a doubt.
fn in_words(expression: &Expression) -> String {
    expression
        .amount()
        .unwrap_or_else(|| expression.text.clone())
}
