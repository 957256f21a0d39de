//! What may be done with units, and what comes of it.

use std::collections::BTreeSet;

use charter::{Action, Charter, LevelId, Modality};
use jiff::civil::Date;

use super::{
    Descent, DissolveUnit, FormCommittee, FoundUnit, MergeUnits, MoveUnit, Part, RenameUnit,
    SplitUnit, TEXT_CHARACTERS_MAX, UnitEvent,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{PersonId, UnitId};
use crate::members::MemberEvent;
use crate::petitions;
use crate::posts::{self, Home};
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::rights;
use crate::state::State;
use crate::texts::unseen_on;

const FOUNDED: &str = "the day the unit was founded";
const ABOVE: &str = "the day the unit it goes under was founded";
const PLACED: &str = "the day the unit came to stand where it stands";

pub(super) fn found(
    state: &State,
    request: &Request,
    it: &FoundUnit,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    match it.parent {
        Some(parent) => {
            rights::require(state, request, Action::FoundUnit, parent)?;
            standing(state, parent)?;
        }
        None if request.actor == Actor::Operator => {}
        None => return Err(Reason::OperatorOnly.into()),
    }
    worded("a code", &it.code)?;
    worded("a name", &it.name)?;
    free(state, &it.code)?;
    let above = it
        .parent
        .and_then(|above| state.units.founded(above).date());
    happened(it.on, request.today, above.map(|since| (since, ABOVE)))?;
    may_stand(state, charter, it.level, it.parent)?;
    Ok(vec![Event::Unit(UnitEvent::Founded {
        unit: state.units.next_id(),
        code: it.code.clone(),
        level: it.level,
        name: it.name.clone(),
        parent: it.parent,
        on: it.on,
    })])
}

pub(super) fn rename(
    state: &State,
    request: &Request,
    it: &RenameUnit,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::RenameUnit, it.unit)?;
    standing(state, it.unit)?;
    worded("a name", &it.name)?;
    since_placed(state, request, it.unit, it.on)?;
    Ok(vec![Event::Unit(UnitEvent::Renamed {
        unit: it.unit,
        name: it.name.clone(),
        on: it.on,
    })])
}

pub(super) fn move_under(
    state: &State,
    request: &Request,
    it: &MoveUnit,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::MoveUnit, it.unit)?;
    standing(state, it.unit)?;
    rights::require(state, request, Action::MoveUnit, it.parent)?;
    standing(state, it.parent)?;
    if state.units.parent(it.unit).is_none() {
        return Err(Reason::TopStays.into());
    }
    if it.parent == it.unit || state.units.stands_under(it.parent, it.unit) {
        return Err(Reason::Ring(state.units.name(it.parent).to_owned()).into());
    }
    since_placed(state, request, it.unit, it.on)?;
    let above = state.units.founded(it.parent).date();
    happened(it.on, request.today, above.map(|since| (since, ABOVE)))?;
    let level = level_of(state, it.unit)?;
    may_stand(state, charter, level, Some(it.parent))?;
    let mut events: Vec<Event> =
        posts::laid_down_by_regrouping(state, charter, it.unit, it.parent, it.on).collect();
    events.push(Event::Unit(UnitEvent::Moved {
        unit: it.unit,
        parent: it.parent,
        on: it.on,
    }));
    Ok(events)
}

pub(super) fn split(
    state: &State,
    request: &Request,
    it: &SplitUnit,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::DivideUnit, it.unit)?;
    standing(state, it.unit)?;
    let level = base_level(state, charter, it.unit)?;
    let parent = state.units.parent(it.unit).ok_or(Reason::TopStays)?;
    since_placed(state, request, it.unit, it.on)?;
    let leaving = check_parts(state, it.unit, &it.parts)?;
    since_they_came(state, request, &leaving, it.on)?;
    let rest = state
        .members
        .roll(it.unit)
        .filter(|person| !leaving.contains(person));
    check_size(state, charter, level, state.units.name(it.unit), rest)?;
    let mut events = Vec::new();
    found_parts(
        state,
        charter,
        &it.parts,
        &Place {
            level,
            parent,
            from: it.unit,
            how: Descent::Split,
            on: it.on,
        },
        &mut events,
    )?;
    Ok(events)
}

