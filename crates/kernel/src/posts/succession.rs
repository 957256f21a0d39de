//! One holder after another: how each came to the post, who held it before, and
//! whether it was handed over.

use charter::{Charter, PostId};
use jiff::civil::Date;

use super::{Confirmed, Confirming, Election, Tenure};
use crate::ids::{PersonId, UnitId};
use crate::state::State;

impl State {
    /// People of a unit with a vote, as the record has them.
    #[must_use]
    pub fn voters_in(&self, charter: &Charter, unit: UnitId) -> u32 {
        (0..)
            .map(charter::GradeId)
            .zip(&charter.grades)
            .filter(|(_, grade)| grade.votes)
            .map(|(id, _)| self.members.count_of_grade(unit, id))
            .sum()
    }

    /// The elections of a unit in the order of the record, with their numbers from one.
    #[must_use]
    pub fn numbered_elections_in(&self, unit: UnitId) -> Vec<(u32, Election)> {
        let mut elections: Vec<Election> = self.elections_in(unit).collect();
        elections.reverse();
        (1..).zip(elections).collect()
    }

    /// The last of several numbered elections that stand and gave somebody this tenure; none
    /// where it was not by an election.
    #[must_use]
    pub fn election_that_gave<'a>(
        &self,
        tenure: &Tenure,
        elections: &'a [(u32, Election)],
    ) -> Option<&'a (u32, Election)> {
        elections.iter().rev().find(|(number, it)| {
            (it.unit, it.post, it.on) == (tenure.unit, tenure.post, tenure.from)
                && it.elected().any(|person| person == tenure.person)
                && self.election_struck(it.unit, *number).is_none()
        })
    }

    /// The day on which the term of a tenure ends; none where the charter gives it no end.
    #[must_use]
    pub fn term_ends(&self, charter: &Charter, tenure: &Tenure) -> Option<Date> {
        let months = charter.post(tenure.post)?.term_months?;
        let term = jiff::Span::new().months(i64::from(months));
        Some(tenure.from.saturating_add(term))
    }

    /// Whoever else held a post in a unit last, before somebody who holds it now.
    #[must_use]
    pub fn held_before(&self, unit: UnitId, post: PostId, now: PersonId) -> Option<Tenure> {
        self.tenures_in(unit)
            .filter(|tenure| tenure.post == post && tenure.person != now)
            .find(|tenure| tenure.until.is_some())
    }

    /// Who is to hand a post over to somebody who holds it now. Nobody where nobody held it
    /// before, where they held it themselves until then, or where it was handed over.
    #[must_use]
    pub fn hands_over_to(&self, tenure: &Tenure) -> Option<Tenure> {
        if tenure.until.is_some() || self.handed_over(tenure).is_some() {
            return None;
        }
        let last = self
            .tenures_in(tenure.unit)
            .filter(|it| it.post == tenure.post && it.from <= tenure.from)
            .filter(|it| it.until.is_some_and(|until| until <= tenure.from))
            .max_by_key(|it| it.until)?;
        (last.person != tenure.person).then_some(last)
    }

    /// Those whom units beneath have chosen and whom this unit has the word on, the newest first.
    pub fn waiting_for_word(
        &self,
        by: UnitId,
        on: Date,
    ) -> impl Iterator<Item = (Tenure, Confirming)> + '_ {
        let waits = [Confirmed::Awaited, Confirmed::Owed];
        self.posts
            .waiting_for(by)
            .filter(move |(_, it)| waits.contains(&it.standing(on)))
    }
}
