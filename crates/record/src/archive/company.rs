//! Who appears with whom, and how the order of lists moved.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Archive;
use super::sameness::{Same, is_one};
use crate::model::{Attendance, Kind, Thing};

/// Somebody who appears with somebody.
#[derive(Clone, Debug)]
pub struct Company<'a> {
    /// Who.
    pub person: &'a Thing,
    /// The events at which both were, the newest first.
    pub events: Vec<&'a Thing>,
}

/// A list of attendance as one source prints it.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// The event.
    pub event: &'a Thing,
    /// The source, by id.
    pub source: &'a str,
    /// The day by which the event is put in order.
    pub day: Option<Date>,
    /// Its rows in the printed order.
    pub rows: Vec<&'a Attendance>,
    same: &'a Same,
}

impl List<'_> {
    /// The row of somebody, under whichever of their ids.
    #[must_use]
    pub fn row_of(&self, person: &str) -> Option<&Attendance> {
        let mut rows = self.rows.iter();
        rows.find(|row| is_one(self.same, &row.person, person))
            .copied()
    }
}

/// Where somebody stands in two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<'a> {
    /// Who, by id.
    pub person: &'a str,
    /// The place in the earlier list; none who is not in it.
    pub before: Option<u32>,
    /// The place in the later list; none who is not in it.
    pub after: Option<u32>,
}

impl Archive {
    /// Who appears with somebody, the most often first.
    #[must_use]
    pub fn company(&self, person: &str) -> Vec<Company<'_>> {
        let mut with: BTreeMap<&str, Vec<&Thing>> = BTreeMap::new();
        for appearance in self.appearances(person) {
            for row in &appearance.event.attendance {
                let events = with.entry(self.first_id(&row.person)).or_default();
                let is_known = events.iter().any(|it| it.id == appearance.event.id);
                if !self.is_one(&row.person, person) && !is_known {
                    events.push(appearance.event);
                }
            }
        }
        let people = self.of_kind(Kind::Person).filter_map(|it| {
            let events = with.remove(it.id.as_str())?;
            Some(Company { person: it, events })
        });
        let mut found: Vec<Company<'_>> = people.filter(|it| !it.events.is_empty()).collect();
        found.sort_by_key(|it| std::cmp::Reverse(it.events.len()));
        found
    }

    /// Every list, in the order of the days. One event has several where
    /// several sources print one.
    #[must_use]
    pub fn lists(&self) -> Vec<List<'_>> {
        let mut found: Vec<List<'_>> = Vec::new();
        for (event, row) in self.rows() {
            // The rows of one event come one after another.
            let of_event = found.iter_mut().rev();
            let mut of_event = of_event.take_while(|it| it.event.id == event.id);
            match of_event.find(|it| it.source == row.source) {
                Some(list) => list.rows.push(row),
                None => found.push(List {
                    event,
                    source: &row.source,
                    day: self.newest_day(event),
                    rows: vec![row],
                    same: &self.same,
                }),
            }
        }
        found.sort_by_key(|it| it.day);
        found
    }
}

/// Of lists in the order of their days, the one before another that has
/// anybody in common with it.
#[must_use]
pub fn list_before<'b, 'a>(lists: &'b [List<'a>], later: &List<'a>) -> Option<&'b List<'a>> {
    let day = later.day?;
    let mut earlier = lists
        .iter()
        .rev()
        .filter(|it| it.event.id != later.event.id && it.day.is_some_and(|it| it < day));
    earlier.find(|list| {
        let mut rows = list.rows.iter();
        rows.any(|row| later.row_of(&row.person).is_some())
    })
}

/// How the order moved from one list to another: in the order of the later,
/// then those who are only in the earlier.
#[must_use]
pub fn moves<'a>(earlier: &List<'a>, later: &List<'a>) -> Vec<Move<'a>> {
    let place = |list: &List<'a>, person: &str| list.row_of(person).map(|row| row.order);
    let now = later.rows.iter().map(|row| Move {
        person: &row.person,
        before: place(earlier, &row.person),
        after: Some(row.order),
    });
    let gone = earlier
        .rows
        .iter()
        .filter(|row| place(later, &row.person).is_none());
    let gone = gone.map(|row| Move {
        person: &row.person,
        before: Some(row.order),
        after: None,
    });
    now.chain(gone).collect()
}
