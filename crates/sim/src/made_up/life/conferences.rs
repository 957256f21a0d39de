//! A conference: one unit calls it, the base units beneath choose whom they send, and it
//! is held and voted at.

use std::collections::BTreeMap;

use charter::{Action, ConferenceKindId, ConferenceRule};
use jiff::civil::Date;
use kernel::conferences::{
    Attending, AttendingRow, CallConference, Capacity, CheckInDelegate, ElectDelegates,
    EnterConferenceItem, ItemKind, ListConferenceAttendance, RecordConferenceVote,
};
use kernel::{Command, ConferenceId, PersonId, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// Days before the end on which it begins.
const BEGINS_DAYS: u32 = 40;
/// Days between the call and its first day where the charter asks for fewer.
const AHEAD_DAYS_MIN: u32 = 30;
/// Days from the call by which everybody has chosen.
const CHOOSING_DAYS: u32 = 20;
/// One of so many who were chosen stays away.
const STAYS_AWAY: usize = 14;
/// So many of a hundred who come vote for what is put to the vote.
const FOR: u32 = 88;
/// Delegates on the printed list behind the platform.
const PRINTED: usize = 6;
/// Base units beneath it at the most: a conference of few is what is made up.
const SENDERS_MAX: usize = 200;

/// The conference as it comes about.
#[derive(Default)]
pub(super) struct Gathering {
    seats: BTreeMap<UnitId, u32>,
    chosen: Vec<PersonId>,
    came: Vec<PersonId>,
}

/// Foresees the conference of the lowest unit that may call one and around which somebody
/// will sign in.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    let Some(rule) = draft.charter.conferences.first() else {
        return;
    };
    let Some(unit) = caller(draft, rule) else {
        return;
    };
    let first = calendar::earlier(draft.until, BEGINS_DAYS);
    let ahead = u32::from(rule.notice_days.unwrap_or(0)).max(AHEAD_DAYS_MIN);
    let called = calendar::earlier(first, ahead);
    if called <= draft.begins {
        return;
    }
    foreseen.push((called, Happening::Convene { unit, first }));
    for base in super::sound(draft) {
        if draft.above(base).any(|above| above == unit) {
            let days = chance.between(1, CHOOSING_DAYS);
            let on = calendar::later(called, days);
            foreseen.push((on, Happening::Choose { unit: base }));
        }
    }
    foreseen.push((first, Happening::Gather { unit }));
    foreseen.push((calendar::later(first, 1), Happening::Arrange { unit }));
}

/// The lowest unit that may call one, has few base units beneath and has the most people
/// beneath it who will sign in.
fn caller(draft: &Draft<'_>, rule: &ConferenceRule) -> Option<UnitId> {
    let signs_in: Vec<UnitId> = draft
        .people
        .iter()
        .filter(|person| person.stays)
        .map(|person| person.unit)
        .collect();
    let calls = |unit: UnitId| {
        let row = draft.unit(unit);
        row.is_some_and(|row| rule.calls.contains(&row.level) && row.beneath.len() <= SENDERS_MAX)
    };
    draft
        .unit_ids()
        .filter(|unit| calls(*unit))
        .filter_map(|unit| {
            let around = |home: &&UnitId| draft.above(**home).any(|above| above == unit);
            let near = signs_in.iter().filter(around).count();
            let depth = draft.unit(unit)?.depth;
            (near > 0).then_some((near, depth, std::cmp::Reverse(unit)))
        })
        .max()
        .map(|(_, _, unit)| unit.0)
}

impl Life<'_, '_> {
    /// The unit calls it, and the seats are those of the day.
    pub(super) fn convene(&mut self, on: Date, unit: UnitId, first: Date) {
        let Some(rule) = self.draft.charter.conferences.first() else {
            return;
        };
        for base in self.draft.base_beneath(unit) {
            let row = self.draft.unit(*base);
            let sends = row.filter(|row| rule.sends.contains(&row.level));
            let people = sends.map_or(0, |row| u32::try_from(row.roll.len()).unwrap_or(u32::MAX));
            self.gathering.seats.insert(*base, rule.key.seats(people));
        }
        let actor = self.draft.actor_for(Action::CallConference, &[unit], None);
        let it = CallConference {
            kind: ConferenceKindId(0),
            unit,
            key_day: on,
            first,
            last: calendar::later(first, 1),
            title: String::new(),
            place: String::new(),
        };
        self.step(on, actor, Command::from(it));
    }

