//! The sources, the tags, and where sources disagree.

use std::collections::BTreeMap;

use record::{Archive, Conflicting, Edtf, Kind, Relative, Source, Tag, claims};
use serde::Deserialize;

use super::{
    ConflictsPage, ProblemsPage, SourceView, SourcesPage, TagView, TagsPage, reader::Reader, show,
    words,
};
use crate::error::Failure;
use crate::frame::Link;
use crate::listing::{Pager, Search, address, address_of_page, has_words};
use crate::prose::html_of;
use crate::sheet::{Exports, Field, Format, Sheet};
use crate::site::Site;
use crate::words::{capital, counted, listed};

/// Rows on a page of each of them.
const ROWS: u64 = 50;

/// What the address of one of these lists asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Words.
    q: String,
    /// The source that is on the page.
    at: String,
    page: u64,
}

impl Wanted {
    fn search(&self, action: &str, rows: usize) -> Option<Search> {
        let narrowed = !self.q.is_empty();
        (narrowed || rows > 1).then(|| Search {
            action: action.to_owned(),
            label: Some("Find".to_owned()),
            query: self.q.clone(),
            narrowed,
            ..Search::default()
        })
    }

    /// The pager of the rows that are wanted; `at` is the place of one that is to be on the page.
    fn pager(&self, path: &str, (rows, at): (usize, Option<usize>), of: (&str, &str)) -> Pager {
        let asked = [("q", self.q.as_str())];
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        let at = at.and_then(|at| u64::try_from(at).ok());
        let page = at.map_or(self.page, |at| at / ROWS + 1);
        Pager {
            export: (rows > 0).then(|| Exports::of(&address(path, &asked))),
            ..Pager::at(page, ROWS, rows, of, &|page| {
                address_of_page(path, &asked, page)
            })
        }
    }

    fn fits(&self, words: &[&str]) -> bool {
        self.q.trim().is_empty() || has_words(&words.join(" "), &self.q)
    }
}

/// The sources that are wanted.
fn wanted_sources<'a>(archive: &'a Archive, wanted: &Wanted) -> Vec<&'a Source> {
    let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
    let sources = archive.sources().iter();
    sources
        .filter(|it| {
            let words = [
                &*it.id,
                &*it.title,
                text(&it.kind),
                text(&it.publisher),
                text(&it.date),
                text(&it.note),
            ];
            wanted.fits(&words)
        })
        .collect()
}

/// The sources as a file.
pub(super) fn sheet_of_sources(archive: &Archive, wanted: &Wanted, format: Format) -> Sheet {
    let heads = ["id", "title", "kind", "publisher", "date"];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted_sources(archive, wanted) {
        sheet.row([
            Field::from(&it.id),
            Field::from(&it.title),
            Field::from(it.kind.as_deref()),
            Field::from(it.publisher.as_deref()),
            Field::from(it.date.as_deref()),
        ]);
    }
    sheet
}

/// The page of the sources.
pub(super) fn sources(
    site: &Site,
    reader: &Reader,
    wanted: &Wanted,
) -> Result<SourcesPage, Failure> {
    let archive = &reader.archive;
    let path = "/bulletins/sources";
    let found = wanted_sources(archive, wanted);
    let at = found.iter().position(|it| it.id == wanted.at);
    let pager = wanted.pager(path, (found.len(), at), ("source", "sources"));
    let count = u64::try_from(archive.sources().len()).unwrap_or(u64::MAX);
    let about = format!(
        "{}. Each claim of the record names one of them.",
        counted(count, "source", "sources")
    );
    let mut around = reader.around(site, "/bulletins/sources", "/bulletins/sources");
    around.description.clone_from(&about);
    Ok(SourcesPage {
        frame: reader.frame(site, "Sources")?,
        around,
        about,
        search: wanted.search(path, archive.sources().len()),
        sources: pager.rows(found).map(|it| source(archive, it)).collect(),
        pager,
        files: vec![
            Link::new("Attendance (CSV)", "/bulletins/attendance.csv"),
            Link::new("Popolo (JSON)", "/bulletins/popolo.json"),
            Link::new(
                "W3C Organization Ontology (JSON-LD)",
                "/bulletins/org.jsonld",
            ),
        ],
    })
}

