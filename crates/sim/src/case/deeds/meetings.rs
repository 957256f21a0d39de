//! Deeds on meetings.

use charter::MeetingKindId;
use charter::case::{MeetingDeed, Presence};
use kernel::meetings::{
    CallMeeting, CallOffMeeting, CorrectMeeting, MeetingStanding, RecordMeeting,
};
use kernel::{Command, PersonId, UnitId};

use super::Scene;

impl Scene<'_> {
    pub(super) fn meeting_command(&self, deed: &MeetingDeed) -> Result<Command, String> {
        Ok(match deed {
            MeetingDeed::Call { kind, unit, day } => Command::from(CallMeeting {
                unit: self.unit(unit)?,
                kind: *kind,
                on: *day,
            }),
            MeetingDeed::CallOff {
                kind,
                unit,
                day,
                reason,
            } => {
                let found = self
                    .state
                    .meetings_of(self.unit(unit)?)
                    .filter(|meeting| meeting.kind == *kind && meeting.on == *day)
                    .min_by_key(|meeting| meeting.standing == MeetingStanding::CalledOff);
                let found = found.ok_or_else(|| format!("no such meeting was called for {day}"))?;
                Command::from(CallOffMeeting {
                    meeting: found.id,
                    reason: reason.clone(),
                })
            }
            MeetingDeed::Record {
                kind,
                unit,
                held,
                presence,
                resolutions,
            } => {
                let unit = self.unit(unit)?;
                Command::from(RecordMeeting {
                    unit,
                    kind: *kind,
                    on: held.unwrap_or(self.today),
                    absent: self.absent(*kind, unit, presence)?,
                    resolutions: resolutions.clone(),
                })
            }
            MeetingDeed::Correct {
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
                Command::from(CorrectMeeting {
                    meeting: meeting.id,
                    on: *held,
                    absent: self.absent(*kind, unit, presence)?,
                    resolutions: Vec::new(),
                    reason: reason.clone(),
                })
            }
        })
    }

    /// Who was absent, when a case says who was present. Unnamed people stay away first.
    pub(in crate::case) fn absent(
        &self,
        kind: MeetingKindId,
        unit: UnitId,
        presence: &Presence,
    ) -> Result<Vec<PersonId>, String> {
        match presence {
            Presence::All => Ok(Vec::new()),
            Presence::AllBut(names) => names.iter().map(|name| self.person(name)).collect(),
            Presence::Count(present) => {
                let mut expected = self.state.expected_at(self.charter, unit, kind);
                let named = |person: &PersonId| self.names.is_named(*person);
                expected.sort_unstable_by_key(|person| (named(person), std::cmp::Reverse(*person)));
                let expected_count = u32::try_from(expected.len()).unwrap_or(u32::MAX);
                let Some(absent) = expected_count.checked_sub(*present) else {
                    return Err(format!(
                        "only {expected_count} are expected at this meeting"
                    ));
                };
                expected.truncate(usize::try_from(absent).unwrap_or(usize::MAX));
                Ok(expected)
            }
        }
    }
}
