//! What has to come of a case, compared with what did.

use charter::case::{Expect, Happening, RulesMeant, Side};
use charter::{Action, RuleId};
use jiff::civil::Date;
use kernel::charters::CharterEvent;
use kernel::findings::{self, Finding, Matter};
use kernel::meetings::{MeetingEvent, MeetingRecord};
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::UnitEvent;
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
            Expect::Event(happening) => self.event(*happening),
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
            Expect::Quorum { needed } => {
                let found = self.record()?.needed;
                same(found == Some(*needed), || {
                    found.map_or("no quorum".to_owned(), |needed| {
                        format!("a quorum of {needed}")
                    })
                })
            }
            Expect::Quorate(reached) => {
                let record = self.record()?;
                same(record.quorate() == *reached, || {
                    format!(
                        "{} with a vote were present, {} needed",
                        record.voting,
                        record
                            .needed
                            .map_or("none".to_owned(), |needed| needed.to_string())
                    )
                })
            }
            Expect::Called { post, title } => {
                let found = self
                    .charter
                    .post(*post)
                    .map_or("", |row| row.title_on(self.today));
                same(found == title, || format!("\"{found}\" on {}", self.today))
            }
            Expect::DutyInWords { rule } => {
                let any = self.findings().iter().any(|finding| finding.rule == *rule);
                let granted = self.charter.rights.iter().any(|right| right.rule == *rule);
                same(!any && !granted, || "something computes with it".to_owned())
            }
            Expect::People { .. }
            | Expect::Belongs { .. }
            | Expect::HasGrade { .. }
            | Expect::Holds { .. } => self.expect_of_people(expect),
            Expect::May {
                person,
                may,
                action,
                unit,
            } => self.may(person, *may, *action, unit),
            Expect::UnitsUnder { .. } | Expect::Stands { .. } | Expect::Dissolved { .. } => {
                self.expect_of_units(expect)
            }
        }
    }

    fn expect_of_people(&self, expect: &Expect) -> Result<(), String> {
        match expect {
            Expect::People { count, grade, unit } => {
                let unit = self.unit(unit)?;
                let found = grade.map_or_else(
                    || self.state.roll_count(unit),
                    |grade| self.state.grade_count(unit, grade),
                );
                same(found == *count, || format!("{found} of them"))
            }
            Expect::Belongs { person, unit } => {
                let found = self
                    .state
                    .membership(self.person(person)?)
                    .map(|membership| membership.unit);
                let wanted = unit.as_ref().map(|unit| self.unit(unit)).transpose()?;
                same(found == wanted, || {
                    found.map_or("in no unit".to_owned(), |unit| {
                        format!("in \"{}\"", self.unit_name(unit))
                    })
                })
            }
            Expect::HasGrade { person, grade } => {
                let found = self
                    .state
                    .membership(self.person(person)?)
                    .map(|membership| membership.grade);
                let title = || {
                    found
                        .and_then(|id| self.charter.grade(id))
                        .map_or("no member", |row| row.title.as_str())
                };
                same(found == Some(*grade), || title().to_owned())
            }
            Expect::Holds {
                person,
                holds,
                post,
                unit,
            } => {
                let (person, unit) = (self.person(person)?, self.unit(unit)?);
                let found = self
                    .state
                    .holders(unit, *post)
                    .any(|tenure| tenure.person == person);
                same(found == *holds, || {
                    (if found {
                        "holds the post"
                    } else {
                        "does not hold the post"
                    })
                    .to_owned()
                })
            }
            _ => Err("this says nothing of people".to_owned()),
        }
    }

    fn expect_of_units(&self, expect: &Expect) -> Result<(), String> {
        match expect {
            Expect::UnitsUnder {
                count,
                level,
                under,
            } => {
                let under = self.unit(under)?;
                let of_level = |unit: &UnitId| {
                    self.state
                        .unit(*unit)
                        .is_some_and(|unit| unit.level == *level)
                };
                let found = self.state.units_beneath(under).filter(of_level).count();
                same(u32::try_from(found) == Ok(*count), || {
                    format!("{found} of them")
                })
            }
            Expect::Stands { level, name, under } => {
                let unit = self.state.unit(self.unit(name)?).ok_or("no such unit")?;
                let title = self
                    .charter
                    .level(unit.level)
                    .map_or("", |row| row.title.as_str());
                same(unit.level == *level && unit.dissolved.is_none(), || {
                    format!("a {title}, dissolved: {:?}", unit.dissolved)
                })?;
                let Some(under) = under else { return Ok(()) };
                let wanted = self.unit(under)?;
                let found = unit
                    .parent
                    .map_or("nothing".to_owned(), |parent| self.unit_name(parent));
                same(unit.parent == Some(wanted), || format!("under {found}"))
            }
            Expect::Dissolved { unit } => {
                let gone = self
                    .state
                    .unit(self.unit(unit)?)
                    .is_some_and(|unit| unit.dissolved.is_some());
                same(gone, || "it still stands".to_owned())
            }
            _ => Err("this says nothing of units".to_owned()),
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

    fn event(&self, wanted: Happening) -> Result<(), String> {
        let events = self.last_events()?;
        let happened: Vec<&str> = events
            .iter()
            .filter_map(happening)
            .filter_map(words)
            .collect();
        same(
            events.iter().any(|event| happening(event) == Some(wanted)),
            || format!("these events: {}", happened.join(", ")),
        )
    }

    fn record(&self) -> Result<&MeetingRecord, String> {
        self.last_events()?
            .iter()
            .find_map(|event| match event {
                Event::Meeting(MeetingEvent::Recorded { record, .. })
                | Event::Meeting(MeetingEvent::Corrected { record, .. }) => Some(record),
                _ => None,
            })
            .ok_or_else(|| "no meeting was recorded".to_owned())
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

fn words(happening: Happening) -> Option<&'static str> {
    Happening::ALL
        .into_iter()
        .find(|(other, _)| *other == happening)
        .map(|(_, words)| words)
}

/// The kind of an event, as far as a case has words for it.
fn happening(event: &Event) -> Option<Happening> {
    match event {
        Event::Unit(UnitEvent::Founded { .. }) => Some(Happening::UnitFounded),
        Event::Unit(UnitEvent::Renamed { .. }) => Some(Happening::UnitRenamed),
        Event::Unit(UnitEvent::Moved { .. }) => Some(Happening::UnitMoved),
        Event::Unit(UnitEvent::LevelChanged { .. }) => Some(Happening::LevelChanged),
        Event::Unit(UnitEvent::Dissolved { .. }) => Some(Happening::UnitDissolved),
        Event::Member(MemberEvent::Admitted { .. }) => Some(Happening::MemberAdmitted),
        Event::Member(MemberEvent::Promoted { .. }) => Some(Happening::MemberPromoted),
        Event::Member(MemberEvent::Transferred { .. }) => Some(Happening::MemberTransferred),
        Event::Member(MemberEvent::Left { .. }) => Some(Happening::MemberLeft),
        Event::Post(PostEvent::TakenUp { .. }) => Some(Happening::PostTakenUp),
        Event::Post(PostEvent::LaidDown { .. }) => Some(Happening::PostLaidDown),
        Event::Meeting(MeetingEvent::Called { .. }) => Some(Happening::MeetingCalled),
        Event::Meeting(MeetingEvent::Recorded { .. }) => Some(Happening::MeetingRecorded),
        Event::Meeting(MeetingEvent::Corrected { .. }) => Some(Happening::MeetingCorrected),
        Event::Unit(UnitEvent::FoundingCorrected { .. })
        | Event::Member(MemberEvent::JoiningCorrected { .. })
        | Event::Charter(CharterEvent::Adopted { .. })
        | Event::Unit(UnitEvent::Descended { .. })
        | Event::Member(MemberEvent::Registered { .. }) => None,
    }
}
