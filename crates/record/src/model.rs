//! What a file of the record can say. The fields are those of the files, in
//! the order in which they are written.

use names::{PartOrder, Script, System};
use serde::{Deserialize, Serialize};

/// Everything in one file, kind by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Things {
    /// Where what is claimed comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Source>,
    /// Organisations and their bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organisation: Vec<Thing>,
    /// Offices that people are said to hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub post: Vec<Thing>,
    /// People.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub person: Vec<Thing>,
    /// What happened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub event: Vec<Thing>,
    /// Letters, speeches, articles that sources speak of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Thing>,
    /// Pictures, which may be known without their files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub photograph: Vec<Thing>,
    /// Tags that a source is filed under.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<Tag>,
    /// Where sources disagree, with each other or within themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflict: Vec<Conflict>,
}

/// A source: what it calls itself, and what is known of its date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Source {
    /// The id by which claims name it.
    pub id: String,
    /// Its title as printed.
    pub title: String,
    /// What it is: an article, a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who brought it out, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its date in EDTF, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its date by another, where that is all there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The weekday printed with its date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekday: Vec<String>,
    /// The date as printed, where its print has a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// How an editor reads that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// What else a reader should know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something that claims are about. What kind of thing says the table it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Thing {
    /// The id by which others name it.
    pub id: String,
    /// It is known from tags only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weak: bool,
    /// What is no claim of a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its names or titles, each as printed somewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<NameClaim>,
    /// What is said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claim: Vec<Claim>,
    /// Who was there, in the printed order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
}

/// A name or title, as a source prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct NameClaim {
    /// As printed, to the last apostrophe.
    pub text: String,
    /// How an editor reads it, where the print has a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Its script, where the letters do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<Script>,
    /// The system it is written by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<System>,
    /// The order of its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<PartOrder>,
    /// When it was the name, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// In whose words it is printed.
    #[serde(skip_serializing_if = "Voice::is_narrator")]
    pub voice: Voice,
    /// The source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The number of the fact in the notes on the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// Something that a source says of a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Claim {
    /// What of it: its date, its place, its kind.
    pub says: String,
    /// In words, our own or a few of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Several, in the printed order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<String>,
    /// Another thing of the record, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<String>,
    /// A date in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// A date by another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative: Option<String>,
    /// The weekday printed with the date; of an interval, of both ends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekday: Vec<String>,
    /// The source says nothing of it, and neither do we.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// The words as printed, where they matter to the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// How an editor reads what is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// When it was so, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// In whose words the source says it.
    #[serde(skip_serializing_if = "Voice::is_narrator")]
    pub voice: Voice,
    /// Who says it: a thing of the record, or words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Who quotes whoever says it, the one nearest to the source last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quoted_by: Vec<String>,
    /// It is worked out from what the source says, and not said there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// The source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The number of the fact in the notes on the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// Somebody who was at an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Attendance {
    /// The place in the printed list, from 1.
    pub order: u32,
    /// Who, by id.
    pub person: String,
    /// As printed there, with brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// How an editor reads that, where the print has a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// The capacity in which they came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<String>,
    /// The posts printed with the name, by id, in the printed order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// What else the list shows of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The number of the fact in the notes on the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// A tag under which a source is filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Tag {
    /// As printed, untouched.
    pub text: String,
    /// How an editor reads it, where the print has a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Among which tags we count it; the source has one list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub among: Option<String>,
    /// The things it names, by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// What it says of them in brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// The source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The number of the fact in the notes on the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// A disagreement, which is shown and never settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Conflict {
    /// The id by which others name it.
    pub id: String,
    /// What the sources disagree about.
    pub what: String,
    /// How the record keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// What each of them says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub side: Vec<ConflictSide>,
}

/// A claim, name or tag of the record that disagrees with another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ConflictSide {
    /// Whose it is; a tag is nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<String>,
    /// What it says something of: `name`, `tag`, or as the claim does.
    pub says: String,
    /// What it says.
    pub value: String,
    /// The source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Which kind of thing a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A source.
    Source,
    /// An organisation or one of its bodies.
    Organisation,
    /// An office.
    Post,
    /// A human being.
    Person,
    /// Something that happened.
    Event,
    /// A letter, a speech, an article.
    Text,
    /// A picture.
    Photograph,
    /// A disagreement.
    Conflict,
}

impl Kind {
    /// The kinds of things that claims are about.
    pub const OF_THINGS: [Kind; 6] = [
        Kind::Organisation,
        Kind::Post,
        Kind::Person,
        Kind::Event,
        Kind::Text,
        Kind::Photograph,
    ];

    /// The name of its tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Organisation => "organisation",
            Kind::Post => "post",
            Kind::Person => "person",
            Kind::Event => "event",
            Kind::Text => "text",
            Kind::Photograph => "photograph",
            Kind::Conflict => "conflict",
        }
    }

    /// The same after an article.
    #[must_use]
    pub fn a_word(self) -> &'static str {
        match self {
            Kind::Source => "a source",
            Kind::Organisation => "an organisation",
            Kind::Post => "a post",
            Kind::Person => "a person",
            Kind::Event => "an event",
            Kind::Text => "a text",
            Kind::Photograph => "a photograph",
            Kind::Conflict => "a conflict",
        }
    }
}

impl Things {
    /// The things of a kind; sources and conflicts are none.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[Thing] {
        match kind {
            Kind::Organisation => &self.organisation,
            Kind::Post => &self.post,
            Kind::Person => &self.person,
            Kind::Event => &self.event,
            Kind::Text => &self.text,
            Kind::Photograph => &self.photograph,
            Kind::Source | Kind::Conflict => &[],
        }
    }
}

/// In whose words a source says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// Its own.
    #[default]
    Narrator,
    /// Matter it quotes without our notes saying whose.
    Quoted,
    /// A letter it quotes.
    Letter,
    /// Speakers it quotes.
    Speaker,
    /// A rulebook it quotes.
    Rulebook,
    /// The caption of a picture.
    Caption,
    /// A tag it is filed under.
    Tag,
}

impl Voice {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    fn is_narrator(&self) -> bool {
        *self == Voice::Narrator
    }

    /// The word of the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Voice::Narrator => "narrator",
            Voice::Quoted => "quoted",
            Voice::Letter => "letter",
            Voice::Speaker => "speaker",
            Voice::Rulebook => "rulebook",
            Voice::Caption => "caption",
            Voice::Tag => "tag",
        }
    }
}
