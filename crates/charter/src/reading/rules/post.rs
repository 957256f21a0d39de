//! `[post]`: an office in a unit.

use super::{Reader, titles};
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::reading::stretch::Stretch;
use crate::rule::{HolderFrom, Post, RuleId};

/// Reads a post.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> Post {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value);
    let title = fields.text_needed("title", "\"what the holder is called\"", reader.problems);
    let levels = reader.levels_needed(fields);
    let (least, most) = holders(fields, reader);
    let head = fields
        .truth("head", reader.problems)
        .is_some_and(|truth| truth.value);
    let paid = fields
        .truth("paid", reader.problems)
        .map(|truth| truth.value);
    let grades = reader.grades_or_all(fields, "grades");
    let from = from(fields, reader);
    let incompatible = fields.texts("incompatible", reader.problems);
    let incompatible = reader.posts(&incompatible);
    let term_months = fields
        .whole("term_months", reader.problems)
        .map(|months| months.value);
    let vacancy_days = fields
        .whole("vacancy_days", reader.problems)
        .map(|days| days.value);
    let titles = titles::read(fields, reader);
    Post {
        rule,
        id: id.unwrap_or_default(),
        title: title.map(|title| title.value).unwrap_or_default(),
        titles,
        levels,
        least,
        most,
        head,
        paid,
        grades,
        from,
        incompatible,
        term_months,
        vacancy_days,
    }
}

/// Reads how many hold the post at once: `"1"`, `"0..=3"`.
fn holders(fields: &mut Fields, reader: &mut Reader<'_>) -> (u8, u8) {
    let Some(text) = fields.text_needed("holders", "\"1\"", reader.problems) else {
        return (0, u8::MAX);
    };
    let bounds = Stretch::read(&text.value).and_then(|stretch| {
        let most = u8::try_from(stretch.most?).ok().filter(|most| *most > 0)?;
        Some((u8::try_from(stretch.least).ok()?, most))
    });
    if let Some(bounds) = bounds {
        return bounds;
    }
    let help = "write `\"1\"`, or `\"0..=3\"` for at most three; 255 is the most there can be";
    reader.problems.note(
        &text.span,
        format!("`{}` is no number of holders", text.value),
        "",
        help,
    );
    (0, u8::MAX)
}

fn from(fields: &mut Fields, reader: &mut Reader<'_>) -> HolderFrom {
    const WORDS: [&str; 3] = ["own unit", "own unit or below", "anywhere"];
    let Some(text) = fields.text_needed("from", "\"own unit\"", reader.problems) else {
        return HolderFrom::Anywhere;
    };
    match text.value.as_str() {
        "own unit" => HolderFrom::OwnUnit,
        "own unit or below" => HolderFrom::OwnOrBelow,
        "anywhere" => HolderFrom::Anywhere,
        other => {
            let help = did_you_mean(other, WORDS, "place");
            reader.problems.note(
                &text.span,
                format!("nobody can come from `{other}`"),
                "",
                help,
            );
            HolderFrom::Anywhere
        }
    }
}
