//! The auditor: a second account of the organisation, kept from the events
//! alone in plain maps, and compared with what the kernel answers.
//!
//! It checks promises and totals and no article: whether something should have
//! been allowed is not its business, only what follows from its having happened.
//! Everything here is written to be obviously right, and nothing to be fast.

mod comparing;

use std::collections::{BTreeMap, BTreeSet};

use charter::{GradeId, LevelId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::meetings::{Meeting, MeetingEvent, MeetingRecord, MeetingStanding};
use kernel::members::{MemberEvent, Membership};
use kernel::posts::{PostEvent, Tenure};
use kernel::units::{Lineage, UnitEvent};
use kernel::{Event, MeetingId, PersonId, UnitId};

/// The second account.
#[derive(Clone, Debug, Default)]
pub struct Auditor {
    /// Editions of the charter, in the order of adoption: hash and first day.
    editions: Vec<([u8; 32], Date)>,
    units: BTreeMap<UnitId, UnitAccount>,
    /// The units directly beneath each, the last that came first.
    beneath: BTreeMap<UnitId, Vec<UnitId>>,
    descents: Vec<Lineage>,
    people: BTreeMap<PersonId, Option<Membership>>,
    /// Who belongs to each unit, the longest there first.
    rolls: BTreeMap<UnitId, Vec<PersonId>>,
    /// Every time anybody had a post, in the order of taking up.
    tenures: Vec<Tenure>,
    meetings: BTreeMap<MeetingId, Meeting>,
}

/// What is known of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitAccount {
    /// Its code.
    pub code: String,
    /// Its name today.
    pub name: String,
    /// Its level.
    pub level: LevelId,
    /// What it stands under, or stood under when it was dissolved.
    pub parent: Option<UnitId>,
    /// When it was founded.
    pub founded: Date,
    /// When it was dissolved.
    pub dissolved: Option<Date>,
}

/// What an event spoke of, and so what has to be looked at after it.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    units: BTreeSet<UnitId>,
    people: BTreeSet<PersonId>,
    meetings: BTreeSet<MeetingId>,
}

impl Auditor {
    /// Enters what has happened in the account.
    pub fn enter(&mut self, event: &Event) -> Touched {
        match event {
            Event::Charter(CharterEvent::Adopted { sha256, from, .. }) => {
                self.editions.push((*sha256, *from));
                Touched::default()
            }
            Event::Unit(UnitEvent::Founded { .. })
            | Event::Unit(UnitEvent::Renamed { .. })
            | Event::Unit(UnitEvent::Moved { .. })
            | Event::Unit(UnitEvent::LevelChanged { .. })
            | Event::Unit(UnitEvent::Descended { .. })
            | Event::Unit(UnitEvent::FoundingCorrected { .. })
            | Event::Unit(UnitEvent::Dissolved { .. }) => self.enter_unit(event),
            Event::Member(MemberEvent::Registered { .. })
            | Event::Member(MemberEvent::Admitted { .. })
            | Event::Member(MemberEvent::JoiningCorrected { .. })
            | Event::Member(MemberEvent::Promoted { .. })
            | Event::Member(MemberEvent::Transferred { .. })
            | Event::Member(MemberEvent::Left { .. }) => self.enter_person(event),
            Event::Post(PostEvent::TakenUp { .. }) | Event::Post(PostEvent::LaidDown { .. }) => {
                self.enter_post(event)
            }
            Event::Meeting(MeetingEvent::Called { .. })
            | Event::Meeting(MeetingEvent::Recorded { .. })
            | Event::Meeting(MeetingEvent::Corrected { .. }) => self.enter_meeting(event),
        }
    }

