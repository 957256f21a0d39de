//! A record made ready for readers: everything by its id, in the order of its
//! days, with what others of the record say of it.

mod company;
mod days;
mod people;
pub(crate) mod sameness;
mod search;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use company::{Company, List, Move, list_before, moves};
pub use days::Dating;
pub use people::{Appearance, Part, PostHeld, Sighting};
pub use search::{Answer, Hit, Matched};

use crate::check::{Conflicting, Report, check, things};
use crate::model::{Attendance, Claim, Kind, Source, Tag, Thing, Voice};
use crate::reading::Record;
use search::Searchable;

/// A record made ready for readers. Of what stands there twice under one id,
/// the first is shown; the report names the other.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    things: Vec<(Kind, Thing)>,
    by_id: BTreeMap<String, usize>,
    sources: Vec<Source>,
    tags: Vec<Tag>,
    report: Report,
    searchable: Vec<Searchable>,
    /// The first and the last day that each thing may have been.
    days: Vec<days::Bounds>,
    /// Who is known under several ids.
    same: sameness::Same,
}

impl Archive {
    /// Everything of a record.
    #[must_use]
    pub fn of(record: &Record) -> Archive {
        let mut archive = Archive {
            report: check(record),
            ..Archive::default()
        };
        for (kind, _, thing) in things(record) {
            if !archive.by_id.contains_key(&thing.id) {
                let at = archive.things.len();
                archive.by_id.insert(thing.id.clone(), at);
                archive.things.push((kind, thing.clone()));
            }
        }
        for (_, says) in &record.files {
            archive.sources.extend_from_slice(&says.source);
            archive.tags.extend_from_slice(&says.tag);
        }
        archive.same = sameness::same(archive.things.iter().map(|(kind, thing)| (*kind, thing)));
        archive.searchable = search::prepared(&archive);
        archive.days = archive.all_days();
        archive
    }

    /// Whether there is nothing in it that could be shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.sources.is_empty()
    }

    /// What checking it came to.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The things of a kind, in the order of the record.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Thing> {
        let things = self.things.iter().filter(move |(it, _)| *it == kind);
        things.map(|(_, thing)| thing)
    }

    /// The thing with an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<(Kind, &Thing)> {
        let (kind, thing) = self.things.get(*self.by_id.get(id)?)?;
        Some((*kind, thing))
    }

    /// The thing with an id, if it is of this kind.
    #[must_use]
    pub fn thing(&self, kind: Kind, id: &str) -> Option<&Thing> {
        self.get(id).filter(|(it, _)| *it == kind).map(|(_, it)| it)
    }

    /// The sources, in the order of the record.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// A source by its id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The tags, in the order of the record.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// What a thing goes by: its first name, what kind of thing a source calls
    /// it, the first caption, or at last its id.
    #[must_use]
    pub fn title<'a>(&self, thing: &'a Thing) -> &'a str {
        let own = |name: &&crate::NameClaim| name.voice != Voice::Tag;
        let mut names = thing.name.iter();
        let name = names.clone().find(own).or_else(|| names.next());
        name.map(|name| name.text.as_str())
            .or_else(|| value(thing, "kind"))
            .or_else(|| value(thing, "caption"))
            .unwrap_or(&thing.id)
    }

    /// Events and texts, the newest first; those of which nobody says when, last.
    #[must_use]
    pub fn bulletins(&self) -> Vec<(Kind, &Thing)> {
        let is_bulletin = |(kind, _): &&(Kind, Thing)| matches!(kind, Kind::Event | Kind::Text);
        let mut found: Vec<(Option<Date>, usize, (Kind, &Thing))> = Vec::new();
        let all = self.things.iter().filter(is_bulletin).enumerate();
        for (at, (kind, thing)) in all {
            found.push((self.newest_day(thing), at, (*kind, thing)));
        }
        found.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        found.into_iter().map(|(_, _, it)| it).collect()
    }

    /// The disagreements about a thing.
    pub fn conflicts_about(&self, id: &str) -> impl Iterator<Item = &Conflicting> {
        let all = self.report.conflicts.iter();
        all.filter(move |conflict| {
            let mut sides = conflict.sides.iter();
            sides.any(|side| side.thing.as_deref() == Some(id))
        })
    }

    /// The tags that name a thing.
    pub fn tags_about(&self, id: &str) -> impl Iterator<Item = &Tag> {
        let tags = self.tags.iter();
        tags.filter(move |tag| tag.about.iter().any(|about| about == id))
    }

    /// The photographs that are said to show an event.
    pub fn photographs_of(&self, event: &str) -> impl Iterator<Item = &Thing> {
        let all = self.of_kind(Kind::Photograph);
        all.filter(move |it| claims(it, "shows").any(|it| it.thing.as_deref() == Some(event)))
    }

    /// The ids of everything a thing names: who was there, with which posts, of
    /// which bodies, who spoke, from whom and to whom.
    #[must_use]
    pub fn named_by<'a>(&'a self, thing: &'a Thing) -> BTreeSet<&'a str> {
        let mut named: BTreeSet<&str> = thing
            .claim
            .iter()
            .filter_map(|claim| claim.thing.as_deref())
            .collect();
        for row in &thing.attendance {
            named.insert(&row.person);
            named.extend(row.posts.iter().map(String::as_str));
        }
        let posts: Vec<&str> = named.iter().copied().collect();
        for post in posts {
            if let Some(post) = self.thing(Kind::Post, post) {
                named.extend(claims(post, "of").filter_map(|claim| claim.thing.as_deref()));
            }
        }
        named
    }

    /// Whatever else of the record names this thing: texts read at an event,
    /// its parts, what came of it.
    pub fn naming<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (Kind, &'a Thing, &'a Claim)> {
        self.things.iter().flat_map(move |(kind, thing)| {
            let said = thing.claim.iter();
            said.filter(move |claim| claim.thing.as_deref() == Some(id))
                .map(move |claim| (*kind, thing, claim))
        })
    }

    /// The sources of a thing, each once, in the order in which it names them.
    #[must_use]
    pub fn sources_of<'a>(&'a self, thing: &'a Thing) -> Vec<&'a Source> {
        let names = thing.name.iter().map(|name| &name.source);
        let said = thing.claim.iter().map(|claim| &claim.source);
        let rows = thing.attendance.iter().map(|row| &row.source);
        let mut found: Vec<&Source> = Vec::new();
        for id in names.chain(said).chain(rows) {
            let is_new = !found.iter().any(|known| known.id == *id);
            if let Some(source) = self.source(id).filter(|_| is_new) {
                found.push(source);
            }
        }
        found
    }

    /// Every row of every list of attendance with its event.
    fn rows(&self) -> impl Iterator<Item = (&Thing, &Attendance)> {
        let things = self.things.iter();
        things.flat_map(|(_, thing)| thing.attendance.iter().map(move |row| (thing, row)))
    }
}

/// The claims about one property of a thing.
pub fn claims<'a>(thing: &'a Thing, says: &'a str) -> impl Iterator<Item = &'a Claim> {
    thing.claim.iter().filter(move |claim| claim.says == says)
}

/// The first words said of a property.
#[must_use]
pub fn value<'a>(thing: &'a Thing, says: &'a str) -> Option<&'a str> {
    claims(thing, says).find_map(|claim| claim.value.as_deref())
}
