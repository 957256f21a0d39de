//! One claim by itself: whether it says what can be said, and in the way it is said.

use super::dates;
use super::index::{Index, Notes, Place};
use crate::model::{Claim, Kind};
use crate::vocabulary::{self, By};

/// Checks a claim.
pub(super) fn claim(
    index: &Index<'_>,
    notes: &mut Notes<'_>,
    kind: Kind,
    place: &Place,
    claim: &Claim,
) {
    index.must_have_source(notes, place, &claim.source);
    let Some(property) = vocabulary::property(kind, &claim.says) else {
        let known: Vec<&str> = vocabulary::of(kind).iter().map(|it| it.says).collect();
        notes.note(
            &place.key("says"),
            format!("`{}` cannot be said of {}", claim.says, kind.a_word()),
            format!("possible here: {}", known.join(", ")),
        );
        return;
    };
    dates::of_claim(notes, place, claim);
    voices(index, notes, place, claim);
    let given = given(claim);
    if claim.silent {
        if !given.is_empty() {
            notes.note(
                &place.key("silent"),
                format!(
                    "it contradicts itself: the source is silent and says a {}",
                    given.join(" and a ")
                ),
                "take one of the two out",
            );
        }
        return;
    }
    let (needed, allowed): (&[&str], &[&str]) = match property.by {
        By::Words => (&["value"], &["value"]),
        By::Number => (&["value"], &["value"]),
        By::Date => (&["date", "relative"], &["date", "relative", "value"]),
        By::Thing(_) => (&["thing"], &["thing", "value"]),
        By::WordsOrThing => (&["value", "thing"], &["value", "thing"]),
        By::List => (&["list"], &["list"]),
        By::Print => (&["printed"], &["value"]),
    };
    let has_print = property.by == By::Print && claim.printed.is_some();
    if !has_print && !needed.iter().any(|key| given.contains(key)) {
        notes.note(
            place,
            format!("it does not say the {} it is there for", claim.says),
            format!(
                "give it as `{}`, or say `silent = true`",
                needed.join("` or `")
            ),
        );
    }
    for key in given.iter().filter(|key| !allowed.contains(key)) {
        notes.note(
            &place.key(key),
            format!("`{}` is not said by a `{key}`", claim.says),
            format!("give it as `{}`", allowed.join("` or `")),
        );
    }
    within(index, notes, place, claim, property.by);
}

/// What is given of a claim, by key.
fn given(claim: &Claim) -> Vec<&'static str> {
    let keys = [
        ("value", claim.value.is_some()),
        ("list", !claim.list.is_empty()),
        ("thing", claim.thing.is_some()),
        ("date", claim.date.is_some()),
        ("relative", claim.relative.is_some()),
    ];
    keys.into_iter()
        .filter(|(_, is_given)| *is_given)
        .map(|(key, _)| key)
        .collect()
}

fn within(index: &Index<'_>, notes: &mut Notes<'_>, place: &Place, claim: &Claim, by: By) {
    let any = &Kind::OF_THINGS[..];
    if let Some(thing) = &claim.thing {
        let kinds = if let By::Thing(kinds) = by {
            kinds
        } else {
            any
        };
        index.must_be(notes, &place.key("thing"), thing, kinds);
    }
    if by == By::Number
        && let Some(value) = &claim.value
        && value.parse::<u32>().is_err()
    {
        notes.note(
            &place.key("value"),
            format!("`{value}` is no whole number"),
            "write digits; how the source prints it goes into `printed`",
        );
    }
    if claim.reading.is_some() && claim.printed.is_none() {
        super::reading_of_nothing(notes, place);
    }
}

/// Who is said to speak, and who quotes them.
fn voices(index: &Index<'_>, notes: &mut Notes<'_>, place: &Place, claim: &Claim) {
    let all = [
        Kind::Source,
        Kind::Organisation,
        Kind::Person,
        Kind::Text,
        Kind::Event,
    ];
    let speakers = claim.speaker.iter().map(|speaker| ("speaker", speaker));
    let quoters = claim.quoted_by.iter().map(|quoter| ("quoted-by", quoter));
    for (key, who) in speakers.chain(quoters) {
        // What has a space in it is words about somebody who has no id.
        if !who.contains(' ') {
            index.must_be(notes, &place.key(key), who, &all);
        }
    }
}
