//! The form that records an election, and what it sends.

use std::collections::BTreeSet;

use charter::{Action, Choosing, HolderFrom, Post, PostId};
use kernel::posts::{PostRefusal, RecordElection};
use kernel::{PersonId, Reason, UnitId};
use serde::Deserialize;

use super::{ElectPage, NomineeFields};
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::view::View;

/// Nominees the form has room for at first, and how many more at a time.
const ROWS: usize = 4;
/// Nominees of one form.
const ROWS_MAX: usize = 60;
/// As many people can be chosen from; of more, each is named by code.
const CHOICES_MAX: usize = 200;
/// Ballots that a form can count.
const COUNT_MAX: u32 = 100_000_000;

/// What the form sends. Rows of nominees stand in the order of the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ElectForm {
    pub(crate) on: String,
    pub(crate) entitled: String,
    pub(crate) ballots: String,
    pub(crate) valid: String,
    pub(crate) places: String,
    /// Number of the person or, where there are too many to choose from, their code.
    pub(crate) who: Vec<String>,
    pub(crate) votes: Vec<String>,
    /// The rows of those who were declared elected, from one.
    pub(crate) elected: Vec<usize>,
    /// Whether only more rows are wanted.
    pub(crate) more: String,
}

/// The post and how it is filled, where it is filled by election here and the viewer records it.
fn elected_here<'a>(
    view: View<'a>,
    unit: UnitId,
    post: &str,
) -> Result<(PostId, &'a Post, &'a Choosing), Failure> {
    view.unit_for(Action::RecordElection, unit)?;
    let (id, row) = super::fill::named(view, post)?;
    let choosing = view.charter.choosing_of(id);
    let choosing = choosing.filter(|choosing| choosing.election.is_some());
    Ok((id, row, choosing.ok_or(Failure::NotFound)?))
}

/// What the form asks for, as far as it says it clearly.
pub(crate) fn command(
    view: View<'_>,
    unit: UnitId,
    post: &str,
    form: &ElectForm,
    trouble: &mut Trouble,
) -> Result<Option<RecordElection>, Failure> {
    let (id, row, _) = elected_here(view, unit, post)?;
    let on = trouble.day("on", &form.on);
    let entitled = count(trouble, "entitled", &form.entitled);
    let ballots = count(trouble, "ballots", &form.ballots);
    let valid = count(trouble, "valid", &form.valid);
    let places = if row.most > 1 {
        count(trouble, "places", &form.places).and_then(|it| u8::try_from(it).ok())
    } else {
        Some(1)
    };
    let (mut votes, mut elected) = (Vec::new(), Vec::new());
    for nominee in rows(form) {
        let typed = nominee.who.trim();
        if typed.is_empty() {
            if nominee.votes.trim().is_empty() && !nominee.elected {
                continue;
            }
            trouble.note("nominees", &format!("Say who nominee {} is.", nominee.row));
            continue;
        }
        let Some(person) = somebody(view, unit, (id, row), typed) else {
            let what = format!("Nominee {} is nobody whom you may know.", nominee.row);
            trouble.note("nominees", &what);
            continue;
        };
        let Ok(got) = nominee.votes.trim().parse() else {
            let what = format!(
                "Give the votes for {} as a whole number; 0 where there were none.",
                view.directory.name(person)
            );
            trouble.note("nominees", &what);
            continue;
        };
        votes.push((person, got));
        if nominee.elected {
            elected.push(person);
        }
    }
    if votes.is_empty() {
        trouble.note("nominees", "Name whoever stood, and the votes for each.");
    }
    let figures = entitled.zip(ballots).zip(valid);
    Ok(on
        .zip(figures)
        .zip(places)
        .map(
            |((on, ((entitled, ballots), valid)), places)| RecordElection {
                unit,
                post: id,
                places,
                entitled,
                ballots,
                valid,
                votes,
                elected,
                on,
            },
        ))
}

fn count(trouble: &mut Trouble, field: &str, text: &str) -> Option<u32> {
    let read = text.trim().parse().ok();
    if read.is_none() {
        trouble.note(field, "Give a whole number.");
    }
    read
}

/// Somebody by number where they could be chosen, and by code where they could not.
fn somebody(view: View<'_>, unit: UnitId, post: (PostId, &Post), typed: &str) -> Option<PersonId> {
    let person = if eligible(view, unit, post).len() > CHOICES_MAX {
        view.directory.person(typed)
    } else {
        typed.parse().ok().map(PersonId)
    };
    person.filter(|person| view.knows(*person))
}

/// The rows of a form as they were typed.
fn rows(form: &ElectForm) -> Vec<NomineeFields> {
    form.who
        .iter()
        .take(ROWS_MAX)
        .enumerate()
        .map(|(at, who)| {
            let row = at.saturating_add(1);
            NomineeFields {
                row,
                who: who.clone(),
                votes: form.votes.get(at).cloned().unwrap_or_default(),
                elected: form.elected.contains(&row),
            }
        })
        .collect()
}