fn source(archive: &Archive, it: &Source) -> SourceView {
    let about = [it.kind.as_deref().map(capital), it.publisher.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let date = it.date.as_deref().and_then(|text| Edtf::parse(text).ok());
    let relative = it.relative.as_deref();
    let relative = relative.and_then(|text| Relative::parse(text).ok());
    let when = match (date, relative) {
        (Some(date), _) => capital(&date.phrase()),
        (None, Some(relative)) => {
            format!("No date printed; {}", words::by_another(archive, &relative))
        }
        (None, None) => "No date printed".to_owned(),
    };
    let bulletins = archive.bulletins().into_iter();
    let bulletins =
        bulletins.filter(|(_, thing)| archive.sources_of(thing).iter().any(|of| of.id == it.id));
    let kinds = Kind::OF_THINGS.into_iter();
    let things = kinds.flat_map(|kind| archive.of_kind(kind));
    let said = things.flat_map(|thing| &thing.claim);
    let claims_made = said
        .filter(|claim| claim.source == it.id && !claim.silent)
        .count();
    let tags = archive
        .tags()
        .iter()
        .filter(|tag| tag.source == it.id)
        .count();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let tags = match tags {
        0 => String::new(),
        tags => format!(" and {}", counted(number(tags), "tag", "tags")),
    };
    let photographs = archive.of_kind(Kind::Photograph).filter(|photograph| {
        let is_here = photograph.claim.iter().any(|claim| claim.source == it.id);
        is_here && !claims(photograph, "shows").any(|claim| claim.thing.is_some())
    });
    SourceView {
        id: it.id.clone(),
        title: it.title.clone(),
        about: about.join(", "),
        when,
        note: it.note.as_deref().map(html_of),
        bulletins: bulletins
            .map(|(kind, thing)| {
                let link = words::link(archive, kind, thing);
                let when = words::when(archive, thing);
                Link::new(format!("{}, {when}", capital(&link.text)), link.href)
            })
            .collect(),
        counts: format!("{}{tags}", counted(number(claims_made), "claim", "claims")),
        photographs: photographs
            .map(|it| show::photograph(archive, it))
            .collect(),
    }
}

/// A tag, and the way to what it is on.
pub(super) fn tag_link(tag: &Tag) -> Link {
    Link::new(&tag.text, address("/bulletins", &[("tag", &tag.text)]))
}

/// The tags that are wanted.
fn wanted_tags<'a>(archive: &'a Archive, wanted: &Wanted) -> Vec<&'a Tag> {
    let tags = archive.tags().iter();
    tags.filter(|it| {
        let reading = it.reading.as_deref().unwrap_or_default();
        let about: Vec<String> = it
            .about
            .iter()
            .map(|id| words::link_of(archive, id).text)
            .collect();
        wanted.fits(&[&it.text, reading, &about.join(" "), &it.source])
    })
    .collect()
}

/// The tags as a file.
pub(super) fn sheet_of_tags(archive: &Archive, wanted: &Wanted, format: Format) -> Sheet {
    let heads = ["tag", "reading", "among", "names", "in brackets", "source"];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted_tags(archive, wanted) {
        sheet.row([
            Field::from(&it.text),
            Field::from(it.reading.as_deref()),
            Field::from(it.among.as_deref()),
            Field::from(it.about.join("; ")),
            Field::from(it.affiliation.as_deref()),
            Field::from(&it.source),
        ]);
    }
    sheet
}

/// The page of the tags.
pub(super) fn tags(site: &Site, reader: &Reader, wanted: &Wanted) -> Result<TagsPage, Failure> {
    let archive = &reader.archive;
    let path = "/bulletins/tags";
    let found = wanted_tags(archive, wanted);
    let pager = wanted.pager(path, (found.len(), None), ("tag", "tags"));
    let mut order: Vec<String> = Vec::new();
    let mut groups: BTreeMap<String, Vec<TagView>> = BTreeMap::new();
    for tag in pager.rows(found) {
        let among = tag.among.as_deref().unwrap_or("not counted among others");
        if !groups.contains_key(among) {
            order.push(among.to_owned());
        }
        groups.entry(among.to_owned()).or_default().push(TagView {
            tag: tag_link(tag),
            reading: tag.reading.clone(),
            about: tag
                .about
                .iter()
                .map(|id| words::link_of(archive, id))
                .collect(),
        });
    }
    let groups = order.into_iter().filter_map(|among| {
        let tags = groups.remove(&among)?;
        Some((capital(&among), tags))
    });
    let count = u64::try_from(archive.tags().len()).unwrap_or(u64::MAX);
    let about = format!(
        "{}, each to the letter as its source prints it. The groups are ours; a source has one list.",
        counted(count, "tag", "tags")
    );
    let mut around = reader.around(site, "/bulletins/tags", "/bulletins/tags");
    around.description.clone_from(&about);
    Ok(TagsPage {
        frame: reader.frame(site, "Tags")?,
        around,
        about,
        search: wanted.search(path, archive.tags().len()),
        groups: groups.collect(),
        pager,
    })
}

