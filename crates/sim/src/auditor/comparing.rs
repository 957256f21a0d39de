//! The second account beside the kernel's: query by query.

mod awards;
mod bodies;
mod choosing;
mod conferences;
mod dues;
mod flow;
mod petitions;
mod procedures;
mod study;

use std::fmt::Debug;

use charter::{GradeId, MeetingKindId, PostId};
use jiff::civil::Date;
use kernel::meetings::Meeting;
use kernel::posts::Tenure;
use kernel::{MeetingId, PersonId, State, UnitId};

use super::{Auditor, Touched};

/// Where the two accounts differ, in words.
pub(super) type Differences = Vec<String>;

/// Notes a query whose answer is not what the account says.
pub(super) fn compare<T: PartialEq + Debug>(
    found: &mut Differences,
    what: impl FnOnce() -> String,
    kernel: &T,
    account: &T,
) {
    if kernel != account {
        found.push(format!(
            "{}: the kernel has {kernel:?}, the events give {account:?}",
            what()
        ));
    }
}

impl Auditor {
    /// Compares everything.
    #[must_use]
    pub fn differences(&self, state: &State) -> Vec<String> {
        let mut found = Vec::new();
        self.whole(state, &mut found);
        self.editions(state, &mut found);
        for unit in self.units.keys() {
            self.compare_tree(state, *unit, &mut found);
            self.compare_posts(state, *unit, &mut found);
            self.compare_meetings(state, *unit, &mut found);
            self.compare_rooms_of(state, *unit, &mut found);
        }
        self.compare_each(state, &mut found);
        found
    }

    /// Compares everything but the way each unit stands to each other: of that,
    /// only for so many units. What it takes grows with the organisation and no faster.
    #[must_use]
    pub fn differences_at_large(&self, state: &State, trees: usize) -> Vec<String> {
        let mut found = Vec::new();
        self.whole(state, &mut found);
        self.editions(state, &mut found);
        let apart = self.units.len().div_ceil(trees.max(1)).max(1);
        for (at, unit) in self.units.keys().enumerate() {
            if at.is_multiple_of(apart) {
                self.compare_tree(state, *unit, &mut found);
            }
            self.compare_posts(state, *unit, &mut found);
            self.compare_meetings(state, *unit, &mut found);
            self.compare_rooms_of(state, *unit, &mut found);
        }
        self.compare_each(state, &mut found);
        found
    }

    /// Every proceeding, directive, petition, person and meeting.
    fn compare_each(&self, state: &State, found: &mut Differences) {
        for proceeding in self.proceedings.keys() {
            self.compare_proceeding(state, *proceeding, found);
        }
        for directive in self.directives.keys() {
            self.compare_directive(state, *directive, found);
        }
        for petition in self.petitions.keys() {
            self.compare_petition(state, *petition, found);
        }
        for person in self.people.keys() {
            self.compare_person(state, *person, found);
            self.compare_owed(state, *person, found);
            self.compare_attendance(state, *person, found);
        }
        for meeting in self.meetings.keys() {
            self.compare_meeting(state, *meeting, found);
        }
    }

    /// Compares what an event spoke of, and the totals.
    #[must_use]
    pub fn differences_in(&self, state: &State, touched: &Touched) -> Vec<String> {
        let mut found = Vec::new();
        self.whole(state, &mut found);
        self.compare_touched(state, touched, &mut found);
        for directive in &touched.directives {
            self.compare_directive(state, *directive, &mut found);
        }
        found
    }

    /// Compares what an event spoke of, and nothing for which everything is gone through:
    /// no totals, and of a directive not how it stands with every unit.
    #[must_use]
    pub fn differences_where(&self, state: &State, touched: &Touched) -> Vec<String> {
        let mut found = Vec::new();
        self.compare_touched(state, touched, &mut found);
        found
    }

    fn compare_touched(&self, state: &State, touched: &Touched, found: &mut Differences) {
        for unit in &touched.units {
            self.compare_rooms_of(state, *unit, found);
        }
        for proceeding in &touched.proceedings {
            self.compare_proceeding(state, *proceeding, found);
        }
        for petition in &touched.petitions {
            self.compare_petition(state, *petition, found);
        }
        for person in &touched.people {
            self.compare_person(state, *person, found);
            self.compare_owed(state, *person, found);
            self.compare_attendance(state, *person, found);
        }
        for meeting in &touched.meetings {
            self.compare_meeting(state, *meeting, found);
        }
    }

