//! Names, who was where, and what is known from tags only.

use names::{Proposal, Script, proposals as proposals_of};

use super::dates;
use super::index::{Index, Notes, Place};
use crate::archive::sameness;
use crate::model::{Attendance, Kind, Tag, Thing, Voice};
use crate::reading::Record;

/// Checks the names of a thing.
pub(super) fn names(
    index: &Index<'_>,
    notes: &mut Notes<'_>,
    kind: Kind,
    place: &Place,
    thing: &Thing,
) {
    let needs_name = matches!(kind, Kind::Organisation | Kind::Post | Kind::Person);
    if thing.name.is_empty() && needs_name {
        notes.note(
            place,
            format!("{} without a name", kind.a_word()),
            "give a name as a source prints it",
        );
    }
    for (at, name) in thing.name.iter().enumerate() {
        let place = place.of("name", at);
        index.must_have_source(notes, &place, &name.source);
        dates::dated(notes, &place.key("valid"), name.valid.as_deref());
        let read = name.reading.as_ref().unwrap_or(&name.text);
        brackets(notes, &place.key("text"), read);
        if names::compact(read).is_empty() {
            notes.note(
                &place.key("text"),
                "a name without letters",
                "give it as the source prints it",
            );
        }
        let of_letters = Script::of(&name.text);
        if let Some(script) = name.script
            && script != of_letters
            && !matches!(of_letters, Script::Mixed | Script::Other)
        {
            notes.note(
                &place.key("script"),
                "it contradicts itself: the letters of the name are of another script",
                "leave `script` out; the letters tell it",
            );
        }
    }
}

fn brackets(notes: &mut Notes<'_>, place: &Place, text: &str) {
    if let Err(error) = names::parse(text) {
        notes.note(
            place,
            format!("in `{text}` {error}"),
            "if the source prints it so, keep it and give your `reading` beside it",
        );
    }
}

/// Checks who was at an event.
pub(super) fn attendance(
    index: &Index<'_>,
    notes: &mut Notes<'_>,
    kind: Kind,
    place: &Place,
    thing: &Thing,
) {
    for (at, row) in thing.attendance.iter().enumerate() {
        let place = place.of("attendance", at);
        if kind != Kind::Event {
            notes.note(
                &place,
                format!("nobody attends {}", kind.a_word()),
                "say it of the event",
            );
        }
        index.must_have_source(notes, &place, &row.source);
        index.must_be(notes, &place.key("person"), &row.person, &[Kind::Person]);
        for post in &row.posts {
            index.must_be(notes, &place.key("posts"), post, &[Kind::Post]);
        }
        let listed = |other: &&Attendance| other.source == row.source;
        let earlier = thing.attendance.iter().take(at).filter(listed);
        let before = earlier.clone().count();
        if usize::try_from(row.order).ok() != Some(before + 1) {
            notes.note(
                &place.key("order"),
                format!(
                    "it contradicts itself: number {} of the list is {} in the file",
                    row.order,
                    before + 1
                ),
                "number the rows of a source from 1 in the printed order",
            );
        }
        if earlier.clone().any(|other| other.person == row.person) {
            notes.note(
                &place.key("person"),
                format!(
                    "it contradicts itself: `{}` is in the list twice",
                    row.person
                ),
                "one row a person; several posts go into `posts`",
            );
        }
        printed(index, notes, &place, row);
    }
}

/// What is printed in the list must be names of the person.
fn printed(index: &Index<'_>, notes: &mut Notes<'_>, place: &Place, row: &Attendance) {
    if row.reading.is_some() && row.printed.is_none() {
        super::reading_of_nothing(notes, place);
    }
    // A slip of the print is no name: what an editor reads is.
    let Some(text) = row.reading.as_ref().or(row.printed.as_ref()) else {
        return;
    };
    let place = place.key("printed");
    let Ok(printed) = names::parse(text) else {
        brackets(notes, &place, text);
        return;
    };
    let Some(person) = index.get(&row.person).and_then(|entry| entry.thing) else {
        return;
    };
    for form in &printed.forms {
        if !person.name.iter().any(|name| name.text == form.text) {
            notes.note(
                &place,
                format!(
                    "`{}` is printed here and is no name of `{}`",
                    form.text, row.person
                ),
                "add it to the names of the person, to the last apostrophe, or give your `reading` beside it",
            );
        }
    }
}

