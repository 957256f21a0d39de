//! Dates: whether a calendar has them, whether the weekday fits, and whether
//! those that are given by one another can all be true.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::index::{Index, Notes, Place};
use crate::edtf::Edtf;
use crate::model::{Claim, Kind, Thing};
use crate::reading::Record;
use crate::relative::{Anchor, Relation, Relative};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// What to do where a source has a weekday of its own.
const IF_PRINTED_SO: &str =
    "if the source prints it so, keep it and give the date as `printed` and your `reading` of it";

/// Checks the dates in a claim.
pub(super) fn of_claim(notes: &mut Notes<'_>, place: &Place, claim: &Claim) {
    let date = dated(notes, &place.key("date"), claim.date.as_deref());
    dated(notes, &place.key("valid"), claim.valid.as_deref());
    if !is_read(claim.printed.as_ref(), claim.reading.as_ref()) {
        weekdays(notes, place, &claim.weekday, date.as_ref());
    }
}

/// Checks the dates of the sources themselves.
pub(super) fn of_sources(record: &Record, index: &Index<'_>, notes: &mut Notes<'_>) {
    for (file, (_, says)) in record.files.iter().enumerate() {
        for (at, source) in says.source.iter().enumerate() {
            let place = Place::new(file, Kind::Source.word(), at);
            let date = dated(notes, &place.key("date"), source.date.as_deref());
            let (printed, reading) = (source.printed.as_ref(), source.reading.as_ref());
            if reading.is_some() && printed.is_none() {
                super::reading_of_nothing(notes, &place);
            }
            if !is_read(printed, reading) {
                weekdays(notes, &place, &source.weekday, date.as_ref());
            }
            if source.title.is_empty() {
                notes.note(
                    &place,
                    "a source without a title",
                    "give its title as printed, or in words of your own where none is",
                );
            }
            if let Some(text) = &source.relative {
                by_another(index, notes, &place, text, date.as_ref());
            }
        }
    }
}

/// A date, noted where no calendar has it.
pub(super) fn dated(notes: &mut Notes<'_>, place: &Place, text: Option<&str>) -> Option<Edtf> {
    match Edtf::parse(text?) {
        Ok(date) => Some(date),
        Err(error) => {
            notes.note(
                place,
                error.to_string(),
                "write a date as 1990, 1994-03, 2017-12-26 or 2007-10-27/2007-10-28",
            );
            None
        }
    }
}

/// Whether an editor has seen a slip of the print: it is kept as it is, with
/// the reading beside it.
fn is_read(printed: Option<&String>, reading: Option<&String>) -> bool {
    printed.is_some() && reading.is_some()
}

fn weekdays(notes: &mut Notes<'_>, place: &Place, printed: &[String], date: Option<&Edtf>) {
    if printed.is_empty() {
        return;
    }
    let place = place.key("weekday");
    let Some(days) = date
        .and_then(Edtf::days)
        .filter(|days| days.len() == printed.len())
    else {
        notes.note(
            &place,
            "there is not one day for each weekday",
            "give a weekday with a date that is known to the day: one, or the two ends",
        );
        return;
    };
    for (word, day) in printed.iter().zip(days) {
        let meant = WEEKDAYS.iter().find(|(known, _)| known == word);
        let is = word_of(day);
        match meant {
            None => notes.note(
                &place,
                format!("`{word}` is no weekday"),
                format!("{day} is a {is}; {IF_PRINTED_SO}"),
            ),
            Some((_, weekday)) if *weekday != day.weekday() => notes.note(
                &place,
                format!("{day} is a {is}, not a {word}"),
                IF_PRINTED_SO,
            ),
            Some(_) => {}
        }
    }
}

fn word_of(day: Date) -> &'static str {
    let found = WEEKDAYS
        .iter()
        .find(|(_, weekday)| *weekday == day.weekday());
    found.map_or("day", |(word, _)| word)
}