/// The disagreements that are wanted.
fn wanted_conflicts<'a>(archive: &'a Archive, wanted: &Wanted) -> Vec<&'a Conflicting> {
    let conflicts = archive.report().conflicts.iter();
    conflicts
        .filter(|it| {
            let sides = it.sides.iter().flat_map(|side| {
                let thing = side.thing.as_deref().unwrap_or_default();
                [&*side.says, &*side.value, &*side.source, thing]
            });
            let own = [it.what.as_str(), it.kept.as_deref().unwrap_or_default()];
            let words: Vec<&str> = own.into_iter().chain(sides).collect();
            wanted.fits(&words)
        })
        .collect()
}

/// The disagreements as a file, a row for each side.
pub(super) fn sheet_of_conflicts(archive: &Archive, wanted: &Wanted, format: Format) -> Sheet {
    let heads = [
        "conflict", "what", "thing", "says", "value", "source", "kept",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for (number, it) in (1_u64..).zip(wanted_conflicts(archive, wanted)) {
        for side in &it.sides {
            let id = it.id.clone().unwrap_or_else(|| number.to_string());
            sheet.row([
                Field::from(id),
                Field::from(&it.what),
                Field::from(side.thing.as_deref()),
                Field::from(&side.says),
                Field::from(&side.value),
                Field::from(&side.source),
                Field::from(it.kept.as_deref()),
            ]);
        }
    }
    sheet
}

/// The page of disagreements.
pub(super) fn conflicts(
    site: &Site,
    reader: &Reader,
    wanted: &Wanted,
) -> Result<ConflictsPage, Failure> {
    let archive = &reader.archive;
    let report = archive.report();
    let path = "/bulletins/conflicts";
    let found = wanted_conflicts(archive, wanted);
    let of = ("disagreement", "disagreements");
    let pager = wanted.pager(path, (found.len(), None), of);
    let count = u64::try_from(report.conflicts.len()).unwrap_or(u64::MAX);
    let about = format!(
        "{} between sources, or of a source with itself. Both sides stand; nothing is settled here.",
        counted(count, "disagreement", "disagreements")
    );
    let mut around = reader.around(site, "/bulletins/conflicts", "/bulletins/conflicts");
    around.description.clone_from(&about);
    let perhaps = report.proposals.iter().map(|it| {
        let reasons = it.reasons.iter().map(|why| {
            format!(
                "{} and {}: {}",
                why.one_form,
                why.other_form,
                why.likeness.phrase()
            )
        });
        let reasons: Vec<String> = reasons.collect();
        let [one, other] = [&it.one, &it.other].map(|id| words::link_of(archive, id));
        (one, other, listed(&reasons))
    });
    Ok(ConflictsPage {
        frame: reader.frame(site, "Where sources disagree")?,
        around,
        about,
        search: wanted.search(path, report.conflicts.len()),
        conflicts: pager
            .rows(found)
            .map(|it| words::conflict(archive, it))
            .collect(),
        pager,
        perhaps: perhaps.collect(),
    })
}

/// The page of what is wrong with the files.
pub(super) fn problems(site: &Site, reader: &Reader) -> Result<ProblemsPage, Failure> {
    let problems = &reader.archive.report().problems;
    let trouble = site.trouble_with_record()?.map(|error| {
        let help = "The record is shown as it was before.".to_owned();
        ("the folder".to_owned(), error, help)
    });
    let each = problems.iter().map(|it| {
        let place = format!("{}:{}", it.file, it.line);
        (place, it.message.clone(), it.help.clone())
    });
    let problems: Vec<_> = trouble.into_iter().chain(each).collect();
    let count = u64::try_from(problems.len()).unwrap_or(u64::MAX);
    Ok(ProblemsPage {
        frame: reader.frame(site, "What is wrong with the record")?,
        around: reader.around(site, "/bulletins/problems", "/bulletins/problems"),
        about: if count == 0 {
            "Nothing is wrong with the files of the record.".to_owned()
        } else {
            format!(
                "{}. The rest is shown to readers all the same.",
                counted(count, "problem", "problems")
            )
        },
        problems,
    })
}
