//! From the record to the page of a person on a day.

use kernel::PersonId;
use kernel::members::Membership;

use super::then::{Then, dated};
use super::{Part, PastPage, Row};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::pages::posts::Who;
use crate::words::day;

/// The page of a person as they stood.
pub(super) fn page(
    then: Then<'_>,
    person: PersonId,
    membership: Option<Membership>,
    frame: Frame,
) -> Result<PastPage, Failure> {
    let person = then.view.person(person)?;
    let name = match then.view.directory.card(person) {
        Some(card) => card.name_on(then.day).to_owned(),
        None => format!("Somebody who has left (No. {person})"),
    };
    let now = then.view.directory.card(person);
    let now = now.filter(|card| card.name != name);
    let now = now.map(|card| format!("Goes by the name {} today.", card.name));
    let frame = then.frame(frame, &format!("/people/{person}"), &name);
    let about = match membership {
        Some(it) => format!(
            "{} · {} · joined {}",
            then.grade(it.grade),
            then.unit_name(it.unit),
            day(it.joined)
        ),
        None => "Belonged to no unit".to_owned(),
    };
    let mut parts: Vec<Part> = membership
        .map(|it| belonging(then, &it))
        .into_iter()
        .collect();
    let own = then.view.viewer == kernel::Actor::Person(person);
    let held: Vec<Row> = then
        .state
        .held_on(person, then.day)
        .filter(|tenure| own || then.view.knows_unit(tenure.unit))
        .map(|tenure| Row {
            title: Some(then.post_link(tenure.unit, tenure.post)),
            who: then.unit_link(tenure.unit),
            about: format!("since {}", day(tenure.from)),
        })
        .collect();
    let mut posts = Part::new("Posts", held);
    if posts.rows.is_empty() {
        posts.note = Some("Held no post that you may know of.".to_owned());
    }
    parts.push(posts);
    let path = membership.map(|it| {
        let mut path = then.path_to(it.unit);
        let Who { name, href } = then.unit_link(it.unit);
        path.extend(href.map(|href| Link::new(name, href)));
        path
    });
    Ok(PastPage {
        frame: Frame {
            path: path.unwrap_or_default(),
            ..frame
        },
        heading: name,
        about,
        said: now.into_iter().collect(),
        article: None,
        parts,
        ways: vec![Link::new(
            "The charter of that day",
            dated("/charter", then.day),
        )],
    })
}

/// Where somebody belonged and as what.
fn belonging(then: Then<'_>, it: &Membership) -> Part {
    let grade = Who {
        name: then.grade(it.grade),
        href: None,
    };
    let row = |who: Who, since| Row {
        title: None,
        who,
        about: format!("since {}", day(since)),
    };
    let rows = vec![
        row(then.unit_link(it.unit), it.in_unit_since),
        row(grade, it.in_grade_since),
    ];
    Part::new("Belonging", rows)
}
