//! What a conference does, on its page: who attends, what is on
//! the agenda, said and presented, and the votes with their figures.

use axum::extract::State;
use axum::response::Response;
use charter::{Action, ConferenceRule};
use kernel::conferences::{Attendee, Capacity, Conference, Item, ItemKind, Vote};
use kernel::directives::Origin;
use kernel::{ConferenceId, DocumentId, UnitId};
use serde::Deserialize;

use super::fill::{Text, days, known, rule, title};
use super::{AttendanceRow, ItemRow, ProceedingsPage, routes};
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::listing::{Pager, address, address_of_page};
use crate::pages::directives;
use crate::session::{At, Query, SignedIn};
use crate::site::{Site, html};
use crate::view::View;
use crate::words::{capital, day, figure};

/// Lines of attendance on one page.
const LINES: u64 = 100;

/// What the address of the page says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// The page of the attendance, counted from one.
    page: u64,
}

/// The word for a capacity, in forms, files and the API.
pub(crate) fn capacity_word(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Participant => "participant",
        Capacity::Platform => "platform",
        Capacity::Guest => "guest",
    }
}

/// The capacity that a word stands for.
pub(crate) fn capacity_named(word: &str) -> Option<Capacity> {
    [Capacity::Participant, Capacity::Platform, Capacity::Guest]
        .into_iter()
        .find(|capacity| capacity_word(*capacity) == word)
}

/// The word for what is entered.
pub(crate) fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Session => "session",
        ItemKind::Workshop => "workshop",
        ItemKind::Point => "point",
        ItemKind::Speech => "speech",
        ItemKind::Paper => "paper",
    }
}

/// What is entered under a word.
pub(crate) fn kind_named(word: &str) -> Option<ItemKind> {
    let mut kinds = ItemKind::ALL.iter().copied();
    kinds.find(|kind| kind_word(*kind) == word)
}

/// Every text about what a conference did.
fn texts_of(view: View<'_>, conference: ConferenceId) -> Vec<DocumentId> {
    let items = view.state.conference_items(conference).into_iter();
    let written = |it: Item| {
        let more = [it.text, it.sender, it.addressee, it.struck];
        std::iter::once(it.title).chain(more.into_iter().flatten())
    };
    let mut texts: Vec<DocumentId> = items.flat_map(written).collect();
    let votes = view.state.conference_votes(conference).into_iter();
    texts.extend(votes.filter_map(|vote| vote.struck));
    texts
}

/// `GET /conferences/{id}/proceedings`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(conference): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let conference = ConferenceId(conference);
    let (it, ids) = site.look(&by, |view| {
        let it = known(view, conference)?;
        let named = view.state.conference_attendance(conference).into_iter();
        let named = named.filter_map(|row| match row.who {
            Attendee::Named(text) => Some(text),
            Attendee::Person(_) => None,
        });
        let mut ids = texts_of(view, conference);
        ids.extend(named);
        Ok((it, ids))
    })?;
    let mut texts = routes::texts(&site, &[it])?;
    for id in ids {
        texts.push((id, site.text(id)?));
    }
    let texts: std::collections::BTreeMap<DocumentId, Option<String>> = texts.into_iter().collect();
    let text = |id: DocumentId| texts.get(&id).cloned().flatten();
    let page = site.look(&by, |view| {
        let frame = by.frame(
            view.state,
            view.directory,
            Some(Room::Conferences),
            "Proceedings",
        );
        page(view, conference, &wanted, &text, frame)
    })?;
    Ok(html(&page))
}

fn page(
    view: View<'_>,
    conference: ConferenceId,
    asked: &Wanted,
    text: &Text<'_>,
    frame: Frame,
) -> Result<ProceedingsPage, Failure> {
    let it = known(view, conference)?;
    let rule = rule(view, &it)?;
    let runs = it.called_off.is_none() && view.may(Action::RunConference, it.unit);
    let votes = view.state.conference_votes(conference);
    let items = view.state.conference_items(conference);
    let attended = view.state.conference_attendance(conference);
    let own = format!("/conferences/{conference}/proceedings");
    let pager = Pager::at(
        asked.page,
        LINES,
        u64::try_from(attended.len()).unwrap_or(u64::MAX),
        ("line", "lines"),
        &|page| address_of_page(&own, &[], page),
    );
    let attendance = pager
        .rows(attended)
        .map(|row| {
            let (name, href) = match row.who {
                Attendee::Person(person) => {
                    let link = view.person_link(person);
                    (capital(&view.someone(person)), link.map(|link| link.href))
                }
                Attendee::Named(id) => (text(id).unwrap_or_else(|| "a guest".to_owned()), None),
            };
            let posts = row.posts.iter().map(|tenure| {
                let post = view.post_title(tenure.post, it.first);
                format!("{post} of {}", view.some_unit(tenure.unit))
            });
            AttendanceRow {
                name,
                href,
                about: std::iter::once(capacity_word(row.capacity).to_owned())
                    .chain(posts)
                    .collect::<Vec<_>>()
                    .join(" · "),
            }
        })
        .collect();
    let way = |text: &str, what: &str| Link::new(text, format!("/conferences/{conference}/{what}"));
    let acts = if runs {
        vec![
            way("Enter an item", "item"),
            way("Record a vote", "vote"),
            way("List who attends", "attendance"),
        ]
    } else {
        Vec::new()
    };
    Ok(ProceedingsPage {
        frame: Frame {
            path: view.path_to(it.unit),
            ..frame
        },
        heading: "Proceedings".to_owned(),
        conference: Link::new(title(view, &it, text), format!("/conferences/{conference}")),
        about: days(&it),
        acts,
        article: view.note(rule.rule),
        items: items
            .iter()
            .map(|item| item_row(view, (&it, rule, runs), item, &votes, text))
            .collect(),
        attendance,
        pager,
    })
}

