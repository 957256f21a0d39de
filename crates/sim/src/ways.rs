//! The way through a procedure to what it is there for.

use charter::{Effect, ProcedureRule, Then};

/// The steps and outcomes by which a procedure comes to an effect, the shortest way.
pub(crate) fn way(rule: &ProcedureRule, effect: Effect) -> Option<Vec<(u8, u8)>> {
    let mut ways: Vec<(u8, Vec<(u8, u8)>)> = vec![(0, Vec::new())];
    let mut at = 0;
    while let Some((step, before)) = ways.get(at).cloned() {
        at = at.saturating_add(1);
        for (number, outcome) in (0..).zip(&rule.step(step)?.outcomes) {
            let mut way = before.clone();
            way.push((step, number));
            match outcome.then {
                Then::Done(Some(found)) if found == effect => return Some(way),
                Then::Step(next) if ways.iter().all(|(known, _)| *known != next) => {
                    ways.push((next, way));
                }
                Then::Step(_) | Then::Done(_) | Then::Ended => {}
            }
        }
    }
    None
}
