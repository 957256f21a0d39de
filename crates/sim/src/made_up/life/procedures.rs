//! What nobody does without a procedure: all its steps, each by whoever's turn
//! it is; and on the last day some that are still under way.

use charter::{Direct, Effect, GradeId, ProcedureId, StepActor};
use jiff::civil::Date;
use kernel::procedures::{DecideStep, OpenProceeding, SponsorProceeding, Votes};
use kernel::{Actor, Command, PersonId, ProceedingId, UnitId};

use super::super::Step;
use super::super::calendar;
use super::Life;
use crate::ways::way;

/// Days between one step and the next.
const PACE_DAYS: u32 = 6;
/// One unit in so many has an application under way on the last day.
const UNDER_WAY_ONE_IN: u32 = 12;

/// Whom a procedure is about, and where.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub(super) person: PersonId,
    /// Whether the person is registered by it.
    pub(super) new: bool,
    pub(super) unit: UnitId,
}

/// An act on the way, and who does it.
struct Act {
    actor: Actor,
    command: Command,
}

impl Life<'_, '_> {
    /// The procedure without which nobody but the operator does this, with the
    /// outcomes that lead to it.
    pub(super) fn procedure_for(&self, effect: Effect) -> Option<(ProcedureId, Vec<(u8, u8)>)> {
        let all = (0..).map(ProcedureId).zip(&self.draft.charter.procedures);
        all.filter(|(_, rule)| rule.direct != Direct::Allowed)
            .find_map(|(id, rule)| way(rule, effect).map(|way| (id, way)))
    }

    /// Goes the whole way of a procedure, so that it ends on this day. Nothing is
    /// done where somebody is missing on the way.
    pub(super) fn go_through(
        &mut self,
        on: Date,
        about: About,
        (procedure, way): &(ProcedureId, Vec<(u8, u8)>),
    ) -> bool {
        let Some(acts) = self.acts(on, about, *procedure, way) else {
            return false;
        };
        self.carry_out(on, about, acts);
        true
    }

    fn carry_out(&mut self, on: Date, about: About, acts: Vec<Act>) {
        self.proceedings = self.proceedings.saturating_add(1);
        for (at, act) in acts.into_iter().enumerate() {
            let card = (about.new && at == 0).then(|| self.names.card(about.person));
            self.steps.push(Step {
                on,
                actor: act.actor,
                command: act.command,
                card,
            });
        }
    }

    /// The acts of a way, the last one on this day.
    fn acts(
        &self,
        on: Date,
        about: About,
        procedure: ProcedureId,
        way: &[(u8, u8)],
    ) -> Option<Vec<Act>> {
        let rule = self.draft.charter.procedure(procedure)?;
        let proceeding = ProceedingId(self.proceedings);
        let steps = u32::try_from(way.len()).unwrap_or(0);
        let founded = self.draft.unit(about.unit)?.founded.max(self.draft.begins);
        // Members are promoted on one day: who came lately was not there before.
        let day = |left: u32| {
            let back = left.saturating_mul(if about.new { PACE_DAYS } else { 0 });
            calendar::earlier(on, back).max(founded).min(on)
        };
        let opens = self
            .draft
            .actor_for(charter::Action::OpenProcedure, &[about.unit], None);
        let mut acts = vec![Act {
            actor: opens,
            command: Command::from(OpenProceeding {
                procedure,
                unit: about.unit,
                person: (!about.new).then_some(about.person),
                to: None,
                key: None,
                on: day(steps),
            }),
        }];
        for (left, (step, outcome)) in (0..steps).rev().zip(way) {
            let row = rule.step(*step)?;
            let on = day(left);
            if let StepActor::Sponsors {
                number,
                grades,
                months,
            } = &row.by
            {
                let sponsors = self.sponsors(about, (grades, *months), on);
                let needed = usize::from(*number);
                if sponsors.len() < needed {
                    return None;
                }
                acts.extend(sponsors.into_iter().take(needed).map(|sponsor| Act {
                    actor: Actor::Person(sponsor),
                    command: Command::from(SponsorProceeding {
                        proceeding,
                        sponsor,
                        on,
                    }),
                }));
                continue;
            }
            acts.push(Act {
                actor: self.taker(about, &row.by, opens)?,
                command: Command::from(DecideStep {
                    proceeding,
                    step: *step,
                    outcome: *outcome,
                    votes: self.votes(about.unit, &row.by),
                    on,
                }),
            });
        }
        Some(acts)
    }

