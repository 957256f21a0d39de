//! Commands about conferences.

use charter::ConferenceKindId;
use jiff::ToSpan;
use kernel::conferences::{
    Attending, AttendingRow, CallConference, CallOffConference, Capacity, CheckInDelegate,
    Conference, ElectDelegates, EnterConferenceItem, Item, ItemKind, ListConferenceAttendance,
    Mandate, RecordConferenceVote, ReplaceDelegate, StrikeCheckIn, StrikeConferenceItem,
    StrikeConferenceVote, StrikeDelegates,
};
use kernel::{Command, ConferenceId, PersonId, State, UnitId};

use super::Workload;

/// People on a roll from whom delegates are drawn.
const LOOKED_AT: usize = 60;

impl Workload {
    pub(super) fn of_conferences(&mut self, state: &State) -> Command {
        // Without a conference there is nothing else to be done.
        let lasting = state.conferences().any(|it| it.called_off.is_none());
        if !lasting && !self.dice.one_in(4) {
            return self.calling(state);
        }
        let conference = self.conference(state);
        match self.dice.below(44) {
            0..=1 => self.calling(state),
            2..=3 => Command::from(CallOffConference {
                conference,
                reason: self.words(),
            }),
            4..=11 => self.sending(state, conference),
            12..=14 => Command::from(StrikeDelegates {
                conference,
                unit: self.sender(state, conference, true),
                reason: self.words(),
            }),
            15..=16 => Command::from(ReplaceDelegate {
                conference,
                person: self.mandated(state, conference, |it| it.came.is_none()),
                reason: self.words(),
                on: self.day(),
            }),
            17..=21 => {
                let on = state.conference(conference).map(|it| it.first);
                let on = on.filter(|on| *on <= self.today && !self.dice.one_in(4));
                Command::from(CheckInDelegate {
                    conference,
                    person: self.mandated(state, conference, |it| it.came.is_none()),
                    on: on.unwrap_or_else(|| self.day()),
                })
            }
            22..=40 => self.running(state, conference),
            _ => Command::from(StrikeCheckIn {
                conference,
                person: self.mandated(state, conference, |it| it.came.is_some()),
                reason: self.words(),
            }),
        }
    }

    /// What is recorded of what a conference does.
    fn running(&mut self, state: &State, conference: ConferenceId) -> Command {
        // Mostly the last one that has begun: there is something to vote on, and to take back.
        let begun = state
            .conferences()
            .rfind(|it| it.called_off.is_none() && it.first <= self.today);
        let conference = match begun {
            Some(begun) if !self.dice.one_in(3) => begun.id,
            Some(_) | None => conference,
        };
        match self.dice.below(18) {
            0..=4 => self.entering(state, conference),
            5..=9 => self.voting(state, conference),
            10..=11 => Command::from(StrikeConferenceItem {
                conference,
                item: self.item(state, conference, |_| true),
                reason: self.words(),
            }),
            12..=15 => self.unvoting(state, conference),
            _ => self.arranging(state, conference),
        }
    }

    fn voting(&mut self, state: &State, conference: ConferenceId) -> Command {
        let item = self.item(state, conference, |it| it.kind.is_voted_on());
        let (_, came) = state.conference_turnout(conference);
        let present = self.dice.below(came.saturating_add(1));
        let present = present.saturating_add(u32::from(self.dice.one_in(12)));
        let favour = self.dice.below(present.saturating_add(1));
        let left = present.saturating_sub(favour);
        let against = self.dice.below(left.saturating_add(1));
        let over = u32::from(self.dice.one_in(12));
        let first = state.conference(conference).map(|it| it.first);
        let first = first.filter(|first| *first <= self.today);
        let on = first.unwrap_or_else(|| self.day());
        Command::from(RecordConferenceVote {
            conference,
            item,
            majority: self.dice.byte_below(3),
            present,
            favour,
            against,
            abstained: left.saturating_sub(against).saturating_add(over),
            on,
        })
    }

