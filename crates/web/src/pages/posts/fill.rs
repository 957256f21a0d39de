//! From the record to the forms of posts.

use std::collections::BTreeSet;

use charter::{Action, HolderFrom, Post, PostId};
use kernel::posts::{TakeUpPost, Tenure};
use kernel::{Actor, Command, PersonId, Reason, Refusal, Request, UnitId, decide};
use serde::Deserialize;

use crate::acting::{Drawing, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::error::ErrorPage;
use crate::pages::form::FormPage;
use crate::refusal::Told;
use crate::view::View;
use crate::words::{away, day};

/// As many people can be chosen from; of more, one is named by code.
const CHOICES_MAX: usize = 200;
/// As many people are looked at for whether they may hold a post.
const LOOKED_AT_MAX: usize = 20_000;

/// What the forms of a post send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PostForm {
    /// Number of the person, where one is chosen.
    pub(crate) person: String,
    /// Code of the person, where there are too many to choose from.
    pub(crate) code: String,
    pub(crate) on: String,
}

impl PostForm {
    /// The person it names, if the viewer may know them.
    pub(crate) fn person(&self, view: View<'_>) -> Option<PersonId> {
        let chosen = self.person.trim().parse().ok().map(PersonId);
        let named = || view.directory.person(self.code.trim());
        chosen.or_else(named).filter(|person| view.knows(*person))
    }
}

/// The post with this identifier.
pub(crate) fn named<'a>(view: View<'a>, id: &str) -> Result<(PostId, &'a Post), Failure> {
    let post = view.charter.post_named(id).ok_or(Failure::NotFound)?;
    Ok((post, view.charter.post(post).ok_or(Failure::NotFound)?))
}

/// The form that fills a post.
pub(crate) fn take_up(
    view: View<'_>,
    unit: UnitId,
    post: &str,
    form: &PostForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::FillPost, unit)?;
    let (id, row) = named(view, post)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let may_hold = may_hold(view, unit, id, row)?;
    let who = if may_hold.len() > CHOICES_MAX || may_hold.is_empty() {
        let hint = "It stands on the card of the person.";
        Field::new("code", "Code of the person", Kind::Line)
            .value(&form.code)
            .hint(hint)
    } else {
        let mut choices: Vec<Choice> = may_hold
            .into_iter()
            .map(|person| Choice {
                value: person.to_string(),
                text: who_and_where(view, person, unit),
            })
            .collect();
        choices.sort_by_key(|choice| choice.text.to_lowercase());
        Field::new("person", "Who", Kind::Choice(choices)).value(&form.person)
    };
    let fields = vec![who, day_field("From", &form.on, view.today)];
    let title = row.title_on(view.today);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Fill the post of {title}"),
        lead: Some(format!("In {}. {}", it.name, holders_words(view, unit, id))),
        article: view.note(row.rule),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/posts/{post}/fill"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Fill the post".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}"))),
    })
}

/// That every place of a post is taken, and by whom it could be laid down.
pub(crate) fn full(
    view: View<'_>,
    unit: UnitId,
    post: &str,
    refusal: &Refusal,
    frame: Frame,
) -> ErrorPage {
    let told = Told::of(Some(view.charter), refusal);
    let holders = view
        .charter
        .post_named(post)
        .map(|id| holders_words(view, unit, id))
        .unwrap_or_default();
    let ways_on = vec![
        Link::new(
            "Lay the post down first",
            format!("/units/{unit}/posts/{post}/lay-down"),
        ),
        Link::new("Back", format!("/units/{unit}")),
    ];
    let frame = Frame {
        path: view.path_to(unit),
        ..frame
    };
    ErrorPage::refused(
        frame,
        &format!("{} {holders}", told.what),
        told.article,
        ways_on,
    )
}

/// Who holds the post now, in a sentence.
pub(super) fn holders_words(view: View<'_>, unit: UnitId, post: PostId) -> String {
    let holders = view.state.holders(unit, post);
    let names: Vec<String> = holders
        .map(|it| format!("{} since {}", view.someone(it.person), day(it.from)))
        .collect();
    if names.is_empty() {
        "It is vacant.".to_owned()
    } else {
        format!("It is held by {}.", crate::words::listed(&names))
    }
}

