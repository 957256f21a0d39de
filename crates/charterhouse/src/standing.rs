//! How the organisation stands against its charter, for people and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use charter::{Charter, Modality, RuleId};
use jiff::civil::Date;
use kernel::State;
use kernel::findings::{self, Finding};
use serde::Serialize;
use web::words::counted;

use crate::error::CommandError;

/// Every finding of one day, in the words of the charter.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    on: String,
    charter: String,
    findings: Vec<FindingInWords>,
    /// How many findings each rule has; rules without any are left out.
    summary: BTreeMap<String, u32>,
    /// Whether a rule that must be kept is broken.
    #[serde(skip)]
    pub(crate) must_is_broken: bool,
    /// Every rule that the organisation can be held against, in the order of the document.
    #[serde(skip)]
    rules: Vec<RuleInWords>,
    /// How many rules of each other kind the charter has, in the order of the document.
    #[serde(skip)]
    others: Vec<(String, u64)>,
}

#[derive(Debug, Serialize)]
struct FindingInWords {
    rule: String,
    article: String,
    unit: UnitInWords,
    since: String,
    until: Option<String>,
    message: String,
    remedies: Vec<String>,
}

#[derive(Debug, Serialize)]
struct UnitInWords {
    code: String,
    level: String,
    name: String,
}

#[derive(Debug)]
struct RuleInWords {
    name: String,
    article: String,
    modality: Modality,
}

impl Standing {
    /// Holds the organisation against the charter in force on a day.
    ///
    /// # Errors
    ///
    /// When no charter was in force then.
    pub(crate) fn of(state: &State, on: Date) -> Result<Standing, CommandError> {
        let charter = state
            .charter_on(on)
            .ok_or_else(|| CommandError::given(format!("no charter was in force on {on}")))?;
        let found = findings::check(state, on);
        let must_is_broken = found.iter().any(Finding::binds);
        let findings: Vec<FindingInWords> = found
            .iter()
            .map(|finding| in_words(state, charter, finding))
            .collect();
        let mut summary = BTreeMap::new();
        for finding in &findings {
            let count: &mut u32 = summary.entry(finding.rule.clone()).or_default();
            *count = count.saturating_add(1);
        }
        Ok(Standing {
            on: on.to_string(),
            charter: charter.id.clone(),
            findings,
            summary,
            must_is_broken,
            rules: rules_held_against(charter),
            others: rules_of_other_kinds(charter),
        })
    }

    /// One line for each rule: inside it, or how many units are not.
    ///
    /// # Errors
    ///
    /// When the writer does not take it.
    pub(crate) fn write_rules(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = self
            .rules
            .iter()
            .map(|rule| rule.name.chars().count())
            .max()
            .unwrap_or(0);
        for rule in &self.rules {
            let standing = match self.summary.get(&rule.name) {
                None => "inside the rule".to_owned(),
                Some(count) => counted(u64::from(*count), "finding", "findings"),
            };
            let article = format!("Article {}", rule.article);
            writeln!(
                out,
                "  {article:<11} {:<width$}  {:<9}  {standing}",
                rule.name,
                rule.modality.words()
            )?;
        }
        self.write_others(out)
    }

    /// One line about the rules that are left out above, so that nobody takes
    /// the list for the whole charter.
    fn write_others(&self, out: &mut dyn Write) -> io::Result<()> {
        let count = self.others.iter().map(|(_, count)| count).sum();
        if count == 0 {
            return Ok(());
        }
        let kinds: Vec<String> = self
            .others
            .iter()
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect();
        writeln!(
            out,
            "  {} that no unit can be found outside: {}",
            counted(count, "more rule", "more rules"),
            kinds.join(", ")
        )
    }