/// Checks dates that are given by others, and that none is given by itself.
pub(super) fn by_others(record: &Record, index: &Index<'_>, notes: &mut Notes<'_>) {
    let mut steps: BTreeMap<&str, (String, Place)> = BTreeMap::new();
    for (_, place, thing) in super::things(record) {
        for (at, claim) in thing.claim.iter().enumerate() {
            let Some(text) = &claim.relative else {
                continue;
            };
            let place = place.of("claim", at);
            let own = claim
                .date
                .as_deref()
                .and_then(|date| Edtf::parse(date).ok());
            let has_own = own.is_some();
            // What another source says is a disagreement, and no mistake.
            let date = own.or_else(|| date_by(thing, &claim.source));
            let by = by_another(index, notes, &place, text, date.as_ref());
            // What has a date of its own is not given by the other alone.
            let anchor = by.map(|by| by.anchor).filter(|_| !has_own);
            if let Some(Anchor::Thing(anchor)) = anchor {
                steps.insert(&thing.id, (anchor, place.key("relative")));
            }
        }
    }
    for (file, (_, says)) in record.files.iter().enumerate() {
        for (at, source) in says.source.iter().enumerate() {
            let by = source.relative.as_deref().map(Relative::parse);
            if let Some(Ok(Relative {
                anchor: Anchor::Thing(anchor),
                ..
            })) = by
            {
                let place = Place::new(file, Kind::Source.word(), at).key("relative");
                steps.insert(&source.id, (anchor, place));
            }
        }
    }
    for id in steps.keys() {
        in_a_ring(notes, &steps, id);
    }
}

fn in_a_ring(notes: &mut Notes<'_>, steps: &BTreeMap<&str, (String, Place)>, id: &str) {
    let mut at = id;
    let mut way = vec![id];
    for _ in 0..=steps.len() {
        let Some((next, _)) = steps.get(at) else {
            return;
        };
        way.push(next);
        at = next;
        if at == id {
            break;
        }
    }
    if let (true, Some((_, place))) = (at == id, steps.get(id)) {
        notes.note(
            place,
            format!(
                "it contradicts itself: the date is given by itself ({})",
                way.join(" by ")
            ),
            "give one of them by a date, or leave one out",
        );
    }
}

fn by_another(
    index: &Index<'_>,
    notes: &mut Notes<'_>,
    place: &Place,
    text: &str,
    date: Option<&Edtf>,
) -> Option<Relative> {
    let place = place.key("relative");
    let relative = match Relative::parse(text) {
        Ok(relative) => relative,
        Err(error) => {
            notes.note(
                &place,
                error.to_string(),
                "write `before ID`, `after DATE`, `in or before 1990`, `same year as ID` or `13 years after ID`",
            );
            return None;
        }
    };
    let anchor = match &relative.anchor {
        Anchor::Date(date) => Some(date.clone()),
        Anchor::Thing(id) => {
            let dated = [Kind::Source, Kind::Event, Kind::Text, Kind::Photograph];
            index.must_be(notes, &place, id, &dated);
            date_of(index, id)
        }
    };
    if let (Some(date), Some(anchor)) = (date, &anchor)
        && !relative.allows(date, anchor)
    {
        notes.note(
            &place,
            format!(
                "it contradicts itself: {date} is not {}",
                said(&relative, anchor)
            ),
            "correct the one or the other; if sources disagree, give each its own claim",
        );
    }
    Some(relative)
}

fn said(relative: &Relative, anchor: &Edtf) -> String {
    match (&relative.anchor, relative.relation) {
        (Anchor::Date(_), _) => relative.to_string(),
        (Anchor::Thing(_), Relation::Before | Relation::After) => {
            format!("{relative}, which is {anchor}")
        }
        (Anchor::Thing(_), _) => format!("{relative} ({anchor})"),
    }
}

/// The date of a source or of a thing, where exactly one is claimed.
fn date_of(index: &Index<'_>, id: &str) -> Option<Edtf> {
    let entry = index.get(id)?;
    if let Some(source) = entry.source {
        return Edtf::parse(source.date.as_deref()?).ok();
    }
    one_date(entry.thing?.claim.iter())
}

/// The date that one source gives a thing, where it gives exactly one.
fn date_by(thing: &Thing, source: &str) -> Option<Edtf> {
    let claims = thing.claim.iter();
    one_date(claims.filter(|claim| claim.source == source))
}

fn one_date<'a>(claims: impl Iterator<Item = &'a Claim>) -> Option<Edtf> {
    let mut dates = claims.filter_map(|claim| claim.date.as_deref());
    let date = dates.next()?;
    if dates.any(|other| other != date) {
        return None;
    }
    Edtf::parse(date).ok()
}