pub(super) fn form(
    state: &State,
    request: &Request,
    it: &FormCommittee,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::DivideUnit, it.unit)?;
    standing(state, it.unit)?;
    let base = base_level(state, charter, it.unit)?;
    since_placed(state, request, it.unit, it.on)?;
    may_stand(state, charter, it.level, state.units.parent(it.unit))?;
    let row = charter.level(base).ok_or(Reason::NotInCharter("level"))?;
    if !row.under.contains(&it.level) {
        return Err(wrong_parent(charter, base, it.level));
    }
    let leaving = check_parts(state, it.unit, &it.parts)?;
    since_they_came(state, request, &leaving, it.on)?;
    if state
        .members
        .roll(it.unit)
        .any(|person| !leaving.contains(&person))
    {
        let unit = state.units.name(it.unit).to_owned();
        return Err(Reason::PartsDoNotFit {
            unit,
            what: "somebody on the roll is in none of them",
        }
        .into());
    }
    let mut events = vec![Event::Unit(UnitEvent::LevelChanged {
        unit: it.unit,
        level: it.level,
        on: it.on,
    })];
    let place = Place {
        level: base,
        parent: it.unit,
        from: it.unit,
        how: Descent::Formed,
        on: it.on,
    };
    found_parts(state, charter, &it.parts, &place, &mut events)?;
    events.extend(posts::laid_down_by_level(
        state, charter, it.unit, it.level, it.on,
    ));
    Ok(events)
}

pub(super) fn merge(
    state: &State,
    request: &Request,
    it: &MergeUnits,
) -> Result<Vec<Event>, Refusal> {
    let charter = in_force(state, request)?;
    rights::require(state, request, Action::MergeUnits, it.from)?;
    standing(state, it.from)?;
    rights::require(state, request, Action::MergeUnits, it.into)?;
    standing(state, it.into)?;
    if it.from == it.into {
        return Err(Reason::SameUnit(state.units.name(it.from).to_owned()).into());
    }
    if state.units.parent(it.from).is_none() {
        return Err(Reason::TopStays.into());
    }
    let level = level_of(state, it.from)?;
    if level_of(state, it.into)? != level {
        let (from, into) = (
            state.units.name(it.from).to_owned(),
            state.units.name(it.into).to_owned(),
        );
        return Err(Reason::DifferentLevels(from, into).into());
    }
    if state.units.stands_under(it.into, it.from) {
        return Err(Reason::Ring(state.units.name(it.into).to_owned()).into());
    }
    since_placed(state, request, it.from, it.on)?;
    since_placed(state, request, it.into, it.on)?;
    let people: Vec<PersonId> = state.members.roll(it.from).collect();
    since_they_came(state, request, &people, it.on)?;
    check_not_above(state, charter, level, it)?;
    let mut events = Vec::with_capacity(people.len().saturating_add(2));
    events.extend(posts::laid_down_with_unit(state, it.from, it.on));
    events.extend(posts::laid_down_by_regrouping(
        state, charter, it.from, it.into, it.on,
    ));
    for person in people {
        events.push(Event::Member(MemberEvent::Transferred {
            person,
            from: it.from,
            to: it.into,
            on: it.on,
        }));
    }
    for unit in state.units.beneath(it.from) {
        events.push(Event::Unit(UnitEvent::Moved {
            unit,
            parent: it.into,
            on: it.on,
        }));
    }
    events.extend(petitions::handed_over(state, it.from, it.into, it.on));
    events.push(Event::Unit(UnitEvent::Descended {
        from: it.from,
        to: it.into,
        how: Descent::Merged,
        on: it.on,
    }));
    events.push(Event::Unit(UnitEvent::Dissolved {
        unit: it.from,
        on: it.on,
    }));
    Ok(events)
}

pub(super) fn dissolve(
    state: &State,
    request: &Request,
    it: &DissolveUnit,
) -> Result<Vec<Event>, Refusal> {
    rights::require(state, request, Action::DissolveUnit, it.unit)?;
    standing(state, it.unit)?;
    let name = || state.units.name(it.unit).to_owned();
    let Some(above) = state.units.parent(it.unit) else {
        return Err(Reason::TopStays.into());
    };
    let people = state.members.count_in(it.unit);
    if people > 0 {
        return Err(Reason::UnitNotEmpty {
            unit: name(),
            people,
        }
        .into());
    }
    if state.units.beneath(it.unit).next().is_some() {
        return Err(Reason::UnitsBeneath(name()).into());
    }
    since_placed(state, request, it.unit, it.on)?;
    let mut events: Vec<Event> = posts::laid_down_with_unit(state, it.unit, it.on).collect();
    events.extend(petitions::handed_over(state, it.unit, above, it.on));
    events.push(Event::Unit(UnitEvent::Dissolved {
        unit: it.unit,
        on: it.on,
    }));
    Ok(events)
}

