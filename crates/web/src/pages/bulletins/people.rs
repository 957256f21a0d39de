//! Everybody whom the record names.

use record::{Archive, Kind, Matched, Thing};
use serde::Deserialize;

use super::{PeoplePage, PersonRow, reader::Reader, words};
use crate::error::Failure;
use crate::frame::Link;
use crate::listing::{Pager, Search, address, address_of_page};
use crate::sheet::{Field, Format, Sheet};
use crate::site::Site;
use crate::words::counted;

/// Rows of a page.
const ROWS: u64 = 50;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    page: u64,
}

/// The people that fit what is asked for, with how they do.
fn found<'a>(archive: &'a Archive, asked: &str) -> Vec<(&'a Thing, Option<Matched<'a>>)> {
    if asked.trim().is_empty() {
        return archive.of_kind(Kind::Person).map(|it| (it, None)).collect();
    }
    let answer = archive.search(asked);
    let hits = answer.people.into_iter();
    hits.map(|hit| (hit.thing, Some(hit.matched))).collect()
}

/// The list.
pub(super) fn page(site: &Site, reader: &Reader, wanted: &Wanted) -> Result<PeoplePage, Failure> {
    let archive = &reader.archive;
    let found = found(archive, &wanted.q);
    let asked = [("q", wanted.q.as_str())];
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let at = |page| address_of_page("/bulletins/people", &asked, page);
    let mut pager = Pager::at(wanted.page.max(1), ROWS, total, ("person", "people"), &at);
    pager.export = super::exports(&address("/bulletins/people", &asked));
    let rows = pager
        .rows(&found)
        .map(|(person, matched)| row(archive, person, *matched));
    let rows: Vec<PersonRow> = rows.collect();
    let about = "Everybody whom the sources name. Members of the organisation are not shown here, \
        unless a published source names them."
        .to_owned();
    let mut around = reader.around(site, "/bulletins/people", "/bulletins/people");
    around.description.clone_from(&about);
    Ok(PeoplePage {
        frame: reader.frame(site, "Published people")?,
        around,
        about,
        search: Search {
            days: Vec::new(),
            action: "/bulletins/people".to_owned(),
            label: Some("Name, in any spelling".to_owned()),
            query: wanted.q.clone(),
            filters: Vec::new(),
            narrowed: !wanted.q.is_empty(),
        },
        rows,
        pager,
        register: Link::new("Sign in", "/signin?next=/people"),
    })
}

fn row(archive: &Archive, person: &Thing, matched: Option<Matched<'_>>) -> PersonRow {
    let title = archive.title(person);
    let forms = person.name.iter().map(|name| name.text.as_str());
    let mut others: Vec<&str> = forms.filter(|form| *form != title).collect();
    others.dedup();
    let times = archive.appearances(&person.id).len();
    let times = u64::try_from(times).unwrap_or(u64::MAX);
    let weak = person.weak.then(|| "known from tags only".to_owned());
    let times = (times > 0).then(|| format!("in {}", counted(times, "list", "lists")));
    let posts = archive.posts_of(person);
    let posts = posts.iter().map(|it| words::link_of(archive, it.post).text);
    let about = matched
        .map(how)
        .into_iter()
        .chain(weak)
        .chain(times)
        .chain(posts);
    PersonRow {
        who: words::link(archive, Kind::Person, person),
        forms: others.join(" · "),
        about: about.collect::<Vec<_>>().join(" · "),
    }
}

/// How something matched, in a phrase.
pub(super) fn how(matched: Matched<'_>) -> String {
    match matched {
        Matched::Name(form, likeness) => format!("“{form}”: {}", likeness.phrase()),
        Matched::Words(text) => format!("in its words: “{}”", shortened(text)),
    }
}

/// The beginning of a text.
fn shortened(text: &str) -> String {
    const LETTERS_MAX: usize = 140;
    if text.chars().count() <= LETTERS_MAX {
        return text.to_owned();
    }
    let begins: String = text.chars().take(LETTERS_MAX).collect();
    let whole = begins
        .rsplit_once(' ')
        .map_or(begins.as_str(), |(words, _)| words);
    format!("{whole} …")
}

/// The list as a file: a row a form of a name.
pub(super) fn sheet(archive: &Archive, wanted: &Wanted, format: Format) -> Sheet {
    let heads = [
        "id",
        "name",
        "system",
        "voice",
        "source",
        "lists",
        "known_from_tags_only",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for (person, _) in found(archive, &wanted.q) {
        let lists = u64::try_from(archive.appearances(&person.id).len()).unwrap_or(u64::MAX);
        for name in &person.name {
            sheet.row([
                Field::from(&person.id),
                Field::from(&name.text),
                Field::from(words::name(archive, name).system),
                Field::from(name.voice.word()),
                Field::from(&name.source),
                Field::from(lists),
                Field::from(if person.weak { "yes" } else { "no" }),
            ]);
        }
    }
    sheet
}
