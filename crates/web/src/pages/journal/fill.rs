//! From the entries of the journal to its page.

use std::collections::BTreeSet;

use clerk::HistoryEntry;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Entry, JournalPage, Verified, telling};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::Frame;
use crate::listing::{Filter, Pager, Search, address, has_words};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{counted, moment, month};
use kernel::UnitId;

/// Entries on a page.
pub(super) const ROWS: usize = 50;
/// Entries in a file at the most.
pub(super) const FILE_ROWS: usize = 5000;
/// As many units can be chosen from as filters.
const UNITS_MAX: usize = 60;
/// Months to choose from.
const MONTHS_MAX: usize = 60;
/// Digits of a hash that are shown.
pub(super) const HASH_DIGITS: usize = 8;

/// What the address of the journal says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Number of a unit: what touched it.
    pub(crate) unit: String,
    /// Words of what was done and of who did it.
    pub(crate) q: String,
    /// The last month that is shown, as `2026-11`.
    pub(crate) until: String,
    /// The entry before which the page begins.
    pub(crate) before: Option<u64>,
}

impl Asked {
    fn address(&self, before: &str) -> String {
        let asked = [
            ("q", self.q.as_str()),
            ("unit", &self.unit),
            ("until", &self.until),
            ("before", before),
        ];
        address("/journal", &asked)
    }

    /// The first day behind the last month that is shown.
    ///
    /// # Errors
    /// When it names no month.
    pub(super) fn end(&self) -> Result<Option<Date>, Failure> {
        if self.until.is_empty() {
            return Ok(None);
        }
        let first = crate::words::iso_day(&format!("{}-01", self.until));
        let first = first.ok_or(Failure::NotFound)?;
        Ok(Some(first.saturating_add(jiff::Span::new().months(1))))
    }

    /// Whether an entry is searched for.
    pub(super) fn finds(&self, view: View<'_>, entry: &HistoryEntry) -> bool {
        let what = telling::what(view, entry).text;
        // A unit is found by the name it had and by that of today.
        let now = telling::now_called(view, &telling::called_otherwise(view, entry));
        let words = format!(
            "{what} {} {} {}",
            telling::who(view, entry),
            moment(entry.at_ms),
            now.unwrap_or_default()
        );
        has_words(&words, &self.q)
    }

    /// The unit it names.
    ///
    /// # Errors
    /// When it names none that could be.
    pub(super) fn unit(&self) -> Result<Option<UnitId>, Failure> {
        match self.unit.as_str() {
            "" => Ok(None),
            number => number
                .parse()
                .map(|unit| Some(UnitId(unit)))
                .map_err(|_| Failure::NotFound),
        }
    }
}

/// What was found of what the viewer may see.
#[derive(Debug)]
pub(super) struct Found {
    /// The units whose journal the viewer may see.
    pub(super) units: Vec<UnitId>,
    /// Whether they may see the whole.
    pub(super) whole: bool,
    /// The entries of the page, the newest first.
    pub(super) entries: Vec<HistoryEntry>,
    /// How many entries the journal has.
    pub(super) head: u64,
    /// The entry before which the next page begins, where there is one.
    pub(super) next: Option<u64>,
    /// The day of the first entry of all.
    pub(super) began: Option<Date>,
}

/// The journal as far as the viewer may see it.
pub(super) fn list(
    view: View<'_>,
    frame: Frame,
    asked: &Asked,
    found: &Found,
    verified: Verified,
) -> JournalPage {
    let chosen = asked
        .unit
        .parse()
        .ok()
        .map(UnitId)
        .filter(|unit| view.knows_unit(*unit));
    JournalPage {
        frame,
        about: about(view, found, chosen),
        verified,
        search: search(view, asked, found, chosen),
        entries: lines(view, &found.entries),
        pager: pager(asked, found, chosen),
    }
}

fn about(view: View<'_>, found: &Found, chosen: Option<UnitId>) -> String {
    match (chosen, found.whole, found.units.as_slice()) {
        (Some(unit), ..) => format!("What was done, and by whom, in {}.", view.some_unit(unit)),
        (None, true, _) => "Everything that was done, and by whom.".to_owned(),
        (None, false, [only]) => {
            format!("What was done, and by whom, in {}.", view.some_unit(*only))
        }
        (None, false, units) => {
            let count = u64::try_from(units.len()).unwrap_or(u64::MAX);
            format!(
                "What was done, and by whom, in {}.",
                counted(count, "unit", "units")
            )
        }
    }
}

