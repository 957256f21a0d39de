//! Disagreements: those that the record lists must be there, and those that
//! are there and not listed are found.

use super::index::{Index, Notes, Place};
use super::{Conflicting, Side};
use crate::model::{Claim, ConflictSide, Kind, Thing};
use crate::reading::Record;
use crate::vocabulary;

/// The disagreements that the record lists, each side held against the record.
pub(super) fn listed(
    record: &Record,
    index: &Index<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Conflicting> {
    let mut found = Vec::new();
    for (file, (_, says)) in record.files.iter().enumerate() {
        for (at, conflict) in says.conflict.iter().enumerate() {
            let place = Place::new(file, Kind::Conflict.word(), at);
            for (at, side) in conflict.side.iter().enumerate() {
                let place = place.of("side", at);
                index.must_have_source(notes, &place, &side.source);
                must_be_said(record, index, notes, &place, side);
            }
            let mut values = conflict.side.iter().map(|side| &side.value);
            let first = values.next();
            if !values.any(|value| Some(value) != first) {
                notes.note(
                    &place,
                    format!(
                        "`{}` is no disagreement: there are no two sides to it",
                        conflict.id
                    ),
                    "give two sides that differ, or take it out",
                );
            }
            let (file, line) = notes.whereabouts(&place);
            found.push(Conflicting {
                id: Some(conflict.id.clone()),
                what: conflict.what.clone(),
                kept: conflict.kept.clone(),
                sides: conflict.side.iter().map(side_of).collect(),
                file,
                line,
            });
        }
    }
    found
}

fn side_of(side: &ConflictSide) -> Side {
    Side {
        thing: side.thing.clone(),
        says: side.says.clone(),
        value: side.value.clone(),
        source: side.source.clone(),
    }
}

fn must_be_said(
    record: &Record,
    index: &Index<'_>,
    notes: &mut Notes<'_>,
    place: &Place,
    side: &ConflictSide,
) {
    let is_said = match &side.thing {
        None => record.files.iter().any(|(_, says)| {
            side.says == "tag"
                && says
                    .tag
                    .iter()
                    .any(|tag| tag.text == side.value && tag.source == side.source)
        }),
        Some(id) => {
            index.must_be(notes, &place.key("thing"), id, &Kind::OF_THINGS);
            let Some(thing) = index.get(id).and_then(|entry| entry.thing) else {
                return;
            };
            says(thing, side)
        }
    };
    if !is_said {
        notes.note(
            place,
            format!(
                "no {} of the record says `{}` by {}",
                side.says, side.value, side.source
            ),
            "a side is a name, a claim or a tag of the record, in the same words",
        );
    }
}

fn says(thing: &Thing, side: &ConflictSide) -> bool {
    if side.says == "name" {
        let mut names = thing.name.iter();
        return names.any(|name| name.text == side.value && name.source == side.source);
    }
    let mut claims = thing.claim.iter().filter(|claim| claim.says == side.says);
    claims
        .any(|claim| value_of(claim).as_deref() == Some(&side.value) && claim.source == side.source)
}

/// What a claim says, in one text; nothing where it only stands to another date.
fn value_of(claim: &Claim) -> Option<String> {
    let list = (!claim.list.is_empty()).then(|| claim.list.join(" / "));
    claim
        .date
        .clone()
        .or_else(|| claim.value.clone())
        .or(list)
        .or_else(|| claim.thing.clone())
}

/// Disagreements that nobody lists: two values of what a thing has but one of.
/// One source that says both in one voice contradicts itself, or whoever
/// wrote the file does.
pub(super) fn found(
    record: &Record,
    notes: &mut Notes<'_>,
    listed: &[Conflicting],
) -> Vec<Conflicting> {
    let mut found = Vec::new();
    for (kind, place, thing) in super::things(record) {
        for property in vocabulary::of(kind)
            .iter()
            .filter(|property| !property.several)
        {
            let claims = thing.claim.iter().enumerate();
            let claims: Vec<_> = claims
                .filter(|(_, claim)| claim.says == property.says)
                .collect();
            let Some(last) = clash(notes, &place, &claims) else {
                continue;
            };
            let is_listed = listed
                .iter()
                .flat_map(|conflict| &conflict.sides)
                .any(|side| side.thing.as_ref() == Some(&thing.id) && side.says == property.says);
            if is_listed {
                continue;
            }
            let (file, line) = notes.whereabouts(&place.of("claim", last));
            found.push(Conflicting {
                id: None,
                what: format!("the {} of `{}`", property.says, thing.id),
                kept: None,
                sides: sides(thing, &claims),
                file,
                line,
            });
        }
    }
    found
}

/// The last of the claims that disagree across sources or voices, where any do.
fn clash(notes: &mut Notes<'_>, place: &Place, claims: &[(usize, &Claim)]) -> Option<usize> {
    let mut disagrees = None;
    for (number, (at, claim)) in claims.iter().enumerate() {
        for (_, earlier) in claims.iter().take(number) {
            let same_voice = earlier.source == claim.source
                && earlier.voice == claim.voice
                && earlier.speaker == claim.speaker;
            let both = (value_of(earlier), value_of(claim));
            if same_voice && earlier.silent != claim.silent {
                notes.note(
                    &place.of("claim", *at),
                    format!(
                        "it contradicts itself: by {} it says the {} and is silent on it",
                        claim.source, claim.says
                    ),
                    "take one of the two claims out",
                );
            }
            let (Some(one), Some(other)) = both else {
                continue;
            };
            if one == other {
                continue;
            }
            if same_voice {
                notes.note(
                    &place.of("claim", *at),
                    format!(
                        "it contradicts itself: by {} the {} is `{one}` and `{other}`",
                        claim.source, claim.says
                    ),
                    "if the source does say both, say in whose voice each stands",
                );
            } else {
                disagrees = Some(*at);
            }
        }
    }
    disagrees
}

fn sides(thing: &Thing, claims: &[(usize, &Claim)]) -> Vec<Side> {
    let said = claims
        .iter()
        .filter_map(|(_, claim)| Some((claim, value_of(claim)?)));
    said.map(|(claim, value)| Side {
        thing: Some(thing.id.clone()),
        says: claim.says.clone(),
        value,
        source: claim.source.clone(),
    })
    .collect()
}
