//! Chance on conferences.

use charter::ConferenceKindId;
use jiff::ToSpan;
use kernel::conferences::{
    Attending, AttendingRow, CallConference, CallOffConference, Capacity, CheckInDelegate,
    ElectDelegates, EnterConferenceItem, ItemKind, ListConferenceAttendance, RecordConferenceVote,
    ReplaceDelegate, StrikeCheckIn, StrikeConferenceItem, StrikeConferenceVote, StrikeDelegates,
};
use kernel::{Command, ConferenceId, PersonId};

use super::Chance;

impl Chance {
    pub(super) fn of_conferences(&mut self) -> Command {
        let state = &self.world.state;
        let last = ConferenceId(state.conference_count().saturating_sub(1));
        let senders: Vec<_> = state.conference_seats(last);
        let mandates = state.mandates(last);
        let today = self.world.today;
        let sender = self.dice.below(senders.len());
        let unit = match senders.get(sender) {
            Some((seats, _)) => seats.unit,
            None => self.base(),
        };
        let named = self.dice.below(mandates.len());
        let person = mandates.get(named).map_or(PersonId(0), |it| it.person);
        let reason = ["", "so it is"][self.dice.below(4).min(1)].to_owned();
        match self.dice.below(34) {
            0 | 1 => {
                let first = today.saturating_add(10.days());
                Command::from(CallConference {
                    kind: ConferenceKindId(0),
                    unit: self.world.unit("G"),
                    key_day: self.day(),
                    first,
                    last: first.saturating_add(300.days()),
                    title: reason,
                    place: String::new(),
                })
            }
            2 => Command::from(CallOffConference {
                conference: last,
                reason,
            }),
            3..=8 => {
                let roll: Vec<PersonId> = self.world.state.roll(unit).collect();
                let split = roll.len().min(1 + self.dice.below(3));
                let (delegates, others) = roll.split_at(split);
                Command::from(ElectDelegates {
                    conference: last,
                    unit,
                    delegates: delegates.to_vec(),
                    substitutes: others.iter().copied().take(2).collect(),
                    entitled: 9,
                    ballots: 5,
                    on: today,
                })
            }
            9 | 10 => Command::from(StrikeDelegates {
                conference: last,
                unit,
                reason,
            }),
            11..=13 => Command::from(ReplaceDelegate {
                conference: last,
                person,
                reason,
                on: today,
            }),
            14..=17 => Command::from(CheckInDelegate {
                conference: last,
                person,
                on: today,
            }),
            18 | 19 => Command::from(StrikeCheckIn {
                conference: last,
                person,
                reason,
            }),
            _ => self.proceedings(last, person, reason),
        }
    }

    /// What is said, decided and struck, and who was there.
    fn proceedings(
        &mut self,
        conference: ConferenceId,
        person: PersonId,
        reason: String,
    ) -> Command {
        let state = &self.world.state;
        let items = u32::try_from(state.conference_items(conference).len()).unwrap();
        let votes = u32::try_from(state.conference_votes(conference).len()).unwrap();
        let (_, came) = state.conference_turnout(conference);
        let first = state.conference(conference).map(|it| it.first);
        let on = first.map_or(self.world.today, |it| it.max(self.world.today));
        let item = self.dice.number(items + 2);
        match self.dice.below(11) {
            // Votes are few: one that was recorded is struck sooner or later.
            _ if votes > 0 && self.dice.below(2) == 0 => Command::from(StrikeConferenceVote {
                conference,
                vote: votes,
                reason,
            }),
            0..=3 => {
                let under = (item > 0).then_some(item);
                Command::from(EnterConferenceItem {
                    conference,
                    kind: ItemKind::ALL[self.dice.below(ItemKind::ALL.len())],
                    under,
                    title: "of the day".to_owned(),
                    text: String::new(),
                    sender: reason.clone(),
                    addressee: reason,
                    speaker: Some(person),
                    read: under.is_some() && self.dice.below(2) == 0,
                    on,
                })
            }
            4..=6 => {
                let favour = self.dice.number(came + 1);
                Command::from(RecordConferenceVote {
                    conference,
                    item,
                    majority: self.dice.byte(3),
                    present: came,
                    favour,
                    against: came - favour,
                    abstained: self.dice.number(5) / 4,
                    on,
                })
            }
            7 => Command::from(StrikeConferenceItem {
                conference,
                item,
                reason,
            }),
            8 | 9 => Command::from(StrikeConferenceVote {
                conference,
                vote: [votes, self.dice.number(votes + 2)][self.dice.below(2)],
                reason,
            }),
            _ => {
                let guest = AttendingRow {
                    who: Attending::Named(reason),
                    capacity: Capacity::Guest,
                };
                let listed = AttendingRow {
                    who: Attending::Person(person),
                    capacity: [Capacity::Participant, Capacity::Platform][self.dice.below(2)],
                };
                Command::from(ListConferenceAttendance {
                    conference,
                    rows: vec![listed, guest],
                })
            }
        }
    }
}
