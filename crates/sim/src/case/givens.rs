//! How things stand at the beginning of a case: applied as events, because a
//! case may begin with what no command would be allowed to do.

use charter::case::{Given, Presence};
use charter::{GradeId, LevelId, MeetingKindId};
use jiff::civil::Date;
use kernel::meetings::RecordMeeting;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::UnitEvent;
use kernel::{Actor, Command, Event, PersonId, Request, UnitId, decide};

use super::Stage;

impl Stage {
    pub(super) fn given(&mut self, given: &Given) -> Result<(), String> {
        match given {
            Given::Unit {
                level,
                name,
                under,
                people,
                since,
            } => {
                let on = since.unwrap_or(self.first_day);
                let parent = match under {
                    Some(place) => match (self.units.get(&place.name).copied(), place.level) {
                        (Some(unit), _) => Some(unit),
                        (None, Some(level)) => {
                            let above = self.above(level)?;
                            Some(self.found(level, &place.name, above, self.first_day))
                        }
                        (None, None) => {
                            return Err(format!("there is no unit \"{}\" yet", place.name));
                        }
                    },
                    None => self.above(*level)?,
                };
                let unit = self.found(*level, name, parent, on);
                for (count, grade) in people {
                    for _ in 0..*count {
                        self.admit(unit, *grade, on);
                    }
                }
                Ok(())
            }
            Given::Person {
                name,
                grade,
                unit,
                since,
            } => {
                let unit = self.unit(unit)?;
                let person = self.admit(unit, *grade, since.unwrap_or(self.first_day));
                self.people.insert(name.clone(), person);
                Ok(())
            }
            Given::Holder {
                name,
                post,
                unit,
                since,
            } => {
                let (person, unit) = (self.person(name)?, self.unit(unit)?);
                let on = since.unwrap_or(self.first_day);
                self.state.apply(&Event::Post(PostEvent::TakenUp {
                    person,
                    unit,
                    post: *post,
                    on,
                }));
                Ok(())
            }
            Given::Meetings {
                kind,
                unit,
                on,
                presence,
            } => {
                let unit = self.unit(unit)?;
                on.iter()
                    .try_for_each(|day| self.held(*kind, unit, *day, presence))
            }
        }
    }

    /// A unit for this level to stand under: the first of its preferred level, made up where there is none.
    fn above(&mut self, level: LevelId) -> Result<Option<UnitId>, String> {
        let row = self
            .charter
            .level(level)
            .ok_or("the charter has no such level")?;
        let Some(above) = row.under.first().copied() else {
            return Ok(None);
        };
        let known = self.state.standing_units().find(|unit| {
            self.state
                .unit(*unit)
                .is_some_and(|unit| unit.level == above)
        });
        if known.is_some() {
            return Ok(known);
        }
        let title = self
            .charter
            .level(above)
            .map(|row| row.title.clone())
            .unwrap_or_default();
        let parent = self.above(above)?;
        Ok(Some(self.found(above, &title, parent, self.first_day)))
    }

    fn found(&mut self, level: LevelId, name: &str, parent: Option<UnitId>, on: Date) -> UnitId {
        let unit = UnitId(self.state.unit_count());
        self.state.apply(&Event::Unit(UnitEvent::Founded {
            unit,
            code: name.to_owned(),
            level,
            name: name.to_owned(),
            parent,
            on,
        }));
        self.units.insert(name.to_owned(), unit);
        unit
    }

    fn admit(&mut self, unit: UnitId, grade: GradeId, on: Date) -> PersonId {
        let person = PersonId(self.state.person_count());
        self.state
            .apply(&Event::Member(MemberEvent::Registered { person }));
        self.state.apply(&Event::Member(MemberEvent::Admitted {
            person,
            unit,
            grade,
            on,
        }));
        person
    }

    /// Records a meeting as the operator would have on its day.
    fn held(
        &mut self,
        kind: MeetingKindId,
        unit: UnitId,
        on: Date,
        presence: &Presence,
    ) -> Result<(), String> {
        let absent = self.scene().absent(kind, unit, presence)?;
        let command = Command::from(RecordMeeting {
            unit,
            kind,
            on,
            absent,
            resolutions: Vec::new(),
        });
        let request = Request {
            actor: Actor::Operator,
            today: on,
            command,
        };
        let events = decide(&self.state, &request).map_err(|refusal| refusal.reason.to_string())?;
        for event in &events {
            self.state.apply(event);
        }
        Ok(())
    }
}