fn who_and_where(view: View<'_>, person: PersonId, unit: UnitId) -> String {
    let name = view.directory.name(person);
    let home = view
        .state
        .membership(person)
        .map(|membership| membership.unit);
    match home.filter(|home| *home != unit) {
        Some(home) => format!("{name}, {}", view.some_unit(home)),
        None => name,
    }
}

/// Whom the viewer knows and the kernel would not refuse as holder from today.
///
/// # Errors
/// Where it would refuse everybody because every place is taken.
fn may_hold(
    view: View<'_>,
    unit: UnitId,
    post: PostId,
    row: &Post,
) -> Result<Vec<PersonId>, Failure> {
    let area = match row.from {
        HolderFrom::OwnUnit => vec![unit],
        HolderFrom::OwnOrBelow => view.state.units_within(unit),
        HolderFrom::Anywhere => view.units_where(Action::SeeRoll),
    };
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    for unit in area {
        if people.len() > LOOKED_AT_MAX {
            break;
        }
        people.extend(view.state.roll(unit));
    }
    let mut may_hold = Vec::new();
    for person in people {
        let command = Command::from(TakeUpPost {
            person,
            unit,
            post,
            on: view.today,
        });
        match decide(
            view.state,
            &Request {
                actor: view.viewer,
                today: view.today,
                command,
            },
        ) {
            Ok(_) => may_hold.push(person),
            Err(refusal) if matches!(refusal.reason, Reason::PostFull { .. }) => {
                return Err(refusal.into());
            }
            Err(_) => {}
        }
    }
    Ok(may_hold)
}

/// The form that lays a post down.
pub(crate) fn lay_down(
    view: View<'_>,
    unit: UnitId,
    post: &str,
    form: &PostForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let (id, row) = named(view, post)?;
    let holders = holders_before(view, unit, id)?;
    let name = view.state.unit(unit).ok_or(Failure::NotFound)?.name;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let chosen = form.person(view);
    let chosen = holders.iter().find(|it| Some(it.person) == chosen);
    let chosen = chosen.or(match holders.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    let mut fields = Vec::new();
    let mut action = format!("/units/{unit}/posts/{post}/lay-down");
    let lead = match chosen {
        Some(it) => {
            action.push_str(&format!("?person={}", it.person));
            held_words(view, it)
        }
        None => {
            let choices = holders.iter().map(|it| Choice {
                value: it.person.to_string(),
                text: view.someone(it.person),
            });
            let kind = Kind::Choice(choices.collect());
            fields.push(Field::new("person", "Who lays it down", kind).value(&form.person));
            holders_words(view, unit, id)
        }
    };
    fields.push(day_field("Last day", &form.on, view.today));
    let title = row.title_on(view.today);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Lay down the post of {title} of {name}"),
        lead: Some(lead),
        article: view.note(row.rule),
        refused: trouble.refused.clone(),
        action,
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Lay it down".to_owned(),
        back: Some(Link::new(
            "Back",
            view.unit_href(unit).unwrap_or_else(|| "/".to_owned()),
        )),
    })
}

/// Who could lay a post down before this viewer: themselves, or everybody for whoever may fill it.
fn holders_before(view: View<'_>, unit: UnitId, post: PostId) -> Result<Vec<Tenure>, Failure> {
    let held: Vec<Tenure> = view.state.holders(unit, post).collect();
    let own = |it: &Tenure| view.viewer == Actor::Person(it.person);
    let holders = if view.may(Action::FillPost, unit) {
        held
    } else if held.iter().any(own) {
        held.into_iter().filter(own).collect()
    } else {
        view.unit_for(Action::FillPost, unit)?;
        held
    };
    if holders.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(holders)
}

/// Since when somebody has held a post, in a sentence.
fn held_words(view: View<'_>, it: &Tenure) -> String {
    let who = if view.viewer == Actor::Person(it.person) {
        "You hold it".to_owned()
    } else {
        format!("{} holds it", view.someone(it.person))
    };
    let since = it.from;
    format!("{who} since {}, {}.", day(since), away(view.today, since))
}
