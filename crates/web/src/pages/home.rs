//! Home: what is due from the viewer and the viewer's units, most urgent first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::due::{self, DueWhat};

use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::frame::{Frame, Link, Room};
use crate::pages::units::Figure;
use crate::session::SignedIn;
use crate::site::{Site, html};
use crate::pictures::mosaic::Mosaic;
use crate::pictures::strip::Strip;
use crate::standing::Standing;

/// The home page.
#[derive(Debug, Template)]
#[template(path = "home/show.html")]
pub struct HomePage {
    /// What stands around it.
    pub frame: Frame,
    /// Today, in full.
    pub today: String,
    /// What is due, most urgent first.
    pub due: Vec<Due>,
    /// The way to the rest, where there is more than fits.
    pub more: Option<Link>,
    /// Units the viewer belongs to or holds a post in.
    pub own: Vec<OwnUnit>,
    /// What the viewer looks after, for a viewer with units beneath.
    pub below: Option<Below>,
}

/// Something that is due.
#[derive(Debug)]
pub struct Due {
    /// What it is.
    pub what: Link,
    /// How far away: `in 3 days`, `2 days late`.
    pub when: String,
    /// Whether its day has passed.
    pub late: bool,
    /// What else helps: when it was last done, what happens otherwise.
    pub details: Vec<String>,
    /// The way to do it.
    pub act: Option<Link>,
    /// The article that asks for it.
    pub article: Option<ArticleNote>,
}

/// A unit of the viewer's.
#[derive(Debug)]
pub struct OwnUnit {
    /// The unit.
    pub unit: Link,
    /// Where it stands, and the viewer's post or grade in it.
    pub place: String,
    /// Its people, counted by grade: `22 members`, `2 guests`.
    pub counts: Vec<String>,
    /// How it stands to the rules.
    pub standing: Standing,
    /// What the standing means: how far the edge is and what lies behind it.
    pub note: Option<String>,
    /// Its meetings of the year.
    pub strip: Option<Strip>,
    /// The article that governs the standing.
    pub article: Option<ArticleNote>,
}

/// The units under the viewer's.
#[derive(Debug)]
pub struct Below {
    /// The unit they stand under.
    pub unit: Link,
    /// Figures that lead to what they count.
    pub figures: Vec<Figure>,
    /// The small picture of them.
    pub mosaic: Mosaic,
}

/// `GET /`
pub(crate) async fn show(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    let today = site.today();
    let page = site
        .read(|state, directory| HomePage {
            frame: by.frame(state, directory, Some(Room::Home), "Due from you"),
            today: crate::words::weekday(today),
            due: due::due(state, by.actor, today)
                .iter()
                .filter_map(|it| due_line(state, today, it))
                .collect(),
            more: None,
            own: Vec::new(),
            below: None,
        })?;
    Ok(html(&page))
}

/// Something that is due, in words.
fn due_line(state: &kernel::State, today: jiff::civil::Date, it: &due::Due) -> Option<Due> {
    let charter = state.charter_on(today)?;
    let unit = state.unit(it.unit)?;
    let (text, act) = match &it.what {
        DueWhat::Meeting(kind) => {
            let kind = charter.meeting(*kind)?;
            let record = format!("/units/{}/meetings/new?kind={}", unit.id, kind.id);
            (format!("{} of {}", kind.title, unit.name), Some(Link::new("Record it", record)))
        }
        DueWhat::Mend(finding) => (finding.message(state, charter), None),
    };
    Some(Due {
        what: Link::new(text, format!("/units/{}", unit.id)),
        when: it.by.map(|by| crate::words::due(today, by)).unwrap_or_default(),
        late: it.by.is_some_and(|by| by < today),
        details: Vec::new(),
        act,
        article: ArticleNote::of_rule(charter, it.rule),
    })
}
