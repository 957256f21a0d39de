//! What is true of every state, whatever has happened: a check for tests, the
//! simulator and the verifier. It looks at the columns and at no rule.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use charter::{Charter, GradeId, MeetingKindId};

use crate::ids::{MeetingId, PersonId, UnitId};
use crate::meetings::MeetingStanding;
use crate::sizes::Standing;
use crate::state::State;

/// Every way in which the state is broken, in words; empty for a sound one.
#[must_use]
pub fn broken(state: &State) -> Vec<String> {
    let mut found = Vec::new();
    tree(state, &mut found);
    rolls(state, &mut found);
    counts(state, &mut found);
    memberships(state, &mut found);
    posts(state, &mut found);
    meetings(state, &mut found);
    sizes(state, &mut found);
    columns(state, &mut found);
    found
}

fn units(state: &State) -> impl Iterator<Item = UnitId> {
    (0..state.unit_count()).map(UnitId)
}

/// INVARIANT (one tree): every standing unit but the top stands once under a
/// standing unit, and the way up from it ends at the top.
fn tree(state: &State, found: &mut Vec<String>) {
    let mut listed: BTreeMap<UnitId, u32> = BTreeMap::new();
    let standing = |unit| state.units.stands(unit);
    for unit in units(state) {
        let limit = state.units.count() as usize;
        for child in state.units_beneath(unit).take(limit.saturating_add(1)) {
            *listed.entry(child).or_default() += 1;
            if state.units.parent(child) != Some(unit) {
                found.push(format!(
                    "unit {child} is listed under {unit}, not its parent"
                ));
            }
        }
    }
    for unit in units(state) {
        let times = listed.get(&unit).copied().unwrap_or(0);
        let is_top = state.top_unit() == Some(unit);
        let wanted = u32::from(standing(unit) && !is_top);
        if times != wanted {
            found.push(format!("unit {unit} is listed {times} times, not {wanted}"));
        }
        if standing(unit) && !is_top {
            let limit = state.units.count() as usize;
            let above: Vec<UnitId> = state.units_above(unit).take(limit).collect();
            if above.last() != state.top_unit().as_ref() {
                found.push(format!(
                    "the way up from unit {unit} does not end at the top"
                ));
            }
            if above.first().is_some_and(|parent| !standing(*parent)) {
                found.push(format!("unit {unit} stands under a dissolved unit"));
            }
        }
        if !standing(unit) && state.units_beneath(unit).next().is_some() {
            found.push(format!("dissolved unit {unit} has units beneath it"));
        }
        let code = state.unit(unit).map(|row| row.code);
        if code.and_then(|code| state.unit_by_code(code)) != Some(unit) {
            found.push(format!("the code of unit {unit} does not lead to it"));
        }
    }
}

/// INVARIANT (one base unit): a member is on exactly one roll, that of their
/// unit; nobody else is on any; a dissolved unit holds nobody.
fn rolls(state: &State, found: &mut Vec<String>) {
    let mut on_roll: BTreeMap<PersonId, u32> = BTreeMap::new();
    let limit = (state.person_count() as usize).saturating_add(1);
    for unit in units(state) {
        for person in state.roll(unit).take(limit) {
            *on_roll.entry(person).or_default() += 1;
            if state.members.unit_of(person) != Some(unit) {
                found.push(format!("person {person} is on the roll of unit {unit}"));
            }
        }
        if !state.units.stands(unit) && state.roll(unit).next().is_some() {
            found.push(format!("dissolved unit {unit} still holds people"));
        }
    }
    for person in (0..state.person_count()).map(PersonId) {
        let times = on_roll.get(&person).copied().unwrap_or(0);
        let wanted = u32::from(state.members.unit_of(person).is_some());
        if times != wanted {
            found.push(format!("person {person} is on {times} rolls, not {wanted}"));
        }
    }
}

