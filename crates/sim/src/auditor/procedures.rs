//! What happens to proceedings, in the second account.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::members::MemberEvent;
use kernel::procedures::{Course, ProcedureEvent, Proceeding, Sponsor, StepDecision};
use kernel::units::{Descent, UnitEvent};
use kernel::{Event, PersonId, ProceedingId, UnitId};

use super::{Auditor, Touched};

/// What is known of one proceeding.
#[derive(Clone, Debug)]
pub(super) struct ProceedingAccount {
    pub(super) it: Proceeding,
    pub(super) sponsors: Vec<Sponsor>,
    pub(super) decisions: Vec<StepDecision>,
    /// Since when it had stood where each of them was made.
    stood: Vec<Date>,
    pub(super) extended: u32,
}

/// Where proceedings are and whom they are about, for looking them up.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    of_unit: BTreeMap<UnitId, BTreeSet<ProceedingId>>,
    of_person: BTreeMap<PersonId, BTreeSet<ProceedingId>>,
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
            key,
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
                    key: *key,
                    erased: None,
                },
                sponsors: Vec::new(),
                decisions: Vec::new(),
                stood: Vec::new(),
                extended: 0,
            };
            self.proceedings.insert(id, account);
            self.places.of_unit.entry(unit).or_default().insert(id);
            if let Some(person) = person {
                self.places.of_person.entry(person).or_default().insert(id);
            }
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
                let about = self.about(*person);
                self.end(touched, about, |it| !it.of_member, (Course::Ended, *on));
            }
            Event::Member(MemberEvent::Left { person, on, .. }) => {
                let about = self.about(*person);
                self.end(touched, about, |it| it.of_member, (Course::Dropped, *on));
            }
            Event::Member(MemberEvent::Transferred { person, to, .. }) => {
                let about = self.about(*person);
                self.go_over(touched, about, |it| it.of_member, *to);
            }
            Event::Member(MemberEvent::TransferStruck { person, back, .. }) => {
                let about = self.about(*person);
                self.go_over(touched, about, |it| it.of_member, *back);
            }
            Event::Unit(UnitEvent::Descended { from, to, how, .. }) if *how != Descent::Split => {
                let applicants = |it: &Proceeding| it.person.is_some() && !it.of_member;
                let there = self.proceedings_of(*from);
                self.go_over(touched, there, applicants, *to);
            }
            Event::Unit(UnitEvent::Dissolved { unit, on }) => {
                let there = self.proceedings_of(*unit);
                self.end(touched, there, |_| true, (Course::Ended, *on));
            }
            _ => {}
        }
    }

    /// Every proceeding about somebody.
    pub(super) fn about(&self, person: PersonId) -> Vec<ProceedingId> {
        let about = self.places.of_person.get(&person).into_iter().flatten();
        about.copied().collect()
    }

    /// Every proceeding in a unit.
    pub(super) fn proceedings_of(&self, unit: UnitId) -> Vec<ProceedingId> {
        let there = self.places.of_unit.get(&unit).into_iter().flatten();
        there.copied().collect()
    }

    /// Those of some proceedings that are open and such.
    fn open(
        &mut self,
        touched: &mut Touched,
        among: Vec<ProceedingId>,
        which: impl Fn(&Proceeding) -> bool,
    ) -> Vec<ProceedingId> {
        let open = |id: &ProceedingId| {
            let account = self.proceedings.get(id);
            account.is_some_and(|it| it.it.course.is_open() && which(&it.it))
        };
        let open: Vec<ProceedingId> = among.into_iter().filter(open).collect();
        touched.proceedings.extend(open.iter().copied());
        open
    }

    fn end(
        &mut self,
        touched: &mut Touched,
        among: Vec<ProceedingId>,
        which: impl Fn(&Proceeding) -> bool,
        (course, on): (Course, Date),
    ) {
        for id in self.open(touched, among, which) {
            if let Some(account) = self.proceedings.get_mut(&id) {
                account.stands(course, on);
            }
        }
    }

    fn go_over(
        &mut self,
        touched: &mut Touched,
        among: Vec<ProceedingId>,
        which: impl Fn(&Proceeding) -> bool,
        to: UnitId,
    ) {
        for id in self.open(touched, among, which) {
            let Some(account) = self.proceedings.get_mut(&id) else {
                continue;
            };
            let from = std::mem::replace(&mut account.it.unit, to);
            self.places.of_unit.entry(from).or_default().remove(&id);
            self.places.of_unit.entry(to).or_default().insert(id);
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a list, a stanza an event")]
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
            account.stood.push(account.it.since);
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
            account.stood.push(account.it.since);
            account.decisions.push(StepDecision {
                outcome: *outcome,
                by: *unit,
                tally: None,
                on: *on,
                by_time: true,
            });
            account.stands(*course, *on);
        }
        // Where it had stood is looked up here, and not believed.
        ProcedureEvent::DecisionStruck { .. } => {
            let step = account.decisions.pop().and_then(|it| it.outcome);
            if let (Some(outcome), Some(since)) = (step, account.stood.pop()) {
                account.it.course = Course::At(outcome.step);
                account.it.since = since;
            }
            account.extended = 0;
        }
        ProcedureEvent::Dropped { on, .. } => account.stands(Course::Dropped, *on),
        ProcedureEvent::WaitExtended { months, .. } => account.extended = u32::from(*months),
        ProcedureEvent::ApplicantErased { on, .. } => account.it.erased = Some(*on),
    }
}
