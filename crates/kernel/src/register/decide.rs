//! From the rows of a register to the events that make the record agree with it.

use std::collections::{BTreeMap, BTreeSet};

use charter::{Charter, LevelId, PostId};
use jiff::civil::Date;

use super::{
    EnterRegister, PersonRow, RegisterFault, RegisterFaultWhat as What, RegisterRow, UnitRow,
};
use crate::charters::in_force;
use crate::day::happened;
use crate::ids::{PersonId, UnitId};
use crate::members::MemberEvent;
use crate::posts::PostEvent;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Event, Request};
use crate::state::State;
use crate::texts::has_unseen;
use crate::units::{TEXT_CHARACTERS_MAX, UnitEvent};

pub(super) fn enter(
    state: &State,
    request: &Request,
    it: &EnterRegister,
) -> Result<Vec<Event>, Refusal> {
    if request.actor != Actor::Operator {
        return Err(Reason::OperatorOnly.into());
    }
    let charter = in_force(state, request)?;
    if it
        .units
        .iter()
        .any(|row| charter.level(row.level).is_none())
    {
        return Err(Reason::NotInCharter("level").into());
    }
    if it
        .people
        .iter()
        .any(|row| charter.grade(row.grade).is_none())
    {
        return Err(Reason::NotInCharter("grade").into());
    }
    let mut plan = Entry {
        state,
        charter,
        today: request.today,
        it,
        rows: BTreeMap::new(),
        units: BTreeMap::new(),
        faults: Vec::new(),
        events: Vec::new(),
    };
    let order = plan.number_units();
    plan.check_people();
    if !plan.faults.is_empty() {
        plan.faults.sort_unstable_by_key(|fault| fault.row);
        return Err(Reason::RegisterFaults(plan.faults).into());
    }
    plan.enter_units(&order);
    plan.enter_people();
    Ok(plan.events)
}

/// A unit of the register, or of the organisation, with its number.
#[derive(Clone, Copy)]
struct Known {
    unit: UnitId,
    level: LevelId,
}

/// A register on its way into the record.
struct Entry<'a> {
    state: &'a State,
    charter: &'a Charter,
    today: Date,
    it: &'a EnterRegister,
    /// By code: the first row that has it.
    rows: BTreeMap<&'a str, usize>,
    /// By code: the number the unit has or will have.
    units: BTreeMap<&'a str, Known>,
    faults: Vec<RegisterFault>,
    events: Vec<Event>,
}

impl<'a> Entry<'a> {
    fn fault(&mut self, row: RegisterRow, what: What) {
        self.faults.push(RegisterFault { row, what });
    }

    fn known(&self, code: &str) -> Option<Known> {
        if let Some(known) = self.units.get(code) {
            return Some(*known);
        }
        let unit = self.state.units.by_code(code)?;
        Some(Known {
            unit,
            level: self.state.units.level(unit)?,
        })
    }

    /// Checks the units and numbers the new ones, parents first. Returns the rows in that order.
    fn number_units(&mut self) -> Vec<usize> {
        let it = self.it;
        // The first row of a code wins, so the rows are gone through from the end.
        self.rows = it
            .units
            .iter()
            .enumerate()
            .rev()
            .map(|(at, row)| (row.code.as_str(), at))
            .collect();
        for (at, row) in it.units.iter().enumerate() {
            self.check_unit_row(at, row);
        }
        let mut order = Vec::with_capacity(it.units.len());
        // 0: not seen, 1: on the way up from a row, 2: placed.
        let mut seen = vec![0_u8; it.units.len()];
        for at in 0..it.units.len() {
            self.place(at, &mut seen, &mut order);
        }
        let mut next = self.state.units.next_id().0;
        for &at in &order {
            let Some(row) = it.units.get(at) else {
                continue;
            };
            let unit = self.state.units.by_code(&row.code).unwrap_or_else(|| {
                let unit = UnitId(next);
                next = next.saturating_add(1);
                unit
            });
            self.units.insert(
                &row.code,
                Known {
                    unit,
                    level: row.level,
                },
            );
        }
        order
    }

    /// Puts a row behind its parents, walking up without recursion.
    fn place(&mut self, at: usize, seen: &mut [u8], order: &mut Vec<usize>) {
        let mut way = Vec::new();
        let mut next = Some(at);
        while let Some(row) = next {
            match seen.get(row) {
                Some(0) => {}
                Some(1) => {
                    self.fault(RegisterRow::Unit(row), What::Ring);
                    break;
                }
                Some(_) | None => break,
            }
            if let Some(mark) = seen.get_mut(row) {
                *mark = 1;
            }
            way.push(row);
            next = self.row_above(row);
        }
        for row in way.into_iter().rev() {
            if let Some(mark) = seen.get_mut(row) {
                *mark = 2;
            }
            order.push(row);
        }
    }

