//! Who was where and who held what in a Popolo document: rows of lists, and
//! memberships as claims of people.

use serde_json::Value;

use super::sources::{Entries, Entry};
use super::{NoSpan, Object, PopoloError, Reading, SOURCE, of_thing, said, span, text};
use crate::model::{Attendance, Claim, Things};

/// What of a membership is taken.
const TAKEN: [&str; 8] = [
    "id",
    "person_id",
    "post_id",
    "organization_id",
    "role",
    "start_date",
    "end_date",
    "sources",
];

impl Reading {
    /// One row of the list of an event, numbered within its source.
    pub(super) fn attendee(
        &mut self,
        attendee: &Value,
        event: &Entries,
        rows: &mut Vec<Attendance>,
    ) {
        let whole = attendee.as_object();
        let id = whole.and_then(|it| text(it, "id")).or(attendee.as_str());
        let own = whole.map(|it| self.sources("events.attendees", it));
        let own = own.and_then(|it| it.0.into_iter().next());
        let source = own.map_or_else(|| event.of("attendees"), |it| it.id);
        let before = rows.iter().filter(|row| row.source == source);
        let order = u32::try_from(before.clone().count() + 1).unwrap_or(u32::MAX);
        let person = id.and_then(|id| self.id("persons", id));
        let is_new = |id: &String| !before.clone().any(|row| row.person == *id);
        let Some(person) = person.filter(is_new) else {
            self.pass_over("events.attendees that name nobody, or somebody twice");
            return;
        };
        let words = |key: &str| whole.and_then(|it| text(it, key)).map(str::to_owned);
        let posts = whole.and_then(|it| it.get("posts")?.as_array());
        let mut held = Vec::new();
        for post in posts.into_iter().flatten() {
            match post.as_str().and_then(|id| self.id("posts", id)) {
                Some(post) => held.push(post),
                None => self.pass_over("events.attendees.posts that name nothing"),
            }
        }
        if let Some(it) = whole {
            let taken = [
                "id", "name", "printed", "reading", "capacity", "posts", "note", "sources",
            ];
            self.rest("events.attendees", it, &taken);
        }
        rows.push(Attendance {
            order,
            person,
            printed: words("printed"),
            reading: words("reading"),
            capacity: words("capacity"),
            posts: held,
            note: words("note"),
            source,
            fact: None,
        });
    }

    /// A membership as a claim of its person, by each of its sources.
    pub(super) fn membership(
        &mut self,
        things: &mut Things,
        it: &Object,
        at: usize,
    ) -> Result<(), PopoloError> {
        let wrong = |what| PopoloError::Item {
            list: "memberships",
            number: at + 1,
            what,
        };
        let id = text(it, "person_id").and_then(|id| self.id("persons", id));
        let known = |id: &String| things.person.iter().any(|it| it.id == *id);
        let id = id.filter(known);
        let id = id.ok_or_else(|| wrong("its person_id names nobody"))?;
        let valid = match span(it) {
            Ok(valid) => valid,
            Err(NoSpan::Order) => return Err(wrong("it ends before it begins")),
            Err(NoSpan::Date) => {
                self.pass_over("memberships with a date that no calendar has");
                None
            }
        };
        let sources = self.sources("memberships", it);
        let Some(claim) = self.held(things, it) else {
            self.pass_over("memberships without post, role and organization");
            return Ok(());
        };
        let mut ids: Vec<&str> = match sources.0.as_slice() {
            [] => vec![SOURCE],
            all => {
                let others = all.iter();
                let others = others.filter(|it| !self.is_listed(things, it, &id, &claim));
                others.map(|it| it.id.as_str()).collect()
            }
        };
        ids.dedup();
        let mut people = things.person.iter_mut();
        if let Some(person) = people.find(|it| it.id == id) {
            person.claim.extend(ids.into_iter().map(|source| Claim {
                valid: valid.clone(),
                source: source.to_owned(),
                ..claim.clone()
            }));
        }
        self.rest("memberships", it, &TAKEN);
        Ok(())
    }

    /// What somebody is said to hold or to belong to.
    fn held(&self, things: &Things, it: &Object) -> Option<Claim> {
        let post = text(it, "post_id").and_then(|id| self.id("posts", id));
        let organization = text(it, "organization_id").and_then(|id| self.id("organizations", id));
        let name = organization.as_ref().and_then(|id| {
            let known = things.organisation.iter().find(|known| known.id == *id)?;
            known.name.first().map(|name| name.text.as_str())
        });
        let source = String::new();
        match (post, text(it, "role"), name) {
            (Some(post), ..) => Some(of_thing("post", &post, source)),
            (None, Some(role), Some(name)) => {
                Some(said("affiliation", &format!("{role}, {name}"), source))
            }
            (None, Some(role), None) => Some(said("affiliation", role, source)),
            (None, None, Some(name)) => Some(said("affiliation", name, source)),
            (None, None, None) => None,
        }
    }

    /// Whether a source of a membership is a list that has the post with the
    /// person: there it is kept, and nobody says that it was held for longer.
    fn is_listed(&self, things: &Things, source: &Entry, person: &str, claim: &Claim) -> bool {
        let event = source.in_list_of.as_deref();
        let event = event.and_then(|id| self.id("events", id));
        let events = things.event.iter();
        let mut rows = events
            .filter(|it| Some(&it.id) == event.as_ref())
            .flat_map(|it| &it.attendance);
        let post = claim.thing.as_ref();
        rows.any(|row| row.person == person && post.is_some_and(|post| row.posts.contains(post)))
    }
}
