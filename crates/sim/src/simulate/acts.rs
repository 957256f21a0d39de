//! Carrying out: every act is a command that the kernel decides and, unless it
//! refuses, applies.

use std::ops::ControlFlow;

use jiff::civil::Date;
use kernel::awards::AwardEvent;
use kernel::directives::DirectiveEvent;
use kernel::dues::DuesEvent;
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::petitions::PetitionEvent;
use kernel::posts::PostEvent;
use kernel::procedures::{Course, ProcedureEvent};
use kernel::reports::ReportEvent;
use kernel::units::UnitEvent;
use kernel::visits::VisitEvent;
use kernel::{Actor, Command, Event, PersonId, Reason, Refusal, Request, State, decide};

use super::Listener;
use super::figures::{Figures, Refusals};
use super::touched::Touched;
use super::waiting::Waiting;

/// The organisation with what has happened in the month so far.
pub(super) struct Ground<'a> {
    pub(super) state: State,
    pub(super) waiting: Waiting,
    pub(super) figures: Figures,
    pub(super) refusals: Refusals,
    /// Who hears of what happens.
    listener: Option<&'a mut Listener<'a>>,
    /// Whether the listener said that it is enough.
    heard_enough: bool,
}

/// What for: figures tell what people do from what a reorganisation does with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Life,
    Plan,
}

/// A command with what became of it on a state that may not be the present one any more.
#[derive(Debug)]
pub(super) struct Intent {
    pub(super) command: Command,
    pub(super) decided: Decided,
}

/// Commands that were decided beside each other on one state, none of which
/// bears on another: what came of them, in their order.
#[derive(Debug, Default)]
pub(super) struct Record {
    events: Vec<Event>,
    /// By command that was not refused: its day and how many events came of it.
    commands: Vec<(Date, usize)>,
    pub(super) figures: Figures,
    refusals: Refusals,
}

impl Record {
    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.commands.clear();
        self.figures = Figures::default();
        self.refusals.clear();
    }

    /// How many of the commands were not refused.
    pub(super) fn carried_out(&self) -> u64 {
        self.commands.len() as u64
    }

    pub(super) fn add(&mut self, today: Date, decided: Decided) {
        tally(&mut self.figures, &mut self.refusals, &decided, Cause::Life);
        if let Ok(events) = decided {
            self.commands.push((today, events.len()));
            self.events.extend(events);
        }
    }
}

impl<'a> Ground<'a> {
    /// Nothing and nobody yet.
    pub(super) fn new(listener: Option<&'a mut Listener<'a>>) -> Ground<'a> {
        Ground {
            state: State::default(),
            waiting: Waiting::default(),
            figures: Figures::default(),
            refusals: Refusals::new(),
            listener,
            heard_enough: false,
        }
    }

    /// Whether it goes on: it does not when the listener said that it is enough.
    pub(super) fn goes_on(&self) -> ControlFlow<()> {
        if self.heard_enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Decides and applies a command on a day. Whether it was refused is told and counted.
    pub(super) fn carry_out(&mut self, today: Date, command: Command, cause: Cause) -> bool {
        let decided = decide(&self.state, &request(today, command));
        self.settle(today, &decided, cause)
    }

    /// Carries out commands in their order, each as if it had been decided in its turn.
    pub(super) fn carry_out_all(
        &mut self,
        today: Date,
        intents: &mut [Intent],
        touched: &mut Touched,
    ) {
        for Intent { command, decided } in intents {
            if touched.bears_on(command) {
                *decided = decide(&self.state, &request(today, command.clone()));
            } else if let Ok(events) = decided {
                let next = PersonId(self.state.person_count());
                events.iter_mut().for_each(|event| number(event, next));
            }
            debug_assert_eq!(
                *decided,
                decide(&self.state, &request(today, command.clone())),
                "nothing that was carried out before bears on {command:?}"
            );
            match decided {
                Ok(events) => touched.note(events),
                Err(_) => self.waiting.refused(&self.state, command),
            }
            self.settle(today, decided, Cause::Life);
        }
    }

    /// Applies what was decided beside each other. A meeting was given the number
    /// that was next then, and takes the one that is next now; a return has none.
    pub(super) fn enter(&mut self, record: &mut Record) {
        self.figures = self.figures.and(&record.figures);
        for (reason, times) in &record.refusals {
            *self.refusals.entry(reason.clone()).or_default() += times;
        }
        let mut rest = record.events.as_mut_slice();
        for (today, count) in &record.commands {
            let Some((own, others)) = rest.split_at_mut_checked(*count) else {
                return;
            };
            for event in &mut *own {
                if let Event::Meeting(MeetingEvent::Recorded { meeting, .. }) = event {
                    *meeting = self.state.next_meeting();
                }
                self.apply(event);
            }
            self.tell(*today, own);
            rest = others;
        }
    }

    fn settle(&mut self, today: Date, decided: &Decided, cause: Cause) -> bool {
        tally(&mut self.figures, &mut self.refusals, decided, cause);
        if let Ok(events) = decided {
            events.iter().for_each(|event| self.apply(event));
            self.tell(today, events);
        }
        decided.is_ok()
    }

    fn apply(&mut self, event: &Event) {
        self.state.apply(event);
        self.waiting.heard(&self.state, event);
    }

    fn tell(&mut self, today: Date, events: &[Event]) {
        if let Some(listener) = self.listener.as_mut().filter(|_| !self.heard_enough) {
            self.heard_enough = listener(today, events).is_break();
        }
    }
}

