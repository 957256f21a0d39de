//! Conferences in plain words.

use super::{capital, count, listed, places, with_a};
use crate::conference::{ConferenceRule, DelegateKey, Part};
use crate::expression::Expression;
use crate::rule::Charter;

pub(super) fn conference(charter: &Charter, it: &ConferenceRule) -> String {
    let mut sentence = format!(
        "{} may call {}; {} sends {}",
        capital(&listed(&places(charter, &it.calls), "or")),
        with_a(&it.title),
        listed(&places(charter, &it.sends), "or"),
        key(&it.key),
    );
    if it.key.substitutes > 0 {
        let most = count(u32::from(it.key.substitutes), "substitute");
        sentence.push_str(&format!(", with at most {most} beside them"));
    }
    let posts: Vec<String> = it
        .ex_officio
        .iter()
        .filter_map(|post| charter.post(*post))
        .map(|post| with_a(&post.title))
        .collect();
    if !posts.is_empty() {
        let posts = listed(&posts, "and");
        sentence.push_str(&format!("; {posts} has a seat by the post"));
    }
    if let Some(days) = it.notice_days {
        let days = count(u32::from(days), "day");
        sentence.push_str(&format!("; it is called {days} ahead at the latest"));
    }
    if let Some(quorum) = &it.quorum {
        sentence.push_str(&format!("; for a vote there have to be {}", words(quorum)));
    }
    let votes: Vec<String> = it
        .majorities
        .iter()
        .map(|one| format!("{} with {} for it", one.title, words(&one.needed)))
        .collect();
    sentence + &format!("; it adopts {}.", listed(&votes, "and"))
}

fn words(amount: &Expression) -> String {
    amount
        .amount()
        .unwrap_or_else(|| format!("`{}`", amount.text))
}

/// How many a unit sends, in words.
fn key(key: &DelegateKey) -> String {
    let mut parts = Vec::new();
    if key.per_unit > 0 || key.per_members.is_none() {
        parts.push(count(key.per_unit.max(key.least), "delegate"));
    }
    if let Some(each) = key.per_members {
        let further = if key.beyond > 0 { "further " } else { "" };
        let behind = match key.part {
            Part::Counts => " or part of them",
            Part::FromHalf => " or half of them and more",
            Part::Lost => "",
        };
        let beyond = match key.beyond {
            0 => String::new(),
            first => format!(" above {first}"),
        };
        let one = if parts.is_empty() {
            "one delegate"
        } else {
            "one"
        };
        parts.push(format!(
            "{one} for every {further}{each} members{behind}{beyond}"
        ));
    }
    let mut words = listed(&parts, "and");
    if key.least > 0 && key.per_members.is_some() {
        words.push_str(&format!(", at least {}", key.least));
    }
    if let Some(most) = key.most {
        words.push_str(&format!(", at most {most}"));
    }
    words
}
