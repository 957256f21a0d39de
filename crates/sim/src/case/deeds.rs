//! What is done in a case: ordinary requests to the kernel.

use charter::case::{Deed, Share, When, Who};
use kernel::meetings::{CallMeeting, CorrectMeeting, RecordMeeting};
use kernel::members::{AdmitMember, Leave, MemberEvent, PromoteMember, TransferMember};
use kernel::plan;
use kernel::posts::{LayDownPost, TakeUpPost};
use kernel::units::{
    DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit, SplitUnit,
    UnitEvent,
};
use kernel::{Actor, Command, Event, PersonId, Request, UnitId, decide};

use super::Stage;

impl Stage {
    pub(super) fn deed(&mut self, when: &When) -> Result<(), String> {
        if let Some(on) = when.on {
            self.today = on;
        }
        let actor = match &when.actor {
            Who::Operator => Actor::Operator,
            Who::Person(name) => Actor::Person(self.person(name)?),
        };
        let command = self.command(actor, &when.deed)?;
        let request = Request {
            actor,
            today: self.today,
            command,
        };
        let answer = decide(&self.state, &request);
        if let Ok(events) = &answer {
            for event in events {
                self.state.apply(event);
                self.learn(event, &when.deed);
            }
        }
        self.last = Some(answer);
        Ok(())
    }

    /// Units and people that came up get their names.
    fn learn(&mut self, event: &Event, deed: &Deed) {
        match (event, deed) {
            (Event::Unit(UnitEvent::Founded { unit, name, .. }), _) => {
                self.units.insert(name.clone(), *unit);
            }
            (
                Event::Member(MemberEvent::Admitted { person, .. }),
                Deed::Admit { person: name, .. },
            ) => {
                self.people.insert(name.clone(), *person);
            }
            _ => {}
        }
    }

    fn command(&self, actor: Actor, deed: &Deed) -> Result<Command, String> {
        match deed {
            Deed::Found { .. }
            | Deed::Rename { .. }
            | Deed::Move { .. }
            | Deed::Split { .. }
            | Deed::Form { .. }
            | Deed::Merge { .. }
            | Deed::Dissolve { .. } => self.unit_command(deed),
            Deed::Admit { .. }
            | Deed::Promote { .. }
            | Deed::Transfer { .. }
            | Deed::Leave { .. }
            | Deed::TakeUp { .. }
            | Deed::LayDown { .. } => self.member_command(deed),
            Deed::Call { .. } | Deed::Record { .. } | Deed::Correct { .. } => {
                self.meeting_command(deed)
            }
            Deed::ApplyPlan { within } => self.plan_command(actor, within),
        }
    }

    fn unit_command(&self, deed: &Deed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            Deed::Found { level, name, under } => Command::from(FoundUnit {
                code: name.clone(),
                level: *level,
                name: name.clone(),
                parent: under.as_ref().map(|unit| self.unit(unit)).transpose()?,
                on,
            }),
            Deed::Rename { unit, to } => Command::from(RenameUnit {
                unit: self.unit(unit)?,
                name: to.clone(),
                on,
            }),
            Deed::Move { unit, under } => Command::from(MoveUnit {
                unit: self.unit(unit)?,
                parent: self.unit(under)?,
                on,
            }),
            Deed::Split { unit, parts } => {
                let unit = self.unit(unit)?;
                Command::from(SplitUnit {
                    unit,
                    parts: self.parts(unit, parts)?,
                    on,
                })
            }
            Deed::Form { level, unit, parts } => {
                let unit = self.unit(unit)?;
                Command::from(FormCommittee {
                    unit,
                    level: *level,
                    parts: self.parts(unit, parts)?,
                    on,
                })
            }
            Deed::Merge { from, into } => Command::from(MergeUnits {
                from: self.unit(from)?,
                into: self.unit(into)?,
                on,
            }),
            Deed::Dissolve { unit } => Command::from(DissolveUnit {
                unit: self.unit(unit)?,
                on,
            }),
            _ => return Err("this is no deed about a unit".to_owned()),
        })
    }

    fn member_command(&self, deed: &Deed) -> Result<Command, String> {
        let on = self.today;
        Ok(match deed {
            Deed::Admit {
                person,
                unit,
                grade,
            } => Command::from(AdmitMember {
                person: self.people.get(person).copied(),
                unit: self.unit(unit)?,
                grade: *grade,
                on,
            }),
            Deed::Promote { person, grade } => Command::from(PromoteMember {
                person: self.person(person)?,
                grade: *grade,
                on,
            }),
            Deed::Transfer { person, to } => Command::from(TransferMember {
                person: self.person(person)?,
                to: self.unit(to)?,
                on,
            }),
            Deed::Leave { person } => Command::from(Leave {
                person: self.person(person)?,
                on,
            }),
            Deed::TakeUp { person, post, unit } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                Command::from(TakeUpPost {
                    person,
                    unit,
                    post: *post,
                    on,
                })
            }
            Deed::LayDown { person, post, unit } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                Command::from(LayDownPost {
                    person,
                    unit,
                    post: *post,
                    on,
                })
            }
            _ => return Err("this is no deed about a member".to_owned()),
        })
    }

    fn meeting_command(&self, deed: &Deed) -> Result<Command, String> {
        match deed {
            Deed::Call { kind, unit, day } => Ok(Command::from(CallMeeting {
                unit: self.unit(unit)?,
                kind: *kind,
                on: *day,
            })),
            Deed::Record {
                kind,
                unit,
                held,
                presence,
                resolutions,
            } => {
                let unit = self.unit(unit)?;
                Ok(Command::from(RecordMeeting {
                    unit,
                    kind: *kind,
                    on: held.unwrap_or(self.today),
                    absent: self.absent(*kind, unit, presence)?,
                    resolutions: resolutions.clone(),
                }))
            }
            Deed::Correct {
                kind,
                unit,
                held,
                presence,
                reason,
            } => {
                let unit = self.unit(unit)?;
                let meeting = self
                    .state
                    .meetings_of(unit)
                    .find(|meeting| meeting.kind == *kind && meeting.on == *held)
                    .ok_or_else(|| format!("no such meeting is on record for {held}"))?;
                Ok(Command::from(CorrectMeeting {
                    meeting: meeting.id,
                    on: *held,
                    absent: self.absent(*kind, unit, presence)?,
                    resolutions: Vec::new(),
                    reason: reason.clone(),
                }))
            }
            _ => Err("this is no deed about a meeting".to_owned()),
        }
    }

    fn parts(&self, unit: UnitId, shares: &[Share]) -> Result<Vec<Part>, String> {
        let mut unnamed = self.unnamed(unit).into_iter();
        shares
            .iter()
            .map(|share| {
                let mut people: Vec<PersonId> = share
                    .named
                    .iter()
                    .map(|name| self.person(name))
                    .collect::<Result<_, _>>()?;
                let count = usize::try_from(share.count).unwrap_or(usize::MAX);
                people.extend(unnamed.by_ref().take(count));
                if people.len() < count.saturating_add(share.named.len()) {
                    return Err(format!(
                        "\"{}\" has too few people for this",
                        self.unit_name(unit)
                    ));
                }
                Ok(Part {
                    code: share.to.clone(),
                    name: share.to.clone(),
                    people,
                })
            })
            .collect()
    }
    fn plan_command(&self, actor: Actor, within: &str) -> Result<Command, String> {
        let plan = plan::plan_within(&self.state, actor, self.today, self.unit(within)?);
        if plan.steps.is_empty() {
            return Err("there is nothing this actor could plan".to_owned());
        }
        Ok(plan.act())
    }
}
