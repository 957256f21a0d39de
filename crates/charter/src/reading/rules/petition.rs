//! `[petition]`: what may be asked of a unit, by whom, and when it answers.

use super::Reader;
use crate::petition::{AskedBy, PetitionRule};
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a kind of petition.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> PetitionRule {
    let id = fields
        .id_needed("\"request\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let title = fields
        .text_needed("title", "\"what it is called\"", reader.problems)
        .map(|title| title.value)
        .unwrap_or_default();
    let plural = fields
        .text("plural", reader.problems)
        .map_or_else(|| format!("{title}s"), |plural| plural.value);
    let levels = reader.levels_needed(fields);
    let from = asked_by(fields, reader);
    let answer_days = days_needed(fields, "answer_days", reader);
    let pass_on_days = fields
        .whole("pass_on_days", reader.problems)
        .map(|days| days.value);
    let (up, sideways) = passes(fields, reader);
    let seen_after = fields
        .truth("seen_after", reader.problems)
        .is_some_and(|seen| seen.value);
    let erase_days = days_needed(fields, "erase_days", reader);
    PetitionRule {
        rule,
        id,
        title,
        plural,
        levels,
        from,
        answer_days,
        pass_on_days,
        up,
        sideways,
        seen_after,
        erase_days,
    }
}

/// A number of days that has to be there.
fn days_needed(fields: &mut Fields, key: &'static str, reader: &mut Reader<'_>) -> u16 {
    let before = reader.problems.count();
    let days = fields.whole::<u16>(key, reader.problems);
    if days.is_none() && reader.problems.count() == before {
        fields.missing(key, "30", reader.problems);
    }
    days.map_or(0, |days| days.value)
}

fn asked_by(fields: &mut Fields, reader: &mut Reader<'_>) -> AskedBy {
    const WORDS: &[(&str, AskedBy)] = &[("anyone", AskedBy::Anyone), ("members", AskedBy::Members)];
    let Some(word) = fields.text_needed("from", "\"anyone\"", reader.problems) else {
        return AskedBy::Members;
    };
    let found = WORDS.iter().find(|(known, _)| *known == word.value);
    if let Some((_, from)) = found {
        return *from;
    }
    let help = did_you_mean(&word.value, WORDS.iter().map(|(known, _)| *known), "asker");
    let message = format!("`{}` does not say who may ask", word.value);
    reader.problems.note(&word.span, message, "not known", help);
    AskedBy::Members
}

/// Whether it may be passed up, and whether sideways.
fn passes(fields: &mut Fields, reader: &mut Reader<'_>) -> (bool, bool) {
    let (mut up, mut sideways) = (false, false);
    for word in fields.texts("passes", reader.problems) {
        match word.value.as_str() {
            "up" => up = true,
            "sideways" => sideways = true,
            other => {
                let help = did_you_mean(other, ["up", "sideways"], "way");
                let message = format!("`{other}` is no way to pass it on");
                reader.problems.note(&word.span, message, "not known", help);
            }
        }
    }
    (up, sideways)
}