    /// The nearest row above: the parent's, or where the parent has none, the first
    /// above it in the organisation, so that rows cannot close a ring through it.
    fn row_above(&self, row: usize) -> Option<usize> {
        let parent = self.it.units.get(row)?.parent.as_deref()?;
        if let Some(above) = self.rows.get(parent) {
            return Some(*above);
        }
        let units = &self.state.units;
        let parent = units.by_code(parent)?;
        std::iter::once(parent)
            .chain(units.above(parent))
            .find_map(|unit| self.rows.get(units.code(unit)?))
            .copied()
    }

    fn check_unit_row(&mut self, at: usize, row: &UnitRow) {
        let place = RegisterRow::Unit(at);
        let existing = self.state.units.by_code(&row.code);
        if bad_text(&row.code) || bad_text(&row.name) {
            self.fault(place, What::BadText);
        }
        if existing.is_some_and(|unit| !self.state.units.stands(unit)) {
            self.fault(place, What::Dissolved);
        }
        if row
            .founded
            .is_some_and(|on| happened(on, self.today, None).is_err())
        {
            self.fault(place, What::BadDate);
        }
        if self.rows.get(row.code.as_str()) != Some(&at) {
            self.fault(place, What::Twice);
        }
        match row.parent.as_deref() {
            Some(parent) => {
                let in_file = self.rows.contains_key(parent);
                let there = self.state.units.by_code(parent);
                if !in_file && there.is_none_or(|unit| !self.state.units.stands(unit)) {
                    self.fault(place, What::UnknownParent);
                }
            }
            None => {
                let is_top = existing.is_some_and(|unit| self.state.units.top() == Some(unit));
                let first = self.it.units.iter().position(|row| row.parent.is_none()) == Some(at);
                let becomes_top = self.state.units.count() == 0 && first;
                if !is_top && !becomes_top {
                    self.fault(place, What::NoParent);
                }
            }
        }
    }

    fn check_people(&mut self) {
        let mut persons = BTreeSet::new();
        for (at, row) in self.it.people.iter().enumerate() {
            let place = RegisterRow::Person(at);
            if let Some(person) = row.person {
                if !self.state.members.exists(person) {
                    self.fault(place, What::UnknownPerson);
                }
                if self.state.former_number(person).is_some() {
                    self.fault(place, What::FormerNumber);
                }
                if !persons.insert(person) {
                    self.fault(place, What::Twice);
                }
            }
            if happened(row.joined, self.today, None).is_err() {
                self.fault(place, What::BadDate);
            }
            match self.known(&row.unit) {
                None => self.fault(place, What::UnknownUnit),
                Some(known) => {
                    if !self
                        .charter
                        .level(known.level)
                        .is_some_and(|level| level.members)
                    {
                        self.fault(place, What::NotABaseUnit);
                    }
                    if self.dissolved(known.unit) {
                        self.fault(place, What::Dissolved);
                    }
                }
            }
            for (post, code) in &row.posts {
                match self.known(code) {
                    None => self.fault(place, What::UnknownUnit),
                    Some(known) => {
                        if !self
                            .charter
                            .post(*post)
                            .is_some_and(|post| post.levels.contains(&known.level))
                        {
                            self.fault(place, What::NoSuchPostHere);
                        }
                        if self.dissolved(known.unit) {
                            self.fault(place, What::Dissolved);
                        }
                    }
                }
            }
        }
    }

    fn dissolved(&self, unit: UnitId) -> bool {
        self.state.units.code(unit).is_some() && !self.state.units.stands(unit)
    }

    fn enter_units(&mut self, order: &[usize]) {
        for &at in order {
            let Some(row) = self.it.units.get(at) else {
                continue;
            };
            let Some(known) = self.units.get(row.code.as_str()).copied() else {
                continue;
            };
            let parent = row
                .parent
                .as_deref()
                .and_then(|code| self.known(code))
                .map(|parent| parent.unit);
            if self.state.units.code(known.unit).is_some() {
                self.update_unit(known.unit, row, parent);
                continue;
            }
            self.events.push(Event::Unit(UnitEvent::Founded {
                unit: known.unit,
                code: row.code.clone(),
                level: row.level,
                name: row.name.clone(),
                parent,
                on: row.founded.unwrap_or(self.today),
            }));
        }
    }

