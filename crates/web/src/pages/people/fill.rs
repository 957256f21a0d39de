//! From the record to the page of one person, and to the form of their card.

use charter::{Action, Effect};
use clerk::HistoryEntry;
use kernel::{Actor, PersonId, UnitId};
use serde::Deserialize;

use super::names::{self, NameLine};
use super::{CardLine, Look, PersonPage, history};
use crate::acting::Drawing;
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{AsOf, Frame, Link};
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::pages::members::{striking, striking_transfer};
use crate::pages::{applications, doubles};
use crate::pictures::timeline::Timeline;
use crate::site::date_of;
use crate::view::View;
use crate::words::{away, capital, day};

/// What the journal and the accounts hold about one person.
pub(super) struct Held {
    /// The entries that touched them, the newest first.
    pub(super) entries: Vec<HistoryEntry>,
    /// Who looked at the card, the newest first; empty for anybody but the person.
    pub(super) looks: Vec<journal::View>,
}

/// One person.
pub(super) fn show(
    view: View<'_>,
    frame: Frame,
    person: PersonId,
    held: &Held,
) -> Result<PersonPage, Failure> {
    let person = view.person(person)?;
    let own = view.viewer == Actor::Person(person);
    let membership = view.state.membership(person);
    let name = view.directory.name(person);
    let path = membership
        .map(|membership| view.path_to(membership.unit))
        .unwrap_or_default();
    let spans = history::spans(view, person, &held.entries);
    Ok(PersonPage {
        about: standing_words(view, person),
        own,
        card: card(view, person),
        names: names_told(view, person),
        add_name: names::may_write(view, person).then(|| {
            Link::new(
                "Write down another name",
                format!("/people/{person}/names/add"),
            )
        }),
        edit: own.then(|| Link::new("Change your card", format!("/people/{person}/card"))),
        leave: leave(view, person),
        acts: if own {
            dues(view, person).into_iter().collect()
        } else {
            acts(view, person)
        },
        timeline: Timeline::new(&format!("{name} over time"), "Where", view.today, &spans),
        study: crate::pages::study::left::of_person(view, person),
        numbers: doubles::numbers(view, person),
        looks: looks(
            view,
            membership.map(|membership| membership.unit),
            &held.looks,
        ),
        article: view.belonging_note(),
        leaving: view.leaving_note(),
        frame: Frame {
            path,
            as_of: Some(AsOf::of(&format!("/people/{person}"), view.today)),
            ..frame
        },
        name,
    })
}

/// Grade, unit and since when; and the posts.
fn standing_words(view: View<'_>, person: PersonId) -> String {
    let Some(membership) = view.state.membership(person) else {
        return "Belongs to no unit".to_owned();
    };
    let since = membership.joined;
    let mut text = format!(
        "{} · {} · joined {}, {}",
        view.grade_of(person),
        view.some_unit(membership.unit),
        day(since),
        away(view.today, since)
    );
    let posts = posts_beside(view, person);
    if !posts.is_empty() {
        text.push_str(&format!(" · {posts}"));
    }
    text
}

/// The posts somebody holds, where the unit they belong to is named beside.
pub(super) fn posts_beside(view: View<'_>, person: PersonId) -> String {
    let home = view
        .state
        .membership(person)
        .map(|membership| membership.unit);
    let held: Vec<String> = view
        .state
        .tenures_of(person)
        .filter(|tenure| tenure.until.is_none() && view.knows_unit(tenure.unit))
        .map(|tenure| match home {
            Some(home) if home == tenure.unit => view.post_title(tenure.post, view.today),
            _ => view.tenure_words(tenure, view.today),
        })
        .collect();
    crate::words::listed(&held)
}

fn card(view: View<'_>, person: PersonId) -> Vec<CardLine> {
    let Some(card) = view.directory.card(person) else {
        return Vec::new();
    };
    let line = |label: &str, value: &str| CardLine {
        label: label.to_owned(),
        value: value.to_owned(),
    };
    let mut lines = vec![line("Name", &card.name), line("Code", &card.code)];
    if view.may_see_contacts(person) {
        let none = "none given";
        lines.push(line("E-mail", card.email.as_deref().unwrap_or(none)));
        lines.push(line("Telephone", card.phone.as_deref().unwrap_or(none)));
    }
    lines
}

/// Every name, where more is known than the one they go by, or the viewer may write.
fn names_told(view: View<'_>, person: PersonId) -> Vec<NameLine> {
    let known = view
        .directory
        .card(person)
        .is_some_and(|card| !card.others.is_empty() || card.form != clerk::NameForm::default());
    if known || names::may_write(view, person) {
        names::lines(view, person)
    } else {
        Vec::new()
    }
}

