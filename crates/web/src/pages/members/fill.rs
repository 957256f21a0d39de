//! From the record to the forms of belonging.

use charter::Action;
use kernel::members::TransferMember;
use kernel::{Actor, Command, PersonId, Request, UnitId, decide};
use serde::Deserialize;

use crate::acting::{Drawing, day_field};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::findings::wording::indefinite;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{away, day};

/// As many units can be chosen from; of more, one is named by its code.
const CHOICES_MAX: usize = 150;

/// What the form of admission sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdmitForm {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) code: String,
    pub(crate) grade: String,
    pub(crate) on: String,
}

/// What the forms about one member send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MemberForm {
    pub(crate) to: String,
    pub(crate) on: String,
}

/// The form that admits somebody.
pub(crate) fn admit(
    view: View<'_>,
    unit: UnitId,
    form: &AdmitForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::AdmitMember, unit)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let (begins, fields) = admission(view, form);
    let (lead, article) = begins;
    let lead = format!(
        "{lead} Contacts are seen by the person, and by those who may see contacts in this unit."
    );
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Admit somebody to {}", it.name),
        lead: Some(lead),
        article,
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/admit"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Admit".to_owned(),
        back: Some(Link::new(
            "Back without admitting",
            format!("/units/{unit}"),
        )),
    })
}

/// With which grade somebody begins, by which article, and the fields that ask for the rest.
fn admission(view: View<'_>, form: &AdmitForm) -> ((String, Option<ArticleNote>), Vec<Field>) {
    let entry: Vec<_> = view
        .charter
        .grades
        .iter()
        .filter(|grade| grade.entry)
        .collect();
    let mut fields = vec![
        Field::new("name", "Name", Kind::Line).value(&form.name),
        Field::new("email", "E-mail", Kind::Email)
            .value(&form.email)
            .optional(),
        Field::new("phone", "Telephone", Kind::Telephone)
            .value(&form.phone)
            .optional(),
    ];
    let begins = match entry.as_slice() {
        [only] => (
            format!("They begin as {}.", indefinite(&only.title)),
            view.note(only.rule),
        ),
        _ => {
            let choices = entry.iter().map(|grade| Choice {
                value: grade.id.clone(),
                text: grade.title.clone(),
            });
            fields.push(
                Field::new("grade", "Grade", Kind::Choice(choices.collect())).value(&form.grade),
            );
            (
                "They belong here from the day you give.".to_owned(),
                view.belonging_note(),
            )
        }
    };
    fields.push(day_field("Since", &form.on, view.today));
    let hint =
        "Your own number for this person, unique in the organisation. Left empty, one is given.";
    fields.push(
        Field::new("code", "Code", Kind::Line)
            .value(&form.code)
            .hint(hint)
            .optional(),
    );
    (begins, fields)
}

/// The form that brings a member to another unit.
pub(crate) fn transfer(
    view: View<'_>,
    person: PersonId,
    form: &MemberForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let from = acted_on(view, person, Action::TransferMember)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let choices = destinations(view, person);
    let to = if choices.len() > CHOICES_MAX {
        Field::new("to", "Code of the unit", Kind::Line).hint("It stands on the page of the unit.")
    } else {
        let choices = choices.into_iter().filter_map(|unit| {
            let it = view.state.unit(unit)?;
            let above = it
                .parent
                .map(|parent| format!(", {}", view.some_unit(parent)))
                .unwrap_or_default();
            Some(Choice {
                value: it.code.to_owned(),
                text: format!("{}{above}", it.name),
            })
        });
        Field::new("to", "To", Kind::Choice(choices.collect()))
    };
    let fields = vec![to.value(&form.to), day_field("From", &form.on, view.today)];
    let name = view.directory.name(person);
    Ok(FormPage {
        frame: Frame {
            path: way_to(view, person),
            ..frame
        },
        heading: format!("Transfer {name}"),
        lead: Some(format!(
            "{name} belongs to {}. Grade and dates stay; posts that ask for belonging there end.",
            view.some_unit(from)
        )),
        article: view.belonging_note(),
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/transfer"),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Transfer".to_owned(),
        back: Some(back_to(person)),
    })
}

