//! Where the organisation is not as its charter says, as a list.

use std::collections::BTreeMap;

use charter::RuleId;
use kernel::UnitId;
use kernel::findings::Finding;

use super::fill::{area, line, may_mend, place, urgency};
use super::wording;
use crate::error::Failure;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Summary, Sums, address, one, places};
use crate::listing::{Value, year};
use crate::survey::is_size_or_place;
use crate::view::View;
use crate::words::{counted, day, figure};

/// `/findings`: the most urgent first.
pub(crate) const FINDINGS: List<(), Finding> = List {
    room: Room::Findings,
    opens: |with, ()| opened(with),
    of: ("finding", "findings"),
    file: "findings",
    heads: &[
        "rule", "article", "code", "unit", "place", "finding", "since", "until",
    ],
    fields: |Opening { view, .. }, it| {
        let article = view.charter.article_of(it.rule);
        let unit = view.state.unit(it.unit);
        vec![
            rule_name(view, it.rule).into(),
            article.map(|article| &article.number).into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            place(view, it.unit).into(),
            wording::sentence(view, it).into(),
            it.since.into(),
            it.until.into(),
        ]
    },
    sieves: &[
        Sieve("rule", "Rule", "All rules", |view, it| {
            let name = rule_name(view, it.rule);
            one(name, wording::rule_words(view.charter, it.rule))
        }),
        Sieve("area", "Area", "Everywhere", |view, it| {
            places(view, it.unit)
        }),
        Sieve("time", "Time", "Whenever it is due", |view, it| {
            match it.until {
                Some(until) if until < view.today => one("late", "Late"),
                Some(_) => one("open", "There is time"),
                None => Vec::<Value>::new(),
            }
        }),
        Sieve("since", "Since", "Every year", |_, it| year(it.since)),
    ],
    line: |Opening { view, .. }, it| {
        line(view, it).unwrap_or_else(|| Line::new(Link::new("A unit", ""), ""))
    },
};

fn rule_name(view: View<'_>, rule: RuleId) -> String {
    let rule = view.charter.rule(rule);
    rule.map_or_else(String::new, |rule| rule.name.clone())
}

fn opened(with: Opening<'_>) -> Result<Opened<Finding>, Failure> {
    let view = with.view;
    let within = area(view, with.asked.get("area"))?;
    let inside = |unit: UnitId| {
        within.is_none_or(|area| unit == area || view.state.stands_under(unit, area))
    };
    let survey = (with.survey)();
    let mut found: Vec<Finding> = survey.findings(view).cloned().collect();
    found.sort_by_cached_key(urgency);
    let here = || found.iter().filter(|it| inside(it.unit));
    let planned = here().filter(|it| is_size_or_place(it) && may_mend(view, it.unit));
    let planned = u64::try_from(planned.count()).unwrap_or(u64::MAX);
    let within = within.map_or_else(String::new, |area| area.to_string());
    let mut counts: BTreeMap<RuleId, u64> = BTreeMap::new();
    for finding in here() {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let plan = (planned > 0).then(|| {
        let count = counted(planned, "finding", "findings");
        Link::new(
            format!("See a plan for {count} of size and place"),
            address("/plan", &[("area", &within)]),
        )
    });
    let today = day(view.today);
    let mut about = vec![format!(
        "Where the organisation is not as its charter says, on {today}."
    )];
    if counts.is_empty() {
        about.push("Nothing is outside the rules here.".to_owned());
    }
    Ok(Opened {
        about,
        acts: plan.into_iter().collect(),
        summary: summary(view, counts, &within),
        rows: found,
        ..Opened::new("Findings")
    })
}

/// How many there are of each rule; each leads to those.
fn summary(view: View<'_>, counts: BTreeMap<RuleId, u64>, area: &str) -> Option<Summary> {
    let row = |(rule, count): (RuleId, u64)| {
        let article = &view.charter.article_of(rule)?.number;
        let name = rule_name(view, rule);
        let href = address("/findings", &[("rule", name.as_str()), ("area", area)]);
        Some(Sums {
            what: Link::new(wording::rule_words(view.charter, rule), href.clone()),
            of: None,
            figures: vec![
                Link::new(article, format!("/charter/{article}")),
                Link::new(figure(count), href),
            ],
        })
    };
    let rows: Vec<Sums> = counts.into_iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Summary {
        caption: "Findings by rule".to_owned(),
        heads: ["Rule", "Article", "Findings"].map(str::to_owned).to_vec(),
        rows,
    })
}
