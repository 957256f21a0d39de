//! What is published of the past: events and texts, people, sources, tags, and
//! where sources disagree. Everybody may read it, signed in or not.
//!
//! Every page is made from the record alone, never from the organisation's
//! register, so that nobody who is only a member stands on any of them.

mod apparatus;
pub(crate) mod exports;
mod feeds;
pub(crate) mod list;
mod meta;
mod people;
mod person;
mod pictures;
mod reader;
pub(crate) mod routes;
mod search;
mod show;
mod words;

use askama::Template;
use askama::filters::HtmlSafe;

use record::bulletin::Size;

use crate::frame::{Frame, Link};
use crate::listing::{Pager, Search};
use crate::sheet::Exports;

/// What stands around a page of what is published, beside its frame.
#[derive(Clone, Debug)]
pub struct Around {
    /// The address of the page's part: `/bulletins`.
    pub here: &'static str,
    /// Whether the site's own register is made up, which the record is not.
    pub made_up: bool,
    /// The address under which the page is known.
    pub canonical: String,
    /// The feed of what is published.
    pub feed: String,
    /// What is on the page, in a sentence.
    pub description: String,
    /// What kind of page it is, as other sites call it.
    pub kind: &'static str,
    /// What programs read of it, ready to stand in a page.
    pub data: Option<String>,
}

/// Where a claim comes from.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/cite.html")]
pub struct Cite {
    /// The source.
    pub source: Link,
    /// In whose words, and whether it is worked out; in the order in which it is read.
    pub about: Vec<String>,
    /// Who says it.
    pub speaker: Option<Link>,
    /// Who quotes them.
    pub quoted_by: Vec<Link>,
}

/// Something that a source says.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/claim.html")]
pub struct ClaimView {
    /// In words.
    pub text: Option<String>,
    /// In words that may have emphasis and links, made harmless.
    pub html: Option<String>,
    /// The thing it names.
    pub link: Option<Link>,
    /// What stands behind it in small type.
    pub note: Option<String>,
    /// The words as printed.
    pub printed: Option<String>,
    /// How an editor reads them.
    pub reading: Option<String>,
    /// Whether the source says nothing of it.
    pub silent: bool,
    /// Who says so.
    pub cite: Cite,
}

/// Everything that is said of one property.
#[derive(Clone, Debug)]
pub struct Property {
    /// What it is.
    pub label: &'static str,
    /// What is said.
    pub claims: Vec<ClaimView>,
}

/// A name as printed.
#[derive(Clone, Debug)]
pub struct NameView {
    /// To the last apostrophe.
    pub text: String,
    /// How an editor reads it.
    pub reading: Option<String>,
    /// The language, so that it is read aloud as what it is.
    pub lang: Option<&'static str>,
    /// Script and system.
    pub system: String,
    /// Who prints it.
    pub cite: Cite,
}

/// A disagreement, its sides beside each other.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/conflict.html")]
pub struct ConflictView {
    /// By which it is found on the page of all.
    pub id: Option<String>,
    /// What it is about.
    pub what: String,
    /// How the record keeps it.
    pub kept: Option<String>,
    /// What is said.
    pub sides: Vec<SideView>,
}

/// One side of a disagreement.
#[derive(Clone, Debug)]
pub struct SideView {
    /// Of what.
    pub of: Option<Link>,
    /// Of what about it.
    pub says: String,
    /// What.
    pub value: String,
    /// The source.
    pub source: Link,
}

/// A photograph as browsers load it: on a phone the narrow one, and before it is
/// there its place on the page.
#[derive(Clone, Debug, Template)]
#[template(path = "bulletins/photo.html")]
pub struct Photo {
    /// Where its file is.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// How large it is, where that is known.
    pub size: Option<Size>,
}

impl HtmlSafe for Photo {}

/// A picture, whose file may not be there.
#[derive(Clone, Debug)]
pub struct PhotographView {
    /// The picture, where its file is there.
    pub photo: Option<Photo>,
    /// Where it is told of.
    pub href: String,
    /// What it is called in a list: `Photograph 1`.
    pub name: String,
    /// What is printed under it.
    pub caption: Option<String>,
    /// When, as the caption says.
    pub when: Option<String>,
    /// Who is credited, in the printed order.
    pub credits: Vec<String>,
    /// What else is known of it.
    pub notes: Vec<String>,
    /// Who says so.
    pub cite: Option<Cite>,
}

/// Who was there, as one source lists them.
#[derive(Clone, Debug)]
pub struct ListView {
    /// Who lists them, in a sentence.
    pub caption: String,
    /// The capacity in which all of them came, where it is one.
    pub capacity: Option<String>,
    /// The rows in the printed order.
    pub rows: Vec<RowView>,
    /// Who prints the list.
    pub cite: Option<Cite>,
    /// How the order moved since the list before.
    pub moved: Option<MovedView>,
}

