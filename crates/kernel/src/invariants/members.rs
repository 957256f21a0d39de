//! INVARIANT (one base unit): a member is on exactly one roll, that of their
//! unit; nobody else is on any; a dissolved unit holds nobody.
//! INVARIANT (counts): equal to the rolls, grade by grade.

use charter::GradeId;

use super::{Said, units};
use crate::day::Day;
use crate::ids::UnitId;
use crate::members::MemberRow;
use crate::state::State;

pub(super) fn check(state: &State, said: &mut Said) {
    let on_rolls = rolls(state, said);
    let mut counted = Counts::new(state.unit_count());
    state.members.each_row(|person, row| {
        let MemberRow {
            unit,
            grade,
            joined,
            in_unit_since,
            in_grade_since,
        } = row;
        let times = on_rolls.get(person.index()).copied().unwrap_or(0);
        let wanted = u8::from(unit.is_some());
        said.when(times != wanted, || {
            format!("person {person} is on {times} rolls, not {wanted}")
        });
        if let (Some(unit), Some(grade)) = (unit, grade) {
            counted.add(unit, grade);
        }
        let days = [joined, in_unit_since, in_grade_since];
        let whole = unit.is_some() && grade.is_some() && !days.contains(&Day::NONE);
        said.when(!whole && (unit.is_some() || grade.is_some()), || {
            format!("the membership of person {person} is incomplete")
        });
        let before = in_unit_since < joined || in_grade_since < joined;
        said.when(whole && before, || {
            format!("person {person} was here before joining")
        });
    });
    counts(state, &counted, said);
    former_numbers(state, said);
}

/// INVARIANT (one number stands): a former number is on no roll, and the one it
/// is a former number of is no former number itself.
fn former_numbers(state: &State, said: &mut Said) {
    for it in state.former_numbers() {
        said.when(state.members.unit_of(it.former).is_some(), || {
            format!("former number {} is on a roll", it.former)
        });
        let stands = it.kept != it.former && state.former_number(it.kept).is_none();
        said.when(!stands, || {
            format!("{} stands for {} and not for itself", it.kept, it.former)
        });
    }
}

/// On how many rolls each person is.
fn rolls(state: &State, said: &mut Said) -> Vec<u8> {
    let mut on_rolls = vec![0_u8; state.person_count() as usize];
    // All rolls together are no longer than there are people, unless one is a ring.
    let mut rest = state.person_count();
    for unit in units(state) {
        let mut before = None;
        for person in state.roll(unit) {
            if rest == 0 {
                said.say(|| format!("the roll of unit {unit} is a ring"));
                return on_rolls;
            }
            rest = rest.saturating_sub(1);
            if let Some(times) = on_rolls.get_mut(person.index()) {
                *times = times.saturating_add(1);
            }
            said.when(state.members.unit_of(person) != Some(unit), || {
                format!("person {person} is on the roll of unit {unit}")
            });
            said.when(state.members.before_on_roll(person) != before, || {
                format!("the roll of unit {unit} does not lead back from person {person}")
            });
            before = Some(person);
        }
        said.when(state.members.last_on_roll(unit) != before, || {
            format!("the roll of unit {unit} does not end where it is kept to end")
        });
        said.when(before.is_some() && !state.units.stands(unit), || {
            format!("dissolved unit {unit} still holds people")
        });
    }
    on_rolls
}

/// How many of each grade belong to each unit, by grade and then by unit.
struct Counts {
    units: usize,
    by_grade: Vec<Vec<u32>>,
}

impl Counts {
    fn new(units: u32) -> Counts {
        Counts {
            units: units as usize,
            by_grade: Vec::new(),
        }
    }

    fn add(&mut self, unit: UnitId, grade: GradeId) {
        while self.by_grade.len() <= grade.index() {
            self.by_grade.push(vec![0; self.units]);
        }
        let units = self.by_grade.get_mut(grade.index());
        if let Some(count) = units.and_then(|units| units.get_mut(unit.index())) {
            *count = count.saturating_add(1);
        }
    }

    fn of(&self, unit: UnitId, grade: GradeId) -> u32 {
        let units = self.by_grade.get(grade.index());
        let count = units.and_then(|units| units.get(unit.index()));
        count.copied().unwrap_or(0)
    }
}

fn counts(state: &State, counted: &Counts, said: &mut Said) {
    let grades = counted.by_grade.len().max(state.members.grades_counted());
    let grades = u8::try_from(grades.saturating_sub(1)).unwrap_or(u8::MAX);
    for unit in units(state) {
        for grade in (0..=grades).map(GradeId) {
            let (kept, wanted) = (state.grade_count(unit, grade), counted.of(unit, grade));
            said.when(kept != wanted, || {
                let grade = grade.0;
                format!("unit {unit} counts {kept} of grade {grade}, not {wanted}")
            });
        }
    }
}
