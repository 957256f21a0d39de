//! Search over everything that is published, which says how it matched.

use record::{Answer, Archive, Kind};
use serde::Deserialize;

use super::{FoundGroup, SearchPage, people, reader::Reader, words};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::Link;
use crate::listing::{Filter, Pager, Search, address, address_of_page};
use crate::site::Site;
use crate::words::{capital, counted, figure};

/// Rows of a group where several stand together.
const ROWS_MAX: usize = 50;

/// The kinds of things, in the order of the page: as the address names each, and its heading.
const KINDS: [(Option<Kind>, &str, &str); 7] = [
    (Some(Kind::Person), "people", "People"),
    (Some(Kind::Event), "events", "Events"),
    (Some(Kind::Text), "texts", "Texts"),
    (Some(Kind::Organisation), "organisations", "Organisations"),
    (Some(Kind::Post), "posts", "Posts"),
    (Some(Kind::Photograph), "photographs", "Photographs"),
    (None, "tags", "Tags"),
];

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(super) q: String,
    /// One kind alone, page by page.
    pub(super) kind: String,
    pub(super) page: u64,
}

/// The page.
pub(super) fn page(site: &Site, reader: &Reader, wanted: &Wanted) -> Result<SearchPage, Failure> {
    let archive = &reader.archive;
    let answer = archive.search(&wanted.q);
    let total = answer.people.len() + answer.others.len() + answer.tags.len();
    let mut groups = groups(archive, &answer);
    let filter = filter(&groups, wanted);
    let only = groups.iter().position(|it| it.word == wanted.kind);
    let pager = only.map(|at| {
        let group = groups.swap_remove(at);
        let asked = [("q", wanted.q.as_str()), ("kind", wanted.kind.as_str())];
        let count = u64::try_from(group.rows.len()).unwrap_or(u64::MAX);
        let pager = Pager::at(
            wanted.page,
            ROWS_MAX as u64,
            count,
            ("row", "rows"),
            &|page| address_of_page("/search", &asked, page),
        );
        groups = vec![Group {
            rows: pager.rows(group.rows).collect(),
            ..group
        }];
        pager
    });
    let found = counted(u64::try_from(total).unwrap_or(u64::MAX), "thing", "things");
    let brackets = if answer.brackets_passed_over {
        " Brackets did not fit and were passed over."
    } else {
        ""
    };
    let mut around = reader.around(site, "/search", "/search");
    "Search names in any spelling, titles, texts and tags.".clone_into(&mut around.description);
    Ok(SearchPage {
        frame: reader.frame(site, "Search")?,
        around,
        search: Search {
            action: "/search".to_owned(),
            label: Some("Name in any spelling, or words".to_owned()),
            query: wanted.q.clone(),
            filters: filter.into_iter().collect(),
            narrowed: pager.is_some(),
            ..Search::default()
        },
        about: (!wanted.q.trim().is_empty()).then(|| match total {
            0 => format!(
                "Nothing published has “{}” in it.{brackets} Try a part of the name, or fewer words.",
                wanted.q.trim()
            ),
            _ => format!("{found} found.{brackets}"),
        }),
        groups: groups.into_iter().map(|it| it.cut(wanted)).collect(),
        pager,
    })
}

/// Which kind alone is shown, where several were found.
fn filter(groups: &[Group], wanted: &Wanted) -> Option<Filter> {
    let all = Choice {
        value: String::new(),
        text: "Everything".to_owned(),
    };
    let choices = groups.iter().map(|it| Choice {
        value: it.word.to_owned(),
        text: format!("{} ({})", it.heading, figure(it.rows.len() as u64)),
    });
    let narrowed = groups.iter().any(|it| it.word == wanted.kind);
    (groups.len() > 1 || narrowed).then(|| Filter {
        name: "kind".to_owned(),
        label: "Kind".to_owned(),
        choices: std::iter::once(all).chain(choices).collect(),
        chosen: wanted.kind.clone(),
    })
}

/// What was found of a kind: rows of what, and how it matched.
#[derive(Debug)]
struct Group {
    word: &'static str,
    heading: &'static str,
    rows: Vec<(Link, String)>,
}

impl Group {
    /// The group as it is shown: its first rows, with the way to all of them.
    fn cut(mut self, wanted: &Wanted) -> FoundGroup {
        let all = self.rows.len();
        self.rows.truncate(ROWS_MAX);
        let more = (all > self.rows.len()).then(|| {
            let asked = [("q", wanted.q.as_str()), ("kind", self.word)];
            let text = format!("All {} of them", figure(all as u64));
            Link::new(text, address("/search", &asked))
        });
        FoundGroup {
            heading: self.heading.to_owned(),
            rows: self.rows,
            more,
        }
    }
}

/// What was found, kind by kind, people first and tags last.
fn groups(archive: &Archive, answer: &Answer<'_>) -> Vec<Group> {
    let of_kind = |kind: Kind| {
        let hits = answer.people.iter().chain(&answer.others);
        let hits = hits.filter(move |hit| hit.kind == kind);
        let row = |hit: &record::Hit<'_>| {
            let link = words::link(archive, kind, hit.thing);
            let when =
                matches!(kind, Kind::Event | Kind::Text).then(|| words::when(archive, hit.thing));
            let how = people::how(hit.matched);
            let about =
                when.map_or_else(|| how.clone(), |when| format!("{} · {how}", capital(&when)));
            (Link::new(capital(&link.text), link.href), about)
        };
        hits.map(row).collect()
    };
    let tags = || {
        let tags = answer.tags.iter();
        let row = |tag: &&record::Tag| {
            let about = format!("a tag of {}", tag.source);
            (super::apparatus::tag_link(tag), about)
        };
        tags.map(row).collect()
    };
    let groups = KINDS.into_iter().map(|(kind, word, heading)| Group {
        word,
        heading,
        rows: kind.map_or_else(tags, of_kind),
    });
    groups.filter(|it| !it.rows.is_empty()).collect()
}