    /// The row of a unit, its roll and what it has in every room.
    fn compare_rooms_of(&self, state: &State, unit: UnitId, found: &mut Differences) {
        self.compare_unit(state, unit, found);
        self.compare_roll(state, unit, found);
        self.compare_choices(state, unit, found);
        self.compare_debts(state, unit, found);
        self.compare_returns(state, unit, found);
        self.compare_awards(state, unit, found);
        self.compare_bodies(state, unit, found);
        self.compare_conferences(state, unit, found);
        self.compare_sessions(state, unit, found);
        self.compare_visits(state, unit, found);
        self.compare_bulletins(state, unit, found);
        self.compare_petitions_of(state, unit, found);
        self.compare_proceedings_in(state, unit, found);
        self.compare_books(state, unit, found);
    }

    fn whole(&self, state: &State, found: &mut Differences) {
        self.compare_flow_totals(state, found);
        self.compare_award_totals(state, found);
        self.compare_body_totals(state, found);
        self.compare_conference_totals(state, found);
        self.compare_session_totals(state, found);
        self.compare_visit_totals(state, found);
        self.compare_bulletin_totals(state, found);
        self.compare_petition_totals(state, found);
        self.compare_proceeding_totals(state, found);
        self.compare_money(state, found);
        compare(
            found,
            || "how many units there ever were".to_owned(),
            &state.unit_count(),
            &count(self.units.len()),
        );
        compare(
            found,
            || "how many people there ever were".to_owned(),
            &state.person_count(),
            &count(self.people.len()),
        );
        compare(
            found,
            || "how many meetings there ever were".to_owned(),
            &state.meeting_count(),
            &count(self.meetings.len()),
        );
        compare(
            found,
            || "how many members there are".to_owned(),
            &state.member_count(),
            &count(self.people.values().flatten().count()),
        );
    }

    fn editions(&self, state: &State, found: &mut Differences) {
        let kept: Vec<([u8; 32], Date)> = state
            .editions()
            .iter()
            .map(|edition| (edition.sha256, edition.from))
            .collect();
        compare(
            found,
            || "the editions of the charter".to_owned(),
            &kept,
            &self.editions,
        );
        let standing: Vec<UnitId> = state.standing_units().collect();
        let account: Vec<UnitId> = self
            .units()
            .filter(|(_, account)| account.dissolved.is_none())
            .map(|(unit, _)| unit)
            .collect();
        compare(
            found,
            || "the standing units".to_owned(),
            &standing,
            &account,
        );
        let top = self
            .units()
            .find(|(_, account)| account.parent.is_none() && account.dissolved.is_none())
            .map(|(unit, _)| unit);
        compare(found, || "the top".to_owned(), &state.top_unit(), &top);
    }

    fn compare_unit(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let kept = state.unit(unit).map(|row| super::UnitAccount {
            code: row.code.to_owned(),
            name: row.name.to_owned(),
            level: row.level,
            parent: row.parent,
            founded: row.founded,
            dissolved: row.dissolved,
        });
        compare(
            found,
            || format!("unit {unit}"),
            &kept.as_ref(),
            &self.units.get(&unit),
        );
        if let Some(account) = self.units.get(&unit) {
            compare(
                found,
                || format!("the unit with the code {:?}", account.code),
                &state.unit_by_code(&account.code),
                &Some(unit),
            );
        }
        let beneath: Vec<UnitId> = state
            .units_beneath(unit)
            .take(self.units.len().saturating_add(1))
            .collect();
        compare(
            found,
            || format!("the units beneath unit {unit}"),
            &beneath.as_slice(),
            &self.children(unit),
        );
    }

