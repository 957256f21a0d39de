//! What goes down and what comes up: one directive from the highest unit that
//! may issue one to every base unit and back, and a return for each stretch of
//! time that a report asks for.

use charter::{Action, DirectiveKindId, DirectiveRule, FieldKind, LevelId, ReportId, ReportRule};
use jiff::civil::Date;
use kernel::directives::{AnswerDirective, IssueDirective, Origin, Outcome, PassOnDirective};
use kernel::meetings::{period_of, period_start};
use kernel::reports::{DaysOf, FileReturn, Given};
use kernel::{Command, DirectiveId, UnitId};

use super::super::calendar;
use super::super::chance::Chance;
use super::super::draft::Draft;
use super::{Foreseen, Happening, Life};

/// Days before the end on which the directive is issued.
const ISSUED_DAYS: u32 = 120;
/// Days a unit takes at the most to hand it on, and to answer.
const PASSING_DAYS_MAX: u16 = 7;
const ANSWERING_DAYS_MAX: u16 = 30;
/// How many in a hundred answer that it was done in part, and that it was not done.
const IN_PART_PERCENT: u32 = 10;
const NOT_DONE_PERCENT: u32 = 4;
/// How many returns in a hundred say something in words.
const WORDS_PERCENT: u32 = 5;

/// The number of the only directive.
const DIRECTIVE: DirectiveId = DirectiveId(0);

/// What is decided, in words that fit any organisation.
const DECISION: &str = "Draw up a list of what you can lend to others: tools, rooms, a cart.\n\
    Say what is missing where you are.";
/// Why it was done in part, or not at all.
const REASONS: [&str; 4] = [
    "The list is half done; the rest follows when the hall is cleared.",
    "Nobody had the key of the store room.",
    "We asked twice and heard from some of us only.",
    "We have nothing to lend; we are building ourselves.",
];
/// What a return says in words.
const WORDS: [&str; 3] = [
    "A cupboard with a lock would help.",
    "The stove in our room is broken.",
    "We would like to visit our neighbours.",
];

/// Foresees the one directive and every return.
pub(super) fn foresee(draft: &Draft<'_>, chance: &mut Chance, foreseen: &mut Foreseen) {
    if let Some(rule) = draft.charter.directives.first() {
        foresee_directive(draft, rule, chance, foreseen);
    }
    for (report, rule) in (0..).map(ReportId).zip(&draft.charter.reports) {
        foresee_returns(draft, (report, rule), chance, foreseen);
    }
}

/// The levels of base units to which such a directive may be addressed.
fn addressed(draft: &Draft<'_>, rule: &DirectiveRule) -> Vec<LevelId> {
    let base = |level: &LevelId| draft.charter.level(*level).is_some_and(|row| row.members);
    rule.to.iter().copied().filter(base).collect()
}

/// The highest unit that may issue such a directive.
fn issuer(draft: &Draft<'_>, rule: &DirectiveRule) -> Option<UnitId> {
    draft
        .unit_ids()
        .filter(|unit| {
            draft
                .unit(*unit)
                .is_some_and(|row| rule.levels.contains(&row.level))
        })
        .min_by_key(|unit| draft.above(*unit).count())
}

fn foresee_directive(
    draft: &Draft<'_>,
    rule: &DirectiveRule,
    chance: &mut Chance,
    foreseen: &mut Foreseen,
) {
    let to = addressed(draft, rule);
    let Some(issuer) = issuer(draft, rule).filter(|_| !to.is_empty()) else {
        return;
    };
    let issued = calendar::earlier(draft.until, ISSUED_DAYS).max(calendar::later(draft.begins, 1));
    let addressed: Vec<UnitId> = draft
        .unit_ids()
        .filter(|unit| draft.unit(*unit).is_some_and(|row| to.contains(&row.level)))
        .filter(|unit| draft.above(*unit).any(|above| above == issuer))
        .collect();
    if addressed.is_empty() {
        return;
    }
    foreseen.push((issued, Happening::Issue { unit: issuer }));
    let within = |days: Option<u16>, most: u16| u32::from(days.unwrap_or(most).min(most)).max(1);
    let (passing, answering) = (
        within(rule.pass_on_days, PASSING_DAYS_MAX),
        within(rule.answer_days, ANSWERING_DAYS_MAX),
    );
    // By unit: when it handed the directive on.
    let mut passed: Vec<Option<Date>> = vec![None; draft.units.len()];
    for unit in addressed {
        let mut way: Vec<UnitId> = draft.above(unit).take_while(|it| *it != issuer).collect();
        way.reverse();
        let mut received = issued;
        for step in way {
            let Some(known) = passed.get_mut(step.index()) else {
                continue;
            };
            received = *known.get_or_insert_with(|| {
                let on = calendar::later(received, chance.between(1, passing));
                foreseen.push((on, Happening::PassOn { unit: step }));
                on
            });
        }
        let on = calendar::later(received, chance.between(1, answering));
        foreseen.push((on, Happening::Answer { unit }));
    }
}