/// Where and how new units come to stand.
struct Place {
    level: LevelId,
    parent: UnitId,
    from: UnitId,
    how: Descent,
    on: Date,
}

/// Founds a unit for each part and brings its people there.
fn found_parts(
    state: &State,
    charter: &Charter,
    parts: &[Part],
    place: &Place,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let first = state.units.next_id().0;
    for (part, number) in parts.iter().zip(first..) {
        let unit = UnitId(number);
        check_size(
            state,
            charter,
            place.level,
            &part.name,
            part.people.iter().copied(),
        )?;
        events.push(Event::Unit(UnitEvent::Founded {
            unit,
            code: part.code.clone(),
            level: place.level,
            name: part.name.clone(),
            parent: Some(place.parent),
            on: place.on,
        }));
        events.push(Event::Unit(UnitEvent::Descended {
            from: place.from,
            to: unit,
            how: place.how,
            on: place.on,
        }));
        for person in &part.people {
            let home = Home::NewUnder(place.parent);
            events.extend(posts::laid_down_by_moving(
                state, charter, *person, home, place.on,
            ));
            events.push(Event::Member(MemberEvent::Transferred {
                person: *person,
                from: place.from,
                to: unit,
                on: place.on,
            }));
        }
    }
    Ok(())
}

/// Checks codes, names and people of the parts; returns who goes to them.
fn check_parts(state: &State, unit: UnitId, parts: &[Part]) -> Result<BTreeSet<PersonId>, Refusal> {
    let misfit = |what| Reason::PartsDoNotFit {
        unit: state.units.name(unit).to_owned(),
        what,
    };
    let mut codes = BTreeSet::new();
    let mut people = BTreeSet::new();
    if parts.is_empty() {
        return Err(misfit("there is none").into());
    }
    for part in parts {
        worded("a code", &part.code)?;
        worded("a name", &part.name)?;
        free(state, &part.code)?;
        if !codes.insert(part.code.as_str()) {
            return Err(Reason::CodeTaken(part.code.clone()).into());
        }
        if part.people.is_empty() {
            return Err(misfit("one of them is empty").into());
        }
        for person in &part.people {
            if state.members.unit_of(*person) != Some(unit) {
                let unit = state.units.name(unit).to_owned();
                return Err(Reason::NotOnRoll {
                    person: *person,
                    unit,
                }
                .into());
            }
            if !people.insert(*person) {
                return Err(misfit("somebody is in two of them").into());
            }
        }
    }
    Ok(people)
}

/// A division may not make a unit that binding rules forbid.
fn check_size(
    state: &State,
    charter: &Charter,
    level: LevelId,
    unit: &str,
    people: impl Iterator<Item = PersonId>,
) -> Result<(), Refusal> {
    let Some(size) = charter.size_of(level) else {
        return Ok(());
    };
    if charter
        .rule(size.rule)
        .is_none_or(|rule| rule.modality != Modality::Must)
    {
        return Ok(());
    }
    let counted = people
        .filter(|person| {
            state
                .members
                .grade_of(*person)
                .is_some_and(|grade| size.counts.contains(&grade))
        })
        .count();
    let people = u32::try_from(counted).unwrap_or(u32::MAX);
    if people >= size.least && size.most.is_none_or(|most| people <= most) {
        return Ok(());
    }
    Err(size_outside(charter, size, unit, people))
}

/// A merger may not make a unit above its range; one still below is a step on the way.
fn check_not_above(
    state: &State,
    charter: &Charter,
    level: LevelId,
    it: &MergeUnits,
) -> Result<(), Refusal> {
    let Some(size) = charter.size_of(level) else {
        return Ok(());
    };
    let binding = charter
        .rule(size.rule)
        .is_some_and(|rule| rule.modality == Modality::Must);
    let counted = |unit| state.members.counted(unit, size);
    let people = counted(it.from).saturating_add(counted(it.into));
    if binding && size.most.is_some_and(|most| people > most) {
        return Err(size_outside(
            charter,
            size,
            state.units.name(it.into),
            people,
        ));
    }
    Ok(())
}

