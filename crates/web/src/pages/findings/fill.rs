//! From the record to the list of findings.

use std::collections::{BTreeMap, BTreeSet};

use charter::{Action, RuleId};
use jiff::civil::Date;
use kernel::UnitId;
use kernel::findings::Finding as Found;
use serde::Deserialize;

use super::wording;
use super::{Finding, FindingsPage, RuleCount};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address, address_of_page, has_words};
use crate::sheet::Exports;
use crate::survey::{Survey, is_size_or_place};
use crate::view::View;
use crate::words::{away, counted, day, due};

/// Findings on one page.
const ROWS: u64 = 25;
/// Areas to choose from.
const AREAS_MAX: usize = 60;
/// Units above that tell where one stands.
const ABOVE_MAX: usize = 2;

/// Which findings are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) rule: String,
    pub(crate) area: String,
    pub(crate) q: String,
    pub(crate) page: u64,
}

impl Wanted {
    /// The address of a page of these.
    fn address(&self, path: &str, page: u64) -> String {
        address_of_page(
            path,
            &[("rule", &self.rule), ("area", &self.area), ("q", &self.q)],
            page,
        )
    }

    /// The unit under which findings are wanted.
    pub(crate) fn area(&self, view: View<'_>) -> Result<Option<UnitId>, Failure> {
        if self.area.is_empty() {
            return Ok(None);
        }
        let area = self.area.parse().map_err(|_| Failure::NotFound)?;
        Ok(Some(view.unit(UnitId(area))?.id))
    }
}

/// The findings that are wanted, most urgent first, whatever the rule.
pub(crate) fn wanted<'a>(
    view: View<'a>,
    survey: &'a Survey,
    wanted: &Wanted,
) -> Result<Vec<&'a Found>, Failure> {
    let area = wanted.area(view)?;
    let named = |unit: UnitId| {
        let Some(unit) = view.state.unit(unit) else {
            return false;
        };
        has_words(&format!("{} {}", unit.name, unit.code), &wanted.q)
    };
    let within =
        |unit: UnitId| area.is_none_or(|area| unit == area || view.state.stands_under(unit, area));
    let mut found: Vec<&Found> = survey
        .findings(view)
        .filter(|it| within(it.unit) && named(it.unit))
        .collect();
    found.sort_by_cached_key(|it| urgency(it));
    Ok(found)
}

/// What comes first: whatever is to be mended soonest, then what has lasted longest.
pub(crate) fn urgency(finding: &Found) -> (bool, Option<Date>, Date, UnitId, RuleId) {
    (
        finding.until.is_none(),
        finding.until,
        finding.since,
        finding.unit,
        finding.rule,
    )
}

