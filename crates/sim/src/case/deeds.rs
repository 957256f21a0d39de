//! What is done in a case: its deeds as ordinary commands to the kernel.

mod awards;
mod bodies;
mod bulletins;
pub(super) mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;
mod visits;

use charter::Charter;
use charter::case::{Deed, DirectiveDeed, MemberDeed, ProcedureDeed, Subject, When, Who};
use jiff::civil::Date;
use kernel::directives::DirectiveEvent;
use kernel::members::MemberEvent;
use kernel::procedures::ProcedureEvent;
use kernel::units::UnitEvent;
use kernel::{Actor, Command, DirectiveId, Event, PersonId, Request, State, UnitId, decide, plan};

use super::Stage;

/// What the names in a deed stand for.
pub trait Names {
    /// The unit that goes by a name.
    fn unit(&self, name: &str) -> Option<UnitId>;

    /// The person who goes by a name.
    fn person(&self, name: &str) -> Option<PersonId>;

    /// The directive that goes by a name.
    fn directive(&self, name: &str) -> Option<DirectiveId>;

    /// Whether somebody goes by a name. Where people are only counted, the others come first.
    fn is_named(&self, person: PersonId) -> bool;
}

/// An organisation on a day, with names for what stands in it.
pub struct Scene<'a> {
    /// The charter in force.
    pub charter: &'a Charter,
    /// The organisation.
    pub state: &'a State,
    /// The day.
    pub today: Date,
    /// What the names stand for.
    pub names: &'a dyn Names,
}

impl std::fmt::Debug for Scene<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scene")
            .field("today", &self.today)
            .finish_non_exhaustive()
    }
}

impl Scene<'_> {
    /// Who does it.
    ///
    /// # Errors
    /// When nobody goes by the name.
    pub fn actor(&self, who: &Who) -> Result<Actor, String> {
        match who {
            Who::Operator => Ok(Actor::Operator),
            Who::Anyone => Ok(Actor::Public),
            Who::Person(name) => self.person(name).map(Actor::Person),
        }
    }

    /// The command that a deed is.
    ///
    /// # Errors
    /// When it names what is not there.
    pub fn command(&self, actor: Actor, deed: &Deed) -> Result<Command, String> {
        match deed {
            Deed::Unit(it) => self.unit_command(it),
            Deed::Member(it) => self.member_command(it),
            Deed::Post(it) => self.post_command(it),
            Deed::Meeting(it) => self.meeting_command(it),
            Deed::Directive(it) => self.directive_command(it),
            Deed::Report(it) => self.report_command(it),
            Deed::Award(it) => self.award_command(it),
            Deed::Conference(it) => self.conference_command(it),
            Deed::Body(it) => self.body_command(it),
            Deed::Study(it) => self.study_command(it),
            Deed::Visit(it) => self.visit_command(it),
            Deed::Bulletin(it) => self.bulletin_command(it),
            Deed::Petition(it) => self.petition_command(it),
            Deed::Procedure(it) => self.procedure_command(actor, it),
            Deed::Dues(it) => self.dues_command(it),
            Deed::ApplyPlan { within } => {
                let within = self.unit(within)?;
                let plan = plan::plan_within(self.state, actor, self.today, within);
                if plan.steps.is_empty() {
                    return Err("there is nothing this actor could plan".to_owned());
                }
                Ok(plan.act())
            }
        }
    }

    fn unit(&self, name: &str) -> Result<UnitId, String> {
        self.names
            .unit(name)
            .ok_or_else(|| format!("there is no unit \"{name}\" (yet)"))
    }

    fn person(&self, name: &str) -> Result<PersonId, String> {
        self.names
            .person(name)
            .ok_or_else(|| format!("there is nobody called \"{name}\" (yet)"))
    }
}

impl Stage {
    pub(super) fn deed(&mut self, when: &When) -> Result<(), String> {
        if let Some(on) = when.on {
            self.today = on;
        }
        let scene = self.scene();
        let actor = scene.actor(&when.actor)?;
        let request = Request {
            actor,
            today: self.today,
            command: scene.command(actor, &when.deed)?,
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
                Deed::Member(MemberDeed::Admit { person: name, .. }),
            ) => {
                self.people.insert(name.clone(), *person);
            }
            (
                Event::Procedure(ProcedureEvent::Opened {
                    person: Some(person),
                    ..
                }),
                Deed::Procedure(ProcedureDeed::Open {
                    of: Subject::Person(name),
                    ..
                }),
            ) => {
                self.people.insert(name.clone(), *person);
            }
            (
                Event::Directive(DirectiveEvent::Issued { directive, .. }),
                Deed::Directive(DirectiveDeed::Issue { text, .. }),
            ) => {
                self.directives.insert(text.clone(), *directive);
            }
            _ => {}
        }
    }
}
