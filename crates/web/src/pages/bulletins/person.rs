//! One person, as the record shows them.

use record::{Appearance, Archive, Kind, List, Thing, claims, list_before, moves};

use super::{
    AppearanceRow, ClaimView, PersonPage, Property, meta, pictures, reader::Reader, words,
};
use crate::error::Failure;
use crate::frame::Link;
use crate::prose::html_of;
use crate::sheet::{Field, Format, Sheet};
use crate::site::Site;
use crate::words::capital;

/// People whom a picture of company shows at the most; the files have them all.
const COMPANY_MAX: usize = 30;

/// The page of a person.
pub(super) fn page(site: &Site, reader: &Reader, person: &Thing) -> Result<PersonPage, Failure> {
    let archive = &reader.archive;
    let heading = archive.title(person).to_owned();
    let path = words::href(Kind::Person, &person.id);
    let mut forms: Vec<&str> = person.name.iter().map(|it| it.text.as_str()).collect();
    forms.retain(|form| *form != heading);
    forms.dedup();
    let also = forms.join(" · ");
    let mut around = reader.around(site, "/bulletins/people", &path);
    around.description = match also.as_str() {
        "" => format!("{heading}, as published sources name them."),
        also => format!("{heading} ({also}), as published sources name them."),
    };
    around.kind = "profile";
    around.data = meta::data(reader, Kind::Person, person);
    let frame = reader.frame(site, &heading)?;
    let people: Vec<&Thing> = std::iter::once(person)
        .chain(archive.same_as(&person.id))
        .collect();
    let appearances = archive.appearances(&person.id);
    let lists = archive.lists();
    let conflicts: Vec<_> = archive
        .conflicts_about(&person.id)
        .map(|it| words::conflict(archive, it))
        .collect();
    Ok(PersonPage {
        frame,
        around,
        also,
        weak: person.weak,
        note: person.note.as_deref().map(html_of),
        disagree: words::disagreement(&conflicts),
        names: people
            .iter()
            .flat_map(|it| &it.name)
            .map(|it| words::name(archive, it))
            .collect(),
        others: archive
            .same_as(&person.id)
            .map(|it| words::link(archive, Kind::Person, it))
            .collect(),
        places: pictures::Places::of(archive, &heading, &appearances),
        appearances: appearances
            .iter()
            .map(|it| row(archive, &lists, it))
            .collect(),
        posts: pictures::PostMarks::of(archive, &archive.posts_of(person)),
        parts: parts(archive, person),
        facts: facts(archive, &people),
        points: said(archive, &people, "point"),
        wordings: said(archive, &people, "wording"),
        company: pictures::Together::of(
            archive,
            &heading,
            &archive.company(&person.id),
            COMPANY_MAX,
        ),
        conflicts,
        tags: people
            .iter()
            .flat_map(|it| archive.tags_about(&it.id))
            .map(|tag| (super::apparatus::tag_link(tag), tag.affiliation.clone()))
            .collect(),
        files: files(&path),
        sources: sources(archive, &people),
        heading,
    })
}

/// What is said of them as files.
fn files(path: &str) -> Vec<Link> {
    [
        ("Appearances (CSV)", "appearances.csv"),
        ("Popolo (JSON)", "popolo.json"),
        ("W3C Organization Ontology (JSON-LD)", "org.jsonld"),
    ]
    .map(|(text, name)| Link::new(text, format!("{path}/{name}")))
    .into()
}

/// The sources of what is said of somebody under any of their ids, each once.
fn sources(archive: &Archive, people: &[&Thing]) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    for source in people.iter().flat_map(|it| archive.sources_of(it)) {
        let link = words::source(archive, &source.id);
        if !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

/// What is said of somebody under any of their ids, but for their posts.
fn facts(archive: &Archive, people: &[&Thing]) -> Vec<Property> {
    let said = people.iter().map(|it| words::properties(archive, it));
    said.flatten().filter(|it| it.label != "Post").collect()
}

/// Every claim of a property about somebody under any of their ids.
fn said(archive: &Archive, people: &[&Thing], says: &str) -> Vec<ClaimView> {
    let all = people.iter().flat_map(|it| claims(it, says));
    all.map(|it| words::claim(archive, it)).collect()
}

fn row<'a>(archive: &'a Archive, lists: &[List<'a>], it: &Appearance<'a>) -> AppearanceRow {
    AppearanceRow {
        when: capital(&words::when(archive, it.event)),
        event: Link::new(
            capital(archive.title(it.event)),
            words::href(Kind::Event, &it.event.id),
        ),
        place: record::value(it.event, "place").map(str::to_owned),
        capacity: it.row.capacity.clone(),
        order: format!("{} of {}", it.row.order, it.of),
        moved: moved(lists, it),
        source: words::source(archive, &it.row.source),
    }
}

/// Against the list before: `third before`.
fn moved<'a>(lists: &[List<'a>], it: &Appearance<'a>) -> Option<String> {
    let list = lists
        .iter()
        .find(|list| list.event.id == it.event.id && list.source == it.row.source)?;
    let before = list_before(lists, list)?;
    let moves = moves(before, list);
    let own = moves.iter().find(|row| row.person == it.row.person)?;
    Some(match (own.before, own.after) {
        (Some(before), Some(after)) if before == after => "the same place as before".to_owned(),
        (Some(before), _) => format!("{before} in the list before"),
        (None, _) => "not in the list before".to_owned(),
    })
}

/// What else they had part in.
fn parts(archive: &Archive, person: &Thing) -> Vec<(String, Link, super::Cite)> {
    let parts = archive.parts(&person.id).into_iter();
    parts
        .map(|it| {
            let what = match it.claim.says.as_str() {
                "speaker" => it
                    .claim
                    .value
                    .as_deref()
                    .map_or_else(|| "Spoke at".to_owned(), |it| format!("{} at", capital(it))),
                "from" => "From them".to_owned(),
                "to" => "Addressed to them".to_owned(),
                says => capital(says),
            };
            let link = words::link(archive, it.kind, it.thing);
            let when = words::when(archive, it.thing);
            let link = Link::new(format!("{}, {when}", link.text), link.href);
            (what, link, words::cite(archive, it.claim))
        })
        .collect()
}

/// The appearances of one person, or of everybody, as a file.
pub(super) fn sheet(archive: &Archive, person: Option<&Thing>, format: Format) -> Sheet {
    let heads = [
        "event", "title", "date", "place", "order", "of", "person", "printed", "capacity", "posts",
        "source",
    ];
    let mut sheet = Sheet::new(format, &heads);
    let rows = match person {
        Some(person) => archive.appearances(&person.id),
        None => archive.every_appearance(),
    };
    for it in rows {
        let date = archive.day_said(it.event).and_then(|it| it.date);
        let posts = it
            .row
            .posts
            .iter()
            .map(|id| words::link_of(archive, id).text);
        sheet.row([
            Field::from(&it.event.id),
            Field::from(archive.title(it.event)),
            Field::from(date.map(|it| it.to_string())),
            Field::from(record::value(it.event, "place")),
            Field::from(it.row.order),
            Field::from(u64::try_from(it.of).unwrap_or(u64::MAX)),
            Field::from(&it.row.person),
            Field::from(it.row.printed.as_ref().unwrap_or(&it.row.person)),
            Field::from(it.row.capacity.as_deref()),
            Field::from(posts.collect::<Vec<_>>().join("; ")),
            Field::from(&it.row.source),
        ]);
    }
    sheet
}
