//! One event, text, picture, organisation or post, with everything that is
//! said of it and who says it.

use std::collections::BTreeSet;

use record::bulletin::Size;
use record::{Archive, Attendance, Kind, List, Thing, claims, moves};

use super::{
    BulletinPage, ConflictView, ListView, MovedView, Photo, PhotographView, RowView, meta,
    pictures, reader::Reader, words,
};
use crate::error::Failure;
use crate::frame::Link;
use crate::prose::html_of;
use crate::site::Site;
use crate::words::{capital, counted};

/// Rows that two lists are compared by at the most.
const MOVES_MAX: usize = 60;

/// The page of a thing.
pub(super) fn page(
    site: &Site,
    reader: &Reader,
    kind: Kind,
    thing: &Thing,
) -> Result<BulletinPage, Failure> {
    let archive = &reader.archive;
    let heading = capital(archive.title(thing));
    let path = words::href(kind, &thing.id);
    let mut around = reader.around(site, "/bulletins", &path);
    let dateline = match kind {
        Kind::Event | Kind::Text | Kind::Photograph => words::dateline(archive, thing),
        _ => words::kind_word(kind).to_owned(),
    };
    around.description = format!("{heading}. {dateline}.");
    around.kind = "article";
    around.data = meta::data(reader, kind, thing);
    let (conflicts, conflicts_beside) = conflicts(archive, thing);
    let frame = reader.frame(site, &heading)?;
    let sources = archive.sources_of(thing).into_iter();
    let mut names: Vec<_> = thing
        .name
        .iter()
        .map(|it| words::name(archive, it))
        .collect();
    if claims(thing, "published-by").next().is_some() {
        // The heading is the only name a bulletin of one's own has.
        names.clear();
    }
    let says = |says: &'static str| claims(thing, says).map(|it| words::claim(archive, it));
    let title = archive.title(thing);
    let mut facts = words::properties(archive, thing);
    // The heading has said what it is called, where nobody calls it otherwise.
    facts.retain(|it| {
        let only = |text: &Option<String>| text.as_deref() == Some(title);
        it.label != "Called" || !it.claims.iter().all(|claim| only(&claim.text))
    });
    Ok(BulletinPage {
        frame,
        around,
        heading,
        dateline,
        weak: thing.weak,
        note: thing.note.as_deref().map(html_of),
        notices: notices(thing),
        text: record::value(thing, "text").map(html_of),
        sources: sources.map(|it| words::source(archive, &it.id)).collect(),
        disagree: words::disagreement(&conflicts),
        names,
        facts,
        lists: lists(archive, thing),
        points: says("point").collect(),
        wordings: says("wording").collect(),
        with: with(archive, thing),
        photographs: archive
            .photographs_of(&thing.id)
            .map(|it| photograph(archive, it))
            .collect(),
        conflicts,
        conflicts_beside,
        tags: tags(archive, thing),
    })
}

/// What happened to a bulletin since it was published: when, and why.
fn notices(thing: &Thing) -> Vec<(String, String)> {
    let all = claims(thing, "notice").filter_map(|it| {
        let on = it
            .date
            .as_deref()
            .and_then(|on| record::Edtf::parse(on).ok())?;
        Some((on.phrase(), it.value.clone()?))
    });
    all.collect()
}

/// Disagreements about a thing and what it is a part of; and those about what it names.
fn conflicts(archive: &Archive, thing: &Thing) -> (Vec<ConflictView>, Vec<ConflictView>) {
    let mut own: BTreeSet<&str> = BTreeSet::from([thing.id.as_str()]);
    own.extend(claims(thing, "part-of").filter_map(|it| it.thing.as_deref()));
    let named = archive.named_by(thing);
    let (mut about, mut beside) = (Vec::new(), Vec::new());
    for conflict in &archive.report().conflicts {
        let mut sides = conflict.sides.iter().filter_map(|it| it.thing.as_deref());
        if sides.clone().any(|id| own.contains(id)) {
            about.push(words::conflict(archive, conflict));
        } else if sides.any(|id| named.contains(id)) {
            beside.push(words::conflict(archive, conflict));
        }
    }
    (about, beside)
}

/// Who was there, list by list.
fn lists(archive: &Archive, thing: &Thing) -> Vec<ListView> {
    let all = archive.lists();
    let lists = all.iter().filter(|list| list.event.id == thing.id);
    lists.map(|list| list_view(archive, &all, list)).collect()
}

fn list_view<'a>(archive: &'a Archive, all: &[List<'a>], list: &List<'a>) -> ListView {
    let first = list.rows.first().and_then(|row| row.capacity.as_ref());
    let shared = first.filter(|first| {
        list.rows
            .iter()
            .all(|row| row.capacity.as_ref() == Some(*first))
    });
    let count = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    let before = record::list_before(all, list);
    ListView {
        caption: format!(
            "{}, in the order in which “{}” prints them",
            counted(count, "name", "names"),
            words::source(archive, list.source).text
        ),
        capacity: shared.cloned(),
        rows: list
            .rows
            .iter()
            .map(|row| row_view(archive, row, shared.is_some()))
            .collect(),
        cite: list
            .rows
            .first()
            .map(|_| words::cite_of(archive, list.source, record::Voice::Narrator)),
        moved: before.map(|before| moved(archive, before, list)),
    }
}