/// One row of such a list.
#[derive(Clone, Debug)]
pub struct RowView {
    /// The place in the list.
    pub order: u32,
    /// The forms of the name as printed there, the first one linked.
    pub person: Link,
    /// The rest of what is printed, with its brackets.
    pub rest: String,
    /// The posts printed with it.
    pub posts: Vec<Link>,
    /// The capacity, where not all came in one.
    pub capacity: Option<String>,
    /// What else the list shows.
    pub note: Option<String>,
}

/// How the order of a list moved since the one before.
#[derive(Clone, Debug)]
pub struct MovedView {
    /// The event of the list before.
    pub before: Link,
    /// What it shows, in a sentence.
    pub caption: String,
    /// The lines of the picture.
    pub picture: pictures::Slope,
    /// The same as a table: who, place before, place after, and by how much.
    pub rows: Vec<(Link, String, String, String)>,
}

/// What is published, the newest first.
#[derive(Debug, Template)]
#[template(path = "bulletins/list.html")]
pub struct BulletinsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What is listed, in a sentence.
    pub about: String,
    /// The search, with its filters.
    pub search: Search,
    /// Those of this page.
    pub rows: Vec<BulletinRow>,
    /// Which of them are shown.
    pub pager: Pager,
    /// The year of the first row and of each that begins another.
    pub feeds: Vec<Link>,
}

/// An event or a text in the list.
#[derive(Clone, Debug)]
pub struct BulletinRow {
    /// What it is, and the way to it.
    pub what: Link,
    /// When.
    pub when: String,
    /// Where, of which kind, how many are named.
    pub about: String,
    /// The sources.
    pub sources: String,
    /// Whether sources disagree about it.
    pub disagree: bool,
}

/// One event, text, picture, organisation or post.
#[derive(Debug, Template)]
#[template(path = "bulletins/show.html")]
pub struct BulletinPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What it goes by.
    pub heading: String,
    /// Place and day.
    pub dateline: String,
    /// Whether it is known from tags only.
    pub weak: bool,
    /// What is no claim of a source, made harmless.
    pub note: Option<String>,
    /// What happened to it since it was published, each in a sentence with its day.
    pub notices: Vec<(String, String)>,
    /// What a bulletin says, made harmless.
    pub text: Option<String>,
    /// Its sources, for the margin.
    pub sources: Vec<Link>,
    /// What sources disagree about, in a few words.
    pub disagree: Option<String>,
    /// Its names, where there are several or one says more than the heading.
    pub names: Vec<NameView>,
    /// What is said of it.
    pub facts: Vec<Property>,
    /// Who was there.
    pub lists: Vec<ListView>,
    /// The points that were made.
    pub points: Vec<ClaimView>,
    /// Words that are kept to the letter.
    pub wordings: Vec<ClaimView>,
    /// What belongs with it: what it is, and the way to it.
    pub with: Vec<(String, Link)>,
    /// Pictures of it.
    pub photographs: Vec<PhotographView>,
    /// Disagreements about it, and about what it is a part of.
    pub conflicts: Vec<ConflictView>,
    /// Disagreements about what it names.
    pub conflicts_beside: Vec<ConflictView>,
    /// The tags that name it or somebody in it.
    pub tags: Vec<Link>,
}

/// Everybody who is named.
#[derive(Debug, Template)]
#[template(path = "bulletins/people.html")]
pub struct PeoplePage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What is listed, in a sentence.
    pub about: String,
    /// The search.
    pub search: Search,
    /// Those of this page.
    pub rows: Vec<PersonRow>,
    /// Which of them are shown.
    pub pager: Pager,
    /// Where members sign in to see the register.
    pub register: Link,
}

/// Somebody in the list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The first form of the name.
    pub who: Link,
    /// The other forms.
    pub forms: String,
    /// How often they appear and what else is known.
    pub about: String,
}

/// One person, as the record shows them.
#[derive(Debug, Template)]
#[template(path = "bulletins/person.html")]
pub struct PersonPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// The first form of the name.
    pub heading: String,
    /// The other forms, in a row.
    pub also: String,
    /// The same person under other ids.
    pub others: Vec<Link>,
    /// Whether they are known from tags only.
    pub weak: bool,
    /// What is no claim of a source, made harmless.
    pub note: Option<String>,
    /// What sources disagree about, in a few words.
    pub disagree: Option<String>,
    /// Every form of the name.
    pub names: Vec<NameView>,
    /// Where they were.
    pub appearances: Vec<AppearanceRow>,
    /// Their place in each list over time, where there is more than one.
    pub places: Option<pictures::Places>,
    /// The posts, as marks over time and as a table.
    pub posts: Option<pictures::PostMarks>,
    /// What else they had part in.
    pub parts: Vec<(String, Link, Cite)>,
    /// What is said of them.
    pub facts: Vec<Property>,
    /// Points they are said to have made.
    pub points: Vec<ClaimView>,
    /// Words that are kept to the letter.
    pub wordings: Vec<ClaimView>,
    /// Who appears with them.
    pub company: Option<pictures::Together>,
    /// Disagreements.
    pub conflicts: Vec<ConflictView>,
    /// The tags that name them, with what stands in brackets.
    pub tags: Vec<(Link, Option<String>)>,
    /// Files of all this.
    pub files: Vec<Link>,
    /// The sources, for the margin.
    pub sources: Vec<Link>,
}

