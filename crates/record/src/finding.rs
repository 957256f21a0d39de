//! People of the record, found under any form of their names.

use names::{BracketError, Keys, Likeness, forms_of, likeness, parse};

use crate::check::things;
use crate::model::{Kind, NameClaim, Thing};
use crate::reading::Record;

/// Somebody who was found.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The person.
    pub person: &'a Thing,
    /// How like the likest of their names is to what was asked.
    pub likeness: Likeness,
    /// That name.
    pub name: &'a NameClaim,
    /// The posts that are claimed for them, each once.
    pub posts: Vec<Post<'a>>,
    /// The events they were at, with their places in the lists.
    pub events: Vec<(&'a Thing, u32)>,
}

/// A post that a source claims for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post<'a> {
    /// The post, by id.
    pub post: &'a str,
    /// Its title, where the record has one.
    pub title: Option<&'a str>,
    /// The source, by id.
    pub source: &'a str,
}

/// The people of a record with a name like the one asked for, the likest
/// first. What is asked for may have other forms in brackets: it is enough
/// that one of them is like.
///
/// # Errors
///
/// When brackets in what is asked for do not fit.
pub fn find_people<'a>(record: &'a Record, asked: &str) -> Result<Vec<Found<'a>>, BracketError> {
    let printed = parse(asked)?;
    let forms = printed.forms.iter().flat_map(|form| forms_of(&form.text));
    let asked: Vec<Keys> = forms.map(|form| Keys::of(&form)).collect();
    let all: Vec<(Kind, &Thing)> = things(record)
        .map(|(kind, _, thing)| (kind, thing))
        .collect();
    let people = all.iter().filter(|(kind, _)| *kind == Kind::Person);
    let mut found: Vec<Found<'a>> = people
        .filter_map(|(_, person)| {
            let likest = person
                .name
                .iter()
                .filter_map(|name| Some((likest(&asked, name)?, name)));
            let (likeness, name) = likest.min_by_key(|(likeness, _)| *likeness)?;
            Some(Found {
                person,
                likeness,
                name,
                posts: posts(&all, person),
                events: events(&all, person),
            })
        })
        .collect();
    // Among the equally like, the order of the record stays.
    found.sort_by_key(|found| found.likeness);
    Ok(found)
}

fn likest(asked: &[Keys], name: &NameClaim) -> Option<Likeness> {
    let read = name.reading.as_ref().unwrap_or(&name.text);
    let own = parse(read).map_or_else(
        |_| vec![name.text.clone()],
        |printed| printed.forms.into_iter().map(|form| form.text).collect(),
    );
    let forms = own.iter().flat_map(|form| forms_of(form));
    let keys: Vec<Keys> = forms.map(|form| Keys::of(&form)).collect();
    let pairs = asked
        .iter()
        .flat_map(|asked| keys.iter().map(move |name| (asked, name)));
    pairs
        .filter_map(|(asked, name)| likeness(asked, name))
        .min()
}

fn posts<'a>(all: &[(Kind, &'a Thing)], person: &'a Thing) -> Vec<Post<'a>> {
    let claimed = person.claim.iter().filter(|claim| claim.says == "post");
    let claimed =
        claimed.filter_map(|claim| Some((claim.thing.as_deref()?, claim.source.as_str())));
    let listed = all.iter().flat_map(|(_, thing)| &thing.attendance);
    let listed = listed.filter(|row| row.person == person.id);
    let listed = listed.flat_map(|row| {
        row.posts
            .iter()
            .map(|post| (post.as_str(), row.source.as_str()))
    });
    let mut found: Vec<Post<'a>> = Vec::new();
    for (post, source) in claimed.chain(listed) {
        if !found
            .iter()
            .any(|known| known.post == post && known.source == source)
        {
            let thing = all
                .iter()
                .find(|(kind, thing)| *kind == Kind::Post && thing.id == post);
            let title = thing
                .and_then(|(_, thing)| thing.name.first())
                .map(|name| name.text.as_str());
            found.push(Post {
                post,
                title,
                source,
            });
        }
    }
    found
}

fn events<'a>(all: &[(Kind, &'a Thing)], person: &Thing) -> Vec<(&'a Thing, u32)> {
    let rows = all
        .iter()
        .flat_map(|(_, thing)| thing.attendance.iter().map(move |row| (*thing, row)));
    rows.filter(|(_, row)| row.person == person.id)
        .map(|(thing, row)| (thing, row.order))
        .collect()
}