fn row_view(archive: &Archive, row: &Attendance, is_shared: bool) -> RowView {
    let person = words::link_of(archive, &row.person);
    let printed = row.printed.clone().unwrap_or_else(|| person.text.clone());
    let first = names::parse(&printed).ok();
    let first = first.and_then(|it| it.forms.into_iter().next());
    let (text, rest) = match first.filter(|form| form.span.start == 0) {
        Some(form) => {
            let rest = printed.get(form.span.end..).unwrap_or_default();
            (form.text, rest.trim().to_owned())
        }
        None => (printed, String::new()),
    };
    RowView {
        order: row.order,
        person: Link::new(text, person.href),
        rest,
        posts: row
            .posts
            .iter()
            .map(|id| words::link_of(archive, id))
            .collect(),
        capacity: row.capacity.clone().filter(|_| !is_shared),
        note: row.note.clone(),
    }
}

fn moved(archive: &Archive, before: &List<'_>, list: &List<'_>) -> MovedView {
    let name = |id: &str| words::link_of(archive, id);
    let moves: Vec<_> = moves(before, list).into_iter().take(MOVES_MAX).collect();
    let place =
        |place: Option<u32>| place.map_or_else(|| "not in it".to_owned(), |it| it.to_string());
    let rows = moves.iter().map(|it| {
        let by = match (it.before, it.after) {
            (Some(before), Some(after)) if after < before => format!("up {}", before - after),
            (Some(before), Some(after)) if after > before => format!("down {}", after - before),
            (Some(_), Some(_)) => "the same".to_owned(),
            (None, _) => "new in the list".to_owned(),
            (_, None) => "no longer in it".to_owned(),
        };
        (name(it.person), place(it.before), place(it.after), by)
    });
    let event = words::link(archive, Kind::Event, before.event);
    let when = words::when(archive, before.event);
    MovedView {
        caption: format!("Places in the list of {when} and in this one"),
        before: Link::new(format!("{}, {when}", event.text), event.href),
        picture: pictures::Slope::of(&moves, |id| name(id).text),
        rows: rows.collect(),
    }
}

/// What belongs with a thing: its parts, the texts read at it, what came of it.
fn with(archive: &Archive, thing: &Thing) -> Vec<(String, Link)> {
    let naming = archive.naming(&thing.id);
    let naming = naming.filter(|(kind, ..)| {
        matches!(
            kind,
            Kind::Event | Kind::Text | Kind::Organisation | Kind::Post
        )
    });
    let mut found: Vec<(String, Link)> = Vec::new();
    for (kind, other, claim) in naming {
        let how = match (claim.says.as_str(), kind) {
            ("read-at", _) => "Read there",
            ("occasion", _) => "Its text",
            ("part-of", Kind::Event) => "Part of it",
            ("part-of", _) => "A body of it",
            ("follows", _) => "Came of it",
            ("from", _) => "Sent by it",
            ("to", _) => "Addressed to it",
            ("of", _) => "A post of it",
            _ => "Names it",
        };
        let link = words::link(archive, kind, other);
        let is_known = found.iter().any(|(_, known)| known.href == link.href);
        if !is_known {
            found.push((how.to_owned(), Link::new(capital(&link.text), link.href)));
        }
    }
    // Of a post or a body, where it is printed in a list.
    for list in archive.lists() {
        let mut rows = list.rows.iter();
        if rows.any(|row| row.posts.contains(&thing.id)) {
            let link = words::link(archive, Kind::Event, list.event);
            found.push(("Printed in the list of".to_owned(), link));
        }
    }
    found
}

/// A picture, whether or not its file is there.
pub(super) fn photograph(archive: &Archive, thing: &Thing) -> PhotographView {
    let words_of = |says: &str| claims(thing, says).find_map(|it| it.value.clone());
    let credit = claims(thing, "credit").next();
    let date = archive.datings(thing).find_map(|it| it.date);
    let stands = words_of("stands").map(|it| format!("It stands {it}."));
    let shows = claims(thing, "shows").any(|it| it.silent);
    let unknown = shows.then(|| "What it shows is not stated.".to_owned());
    let caption = words_of("caption");
    let number = |says: &str| words_of(says).and_then(|it| it.parse::<u32>().ok());
    let size = number("width").zip(number("height"));
    let photo = words_of("file").map(|file| Photo {
        src: format!("/pictures/{file}"),
        alt: words_of("alt").or(caption.clone()).unwrap_or_default(),
        size: size.map(|(width, height)| Size {
            width,
            height,
            narrow: number("narrow"),
        }),
    });
    PhotographView {
        photo,
        href: words::href(Kind::Photograph, &thing.id),
        name: capital(&thing.id.replace('-', " ")),
        caption,
        when: date.map(|it| it.phrase()),
        credits: credit.map(|it| it.list.clone()).unwrap_or_default(),
        notes: thing
            .note
            .clone()
            .into_iter()
            .chain(stands)
            .chain(unknown)
            .collect(),
        cite: thing.claim.first().map(|it| words::cite(archive, it)),
    }
}

/// The tags that name a thing or somebody in it.
fn tags(archive: &Archive, thing: &Thing) -> Vec<Link> {
    let named = archive.named_by(thing);
    let tags = archive.tags().iter();
    let tags = tags.filter(|tag| {
        let mut about = tag.about.iter();
        about.any(|id| *id == thing.id || named.contains(id.as_str()))
    });
    tags.map(super::apparatus::tag_link).collect()
}
