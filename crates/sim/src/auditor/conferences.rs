//! What happens to conferences, in the second account.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::conferences::{
    AttendanceLine, Chosen, ConferenceEvent, Item, Mandate, MandateStanding, Role, Seats, Vote,
};
use kernel::{PersonId, UnitId};

use super::{Auditor, Touched};

/// What is known of a conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ConferenceAccount {
    pub(super) unit: UnitId,
    pub(super) days: (Date, Date, Date),
    pub(super) off: bool,
    pub(super) members: u32,
    pub(super) seats: Vec<(Seats, Option<Chosen>)>,
    pub(super) mandates: Vec<Mandate>,
    pub(super) lines: Vec<AttendanceLine>,
    pub(super) items: Vec<Item>,
    pub(super) votes: Vec<Vote>,
    /// How many belonged beneath the unit when it was called, if its key day was that day.
    pub(super) counted: Option<u32>,
}

impl ConferenceAccount {
    fn unit_chose(&mut self, unit: UnitId, chosen: Option<Chosen>) {
        for (seats, slot) in &mut self.seats {
            if seats.unit == unit {
                *slot = chosen;
            }
        }
    }

    /// Enters what the conference did.
    fn proceed(&mut self, event: &ConferenceEvent) {
        match event {
            ConferenceEvent::AttendanceListed { rows, .. } => self.lines.clone_from(rows),
            ConferenceEvent::ItemEntered {
                item,
                kind,
                under,
                title,
                text,
                sender,
                addressee,
                speaker,
                read,
                on,
                ..
            } => self.items.push(Item {
                number: *item,
                kind: *kind,
                under: *under,
                title: *title,
                text: *text,
                sender: *sender,
                addressee: *addressee,
                speaker: *speaker,
                read: *read,
                on: *on,
                struck: None,
            }),
            ConferenceEvent::ItemStruck { item, reason, .. } => {
                let mut items = self.items.iter_mut();
                if let Some(it) = items.find(|it| it.number == *item) {
                    it.struck = Some(*reason);
                }
            }
            ConferenceEvent::VoteRecorded {
                vote,
                item,
                majority,
                entitled,
                present,
                favour,
                against,
                abstained,
                quorum,
                needed,
                adopted,
                on,
                ..
            } => self.votes.push(Vote {
                number: *vote,
                item: *item,
                majority: *majority,
                entitled: *entitled,
                present: *present,
                favour: *favour,
                against: *against,
                abstained: *abstained,
                quorum: *quorum,
                needed: *needed,
                adopted: *adopted,
                on: *on,
                struck: None,
            }),
            ConferenceEvent::VoteStruck { vote, reason, .. } => {
                let mut votes = self.votes.iter_mut();
                if let Some(it) = votes.find(|it| it.number == *vote) {
                    it.struck = Some(*reason);
                }
            }
            _ => {}
        }
    }

    /// What somebody was named for last.
    fn last_of(&mut self, person: PersonId) -> Option<&mut Mandate> {
        let mut named = self.mandates.iter_mut().rev();
        named.find(|mandate| mandate.person == person)
    }
}

fn mandate(person: PersonId, unit: UnitId, role: Role) -> Mandate {
    Mandate {
        person,
        unit,
        role,
        in_place_of: None,
        standing: MandateStanding::Stands,
        came: None,
    }
}

impl Auditor {
    #[expect(clippy::too_many_lines, reason = "a list, a line or a stanza an event")]
    pub(super) fn enter_conference(&mut self, event: &ConferenceEvent) -> Touched {
        let (id, unit) = event.about();
        let mut touched = Touched::default();
        touched.units.insert(unit);
        if let ConferenceEvent::Called { .. } = event {
            self.enter_called(event);
            return touched;
        }
        let Some(account) = self.conferences.get_mut(&id) else {
            return touched;
        };
        touched.units.insert(account.unit);
        account.proceed(event);
        match event {
            ConferenceEvent::Called { .. }
            | ConferenceEvent::AttendanceListed { .. }
            | ConferenceEvent::ItemEntered { .. }
            | ConferenceEvent::ItemStruck { .. }
            | ConferenceEvent::VoteRecorded { .. }
            | ConferenceEvent::VoteStruck { .. } => {}
            ConferenceEvent::CalledOff { .. } => account.off = true,
            ConferenceEvent::DelegatesElected {
                delegates,
                substitutes,
                entitled,
                ballots,
                on,
                ..
            } => {
                account.unit_chose(
                    unit,
                    Some(Chosen {
                        on: *on,
                        entitled: *entitled,
                        ballots: *ballots,
                    }),
                );
                let chosen = delegates.iter().map(|it| (it, Role::Delegate));
                let waiting = substitutes.iter().map(|it| (it, Role::Substitute));
                let named = chosen.chain(waiting);
                let named = named.map(|(person, role)| mandate(*person, unit, role));
                account.mandates.extend(named);
            }
            ConferenceEvent::DelegatesStruck { .. } => {
                account.unit_chose(unit, None);
                for mandate in &mut account.mandates {
                    let by_post = matches!(mandate.role, Role::ExOfficio(_));
                    if mandate.unit == unit && !by_post {
                        mandate.standing = MandateStanding::Struck;
                    }
                }
            }
            ConferenceEvent::DelegateReplaced { person, by, .. } => {
                if let Some(mandate) = account.last_of(*person) {
                    mandate.standing = MandateStanding::GivenUp;
                }
                if let Some(mandate) = by.and_then(|by| account.last_of(by)) {
                    mandate.in_place_of = Some(*person);
                }
            }
            ConferenceEvent::DelegateCheckedIn { person, on, .. } => {
                if let Some(mandate) = account.last_of(*person) {
                    mandate.came = Some(*on);
                }
            }
            ConferenceEvent::CheckInStruck { person, .. } => {
                if let Some(mandate) = account.last_of(*person) {
                    mandate.came = None;
                }
            }
        }
        touched
    }

    fn enter_called(&mut self, event: &ConferenceEvent) {
        let ConferenceEvent::Called {
            conference,
            unit,
            key_day,
            first,
            last,
            members,
            seats,
            ex_officio,
            on,
            ..
        } = event
        else {
            return;
        };
        let by_post = ex_officio.iter();
        let account = ConferenceAccount {
            unit: *unit,
            days: (*key_day, *first, *last),
            off: false,
            members: *members,
            seats: seats.iter().map(|seats| (*seats, None)).collect(),
            mandates: by_post
                .map(|it| mandate(it.person, it.unit, Role::ExOfficio(it.post)))
                .collect(),
            lines: Vec::new(),
            items: Vec::new(),
            votes: Vec::new(),
            counted: (key_day == on).then(|| self.belonging_beneath(*unit)),
        };
        self.conferences.insert(*conference, account);
    }

    /// How many belong to a unit and to everything beneath it: counted, roll by roll.
    fn belonging_beneath(&self, unit: UnitId) -> u32 {
        let mut seen = BTreeSet::from([unit]);
        let mut open = vec![unit];
        let mut people = 0;
        while let Some(unit) = open.pop() {
            people += self.roll_count(unit);
            let beneath = self.beneath.get(&unit).into_iter().flatten();
            open.extend(beneath.filter(|unit| seen.insert(**unit)));
        }
        u32::try_from(people).unwrap_or(u32::MAX)
    }
}
