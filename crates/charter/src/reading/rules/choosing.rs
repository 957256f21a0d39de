//! `[choosing]`: how the holders of a post are chosen and confirmed.

use super::{Reader, amount};
use crate::choosing::{Choosing, Confirmation, ElectionRule, Silence};
use crate::expression::Denominator;
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::reading::value::Marked;
use crate::rule::{Charter, PartBasis, PostId, RuleId};

const ELECTED: &str = "elected by ";
const APPOINTED: &str = "appointed by ";

/// Reads how a post is filled; the subject is the post.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> (String, Vec<PartBasis>) {
    let mut parts = Vec::new();
    let post = fields.text_needed("post", "\"the id of a post\"", reader.problems);
    let subject = post.clone().map(|post| post.value).unwrap_or_default();
    let post = post.and_then(|id| reader.names.post(&id, reader.problems));
    let how = fields.text_needed("how", "\"elected by those who belong\"", reader.problems);
    let election = fields
        .table("election", reader.problems)
        .map(|table| election(table, reader, &mut parts));
    let confirmation = fields
        .table("confirmation", reader.problems)
        .map(|table| confirmation(table, reader, &mut parts));
    let hand_over_days = fields
        .whole("hand_over_days", reader.problems)
        .map(|days| days.value);
    if let Some(how) = &how {
        fits(how, election.is_some(), reader);
    }
    charter.choosing.push(Choosing {
        rule,
        post: post.unwrap_or(PostId(u8::MAX)),
        how: how.map(|how| how.value).unwrap_or_default(),
        election: election.flatten(),
        confirmation: confirmation.flatten(),
        hand_over_days,
    });
    (subject, parts)
}

/// An election has its figures, and an appointment has none.
fn fits(how: &Marked<String>, election: bool, reader: &mut Reader<'_>) {
    let (message, help) = match (
        how.value.starts_with(ELECTED),
        how.value.starts_with(APPOINTED),
    ) {
        (true, _) if !election => (
            "an election without a majority".to_owned(),
            "add `[choosing.election]` with `majority = \"more than half of valid\"`",
        ),
        (_, true) if election => (
            "an appointment has no majority".to_owned(),
            "write `elected by ...`, or leave out `[choosing.election]`",
        ),
        (false, false) => (
            format!("`{}` is no way to fill a post", how.value),
            "write `elected by those who belong` or `appointed by the unit above`",
        ),
        _ => return,
    };
    reader.problems.note(&how.span, message, "", help);
}

/// What a table within the rule rests on, and the values of it that rest on something else.
fn close(
    mut table: Fields,
    part: &'static str,
    reader: &mut Reader<'_>,
    parts: &mut Vec<PartBasis>,
) {
    if let Some(text) = table.text("basis", reader.problems) {
        parts.push(PartBasis {
            part: part.to_owned(),
            words: format!("the {part}"),
            basis: reader.keys.basis(&text, reader.problems),
        });
    }
    table.finish(reader.problems);
    for (key, text) in std::mem::take(&mut table.parts) {
        parts.push(PartBasis {
            part: key.to_owned(),
            words: crate::parts::words(key),
            basis: reader.keys.basis(&text, reader.problems),
        });
    }
}

fn election(
    mut table: Fields,
    reader: &mut Reader<'_>,
    parts: &mut Vec<PartBasis>,
) -> Option<ElectionRule> {
    let majority = table.text_needed("majority", "\"more than half of valid\"", reader.problems);
    let turnout = table.text("turnout", reader.problems);
    let run_off = table
        .text("run_off", reader.problems)
        .map(|text| text.value);
    close(table, "election", reader, parts);
    let turnout = turnout.and_then(|text| amount::read(&text, &Denominator::IN_ELECTION, reader));
    let majority = amount::read(&majority?, &Denominator::IN_ELECTION, reader)?;
    Some(ElectionRule {
        majority,
        turnout,
        run_off,
    })
}

fn confirmation(
    mut table: Fields,
    reader: &mut Reader<'_>,
    parts: &mut Vec<PartBasis>,
) -> Option<Confirmation> {
    let level = table.text("level", reader.problems);
    let level = level.and_then(|id| reader.names.level(&id, reader.problems));
    let before = reader.problems.count();
    let days = table.whole("days", reader.problems).map(|days| days.value);
    if days.is_none() && reader.problems.count() == before {
        table.missing("days", "30", reader.problems);
    }
    let until_then = table.text_needed("until_then", "\"acts\"", reader.problems);
    let silence = table.text_needed("silence", "\"confirms\"", reader.problems);
    close(table, "confirmation", reader, parts);
    let acts = one_of(&until_then?, [("acts", true), ("waits", false)], reader);
    let silences = [
        ("confirms", Silence::Confirms),
        ("lapses", Silence::Lapses),
        ("waits", Silence::Waits),
    ];
    let silence = one_of(&silence?, silences, reader);
    Some(Confirmation {
        level,
        days: days?,
        acts_until_then: acts?,
        silence: silence?,
    })
}

/// What a word stands for, where it is one of a few.
fn one_of<T, const N: usize>(
    text: &Marked<String>,
    words: [(&str, T); N],
    reader: &mut Reader<'_>,
) -> Option<T> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    if !known.contains(&text.value.as_str()) {
        let help = did_you_mean(&text.value, known, "word");
        let message = format!("`{}` has no meaning here", text.value);
        reader.problems.note(&text.span, message, "", help);
    }
    words
        .into_iter()
        .find(|(word, _)| *word == text.value)
        .map(|(_, meaning)| meaning)
}