/// Whether the viewer may issue a directive from the unit that called the conference.
fn issues(view: View<'_>, unit: UnitId) -> bool {
    let level = view.state.standing_level(unit);
    let mut kinds = view.charter.directives.iter();
    kinds.any(|rule| level.is_some_and(|level| rule.levels.contains(&level)))
        && view.may(Action::IssueDirective, unit)
}

/// An item with its votes, in words.
fn item_row(
    view: View<'_>,
    (it, rule, runs): (&Conference, &ConferenceRule, bool),
    item: &Item,
    votes: &[Vote],
    text: &Text<'_>,
) -> ItemRow {
    let mut about = vec![format!("{} {}", capital(kind_word(item.kind)), item.number)];
    about.push(day(item.on));
    if let Some(under) = item.under {
        let read = if item.read { "read out" } else { "stands" };
        about.push(format!("{read} under {under}"));
    }
    if let Some(from) = item.sender.and_then(text) {
        about.push(format!("from {from}"));
    }
    if let Some(to) = item.addressee.and_then(text) {
        about.push(format!("to {to}"));
    }
    if let Some(speaker) = item.speaker {
        about.push(format!("by {}", view.someone(speaker)));
    }
    let strikes = |what: &str, number: u32| {
        let own = format!("/conferences/{}/{what}", it.id);
        Link::new(
            "Strike it",
            address(&own, &[("number", &number.to_string())]),
        )
    };
    let votes = votes.iter().filter(|vote| vote.item == item.number);
    let votes = votes
        .map(|vote| {
            let link = strikes("strike-vote", vote.number);
            let strike = (runs && vote.struck.is_none()).then_some(link);
            (vote_words(rule, vote, text), strike)
        })
        .collect();
    let directives = view
        .state
        .carrying_out(Origin::Item(it.id, item.number))
        .filter_map(|id| directives::words::link(view, id));
    let mut acts = Vec::new();
    if item.struck.is_none() {
        if issues(view, it.unit) {
            let origin = format!("conference-{}-item-{}", it.id, item.number);
            let way = format!("/units/{}/directives/new", it.unit);
            acts.push(Link::new(
                "Issue what follows",
                address(&way, &[("origin", &origin)]),
            ));
        }
        acts.extend(runs.then(|| strikes("strike-item", item.number)));
    }
    ItemRow {
        number: item.number,
        title: text(item.title).unwrap_or_default(),
        about: about.join(" · "),
        text: item.text.and_then(text),
        struck: item.struck.map(|why| {
            let why = text(why).unwrap_or_default();
            format!("Struck: {why}")
        }),
        votes,
        followed: directives.collect(),
        acts,
    }
}

/// A vote with its figures and the verdict.
fn vote_words(rule: &ConferenceRule, vote: &Vote, text: &Text<'_>) -> String {
    let majority = rule.majorities.get(usize::from(vote.majority));
    let title = majority.map_or("", |row| row.title.as_str());
    let verdict = if vote.adopted {
        "Adopted"
    } else {
        "Not adopted"
    };
    let count = |count: u32| figure(u64::from(count));
    let quorum = match vote.quorum {
        Some(quorum) => format!(", {} had to be there", count(quorum)),
        None => String::new(),
    };
    let struck = vote.struck.map_or_else(String::new, |why| {
        format!(" Struck: {}", text(why).unwrap_or_default())
    });
    format!(
        "Vote {} on {}, as {title}: {} for, {} against, {} abstained; {} of {} with a seat were there{quorum}; {} votes were needed. {verdict}.{struck}",
        vote.number,
        day(vote.on),
        count(vote.favour),
        count(vote.against),
        count(vote.abstained),
        count(vote.present),
        count(vote.entitled),
        count(vote.needed),
    )
}
