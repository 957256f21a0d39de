//! From the record to the posts of a unit over time.

use charter::{Action, Post, PostId};
use kernel::posts::{Confirmed, Tenure};
use kernel::{Actor, UnitId};
use serde::Deserialize;

use super::taking_back;
use super::words::{Numbered, came_by, confirmation, tenure_row};
use super::{PostNow, PostsPage, TenureRow};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{AsOf, Frame, Link};
use crate::listing::{Filter, Pager, Search, address};
use crate::pages::units::fill::post_link;
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// Former holders on a page.
const ROWS: u64 = 25;
/// As many former holders can be read without a search.
const SEARCHED_FROM: usize = 6;
/// Elections on the page; the list of elections has them all.
const ELECTIONS_MAX: usize = 6;

/// Which former holders are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) q: String,
    pub(crate) post: String,
    pub(crate) page: u64,
}

impl Wanted {
    fn address(&self, unit: UnitId, page: u64) -> String {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        address(
            &format!("/units/{unit}/posts"),
            &[("q", &self.q), ("post", &self.post), ("page", &page)],
        )
    }
}

/// The posts that units of this unit's level have, and those that somebody held in it.
pub(crate) fn posts_of<'a>(view: View<'a>, unit: UnitId) -> Vec<(PostId, &'a Post)> {
    let level = view.state.unit(unit).map(|it| it.level);
    (0..)
        .map(PostId)
        .zip(&view.charter.posts)
        .filter(|(id, row)| {
            level.is_some_and(|level| row.levels.contains(&level))
                || view.state.holder_count(unit, *id) > 0
        })
        .collect()
}

/// The page.
pub(crate) fn page(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    frame: Frame,
) -> Result<PostsPage, Failure> {
    let it = view.unit(unit)?;
    let elections = view.state.numbered_elections_in(unit);
    let former: Vec<Tenure> = former(view, unit, asked);
    let every = view
        .state
        .tenures_in(unit)
        .filter(|it| it.until.is_some())
        .count();
    let total = u64::try_from(former.len()).unwrap_or(u64::MAX);
    let export = every > 0 || view.state.holders_in(unit).next().is_some();
    let pager = Pager {
        export: export.then(|| Exports::of(&asked.address(unit, 1))),
        ..Pager::at(
            asked.page,
            ROWS,
            total,
            ("former holder", "former holders"),
            &|page| asked.address(unit, page),
        )
    };
    Ok(PostsPage {
        frame: Frame {
            title: "Posts".to_owned(),
            path: view.path_to(unit),
            as_of: Some(AsOf::of(&format!("/units/{unit}/posts"), view.today)),
            ..frame
        },
        unit: Link::new(it.name, format!("/units/{unit}")),
        now: posts_of(view, unit)
            .into_iter()
            .map(|(id, row)| post_now(view, unit, (id, row), &elections))
            .collect(),
        search: (every >= SEARCHED_FROM).then(|| search(view, unit, asked)),
        before: pager
            .rows(former)
            .map(|tenure| TenureRow {
                post: Some(capital(
                    &view.post_title(tenure.post, tenure.until.unwrap_or(view.today)),
                )),
                ..tenure_row(view, &tenure, &elections)
            })
            .collect(),
        pager,
        all_elections: (elections.len() > ELECTIONS_MAX).then(|| {
            let count = counted(elections.len() as u64, "election", "elections");
            Link::new(format!("All {count}"), format!("/units/{unit}/elections"))
        }),
        elections: elections
            .iter()
            .rev()
            .take(ELECTIONS_MAX)
            .map(|it| super::elections::line(view, it))
            .collect(),
    })
}

/// Former holders that are wanted, the last first. A name that the viewer may not know is not found.
fn former(view: View<'_>, unit: UnitId, asked: &Wanted) -> Vec<Tenure> {
    let post = view.charter.post_named(&asked.post);
    let sought = asked.q.trim().to_lowercase();
    let named = |it: &Tenure| {
        sought.is_empty()
            || view.knows(it.person)
                && view
                    .directory
                    .name(it.person)
                    .to_lowercase()
                    .contains(&sought)
    };
    let mut former: Vec<Tenure> = view
        .state
        .tenures_in(unit)
        .filter(|it| it.until.is_some())
        .filter(|it| post.is_none_or(|post| it.post == post))
        .filter(named)
        .collect();
    former.sort_by_key(|it| std::cmp::Reverse((it.until, it.from)));
    former
}

fn search(view: View<'_>, unit: UnitId, asked: &Wanted) -> Search {
    let mut posts = vec![Choice {
        value: String::new(),
        text: "Every post".to_owned(),
    }];
    posts.extend(posts_of(view, unit).into_iter().map(|(_, row)| Choice {
        value: row.id.clone(),
        text: capital(row.title_on(view.today)),
    }));
    let filter = Filter {
        name: "post".to_owned(),
        label: "Post".to_owned(),
        choices: posts,
        chosen: asked.post.clone(),
    };
    Search {
        days: Vec::new(),
        action: format!("/units/{unit}/posts"),
        label: Some("Name".to_owned()),
        query: asked.q.clone(),
        filters: vec![filter],
        narrowed: !(asked.q.is_empty() && asked.post.is_empty()),
    }
}