/// Whom the viewer knows and whose grade and belonging let them hold the post.
fn eligible(view: View<'_>, unit: UnitId, (_, row): (PostId, &Post)) -> Vec<PersonId> {
    let area = match row.from {
        HolderFrom::OwnUnit => vec![unit],
        HolderFrom::OwnOrBelow => view.state.units_within(unit),
        HolderFrom::Anywhere => view.units_where(Action::SeeRoll),
    };
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    for unit in area {
        if people.len() > CHOICES_MAX {
            break;
        }
        people.extend(view.state.roll(unit).filter(|person| {
            let grade = view.state.membership(*person).map(|it| it.grade);
            let may = grade.is_some_and(|grade| row.grades.contains(&grade));
            (row.grades.is_empty() || may) && view.knows(*person)
        }));
    }
    people.into_iter().collect()
}

/// The form.
pub(crate) fn page(
    view: View<'_>,
    unit: UnitId,
    post: &str,
    form: &ElectForm,
    with: Drawing,
) -> Result<ElectPage, Failure> {
    let it = view.unit_for(Action::RecordElection, unit)?;
    let (id, row, choosing) = elected_here(view, unit, post)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let people = eligible(view, unit, (id, row));
    let choices = if people.len() > CHOICES_MAX {
        Vec::new()
    } else {
        choices(view, people)
    };
    let heading = format!("Election of the {}", row.title_on(view.today));
    let article = view.note(choosing.rule);
    // The banner brings its article along: the same is not shown twice.
    let said = trouble.refused.as_ref().map(|refused| &refused.article);
    let article = article.filter(|note| said.and_then(|it| it.as_ref()) != Some(note));
    let nominees_error = trouble.error_at("nominees");
    Ok(ElectPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading,
        lead: format!(
            "In {}. {} Enter what was counted; whom it elects follows from the figures and the article.",
            it.name,
            super::fill::holders_words(view, unit, id)
        ),
        article,
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/posts/{post}/elect"),
        guard,
        on: trouble.mark(day_field("Day of the election", &form.on, view.today)),
        voters: voters_words(view.state.voters_in(view.charter, unit)),
        figures: figures(view, unit, row, form)
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        nominees: nominee_rows(form),
        people: choices,
        nominees_error,
        back: Link::new("Back", format!("/units/{unit}/posts")),
    })
}

/// What else can be done than what was refused.
pub(crate) fn ways_on(unit: UnitId, reason: Option<&Reason>) -> Vec<Link> {
    let Some(Reason::Posts(PostRefusal::AlreadyRecorded { number, .. })) = reason else {
        return Vec::new();
    };
    let way = format!("/units/{unit}/elections/{number}");
    vec![Link::new("See that record", way)]
}

fn choices(view: View<'_>, people: Vec<PersonId>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = people
        .into_iter()
        .map(|person| Choice {
            value: person.to_string(),
            text: view.directory.name(person),
        })
        .collect();
    choices.sort_by_cached_key(|choice| choice.text.to_lowercase());
    choices
}

/// The rows as they were typed, with empty ones behind them.
fn nominee_rows(form: &ElectForm) -> Vec<NomineeFields> {
    let mut typed = rows(form);
    let wanted = if typed.is_empty() {
        ROWS
    } else if form.more.is_empty() {
        typed.len()
    } else {
        typed.len().saturating_add(ROWS)
    };
    for at in typed.len()..wanted.min(ROWS_MAX) {
        typed.push(NomineeFields {
            row: at.saturating_add(1),
            who: String::new(),
            votes: String::new(),
            elected: false,
        });
    }
    typed
}

fn figures(view: View<'_>, unit: UnitId, row: &Post, form: &ElectForm) -> Vec<Field> {
    let number = |name: &str, label: &str, typed: &str| {
        Field::new(name, label, Kind::Number(0, COUNT_MAX)).value(typed)
    };
    let voters = view.state.voters_in(view.charter, unit);
    let entitled = if form.entitled.is_empty() && voters > 0 {
        voters.to_string()
    } else {
        form.entitled.clone()
    };
    let mut fields = vec![
        number("entitled", "Entitled", &entitled),
        number("ballots", "Ballots cast", &form.ballots),
        number("valid", "Valid", &form.valid),
    ];
    if row.most > 1 {
        let typed = if form.places.is_empty() {
            row.most.to_string()
        } else {
            form.places.clone()
        };
        let kind = Kind::Number(1, u32::from(row.most));
        fields.push(Field::new("places", "Places", kind).value(typed));
    }
    fields
}

fn voters_words(voters: u32) -> Option<String> {
    match voters {
        0 => None,
        1 => Some("One on the roll has a vote today.".to_owned()),
        voters => Some(format!("{voters} on the roll have a vote today.")),
    }
}