/// What the viewer may do with a member.
fn acts(view: View<'_>, person: PersonId) -> Vec<Link> {
    let under_way = applications::under_way(view, person);
    let Some(membership) = view.state.membership(person) else {
        return under_way;
    };
    let mut acts = Vec::new();
    let grade = view.charter.grade(membership.grade);
    let next = grade
        .and_then(|grade| grade.next)
        .and_then(|next| view.charter.grade(next));
    let rises = grade
        .and_then(|grade| grade.next)
        .is_some_and(|next| applications::directly(view, membership.unit, Effect::Promote(next)));
    if let Some(next) = next.filter(|_| rises && view.may(Action::PromoteMember, membership.unit)) {
        acts.push(Link::new(
            format!("Make {}", indefinite(&next.title)),
            format!("/people/{person}/promote"),
        ));
    }
    if view.may(Action::TransferMember, membership.unit)
        && applications::directly(view, membership.unit, Effect::Transfer)
    {
        acts.push(Link::new("Transfer", format!("/people/{person}/transfer")));
    }
    acts.extend(under_way);
    acts.extend(dues(view, person));
    if view.may(Action::MergeMembers, membership.unit) {
        let way = format!("/people/{person}/merge");
        acts.push(Link::new("Entered twice", way));
    }
    if striking_transfer::can_be_struck(view, person) {
        acts.push(Link::new(
            "Strike the transfer",
            format!("/people/{person}/strike-transfer"),
        ));
    }
    if striking::can_be_struck(view, person) {
        acts.push(Link::new(
            "Strike the promotion",
            format!("/people/{person}/strike-promotion"),
        ));
    }
    acts
}

/// The way to what somebody was charged and paid, for whoever may see it.
fn dues(view: View<'_>, person: PersonId) -> Option<Link> {
    let seen = view.charter.dues.is_some() && view.may_see_dues_of(person);
    seen.then(|| {
        let title = capital(&view.dues_title());
        Link::new(title, format!("/people/{person}/dues"))
    })
}

/// The way to leave, for the person, or to record it, for whoever may.
fn leave(view: View<'_>, person: PersonId) -> Option<Link> {
    let unit = view.state.membership(person)?.unit;
    let text = if view.viewer == Actor::Person(person) {
        "Leave the organisation".to_owned()
    } else if view.may(Action::RecordLeaving, unit) {
        format!("Record that {} left", view.directory.name(person))
    } else {
        return None;
    };
    Some(Link::new(text, format!("/people/{person}/leave")))
}

/// Who looked, a line for each looker and day.
fn looks(view: View<'_>, unit: Option<UnitId>, looks: &[journal::View]) -> Vec<Look> {
    let mut told: Vec<(String, jiff::civil::Date, u64)> = Vec::new();
    for look in looks {
        let on = date_of(look.at_ms);
        match told
            .iter_mut()
            .find(|(viewer, day, _)| *viewer == look.viewer && *day == on)
        {
            Some((_, _, times)) => *times = times.saturating_add(1),
            None => told.push((look.viewer.clone(), on, 1)),
        }
    }
    told.iter()
        .map(|(viewer, on, times)| {
            let actor = journal::actor_from_text(viewer);
            let (who, why) = looker(view, actor, *on, unit);
            let times = if *times > 1 {
                format!(", {times} times")
            } else {
                String::new()
            };
            Look {
                who,
                why,
                when: format!("{}, {}{times}", day(*on), away(view.today, *on)),
            }
        })
        .collect()
}

/// Who somebody is who looked, and what they were then. Everybody is told who
/// looked at them, whether or not they may know them otherwise.
fn looker(
    view: View<'_>,
    actor: Option<Actor>,
    on: jiff::civil::Date,
    unit: Option<UnitId>,
) -> (Link, String) {
    let Some(Actor::Person(person)) = actor else {
        return (
            Link::new("The operator", "/charter"),
            "whoever runs this site".to_owned(),
        );
    };
    let name = view.directory.name(person);
    let href = if view.knows(person) {
        format!("/people/{person}")
    } else {
        "/charter".to_owned()
    };
    let held = view.state.tenures_of(person).find(|tenure| {
        tenure.from <= on
            && tenure.until.is_none_or(|until| on <= until)
            && unit.is_none_or(|unit| {
                unit == tenure.unit || view.state.stands_under(unit, tenure.unit)
            })
    });
    let why = match held {
        Some(tenure) => {
            let unit = view
                .state
                .unit(tenure.unit)
                .map(|unit| unit.name)
                .unwrap_or_default();
            format!("{} of {unit}", view.post_title(tenure.post, on))
        }
        None => "on the same roll".to_owned(),
    };
    (Link::new(name, href), why)
}

/// What the form of one's own card sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardForm {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// The form that changes one's own card; nobody else's is changed here.
pub(super) fn card_form(
    view: View<'_>,
    person: PersonId,
    form: Option<&CardForm>,
    with: Drawing,
) -> Result<FormPage, Failure> {
    if view.viewer != Actor::Person(person) {
        return Err(Failure::NotFound);
    }
    let card = view.directory.card(person).ok_or(Failure::NotFound)?;
    let kept = CardForm {
        name: card.name.clone(),
        email: card.email.clone().unwrap_or_default(),
        phone: card.phone.clone().unwrap_or_default(),
    };
    let form = form.unwrap_or(&kept);
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let fields = vec![
        Field::new("name", "Name", Kind::Line).value(&form.name),
        Field::new("email", "E-mail", Kind::Email)
            .value(&form.email)
            .optional(),
        Field::new("phone", "Telephone", Kind::Telephone)
            .value(&form.phone)
            .optional(),
    ];
    Ok(FormPage {
        frame: Frame { path: view.person_link(person).into_iter().collect(), ..frame },
        heading: "Change your card".to_owned(),
        lead: Some("Your name is for those who may see your roll, your contacts only for those who may see contacts. You see who looked.".to_owned()),
        article: None,
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/card"),
        guard,
        fields: fields.into_iter().map(|field| trouble.mark(field)).collect(),
        submit: "Change it".to_owned(),
        back: Some(Link::new("Back", format!("/people/{person}"))),
    })
}
