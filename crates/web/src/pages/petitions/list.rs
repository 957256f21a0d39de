//! What was asked of a unit, as a list.

use charter::Action;
use kernel::UnitId;
use kernel::petitions::{self, Petition, PetitionStanding};

use super::fill::{line, record_act, rules_of, waiting_here, word};
use crate::frame::Room;
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, year};
use crate::standing::Standing;
use crate::view::View;
use crate::words::capital;

/// A petition, and the unit in whose list it stands.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    unit: UnitId,
    it: Petition,
}

/// `/units/{id}/petitions`: numbers and days, and no word of what was asked.
pub(crate) const PETITIONS: List<u32, Listed> = List {
    room: Room::Units,
    opens: |with, unit| {
        let view = with.view;
        let unit = view.unit_for(Action::SeePetitions, UnitId(unit))?.id;
        let rule = rules_of(view, unit).next();
        let heading = rule.map_or_else(|| "Petitions".to_owned(), |rule| capital(&rule.plural));
        Ok(Opened {
            of: rule.map(|rule| (rule.title.clone(), rule.plural.clone())),
            about: vec![format!("{}.", capital(&waiting_here(view, unit)))],
            acts: record_act(view, unit).into_iter().collect(),
            article: rule.and_then(|rule| view.note(rule.rule)),
            rows: known(view, unit),
            ..Opened::of_unit(view, unit, &heading)
        })
    },
    of: ("petition", "petitions"),
    file: "petitions",
    heads: &[
        "number", "kind", "standing", "unit", "asked", "due", "ended", "erased",
    ],
    fields: |Opening { view, .. }, Listed { it, .. }| {
        let code = view.state.unit(it.unit).map(|unit| unit.code);
        let kind = view.charter.petition(it.kind);
        vec![
            it.id.to_string().into(),
            kind.map(|rule| rule.id.as_str()).into(),
            word(view, it).into(),
            code.into(),
            it.on.into(),
            it.due.into(),
            it.ended.into(),
            it.erased.into(),
        ]
    },
    sieves: &[
        Sieve("standing", "Standing", "However it stands", standings),
        Sieve("year", "Year", "Every year", |_, row| year(row.it.on)),
    ],
    line: |Opening { view, .. }, Listed { it, .. }| Line {
        open: it
            .is_late(view.today)
            .then(|| (Standing::Outside, "The answer is late".to_owned())),
        ..line(view, it)
    },
};

/// What the viewer may know of that a unit has or had.
fn known(view: View<'_>, unit: UnitId) -> Vec<Listed> {
    let all = view.state.petitions_of(unit).into_iter();
    all.filter_map(|id| view.state.petition(id))
        .filter(|it| petitions::may_see(view.state, view.viewer, view.today, it.id).is_some())
        .map(|it| Listed { unit, it })
        .collect()
}

fn standings(view: View<'_>, Listed { unit, it }: &Listed) -> Vec<Value> {
    if it.unit != *unit {
        return vec![Value::new("passed", "Passed on")];
    }
    let waits = Value::new("waiting", "Waiting for an answer");
    match it.standing {
        PetitionStanding::Waiting if it.is_late(view.today) => {
            vec![waits, Value::new("late", "Late")]
        }
        PetitionStanding::Waiting => vec![waits],
        PetitionStanding::Answered => vec![Value::new("answered", "Answered")],
        PetitionStanding::Withdrawn => vec![Value::new("withdrawn", "Taken back")],
    }
}
