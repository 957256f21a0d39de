//! From a new text and the one in force to the page that shows what would change.

use charter::Charter;
use jiff::civil::Date;
use kernel::State;
use kernel::findings::Finding;

use super::adopting::{PAGE, YES};
use super::comparing::{self, Fate, Held};
use super::differences::{Piece, differences};
use super::{Changed, ComparedPage, Counted, Findings};
use crate::forms::Guard;
use crate::frame::{Frame, Link};
use crate::listing::Line;
use crate::pages::findings::wording;
use crate::view::View;
use crate::words::{away, counted, day, figure, listed};

/// Findings that are shown one by one, of those that appear and of those that vanish.
const FINDINGS_MAX: usize = 10;
/// Articles that are shown with their words.
const ARTICLES_MAX: usize = 40;
/// Lines of the document that are shown with what became of them.
const LINES_MAX: usize = 200;
/// Letters of a piece that are shown.
const LETTERS_MAX: usize = 600;

/// The two texts.
pub(super) struct Given<'a> {
    pub(super) old: &'a Charter,
    pub(super) new: &'a Charter,
    /// The document in force.
    pub(super) before: &'a str,
    /// The document that was given.
    pub(super) after: &'a str,
    pub(super) from: Date,
}

/// The page.
pub(super) fn page(
    view: View<'_>,
    state: &State,
    it: &Given<'_>,
    held: &Held,
    (mark, guard): (String, Guard),
    frame: Frame,
) -> ComparedPage {
    let mut articles = comparing::articles(it.old, it.new);
    let says = summary(&articles, it);
    let more_articles = articles.len().saturating_sub(ARTICLES_MAX);
    articles.truncate(ARTICLES_MAX);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let mut lines = differences(&lines(it.before), &lines(it.after));
    let more_lines = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    let before = View {
        state,
        charter: it.old,
        today: held.on,
        ..view
    };
    let after = View {
        state: &held.state,
        charter: it.new,
        ..before
    };
    let when = format!("{}, {}", day(it.from), away(view.today, it.from));
    ComparedPage {
        frame: Frame {
            path: vec![
                Link::new("Charter", "/charter"),
                Link::new("Adopt an edition", PAGE),
            ],
            ..frame
        },
        about: format!(
            "{}, to be in force from {when}. Nothing is adopted yet.",
            it.new.title
        ),
        says,
        articles: articles.into_iter().map(changed).collect(),
        more_articles,
        held: format!(
            "Both texts are held against the organisation as it is recorded now; the day looked at is {}.",
            day(held.on)
        ),
        counts: counts(it, held),
        findings: [
            shown(after, "Findings that appear", &held.appear),
            shown(before, "Findings that vanish", &held.vanish),
        ]
        .into_iter()
        .filter(|part| !part.lines.is_empty())
        .collect(),
        lines: lines.into_iter().map(short).collect(),
        more_lines,
        action: YES,
        guard,
        mark,
        from: it.from.to_string(),
        submit: format!("Adopt it from {} on", day(it.from)),
        back: Link::new("Give another text", PAGE),
        article: view.right_note(charter::Action::AdoptCharter),
    }
}

/// How much changes, in a sentence.
fn summary(articles: &[comparing::Moved], it: &Given<'_>) -> String {
    if it.before == it.after {
        return "This is the text in force, to the letter: nothing changes.".to_owned();
    }
    let of = |wanted: fn(&Fate) -> bool| articles.iter().filter(|it| wanted(&it.fate)).count();
    let new = of(|fate| matches!(fate, Fate::New));
    let gone = of(|fate| matches!(fate, Fate::Gone));
    let kept = of(|fate| matches!(fate, Fate::Changed));
    let words = |count: usize, one: &str, several: &str| {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        (count > 0).then(|| counted(count, one, several))
    };
    let said: Vec<String> = [
        words(kept, "article changes", "articles change"),
        words(new, "article is new", "articles are new"),
        words(gone, "article goes", "articles go"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        return "No article and no rule changes; what does is below, line by line.".to_owned();
    }
    format!("{}.", listed(&said))
}

fn changed(it: comparing::Moved) -> Changed {
    Changed {
        fate: match it.fate {
            Fate::New => "new",
            Fate::Gone => "gone",
            Fate::Changed => "changed",
        },
        heading: it.heading,
        was: it.was,
        text: it.text.into_iter().map(short).collect(),
        rules: it.rules,
    }
}

fn short(mut it: Piece) -> Piece {
    if it.text.chars().count() > LETTERS_MAX {
        it.text = it.text.chars().take(LETTERS_MAX).chain(['…']).collect();
    }
    it
}

/// How many findings each rule has by either text, where that is not the same.
fn counts(it: &Given<'_>, held: &Held) -> Vec<Counted> {
    let sentence = |charter: &Charter, name: &str| {
        let rule = charter.rules.iter().find(|rule| rule.name == name)?;
        let article = charter.articles.get(rule.article)?;
        Some((format!("Article {}", article.number), rule.sentence.clone()))
    };
    let rows = held.counts.iter().filter(|(_, (old, new))| old != new);
    let rows = rows.filter_map(|(name, (old, new))| {
        let rule = sentence(it.new, name).or_else(|| sentence(it.old, name))?;
        Some(Counted {
            article: rule.0,
            rule: rule.1,
            before: figure(*old),
            after: figure(*new),
            is_more: new > old,
        })
    });
    rows.collect()
}

/// The first of some findings in words, with the number of them all.
fn shown(view: View<'_>, what: &str, all: &[Finding]) -> Findings {
    let lines = all.iter().filter_map(|it| {
        let unit = view.state.unit(it.unit)?;
        let rule = view.charter.rule(it.rule)?;
        let article = view.charter.articles.get(rule.article)?;
        Some(Line {
            text: Some(wording::sentence(view, it)),
            ..Line::new(
                Link::new(unit.name, format!("/units/{}", unit.id)),
                format!("Article {}", article.number),
            )
        })
    });
    Findings {
        heading: format!(
            "{what}: {}",
            figure(u64::try_from(all.len()).unwrap_or(u64::MAX))
        ),
        lines: lines.take(FINDINGS_MAX).collect(),
        more: all.len().saturating_sub(FINDINGS_MAX),
    }
}
