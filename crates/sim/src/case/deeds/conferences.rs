//! Deeds about conferences.

use charter::ConferenceKindId;
use charter::case::ConferenceDeed;
use kernel::conferences::{
    CallConference, CallOffConference, CheckInDelegate, ElectDelegates, ReplaceDelegate,
    StrikeCheckIn, StrikeDelegates,
};
use kernel::{Command, ConferenceId, State};

use super::Scene;

/// The conference a sentence speaks of: the last of its kind.
pub(in crate::case) fn last_of(
    state: &State,
    of: ConferenceKindId,
) -> Result<ConferenceId, String> {
    state
        .conferences()
        .rev()
        .find(|it| it.kind == of)
        .map(|it| it.id)
        .ok_or_else(|| "no such conference was called".to_owned())
}

impl Scene<'_> {
    pub(super) fn conference_command(&self, deed: &ConferenceDeed) -> Result<Command, String> {
        Ok(match deed {
            ConferenceDeed::Call {
                of,
                unit,
                key_day,
                first,
                last,
            } => Command::from(CallConference {
                kind: *of,
                unit: self.unit(unit)?,
                key_day: *key_day,
                first: *first,
                last: *last,
                title: String::new(),
                place: String::new(),
            }),
            ConferenceDeed::CallOff { of, reason } => Command::from(CallOffConference {
                conference: last_of(self.state, *of)?,
                reason: reason.clone(),
            }),
            ConferenceDeed::Send { of, sent } => Command::from(ElectDelegates {
                conference: last_of(self.state, *of)?,
                unit: self.unit(&sent.unit)?,
                delegates: self.everybody(&sent.delegates)?,
                substitutes: self.everybody(&sent.substitutes)?,
                entitled: sent.entitled,
                ballots: sent.ballots,
                on: self.today,
            }),
            ConferenceDeed::Strike { of, unit, reason } => Command::from(StrikeDelegates {
                conference: last_of(self.state, *of)?,
                unit: self.unit(unit)?,
                reason: reason.clone(),
            }),
            ConferenceDeed::Replace { of, person, reason } => Command::from(ReplaceDelegate {
                conference: last_of(self.state, *of)?,
                person: self.person(person)?,
                reason: reason.clone(),
                on: self.today,
            }),
            ConferenceDeed::CheckIn { of, person } => Command::from(CheckInDelegate {
                conference: last_of(self.state, *of)?,
                person: self.person(person)?,
                on: self.today,
            }),
            ConferenceDeed::StrikeCheckIn { of, person, reason } => Command::from(StrikeCheckIn {
                conference: last_of(self.state, *of)?,
                person: self.person(person)?,
                reason: reason.clone(),
            }),
        })
    }
}
