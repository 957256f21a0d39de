//! Everything that is published, the newest first, narrowed by what the
//! address asks for.

use names::fold;
use record::{Archive, Kind, Tag, Thing, value};
use serde::Deserialize;

use super::{BulletinRow, BulletinsPage, reader::Reader, words};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::Link;
use crate::listing::{Filter, Pager, Search, address, address_of_page};
use crate::sheet::{Field, Format, Sheet};
use crate::site::Site;
use crate::words::counted;

/// Rows of a page.
const ROWS: u64 = 40;
/// Choices of a filter at the most; where there are more, one comes to it by a link.
const CHOICES_MAX: usize = 120;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    tag: String,
    place: String,
    person: String,
    unit: String,
    page: u64,
}

impl Wanted {
    /// What fits all of these; an empty text narrows nothing.
    pub(crate) fn narrowed(tag: String, place: String, person: String, unit: String) -> Wanted {
        Wanted {
            tag,
            place,
            person,
            unit,
            ..Wanted::default()
        }
    }

    fn asked(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.q),
            ("tag", &self.tag),
            ("place", &self.place),
            ("person", &self.person),
            ("unit", &self.unit),
        ]
    }
}

/// The list of what is asked for.
pub(super) fn page(
    site: &Site,
    reader: &Reader,
    wanted: &Wanted,
) -> Result<BulletinsPage, Failure> {
    let archive = &reader.archive;
    let found = found(archive, wanted);
    let asked = wanted.asked();
    let narrowed = asked.iter().any(|(_, value)| !value.is_empty());
    let all = address("/bulletins", &asked);
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let at = |page| address_of_page("/bulletins", &asked, page);
    let mut pager = Pager::at(
        wanted.page.max(1),
        ROWS,
        total,
        ("bulletin", "bulletins"),
        &at,
    );
    pager.export = super::exports(&all);
    let rows = pager
        .rows(&found)
        .map(|(kind, thing)| row(archive, *kind, thing));
    let rows: Vec<BulletinRow> = rows.collect();
    let about = about(archive);
    let mut around = reader.around(site, "/bulletins", "/bulletins");
    around.description.clone_from(&about);
    Ok(BulletinsPage {
        frame: reader.frame(site, "Bulletins")?,
        around,
        about,
        search: Search {
            days: Vec::new(),
            action: "/bulletins".to_owned(),
            label: Some("Name or words".to_owned()),
            query: wanted.q.clone(),
            filters: filters(archive, wanted),
            narrowed,
        },
        rows,
        pager,
        feeds: vec![
            Link::new("Feed (Atom)", "/bulletins.atom"),
            Link::new("Calendar (iCalendar)", "/bulletins.ics"),
        ],
    })
}

/// What a record holds, in a sentence.
pub(super) fn about(archive: &Archive) -> String {
    let count = |kind: Kind| u64::try_from(archive.of_kind(kind).count()).unwrap_or(u64::MAX);
    let sources = u64::try_from(archive.sources().len()).unwrap_or(u64::MAX);
    format!(
        "{}, {} and {}, as {} {}. Nothing here is a fact; everything is a claim with its source.",
        counted(count(Kind::Event), "event", "events"),
        counted(count(Kind::Text), "text", "texts"),
        counted(count(Kind::Person), "person", "people"),
        counted(sources, "source", "sources"),
        if sources == 1 {
            "tells of them"
        } else {
            "tell of them"
        },
    )
}

/// The bulletins that fit what is asked for.
pub(crate) fn found<'a>(archive: &'a Archive, wanted: &Wanted) -> Vec<(Kind, &'a Thing)> {
    let tags: Vec<&Tag> = archive
        .tags()
        .iter()
        .filter(|tag| tag.text == wanted.tag)
        .collect();
    let answer = archive.search(&wanted.q);
    let fits = |kind: &Kind, thing: &Thing| {
        let named = archive.named_by(thing);
        let names = |id: &str| thing.id == id || named.contains(id);
        let by_words = wanted.q.is_empty()
            || answer
                .others
                .iter()
                .any(|it| it.thing.id == thing.id && it.kind == *kind)
            || answer.people.iter().any(|it| names(&it.thing.id));
        let by_tag = wanted.tag.is_empty()
            || tags.iter().any(|tag| {
                if tag.about.is_empty() {
                    archive
                        .sources_of(thing)
                        .iter()
                        .any(|it| it.id == tag.source)
                } else {
                    tag.about.iter().any(|id| names(id))
                }
            });
        let place = wanted.place.as_str();
        by_words
            && by_tag
            && (place.is_empty()
                || record::claims(thing, "place").any(|it| it.value.as_deref() == Some(place)))
            && (wanted.person.is_empty() || names(&wanted.person))
            && (wanted.unit.is_empty() || names(&wanted.unit))
    };
    let all = archive.bulletins().into_iter();
    all.filter(|(kind, thing)| fits(kind, thing)).collect()
}

