//! The forms that make two numbers one person's, and part them again.

use charter::Action;
use clerk::Receipt;
use kernel::members::{MergeMembers, PartMembers};
use kernel::{Command, PersonId};
use serde::Deserialize;

use super::fill::line_of;
use crate::acting::{Drawing, Task, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;

/// What both forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NumbersForm {
    /// Code or number of who stands.
    kept: String,
    on: String,
}

/// `/people/{id}/merge`: the number in the address becomes a former one.
pub(crate) const MERGE: Task<PersonId, NumbersForm> = Task {
    draws: draw_merge,
    commands: |view, former, form, trouble| {
        let on = trouble.day("on", &form.on);
        let kept = chosen(view, form, trouble)?;
        Ok(kept
            .zip(on)
            .map(|(kept, on)| Command::from(MergeMembers { former, kept, on })))
    },
    after: |former, _: &Receipt| format!("/people/{former}"),
};

/// `/people/{id}/part`
pub(crate) const PART: Task<PersonId, NumbersForm> = Task {
    draws: draw_part,
    commands: |view, former, form, trouble| {
        view.person(former)?;
        let on = trouble.day("on", &form.on);
        Ok(on.map(|on| Command::from(PartMembers { former, on })))
    },
    after: |former, _: &Receipt| format!("/people/{former}"),
};

/// Who is to stand, by code or number, of those the viewer may know.
fn chosen(
    view: View<'_>,
    form: &NumbersForm,
    trouble: &mut Trouble,
) -> Result<Option<PersonId>, Failure> {
    let known = meant(view, form);
    if known.is_none() {
        let what = "There is nobody with this code or number whom you may know of.";
        trouble.note("kept", what);
    }
    Ok(known)
}

/// The person whose code or number was typed, where the viewer may know of them.
fn meant(view: View<'_>, form: &NumbersForm) -> Option<PersonId> {
    let typed = form.kept.trim();
    let by_code = view.directory.person(typed);
    let found = by_code.or_else(|| typed.parse().ok().map(PersonId));
    found.filter(|person| view.person(*person).is_ok())
}

fn draw_merge(
    view: View<'_>,
    former: PersonId,
    form: &NumbersForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let former = view.person(former)?;
    let unit = view.state.unit_of(former).ok_or(Failure::NotFound)?;
    view.unit_for(Action::MergeMembers, unit)?;
    let who = line_of(view, former);
    let field = |label: &str| Field::new("kept", label, Kind::Line);
    let kept = match meant(view, form) {
        Some(kept) => field("Code that stands")
            .hint(line_of(view, kept))
            .value(view.code_of(kept).unwrap_or_else(|| form.kept.clone())),
        None => field("Code or number that stands")
            .hint("It stands on the card of the person.")
            .value(&form.kept),
    };
    let fields = [kept, day_field("Day", &form.on, view.today)];
    Ok(page(
        view,
        former,
        with,
        fields.into(),
        [
            "This is one person".to_owned(),
            format!(
                "{who}: this number becomes a former one of the other and leaves the roll. Nothing is erased: what is on record of it stays under it, both pages lead to each other, and the two can be parted again. What is open about it, such as a post, dues or a request, has to be settled first."
            ),
            "It is one person".to_owned(),
            "merge".to_owned(),
        ],
    ))
}

fn draw_part(
    view: View<'_>,
    former: PersonId,
    form: &NumbersForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let former = view.person(former)?;
    let known = view.state.former_number(former).ok_or(Failure::NotFound)?;
    let unit = known.place.unit;
    if !view.may(Action::MergeMembers, unit) {
        return Err(Failure::NotFound);
    }
    let (name, kept) = (view.directory.name(former), line_of(view, known.kept));
    let lead = format!(
        "{name} is a former number of {kept}. Parted, it has the place again that it had in {}, in its grade and since its days.",
        view.some_unit(unit)
    );
    let fields = vec![day_field("Day", &form.on, view.today)];
    let words = [
        "These are two people".to_owned(),
        lead,
        "Part them again".to_owned(),
        "part".to_owned(),
    ];
    Ok(page(view, former, with, fields, words))
}

fn page(
    view: View<'_>,
    former: PersonId,
    with: Drawing,
    fields: Vec<Field>,
    [heading, lead, submit, word]: [String; 4],
) -> FormPage {
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    FormPage {
        frame: Frame {
            path: view.person_link(former).into_iter().collect(),
            ..frame
        },
        heading,
        lead: Some(lead),
        article: view.right_note(Action::MergeMembers),
        refused: trouble.refused.clone(),
        action: format!("/people/{former}/{word}"),
        guard,
        fields: fields.into_iter().map(|it| trouble.mark(it)).collect(),
        submit,
        back: Some(Link::new("Back", format!("/people/{former}"))),
    }
}
