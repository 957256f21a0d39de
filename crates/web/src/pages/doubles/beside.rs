//! Two people side by side, with the reasons why they may be one. Contacts are not
//! shown: who looks at those is noted, person by person.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use charter::Action;
use kernel::PersonId;

use super::fill::{Pair, may_merge, pair_of, pairs_among, way_to_merge};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::session::{At, SignedIn};
use crate::site::{Site, html};
use crate::view::View;
use crate::words::{capital, day};

/// Two people side by side.
#[derive(Debug, Template)]
#[template(path = "doubles/beside.html")]
pub(crate) struct BesidePage {
    /// What stands around it.
    pub(crate) frame: Frame,
    /// The question.
    pub(crate) heading: String,
    /// Why they may be one, a phrase each.
    pub(crate) reasons: Vec<String>,
    /// Which number would stand, in a sentence; empty where the viewer may not say so.
    pub(crate) about: String,
    /// What the viewer may say.
    pub(crate) acts: Vec<Link>,
    /// The article that gives the right.
    pub(crate) article: Option<ArticleNote>,
    /// The two.
    pub(crate) people: Vec<Link>,
    /// What is known of them.
    pub(crate) rows: Vec<BesideRow>,
}

/// What is known of the two in one thing.
#[derive(Debug)]
pub(crate) struct BesideRow {
    /// In what.
    pub(crate) label: String,
    /// Whether it is the same of both.
    pub(crate) same: bool,
    /// Of each, a line for each thing.
    pub(crate) sides: Vec<Vec<String>>,
}

/// `GET /people/{id}/beside/{other}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((one, other)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let (one, other) = (view.person(PersonId(one))?, view.person(PersonId(other))?);
        if one == other {
            return Err(Failure::NotFound);
        }
        let frame = by.frame(view.state, view.directory, Some(Room::People), HEADING);
        Ok(page(view, frame, [one, other]))
    })?;
    Ok(html(&page))
}

const HEADING: &str = "Are these one person?";

fn page(view: View<'_>, frame: Frame, [one, other]: [PersonId; 2]) -> BesidePage {
    let found = pairs_among(view, &[one, other]).into_iter().next();
    let pair = found.unwrap_or_else(|| pair_of(view, one, other));
    let two = [pair.kept, pair.former];
    let may = may_merge(view, two);
    let link =
        |person: PersonId| Link::new(view.directory.name(person), format!("/people/{person}"));
    BesidePage {
        frame,
        heading: HEADING.to_owned(),
        reasons: pair.reasons.iter().map(|it| capital(it)).collect(),
        about: if may {
            stands(view, &pair)
        } else {
            String::new()
        },
        acts: may
            .then(|| Link::new("It is one person", way_to_merge(view, &pair)))
            .into_iter()
            .collect(),
        article: may.then(|| view.right_note(Action::MergeMembers)).flatten(),
        people: two.map(link).into(),
        rows: rows(view, two),
    }
}

/// Which number would stand.
fn stands(view: View<'_>, pair: &Pair) -> String {
    let name = view.directory.name(pair.kept);
    let code = view.code_of(pair.kept);
    let code = code.map(|code| format!(" ({code})")).unwrap_or_default();
    format!(
        "If they are one, the number of {name}{code} stands: it was there first. If they are two, nothing need be done."
    )
}

fn rows(view: View<'_>, two: [PersonId; 2]) -> Vec<BesideRow> {
    let row = |label: &str, of: &dyn Fn(PersonId) -> Vec<String>| {
        let sides: Vec<Vec<String>> = two.iter().map(|person| of(*person)).collect();
        let same = sides
            .iter()
            .all(|it| !it.is_empty() && Some(it) == sides.first());
        BesideRow {
            label: label.to_owned(),
            same,
            sides,
        }
    };
    let member = |person| view.state.membership(person);
    vec![
        row("Names", &|person| {
            let card = view.directory.card(person);
            let names = card.map(|card| card.names().map(str::to_owned).collect());
            names.unwrap_or_default()
        }),
        row("Code", &|person| view.code_of(person).into_iter().collect()),
        row("Unit", &|person| {
            let unit = member(person).map(|it| view.some_unit(it.unit));
            unit.into_iter().collect()
        }),
        row("Grade", &|person| {
            member(person)
                .map(|_| view.grade_of(person))
                .into_iter()
                .collect()
        }),
        row("Joined", &|person| {
            member(person)
                .map(|it| day(it.joined))
                .into_iter()
                .collect()
        }),
        row("In the unit since", &|person| {
            let since = member(person).map(|it| day(it.in_unit_since));
            since.into_iter().collect()
        }),
        row("In the grade since", &|person| {
            let since = member(person).map(|it| day(it.in_grade_since));
            since.into_iter().collect()
        }),
        row("Posts", &|person| posts(view, person)),
    ]
}

/// Posts now and before, as far as the viewer may know where.
fn posts(view: View<'_>, person: PersonId) -> Vec<String> {
    let held = view.state.tenures_of(person);
    let held = held.filter(|it| view.knows_unit(it.unit));
    let line = |it: kernel::posts::Tenure| {
        let what = view.tenure_words(it, it.until.unwrap_or(view.today));
        let from = day(it.from);
        match it.until {
            Some(until) => format!("{what}, {from} to {}", day(until)),
            None => format!("{what}, since {from}"),
        }
    };
    held.map(line).collect()
}
