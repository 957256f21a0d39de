//! The forms with which the unit above confirms a holder or refuses to.

use charter::Action;
use kernel::posts::{Confirmed, Tenure};
use kernel::{PersonId, UnitId};

use super::fill::{PostForm, named};
use super::words::{came_by, name};
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day};

/// What the unit above says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Confirm,
    Refuse,
}

impl Word {
    fn path(self) -> &'static str {
        match self {
            Word::Confirm => "confirm",
            Word::Refuse => "decline",
        }
    }
}

/// The form.
pub(crate) fn form(
    view: View<'_>,
    (unit, post): (UnitId, &str),
    word: Word,
    form: &PostForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::ConfirmHolder, unit)?;
    let (id, row) = named(view, post)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let waiting: Vec<Tenure> = view
        .state
        .holders(unit, id)
        .filter(|tenure| {
            let standing = view.state.confirming(tenure);
            standing.is_some_and(|it| {
                matches!(
                    it.standing(view.today),
                    Confirmed::Awaited | Confirmed::Owed
                )
            })
        })
        .collect();
    let asked = form.person(view);
    let chosen = waiting.iter().find(|it| Some(it.person) == asked);
    let chosen = chosen.or(match waiting.as_slice() {
        [only] if asked.is_none() => Some(only),
        _ => None,
    });
    let mut fields = Vec::new();
    let mut action = format!("/units/{unit}/posts/{post}/{}", word.path());
    match chosen {
        Some(it) => action.push_str(&format!("?person={}", it.person)),
        None if waiting.is_empty() => {}
        None => fields.push(whom(view, &waiting, form)),
    }
    fields.push(day_field("Day of the decision", &form.on, view.today));
    let title = row.title_on(view.today);
    let (heading, submit) = match word {
        Word::Confirm => (format!("Confirm the {title} of {}", it.name), "Confirm"),
        Word::Refuse => (
            format!("Refuse to confirm the {title} of {}", it.name),
            "Refuse",
        ),
    };
    let rule = view.charter.choosing_of(id).map_or(row.rule, |it| it.rule);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading,
        lead: Some(lead(view, chosen, word)),
        article: view.note(rule),
        refused: trouble.refused.clone(),
        action,
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/posts"))),
    })
}

fn whom(view: View<'_>, waiting: &[Tenure], form: &PostForm) -> Field {
    let choices = waiting.iter().map(|it| Choice {
        value: it.person.to_string(),
        text: name(view, it.person),
    });
    Field::new("person", "Who", Kind::Choice(choices.collect())).value(&form.person)
}

fn lead(view: View<'_>, chosen: Option<&Tenure>, word: Word) -> String {
    let Some(tenure) = chosen else {
        return "Nobody here waits for a confirmation.".to_owned();
    };
    let elections = view.state.numbered_elections_in(tenure.unit);
    let how = came_by(view, tenure, &elections).text;
    let until = view
        .state
        .confirming(tenure)
        .map(|it| format!(" The word is due by {}.", day(it.until)));
    let then = match word {
        Word::Confirm => "",
        Word::Refuse => " Refused, they lay the post down on that day.",
    };
    format!(
        "{}, since {}. {}.{}{then}",
        name(view, tenure.person),
        day(tenure.from),
        capital(&how),
        until.unwrap_or_default()
    )
}

/// The holder whom a form means: the one it names or, where it names nobody, the only one.
pub(crate) fn holder(
    view: View<'_>,
    (unit, post): (UnitId, &str),
    form: &PostForm,
) -> Result<Option<PersonId>, Failure> {
    view.unit(unit)?;
    let (id, _) = named(view, post)?;
    if form.person.trim().is_empty() && form.code.trim().is_empty() {
        let mut held = view.state.holders(unit, id);
        let only = held.next().filter(|_| held.next().is_none());
        return Ok(only.map(|it| it.person));
    }
    Ok(form.person(view))
}