fn size_outside(charter: &Charter, size: &charter::Size, unit: &str, people: u32) -> Refusal {
    let reason = Reason::SizeOutside {
        level: charter
            .level(size.level)
            .map(|level| level.title.clone())
            .unwrap_or_default(),
        least: size.least,
        most: size
            .most
            .map_or_else(|| "any number of".to_owned(), |most| most.to_string()),
        unit: unit.to_owned(),
        people,
    };
    Refusal::by(size.rule, reason)
}

/// The unit exists and is not dissolved.
pub(crate) fn standing(state: &State, unit: UnitId) -> Result<(), Refusal> {
    if state.units.stands(unit) {
        return Ok(());
    }
    if state.units.level(unit).is_none() {
        return Err(Reason::NoSuchUnit(unit).into());
    }
    match state.units.dissolved(unit).date() {
        None => Ok(()),
        Some(on) => Err(Reason::UnitDissolved {
            unit: state.units.name(unit).to_owned(),
            on,
        }
        .into()),
    }
}

pub(super) fn level_of(state: &State, unit: UnitId) -> Result<LevelId, Refusal> {
    state
        .units
        .level(unit)
        .ok_or(Reason::NoSuchUnit(unit).into())
}

fn base_level(state: &State, charter: &Charter, unit: UnitId) -> Result<LevelId, Refusal> {
    let level = level_of(state, unit)?;
    match charter.level(level) {
        Some(row) if row.members => Ok(level),
        Some(_) | None => Err(Reason::NotABaseUnit(state.units.name(unit).to_owned()).into()),
    }
}

fn free(state: &State, code: &str) -> Result<(), Refusal> {
    match state.units.by_code(code) {
        None => Ok(()),
        Some(_) => Err(Reason::CodeTaken(code.to_owned()).into()),
    }
}

pub(crate) fn worded(what: &'static str, text: &str) -> Result<(), Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Missing(what));
    }
    if let Some(letter) = unseen_on(text) {
        return Err(Reason::UnseenIn {
            what,
            letter: u32::from(letter),
        });
    }
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Reason::TooLong {
            what,
            characters_max: TEXT_CHARACTERS_MAX,
        });
    }
    Ok(())
}

/// The date has come and does not precede the unit's present place in the tree.
fn since_placed(state: &State, request: &Request, unit: UnitId, on: Date) -> Result<(), Refusal> {
    let founded = state.units.founded(unit);
    let placed = state.units.placed(unit);
    let what = if placed > founded { PLACED } else { FOUNDED };
    let since = placed.max(founded).date().map(|since| (since, what));
    Ok(happened(on, request.today, since)?)
}

/// Nobody goes over to another unit before they came to the one they go from.
fn since_they_came<'a>(
    state: &State,
    request: &Request,
    people: impl IntoIterator<Item = &'a PersonId>,
    on: Date,
) -> Result<(), Refusal> {
    let came = people
        .into_iter()
        .filter_map(|person| Some(state.members.membership(*person)?.in_unit_since))
        .max();
    let since = came.map(|since| (since, "the day the last of these people came to the unit"));
    Ok(happened(on, request.today, since)?)
}

/// Whether the charter lets a unit of this level stand under that parent.
pub(super) fn may_stand(
    state: &State,
    charter: &Charter,
    level: LevelId,
    parent: Option<UnitId>,
) -> Result<(), Refusal> {
    let row = charter.level(level).ok_or(Reason::NotInCharter("level"))?;
    match parent {
        None if !row.under.is_empty() => Err(Refusal::by(
            row.rule,
            Reason::ParentMissing(row.title.clone()),
        )),
        None if state.units.count() > 0 => Err(Reason::HasTop.into()),
        None => Ok(()),
        Some(parent) => {
            let above = level_of(state, parent)?;
            if row.under.contains(&above) {
                Ok(())
            } else {
                Err(wrong_parent(charter, level, above))
            }
        }
    }
}

fn wrong_parent(charter: &Charter, level: LevelId, parent: LevelId) -> Refusal {
    let title = |id| {
        charter
            .level(id)
            .map(|row| row.title.clone())
            .unwrap_or_default()
    };
    let reason = Reason::WrongParent {
        level: title(level),
        parent: title(parent),
    };
    match charter.level(level) {
        Some(row) => Refusal::by(row.rule, reason),
        None => reason.into(),
    }
}
