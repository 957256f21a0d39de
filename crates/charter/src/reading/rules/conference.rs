//! `[conference]`: a gathering to which units send delegates by a key.

use super::{Reader, amount};
use crate::conference::{ConferenceRule, DelegateKey, Majority, Part};
use crate::expression::{Denominator, Expression};
use crate::problem::did_you_mean;
use crate::reading::fields::Fields;
use crate::rule::RuleId;

/// Reads a kind of conference; none where its key or its majority cannot be read.
pub(super) fn read(
    rule: RuleId,
    fields: &mut Fields,
    reader: &mut Reader<'_>,
) -> (String, Option<ConferenceRule>) {
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
    let calls = levels(fields, "calls", reader);
    let sends = levels(fields, "sends", reader);
    let notice_days = fields
        .whole("notice_days", reader.problems)
        .map(|days| days.value);
    let grades = reader.grades_or_all(fields, "grades");
    let ex_officio = fields.texts("ex_officio", reader.problems);
    let ex_officio = reader.posts(&ex_officio);
    let quorum = fields
        .text("quorum", reader.problems)
        .and_then(|text| amount::read(&text, Denominator::AT_CONFERENCE, reader));
    let majorities = majorities(fields, reader);
    let key = match fields.table("key", reader.problems) {
        Some(table) => key(table, fields, reader),
        None => {
            fields.missing("key", "{ per_unit = 1 }", reader.problems);
            None
        }
    };
    let read = key.zip(majorities).map(|(key, majorities)| ConferenceRule {
        rule,
        id: id.clone(),
        title,
        plural,
        calls,
        sends,
        notice_days,
        key,
        grades,
        ex_officio,
        quorum,
        majorities,
    });
    (id, read)
}

/// Levels that have to be named under a key.
fn levels(
    fields: &mut Fields,
    key: &'static str,
    reader: &mut Reader<'_>,
) -> Vec<crate::rule::LevelId> {
    let before = reader.problems.count();
    let ids = fields.texts(key, reader.problems);
    if ids.is_empty() && reader.problems.count() == before {
        fields.missing(key, "[\"the id of a level\"]", reader.problems);
    }
    reader.levels(&ids)
}

/// The ordinary majority, and those for more than that.
fn majorities(fields: &mut Fields, reader: &mut Reader<'_>) -> Option<Vec<Majority>> {
    let ordinary = fields.text_needed("majority", "\"more than half of valid\"", reader.problems);
    let ordinary =
        ordinary.and_then(|text| amount::read(&text, Denominator::AT_CONFERENCE, reader));
    let mut found: Vec<Majority> = Vec::new();
    for mut table in fields.tables("majorities", reader.problems) {
        let id = table.id_needed("\"short-name\"", reader.problems);
        let title = table.text_needed("title", "\"what it is for\"", reader.problems);
        let needed: Option<Expression> = table
            .text_needed("needed", "\"two thirds of valid\"", reader.problems)
            .and_then(|text| amount::read(&text, Denominator::AT_CONFERENCE, reader));
        if let Some(basis) = table.text("basis", reader.problems) {
            fields.parts.push(("majorities", basis));
        }
        table.finish(reader.problems);
        let (Some(id), Some(title), Some(needed)) = (id, title, needed) else {
            continue;
        };
        if id.value == ORDINARY || found.iter().any(|other| other.id == id.value) {
            let message = format!("two majorities are called `{}`", id.value);
            reader.problems.note(&id.span, message, "the second", "");
        }
        found.push(Majority {
            id: id.value,
            title: title.value,
            needed,
        });
    }
    let mut all = vec![Majority {
        id: ORDINARY.to_owned(),
        title: "a resolution".to_owned(),
        needed: ordinary?,
    }];
    all.extend(found);
    Some(all)
}

/// What the majority that every conference has is called.
const ORDINARY: &str = "ordinary";

fn key(mut table: Fields, whole: &mut Fields, reader: &mut Reader<'_>) -> Option<DelegateKey> {
    let mut number = |key: &'static str, reader: &mut Reader<'_>| {
        let found = table.whole::<u32>(key, reader.problems);
        found.map(|it| (it.value, it.span))
    };
    let per_unit = number("per_unit", reader).map_or(0, |(it, _)| it);
    let per_members = number("per_members", reader);
    let beyond = number("beyond", reader).map_or(0, |(it, _)| it);
    let least = number("least", reader).map_or(0, |(it, _)| it);
    let most = number("most", reader);
    let substitutes = table
        .whole::<u16>("substitutes", reader.problems)
        .map_or(0, |it| it.value);
    let part = part(&mut table, per_members.is_some(), reader);
    if let Some((_, span)) = per_members.as_ref().filter(|(it, _)| *it == 0) {
        let help = "leave it out where only units count";
        let message = "no seat is given for every nought members";
        reader.problems.note(span, message, "nought", help);
    }
    if let Some((_, span)) = most.as_ref().filter(|(it, _)| *it < least.max(1)) {
        let message = "a unit would have fewer seats at the most than at the least";
        reader.problems.note(span, message, "the most", "");
    }
    if per_unit == 0 && per_members.is_none() && least == 0 {
        let help = "add `per_unit = 1`, or `per_members = 1000`";
        let message = "a key by which nobody is sent";
        reader.problems.note(&table.span, message, "", help);
    }
    if let Some(basis) = table.text("basis", reader.problems) {
        whole.parts.push(("key", basis));
    }
    table.finish(reader.problems);
    whole.parts.append(&mut table.parts);
    Some(DelegateKey {
        per_unit,
        per_members: per_members.map(|(it, _)| it),
        beyond,
        part: part?,
        least,
        most: most.map(|(it, _)| it),
        substitutes,
    })
}

/// What becomes of what is left over: it has to be said where members count.
fn part(table: &mut Fields, needed: bool, reader: &mut Reader<'_>) -> Option<Part> {
    let text = if needed {
        table.text_needed("part", "\"or part thereof\"", reader.problems)?
    } else {
        match table.text("part", reader.problems) {
            Some(text) => text,
            None => return Some(Part::Lost),
        }
    };
    let found = Part::ALL
        .iter()
        .copied()
        .find(|part| part.words() == text.value);
    if found.is_none() {
        let known = Part::ALL.iter().copied().map(Part::words);
        let message = format!("`{}` says nothing of what is left over", text.value);
        let help = did_you_mean(&text.value, known, "part");
        reader.problems.note(&text.span, message, "not known", help);
    }
    found
}