/// The list of findings.
pub(crate) fn list(
    view: View<'_>,
    survey: &Survey,
    asked: &Wanted,
    frame: Frame,
) -> Result<FindingsPage, Failure> {
    let found = wanted(view, survey, asked)?;
    let rule = |finding: &Found| {
        view.charter
            .rule(finding.rule)
            .map_or("", |row| row.name.as_str())
    };
    let mut counts: BTreeMap<RuleId, u64> = BTreeMap::new();
    for finding in &found {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let rules: Vec<RuleCount> = counts
        .into_iter()
        .filter_map(|(rule, count)| of_rule(view, asked, rule, count))
        .collect();
    let planned = found
        .iter()
        .filter(|finding| is_size_or_place(finding) && may_mend(view, finding.unit))
        .count();
    let found: Vec<&Found> = found
        .into_iter()
        .filter(|it| asked.rule.is_empty() || rule(it) == asked.rule)
        .collect();
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let pager = Pager {
        export: (total > 0).then(|| Exports::of(&asked.address("/findings", 1))),
        ..Pager::at(asked.page, ROWS, total, ("finding", "findings"), &|page| {
            asked.address("/findings", page)
        })
    };
    let planned = (planned > 0).then(|| counted(planned as u64, "finding", "findings"));
    let plan = planned.map(|count| {
        Link::new(
            format!("See a plan for {count} of size and place"),
            address("/plan", &[("area", &asked.area)]),
        )
    });
    Ok(FindingsPage {
        frame,
        on: day(view.today),
        search: search(view, asked, &rules),
        rules,
        findings: cards(view, pager.rows(found)),
        pager,
        plan,
    })
}

/// Whether the viewer may do with a unit what a plan is made of.
pub(crate) fn may_mend(view: View<'_>, unit: UnitId) -> bool {
    let acts = [Action::DivideUnit, Action::MergeUnits, Action::MoveUnit];
    acts.into_iter().any(|action| view.may(action, unit))
}

fn of_rule(view: View<'_>, asked: &Wanted, rule: RuleId, count: u64) -> Option<RuleCount> {
    let of_rule = Wanted {
        rule: view.charter.rule(rule)?.name.clone(),
        page: 1,
        ..asked.clone()
    };
    Some(RuleCount {
        count,
        rule: Link::new(
            wording::rule_words(view.charter, rule),
            of_rule.address("/findings", 1),
        ),
        article: view.charter.article_of(rule)?.number.clone(),
    })
}

fn search(view: View<'_>, asked: &Wanted, found: &[RuleCount]) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let mut rules = vec![choice("", "All rules")];
    for (row, rule) in (0..).zip(&view.charter.rules) {
        let words = wording::rule_words(view.charter, RuleId(row));
        if rule.name == asked.rule || found.iter().any(|it| it.rule.text == words) {
            rules.push(choice(&rule.name, &words));
        }
    }
    rules.dedup();
    let filter = |name: &str, label: &str, choices, chosen: &str| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices,
        chosen: chosen.to_owned(),
    };
    Search {
        action: "/findings".to_owned(),
        label: Some("Find a unit".to_owned()),
        query: asked.q.clone(),
        filters: vec![
            filter("rule", "Rule", rules, &asked.rule),
            filter("area", "Area", areas(view, asked), &asked.area),
        ],
        narrowed: !(asked.rule.is_empty() && asked.area.is_empty() && asked.q.is_empty()),
    }
}

/// The areas to choose from: the highest units the viewer may know of, and those directly beneath.
fn areas(view: View<'_>, asked: &Wanted) -> Vec<Choice> {
    let mut units: Vec<UnitId> = Vec::new();
    for highest in view.highest_units() {
        units.push(highest);
        let beneath = view.units_beneath(highest).into_iter();
        units.extend(beneath.filter(|unit| view.state.units_beneath(*unit).next().is_some()));
    }
    units.truncate(AREAS_MAX);
    if let Ok(Some(area)) = asked.area(view)
        && !units.contains(&area)
    {
        units.push(area);
    }
    let everything = Choice {
        value: String::new(),
        text: "Everywhere".to_owned(),
    };
    let named = units.into_iter().map(|unit| Choice {
        value: unit.to_string(),
        text: view.some_unit(unit),
    });
    std::iter::once(everything).chain(named).collect()
}

/// Findings in words, with the text of each rule beside the first of them.
pub(crate) fn cards<'a>(view: View<'_>, found: impl Iterator<Item = &'a Found>) -> Vec<Finding> {
    let mut said: BTreeSet<RuleId> = BTreeSet::new();
    let card = |it: &Found| {
        let card = finding(view, it)?;
        let first = said.insert(it.rule);
        Some(if first {
            card
        } else {
            Finding {
                article: card.article.clone().short(),
                ..card
            }
        })
    };
    found.filter_map(card).collect()
}

/// A finding in words.
pub(crate) fn finding(view: View<'_>, found: &Found) -> Option<Finding> {
    let unit = view.state.unit(found.unit)?;
    let late = found.until.is_some_and(|until| until < view.today);
    Some(Finding {
        unit: Link::new(unit.name, format!("/units/{}", unit.id)),
        place: place(view, found.unit),
        message: wording::sentence(view, found),
        since: format!("{}, {}", day(found.since), away(view.today, found.since)),
        until: found
            .until
            .map(|until| format!("{}, {}", day(until), due(view.today, until))),
        late,
        remedies: wording::remedies(view, found),
        article: view.note(found.rule)?,
    })
}

/// Where a unit stands, from the one above it upward, as far as the viewer may know.
pub(crate) fn place(view: View<'_>, unit: UnitId) -> String {
    let top = view.state.top_unit();
    let above = view
        .state
        .units_above(unit)
        .filter(|above| Some(*above) != top && view.knows_unit(*above));
    let names: Vec<String> = above
        .take(ABOVE_MAX)
        .map(|above| view.some_unit(above))
        .collect();
    names.join(" · ")
}
