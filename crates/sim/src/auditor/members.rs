//! What happens to people and members, in the second account.

use jiff::civil::Date;
use kernel::members::{MemberEvent, Membership};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

impl Auditor {
    #[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
    pub(super) fn enter_member(&mut self, event: &MemberEvent) -> Touched {
        let mut touched = Touched::default();
        if let MemberEvent::Admitted { grade, .. } | MemberEvent::Promoted { grade, .. } = event {
            self.last_grade = self.last_grade.max(grade.0);
        }
        match event {
            MemberEvent::Registered { person } => {
                touched.people.insert(*person);
                self.people.insert(*person, None);
            }
            MemberEvent::Admitted {
                person,
                unit,
                grade,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let membership = Membership {
                    unit: *unit,
                    grade: *grade,
                    joined: *on,
                    in_unit_since: *on,
                    in_grade_since: *on,
                };
                self.people.insert(*person, Some(membership));
                self.rolls.entry(*unit).or_default().push(*person);
            }
            MemberEvent::JoiningCorrected { person, unit, on } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    let joined = membership.joined;
                    correct_joining(membership, *on);
                    let rises = self.rises.get_mut(person).into_iter().flatten();
                    let moves = self.moves.get_mut(person).into_iter().flatten();
                    let days = rises.map(|(_, since)| since);
                    for since in days.chain(moves.map(|(_, since)| since)) {
                        if *since == joined {
                            *since = *on;
                        }
                        *since = on.max(since).to_owned();
                    }
                }
            }
            MemberEvent::Promoted {
                person,
                unit,
                grade,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    let before = (membership.grade, membership.in_grade_since);
                    self.rises.entry(*person).or_default().push(before);
                    membership.grade = *grade;
                    membership.in_grade_since = *on;
                }
            }
            // What they were before is looked up here, and not believed.
            MemberEvent::PromotionStruck { person, unit, .. } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let before = self.rises.get_mut(person).and_then(Vec::pop);
                if let (Some(Some(membership)), Some(before)) =
                    (self.people.get_mut(person), before)
                {
                    (membership.grade, membership.in_grade_since) = before;
                }
            }
            MemberEvent::Transferred {
                person,
                from,
                to,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.extend([*from, *to]);
                if let Some(Some(before)) = self.people.get(person) {
                    let before = (before.unit, before.in_unit_since);
                    self.moves.entry(*person).or_default().push(before);
                }
                self.strike(*from, *person);
                self.rolls.entry(*to).or_default().push(*person);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    membership.unit = *to;
                    membership.in_unit_since = *on;
                }
            }
            // Where they were before is looked up here, and not believed.
            MemberEvent::TransferStruck {
                person, unit, back, ..
            } => {
                touched.people.insert(*person);
                touched.units.extend([*unit, *back]);
                self.strike(*unit, *person);
                let before = self.moves.get_mut(person).and_then(Vec::pop);
                if let (Some(Some(membership)), Some(before)) =
                    (self.people.get_mut(person), before)
                {
                    (membership.unit, membership.in_unit_since) = before;
                    let place = *membership;
                    self.put_back(place.unit, *person, place);
                }
            }
            MemberEvent::Left { person, unit, .. } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.strike(*unit, *person);
                self.people.insert(*person, None);
                self.rises.remove(person);
                self.moves.remove(person);
            }
            MemberEvent::Merged { former, unit, .. } => {
                touched.people.insert(*former);
                touched.units.insert(*unit);
                self.strike(*unit, *former);
                if let Some(place) = self.people.insert(*former, None).flatten() {
                    self.merged.insert(*former, place);
                }
            }
            MemberEvent::Parted { former, unit, .. } => {
                touched.people.insert(*former);
                touched.units.insert(*unit);
                if let Some(place) = self.merged.remove(former) {
                    self.people.insert(*former, Some(place));
                    self.put_back(*unit, *former, place);
                }
            }
            MemberEvent::Forgotten { former, .. } => {
                touched.people.insert(*former);
                self.merged.remove(former);
                self.rises.remove(former);
                self.moves.remove(former);
            }
        }
        touched
    }

    /// Behind the last on the roll who came before, or on the same day with a lower number.
    fn put_back(&mut self, unit: UnitId, person: PersonId, place: Membership) {
        let people = &self.people;
        let roll = self.rolls.entry(unit).or_default();
        let earlier = |other: &PersonId| {
            let membership = people.get(other).copied().flatten();
            let came = membership.map(|it| (it.in_unit_since, *other));
            came.is_some_and(|came| came <= (place.in_unit_since, person))
        };
        let at = roll.iter().rposition(earlier).map_or(0, |at| at + 1);
        roll.insert(at, person);
    }

    fn strike(&mut self, unit: UnitId, person: PersonId) {
        self.rolls
            .entry(unit)
            .or_default()
            .retain(|other| *other != person);
    }
}

/// What was as old as the membership still is, and nothing is older than it.
fn correct_joining(membership: &mut Membership, on: Date) {
    let before = membership.joined;
    for since in [
        &mut membership.in_unit_since,
        &mut membership.in_grade_since,
    ] {
        if *since == before {
            *since = on;
        }
        *since = on.max(*since);
    }
    membership.joined = on;
}