fn search(view: View<'_>, asked: &Asked, found: &Found, chosen: Option<UnitId>) -> Search {
    let mut filters = Vec::new();
    let few = if found.units.len() <= UNITS_MAX {
        found.units.as_slice()
    } else {
        &[]
    };
    let listed: Vec<UnitId> = few
        .iter()
        .copied()
        .chain(chosen.filter(|unit| !few.contains(unit)))
        .collect();
    if listed.len() > 1 || chosen.is_some() {
        let mut choices = vec![Choice {
            value: String::new(),
            text: "All that you may see".to_owned(),
        }];
        choices.extend(listed.into_iter().map(|unit| Choice {
            value: unit.to_string(),
            text: view.some_unit(unit),
        }));
        filters.push(Filter {
            name: "unit".to_owned(),
            label: "Unit".to_owned(),
            choices,
            chosen: asked.unit.clone(),
        });
    }
    filters.extend(months(view.today, asked, found));
    Search {
        days: Vec::new(),
        action: "/journal".to_owned(),
        label: Some("Find".to_owned()),
        query: asked.q.clone(),
        filters,
        narrowed: asked.address("") != "/journal",
    }
}

/// Up to which month the journal is shown: those since its first entry, the last first.
fn months(today: Date, asked: &Asked, found: &Found) -> Option<Filter> {
    let began = found.began?.first_of_month();
    let mut choices = vec![Choice {
        value: String::new(),
        text: "Up to today".to_owned(),
    }];
    let before = |month: &Date| month.checked_sub(jiff::Span::new().months(1)).ok();
    let months = std::iter::successors(Some(today.first_of_month()), before);
    choices.extend(
        months
            .skip(1)
            .take_while(|month| *month >= began)
            .take(MONTHS_MAX)
            .map(|first| Choice {
                value: first.strftime("%Y-%m").to_string(),
                text: month(first),
            }),
    );
    (choices.len() > 1 || !asked.until.is_empty()).then(|| Filter {
        name: "until".to_owned(),
        label: "Up to the end of".to_owned(),
        choices,
        chosen: asked.until.clone(),
    })
}

/// The entries as they read; of a unit it is said once what it is called today.
fn lines(view: View<'_>, entries: &[HistoryEntry]) -> Vec<Entry> {
    let mut said = BTreeSet::new();
    let line = |entry: &HistoryEntry| {
        let mut now = telling::called_otherwise(view, entry);
        now.retain(|unit| said.insert(*unit));
        line(view, entry, telling::now_called(view, &now))
    };
    entries.iter().map(line).collect()
}

fn line(view: View<'_>, entry: &HistoryEntry, now: Option<String>) -> Entry {
    Entry {
        now,
        number: entry.sequence,
        when: moment(entry.at_ms),
        what: telling::what(view, entry),
        who: telling::who(view, entry),
        hash: journal::hex(&entry.hash)
            .chars()
            .take(HASH_DIGITS)
            .collect(),
    }
}

/// Where the whole is shown, its entries are counted; how many of the others a
/// viewer may see is not known without reading them all.
fn pager(asked: &Asked, found: &Found, chosen: Option<UnitId>) -> Pager {
    let shown = u64::try_from(found.entries.len()).unwrap_or(u64::MAX);
    let narrowed = !asked.q.is_empty() || !asked.until.is_empty();
    let counted = (found.whole && chosen.is_none() && !narrowed).then_some(found.head);
    let passed = counted.map_or(0, |head| {
        asked
            .before
            .map_or(0, |before| head.saturating_sub(before.saturating_sub(1)))
    });
    let page = |before: Option<u64>| {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        asked.address(&before)
    };
    Pager {
        first: if shown == 0 {
            0
        } else {
            passed.saturating_add(1)
        },
        last: passed.saturating_add(shown),
        total: counted.unwrap_or(shown),
        of: ("entry".to_owned(), "entries".to_owned()),
        previous: asked.before.map(|_| page(None)),
        next: found.next.map(|next| page(Some(next))),
        export: Some(Exports::of(&asked.address(""))),
    }
}

/// Entries as a file, the newest first.
pub(super) fn sheet(view: View<'_>, entries: &[HistoryEntry], format: Format) -> Sheet {
    let mut sheet = Sheet::new(format, &["entry", "recorded", "what", "who", "hash"]);
    for entry in entries {
        let at =
            jiff::Timestamp::from_millisecond(entry.at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        sheet.row([
            entry.sequence.into(),
            at.into(),
            telling::what(view, entry).text.into(),
            telling::who(view, entry).into(),
            journal::hex(&entry.hash).into(),
        ]);
    }
    sheet
}