/// Somebody who joins takes the number that is next now.
fn number(event: &mut Event, next: PersonId) {
    if let Event::Member(
        MemberEvent::Registered { person } | MemberEvent::Admitted { person, .. },
    ) = event
    {
        *person = next;
    }
}

/// Counts what a command came to.
fn tally(figures: &mut Figures, refusals: &mut Refusals, decided: &Decided, cause: Cause) {
    figures.commands += 1;
    match decided {
        Ok(events) => events.iter().for_each(|event| count(figures, event, cause)),
        Err(refusal) => {
            figures.refused += 1;
            *refusals.entry(kind(&refusal.reason)).or_default() += 1;
        }
    }
}

fn count(figures: &mut Figures, event: &Event, cause: Cause) {
    match event {
        Event::Meeting(MeetingEvent::Recorded { record, .. }) => {
            figures.meetings += 1;
            figures.without_quorum += u64::from(!record.quorate());
            figures.expected += u64::from(record.expected);
            figures.present += u64::from(record.present());
        }
        Event::Member(MemberEvent::Admitted { .. }) => figures.joined += 1,
        Event::Member(MemberEvent::Left { .. }) => figures.left += 1,
        Event::Member(MemberEvent::Promoted { .. }) => figures.promoted += 1,
        Event::Member(MemberEvent::Transferred { .. }) if cause == Cause::Plan => {
            figures.regrouped += 1
        }
        Event::Member(MemberEvent::Transferred { .. }) => figures.transferred += 1,
        Event::Post(PostEvent::TakenUp { .. }) => figures.taken_up += 1,
        Event::Post(PostEvent::LaidDown { .. }) => figures.laid_down += 1,
        Event::Directive(DirectiveEvent::Issued { .. }) => figures.directives += 1,
        Event::Directive(DirectiveEvent::PassedOn { .. }) => figures.passed_on += 1,
        Event::Directive(DirectiveEvent::Answered { .. }) => figures.answered += 1,
        Event::Procedure(ProcedureEvent::Opened { .. }) => figures.proceedings += 1,
        Event::Procedure(ProcedureEvent::Decided { course, .. }) => {
            figures.proceedings_done += u64::from(*course == Course::Done);
        }
        Event::Petition(PetitionEvent::TakenIn { .. }) => figures.petitions += 1,
        Event::Petition(PetitionEvent::Answered { .. }) => figures.replied += 1,
        Event::Visit(VisitEvent::Recorded { .. }) => figures.visits += 1,
        Event::Award(AwardEvent::Decided { granted, .. }) => {
            figures.awards += u64::from(*granted);
        }
        Event::Dues(it) => count_dues(figures, it),
        Event::Report(ReportEvent::Filed { .. }) => figures.returns += 1,
        Event::Unit(UnitEvent::LevelChanged { .. }) => figures.formed += 1,
        Event::Unit(UnitEvent::Dissolved { .. }) => figures.ended += 1,
        Event::Unit(UnitEvent::Descended { how, .. }) if *how == kernel::units::Descent::Split => {
            figures.split += 1;
        }
        _ => {}
    }
}

/// Counts money, in smallest units.
fn count_dues(figures: &mut Figures, event: &DuesEvent) {
    let minor = |minor: i64| u64::try_from(minor).unwrap_or(0);
    match event {
        DuesEvent::Listed { lots, open, .. } => {
            let owes = |person| lots.iter().find(|lot| lot.people.contains(&person));
            let charged = lots
                .iter()
                .map(|lot| minor(lot.amount.minor) * lot.people.len() as u64)
                .sum::<u64>();
            let unpaid = open
                .iter()
                .map(|part| {
                    let owed = owes(part.person).map_or(0, |lot| lot.amount.minor);
                    minor(owed - part.paid.minor)
                })
                .sum();
            figures.lists += 1;
            figures.dues_charged += charged;
            figures.dues_paid += charged.saturating_sub(unpaid);
        }
        DuesEvent::Paid { parts, .. } => {
            figures.dues_paid += parts
                .iter()
                .map(|part| minor(part.amount.minor))
                .sum::<u64>();
        }
        DuesEvent::Remitted { parts, .. } => {
            figures.dues_handed_up += parts
                .iter()
                .map(|part| minor(part.amount.minor))
                .sum::<u64>();
        }
        _ => {}
    }
}

/// What became of a command.
pub(super) type Decided = Result<Vec<Event>, Refusal>;

/// A request as a simulation makes it. The operator commands everything: rights say
/// who may act, and a simulation asks what happens if they do.
pub(super) fn request(today: Date, command: Command) -> Request {
    Request {
        actor: Actor::Operator,
        today,
        command,
    }
}

/// The name of a reason without the figures in it.
fn kind(reason: &Reason) -> String {
    let shown = format!("{reason:?}");
    shown
        .chars()
        .take_while(|letter| letter.is_alphanumeric())
        .collect()
}