    fn enter_unit(&mut self, event: &Event) -> Touched {
        let mut touched = Touched::default();
        match event {
            Event::Unit(UnitEvent::Founded {
                unit,
                code,
                level,
                name,
                parent,
                on,
            }) => {
                touched.units.extend([*unit]);
                touched.units.extend(*parent);
                let account = UnitAccount {
                    code: code.clone(),
                    name: name.clone(),
                    level: *level,
                    parent: *parent,
                    founded: *on,
                    dissolved: None,
                };
                self.units.insert(*unit, account);
                self.rolls.insert(*unit, Vec::new());
                if let Some(parent) = parent {
                    self.beneath.entry(*parent).or_default().insert(0, *unit);
                }
            }
            Event::Unit(UnitEvent::Renamed { unit, name, .. }) => {
                touched.units.insert(*unit);
                self.change(*unit, |account| account.name.clone_from(name));
            }
            Event::Unit(UnitEvent::LevelChanged { unit, level, .. }) => {
                touched.units.insert(*unit);
                self.change(*unit, |account| account.level = *level);
            }
            Event::Unit(UnitEvent::Moved { unit, parent, .. }) => {
                touched.units.extend([*unit, *parent]);
                touched.units.extend(self.take_away(*unit));
                self.change(*unit, |account| account.parent = Some(*parent));
                self.beneath.entry(*parent).or_default().insert(0, *unit);
            }
            Event::Unit(UnitEvent::FoundingCorrected { unit, on }) => {
                touched.units.insert(*unit);
                self.change(*unit, |account| account.founded = *on);
            }
            Event::Unit(UnitEvent::Dissolved { unit, on }) => {
                touched.units.insert(*unit);
                touched.units.extend(self.take_away(*unit));
                self.change(*unit, |account| account.dissolved = Some(*on));
            }
            Event::Unit(UnitEvent::Descended { from, to, how, on }) => {
                touched.units.extend([*from, *to]);
                self.descents.push(Lineage {
                    from: *from,
                    to: *to,
                    how: *how,
                    on: *on,
                });
            }
            _ => {}
        }
        touched
    }

    /// Takes a unit out of the list of the one it stands under, and names that one.
    fn take_away(&mut self, unit: UnitId) -> Option<UnitId> {
        let parent = self.units.get(&unit)?.parent?;
        self.beneath
            .entry(parent)
            .or_default()
            .retain(|other| *other != unit);
        Some(parent)
    }

    fn change(&mut self, unit: UnitId, how: impl FnOnce(&mut UnitAccount)) {
        if let Some(account) = self.units.get_mut(&unit) {
            how(account);
        }
    }