    fn children(&self, unit: UnitId) -> &[UnitId] {
        self.beneath
            .get(&unit)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The units above a unit, as its rows say, however often they lead in a ring.
    fn ancestors(&self, unit: UnitId) -> Vec<UnitId> {
        let parent = |unit: &UnitId| self.units.get(unit).and_then(|account| account.parent);
        std::iter::successors(parent(&unit), parent)
            .take(self.units.len().saturating_add(1))
            .collect()
    }

    fn compare_tree(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let above: Vec<UnitId> = state
            .units_above(unit)
            .take(self.units.len().saturating_add(1))
            .collect();
        compare(
            found,
            || format!("the units above unit {unit}"),
            &above,
            &self.ancestors(unit),
        );
        let lineage: Vec<_> = self
            .descents
            .iter()
            .filter(|step| step.from == unit || step.to == unit)
            .copied()
            .collect();
        compare(
            found,
            || format!("the descent of unit {unit}"),
            &state.lineage(unit),
            &lineage,
        );
        // A ring would never end below it; the way up has shown it already.
        if above.len() > self.units.len() {
            return;
        }
        let mut within: Vec<UnitId> = state.units_within(unit);
        within.sort_unstable();
        let account: Vec<UnitId> = self
            .units()
            .filter(|(other, account)| {
                let beneath = self.ancestors(*other).contains(&unit);
                *other == unit || (account.dissolved.is_none() && beneath)
            })
            .map(|(other, _)| other)
            .collect();
        compare(
            found,
            || format!("everything within unit {unit}"),
            &within,
            &account,
        );
        for other in self.units.keys() {
            compare(
                found,
                || format!("whether unit {other} stands under unit {unit}"),
                &state.stands_under(*other, unit),
                &self.ancestors(*other).contains(&unit),
            );
        }
    }

    fn compare_roll(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let kept: Vec<PersonId> = state
            .roll(unit)
            .take(self.people.len().saturating_add(1))
            .collect();
        let account = self.rolls.get(&unit).map(Vec::as_slice).unwrap_or_default();
        compare(
            found,
            || format!("the roll of unit {unit}"),
            &kept.as_slice(),
            &account,
        );
        compare(
            found,
            || format!("how many belong to unit {unit}"),
            &state.roll_count(unit),
            &count(account.len()),
        );
        for grade in self.grades() {
            compare(
                found,
                || format!("how many of grade {} belong to unit {unit}", grade.0),
                &state.grade_count(unit, grade),
                &count(self.count_of(unit, grade)),
            );
        }
    }

    /// Every grade anybody ever had, and the one after the last.
    fn grades(&self) -> impl Iterator<Item = GradeId> + use<> {
        (0..=self.last_grade.saturating_add(1)).map(GradeId)
    }

    fn compare_person(&self, state: &State, person: PersonId, found: &mut Differences) {
        let account = self.people.get(&person).copied().flatten();
        compare(
            found,
            || format!("the membership of person {person}"),
            &state.membership(person),
            &account,
        );
        let rises = self.rises.get(&person).filter(|_| account.is_some());
        let before = rises.and_then(|it| it.last());
        compare(
            found,
            || format!("what person {person} was before"),
            &state.before_promotion(person),
            &before.copied(),
        );
        // Whoever came with their own unit has no transfer that could be struck.
        let moves = self.moves.get(&person).filter(|_| account.is_some());
        let left = moves.and_then(|it| it.last());
        if let Some(kept) = state.before_transfer(person) {
            compare(
                found,
                || format!("where person {person} was before"),
                &Some((kept.unit, kept.since)),
                &left.copied(),
            );
        }
        self.compare_proceedings_about(state, person, found);
        let tenures: Vec<Tenure> = self.tenures.of_person(person).rev().copied().collect();
        let kept: Vec<Tenure> = state.tenures_of(person).collect();
        compare(
            found,
            || format!("the posts of person {person}"),
            &kept,
            &tenures,
        );
    }

    fn compare_posts(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let tenures = self.tenures.in_unit(unit).rev();
        let tenures: Vec<Tenure> = tenures.map(|(_, tenure)| *tenure).collect();
        let kept: Vec<Tenure> = state.tenures_in(unit).collect();
        compare(
            found,
            || format!("the posts in unit {unit}"),
            &kept,
            &tenures,
        );
        let last = tenures.iter().map(|tenure| tenure.post.0).max();
        for post in (0..=last.unwrap_or(0)).map(PostId) {
            let kept: Vec<Tenure> = state.holders(unit, post).collect();
            let account: Vec<Tenure> = tenures
                .iter()
                .filter(|tenure| tenure.post == post && tenure.until.is_none())
                .copied()
                .collect();
            compare(
                found,
                || format!("who holds post {} in unit {unit}", post.0),
                &kept,
                &account,
            );
        }
    }

    fn compare_meeting(&self, state: &State, meeting: MeetingId, found: &mut Differences) {
        let account = self.meetings.get(&meeting).copied();
        compare(
            found,
            || format!("meeting {meeting}"),
            &state.meeting(meeting),
            &account,
        );
        if let Some(account) = account {
            let held = self.last_held(account.unit, account.kind);
            compare(
                found,
                || format!("when unit {} last met", account.unit),
                &state.last_held(account.unit, account.kind),
                &held,
            );
        }
    }

    fn compare_meetings(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let account: Vec<Meeting> = self.meetings_of(unit).rev().copied().collect();
        let kept: Vec<Meeting> = state.meetings_of(unit).collect();
        compare(
            found,
            || format!("the meetings of unit {unit}"),
            &kept,
            &account,
        );
        let last = account.iter().map(|meeting| meeting.kind.0).max();
        for kind in (0..=last.unwrap_or(0)).map(MeetingKindId) {
            compare(
                found,
                || format!("when unit {unit} last held a meeting of kind {}", kind.0),
                &state.last_held(unit, kind),
                &self.last_held(unit, kind),
            );
        }
    }
}

pub(super) fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