    /// A vote that stands is struck; where there is none, there is mostly one first.
    fn unvoting(&mut self, state: &State, conference: ConferenceId) -> Command {
        let votes = state.conference_votes(conference);
        let last = u32::try_from(votes.len()).unwrap_or(u32::MAX);
        let standing = votes.iter().filter(|vote| vote.struck.is_none());
        let standing: Vec<u32> = standing.map(|vote| vote.number).collect();
        if standing.is_empty() && !self.dice.one_in(4) {
            return self.voting(state, conference);
        }
        let vote = self.dice.pick(&standing).filter(|_| !self.dice.one_in(6));
        Command::from(StrikeConferenceVote {
            conference,
            vote: vote.unwrap_or_else(|| self.dice.below(last.saturating_add(2))),
            reason: self.words(),
        })
    }

    /// An item that stands and is of the wanted kind; now and then any.
    fn item(&mut self, state: &State, conference: ConferenceId, wanted: fn(&Item) -> bool) -> u32 {
        let items = state.conference_items(conference);
        let last = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let able: Vec<u32> = items
            .iter()
            .filter(|item| item.struck.is_none() && wanted(item))
            .map(|item| item.number)
            .collect();
        let item = self.dice.pick(&able).filter(|_| !self.dice.one_in(6));
        item.unwrap_or_else(|| self.dice.below(last.saturating_add(2)))
    }

    fn entering(&mut self, state: &State, conference: ConferenceId) -> Command {
        let kinds = ItemKind::ALL;
        let kind = self.dice.pick(kinds).unwrap_or(ItemKind::Session);
        let empty = state.conference_items(conference).is_empty();
        let above = if empty {
            self.dice.one_in(6)
        } else {
            !self.dice.one_in(3)
        };
        let under = above.then(|| self.item(state, conference, |it| it.kind.holds_others()));
        let or_nothing = |workload: &mut Workload| {
            if workload.dice.one_in(2) {
                workload.words()
            } else {
                String::new()
            }
        };
        let speaker = self.dice.one_in(3).then(|| self.person(state));
        // Mostly on its first day, now and then on any.
        let first = state.conference(conference).map(|it| it.first);
        let first = first.filter(|_| !self.dice.one_in(4));
        let on = first.unwrap_or_else(|| self.day());
        Command::from(EnterConferenceItem {
            conference,
            kind,
            under,
            title: self.words(),
            text: or_nothing(self),
            sender: or_nothing(self),
            addressee: or_nothing(self),
            speaker,
            read: self.dice.one_in(if under.is_some() { 3 } else { 12 }),
            on,
        })
    }

    fn arranging(&mut self, state: &State, conference: ConferenceId) -> Command {
        let lines = self.dice.below(6);
        let mut rows = Vec::new();
        for _ in 0..lines {
            let capacity = match self.dice.below(3) {
                0 => Capacity::Participant,
                1 => Capacity::Platform,
                _ => Capacity::Guest,
            };
            let who = if self.dice.one_in(3) {
                Attending::Named(self.words())
            } else {
                Attending::Person(self.mandated(state, conference, |it| it.came.is_some()))
            };
            rows.push(AttendingRow { who, capacity });
        }
        Command::from(ListConferenceAttendance { conference, rows })
    }

    fn calling(&mut self, state: &State) -> Command {
        let kinds = self.charter.conferences.len();
        let kind = ConferenceKindId(self.dice.byte_below(kinds.saturating_add(1)));
        let rule = self.charter.conference(kind);
        let notice = rule.and_then(|rule| rule.notice_days).unwrap_or(0);
        let calls = rule.map(|rule| rule.calls.clone()).unwrap_or_default();
        let able: Vec<UnitId> = state
            .standing_units()
            .filter(|unit| {
                let level = self.level_of(state, *unit);
                level.is_some_and(|level| calls.contains(&level))
            })
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        let unit = unit.unwrap_or_else(|| self.unit(state));
        let ahead = i64::from(notice) + i64::from(self.dice.below(20));
        let first = self.today.saturating_add(ahead.days());
        let days = i64::from(self.dice.below(4));
        let last = if self.dice.one_in(12) {
            self.day()
        } else {
            first.saturating_add(days.days())
        };
        let title = if self.dice.one_in(2) {
            self.words()
        } else {
            String::new()
        };
        let place = if self.dice.one_in(2) {
            self.words()
        } else {
            String::new()
        };
        Command::from(CallConference {
            kind,
            unit,
            key_day: self.day(),
            first,
            last,
            title,
            place,
        })
    }