/// An appearance.
#[derive(Clone, Debug)]
pub struct AppearanceRow {
    /// When.
    pub when: String,
    /// Where.
    pub event: Link,
    /// Where it was.
    pub place: Option<String>,
    /// In which capacity, where that is stated.
    pub capacity: Option<String>,
    /// The place in the list: `4 of 9`.
    pub order: String,
    /// Against the list before.
    pub moved: Option<String>,
    /// The source.
    pub source: Link,
}

/// The sources.
#[derive(Debug, Template)]
#[template(path = "bulletins/sources.html")]
pub struct SourcesPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What is listed, in a sentence.
    pub about: String,
    /// The search.
    pub search: Option<Search>,
    /// Which of them are shown, and all of them as files.
    pub pager: Pager,
    /// The sources.
    pub sources: Vec<SourceView>,
    /// The whole record as files.
    pub files: Vec<Link>,
}

/// A source.
#[derive(Clone, Debug)]
pub struct SourceView {
    /// By which claims name it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Kind and publisher.
    pub about: String,
    /// When it is from.
    pub when: String,
    /// What a reader should know of it, made harmless.
    pub note: Option<String>,
    /// What rests on it: events and texts.
    pub bulletins: Vec<Link>,
    /// How many claims it makes, and under how many tags it is filed.
    pub counts: String,
    /// Pictures of which nobody says what they show.
    pub photographs: Vec<PhotographView>,
}

/// The tags.
#[derive(Debug, Template)]
#[template(path = "bulletins/tags.html")]
pub struct TagsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What is listed, in a sentence.
    pub about: String,
    /// The search.
    pub search: Option<Search>,
    /// Which of them are shown, and all of them as files.
    pub pager: Pager,
    /// The tags, by what we count them among.
    pub groups: Vec<(String, Vec<TagView>)>,
}

/// A tag.
#[derive(Clone, Debug)]
pub struct TagView {
    /// As printed, and the way to what it is on.
    pub tag: Link,
    /// How an editor reads it, where the print has a slip.
    pub reading: Option<String>,
    /// The things it names.
    pub about: Vec<Link>,
}

/// Where sources disagree.
#[derive(Debug, Template)]
#[template(path = "bulletins/conflicts.html")]
pub struct ConflictsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// What is listed, in a sentence.
    pub about: String,
    /// The search.
    pub search: Option<Search>,
    /// Which of them are shown, and all of them as files.
    pub pager: Pager,
    /// The disagreements.
    pub conflicts: Vec<ConflictView>,
    /// People who may be one: both, and why.
    pub perhaps: Vec<(Link, Link, String)>,
}

/// What a search came to.
#[derive(Debug, Template)]
#[template(path = "bulletins/search.html")]
pub struct SearchPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// The field.
    pub search: Search,
    /// What it came to, in a sentence.
    pub about: Option<String>,
    /// What is found, a group a kind.
    pub groups: Vec<FoundGroup>,
    /// Which rows are shown, where one kind alone is.
    pub pager: Option<Pager>,
}

/// What was found of a kind.
#[derive(Clone, Debug)]
pub struct FoundGroup {
    /// What kind.
    pub heading: String,
    /// What, and how it matched.
    pub rows: Vec<(Link, String)>,
    /// The way to all of them, where these are the first.
    pub more: Option<Link>,
}

/// What is wrong with the files, for those who keep them.
#[derive(Debug, Template)]
#[template(path = "bulletins/problems.html")]
pub struct ProblemsPage {
    /// What stands around it.
    pub frame: Frame,
    /// What stands around it, as a published page.
    pub around: Around,
    /// How many there are, in a sentence.
    pub about: String,
    /// Each with its file and line, and what can be done.
    pub problems: Vec<(String, String, String)>,
}

impl HtmlSafe for Cite {}
impl HtmlSafe for ClaimView {}
impl HtmlSafe for ConflictView {}

/// The files of a list, beside its pager.
fn exports(list: &str) -> Option<Exports> {
    Some(Exports::of(list))
}
