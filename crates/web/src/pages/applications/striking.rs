//! The form that strikes the last decision of a proceeding.

use kernel::procedures::{Proceeding, StrikeDecision};
use kernel::{Command, ProceedingId};
use serde::Deserialize;

use super::fill::{came, found, heading};
use super::forms::{Says, about, blank};
use crate::acting::{Drawing, Task};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::capital;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    reason: String,
}

/// `/applications/{id}/strike`
pub(crate) const STRIKE_DECISION: Task<ProceedingId, Why> = Task {
    draws: drawn,
    commands: |view, proceeding, form, trouble| {
        found(view, proceeding)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(StrikeDecision { proceeding, reason })))
    },
    after: |proceeding, _| format!("/applications/{proceeding}"),
};

/// Whether the viewer could strike the last decision now.
pub(crate) fn can_be_struck(view: View<'_>, it: &Proceeding) -> bool {
    let last = view.state.decisions_of(it.id).next();
    last.is_some_and(|it| !it.by_time)
        && view.would(Command::from(StrikeDecision {
            proceeding: it.id,
            reason: "a mistake".to_owned(),
        }))
}

fn drawn(view: View<'_>, id: ProceedingId, form: &Why, with: Drawing) -> Result<FormPage, Failure> {
    let (it, rule) = found(view, id)?;
    let last = view.state.decisions_of(id).next();
    let last = last.ok_or(Failure::NotFound)?;
    let step = last.outcome.and_then(|it| rule.step(it.step.step));
    let step = step.map_or("", |row| row.title.as_str());
    let mut lead = format!("{}. {}: ", heading(view, &it, rule), capital(step));
    lead.push_str(&came(view, rule, &last).join(" "));
    lead.push_str(" Struck, that never was: it stands at this step again, with the time it had.");
    let says = Says {
        heading: "Strike the last decision".to_owned(),
        lead,
        submit: "Strike it",
    };
    let reason = Field::new("reason", "Why", Kind::Line).value(&form.reason);
    let action = format!("/applications/{id}/strike");
    Ok(about(
        view,
        (&it, rule),
        says,
        blank(action, vec![reason], with),
    ))
}
