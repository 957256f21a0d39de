//! The auditor: a second account of the organisation, kept from the events
//! alone in plain maps, and compared with what the kernel answers.
//!
//! It checks promises and totals and no article: whether something should have
//! been allowed is not its business, only what follows from its having happened.
//! Everything here is written to be obviously right. What is looked for by unit or
//! by person has an index beside its list, so that a million members can be
//! watched too; nothing else is meant to be fast.

mod awards;
mod bodies;
mod bulletins;
mod charging;
mod comparing;
mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;
mod visits;

use std::collections::{BTreeMap, BTreeSet};

use charter::{GradeId, LevelId, MeetingKindId, PostId, ReportId};
use jiff::civil::Date;
use kernel::awards::Award;
use kernel::charters::CharterEvent;
use kernel::meetings::Meeting;
use kernel::members::Membership;
use kernel::reports::Value;
use kernel::units::Lineage;
use kernel::{
    AwardId, BodyId, BulletinId, ConferenceId, DirectiveId, Event, MeetingId, PersonId, PetitionId,
    ProceedingId, SessionId, UnitId, VisitId,
};

use bodies::BodyAccount;
use bulletins::BulletinAccount;
use charging::Charging;
use conferences::ConferenceAccount;
use directives::DirectiveAccount;
use dues::DuesAccount;
use petitions::PetitionAccount;
use procedures::ProceedingAccount;
use study::SessionAccount;
use visits::VisitAccount;

/// The second account.
#[derive(Clone, Debug, Default)]
pub struct Auditor {
    /// Editions of the charter, in the order of adoption: hash and first day.
    editions: Vec<([u8; 32], Date)>,
    units: BTreeMap<UnitId, UnitAccount>,
    /// What units were called, and what they stood under, before each time that changed.
    names_before: BTreeMap<UnitId, Vec<String>>,
    places_before: BTreeMap<UnitId, Vec<UnitId>>,
    /// The units directly beneath each, the last that came first.
    beneath: BTreeMap<UnitId, Vec<UnitId>>,
    descents: Vec<Lineage>,
    people: BTreeMap<PersonId, Option<Membership>>,
    /// The place that each former number had on a roll.
    merged: BTreeMap<PersonId, Membership>,
    /// What members were before each of their promotions, and since when.
    rises: BTreeMap<PersonId, Vec<(GradeId, Date)>>,
    /// Where members were before each of their transfers, and since when.
    moves: BTreeMap<PersonId, Vec<(UnitId, Date)>>,
    /// The highest grade anybody ever had, by its number.
    last_grade: u8,
    /// Who belongs to each unit, the longest there first.
    rolls: BTreeMap<UnitId, Vec<PersonId>>,
    /// Every time anybody had a post, in the order of taking up.
    tenures: posts::Tenures,
    choices: posts::Choices,
    meetings: BTreeMap<MeetingId, Meeting>,
    /// The meetings of each unit.
    meetings_of: BTreeMap<UnitId, BTreeSet<MeetingId>>,
    directives: BTreeMap<DirectiveId, DirectiveAccount>,
    /// By unit, report and first day: every return and correction, the latest last.
    returns: BTreeMap<(UnitId, ReportId, Date), Vec<Told>>,
    awards: BTreeMap<AwardId, Award>,
    bodies: BTreeMap<BodyId, BodyAccount>,
    conferences: BTreeMap<ConferenceId, ConferenceAccount>,
    awards_of: BTreeMap<UnitId, BTreeSet<AwardId>>,
    sessions: BTreeMap<SessionId, SessionAccount>,
    sessions_of: BTreeMap<UnitId, Vec<SessionId>>,
    attended_by: BTreeMap<PersonId, BTreeSet<SessionId>>,
    visits: BTreeMap<VisitId, VisitAccount>,
    visits_to: BTreeMap<UnitId, BTreeSet<VisitId>>,
    bulletins: BTreeMap<BulletinId, BulletinAccount>,
    bulletins_of: BTreeMap<UnitId, BTreeSet<BulletinId>>,
    petitions: BTreeMap<PetitionId, PetitionAccount>,
    petitions_in: BTreeMap<UnitId, BTreeSet<PetitionId>>,
    proceedings: BTreeMap<ProceedingId, ProceedingAccount>,
    /// Where each proceeding is, and whom it is about.
    places: procedures::Places,
    dues: DuesAccount,
    charging: Charging,
}

/// What a return or a correction said, and when.
type Told = (Date, Vec<Value>);

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
    directives: BTreeSet<DirectiveId>,
    petitions: BTreeSet<PetitionId>,
    proceedings: BTreeSet<ProceedingId>,
}

impl Auditor {
    /// Enters what has happened in the account.
    pub fn enter(&mut self, event: &Event) -> Touched {
        let mut touched = match event {
            Event::Charter(it) => self.enter_charter(it),
            Event::Unit(it) => self.enter_unit(it),
            Event::Member(it) => self.enter_member(it),
            Event::Post(it) => self.enter_post(it),
            Event::Meeting(it) => self.enter_meeting(it),
            Event::Directive(it) => self.enter_directive(it),
            Event::Report(it) => self.enter_return(it),
            Event::Award(it) => self.enter_award(it),
            Event::Body(it) => self.enter_body(it),
            Event::Conference(it) => self.enter_conference(it),
            Event::Study(it) => self.enter_study(it),
            Event::Visit(it) => self.enter_visit(it),
            Event::Bulletin(it) => self.enter_bulletin(it),
            Event::Petition(it) => self.enter_petition(it),
            Event::Dues(it) => self.enter_dues(it),
            Event::Procedure(it) => self.enter_procedure(it),
        };
        self.proceedings_follow(event, &mut touched);
        self.charging_follows(event);
        touched
    }

    fn enter_charter(&mut self, event: &CharterEvent) -> Touched {
        let CharterEvent::Adopted { sha256, from, .. } = event;
        self.editions.push((*sha256, *from));
        Touched::default()
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
            .all()
            .filter(|tenure| tenure.until.is_none())
            .map(|tenure| (tenure.person, tenure.unit, tenure.post))
    }

    /// How many of one grade belong to a unit: counted, person by person.
    fn count_of(&self, unit: UnitId, grade: GradeId) -> usize {
        let roll = self.rolls.get(&unit).into_iter().flatten();
        roll.filter_map(|person| self.people.get(person).copied().flatten())
            .filter(|membership| membership.unit == unit && membership.grade == grade)
            .count()
    }

    /// The meetings of a unit, in the order of their numbers.
    fn meetings_of(&self, unit: UnitId) -> impl DoubleEndedIterator<Item = &Meeting> {
        let ids = self.meetings_of.get(&unit).into_iter().flatten();
        ids.filter_map(|meeting| self.meetings.get(meeting))
    }

    fn last_held(&self, unit: UnitId, kind: MeetingKindId) -> Option<Date> {
        self.meetings_of(unit)
            .filter(|meeting| meeting.kind == kind)
            .filter(|meeting| meeting.standing.is_held())
            .map(|meeting| meeting.on)
            .max()
    }
}