/// What is known from tags only says so, and nothing else does.
pub(super) fn weakness(notes: &mut Notes<'_>, kind: Kind, place: &Place, thing: &Thing) {
    let voices = thing.name.iter().map(|name| name.voice);
    let mut voices = voices.chain(thing.claim.iter().map(|claim| claim.voice));
    let only_tags = voices.all(|voice| voice == Voice::Tag) && thing.attendance.is_empty();
    if thing.weak && !only_tags {
        notes.note(
            &place.key("weak"),
            format!("it contradicts itself: `{}` is known from tags only, and something else is said of it", thing.id),
            "take `weak` out, or give the claims the voice `tag`",
        );
    }
    if kind == Kind::Person && only_tags && !thing.weak {
        notes.note(
            place,
            format!("`{}` is known from tags only and does not say so", thing.id),
            "add `weak = true`",
        );
    }
}

/// Checks the tags.
pub(super) fn tags(record: &Record, index: &Index<'_>, notes: &mut Notes<'_>) {
    for (file, (_, says)) in record.files.iter().enumerate() {
        for (at, tag) in says.tag.iter().enumerate() {
            let place = Place::new(file, "tag", at);
            index.must_have_source(notes, &place, &tag.source);
            let read = tag.reading.as_ref().unwrap_or(&tag.text);
            brackets(notes, &place.key("text"), read);
            let same = |other: &&Tag| other.text == tag.text && other.source == tag.source;
            if says.tag.iter().take(at).any(|other| same(&other)) {
                notes.note(
                    &place.key("text"),
                    format!("the tag `{}` is there twice", tag.text),
                    "take one out",
                );
            }
            for about in &tag.about {
                index.must_be(notes, &place.key("about"), about, &Kind::OF_THINGS);
                names_whom(index, notes, &place, tag, about);
            }
        }
    }
}

/// A tag about a person has one of their names in it.
fn names_whom(index: &Index<'_>, notes: &mut Notes<'_>, place: &Place, tag: &Tag, about: &str) {
    let entry = index.get(about).filter(|entry| entry.kind == Kind::Person);
    let Some(person) = entry.and_then(|entry| entry.thing) else {
        return;
    };
    let text = names::compact(&tag.text);
    if !person
        .name
        .iter()
        .any(|name| text.contains(&names::compact(&name.text)))
    {
        notes.note(
            &place.key("about"),
            format!("the tag `{}` has no name of `{about}` in it", tag.text),
            "add the name to the person as the tag prints it, with the voice `tag`",
        );
    }
}

/// Which people of the record may be one.
pub(super) fn proposals(record: &Record) -> Vec<Proposal<String>> {
    let all = super::things(record).map(|(kind, _, thing)| (kind, thing));
    let all: Vec<(Kind, &Thing)> = all.collect();
    let same = sameness::same(all.into_iter());
    let mut ids: Vec<&str> = Vec::new();
    let mut people = Vec::new();
    for (kind, _, thing) in super::things(record) {
        if kind == Kind::Person {
            let forms = thing.name.iter().map(|name| name.text.clone()).collect();
            people.push((ids.len(), forms));
            ids.push(&thing.id);
        }
    }
    let id = |number: usize| ids.get(number).map(|&id| id.to_owned()).unwrap_or_default();
    proposals_of(&people)
        .into_iter()
        .map(|proposal| Proposal {
            one: id(proposal.one),
            other: id(proposal.other),
            reasons: proposal.reasons,
        })
        // Of whom a source says it already, nobody need say it again.
        .filter(|it| same.get(&it.one).is_none_or(|ids| !ids.contains(&it.other)))
        .collect()
}

/// Checks who is said to be whom.
pub(super) fn same_as(notes: &mut Notes<'_>, place: &Place, thing: &Thing) {
    for (at, claim) in thing.claim.iter().enumerate() {
        let of_itself = claim.thing.as_deref() == Some(thing.id.as_str());
        if claim.says == sameness::SAME_AS && of_itself {
            notes.note(
                &place.of("claim", at).key("thing"),
                format!(
                    "it contradicts itself: `{}` is said to be another, and is named",
                    thing.id
                ),
                "name the other person",
            );
        }
    }
}