    fn update_unit(&mut self, unit: UnitId, row: &UnitRow, parent: Option<UnitId>) {
        let on = self.today;
        if self.state.units.name(unit) != row.name {
            self.events.push(Event::Unit(UnitEvent::Renamed {
                unit,
                name: row.name.clone(),
                on,
            }));
        }
        if self.state.units.level(unit) != Some(row.level) {
            self.events.push(Event::Unit(UnitEvent::LevelChanged {
                unit,
                level: row.level,
                on,
            }));
        }
        if let Some(parent) = parent
            && self.state.units.parent(unit) != Some(parent)
        {
            self.events
                .push(Event::Unit(UnitEvent::Moved { unit, parent, on }));
        }
        if let Some(on) = row.founded
            && self.state.units.founded(unit).date() != Some(on)
        {
            self.events
                .push(Event::Unit(UnitEvent::FoundingCorrected { unit, on }));
        }
    }

    fn enter_people(&mut self) {
        let mut next = self.state.members.next_id().0;
        let mut taken: BTreeSet<(PersonId, UnitId, PostId)> = BTreeSet::new();
        let mut numbered = Vec::with_capacity(self.it.people.len());
        for row in &self.it.people {
            // New people are numbered in the order of the file: the cards are matched by it.
            let person = row.person.unwrap_or_else(|| {
                let person = PersonId(next);
                next = next.saturating_add(1);
                self.events
                    .push(Event::Member(MemberEvent::Registered { person }));
                person
            });
            numbered.push((person, row));
        }
        // The longest-standing first, so that a roll and the day a unit outgrew its range come out right.
        numbered.sort_by_key(|(person, row)| (row.joined, *person));
        for (person, row) in &numbered {
            self.enter_membership(*person, row);
        }
        for (person, row) in &numbered {
            for (post, code) in &row.posts {
                let Some(known) = self.known(code) else {
                    continue;
                };
                if taken.insert((*person, known.unit, *post)) {
                    self.enter_post(*person, known.unit, *post, row);
                }
            }
            self.lay_down_others(*person, &taken);
        }
    }

    fn enter_membership(&mut self, person: PersonId, row: &PersonRow) {
        let Some(known) = self.known(&row.unit) else {
            return;
        };
        let (unit, grade) = (known.unit, row.grade);
        match self.state.members.membership(person) {
            None => self.events.push(Event::Member(MemberEvent::Admitted {
                person,
                unit,
                grade,
                on: row.joined,
            })),
            Some(membership) => {
                let on = self.today;
                if membership.unit != unit {
                    self.events.push(Event::Member(MemberEvent::Transferred {
                        person,
                        from: membership.unit,
                        to: unit,
                        on,
                    }));
                }
                if membership.grade != grade {
                    self.events.push(Event::Member(MemberEvent::Promoted {
                        person,
                        unit,
                        grade,
                        on,
                    }));
                }
                if membership.joined != row.joined {
                    let on = row.joined;
                    self.events
                        .push(Event::Member(MemberEvent::JoiningCorrected {
                            person,
                            unit,
                            on,
                        }));
                }
            }
        }
    }

    fn enter_post(&mut self, person: PersonId, unit: UnitId, post: PostId, row: &PersonRow) {
        let holds = self
            .state
            .holders(unit, post)
            .any(|tenure| tenure.person == person);
        if !holds {
            // A register says who holds a post and not since when: the record knows it from today on,
            // or from the day of joining where both come in with the same file.
            let on = if row.person.is_some() {
                self.today
            } else {
                row.joined
            };
            self.events.push(Event::Post(PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            }));
        }
    }

    fn lay_down_others(&mut self, person: PersonId, taken: &BTreeSet<(PersonId, UnitId, PostId)>) {
        let ended: Vec<_> = self
            .state
            .tenures_of(person)
            .filter(|tenure| {
                tenure.until.is_none() && !taken.contains(&(person, tenure.unit, tenure.post))
            })
            .collect();
        for tenure in ended {
            let on = self.today.max(tenure.from);
            self.events.push(Event::Post(PostEvent::LaidDown {
                person,
                unit: tenure.unit,
                post: tenure.post,
                on,
            }));
        }
    }
}

fn bad_text(text: &str) -> bool {
    text.trim().is_empty() || has_unseen(text) || text.chars().count() > TEXT_CHARACTERS_MAX
}
