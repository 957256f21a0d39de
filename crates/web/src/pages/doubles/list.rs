//! Who may have been entered twice, as a list.

use kernel::UnitId;
use names::SHARED_MAX;

use super::fill::{Pair, line_of, may_merge, pairs_in, too_many, too_many_words, way_to_merge};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Sieve, itself};
use crate::words::capital;

/// `/units/{id}/doubles`: those with the most reasons first.
pub(crate) const DOUBLES: List<u32, Pair> = List {
    room: Room::People,
    opens: |with, unit| {
        let view = with.view;
        let it = view.unit(UnitId(unit))?;
        let rows = pairs_in(view, it.id)?;
        let too_many = too_many(view, it.id);
        let mut about = vec![match too_many {
            Some(count) => format!("{}.", capital(&too_many_words(count))),
            None => format!(
                "People on the rolls of {} and beneath whose names or contacts are alike. They may be one person, or two: whoever knows them says. Names and contacts that more than {SHARED_MAX} people have in common are passed over.",
                it.name
            ),
        }];
        if rows.is_empty() && too_many.is_none() {
            about.push("Nobody here is like anybody else.".to_owned());
        }
        Ok(Opened {
            about,
            article: view.right_note(charter::Action::MergeMembers),
            rows,
            ..Opened::of_unit(view, it.id, "Who was entered twice?")
        })
    },
    of: ("pair", "pairs"),
    file: "doubles",
    heads: &[
        "kept",
        "kept name",
        "kept unit",
        "former",
        "former name",
        "former unit",
        "reasons",
    ],
    fields: |with, it| {
        let view = with.view;
        let unit = |person| view.state.unit_of(person).map(|unit| view.some_unit(unit));
        vec![
            view.code_of(it.kept).into(),
            view.directory.name(it.kept).into(),
            unit(it.kept).into(),
            view.code_of(it.former).into(),
            view.directory.name(it.former).into(),
            unit(it.former).into(),
            it.reasons.join("; ").into(),
        ]
    },
    sieves: &[Sieve("why", "Why", "Every reason", |_, it| {
        itself(it.likeness.map_or("contacts", names::Likeness::word))
    })],
    line: |with, it| {
        let view = with.view;
        let what = Link::new(line_of(view, it.kept), format!("/people/{}", it.kept));
        let about = format!(
            "and {}. {}.",
            line_of(view, it.former),
            capital(&it.reasons.join("; "))
        );
        let beside = format!("/people/{}/beside/{}", it.kept, it.former);
        let mut acts = vec![Link::new("Side by side", beside)];
        if may_merge(view, [it.kept, it.former]) {
            acts.push(Link::new("It is one person", way_to_merge(view, it)));
        }
        Line {
            acts,
            ..Line::new(what, about)
        }
    },
};
