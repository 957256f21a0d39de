//! The word of the unit above on whoever was chosen, and what holds until it comes.

use charter::{Charter, Choosing, Silence};
use jiff::civil::Date;

use super::{PostEvent, Tenure};
use crate::day::Day;
use crate::ids::UnitId;
use crate::request::Event;
use crate::state::State;

/// What a tenure waits or waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirming {
    /// The unit above that has the word.
    pub by: UnitId,
    /// Its last day for it.
    pub until: Date,
    /// Whether the holder has the rights of the post until then.
    pub acts_until_then: bool,
    /// What silence means.
    pub silence: Silence,
    /// What it said, and when.
    pub said: Option<(bool, Date)>,
}

/// Where a tenure stands with the unit above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirmed {
    /// It needs no word, has it, or silence gave it.
    Yes,
    /// The days for it are not over.
    Awaited,
    /// They are, and the word is still owed.
    Owed,
    /// They are, and the choice has lapsed.
    Lapsed,
    /// The unit above refused.
    Refused,
}

impl Confirming {
    /// Where it stands on a day.
    #[must_use]
    pub fn standing(&self, on: Date) -> Confirmed {
        match (self.said, self.silence) {
            (Some((true, _)), _) => Confirmed::Yes,
            (Some((false, _)), _) => Confirmed::Refused,
            (None, _) if on <= self.until => Confirmed::Awaited,
            (None, Silence::Confirms) => Confirmed::Yes,
            (None, Silence::Lapses) => Confirmed::Lapsed,
            (None, Silence::Waits) => Confirmed::Owed,
        }
    }

    /// Whether the holder has the rights of the post on a day.
    #[must_use]
    pub fn acts(&self, on: Date) -> bool {
        match self.standing(on) {
            Confirmed::Yes => true,
            Confirmed::Awaited | Confirmed::Owed => self.acts_until_then,
            Confirmed::Lapsed | Confirmed::Refused => false,
        }
    }
}

impl State {
    /// What a tenure waits or waited for; none where it needed nobody's word.
    #[must_use]
    pub fn confirming(&self, tenure: &Tenure) -> Option<Confirming> {
        self.posts.confirming(tenure)
    }

    /// When what there was to hand over went to the holder; none as long as it has not.
    #[must_use]
    pub fn handed_over(&self, tenure: &Tenure) -> Option<Date> {
        self.posts.handed_over(tenure)
    }
}

/// That the choice now waits for the unit above, where the charter says so and there is one.
pub(super) fn awaited(
    state: &State,
    charter: &Charter,
    choosing: Option<&Choosing>,
    tenure: &Tenure,
) -> Option<Event> {
    let rule = choosing?.confirmation.as_ref()?;
    let by = state.units.above(tenure.unit).find(|unit| {
        rule.level.is_none_or(|level| {
            charter.level(level).is_some() && state.units.level(*unit) == Some(level)
        })
    })?;
    let days = jiff::Span::new().days(i64::from(rule.days));
    let until = Day::from_date(tenure.from.saturating_add(days)).date()?;
    Some(Event::Post(PostEvent::ConfirmationAwaited {
        person: tenure.person,
        unit: tenure.unit,
        post: tenure.post,
        by,
        until,
        acts: rule.acts_until_then,
        silence: rule.silence,
    }))
}