fn row(archive: &Archive, kind: Kind, thing: &Thing) -> BulletinRow {
    let title = archive.title(thing);
    let called = value(thing, "kind").filter(|called| *called != title);
    let of_text = match kind {
        Kind::Text => text_about(archive, thing),
        _ => None,
    };
    let named = u64::try_from(thing.attendance.len()).unwrap_or(u64::MAX);
    let named = (named > 0).then(|| counted(named, "name in its list", "names in its list"));
    let place = value(thing, "place").map(str::to_owned);
    let about = [called.map(str::to_owned), place, of_text, named];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let sources = archive.sources_of(thing);
    let sources: Vec<&str> = sources.iter().map(|it| it.title.as_str()).collect();
    BulletinRow {
        what: Link::new(crate::words::capital(title), words::href(kind, &thing.id)),
        when: crate::words::capital(&words::when(archive, thing)),
        about: about.join(" · "),
        sources: sources.join(", "),
        disagree: archive.conflicts_about(&thing.id).next().is_some(),
    }
}

/// From whom to whom, of a letter.
fn text_about(archive: &Archive, thing: &Thing) -> Option<String> {
    let who = |says: &str| {
        let claim = record::claims(thing, says).next()?;
        let words = claim.value.clone();
        words.or_else(|| Some(words::link_of(archive, claim.thing.as_deref()?).text))
    };
    match (who("from"), who("to")) {
        (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (None, None) => None,
    }
}

fn filters(archive: &Archive, wanted: &Wanted) -> Vec<Filter> {
    let bulletins = archive.bulletins();
    let named: std::collections::BTreeSet<&str> = bulletins
        .iter()
        .flat_map(|(_, thing)| archive.named_by(thing))
        .collect();
    let things = |kind: Kind| -> Vec<(String, String)> {
        let all = archive.of_kind(kind);
        all.filter(|it| named.contains(it.id.as_str()))
            .map(|it| (it.id.clone(), archive.title(it).to_owned()))
            .collect()
    };
    let same = |text: &str| (text.to_owned(), text.to_owned());
    let tags = archive.tags().iter().map(|tag| same(&tag.text));
    let places = bulletins
        .iter()
        .flat_map(|(_, thing)| record::claims(thing, "place"))
        .filter_map(|claim| claim.value.as_deref())
        .map(same);
    [
        ("tag", "Tag", tags.collect(), &wanted.tag),
        ("place", "Place", places.collect(), &wanted.place),
        ("person", "Person", things(Kind::Person), &wanted.person),
        (
            "unit",
            "Organisation",
            things(Kind::Organisation),
            &wanted.unit,
        ),
    ]
    .into_iter()
    .filter_map(|(name, label, choices, chosen)| filter(name, label, choices, chosen))
    .collect()
}

fn filter(
    name: &str,
    label: &str,
    mut choices: Vec<(String, String)>,
    chosen: &str,
) -> Option<Filter> {
    choices.sort_by_key(|(_, text)| fold(text));
    choices.dedup();
    if choices.len() > CHOICES_MAX {
        choices.retain(|(value, _)| value == chosen);
    }
    let all = Choice {
        value: String::new(),
        text: "any".to_owned(),
    };
    let rest = choices.into_iter();
    let rest = rest.map(|(value, text)| Choice { value, text });
    let choices: Vec<Choice> = std::iter::once(all).chain(rest).collect();
    (choices.len() > 1).then(|| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices,
        chosen: chosen.to_owned(),
    })
}

/// The list as a file.
pub(super) fn sheet(archive: &Archive, wanted: &Wanted, format: Format) -> Sheet {
    let heads = [
        "id", "kind", "title", "date", "when", "place", "named", "sources",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for (kind, thing) in found(archive, wanted) {
        let row = row(archive, kind, thing);
        let date = archive.day_said(thing).and_then(|it| it.date);
        sheet.row([
            Field::from(&thing.id),
            Field::from(kind.word()),
            Field::from(archive.title(thing)),
            Field::from(date.map(|it| it.to_string())),
            Field::from(row.when),
            Field::from(value(thing, "place")),
            Field::from(u64::try_from(thing.attendance.len()).unwrap_or(u64::MAX)),
            Field::from(row.sources),
        ]);
    }
    sheet
}
