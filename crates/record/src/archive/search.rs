//! Searching a record: names under any spelling, and words in what is said.

use names::{Keys, Likeness, fold, forms_of, likeness, parse};

use super::Archive;
use crate::model::{Kind, NameClaim, Tag, Thing};

/// What of a thing can be found, made ready once.
#[derive(Clone, Debug)]
pub(super) struct Searchable {
    /// Its place among the things.
    at: usize,
    /// Which of its names each set of keys is of, with those of what can be made from it.
    names: Vec<(usize, Keys)>,
    /// The same names without what people write differently.
    called: Vec<String>,
    /// What is said of it, and the same without what people write differently.
    texts: Vec<(String, String)>,
}

/// What a search came to.
#[derive(Clone, Debug, Default)]
pub struct Answer<'a> {
    /// People, the likest name first.
    pub people: Vec<Hit<'a>>,
    /// Everything else, names before words.
    pub others: Vec<Hit<'a>>,
    /// Tags with every word in them.
    pub tags: Vec<&'a Tag>,
    /// Whether brackets did not fit and were passed over.
    pub brackets_passed_over: bool,
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// Its kind.
    pub kind: Kind,
    /// What it is.
    pub thing: &'a Thing,
    /// How it matched.
    pub matched: Matched<'a>,
}

/// How something matched what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched<'a> {
    /// By a name, and how like it is.
    Name(&'a str, Likeness),
    /// By words in what is said of it.
    Words(&'a str),
}

/// Everything that can be found.
pub(super) fn prepared(archive: &Archive) -> Vec<Searchable> {
    let things = archive.things.iter().enumerate();
    things
        .map(|(at, (kind, thing))| {
            let names = thing.name.iter().enumerate();
            let keys = names.flat_map(|(at, name)| {
                let keys = keys_of(name).into_iter();
                keys.map(move |keys| (at, keys))
            });
            Searchable {
                at,
                names: keys.collect(),
                called: thing.name.iter().map(|name| fold(&name.text)).collect(),
                texts: texts(*kind, thing)
                    .map(|text| (text.to_owned(), fold(text)))
                    .collect(),
            }
        })
        .collect()
}

fn keys_of(name: &NameClaim) -> Vec<Keys> {
    let read = name.reading.as_ref().unwrap_or(&name.text);
    let own = parse(read).map_or_else(
        |_| vec![name.text.clone()],
        |printed| printed.forms.into_iter().map(|form| form.text).collect(),
    );
    let forms = own.iter().flat_map(|form| forms_of(form));
    forms.map(|form| Keys::of(&form)).collect()
}

/// What is said of a thing, in words.
fn texts(kind: Kind, thing: &Thing) -> impl Iterator<Item = &str> {
    let said = thing.claim.iter().flat_map(|claim| {
        let words = [&claim.value, &claim.printed, &claim.reading];
        let words = words.into_iter().flatten().map(String::as_str);
        words.chain(claim.list.iter().map(String::as_str))
    });
    let rows = thing.attendance.iter().flat_map(|row| {
        let words = [&row.printed, &row.capacity, &row.note];
        words.into_iter().flatten().map(String::as_str)
    });
    // A person is found by the words of affiliations and epithets too; a list
    // is the event's.
    let rows = rows.filter(move |_| kind == Kind::Event);
    thing.note.as_deref().into_iter().chain(said).chain(rows)
}

impl Archive {
    /// Everything that matches what was asked. Other forms of a name may stand
    /// in brackets; brackets that do not fit are passed over.
    #[must_use]
    pub fn search(&self, asked: &str) -> Answer<'_> {
        let words = fold(asked);
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let mut answer = Answer::default();
        if words.is_empty() {
            return answer;
        }
        let keys = if let Ok(printed) = parse(asked) {
            let forms = printed.forms.iter().flat_map(|form| forms_of(&form.text));
            forms.map(|form| Keys::of(&form)).collect()
        } else {
            answer.brackets_passed_over = true;
            let mut pieces = asked.split(is_bracket).map(str::trim);
            let first = pieces.find(|piece| !piece.is_empty());
            vec![Keys::of(first.unwrap_or(asked))]
        };
        for it in &self.searchable {
            let Some((kind, thing)) = self.things.get(it.at) else {
                continue;
            };
            let matched = by_name(&keys, it, thing).or_else(|| by_words(&words, it, thing));
            if let Some(matched) = matched {
                let hit = Hit {
                    kind: *kind,
                    thing,
                    matched,
                };
                match kind {
                    Kind::Person => answer.people.push(hit),
                    _ => answer.others.push(hit),
                }
            }
        }
        let rank = |hit: &Hit<'_>| match hit.matched {
            Matched::Name(_, likeness) => (0, Some(likeness)),
            Matched::Words(_) => (1, None),
        };
        answer.people.sort_by_key(rank);
        answer.others.sort_by_key(rank);
        answer.tags = self
            .tags
            .iter()
            .filter(|tag| has(&words, &fold(&tag.text)))
            .collect();
        answer
    }
}

fn by_name<'a>(asked: &[Keys], it: &Searchable, thing: &'a Thing) -> Option<Matched<'a>> {
    let pairs = it
        .names
        .iter()
        .flat_map(|(at, name)| asked.iter().map(move |asked| (*at, asked, name)));
    let like = pairs.filter_map(|(at, asked, name)| Some((likeness(asked, name)?, at)));
    let (likeness, at) = like.min()?;
    Some(Matched::Name(&thing.name.get(at)?.text, likeness))
}

/// The words may stand apart: some in a name, some in one claim and some in another.
fn by_words<'a>(words: &[&str], it: &'a Searchable, thing: &'a Thing) -> Option<Matched<'a>> {
    let said = || it.texts.iter().map(|(_, folded)| folded);
    let anywhere = |word: &&str| said().chain(&it.called).any(|text| has(&[word], text));
    if !words.iter().all(anywhere) {
        return None;
    }
    // What is shown is the first text with the most of the words.
    let held = |folded: &str| words.iter().filter(|word| has(&[word], folded)).count();
    let names = thing.name.iter().map(|name| name.text.as_str());
    let texts = it
        .texts
        .iter()
        .map(|(text, folded)| (text.as_str(), folded));
    let texts: Vec<(&str, &String)> = texts.chain(names.zip(&it.called)).collect();
    let (text, _) = texts.iter().rev().max_by_key(|(_, folded)| held(folded))?;
    Some(Matched::Words(text))
}

fn is_bracket(letter: char) -> bool {
    matches!(letter, '[' | ']' | '(' | ')' | '{' | '}') || "［］（）〔〕【】".contains(letter)
}

/// Whether each word begins a word of the text.
fn has(words: &[&str], folded: &str) -> bool {
    words
        .iter()
        .all(|word| folded.split(' ').any(|it| it.starts_with(word)))
}