fn foresee_returns(
    draft: &Draft<'_>,
    (report, rule): (ReportId, &ReportRule),
    chance: &mut Chance,
    foreseen: &mut Foreseen,
) {
    let within = period_of(rule.every, draft.begins);
    // The stretch in which everything begins is owed only where it begins with it.
    let whole = period_start(rule.every, within) == Some(draft.begins);
    let first = within.saturating_add(i32::from(!whole));
    for unit in draft.unit_ids() {
        let owes = draft
            .unit(unit)
            .is_some_and(|row| rule.levels.contains(&row.level));
        let stretches = (first..)
            .map_while(|period| DaysOf::of(rule, period))
            .take_while(|days| days.last <= draft.until);
        for days in stretches.filter(|_| owes) {
            let most = calendar::days_from(days.last, days.due).max(1);
            let on = calendar::later(days.last, chance.between(1, most)).min(draft.until);
            let period = days.first;
            foreseen.push((
                on,
                Happening::Report {
                    unit,
                    report,
                    period,
                },
            ));
        }
    }
}

impl Life<'_, '_> {
    /// The directive is issued.
    pub(super) fn issue(&mut self, on: Date, unit: UnitId) {
        let Some(rule) = self.draft.charter.directives.first() else {
            return;
        };
        let it = IssueDirective {
            unit,
            kind: DirectiveKindId(0),
            to: addressed(&self.draft, rule),
            areas: Vec::new(),
            text: DECISION.to_owned(),
            origin: Origin::Own,
            replaces: None,
            on,
        };
        let actor = self.draft.actor_for(Action::IssueDirective, &[unit], None);
        self.step(on, actor, Command::from(it));
    }

    /// A unit on the way hands it on.
    pub(super) fn pass_on(&mut self, on: Date, unit: UnitId) {
        let directive = DIRECTIVE;
        let actor = self.draft.actor_for(Action::PassOnDirective, &[unit], None);
        self.step(
            on,
            actor,
            PassOnDirective {
                directive,
                unit,
                on,
            }
            .into(),
        );
    }

    /// A base unit says what became of it.
    pub(super) fn answer(&mut self, on: Date, unit: UnitId) {
        let outcome = if self.chance_of_flow.percent(NOT_DONE_PERCENT) {
            Outcome::NotDone
        } else if self.chance_of_flow.percent(IN_PART_PERCENT) {
            Outcome::InPart
        } else {
            Outcome::Done
        };
        let why = match outcome {
            Outcome::Done => None,
            Outcome::InPart | Outcome::NotDone => self.chance_of_flow.pick(&REASONS),
        };
        let it = AnswerDirective {
            directive: DIRECTIVE,
            unit,
            outcome,
            text: why.unwrap_or_default().to_owned(),
            on,
        };
        let actor = self.draft.actor_for(Action::AnswerDirective, &[unit], None);
        self.step(on, actor, it.into());
    }

    /// A unit files a return.
    pub(super) fn report(&mut self, on: Date, unit: UnitId, (report, period): (ReportId, Date)) {
        let charter = self.draft.charter;
        let Some(rule) = charter.report(report) else {
            return;
        };
        let people = self.draft.unit(unit).map_or(0, |row| row.roll.len());
        let people = u32::try_from(people).unwrap_or(u32::MAX);
        let mut values = Vec::with_capacity(rule.fields.len());
        for field in &rule.fields {
            values.push(match &field.kind {
                FieldKind::Record(_) => Given::FromRecord,
                FieldKind::Number => {
                    let number = self.chance_of_flow.between(people / 2, people);
                    Given::Number(u64::from(number))
                }
                FieldKind::Choice(choices) => {
                    let last = u32::try_from(choices.len().saturating_sub(1)).unwrap_or(0);
                    let choice = self.chance_of_flow.between(0, last);
                    Given::Choice(u8::try_from(choice).unwrap_or(0))
                }
                FieldKind::Text => {
                    let says = self.chance_of_flow.percent(WORDS_PERCENT);
                    let words = says.then(|| self.chance_of_flow.pick(&WORDS)).flatten();
                    Given::Text(words.unwrap_or_default().to_owned())
                }
            });
        }
        let it = FileReturn {
            report,
            unit,
            period,
            values,
            nought_confirmed: true,
            on,
        };
        let actor = self.draft.actor_for(Action::FileReturn, &[unit], None);
        self.step(on, actor, it.into());
    }
}