/// INVARIANT (counts): equal to the rolls, grade by grade.
fn counts(state: &State, found: &mut Vec<String>) {
    let mut counted: BTreeMap<(UnitId, GradeId), u32> = BTreeMap::new();
    for person in (0..state.person_count()).map(PersonId) {
        let unit = state.members.unit_of(person);
        if let (Some(unit), Some(grade)) = (unit, state.members.grade_of(person)) {
            *counted.entry((unit, grade)).or_default() += 1;
        }
    }
    for unit in units(state) {
        for grade in (0..=u8::MAX).map(GradeId) {
            let kept = state.grade_count(unit, grade);
            let wanted = counted.get(&(unit, grade)).copied().unwrap_or(0);
            if kept != wanted {
                let grade = grade.0;
                found.push(format!(
                    "unit {unit} counts {kept} of grade {grade}, not {wanted}"
                ));
            }
        }
    }
}

fn memberships(state: &State, found: &mut Vec<String>) {
    for person in (0..state.person_count()).map(PersonId) {
        let belongs = state.members.unit_of(person).is_some();
        match state.membership(person) {
            Some(it) if it.in_unit_since < it.joined || it.in_grade_since < it.joined => {
                found.push(format!("person {person} was here before joining"));
            }
            None if belongs || state.members.grade_of(person).is_some() => {
                found.push(format!("the membership of person {person} is incomplete"));
            }
            Some(_) | None => {}
        }
    }
}

/// INVARIANT (posts): an open post stands in a unit that stands, its holder is
/// a member, and nobody holds one twice.
fn posts(state: &State, found: &mut Vec<String>) {
    for unit in units(state) {
        let mut open = BTreeSet::new();
        for tenure in state.tenures_in(unit) {
            let person = tenure.person;
            if tenure.until.is_some_and(|until| until < tenure.from) {
                found.push(format!("a post of person {person} ends before it begins"));
            }
            if !state.tenures_of(person).any(|own| own == tenure) {
                found.push(format!(
                    "a post in unit {unit} is missing at person {person}"
                ));
            }
            if tenure.until.is_some() {
                continue;
            }
            if !open.insert((person, tenure.post)) {
                found.push(format!("person {person} holds a post in unit {unit} twice"));
            }
            if !state.units.stands(unit) {
                found.push(format!("a post is open in dissolved unit {unit}"));
            }
            if state.members.unit_of(person).is_none() {
                found.push(format!("person {person} holds a post and is no member"));
            }
        }
    }
}

fn meetings(state: &State, found: &mut Vec<String>) {
    let mut last = BTreeMap::new();
    for id in (0..state.meeting_count()).map(MeetingId) {
        let Some(meeting) = state.meeting(id) else {
            found.push(format!("meeting {id} cannot be read"));
            continue;
        };
        if meeting.present > meeting.expected {
            found.push(format!("more came to meeting {id} than were expected"));
        }
        if !state.meetings_of(meeting.unit).any(|other| other.id == id) {
            found.push(format!("meeting {id} is missing at its unit"));
        }
        if meeting.standing != MeetingStanding::Called {
            let held = last
                .entry((meeting.unit, meeting.kind))
                .or_insert(meeting.on);
            *held = meeting.on.max(*held);
        }
    }
    for unit in units(state) {
        for kind in (0..=u8::MAX).map(MeetingKindId) {
            let kept = state.last_held(unit, kind);
            if kept != last.get(&(unit, kind)).copied() {
                found.push(format!(
                    "the last meeting of unit {unit} is not what is kept"
                ));
            }
        }
    }
}

/// INVARIANT (sizes): a day is kept exactly for units outside their range.
fn sizes(state: &State, found: &mut Vec<String>) {
    for unit in units(state) {
        let outside = state.units.stands(unit)
            && state.size(unit).is_some_and(|size| match size.standing {
                Standing::Below | Standing::Above => true,
                Standing::Within | Standing::NearEdge => false,
            });
        if state.sizes.outside_since(unit).date().is_some() != outside {
            found.push(format!(
                "since when unit {unit} is outside its range is not kept right"
            ));
        }
    }
}

/// INVARIANT (columns): the bytes of a state give the same state again.
fn columns(state: &State, found: &mut Vec<String>) {
    let bytes = state.to_columns();
    let editions: BTreeMap<[u8; 32], Arc<Charter>> = state
        .editions()
        .iter()
        .map(|edition| (edition.sha256, Arc::clone(&edition.charter)))
        .collect();
    match State::from_columns(&bytes, &editions) {
        Ok(again) if again.to_columns() == bytes => {}
        Ok(_) => found.push("the columns come back changed".to_owned()),
        Err(error) => found.push(format!("the columns do not come back: {error}")),
    }
}
