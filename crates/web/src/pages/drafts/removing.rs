//! Destroying a photograph: the form, and what it commands.

use kernel::bulletins::RemovePicture;
use kernel::{BulletinId, Command, DocumentId};
use serde::Deserialize;

use super::{fill, forms};
use crate::acting::{Drawing, Task};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::Link;
use crate::pages::form::FormPage;
use crate::published::NARROW;
use crate::view::View;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RemovalForm {
    /// The number under which it is kept.
    picture: String,
    reason: String,
}

/// `/drafts/{id}/remove-picture`
pub(crate) const REMOVE: Task<BulletinId, RemovalForm> = Task {
    draws: draw,
    commands: |view, bulletin, form, trouble| {
        fill::draft(view, bulletin)?;
        let picture = form.picture.trim().parse().ok().map(DocumentId);
        if picture.is_none() {
            trouble.note("picture", "Choose one of them.");
        }
        let reason = trouble.line("reason", &form.reason);
        Ok(picture.zip(reason).map(|(picture, reason)| {
            Command::from(RemovePicture {
                bulletin,
                picture,
                reason,
            })
        }))
    },
    after: |id, _| format!("/drafts/{id}"),
};

/// The way to it for one photograph.
pub(super) fn way(id: BulletinId, picture: DocumentId) -> Link {
    let href = format!("/drafts/{id}/remove-picture?picture={picture}");
    Link::new("Destroy this photograph", href)
}

fn draw(
    view: View<'_>,
    id: BulletinId,
    form: &RemovalForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = fill::draft(view, id)?;
    view.unit_for(it.taken_back_by(), it.unit)?;
    let mut kept: Vec<DocumentId> = view.state.pictures_of(id).collect();
    kept.reverse();
    let choices = (1..).zip(kept).map(|(number, picture)| {
        let choice = Choice {
            value: picture.to_string(),
            text: format!("Photograph {number} that was added"),
        };
        (choice, format!("/drafts/{id}/pictures/{picture}{NARROW}"))
    });
    let label = if it.was_public() {
        "Why; everybody will read this"
    } else {
        "Why"
    };
    let fields = vec![
        Field::new("picture", "Which", Kind::Picture(choices.collect())).value(&form.picture),
        Field::new("reason", label, Kind::Line).value(&form.reason),
    ];
    let rule = view.state.bulletin_rule(view.today, it.unit);
    Ok(FormPage {
        heading: "Destroy a photograph".to_owned(),
        lead: Some(
            "The key of its file is destroyed: nobody can see it any more, in no old copy of the \
             database either, and there is no way back. In its place stands that it is not here."
                .to_owned(),
        ),
        action: format!("/drafts/{id}/remove-picture"),
        submit: "Destroy it for good".to_owned(),
        back: forms::back(id),
        ..with.page(view, it.unit, rule.map(|rule| rule.rule), fields)
    })
}
