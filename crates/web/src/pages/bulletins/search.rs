//! Search over everything that is published, which says how it matched.

use record::{Answer, Archive, Kind};
use serde::Deserialize;

use super::{SearchPage, people, reader::Reader, words};
use crate::error::Failure;
use crate::frame::Link;
use crate::listing::Search;
use crate::site::Site;
use crate::words::{capital, counted};

/// Rows of a group at the most.
const ROWS_MAX: usize = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(super) q: String,
}

/// The page.
pub(super) fn page(site: &Site, reader: &Reader, wanted: &Wanted) -> Result<SearchPage, Failure> {
    let archive = &reader.archive;
    let answer = archive.search(&wanted.q);
    let total = answer.people.len() + answer.others.len() + answer.tags.len();
    let groups = groups(archive, &answer);
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
            filters: Vec::new(),
            narrowed: false,
        },
        about: (!wanted.q.trim().is_empty()).then(|| match total {
            0 => format!(
                "Nothing published has “{}” in it.{brackets} Try a part of the name, or fewer words.",
                wanted.q.trim()
            ),
            _ => format!("{found} found.{brackets}"),
        }),
        groups,
    })
}

/// A heading, and rows of what was found and how it matched.
type Group = (String, Vec<(Link, String)>);

/// What was found, kind by kind, people first and tags last.
fn groups(archive: &Archive, answer: &Answer<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let kinds = [
        (Kind::Person, "People"),
        (Kind::Event, "Events"),
        (Kind::Text, "Texts"),
        (Kind::Organisation, "Organisations"),
        (Kind::Post, "Posts"),
        (Kind::Photograph, "Photographs"),
    ];
    for (kind, heading) in kinds {
        let hits = answer.people.iter().chain(&answer.others);
        let hits = hits.filter(|hit| hit.kind == kind).take(ROWS_MAX);
        let rows: Vec<(Link, String)> = hits
            .map(|hit| {
                let link = words::link(archive, kind, hit.thing);
                let when = matches!(kind, Kind::Event | Kind::Text)
                    .then(|| words::when(archive, hit.thing));
                let how = people::how(hit.matched);
                let about =
                    when.map_or_else(|| how.clone(), |when| format!("{} · {how}", capital(&when)));
                (Link::new(capital(&link.text), link.href), about)
            })
            .collect();
        if !rows.is_empty() {
            groups.push((heading.to_owned(), rows));
        }
    }
    let tags = answer.tags.iter().take(ROWS_MAX);
    let tags: Vec<_> = tags
        .map(|tag| {
            (
                super::apparatus::tag_link(tag),
                format!("a tag of {}", tag.source),
            )
        })
        .collect();
    if !tags.is_empty() {
        groups.push(("Tags".to_owned(), tags));
    }
    groups
}
