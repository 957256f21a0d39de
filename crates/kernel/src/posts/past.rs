//! Who held which post at the end of a day, and when nobody did.

use charter::PostId;
use jiff::civil::Date;

use super::Tenure;
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// Whether a post was held at the end of a day: one that was laid down on it was not.
fn held_on(tenure: &Tenure, day: Date) -> bool {
    tenure.from <= day && tenure.until.is_none_or(|until| until > day)
}

impl State {
    /// Who held a post in a unit at the end of a day, the last taken up first.
    pub fn holders_on(&self, unit: UnitId, day: Date) -> impl Iterator<Item = Tenure> + '_ {
        self.tenures_in(unit)
            .filter(move |tenure| held_on(tenure, day))
    }

    /// What a person held at the end of a day, the last taken up first.
    pub fn held_on(&self, person: PersonId, day: Date) -> impl Iterator<Item = Tenure> + '_ {
        self.tenures_of(person)
            .filter(move |tenure| held_on(tenure, day))
    }

    /// Since when a charter in force has had a post for a unit: not before the unit was
    /// founded; none where no charter has had it for any level the unit has had.
    #[must_use]
    pub fn post_asked_since(&self, unit: UnitId, post: PostId) -> Option<Date> {
        let founded = self.unit(unit)?.founded;
        let asked = self.editions().iter().filter_map(|edition| {
            let from = edition.from.max(founded);
            let level = self.unit_on(unit, from)?.level;
            let row = edition.charter.post(post)?;
            row.levels.contains(&level).then_some(from)
        });
        asked.min()
    }

    /// The stretches of time in which nobody held a post of a unit that has it: each from
    /// the day at whose end nobody did to the day on which somebody took it up; without an
    /// end where it is so today.
    #[must_use]
    pub fn vacancies(&self, unit: UnitId, post: PostId) -> Vec<(Date, Option<Date>)> {
        let tenures = self.tenures_in(unit).filter(|it| it.post == post);
        let mut held: Vec<(Date, Option<Date>)> = tenures.map(|it| (it.from, it.until)).collect();
        held.sort_unstable();
        let Some(since) = self.post_asked_since(unit, post) else {
            return Vec::new();
        };
        let ended = self.unit(unit).and_then(|it| it.dissolved);
        gaps(since, ended, &held)
    }
}

/// What lies between stretches in the order of their first days, from a day on and up to
/// another where there is one. A stretch without an end lasts.
fn gaps(
    since: Date,
    ended: Option<Date>,
    held: &[(Date, Option<Date>)],
) -> Vec<(Date, Option<Date>)> {
    let mut gaps = Vec::new();
    let mut free = since;
    for (from, until) in held {
        if *from > free {
            gaps.push((free, Some(*from)));
        }
        match until {
            Some(until) => free = free.max(*until),
            None => return gaps,
        }
    }
    if ended.is_none_or(|ended| free < ended) {
        gaps.push((free, ended));
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn nobody_held_it_before_between_and_after() {
        let day = |month| date(2020, month, 1);
        let gap = |from, until: Option<i8>| (day(from), until.map(day));
        let (first, last) = (day(1), Some(day(12)));
        assert_eq!(gaps(first, None, &[]), [gap(1, None)]);
        assert_eq!(gaps(first, last, &[]), [gap(1, Some(12))]);
        let held = [
            gap(2, Some(4)),
            gap(3, Some(6)),
            gap(6, Some(7)),
            gap(9, None),
        ];
        assert_eq!(gaps(first, None, &held), [gap(1, Some(2)), gap(7, Some(9))]);
        // Laid down and taken up by another on one day: nobody missed it.
        let held = [gap(1, Some(5)), gap(5, Some(12))];
        assert_eq!(gaps(first, last, &held), []);
        // Of several at once the longest counts.
        let held = [gap(1, Some(8)), gap(2, Some(3))];
        assert_eq!(gaps(first, None, &held), [gap(8, None)]);
    }
}