/// Where the viewer may bring this member today: whatever the kernel would not refuse.
fn destinations(view: View<'_>, person: PersonId) -> Vec<UnitId> {
    let would = |to: UnitId| {
        let command = Command::from(TransferMember {
            person,
            to,
            on: view.today,
        });
        decide(
            view.state,
            &Request {
                actor: view.viewer,
                today: view.today,
                command,
            },
        )
        .is_ok()
    };
    view.units_where(Action::TransferMember)
        .into_iter()
        .filter(|unit| would(*unit))
        .collect()
}

/// The form that raises a member to the next grade.
pub(crate) fn promote(
    view: View<'_>,
    person: PersonId,
    form: &MemberForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    acted_on(view, person, Action::PromoteMember)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let membership = view.state.membership(person).ok_or(Failure::NotFound)?;
    let grade = view
        .charter
        .grade(membership.grade)
        .ok_or(Failure::NotFound)?;
    let next = grade
        .next
        .and_then(|next| view.charter.grade(next))
        .ok_or(Failure::NotFound)?;
    let name = view.directory.name(person);
    let since = membership.in_grade_since;
    let lead = format!(
        "{name} has been {} since {}, {}, and becomes {}.",
        indefinite(&grade.title),
        day(since),
        away(view.today, since),
        indefinite(&next.title)
    );
    Ok(FormPage {
        frame: Frame {
            path: way_to(view, person),
            ..frame
        },
        heading: format!("Make {name} {}", indefinite(&next.title)),
        lead: Some(lead),
        article: view.note(grade.rule),
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/promote"),
        guard,
        fields: vec![trouble.mark(day_field("From", &form.on, view.today))],
        submit: format!("Make {}", indefinite(&next.title)),
        back: Some(back_to(person)),
    })
}

/// The page that asks once more before somebody leaves, or records that somebody has left.
pub(crate) fn leave(
    view: View<'_>,
    person: PersonId,
    form: &MemberForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let own = view.viewer == Actor::Person(person);
    if !own {
        acted_on(view, person, Action::RecordLeaving)?;
    }
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let unit = view.state.membership(person).ok_or(Failure::NotFound)?.unit;
    let unit = view.some_unit(unit);
    let name = view.directory.name(person);
    let posts = view.posts_of(person);
    let mut lead = if own {
        format!(
            "You leave {unit} today, at once; nobody has to agree. Your card and your account are erased for good, and you are signed out."
        )
    } else {
        format!("{name} has left {unit}. The card and the account are erased for good.")
    };
    if !posts.is_empty() {
        lead.push_str(&format!(" What ends with it: {posts}."));
    }
    lead.push_str(" What was done before stays in the journal under a number without a name.");
    Ok(FormPage {
        frame: Frame {
            path: if own {
                Vec::new()
            } else {
                way_to(view, person)
            },
            ..frame
        },
        heading: if own {
            "Leave the organisation".to_owned()
        } else {
            format!("Record that {name} left")
        },
        lead: Some(lead),
        article: view.leaving_note(),
        refused: trouble.refused.clone(),
        action: format!("/people/{person}/leave"),
        guard,
        fields: if own {
            Vec::new()
        } else {
            vec![trouble.mark(day_field("Last day", &form.on, view.today))]
        },
        submit: if own {
            "Leave now".to_owned()
        } else {
            "Record it".to_owned()
        },
        back: Some(if own {
            Link::new("Stay", format!("/people/{person}"))
        } else {
            back_to(person)
        }),
    })
}

/// The unit of a member with whom the viewer may do this.
pub(super) fn acted_on(
    view: View<'_>,
    person: PersonId,
    action: Action,
) -> Result<UnitId, Failure> {
    view.person(person)?;
    let unit = view.state.membership(person).ok_or(Failure::NotFound)?.unit;
    view.unit_for(action, unit)?;
    Ok(unit)
}

pub(super) fn way_to(view: View<'_>, person: PersonId) -> Vec<Link> {
    let unit = view
        .state
        .membership(person)
        .map(|membership| membership.unit);
    let mut path = unit.map(|unit| view.path_to(unit)).unwrap_or_default();
    path.extend(view.person_link(person));
    path
}

pub(super) fn back_to(person: PersonId) -> Link {
    Link::new("Back", format!("/people/{person}"))
}
