//! People as the record shows them: where they were, what they had part in,
//! which posts are printed with their names.

use jiff::civil::Date;

use super::sameness::SAME_AS;
use super::{Archive, claims};
use crate::edtf::Edtf;
use crate::model::{Attendance, Claim, Kind, Thing};

/// That somebody stands in the list of an event.
#[derive(Clone, Copy, Debug)]
pub struct Appearance<'a> {
    /// The event.
    pub event: &'a Thing,
    /// The row of the list.
    pub row: &'a Attendance,
    /// How many the list of that source names.
    pub of: usize,
}

/// That a claim names somebody: who spoke, from whom a letter is, to whom.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The kind of the thing.
    pub kind: Kind,
    /// The event or text.
    pub thing: &'a Thing,
    /// The claim.
    pub claim: &'a Claim,
}

/// A post, and when sources show somebody in it. What lies between two
/// sightings nobody says.
#[derive(Clone, Debug)]
pub struct PostHeld<'a> {
    /// The post, by id.
    pub post: &'a str,
    /// When it is seen, in the order of the days.
    pub sightings: Vec<Sighting<'a>>,
}

/// A moment, or a time, at which a source shows somebody in a post.
#[derive(Clone, Copy, Debug)]
pub struct Sighting<'a> {
    /// The first day it may be.
    pub first: Option<Date>,
    /// The last day it may be.
    pub last: Option<Date>,
    /// The event in whose list it is printed.
    pub event: Option<&'a Thing>,
    /// Whether a source claims it for the whole time.
    pub throughout: bool,
    /// The source, by id.
    pub source: &'a str,
}

/// A row of a list with how many that list names.
fn in_list<'a>(event: &'a Thing, row: &'a Attendance) -> Appearance<'a> {
    let listed = event.attendance.iter();
    let of = listed.filter(|it| it.source == row.source).count();
    Appearance { event, row, of }
}

impl Archive {
    /// Where somebody was, the newest first.
    #[must_use]
    pub fn appearances(&self, person: &str) -> Vec<Appearance<'_>> {
        let rows = self
            .rows()
            .filter(|(_, row)| self.is_one(&row.person, person));
        let mut found: Vec<Appearance<'_>> = rows.map(|(event, row)| in_list(event, row)).collect();
        found.sort_by_key(|it| std::cmp::Reverse(self.newest_day(it.event)));
        found
    }

    /// Every row of every list, each once whoever is one with whom: the newest
    /// event first, and within it as its lists are printed.
    #[must_use]
    pub fn every_appearance(&self) -> Vec<Appearance<'_>> {
        let mut found: Vec<Appearance<'_>> = self
            .rows()
            .map(|(event, row)| in_list(event, row))
            .collect();
        found.sort_by_key(|it| std::cmp::Reverse(self.newest_day(it.event)));
        found
    }

    /// What else names somebody.
    #[must_use]
    pub fn parts<'a>(&'a self, person: &'a str) -> Vec<Part<'a>> {
        let ids = self.ids_of(person).into_iter();
        let mut found: Vec<Part<'_>> = ids
            .flat_map(|id| self.naming(id))
            .filter(|(_, _, claim)| claim.says != SAME_AS)
            .map(|(kind, thing, claim)| Part { kind, thing, claim })
            .collect();
        found.sort_by_key(|it| std::cmp::Reverse(self.newest_day(it.thing)));
        found
    }

    /// The posts that sources show somebody in, as the record first names them.
    #[must_use]
    pub fn posts_of<'a>(&'a self, person: &'a Thing) -> Vec<PostHeld<'a>> {
        let people = std::iter::once(person).chain(self.same_as(&person.id));
        let claimed = people
            .flat_map(|it| claims(it, "post"))
            .filter_map(|claim| {
                let valid = claim.valid.as_deref().map(Edtf::parse);
                let valid = valid.and_then(Result::ok);
                let sighting = Sighting {
                    first: valid.as_ref().and_then(Edtf::first),
                    last: valid.as_ref().and_then(Edtf::last),
                    event: None,
                    throughout: true,
                    source: &claim.source,
                };
                Some((claim.thing.as_deref()?, sighting))
            });
        let rows = self
            .rows()
            .filter(|(_, row)| self.is_one(&row.person, &person.id));
        let printed = rows.flat_map(|(event, row)| {
            let (first, last) = self.days(event);
            row.posts.iter().map(move |post| {
                let sighting = Sighting {
                    first,
                    last,
                    event: Some(event),
                    throughout: false,
                    source: row.source.as_str(),
                };
                (post.as_str(), sighting)
            })
        });
        let mut found: Vec<PostHeld<'a>> = Vec::new();
        for (post, sighting) in claimed.chain(printed) {
            match found.iter_mut().find(|it| it.post == post) {
                Some(held) => held.sightings.push(sighting),
                None => found.push(PostHeld {
                    post,
                    sightings: vec![sighting],
                }),
            }
        }
        for held in &mut found {
            held.sightings.sort_by_key(|it| it.first.or(it.last));
        }
        found
    }
}
