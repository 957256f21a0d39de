//! Several commands as one act: all of them or none.

use crate::refusal::{Reason, Refusal};
use crate::request::{Command, Event, Request};
use crate::state::{self, State};

/// Decides each command against the state the ones before it would leave.
///
/// The trial runs on a copy of the state, which shares the chunks that no command
/// writes to: nothing else keeps "changes nothing" so plainly true.
pub(crate) fn decide(
    before: &State,
    request: &Request,
    commands: &[Command],
) -> Result<Vec<Event>, Refusal> {
    if commands.is_empty() {
        return Ok(Vec::new());
    }
    let mut trial = before.clone();
    let mut events = Vec::new();
    for (at, command) in commands.iter().enumerate() {
        let step = Request {
            actor: request.actor,
            today: request.today,
            command: command.clone(),
        };
        let caused = state::decide(&trial, &step).map_err(|refusal| Refusal {
            rule: refusal.rule,
            reason: Reason::InAct {
                step: at.saturating_add(1),
                reason: Box::new(refusal.reason),
            },
        })?;
        for event in &caused {
            trial.apply(event);
        }
        events.extend(caused);
    }
    Ok(events)
}
