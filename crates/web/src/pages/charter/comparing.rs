//! A new text beside the one in force: which articles and rules it adds, changes and
//! drops, and which findings appear and vanish when it is held against the organisation.

use std::collections::BTreeMap;
use std::mem::discriminant;

use charter::{Article, Charter, Rule};
use jiff::civil::Date;
use kernel::findings::{self, Finding};
use kernel::{Refusal, Request, State, UnitId, decide};

use super::differences::{Piece, differences};

/// What became of an article.
#[derive(Debug)]
pub(super) enum Fate {
    New,
    Gone,
    Changed,
}

/// An article that is not as it was.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) fate: Fate,
    /// Its number and title, as the new text has them or, where it is gone, the old one.
    pub(super) heading: String,
    /// What it was called, where that is another.
    pub(super) was: Option<String>,
    /// Paragraphs of its text that are not in both.
    pub(super) text: Vec<Piece>,
    /// Its rules as they were and as they become.
    pub(super) rules: Vec<(Option<String>, Option<String>)>,
}

/// Articles that differ: those of the new text in its order, then those that are gone.
pub(super) fn articles(old: &Charter, new: &Charter) -> Vec<Moved> {
    let numbered = |charter: &'_ Charter, number: &str| {
        let mut all = charter.articles.iter();
        all.position(|it| it.number == number)
    };
    let kept = new.articles.iter().filter_map(|it| {
        let before = numbered(old, &it.number).and_then(|at| old.articles.get(at));
        moved((old, before), (new, Some(it)))
    });
    let gone = old.articles.iter().filter_map(|it| {
        let stays = numbered(new, &it.number).is_some();
        (!stays).then(|| moved((old, Some(it)), (new, None)))?
    });
    kept.chain(gone).collect()
}

fn heading(it: &Article) -> String {
    format!("Article {}. {}", it.number, it.title)
}

fn moved(
    (old, before): (&Charter, Option<&Article>),
    (new, after): (&Charter, Option<&Article>),
) -> Option<Moved> {
    let paragraphs = |it: Option<&Article>| -> Vec<String> {
        let text = it.map_or("", |it| it.text.as_str());
        let blocks = text.split("\n\n").map(|block| block.trim().to_owned());
        blocks.filter(|block| !block.is_empty()).collect()
    };
    let text = differences(&paragraphs(before), &paragraphs(after));
    let rules = rules((old, before), (new, after));
    let (was, is) = (before.map(heading), after.map(heading));
    if was == is && text.is_empty() && rules.is_empty() {
        return None;
    }
    let fate = match (&was, &is) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        _ => Fate::Changed,
    };
    Some(Moved {
        fate,
        was: was
            .clone()
            .filter(|was| is.as_ref().is_some_and(|is| is != was)),
        heading: is.or(was)?,
        text,
        rules,
    })
}

/// The rules of an article that are not as they were. A rule keeps its name over editions.
fn rules(
    (old, before): (&Charter, Option<&Article>),
    (new, after): (&Charter, Option<&Article>),
) -> Vec<(Option<String>, Option<String>)> {
    let of = |charter: &Charter, it: Option<&Article>| -> Vec<(String, String)> {
        let rows = it.into_iter().flat_map(|it| it.rules.iter());
        let rows = rows.filter_map(|rule| charter.rule(*rule));
        rows.map(|row| (row.name.clone(), words(row))).collect()
    };
    let (before, after) = (of(old, before), of(new, after));
    // What stands in both to the letter is left out; of the rest a rule is known by its name.
    let mut was: Vec<(String, String)> = before.clone();
    was.retain(|it| !after.contains(it));
    let mut rules = Vec::new();
    for (name, words) in after.into_iter().filter(|it| !before.contains(it)) {
        let at = was.iter().position(|(it, _)| *it == name);
        let was = at.map(|at| was.remove(at).1);
        rules.push((was, Some(words)));
    }
    rules.extend(was.into_iter().map(|(_, words)| (Some(words), None)));
    rules
}

/// A rule in words: what it says, how strictly it binds, and what it rests on.
fn words(row: &Rule) -> String {
    let mut words = format!("{} ({})", row.sentence, row.modality.words());
    for source in row.sources() {
        words.push_str(&format!(" · {source}"));
    }
    if let Some(assumed) = row.assumed() {
        words.push_str(&format!(" · assumed: {assumed}"));
    }
    words
}

/// What the findings of a day are by the text in force and by the new one.
pub(super) struct Held {
    /// The organisation as it would be under the new text.
    pub(super) state: State,
    /// The day that is looked at: the first in force, or today where that is past.
    pub(super) on: Date,
    /// How many findings of each rule there are, before and after, by the rule's name.
    pub(super) counts: BTreeMap<String, (u64, u64)>,
    pub(super) appear: Vec<Finding>,
    pub(super) vanish: Vec<Finding>,
}

/// Holds a new text against the organisation, on a copy: `request` adopts it from a day on. `seen` says of which units the
/// viewer may know how they stand.
///
/// # Errors
/// Where it could not be adopted.
pub(super) fn hold(
    state: &State,
    request: &Request,
    from: Date,
    seen: impl Fn(UnitId) -> bool,
) -> Result<Held, Refusal> {
    let events = decide(state, request)?;
    let on = from.max(request.today);
    let mut changed = state.clone();
    for event in &events {
        changed.apply(event);
    }
    let (before, after) = (findings::check(state, on), findings::check(&changed, on));
    let name = |state: &State, it: &Finding| {
        let charter = state.charter_on(on);
        let rule = charter.and_then(|charter| charter.rule(it.rule));
        rule.map_or_else(String::new, |rule| rule.name.clone())
    };
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut gone: BTreeMap<(String, UnitId), Vec<Finding>> = BTreeMap::new();
    for it in before.into_iter().filter(|it| seen(it.unit)) {
        let rule = name(state, &it);
        counts.entry(rule.clone()).or_default().0 += 1;
        gone.entry((rule, it.unit)).or_default().push(it);
    }
    let mut appear = Vec::new();
    for it in after.into_iter().filter(|it| seen(it.unit)) {
        let rule = name(&changed, &it);
        counts.entry(rule.clone()).or_default().1 += 1;
        let there = gone.entry((rule, it.unit)).or_default();
        let same = |one: &Finding| discriminant(&one.matter) == discriminant(&it.matter);
        match there.iter().position(same) {
            Some(at) => drop(there.remove(at)),
            None => appear.push(it),
        }
    }
    Ok(Held {
        state: changed,
        on,
        counts,
        appear,
        vanish: gone.into_values().flatten().collect(),
    })
}
