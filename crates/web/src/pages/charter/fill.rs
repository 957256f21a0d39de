//! From the charter in force to its pages, with how each article stands today
//! as far as the viewer may know of it.

use charter::{Charter, RuleId};
use kernel::findings::Finding;

use super::adopting::{self, may_adopt};
use super::{Article, ArticlePage, CharterPage, Live, Prose, RuleLine};
use crate::error::Failure;
use crate::frame::{AsOf, Frame, Link};
use crate::listing::Line;
use crate::pages::findings::fill::lines;
use crate::pages::what_if::fill::may_ask;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, counted, day};

/// Findings on the page of an article.
const FINDINGS_MAX: usize = 10;

/// The whole charter. `found` is every finding the viewer may know of.
pub(crate) fn show(view: View<'_>, frame: Frame, found: &[&Finding]) -> CharterPage {
    let charter = view.charter;
    CharterPage {
        frame: Frame {
            as_of: frame
                .as_of
                .or_else(|| Some(AsOf::of("/charter", view.today))),
            ..frame
        },
        on: String::new(),
        title: charter.title.clone(),
        edition: edition(view),
        articles: charter
            .articles
            .iter()
            .map(|it| article(charter, it, found, &format!("/charter/{}", it.number)))
            .collect(),
        sources: charter
            .sources
            .iter()
            .map(|source| (source.key.clone(), source.title.clone()))
            .collect(),
        export: Some("/charter.md".to_owned()),
        what_if: may_ask(view).map(|_| "/charter/what-if".to_owned()),
        adopt: may_adopt(view).then(|| adopting::PAGE.to_owned()),
    }
}

/// Which edition it is, and since when it is in force.
fn edition(view: View<'_>) -> String {
    let edition = view.charter.edition;
    let from = in_force(view).map(|it| it.from);
    let since = from.map(|from| {
        format!(
            ", in force since {} ({})",
            day(from),
            away(view.today, from)
        )
    });
    let coming = view.state.editions().iter().find(|it| it.from > view.today);
    let coming = coming.map(|it| {
        let which = day(it.charter.edition);
        format!("; that of {which} comes into force on {}", day(it.from))
    });
    format!(
        "Edition of {}{}{}",
        day(edition),
        since.unwrap_or_default(),
        coming.unwrap_or_default()
    )
}

/// The edition in force today.
pub(super) fn in_force(view: View<'_>) -> Option<&kernel::charters::Edition> {
    view.state
        .editions()
        .iter()
        .rev()
        .find(|it| it.from <= view.today)
}

/// One article on a page of its own.
pub(crate) fn show_article(
    view: View<'_>,
    frame: Frame,
    number: &str,
    found: &[&Finding],
) -> Result<ArticlePage, Failure> {
    let charter = view.charter;
    let at = charter
        .articles
        .iter()
        .position(|it| it.number == number)
        .ok_or(Failure::NotFound)?;
    let it = charter.articles.get(at).ok_or(Failure::NotFound)?;
    let here: Vec<&Finding> = found
        .iter()
        .copied()
        .filter(|finding| it.rules.contains(&finding.rule))
        .collect();
    let all = here.first().and_then(|finding| charter.rule(finding.rule));
    let all = all.map_or_else(
        || "/findings".to_owned(),
        |rule| crate::listing::address("/findings", &[("rule", &rule.name)]),
    );
    let way = |at: Option<usize>| {
        let it = charter.articles.get(at?)?;
        Some(Link::new(
            format!("Article {}. {}", it.number, it.title),
            format!("/charter/{}", it.number),
        ))
    };
    Ok(ArticlePage {
        frame: Frame {
            path: vec![Link::new("Charter", "/charter")],
            as_of: frame
                .as_of
                .or_else(|| Some(AsOf::of(&format!("/charter/{number}"), view.today))),
            ..frame
        },
        article: article(charter, it, found, &all),
        // The article that governs them is the page itself.
        findings: lines(view, here.iter().copied().take(FINDINGS_MAX))
            .into_iter()
            .map(|line| Line { note: None, ..line })
            .collect(),
        more: (here.len() > FINDINGS_MAX)
            .then(|| Link::new(format!("All {} findings", here.len()), all)),
        previous: way(at.checked_sub(1)),
        next: way(at.checked_add(1)),
    })
}

fn article(charter: &Charter, it: &charter::Article, found: &[&Finding], way: &str) -> Article {
    Article {
        number: it.number.clone(),
        title: it.title.clone(),
        html: Prose::of(&it.text),
        rules: it
            .rules
            .iter()
            .filter_map(|rule| rule_line(charter, *rule))
            .collect(),
        standing: live(charter, it, found, way),
    }
}

fn rule_line(charter: &Charter, rule: RuleId) -> Option<RuleLine> {
    let row = charter.rule(rule)?;
    Some(RuleLine {
        sentence: row.sentence.clone(),
        modality: row.modality.words().to_owned(),
        sources: row.sources(),
        assumed: row.assumed(),
    })
}

/// How an article stands; nothing where no rule of it can be measured.
fn live(charter: &Charter, it: &charter::Article, found: &[&Finding], way: &str) -> Option<Live> {
    let measured: Vec<RuleId> = it
        .rules
        .iter()
        .copied()
        .filter(|rule| is_measured(charter, *rule))
        .collect();
    if measured.is_empty() {
        return None;
    }
    let here: Vec<&&Finding> = found
        .iter()
        .filter(|finding| measured.contains(&finding.rule))
        .collect();
    if here.is_empty() {
        let says = Link::new("Nothing you may see is outside it.", "/findings");
        return Some(Live {
            standing: Standing::Inside,
            says,
        });
    }
    let binding = here.iter().any(|finding| finding.binds());
    let mut units: Vec<_> = here.iter().map(|finding| finding.unit).collect();
    units.sort_unstable();
    units.dedup();
    let count = u64::try_from(here.len()).unwrap_or(u64::MAX);
    let places = counted(
        u64::try_from(units.len()).unwrap_or(u64::MAX),
        "unit",
        "units",
    );
    let says = format!(
        "{} today, in {places}.",
        counted(count, "finding", "findings")
    );
    let standing = if binding {
        Standing::Outside
    } else {
        Standing::Near
    };
    Some(Live {
        standing,
        says: Link::new(says, way),
    })
}

/// Whether the kernel holds a rule against the units: the others bind acts, or people alone.
fn is_measured(charter: &Charter, rule: RuleId) -> bool {
    charter.sizes.iter().any(|it| it.rule == rule)
        || charter
            .posts
            .iter()
            .any(|it| it.rule == rule && (it.least > 0 || it.term_months.is_some()))
        || charter
            .meetings
            .iter()
            .any(|it| it.rule == rule && it.every.is_some())
        || charter
            .levels
            .iter()
            .any(|it| it.rule == rule && !it.under.is_empty())
        || charter.belonging.as_ref().is_some_and(|it| it.rule == rule)
}
