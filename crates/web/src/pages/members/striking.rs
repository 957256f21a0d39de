//! The form that strikes a promotion.

use kernel::members::StrikePromotion;
use kernel::{Command, PersonId};
use serde::Deserialize;

use super::fill::{acted_on, back_to, way_to};
use crate::acting::{Drawing, Task};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::Frame;
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::day;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    pub(super) reason: String,
}

/// `/people/{id}/strike-promotion`
pub(crate) const STRIKE_PROMOTION: Task<PersonId, Why> = Task {
    draws: drawn,
    commands: |view, person, form, trouble| {
        view.person(person)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(StrikePromotion { person, reason })))
    },
    after: |person, _| format!("/people/{person}"),
};

/// Whether the viewer could strike somebody's promotion now.
pub(crate) fn can_be_struck(view: View<'_>, person: PersonId) -> bool {
    let before = view.state.before_promotion(person);
    before.is_some()
        && view.would(Command::from(StrikePromotion {
            person,
            reason: "a mistake".to_owned(),
        }))
}

fn drawn(view: View<'_>, person: PersonId, form: &Why, with: Drawing) -> Result<FormPage, Failure> {
    acted_on(view, person, charter::Action::PromoteMember)?;
    let membership = view.state.membership(person).ok_or(Failure::NotFound)?;
    let before = view.state.before_promotion(person);
    let (before, since) = before.ok_or(Failure::NotFound)?;
    let title = |grade| {
        let row = view.charter.grade(grade);
        indefinite(row.map_or("member", |row| row.title.as_str()))
    };
    let name = view.directory.name(person);
    let lead = format!(
        "{name} has been {} since {}. Struck, that never was: {name} is {} again, as since {}, and whatever waiting had begun goes on. Dues that were listed in between stay; strike those that are wrong.",
        title(membership.grade),
        day(membership.in_grade_since),
        title(before),
        day(since)
    );
    let rule = view.charter.grade(membership.grade).map(|row| row.rule);
    let reason = Field::new("reason", "Why", Kind::Line).value(&form.reason);
    Ok(FormPage {
        frame: Frame {
            path: way_to(view, person),
            ..with.frame
        },
        heading: format!("Strike the promotion of {name}"),
        lead: Some(lead),
        article: rule.and_then(|rule| view.note(rule)),
        refused: with.trouble.refused.clone(),
        action: format!("/people/{person}/strike-promotion"),
        guard: with.guard,
        fields: vec![with.trouble.mark(reason)],
        submit: "Strike it".to_owned(),
        back: Some(back_to(person)),
    })
}