    /// Members of the unit who may sign on a day.
    fn sponsors(
        &self,
        about: About,
        (grades, months): (&[GradeId], u16),
        on: Date,
    ) -> Vec<PersonId> {
        let roll = self.draft.unit(about.unit).map_or(&[][..], |row| &row.roll);
        let standing = jiff::Span::new().months(i64::from(months));
        roll.iter()
            .copied()
            .filter(|person| *person != about.person)
            .filter(|person| {
                self.draft.person(*person).is_some_and(|row| {
                    grades.contains(&row.grade) && row.joined.saturating_add(standing) <= on
                })
            })
            .collect()
    }

    /// Whoever's turn it is.
    fn taker(&self, about: About, by: &StepActor, opens: Actor) -> Option<Actor> {
        match by {
            StepActor::Person => Some(if about.new {
                opens
            } else {
                Actor::Person(about.person)
            }),
            StepActor::Meeting { .. } => Some(self.draft.actor_for(
                charter::Action::RecordMeeting,
                &[about.unit],
                None,
            )),
            StepActor::Post(post) => {
                let seats = &self.draft.unit(about.unit)?.seats;
                let seat = seats.iter().find(|seat| seat.post == *post)?;
                Some(Actor::Person(seat.person))
            }
            StepActor::Above { levels, post } => {
                let above = self.draft.above(about.unit).find(|unit| {
                    let row = self.draft.unit(*unit);
                    row.is_some_and(|row| levels.contains(&row.level))
                })?;
                let seat = self
                    .draft
                    .unit(above)?
                    .seats
                    .iter()
                    .find(|seat| match post {
                        Some(post) => seat.post == *post,
                        None => {
                            let row = self.draft.charter.post(seat.post);
                            row.is_some_and(|row| row.head)
                        }
                    })?;
                Some(Actor::Person(seat.person))
            }
            StepActor::Sponsors { .. } => None,
        }
    }

    /// Everybody is there, and nearly everybody is in favour.
    fn votes(&self, unit: UnitId, by: &StepActor) -> Option<Votes> {
        let StepActor::Meeting { kind, .. } = by else {
            return None;
        };
        let kind = self.draft.charter.meeting(*kind)?;
        let row = self.draft.unit(unit)?;
        let votes = |grade: GradeId| {
            kind.attends.contains(&grade)
                && self.draft.charter.grade(grade).is_some_and(|row| row.votes)
        };
        let with_vote = row.roll.iter().filter(|person| {
            let grade = self.draft.person(**person).map(|row| row.grade);
            grade.is_some_and(votes)
        });
        let present = u32::try_from(with_vote.count()).unwrap_or(0);
        let abstaining = present / 6;
        Some(Votes {
            entitled: None,
            present,
            in_favour: present.saturating_sub(abstaining),
            against: 0,
            abstaining,
        })
    }

    /// On the last day some applications are under way, each further than the one before.
    pub(super) fn leave_some_under_way(&mut self, on: Date) {
        let Some((procedure, way)) = self
            .grades
            .entry
            .and_then(|grade| self.procedure_for(Effect::Admit(grade)))
        else {
            return;
        };
        let mut number = self.draft.person_count();
        let mut done = 0_usize;
        for unit in self.sound.clone() {
            if self.chance.between(1, UNDER_WAY_ONE_IN) > 1 {
                continue;
            }
            let about = About {
                person: PersonId(number),
                new: true,
                unit,
            };
            let steps = done.checked_rem(way.len()).unwrap_or(0);
            let Some(way) = way.get(..steps) else {
                continue;
            };
            if let Some(acts) = self.acts(on, about, procedure, way) {
                self.carry_out(on, about, acts);
                number = number.saturating_add(1);
                done = done.saturating_add(1);
            }
        }
    }
}
