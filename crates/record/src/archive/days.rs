//! When something was, as far as the record says: by its own date, or by that
//! of another thing.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Archive, claims};
use crate::edtf::Edtf;
use crate::model::{Claim, Thing};
use crate::relative::{Anchor, Relation, Relative, Unit};

/// So many things may stand between a date and the one it is given by.
const STEPS_MAX: usize = 8;

/// The first and the last day that something may have been, where there are any.
pub(super) type Bounds = (Option<Date>, Option<Date>);

/// A date that a source gives, as it can be read.
#[derive(Clone, Debug)]
pub struct Dating<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its date, where it has one that a calendar has.
    pub date: Option<Edtf>,
    /// The date by another, where it has one.
    pub relative: Option<Relative>,
}

impl Archive {
    /// The dates that sources give of a thing; those that say nothing of it too.
    pub fn datings<'a>(&self, thing: &'a Thing) -> impl Iterator<Item = Dating<'a>> {
        claims(thing, "date").map(|claim| Dating {
            claim,
            date: claim
                .date
                .as_deref()
                .and_then(|text| Edtf::parse(text).ok()),
            relative: claim
                .relative
                .as_deref()
                .and_then(|text| Relative::parse(text).ok()),
        })
    }

    /// When a thing was, as somebody says: the day on which a bulletin came out puts what
    /// gives none in order, and is none on which anything happened.
    #[must_use]
    pub fn day_said<'a>(&self, thing: &'a Thing) -> Option<Dating<'a>> {
        let is_own = claims(thing, "published-by").next().is_some();
        let mut dated = self.datings(thing).filter(|it| it.date.is_some());
        dated.find(|it| !(is_own && it.claim.derived))
    }

    /// The day by which a thing is put in order: the last it may have been, or
    /// else the first.
    #[must_use]
    pub fn newest_day(&self, thing: &Thing) -> Option<Date> {
        let (first, last) = self.days(thing);
        last.or(first)
    }

    /// The first and the last day that a thing may have been.
    #[must_use]
    pub fn days(&self, thing: &Thing) -> (Option<Date>, Option<Date>) {
        let at = self.by_id.get(&thing.id);
        let days = at.and_then(|at| self.days.get(*at));
        days.copied().unwrap_or_default()
    }

    /// The days of every thing, worked out once.
    pub(super) fn all_days(&self) -> Vec<Bounds> {
        let things = self.things.iter();
        things.map(|(_, thing)| self.bounds(&thing.id, 0)).collect()
    }

    fn bounds(&self, id: &str, steps: usize) -> Bounds {
        if steps > STEPS_MAX {
            return (None, None);
        }
        let Some((_, thing)) = self.get(id) else {
            let Some(source) = self.source(id) else {
                return (None, None);
            };
            let date = source.date.as_deref().map(Edtf::parse);
            if let Some(Ok(date)) = date {
                return (date.first(), date.last());
            }
            let relative = source.relative.as_deref().map(Relative::parse);
            return match relative {
                Some(Ok(relative)) => self.by_another(&relative, steps),
                _ => (None, None),
            };
        };
        let datings: Vec<Dating<'_>> = self.datings(thing).collect();
        if let Some(date) = datings.iter().find_map(|it| it.date.as_ref()) {
            return (date.first(), date.last());
        }
        if let Some(relative) = datings.iter().find_map(|it| it.relative.as_ref()) {
            return self.by_another(relative, steps);
        }
        // A text without a date of its own goes with the event it was read at.
        let mut at = claims(thing, "read-at").chain(claims(thing, "occasion"));
        let at = at.find_map(|claim| claim.thing.as_deref());
        at.map_or((None, None), |event| self.bounds(event, steps + 1))
    }

    fn by_another(&self, relative: &Relative, steps: usize) -> Bounds {
        let (first, last) = match &relative.anchor {
            Anchor::Date(date) => (date.first(), date.last()),
            Anchor::Thing(id) => self.bounds(id, steps + 1),
        };
        let moved = |day: Option<Date>, count: i32, unit: Unit| {
            let span = match unit {
                Unit::Day => count.days(),
                Unit::Month => count.months(),
                Unit::Year => count.years(),
            };
            day.and_then(|day| day.checked_add(span).ok())
        };
        match relative.relation {
            Relation::Before => (None, moved(first.or(last), -1, Unit::Day)),
            Relation::After => (moved(last.or(first), 1, Unit::Day), None),
            Relation::InOrBefore => (None, last),
            Relation::InOrAfter => (first, None),
            Relation::Same(_) => (first, last),
            Relation::By(count, unit) => {
                let count = -i32::from(count);
                (moved(first, count, unit), moved(last, count, unit))
            }
            Relation::Past(count, unit) => {
                let count = i32::from(count);
                (moved(first, count, unit), moved(last, count, unit))
            }
        }
    }
}
