//! Chance on conferences.

use charter::ConferenceKindId;
use jiff::ToSpan;
use kernel::conferences::{
    CallConference, CallOffConference, CheckInDelegate, ElectDelegates, ReplaceDelegate,
    StrikeCheckIn, StrikeDelegates,
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
        match self.dice.below(20) {
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
            _ => Command::from(StrikeCheckIn {
                conference: last,
                person,
                reason,
            }),
        }
    }
}
