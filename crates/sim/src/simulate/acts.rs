//! Carrying out: every act is a command that the kernel decides and, unless it
//! refuses, applies.

use std::ops::ControlFlow;

use jiff::civil::Date;
use kernel::meetings::MeetingEvent;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::UnitEvent;
use kernel::{Actor, Command, Event, Reason, Refusal, Request, State, decide};

use super::Listener;
use super::figures::{Figures, Refusals};

/// The organisation with what has happened in the month so far.
pub(super) struct Ground<'a> {
    pub(super) state: State,
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

impl<'a> Ground<'a> {
    /// Nothing and nobody yet.
    pub(super) fn new(listener: Option<&'a mut Listener<'a>>) -> Ground<'a> {
        Ground {
            state: State::default(),
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
        self.settle(today, decided, cause)
    }

    /// Applies meetings that were decided beside each other on one state. Each was
    /// given the number that was next then, and takes the one that is next now.
    pub(super) fn enter_meetings(&mut self, decided: Vec<(Date, Decided)>) {
        for (on, mut one) in decided {
            for event in one.iter_mut().flatten() {
                if let Event::Meeting(MeetingEvent::Recorded { meeting, .. }) = event {
                    *meeting = self.state.next_meeting();
                }
            }
            self.settle(on, one, Cause::Life);
        }
    }

    fn settle(&mut self, today: Date, decided: Decided, cause: Cause) -> bool {
        self.figures.commands += 1;
        match decided {
            Ok(events) => {
                for event in &events {
                    self.state.apply(event);
                    self.tally(event, cause);
                }
                self.tell(today, &events);
                true
            }
            Err(refusal) => {
                self.figures.refused += 1;
                *self.refusals.entry(kind(&refusal.reason)).or_default() += 1;
                false
            }
        }
    }

    fn tell(&mut self, today: Date, events: &[Event]) {
        if let Some(listener) = self.listener.as_mut().filter(|_| !self.heard_enough) {
            self.heard_enough = listener(today, events).is_break();
        }
    }

    fn tally(&mut self, event: &Event, cause: Cause) {
        let figures = &mut self.figures;
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
            Event::Unit(UnitEvent::LevelChanged { .. }) => figures.formed += 1,
            Event::Unit(UnitEvent::Dissolved { .. }) => figures.ended += 1,
            Event::Unit(UnitEvent::Descended { how, .. })
                if *how == kernel::units::Descent::Split =>
            {
                figures.split += 1;
            }
            _ => {}
        }
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