    /// Every finding under its rule, for people.
    ///
    /// # Errors
    ///
    /// When the writer does not take it.
    pub(crate) fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} on {}", self.charter, self.on)?;
        self.write_rules(out)?;
        for rule in &self.rules {
            let of_rule: Vec<_> = self
                .findings
                .iter()
                .filter(|finding| finding.rule == rule.name)
                .collect();
            if of_rule.is_empty() {
                continue;
            }
            writeln!(
                out,
                "\n{} (Article {}, {})",
                rule.name,
                rule.article,
                rule.modality.words()
            )?;
            for finding in of_rule {
                let until = finding
                    .until
                    .as_ref()
                    .map(|until| format!(", to be mended by {until}"));
                writeln!(
                    out,
                    "  {}: {}\n    since {}{}{}",
                    finding.unit.code,
                    finding.message,
                    finding.since,
                    until.unwrap_or_default(),
                    match finding.remedies.as_slice() {
                        [] => String::new(),
                        remedies => format!("; {}", remedies.join(", or ")),
                    }
                )?;
            }
        }
        Ok(())
    }

    /// The same for programs, as one JSON object.
    ///
    /// # Errors
    ///
    /// When the writer does not take it.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> Result<(), CommandError> {
        serde_json::to_writer_pretty(&mut *out, self).map_err(io::Error::from)?;
        writeln!(out)?;
        Ok(())
    }
}

fn in_words(state: &State, charter: &Charter, finding: &Finding) -> FindingInWords {
    let unit = state.unit(finding.unit);
    let level = unit.and_then(|unit| charter.level(unit.level));
    FindingInWords {
        rule: charter
            .rule(finding.rule)
            .map(|rule| rule.name.clone())
            .unwrap_or_default(),
        article: charter
            .article_of(finding.rule)
            .map(|article| article.number.clone())
            .unwrap_or_default(),
        unit: UnitInWords {
            code: unit.map(|unit| unit.code.to_owned()).unwrap_or_default(),
            level: level.map(|level| level.id.clone()).unwrap_or_default(),
            name: unit.map(|unit| unit.name.to_owned()).unwrap_or_default(),
        },
        since: finding.since.to_string(),
        until: finding.until.map(|until| until.to_string()),
        message: finding.message(state, charter),
        remedies: finding.remedies_in_words(charter),
    }
}

/// The rules that findings can come from; rights and texts are not among them.
fn rules_held_against(charter: &Charter) -> Vec<RuleInWords> {
    ids_held_against(charter)
        .into_iter()
        .filter_map(|id| {
            let rule = charter.rule(id)?;
            Some(RuleInWords {
                name: rule.name.clone(),
                article: charter.article_of(id)?.number.clone(),
                modality: rule.modality,
            })
        })
        .collect()
}

/// How many of each kind the rules are that findings cannot come from.
fn rules_of_other_kinds(charter: &Charter) -> Vec<(String, u64)> {
    let held = ids_held_against(charter);
    let mut kinds: Vec<(String, u64)> = Vec::new();
    for (id, rule) in (0..).map(RuleId).zip(&charter.rules) {
        if held.binary_search(&id).is_ok() {
            continue;
        }
        let kind = rule
            .name
            .split_once('.')
            .map_or(rule.name.as_str(), |(kind, _)| kind);
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => kinds.push((kind.to_owned(), 1)),
        }
    }
    kinds
}

fn ids_held_against(charter: &Charter) -> Vec<RuleId> {
    let levels = charter.levels.iter().map(|row| row.rule);
    let sizes = charter.sizes.iter().map(|row| row.rule);
    let posts = charter.posts.iter().map(|row| row.rule);
    let meetings = charter.meetings.iter().map(|row| row.rule);
    let directives = charter.directives.iter().map(|row| row.rule);
    let reports = charter.reports.iter().map(|row| row.rule);
    let visits = charter.visits.iter().map(|row| row.rule);
    let belonging = charter.belonging.iter().map(|row| row.rule);
    let mut ids: Vec<RuleId> = levels
        .chain(sizes)
        .chain(posts)
        .chain(meetings)
        .chain(directives)
        .chain(reports)
        .chain(visits)
        .chain(belonging)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