    fn sending(&mut self, state: &State, conference: ConferenceId) -> Command {
        let unit = self.sender(state, conference, false);
        let seats = state.seats_of(conference, unit).map(|(seats, _)| seats);
        let (delegates, substitutes) =
            seats.map_or((1, 1), |it| (it.delegates.min(12), it.substitutes.min(3)));
        let people: Vec<PersonId> = state
            .units_within(unit)
            .into_iter()
            .flat_map(|unit| state.roll(unit))
            .take(LOOKED_AT)
            .collect();
        let most = delegates.saturating_add(u32::from(self.dice.one_in(10)));
        let delegates = self.drawn(state, &people, most);
        let mut substitutes = self.drawn(state, &people, substitutes);
        if !self.dice.one_in(8) {
            substitutes.retain(|person| !delegates.contains(person));
        }
        let entitled = self.dice.between(1, 60);
        let over = u32::from(self.dice.one_in(15)).saturating_mul(40);
        Command::from(ElectDelegates {
            conference,
            unit,
            delegates,
            substitutes,
            entitled,
            ballots: self.dice.below(entitled).saturating_add(over),
            on: self.day(),
        })
    }

    /// Up to so many of some people, each once, save now and then.
    fn drawn(&mut self, state: &State, people: &[PersonId], most: u32) -> Vec<PersonId> {
        let mut drawn: Vec<PersonId> = Vec::new();
        for _ in 0..most {
            let one = self.dice.pick(people);
            let one = one.unwrap_or_else(|| self.person(state));
            if !drawn.contains(&one) || self.dice.one_in(30) {
                drawn.push(one);
            }
        }
        drawn
    }

    /// A conference that was not called off, mostly one whose days are near.
    pub(super) fn conference(&mut self, state: &State) -> ConferenceId {
        let lasting: Vec<Conference> = state
            .conferences()
            .filter(|it| it.called_off.is_none())
            .collect();
        let last = lasting.last().map(|it| it.id);
        let any: Vec<ConferenceId> = lasting.iter().map(|it| it.id).collect();
        let chosen = match self.dice.below(10) {
            0 => None,
            1..=3 => self.dice.pick(&any),
            _ => last,
        };
        let all = state.conference_count().saturating_add(1);
        chosen.unwrap_or_else(|| ConferenceId(self.dice.below(all)))
    }

    /// A unit that sends delegates and has chosen, or has not; now and then any.
    fn sender(&mut self, state: &State, conference: ConferenceId, chosen: bool) -> UnitId {
        let able: Vec<UnitId> = state
            .conference_seats(conference)
            .into_iter()
            .filter(|(_, it)| it.is_some() == chosen)
            .map(|(seats, _)| seats.unit)
            .collect();
        let unit = self.dice.pick(&able).filter(|_| !self.dice.one_in(10));
        unit.unwrap_or_else(|| self.unit(state))
    }

    fn mandated(
        &mut self,
        state: &State,
        conference: ConferenceId,
        wanted: fn(&Mandate) -> bool,
    ) -> PersonId {
        let able: Vec<PersonId> = state
            .mandates(conference)
            .into_iter()
            .filter(wanted)
            .map(|mandate| mandate.person)
            .collect();
        let person = self.dice.pick(&able).filter(|_| !self.dice.one_in(8));
        person.unwrap_or_else(|| self.person(state))
    }
}
