//! Deeds about conferences.

use charter::ConferenceKindId;
use charter::case::{Attends, Cast, ConferenceDeed, Entered};
use kernel::conferences::{
    Attending, AttendingRow, CallConference, CallOffConference, Capacity, CheckInDelegate,
    ElectDelegates, EnterConferenceItem, ItemKind, ListConferenceAttendance, RecordConferenceVote,
    ReplaceDelegate, StrikeCheckIn, StrikeConferenceItem, StrikeConferenceVote, StrikeDelegates,
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
    fn line(&self, row: &Attends) -> Result<AttendingRow, String> {
        Ok(AttendingRow {
            who: if row.known {
                Attending::Person(self.person(&row.name)?)
            } else {
                Attending::Named(row.name.clone())
            },
            capacity: match row.capacity {
                "participant" => Capacity::Participant,
                "platform" => Capacity::Platform,
                _ => Capacity::Guest,
            },
        })
    }

    fn entered(&self, of: ConferenceKindId, it: &Entered) -> Result<Command, String> {
        let speaker = it.speaker.as_ref();
        Ok(Command::from(EnterConferenceItem {
            conference: last_of(self.state, of)?,
            kind: match it.kind {
                "session" => ItemKind::Session,
                "workshop" => ItemKind::Workshop,
                "point" => ItemKind::Point,
                "speech" => ItemKind::Speech,
                _ => ItemKind::Paper,
            },
            under: it.under,
            title: it.title.clone(),
            text: String::new(),
            sender: it.sender.clone(),
            addressee: it.addressee.clone(),
            speaker: speaker.map(|name| self.person(name)).transpose()?,
            read: it.read,
            on: it.day.unwrap_or(self.today),
        }))
    }

    fn counted(&self, of: ConferenceKindId, cast: &Cast) -> Result<Command, String> {
        let rule = self.charter.conference(of);
        let rows = rule.map(|rule| &rule.majorities);
        let at = rows.and_then(|rows| rows.iter().position(|row| row.id == cast.majority));
        Ok(Command::from(RecordConferenceVote {
            conference: last_of(self.state, of)?,
            item: cast.item,
            majority: at.and_then(|at| u8::try_from(at).ok()).unwrap_or(0),
            present: cast.present,
            favour: cast.favour,
            against: cast.against,
            abstained: cast.abstained,
            on: self.today,
        }))
    }

    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a deed")]
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
            ConferenceDeed::Attend { of, rows } => {
                let rows: Result<_, String> = rows.iter().map(|row| self.line(row)).collect();
                Command::from(ListConferenceAttendance {
                    conference: last_of(self.state, *of)?,
                    rows: rows?,
                })
            }
            ConferenceDeed::Enter { of, entered } => self.entered(*of, entered)?,
            ConferenceDeed::StrikeItem { of, item, reason } => {
                Command::from(StrikeConferenceItem {
                    conference: last_of(self.state, *of)?,
                    item: *item,
                    reason: reason.clone(),
                })
            }
            ConferenceDeed::Count { of, cast } => self.counted(*of, cast)?,
            ConferenceDeed::StrikeVote { of, vote, reason } => {
                Command::from(StrikeConferenceVote {
                    conference: last_of(self.state, *of)?,
                    vote: *vote,
                    reason: reason.clone(),
                })
            }
            ConferenceDeed::StrikeCheckIn { of, person, reason } => Command::from(StrikeCheckIn {
                conference: last_of(self.state, *of)?,
                person: self.person(person)?,
                reason: reason.clone(),
            }),
        })
    }
}
