//! What happens to proceedings, in the second account.

use jiff::civil::Date;
use kernel::members::MemberEvent;
use kernel::procedures::{Course, ProcedureEvent, Proceeding, Sponsor, StepDecision};
use kernel::units::{Descent, UnitEvent};
use kernel::{Event, PersonId, ProceedingId};

use super::{Auditor, Touched};

/// What is known of one proceeding.
#[derive(Clone, Debug)]
pub(super) struct ProceedingAccount {
    pub(super) it: Proceeding,
    pub(super) sponsors: Vec<Sponsor>,
    pub(super) decisions: Vec<StepDecision>,
    pub(super) extended: u32,
}

impl ProceedingAccount {
    /// It stands somewhere from a day on; staying where it was keeps the day.
    fn stands(&mut self, course: Course, on: Date) {
        if self.it.course != course {
            self.it.course = course;
            self.it.since = on;
        }
    }
}

impl Auditor {
    pub(super) fn enter_procedure(&mut self, event: &ProcedureEvent) -> Touched {
        let (id, unit, person) = event.about();
        let mut touched = Touched::default();
        touched.proceedings.insert(id);
        touched.units.insert(unit);
        touched.people.extend(person);
        if let ProcedureEvent::Opened {
            procedure,
            to,
            course,
            on,
            ..
        } = event
        {
            let member = person.is_some_and(|it| matches!(self.people.get(&it), Some(Some(_))));
            let account = ProceedingAccount {
                it: Proceeding {
                    id,
                    procedure: *procedure,
                    unit,
                    person,
                    of_member: member,
                    to: *to,
                    opened: *on,
                    course: *course,
                    since: *on,
                },
                sponsors: Vec::new(),
                decisions: Vec::new(),
                extended: 0,
            };
            self.proceedings.insert(id, account);
        }
        if let Some(account) = self.proceedings.get_mut(&id) {
            went_on(account, event);
        }
        touched
    }

    /// Where people and units go, what is open about them goes too, or ends.
    pub(super) fn proceedings_follow(&mut self, event: &Event, touched: &mut Touched) {
        match event {
            Event::Member(MemberEvent::Admitted { person, on, .. }) => {
                self.end(touched, |it| of(it, *person, false), Course::Ended, *on);
            }
            Event::Member(MemberEvent::Left { person, on, .. }) => {
                self.end(touched, |it| of(it, *person, true), Course::Dropped, *on);
            }
            Event::Member(MemberEvent::Transferred { person, to, .. }) => {
                for account in self.open(touched, |it| of(it, *person, true)) {
                    account.it.unit = *to;
                }
            }
            Event::Unit(UnitEvent::Descended { from, to, how, .. }) if *how != Descent::Split => {
                let applicants =
                    |it: &Proceeding| it.unit == *from && it.person.is_some() && !it.of_member;
                for account in self.open(touched, applicants) {
                    account.it.unit = *to;
                }
            }
            Event::Unit(UnitEvent::Dissolved { unit, on }) => {
                self.end(touched, |it| it.unit == *unit, Course::Ended, *on);
            }
            _ => {}
        }
    }

    fn open(
        &mut self,
        touched: &mut Touched,
        which: impl Fn(&Proceeding) -> bool,
    ) -> Vec<&mut ProceedingAccount> {
        let accounts = self.proceedings.values_mut();
        let open: Vec<_> = accounts
            .filter(|account| account.it.course.is_open() && which(&account.it))
            .collect();
        let ids: Vec<ProceedingId> = open.iter().map(|account| account.it.id).collect();
        touched.proceedings.extend(ids);
        open
    }

    fn end(
        &mut self,
        touched: &mut Touched,
        which: impl Fn(&Proceeding) -> bool,
        course: Course,
        on: Date,
    ) {
        for account in self.open(touched, which) {
            account.stands(course, on);
        }
    }
}

fn of(it: &Proceeding, person: PersonId, member: bool) -> bool {
    it.person == Some(person) && it.of_member == member
}

fn went_on(account: &mut ProceedingAccount, event: &ProcedureEvent) {
    match event {
        ProcedureEvent::Opened { .. } => {}
        ProcedureEvent::Sponsored {
            sponsor,
            course,
            on,
            ..
        } => {
            account.sponsors.push(Sponsor {
                person: *sponsor,
                on: *on,
                until: None,
            });
            account.stands(*course, *on);
        }
        ProcedureEvent::SponsorWithdrawn {
            sponsor,
            course,
            on,
            ..
        } => {
            for one in &mut account.sponsors {
                if one.person == *sponsor && one.until.is_none() {
                    one.until = Some(*on);
                }
            }
            account.stands(*course, *on);
        }
        ProcedureEvent::Decided {
            outcome,
            by,
            tally,
            course,
            on,
            ..
        } => {
            account.decisions.push(StepDecision {
                outcome: Some(*outcome),
                by: *by,
                tally: *tally,
                on: *on,
                by_time: false,
            });
            account.stands(*course, *on);
        }
        ProcedureEvent::DeadlinePassed {
            outcome,
            unit,
            course,
            on,
            ..
        } => {
            account.decisions.push(StepDecision {
                outcome: *outcome,
                by: *unit,
                tally: None,
                on: *on,
                by_time: true,
            });
            account.stands(*course, *on);
        }
        ProcedureEvent::Dropped { on, .. } => account.stands(Course::Dropped, *on),
        ProcedureEvent::WaitExtended { months, .. } => account.extended = u32::from(*months),
    }
}
