//! `[award]`: a recognition given to units.

use super::{Reader, amount, rhythm};
use crate::award::{AwardRule, Bound, Criterion};
use crate::expression::Denominator;
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads an award.
pub(super) fn read(rule: RuleId, fields: &mut Fields, reader: &mut Reader<'_>) -> AwardRule {
    let id = fields
        .id_needed("\"short-name\"", reader.problems)
        .map(|id| id.value)
        .unwrap_or_default();
    let title = fields
        .text_needed("title", "\"what it is called\"", reader.problems)
        .map(|title| title.value)
        .unwrap_or_default();
    let plural = fields
        .text("plural", reader.problems)
        .map_or_else(|| format!("{title}s"), |plural| plural.value);
    let origin = fields
        .text("origin", reader.problems)
        .map(|origin| origin.value);
    let levels = reader.levels_needed(fields);
    let before = reader.problems.count();
    let decides = fields.texts("decides", reader.problems);
    if decides.is_empty() && reader.problems.count() == before {
        fields.missing("decides", "[\"the id of a level\"]", reader.problems);
    }
    let decides = reader.levels(&decides);
    let every = fields
        .text("every", reader.problems)
        .and_then(|text| rhythm::read(&text, reader));
    let judgements = fields.texts("judgements", reader.problems);
    let mut criteria: Vec<Criterion> = Vec::new();
    for table in fields.tables("criteria", reader.problems) {
        if let Some(one) = criterion(table, &criteria, fields, reader) {
            criteria.push(one);
        }
    }
    AwardRule {
        rule,
        id,
        title,
        plural,
        origin,
        levels,
        decides,
        every,
        criteria,
        judgements: judgements.into_iter().map(|text| text.value).collect(),
    }
}

/// Reads one thing that the record has to say.
fn criterion(
    mut table: Fields,
    before: &[Criterion],
    whole: &mut Fields,
    reader: &mut Reader<'_>,
) -> Option<Criterion> {
    let id = table.id_needed("\"short-name\"", reader.problems);
    let title = table.text_needed("title", "\"what is asked\"", reader.problems);
    let figure = figure(&mut table, reader);
    let bounds = [("at_least", Bound::AtLeast), ("at_most", Bound::AtMost)];
    let mut held: Vec<(Bound, _)> = Vec::new();
    for (key, bound) in bounds {
        if let Some(text) = table.text(key, reader.problems) {
            held.push((bound, text));
        }
    }
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("criteria", basis));
    }
    let mut held = held.into_iter();
    let amount = match (held.next(), held.next()) {
        (None, _) => {
            table.missing("at_least", "\"90% of held\"", reader.problems);
            None
        }
        (Some(_), Some((_, second))) => {
            let help = "make two criteria of it";
            let message = "a criterion with two amounts";
            reader
                .problems
                .note(&second.span, message, "the second", help);
            None
        }
        (Some((bound, text)), None) => {
            amount::read(&text, Denominator::OF_UNIT, reader).map(|amount| (bound, amount))
        }
    };
    table.finish(reader.problems);
    let (id, title, figure, (bound, amount)) = (id?, title?.value, figure?, amount?);
    if before.iter().any(|other| other.id == id.value) {
        let message = format!("two criteria are called `{}`", id.value);
        reader.problems.note(&id.span, message, "the second", "");
    }
    Some(Criterion {
        id: id.value,
        title,
        figure,
        bound,
        amount,
    })
}

fn figure(table: &mut Fields, reader: &mut Reader<'_>) -> Option<Denominator> {
    let word = table.text_needed("figure", "\"kept\"", reader.problems)?;
    let found = Denominator::OF_UNIT
        .iter()
        .copied()
        .find(|figure| figure.word() == word.value);
    if found.is_none() {
        let known = Denominator::OF_UNIT.iter().copied().map(Denominator::word);
        let message = format!("the record keeps no figure `{}`", word.value);
        let help = did_you_mean(&word.value, known, "figure");
        reader.problems.note(&word.span, message, "not known", help);
    }
    found
}
