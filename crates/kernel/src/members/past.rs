//! Belonging over time, folded from what happened to one person: of those
//! events whose day had come, the last recorded holds.

use std::collections::BTreeSet;

use charter::GradeId;
use jiff::civil::Date;

use super::{MemberEvent, Membership};
use crate::ids::{PersonId, UnitId};
use crate::state::State;

/// What an event about somebody's belonging comes to, on the day it really was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// From when on.
    pub on: Date,
    /// What it was.
    pub what: Turned,
}

impl Turn {
    /// Whether it was in this unit, or led there or away from it.
    #[must_use]
    pub fn touches(&self, unit: UnitId) -> bool {
        match self.what {
            Turned::Admitted(it, _)
            | Turned::Promoted(it, _)
            | Turned::Left(it)
            | Turned::GaveUp(it) => it == unit,
            Turned::WentOver(from, to) => from == unit || to == unit,
        }
    }
}

/// What became of somebody's belonging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// They became a member of this unit in this grade.
    Admitted(UnitId, GradeId),
    /// They took this grade, in this unit.
    Promoted(UnitId, GradeId),
    /// They went over from one unit to another.
    WentOver(UnitId, UnitId),
    /// They left this unit and the organisation.
    Left(UnitId),
    /// The number turned out to be a second one of somebody in this unit.
    GaveUp(UnitId),
}

/// The turns of one person in the order of the record, from the events that
/// touched them in that order; those about others are passed over. A day that
/// was corrected is the right one.
pub fn turns<'a>(events: impl IntoIterator<Item = &'a MemberEvent>, person: PersonId) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for event in events {
        let turn = match *event {
            MemberEvent::Admitted {
                person: who,
                unit,
                grade,
                on,
            } => (who, on, Turned::Admitted(unit, grade)),
            MemberEvent::Promoted {
                person: who,
                unit,
                grade,
                on,
            } => (who, on, Turned::Promoted(unit, grade)),
            MemberEvent::PromotionStruck { person: who, .. } => {
                if who == person {
                    take_out(&mut turns, |it| matches!(it, Turned::Promoted(..)));
                }
                continue;
            }
            MemberEvent::Transferred {
                person: who,
                from,
                to,
                on,
            } => (who, on, Turned::WentOver(from, to)),
            MemberEvent::TransferStruck { person: who, .. } => {
                if who == person {
                    take_out(&mut turns, |it| matches!(it, Turned::WentOver(..)));
                }
                continue;
            }
            MemberEvent::Left {
                person: who,
                unit,
                on,
            } => (who, on, Turned::Left(unit)),
            MemberEvent::JoiningCorrected {
                person: who, on, ..
            } => {
                if who == person {
                    correct(&mut turns, on);
                }
                continue;
            }
            MemberEvent::Merged {
                former, unit, on, ..
            } => (former, on, Turned::GaveUp(unit)),
            MemberEvent::Parted { former, .. } => {
                if former == person {
                    take_out(&mut turns, |it| matches!(it, Turned::GaveUp(_)));
                }
                continue;
            }
            MemberEvent::Registered { .. } | MemberEvent::Forgotten { .. } => continue,
        };
        let (who, on, what) = turn;
        if who == person {
            turns.push(Turn { on, what });
        }
    }
    turns
}

/// What was a mistake was never so: the last of its kind is taken out.
fn take_out(turns: &mut Vec<Turn>, kind: impl Fn(&Turned) -> bool) {
    if let Some(at) = turns.iter().rposition(|it| kind(&it.what)) {
        turns.remove(at);
    }
}

/// The newest membership began on another day than was written down; whatever
/// was as old as it, or would be older, is as old as the right day.
fn correct(turns: &mut [Turn], on: Date) {
    let admitted = |it: &Turn| matches!(it.what, Turned::Admitted(..));
    let Some(first) = turns.iter().rposition(admitted) else {
        return;
    };
    let before = turns.get(first).map_or(on, |it| it.on);
    for turn in turns.iter_mut().skip(first) {
        if turn.on == before || turn.on < on {
            turn.on = on;
        }
    }
}

/// What somebody's belonging was at the end of a day; none where they were no member.
#[must_use]
pub fn membership_on(turns: &[Turn], day: Date) -> Option<Membership> {
    let mut now: Option<Membership> = None;
    for turn in turns.iter().filter(|turn| turn.on <= day) {
        let on = turn.on;
        match turn.what {
            Turned::Admitted(unit, grade) => {
                now = Some(Membership {
                    unit,
                    grade,
                    joined: on,
                    in_unit_since: on,
                    in_grade_since: on,
                });
            }
            Turned::Promoted(_, grade) => {
                if let Some(now) = &mut now {
                    now.grade = grade;
                    now.in_grade_since = on;
                }
            }
            Turned::WentOver(_, to) => {
                if let Some(now) = &mut now {
                    now.unit = to;
                    now.in_unit_since = on;
                }
            }
            Turned::Left(_) | Turned::GaveUp(_) => now = None,
        }
    }
    now
}

/// Whom events are about.
pub fn people_in<'a>(
    events: impl IntoIterator<Item = &'a MemberEvent>,
) -> impl Iterator<Item = PersonId> {
    events.into_iter().map(|event| match *event {
        MemberEvent::Registered { person }
        | MemberEvent::Admitted { person, .. }
        | MemberEvent::JoiningCorrected { person, .. }
        | MemberEvent::Promoted { person, .. }
        | MemberEvent::PromotionStruck { person, .. }
        | MemberEvent::Transferred { person, .. }
        | MemberEvent::TransferStruck { person, .. }
        | MemberEvent::Left { person, .. } => person,
        MemberEvent::Merged { former, .. }
        | MemberEvent::Parted { former, .. }
        | MemberEvent::Forgotten { former, .. } => former,
    })
}

/// The roll of a unit at the end of a day, the longest there first. `since` are
/// the events that touched the unit and were recorded on that day or later; `own`
/// gives the events that touched one person, and is asked only where the present
/// does not say what was.
///
/// # Errors
/// With that of `own`.
pub fn roll_on<E>(
    state: &State,
    unit: UnitId,
    day: Date,
    since: &[MemberEvent],
    mut own: impl FnMut(PersonId) -> Result<Vec<MemberEvent>, E>,
) -> Result<Vec<(PersonId, Membership)>, E> {
    // Whoever was there and is not any more went by one of these events.
    let people: BTreeSet<PersonId> = state.roll(unit).chain(people_in(since)).collect();
    let mut roll = Vec::new();
    for person in people {
        let was = match state.membership_since(person, day) {
            Some(now) => Some(now),
            None => membership_on(&turns(&own(person)?, person), day),
        };
        roll.extend(was.filter(|it| it.unit == unit).map(|it| (person, it)));
    }
    roll.sort_by_key(|(person, it)| (it.in_unit_since, *person));
    Ok(roll)
}

impl State {
    /// How many belonged to a unit at the end of a day: counted from the days that
    /// the state keeps of every stay, so that no entry is read. Stays of one person
    /// that overlap, because something was recorded late, count each.
    #[must_use]
    pub fn roll_count_on(&self, unit: UnitId, day: Date) -> u32 {
        self.members.count_on(unit, day)
    }

    /// What somebody's belonging was at the end of a day, where the present says
    /// it already: nothing of it is younger than that day.
    #[must_use]
    pub fn membership_since(&self, person: PersonId, day: Date) -> Option<Membership> {
        let now = self.membership(person)?;
        let days = [now.joined, now.in_unit_since, now.in_grade_since];
        days.into_iter().all(|since| since <= day).then_some(now)
    }
}
