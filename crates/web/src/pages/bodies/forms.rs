//! The forms about affiliated bodies.

use charter::{Action, BodyRule, PostId};
use kernel::{BodyId, UnitId};
use serde::Deserialize;

use super::fill::known;
use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BodyForm {
    /// Identifier of the kind.
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) since: String,
    pub(crate) until: String,
    /// Identifier of the contact person's post.
    pub(crate) liaison: String,
    pub(crate) reason: String,
    pub(crate) on: String,
}

impl BodyForm {
    /// The post of the contact person, where one is chosen.
    pub(super) fn post(&self, view: View<'_>) -> Option<PostId> {
        view.charter.post_named(&self.liaison)
    }
}

fn kinds_at<'a>(view: View<'a>, unit: UnitId) -> Vec<&'a BodyRule> {
    let level = view.state.standing_level(unit);
    let kept = |rule: &&BodyRule| level.is_some_and(|level| rule.levels.contains(&level));
    view.charter.bodies.iter().filter(kept).collect()
}

/// The posts in a unit whose holder may be the contact person, and nobody.
fn contacts(view: View<'_>, rules: &[&BodyRule], typed: &str) -> Field {
    let mut choices = vec![Choice {
        value: "none".to_owned(),
        text: "Nobody is named".to_owned(),
    }];
    for (number, post) in (0..).zip(&view.charter.posts) {
        if rules
            .iter()
            .any(|rule| rule.liaison.contains(&PostId(number)))
        {
            choices.push(Choice {
                value: post.id.clone(),
                text: post.title_on(view.today).to_owned(),
            });
        }
    }
    let value = if typed.is_empty() { "none" } else { typed };
    Field::new(
        "liaison",
        "Contact person: whoever holds",
        Kind::Choice(choices),
    )
    .value(value)
}

fn name_and_since(form: &BodyForm) -> [Field; 2] {
    [
        Field::new("name", "Name", Kind::Line)
            .value(&form.name)
            .hint("Of the organisation. No person is entered here."),
        Field::new("since", "Affiliated since", Kind::Day)
            .value(&form.since)
            .hint("Leave it empty where nobody knows.")
            .optional(),
    ]
}

/// The form that enters a body.
pub(super) fn enter(
    view: View<'_>,
    unit: UnitId,
    form: &BodyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::KeepBodies, unit)?;
    let rules = kinds_at(view, unit);
    let rule = rules.first().copied().ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let choices: Vec<Choice> = rules
        .iter()
        .map(|rule| Choice {
            value: rule.id.clone(),
            text: rule.title.clone(),
        })
        .collect();
    let mut fields = vec![Field::new("kind", "Kind", Kind::Choice(choices)).value(&form.kind)];
    fields.extend(name_and_since(form));
    fields.push(contacts(view, &rules, &form.liaison));
    fields.push(day_field("Entered on", &form.on, view.today));
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: "Enter an affiliated body".to_owned(),
        lead: Some(format!(
            "On the register of {}. It is listed, and nothing else is done with it.",
            it.name
        )),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/bodies/enter"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Enter it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}"))),
    })
}

/// The form that corrects an entry; before anything is typed it holds what is entered.
pub(super) fn correct(
    view: View<'_>,
    body: BodyId,
    form: &BodyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, body)?;
    view.unit_for(Action::KeepBodies, it.unit)?;
    let rule = view.charter.body(it.kind).ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let entered;
    let form = if form.name.is_empty() && form.on.is_empty() {
        entered = BodyForm {
            name: it.name.to_owned(),
            since: it.since.map(|day| day.to_string()).unwrap_or_default(),
            until: it.until.map(|day| day.to_string()).unwrap_or_default(),
            liaison: it
                .liaison
                .and_then(|post| view.charter.post(post))
                .map(|post| post.id.clone())
                .unwrap_or_default(),
            ..form.clone()
        };
        &entered
    } else {
        form
    };
    let mut fields = name_and_since(form).to_vec();
    fields.push(
        Field::new("until", "Affiliated until", Kind::Day)
            .value(&form.until)
            .hint("Leave it empty while it lasts.")
            .optional(),
    );
    fields.push(contacts(view, &[rule], &form.liaison));
    fields.push(Field::new("reason", "Why it is corrected", Kind::Lines).value(&form.reason));
    fields.push(day_field("Corrected on", &form.on, view.today));
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: "Correct what is entered".to_owned(),
        lead: Some(format!("{}, {}.", it.name, rule.title)),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/bodies/{body}/correct"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Correct it".to_owned(),
        back: Some(Link::new("Back", format!("/bodies?unit={}", it.unit))),
    })
}

/// The form that ends an affiliation.
pub(super) fn end(
    view: View<'_>,
    body: BodyId,
    form: &BodyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, body)?;
    view.unit_for(Action::KeepBodies, it.unit)?;
    let rule = view.charter.body(it.kind).ok_or(Failure::NotFound)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let fields = [
        Field::new("reason", "Why", Kind::Lines)
            .value(&form.reason)
            .optional(),
        day_field("Its last day", &form.on, view.today),
    ];
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: "End an affiliation".to_owned(),
        lead: Some(format!(
            "{}, {}. It stays on the list as one that was affiliated.",
            it.name, rule.title
        )),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: format!("/bodies/{body}/end"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "End it".to_owned(),
        back: Some(Link::new("Back", format!("/bodies?unit={}", it.unit))),
    })
}
