//! What happens to conferences, in the second account.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::conferences::{Chosen, ConferenceEvent, Mandate, MandateStanding, Role, Seats};
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
        match event {
            ConferenceEvent::Called { .. } => {}
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
