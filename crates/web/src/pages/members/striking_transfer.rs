//! The form that strikes a transfer.

use charter::Action;
use kernel::members::StrikeTransfer;
use kernel::{Command, PersonId};

use super::fill::{acted_on, back_to, way_to};
use super::striking::Why;
use crate::acting::{Drawing, Task};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::Frame;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::day;

/// `/people/{id}/strike-transfer`
pub(crate) const STRIKE_TRANSFER: Task<PersonId, Why> = Task {
    draws: drawn,
    commands: |view, person, form, trouble| {
        view.person(person)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(StrikeTransfer { person, reason })))
    },
    after: |person, _| format!("/people/{person}"),
};

/// Whether the viewer could strike the transfer that brought somebody to their unit.
pub(crate) fn can_be_struck(view: View<'_>, person: PersonId) -> bool {
    let before = view.state.before_transfer(person);
    before.is_some()
        && view.would(Command::from(StrikeTransfer {
            person,
            reason: "a mistake".to_owned(),
        }))
}

fn drawn(view: View<'_>, person: PersonId, form: &Why, with: Drawing) -> Result<FormPage, Failure> {
    acted_on(view, person, Action::TransferMember)?;
    let membership = view.state.membership(person).ok_or(Failure::NotFound)?;
    let before = view.state.before_transfer(person);
    let before = before.ok_or(Failure::NotFound)?;
    let name = view.directory.name(person);
    let (here, back) = (view.some_unit(membership.unit), view.some_unit(before.unit));
    let lead = format!(
        "{name} has belonged to {here} since {}. Struck, that never was: {name} belongs to {back}, as since {}, and has the posts still that ended with it and that nobody else has by now. What is open of {} goes along; what was listed in between stays.",
        day(before.on),
        day(before.since),
        view.dues_title(),
    );
    let rule = view.charter.belonging.as_ref().map(|rule| rule.rule);
    let reason = Field::new("reason", "Why", Kind::Line).value(&form.reason);
    Ok(FormPage {
        frame: Frame {
            path: way_to(view, person),
            ..with.frame
        },
        heading: format!("Strike the transfer of {name}"),
        lead: Some(lead),
        article: rule.and_then(|rule| view.note(rule)),
        refused: with.trouble.refused.clone(),
        action: format!("/people/{person}/strike-transfer"),
        guard: with.guard,
        fields: vec![with.trouble.mark(reason)],
        submit: "Strike it".to_owned(),
        back: Some(back_to(person)),
    })
}