    /// A base unit chooses whom it sends: who holds a post first.
    pub(super) fn choose(&mut self, on: Date, unit: UnitId) {
        let (Some(rule), Some(row)) = (
            self.draft.charter.conferences.first(),
            self.draft.unit(unit),
        ) else {
            return;
        };
        let seats = self.gathering.seats.get(&unit).copied().unwrap_or(0);
        let mut able: Vec<PersonId> = row
            .roll
            .iter()
            .copied()
            .filter(|person| {
                let person = self.draft.person(*person);
                person.is_some_and(|person| rule.grades.contains(&person.grade))
            })
            .filter(|person| !self.gathering.chosen.contains(person))
            .collect();
        let holds = |person: &PersonId| row.seats.iter().any(|seat| seat.person == *person);
        able.sort_by_key(|person| !holds(person));
        let entitled = u32::try_from(able.len()).unwrap_or(u32::MAX);
        let delegates: Vec<PersonId> = able
            .into_iter()
            .take(usize::try_from(seats).unwrap_or(usize::MAX))
            .collect();
        if delegates.is_empty() {
            return;
        }
        self.gathering.chosen.extend(&delegates);
        let actor = self.draft.actor_for(Action::ElectDelegates, &[unit], None);
        let it = ElectDelegates {
            conference: ConferenceId(0),
            unit,
            delegates,
            substitutes: Vec::new(),
            entitled,
            ballots: entitled.saturating_sub(entitled / 8),
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    /// Its first day: the door, a session, a letter that is read and voted on.
    pub(super) fn gather(&mut self, on: Date, unit: UnitId) {
        let conference = ConferenceId(0);
        let still_here = |draft: &Draft<'_>, person: PersonId| {
            let home = draft.person(person).and_then(|row| draft.unit(row.unit));
            home.is_some_and(|home| home.roll.contains(&person))
        };
        let door = self.draft.actor_for(Action::AdmitDelegates, &[unit], None);
        for (at, person) in (1..).zip(self.gathering.chosen.clone()) {
            if !still_here(&self.draft, person) || at % STAYS_AWAY == 0 {
                continue;
            }
            self.gathering.came.push(person);
            let it = CheckInDelegate {
                conference,
                person,
                on,
            };
            self.step(on, door, Command::from(it));
        }
        let actor = self.draft.actor_for(Action::RunConference, &[unit], None);
        let session = (ItemKind::Session, None, "The first day");
        let letter = (ItemKind::Paper, Some(1), "A letter to every unit");
        for (kind, under, title) in [session, letter] {
            let read = under.is_some();
            let when_read = |text: &str| if read { text.to_owned() } else { String::new() };
            let it = EnterConferenceItem {
                conference,
                kind,
                under,
                title: title.to_owned(),
                text: when_read("What was decided here is put into effect at home."),
                sender: when_read("Those who took part"),
                addressee: when_read("Every unit"),
                speaker: None,
                read,
                on,
            };
            self.step(on, actor, Command::from(it));
        }
        let present = u32::try_from(self.gathering.came.len()).unwrap_or(u32::MAX);
        let favour = present.saturating_mul(FOR) / 100;
        let it = RecordConferenceVote {
            conference,
            item: 2,
            majority: 0,
            present,
            favour,
            against: present.saturating_sub(favour) / 2,
            abstained: 0,
            on,
        };
        self.step(on, actor, Command::from(it));
    }

    /// Who is printed: whoever holds a post of the unit, on the platform, then a few who were sent.
    pub(super) fn arrange(&mut self, on: Date, unit: UnitId) {
        let row = self.draft.unit(unit);
        let mut printed: Vec<(PersonId, Capacity)> = Vec::new();
        for seat in row.map_or(&[][..], |row| &row.seats) {
            if printed.iter().all(|(person, _)| *person != seat.person) {
                printed.push((seat.person, Capacity::Platform));
            }
        }
        let came = self.gathering.came.iter().take(PRINTED);
        for person in came {
            if printed.iter().all(|(known, _)| known != person) {
                printed.push((*person, Capacity::Participant));
            }
        }
        let row = |(person, capacity)| AttendingRow {
            who: Attending::Person(person),
            capacity,
        };
        let it = ListConferenceAttendance {
            conference: ConferenceId(0),
            rows: printed.into_iter().map(row).collect(),
        };
        let actor = self.draft.actor_for(Action::RunConference, &[unit], None);
        self.step(on, actor, Command::from(it));
    }
}
