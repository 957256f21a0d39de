//! What is due about posts: a word on whoever was chosen, a term that ends, a
//! post to be handed over.

use charter::{Action, Charter};
use jiff::civil::Date;

use super::{Due, DueWhat};
use crate::findings::later;
use crate::ids::UnitId;
use crate::posts::Tenure;
use crate::request::Actor;
use crate::rights;
use crate::state::State;

/// Days before its end in which a term is spoken of, where the charter gives no time for
/// filling the post.
const TERM_NEARS_DAYS: u16 = 30;

/// What is due from a unit: its word on those beneath it, and what its own posts need.
pub(super) fn due_from(state: &State, charter: &Charter, today: Date, unit: UnitId) -> Vec<Due> {
    let mut list: Vec<Due> = state
        .waiting_for_word(unit, today)
        .filter_map(|(tenure, it)| confirmation(charter, unit, &tenure, it.until))
        .collect();
    for tenure in state.holders_in(unit) {
        list.extend(term(state, charter, today, &tenure));
        list.extend(handing_over(state, charter, &tenure));
    }
    list
}

/// What is due from the viewer, who need not act for the unit in anything else: whoever
/// confirms, whoever hands a post over, and whoever takes it over.
pub(super) fn of_viewer(state: &State, viewer: Actor, today: Date) -> Vec<Due> {
    let (Actor::Person(person), Some(charter)) = (viewer, state.charter_on(today)) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    let mut seats = rights::reach(state, viewer, today, Action::ConfirmHolder);
    seats.dedup_by_key(|(seat, _)| *seat);
    for (seat, _) in seats {
        let waiting = state.waiting_for_word(seat, today);
        let mine = waiting.filter(|(tenure, _)| {
            rights::may(state, viewer, today, Action::ConfirmHolder, tenure.unit)
        });
        list.extend(mine.filter_map(|(tenure, it)| confirmation(charter, seat, &tenure, it.until)));
    }
    if charter
        .choosing
        .iter()
        .all(|it| it.hand_over_days.is_none())
    {
        return list;
    }
    let knows = |unit| rights::may(state, viewer, today, Action::SeeFigures, unit);
    for own in state.tenures_of(person).filter(|own| knows(own.unit)) {
        let taken_over = own
            .until
            .is_none()
            .then(|| handing_over(state, charter, &own));
        list.extend(taken_over.flatten());
        if own.until.is_some() {
            let after = state
                .holders(own.unit, own.post)
                .filter(|tenure| state.hands_over_to(tenure) == Some(own));
            list.extend(after.filter_map(|tenure| handing_over(state, charter, &tenure)));
        }
    }
    list
}

fn confirmation(charter: &Charter, by: UnitId, tenure: &Tenure, until: Date) -> Option<Due> {
    Some(Due {
        unit: by,
        rule: charter.choosing_of(tenure.post)?.rule,
        what: DueWhat::Confirm(*tenure),
        by: Some(until),
    })
}

/// A term that ends soon: as long before as the charter gives for filling the post.
fn term(state: &State, charter: &Charter, today: Date, tenure: &Tenure) -> Option<Due> {
    let post = charter.post(tenure.post)?;
    let ends = state.term_ends(charter, tenure)?;
    let days = post.vacancy_days.unwrap_or(TERM_NEARS_DAYS);
    (today <= ends && ends <= later(today, days)).then_some(Due {
        unit: tenure.unit,
        rule: post.rule,
        what: DueWhat::TermEnds(*tenure),
        by: Some(ends),
    })
}

fn handing_over(state: &State, charter: &Charter, tenure: &Tenure) -> Option<Due> {
    let choosing = charter.choosing_of(tenure.post)?;
    let days = choosing.hand_over_days?;
    state.hands_over_to(tenure)?;
    Some(Due {
        unit: tenure.unit,
        rule: choosing.rule,
        what: DueWhat::HandOver(*tenure),
        by: Some(later(tenure.from, days)),
    })
}
