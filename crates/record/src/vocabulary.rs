//! What can be said of a thing of each kind, and how.

use crate::model::Kind;

/// A property that claims are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Property {
    /// The word of the files.
    pub(crate) says: &'static str,
    /// How it is said.
    pub(crate) by: By,
    /// Whether a thing can have several, so that two are no disagreement.
    pub(crate) several: bool,
}

/// How a property is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// `value`: words.
    Words,
    /// `value`: a whole number.
    Number,
    /// `date`, `relative` or both.
    Date,
    /// `thing`: one of the kinds.
    Thing(&'static [Kind]),
    /// `value`, `thing` or both.
    WordsOrThing,
    /// `list`: words in an order.
    List,
    /// `printed` with its `reading`.
    Print,
}

const fn one(says: &'static str, by: By) -> Property {
    Property {
        says,
        by,
        several: false,
    }
}

const fn many(says: &'static str, by: By) -> Property {
    Property {
        says,
        by,
        several: true,
    }
}

const ORGANISATION: [Property; 6] = [
    one("kind", By::Words),
    one("place", By::Words),
    one("part-of", By::Thing(&[Kind::Organisation])),
    many("abbreviation", By::Words),
    many("point", By::Words),
    many("wording", By::Print),
];

const POST: [Property; 3] = [
    one("of", By::Thing(&[Kind::Organisation])),
    one("pay", By::Words),
    many("point", By::Words),
];

const PERSON: [Property; 6] = [
    many("same-as", By::Thing(&[Kind::Person])),
    many("post", By::Thing(&[Kind::Post])),
    many("epithet", By::Words),
    many("affiliation", By::Words),
    many("point", By::Words),
    many("wording", By::Print),
];

const EVENT: [Property; 17] = [
    one("kind", By::Words),
    one("class", By::Words),
    one("ordinal", By::Number),
    one("date", By::Date),
    one("place", By::Words),
    one("part-of", By::Thing(&[Kind::Event])),
    many("follows", By::Thing(&[Kind::Event, Kind::Text])),
    many("speaker", By::Thing(&[Kind::Person])),
    many("participants", By::Words),
    one("purpose", By::Words),
    one("subject", By::Words),
    one("text", By::Words),
    one("published-by", By::Thing(&[Kind::Organisation])),
    many("rests-on", By::Words),
    many("notice", By::Date),
    many("point", By::Words),
    many("wording", By::Print),
];

const TEXT: [Property; 10] = [
    one("kind", By::Words),
    one("from", By::WordsOrThing),
    one("to", By::WordsOrThing),
    one("date", By::Date),
    one("occasion", By::Thing(&[Kind::Event])),
    one("read-at", By::Thing(&[Kind::Event])),
    one("kept-as", By::Words),
    many("follows", By::Thing(&[Kind::Event, Kind::Text])),
    many("point", By::Words),
    many("wording", By::Print),
];

const PHOTOGRAPH: [Property; 11] = [
    one("caption", By::Words),
    one("date", By::Date),
    one("shows", By::Thing(&[Kind::Event])),
    one("credit", By::List),
    one("stands", By::Words),
    one("alt", By::Words),
    one("file", By::Words),
    one("width", By::Number),
    one("height", By::Number),
    one("narrow", By::Number),
    many("point", By::Words),
];

/// Everything that can be said of a thing of a kind.
pub(crate) fn of(kind: Kind) -> &'static [Property] {
    match kind {
        Kind::Organisation => &ORGANISATION,
        Kind::Post => &POST,
        Kind::Person => &PERSON,
        Kind::Event => &EVENT,
        Kind::Text => &TEXT,
        Kind::Photograph => &PHOTOGRAPH,
        Kind::Source | Kind::Conflict => &[],
    }
}

/// A property by its word.
pub(crate) fn property(kind: Kind, says: &str) -> Option<Property> {
    of(kind)
        .iter()
        .copied()
        .find(|property| property.says == says)
}
