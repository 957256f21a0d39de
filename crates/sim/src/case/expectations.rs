//! What has to come of a case, compared with what did.

mod awards;
mod bodies;
mod bulletins;
mod conferences;
mod directives;
mod dues;
mod meetings;
mod members;
mod petitions;
mod posts;
mod procedures;
mod reports;
mod study;
mod units;
mod visits;

use charter::case::{Expect, RulesMeant, Side};
use charter::{Action, RuleId};
use jiff::civil::Date;
use kernel::findings::{self, Finding, Matter};
use kernel::{Actor, Event, UnitId, rights};

use super::Stage;

/// What a finding has to be like.
struct Wanted<'a> {
    rules: &'a RulesMeant,
    unit: UnitId,
    side: Option<Side>,
    remedies: &'a [String],
    since: Option<Date>,
    until: Option<Date>,
}

impl Stage {
    /// Compares; says what was found where it is not what was expected.
    pub(super) fn expect(&self, expect: &Expect) -> Result<(), String> {
        match expect {
            Expect::Done => self.done(),
            Expect::Refused { article } => self.refused(*article),
            Expect::Event(happening) => self.event(happening),
            Expect::Finding {
                rules,
                unit,
                side,
                remedies,
                since,
                until,
            } => self.finding(&Wanted {
                rules,
                unit: self.unit(unit)?,
                side: *side,
                remedies,
                since: *since,
                until: *until,
            }),
            Expect::NoFinding { rules, unit } => self.no_finding(rules.as_ref(), unit.as_deref()),
            Expect::DutyInWords { rule } => {
                let any = self.findings().iter().any(|finding| finding.rule == *rule);
                let granted = self.charter.rights.iter().any(|right| right.rule == *rule);
                same(!any && !granted, || "something computes with it".to_owned())
            }
            Expect::May {
                person,
                may,
                action,
                unit,
            } => self.may(person, *may, *action, unit),
            Expect::Unit(it) => self.expect_unit(it),
            Expect::Member(it) => self.expect_member(it),
            Expect::Post(it) => self.expect_post(it),
            Expect::Meeting(it) => self.expect_meeting(it),
            Expect::Directive(it) => self.expect_directive(it),
            Expect::Report(it) => self.expect_report(it),
            Expect::Award(it) => self.expect_award(it),
            Expect::Conference(it) => self.expect_conference(it),
            Expect::Body(it) => self.expect_body(it),
            Expect::Study(it) => self.expect_study(it),
            Expect::Visit(it) => self.expect_visit(it),
            Expect::Bulletin(it) => self.expect_bulletin(it),
            Expect::Petition(it) => self.expect_petition(it),
            Expect::Procedure(it) => self.expect_procedure(it),
            Expect::Dues(it) => self.expect_dues(it),
        }
    }

    fn last_events(&self) -> Result<&[Event], String> {
        match &self.last {
            None => Err("nothing was done yet".to_owned()),
            Some(Ok(events)) => Ok(events),
            Some(Err(refusal)) => {
                let article = refusal
                    .article(&self.charter)
                    .map_or("no article".to_owned(), |number| {
                        format!("article {number}")
                    });
                Err(format!("refused by {article}: {}", refusal.reason))
            }
        }
    }

    fn done(&self) -> Result<(), String> {
        self.last_events().map(|_| ())
    }

    fn refused(&self, article: Option<usize>) -> Result<(), String> {
        if let Ok(events) = self.last_events() {
            return Err(format!("done, with {} events", events.len()));
        }
        let Some(Err(refusal)) = &self.last else {
            return Err("nothing was done yet".to_owned());
        };
        let Some(wanted) = article else { return Ok(()) };
        let found = refusal
            .rule
            .and_then(|rule| self.charter.rule(rule))
            .map(|rule| rule.article);
        if found == Some(wanted) {
            return Ok(());
        }
        self.done()
    }

    fn event(&self, wanted: &str) -> Result<(), String> {
        let events = self.last_events()?;
        // The words of a case are the end of the event's name, with blanks.
        let names: Vec<String> = events
            .iter()
            .map(|event| event.name().replace('-', " "))
            .collect();
        same(names.iter().any(|name| name.ends_with(wanted)), || {
            format!("these events: {}", names.join(", "))
        })
    }

    fn findings(&self) -> Vec<Finding> {
        findings::check(&self.state, self.today)
    }

    fn rule_name(&self, rule: RuleId) -> &str {
        self.charter
            .rule(rule)
            .map_or("?", |rule| rule.name.as_str())
    }

    fn described(&self, found: &[&Finding]) -> String {
        if found.is_empty() {
            return "no finding".to_owned();
        }
        let one = |finding: &&Finding| {
            let message = finding.message(&self.state, &self.charter);
            let remedies = finding.remedies_in_words(&self.charter).join(", ");
            let until = finding
                .until
                .map(|until| format!(", until {until}"))
                .unwrap_or_default();
            format!(
                "{}: {message} (since {}{until}; {remedies})",
                self.rule_name(finding.rule),
                finding.since
            )
        };
        found.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn finding(&self, wanted: &Wanted<'_>) -> Result<(), String> {
        let all = self.findings();
        let fits = |finding: &&Finding| {
            let side = match finding.matter {
                Matter::TooFew { .. } => Some(Side::Below),
                Matter::TooMany { .. } => Some(Side::Above),
                _ => None,
            };
            let remedies = finding.remedies_in_words(&self.charter);
            wanted.rules.rules.contains(&finding.rule)
                && finding.unit == wanted.unit
                && (wanted.side.is_none() || wanted.side == side)
                && remedies.starts_with(wanted.remedies)
                && wanted.since.is_none_or(|since| finding.since == since)
                && (wanted.until.is_none() || wanted.until == finding.until)
        };
        let here: Vec<&Finding> = all
            .iter()
            .filter(|finding| finding.unit == wanted.unit)
            .collect();
        same(all.iter().any(|finding| fits(&finding)), || {
            self.described(&here)
        })
    }

    fn no_finding(&self, rules: Option<&RulesMeant>, unit: Option<&str>) -> Result<(), String> {
        let unit = unit.map(|unit| self.unit(unit)).transpose()?;
        let all = self.findings();
        let found: Vec<&Finding> = all
            .iter()
            .filter(|finding| rules.is_none_or(|rules| rules.rules.contains(&finding.rule)))
            .filter(|finding| unit.is_none_or(|unit| finding.unit == unit))
            .collect();
        same(found.is_empty(), || self.described(&found))
    }

    fn may(&self, person: &str, wanted: bool, action: Action, unit: &str) -> Result<(), String> {
        let actor = Actor::Person(self.person(person)?);
        let found = rights::may(&self.state, actor, self.today, action, self.unit(unit)?);
        same(found == wanted, || {
            (if found { "they may" } else { "they may not" }).to_owned()
        })
    }
}

fn same(holds: bool, found: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(found()) }
}