    fn enter_person(&mut self, event: &Event) -> Touched {
        let mut touched = Touched::default();
        match event {
            Event::Member(MemberEvent::Registered { person }) => {
                touched.people.insert(*person);
                self.people.insert(*person, None);
            }
            Event::Member(MemberEvent::Admitted {
                person,
                unit,
                grade,
                on,
            }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let membership = Membership {
                    unit: *unit,
                    grade: *grade,
                    joined: *on,
                    in_unit_since: *on,
                    in_grade_since: *on,
                };
                self.people.insert(*person, Some(membership));
                self.rolls.entry(*unit).or_default().push(*person);
            }
            Event::Member(MemberEvent::JoiningCorrected { person, unit, on }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    correct_joining(membership, *on);
                }
            }
            Event::Member(MemberEvent::Promoted {
                person,
                unit,
                grade,
                on,
            }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    membership.grade = *grade;
                    membership.in_grade_since = *on;
                }
            }
            Event::Member(MemberEvent::Transferred {
                person,
                from,
                to,
                on,
            }) => {
                touched.people.insert(*person);
                touched.units.extend([*from, *to]);
                self.strike(*from, *person);
                self.rolls.entry(*to).or_default().push(*person);
                if let Some(Some(membership)) = self.people.get_mut(person) {
                    membership.unit = *to;
                    membership.in_unit_since = *on;
                }
            }
            Event::Member(MemberEvent::Left { person, unit, .. }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.strike(*unit, *person);
                self.people.insert(*person, None);
            }
            _ => {}
        }
        touched
    }

    fn strike(&mut self, unit: UnitId, person: PersonId) {
        self.rolls
            .entry(unit)
            .or_default()
            .retain(|other| *other != person);
    }

    fn enter_post(&mut self, event: &Event) -> Touched {
        let mut touched = Touched::default();
        match event {
            Event::Post(PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.tenures.push(Tenure {
                    person: *person,
                    unit: *unit,
                    post: *post,
                    from: *on,
                    until: None,
                });
            }
            Event::Post(PostEvent::LaidDown {
                person,
                unit,
                post,
                on,
            }) => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let open = self.tenures.iter_mut().find(|tenure| {
                    (tenure.person, tenure.unit, tenure.post) == (*person, *unit, *post)
                        && tenure.until.is_none()
                });
                if let Some(tenure) = open {
                    tenure.until = Some(*on);
                }
            }
            _ => {}
        }
        touched
    }

    fn enter_meeting(&mut self, event: &Event) -> Touched {
        let mut touched = Touched::default();
        match event {
            Event::Meeting(MeetingEvent::Called {
                meeting,
                unit,
                kind,
                on,
            }) => {
                touched.meetings.insert(*meeting);
                touched.units.insert(*unit);
                let called = Meeting {
                    id: *meeting,
                    unit: *unit,
                    kind: *kind,
                    on: *on,
                    standing: MeetingStanding::Called,
                    expected: 0,
                    present: 0,
                };
                self.meetings.insert(*meeting, called);
            }
            Event::Meeting(MeetingEvent::Recorded { meeting, record })
            | Event::Meeting(MeetingEvent::Corrected {
                meeting, record, ..
            }) => {
                touched.meetings.insert(*meeting);
                touched.units.insert(record.unit);
                self.meetings.insert(*meeting, held(*meeting, record));
            }
            _ => {}
        }
        touched
    }

    /// What is known of a unit.
    #[must_use]
    pub fn unit(&self, unit: UnitId) -> Option<&UnitAccount> {
        self.units.get(&unit)
    }

    /// Every unit there ever was.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &UnitAccount)> {
        self.units.iter().map(|(unit, account)| (*unit, account))
    }

    /// Everybody who was ever registered, and where they belong.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, Option<Membership>)> {
        self.people
            .iter()
            .map(|(person, membership)| (*person, *membership))
    }

    /// How many people belong to a unit.
    #[must_use]
    pub fn roll_count(&self, unit: UnitId) -> usize {
        self.rolls.get(&unit).map_or(0, Vec::len)
    }

    /// Who holds which post now.
    pub fn held_posts(&self) -> impl Iterator<Item = (PersonId, UnitId, PostId)> {
        self.tenures
            .iter()
            .filter(|tenure| tenure.until.is_none())
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
    }

    /// How many of one grade belong to a unit: counted, person by person.
    fn count_of(&self, unit: UnitId, grade: GradeId) -> usize {
        self.people
            .values()
            .flatten()
            .filter(|membership| membership.unit == unit && membership.grade == grade)
            .count()
    }

    fn last_held(&self, unit: UnitId, kind: MeetingKindId) -> Option<Date> {
        self.meetings
            .values()
            .filter(|meeting| meeting.unit == unit && meeting.kind == kind)
            .filter(|meeting| meeting.standing != MeetingStanding::Called)
            .map(|meeting| meeting.on)
            .max()
    }
}

/// What was as old as the membership still is, and nothing is older than it.
fn correct_joining(membership: &mut Membership, on: Date) {
    let before = membership.joined;
    for since in [
        &mut membership.in_unit_since,
        &mut membership.in_grade_since,
    ] {
        if *since == before {
            *since = on;
        }
        *since = on.max(*since);
    }
    membership.joined = on;
}

fn held(meeting: MeetingId, record: &MeetingRecord) -> Meeting {
    let absent = u32::try_from(record.absent.len()).unwrap_or(u32::MAX);
    let enough = match record.needed {
        Some(needed) => record.voting >= needed,
        None => true,
    };
    Meeting {
        id: meeting,
        unit: record.unit,
        kind: record.kind,
        on: record.on,
        standing: if enough {
            MeetingStanding::Quorate
        } else {
            MeetingStanding::Inquorate
        },
        expected: record.expected,
        present: record.expected.saturating_sub(absent),
    }
}
