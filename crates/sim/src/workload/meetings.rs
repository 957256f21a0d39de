//! Commands about meetings.

use charter::MeetingKindId;
use jiff::ToSpan;
use kernel::meetings::{
    CallMeeting, CallOffMeeting, CorrectMeeting, MeetingStanding, RecordMeeting,
};
use kernel::{Command, MeetingId, PersonId, State, UnitId};

use super::Workload;

impl Workload {
    pub(super) fn of_meetings(&mut self, state: &State) -> Command {
        let unit = if self.dice.one_in(3) {
            self.unit(state)
        } else {
            self.base(state)
        };
        let kind = self.kind_in(state, unit);
        match self.dice.below(6) {
            0 => Command::from(CallMeeting {
                unit,
                kind,
                on: if self.dice.one_in(6) {
                    self.day()
                } else {
                    let days = i64::from(self.dice.below(30));
                    self.today.saturating_add(days.days())
                },
            }),
            1 => self.correct(state),
            2 => self.record_called(state, unit, kind),
            5 => self.call_off(state),
            _ => {
                let on = self.day();
                Command::from(RecordMeeting {
                    unit,
                    kind,
                    on,
                    absent: self.absent(state, unit, kind),
                    resolutions: self.resolutions(),
                })
            }
        }
    }

    /// Records a meeting that was called for a day that has come, if there is one.
    fn record_called(&mut self, state: &State, unit: UnitId, kind: MeetingKindId) -> Command {
        let called: Vec<_> = (0..state.meeting_count())
            .filter_map(|number| state.meeting(MeetingId(number)))
            .filter(|meeting| meeting.standing == MeetingStanding::Called)
            .filter(|meeting| meeting.on <= self.today)
            .collect();
        let chosen = self.dice.pick(&called);
        let (unit, kind, on) = chosen.map_or((unit, kind, self.today), |meeting| {
            (meeting.unit, meeting.kind, meeting.on)
        });
        Command::from(RecordMeeting {
            unit,
            kind,
            on,
            absent: self.absent(state, unit, kind),
            resolutions: self.resolutions(),
        })
    }

    /// Calls off a meeting that was called, mostly; else any.
    fn call_off(&mut self, state: &State) -> Command {
        let called: Vec<MeetingId> = (0..state.meeting_count())
            .filter_map(|number| state.meeting(MeetingId(number)))
            .filter(|meeting| meeting.standing == MeetingStanding::Called)
            .map(|meeting| meeting.id)
            .collect();
        let meeting = match self.dice.pick(&called) {
            Some(meeting) if !self.dice.one_in(5) => meeting,
            Some(_) | None => MeetingId(self.dice.below(state.meeting_count().saturating_add(1))),
        };
        Command::from(CallOffMeeting {
            meeting,
            reason: self.words(),
        })
    }

    fn correct(&mut self, state: &State) -> Command {
        let meeting = MeetingId(self.dice.below(state.meeting_count().saturating_add(1)));
        let known = state.meeting(meeting);
        let absent = match known {
            Some(meeting) => self.absent(state, meeting.unit, meeting.kind),
            None => Vec::new(),
        };
        let on = match known {
            Some(meeting) if !self.dice.one_in(3) => meeting.on,
            Some(_) | None => self.day(),
        };
        let reason = if self.dice.one_in(12) {
            " "
        } else {
            "it was otherwise"
        };
        Command::from(CorrectMeeting {
            meeting,
            on,
            absent,
            resolutions: self.resolutions(),
            reason: reason.to_owned(),
        })
    }

    /// A kind of meeting that units of this level hold, mostly.
    fn kind_in(&mut self, state: &State, unit: UnitId) -> MeetingKindId {
        let level = self.level_of(state, unit);
        let fitting: Vec<MeetingKindId> = (0..=u8::MAX)
            .zip(&self.charter.meetings)
            .filter(|(_, kind)| level.is_some_and(|level| kind.levels.contains(&level)))
            .map(|(row, _)| MeetingKindId(row))
            .collect();
        let chosen = self.dice.pick(&fitting);
        match chosen {
            Some(kind) if !self.dice.one_in(10) => kind,
            Some(_) | None if self.dice.one_in(6) => MeetingKindId(u8::MAX),
            Some(_) | None => MeetingKindId(self.dice.byte_below(self.charter.meetings.len())),
        }
    }

    /// Some of those who are expected; rarely somebody who is not.
    fn absent(&mut self, state: &State, unit: UnitId, kind: MeetingKindId) -> Vec<PersonId> {
        let expected = state.expected_at(&self.charter, unit, kind);
        let share = self.dice.between(1, 10);
        let mut absent: Vec<PersonId> = expected
            .into_iter()
            .filter(|_| self.dice.below(10) < share / 3)
            .collect();
        if self.dice.one_in(15) {
            absent.push(self.person(state));
        }
        if self.dice.one_in(15) {
            absent.extend(absent.first().copied());
        }
        absent
    }

    fn resolutions(&mut self) -> Vec<String> {
        match self.dice.below(30) {
            0 => vec![String::new()],
            1 => vec!["resolved".to_owned(); 101],
            2..=9 => vec!["resolved".to_owned()],
            10..=11 => vec!["resolved".to_owned(), "and again".to_owned()],
            _ => Vec::new(),
        }
    }
}