fn post_now(
    view: View<'_>,
    unit: UnitId,
    (id, row): (PostId, &Post),
    elections: &Numbered,
) -> PostNow {
    let mut held: Vec<Tenure> = view.state.holders(unit, id).collect();
    held.sort_by_key(|it| it.from);
    let holders = held.iter().map(|tenure| TenureRow {
        acts: holder_acts(view, row, tenure),
        ..tenure_row(view, tenure, elections)
    });
    let last = view
        .state
        .tenures_in(unit)
        .filter(|it| it.post == id)
        .filter_map(|it| it.until)
        .max();
    let vacant = (held.len() < usize::from(row.least)).then(|| match last {
        Some(on) if held.is_empty() => {
            format!("vacant since {}, {}", day(on), away(view.today, on))
        }
        _ if held.is_empty() => "vacant".to_owned(),
        _ => format!("{} of {} places are taken", held.len(), row.least),
    });
    let choosing = view.charter.choosing_of(id);
    PostNow {
        title: post_link(view, unit, row),
        holders: holders.collect(),
        vacant,
        acts: post_acts(view, unit, (id, row), held.len()),
        article: view.note(choosing.map_or(row.rule, |choosing| choosing.rule)),
    }
}

/// The ways to fill a post.
pub(crate) fn post_acts(
    view: View<'_>,
    unit: UnitId,
    (id, row): (PostId, &Post),
    held: usize,
) -> Vec<Link> {
    if view.state.standing_level(unit).is_none() {
        return Vec::new();
    }
    let at = |what: &str| format!("/units/{unit}/posts/{}/{what}", row.id);
    let elected = view
        .charter
        .choosing_of(id)
        .filter(|choosing| choosing.election.is_some());
    let elect = elected.is_some() && view.may(Action::RecordElection, unit);
    let must = elected
        .and_then(|choosing| view.charter.rule(choosing.rule))
        .is_some_and(|rule| rule.modality == charter::Modality::Must);
    let room = held < usize::from(row.most);
    let fill = room && !must && view.may(Action::FillPost, unit);
    let elect = elect.then(|| Link::new("Record an election", at("elect")));
    let fill = fill.then(|| Link::new("Fill it", at("fill")));
    elect.into_iter().chain(fill).collect()
}

/// What can be done about somebody who holds a post.
pub(super) fn holder_acts(view: View<'_>, row: &Post, tenure: &Tenure) -> Vec<Link> {
    let unit = tenure.unit;
    let way = |text: &str, what: &str| {
        let path = format!("/units/{unit}/posts/{}/{what}", row.id);
        Link::new(
            text,
            address(&path, &[("person", &tenure.person.to_string())]),
        )
    };
    let waits = view
        .state
        .confirming(tenure)
        .map(|it| it.standing(view.today))
        .is_some_and(|it| matches!(it, Confirmed::Awaited | Confirmed::Owed));
    let mut acts = Vec::new();
    if waits && view.may(Action::ConfirmHolder, unit) {
        acts.push(way("Confirm", "confirm"));
        acts.push(way("Refuse", "decline"));
    }
    if super::hand_over::takes_part(view, tenure) {
        acts.push(way("Handing over", "hand-over"));
    }
    if taking_back::can_be_withdrawn(view, tenure) {
        acts.push(way("Take the confirmation back", "withdraw"));
    }
    if view.may(Action::FillPost, unit) {
        acts.push(way("Never held it? Strike it", "strike"));
    }
    if taking_back::can_be_struck(view, tenure) {
        acts.push(way("Strike the handing over", "strike-hand-over"));
    }
    if view.viewer == Actor::Person(tenure.person) || view.may(Action::FillPost, unit) {
        acts.push(way("Lay it down", "lay-down"));
    }
    acts
}

/// Everybody who holds or held a post here, as a file.
pub(crate) fn sheet(
    view: View<'_>,
    unit: UnitId,
    asked: &Wanted,
    format: Format,
) -> Result<Sheet, Failure> {
    let it = view.unit(unit)?;
    let heads = [
        "unit",
        "unit name",
        "post",
        "person",
        "name",
        "from",
        "until",
        "how",
        "confirmation",
        "handed over",
    ];
    let elections = view.state.numbered_elections_in(unit);
    let post = view.charter.post_named(&asked.post);
    let now = view
        .state
        .holders_in(unit)
        .filter(|it| post.is_none_or(|post| it.post == post));
    let mut sheet = Sheet::new(format, &heads);
    for tenure in now.chain(former(view, unit, asked)) {
        let known = view.knows(tenure.person);
        sheet.row([
            it.code.into(),
            it.name.into(),
            view.post_title(tenure.post, tenure.until.unwrap_or(view.today))
                .into(),
            known.then(|| i64::from(tenure.person.0)).into(),
            known.then(|| view.directory.name(tenure.person)).into(),
            tenure.from.into(),
            tenure.until.into(),
            came_by(view, &tenure, &elections).text.into(),
            confirmation(view, &tenure).map(|(_, text)| text).into(),
            view.state.handed_over(&tenure).into(),
        ]);
    }
    Ok(sheet)
}
