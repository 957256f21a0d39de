//! From the question and its answer to the page.

use charter::{Action, RuleId};
use kernel::{State, UnitId};
use sim::simulate::{CannotGoOn, CannotSimulate, Figures, Month};

use super::asked::{Change, Question, WhatIfForm, Wrong};
use super::running::Ways;
use super::{Comparison, Row, WhatIfPage};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::forms::{Guard, Refused};
use crate::frame::{Frame, Link};
use crate::pictures::trend::{Curve, Trend};
use crate::refusal::{Told, sentence};
use crate::view::View;
use crate::words::{counted, day, figure, month};

/// Who may ask: whoever may see the figures of the whole organisation. Others
/// do not know that there is such a page.
pub(crate) fn may_ask(view: View<'_>) -> Option<UnitId> {
    let top = view.state.top_unit()?;
    (view.may(Action::SeeFigures, top) && view.knows_all_beneath(top)).then_some(top)
}

/// What is said about a question, besides the question itself.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) refused: Option<Refused>,
    pub(super) wrong: Wrong,
    pub(super) answer: Option<Comparison>,
    /// How much is worked out at most.
    pub(super) member_months_max: u64,
}

/// The page with what was typed and what is said about it.
pub(super) fn page(
    view: View<'_>,
    frame: Frame,
    guard: Guard,
    form: &WhatIfForm,
    said: Said,
) -> WhatIfPage {
    let Said {
        refused,
        wrong,
        answer,
        member_months_max,
    } = said;
    WhatIfPage {
        frame: Frame {
            path: vec![Link::new("Charter", "/charter")],
            ..frame
        },
        refused,
        times: form.times(&wrong),
        number: form.number(view.charter, &wrong),
        text: form.text(&wrong),
        problems: wrong.problems,
        answer,
        guard,
        bound: bound(view.state, member_months_max),
    }
}

/// Members times months of a question, both ways together.
pub(super) fn member_months(state: &State, months: u32) -> u64 {
    u64::from(state.member_count()) * u64::from(months) * 2
}

/// How much is worked out here.
fn bound(state: &State, most: u64) -> String {
    format!(
        "{} for 12 months, both ways, are {} member-months; at most {} are worked out here.",
        counted(u64::from(state.member_count()), "member", "members"),
        figure(member_months(state, 12)),
        figure(most)
    )
}

/// A question that is too large, with the way out.
pub(super) fn too_large(state: &State, months: u32, max: u64) -> Refused {
    let most = max / member_months(state, 1).max(1);
    let fewer = match most {
        0..3 => String::new(),
        _ => format!("Look at most {most} months ahead, or "),
    };
    let instead = format!(
        "{fewer}let `charterhouse simulate --members {}` work it out where the program runs, with --against for the other charter.",
        state.member_count()
    );
    Refused {
        instead: Some(crate::words::capital(&instead)),
        ..Refused::new(format!(
            "{} member-months are too many for a page, which works out {}.",
            figure(member_months(state, months)),
            figure(max)
        ))
    }
}

/// That it took longer than anybody waits.
pub(super) fn too_long(state: &State) -> Refused {
    Refused {
        instead: Some(format!(
            "Look less far ahead, or let `charterhouse simulate --members {}` work it out.",
            state.member_count()
        )),
        ..Refused::new("This took too long and was left off.")
    }
}

/// That all turns are taken.
pub(super) fn busy() -> Refused {
    Refused {
        heading: "Others are being answered".to_owned(),
        instead: Some("Try again in a few seconds.".to_owned()),
        ..Refused::new(
            "One question a person is worked out at a time, and two in all. Yours was not begun.",
        )
    }
}

/// Why it cannot be worked out.
pub(super) fn cannot(view: View<'_>, error: &CannotGoOn) -> Result<Refused, Failure> {
    match error {
        CannotGoOn::Amendment(refusal) => Ok(Told::of(Some(view.charter), refusal).banner()),
        CannotGoOn::Simulate(error @ (CannotSimulate::NoGrade | CannotSimulate::Years { .. })) => {
            Ok(Refused::new(sentence(&error.to_string())))
        }
        CannotGoOn::NoCharter | CannotGoOn::Simulate(_) => {
            Err(Failure::broken("work out what would be", error))
        }
    }
}

/// The answer.
pub(super) fn comparison(view: View<'_>, question: &Question, ways: &Ways) -> Comparison {
    let (in_force, changed) = (&ways.in_force.months, &ways.changed.months);
    let until = in_force.last().map_or(view.today, |month| month.on);
    let (change, rule) = match &question.change {
        Change::Number(number, to) => (
            format!(
                "{}: {to} instead of {}.",
                number.words,
                number.now_in_words()
            ),
            Some(number.rule),
        ),
        Change::Text(title) => (format!("The text you wrote, \"{title}\"."), None),
    };
    Comparison {
        change,
        about: format!(
            "Both ways begin with the organisation as it is today, and both have the same luck. The change is in force from {}. Nothing is recorded.",
            view.today
                .last_of_month()
                .tomorrow()
                .map_or_else(|_| "the next month on".to_owned(), day)
        ),
        until: month(until),
        rows: KINDS
            .iter()
            .map(|kind| row(kind, in_force, changed))
            .collect(),
        trends: KINDS
            .iter()
            .filter(|kind| kind.drawn)
            .map(|kind| trend(kind, in_force, changed))
            .collect(),
        article: rule.and_then(|rule: RuleId| ArticleNote::of_rule(view.charter, rule)),
    }
}

/// A figure that is compared.
struct Kind {
    title: &'static str,
    of: fn(&Figures) -> u64,
    over: Over,
    drawn: bool,
}

/// Over what a figure is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// As it stands on a day.
    Day,
    /// As it stands on a day, of all units, in thousandths.
    Units,
    /// What happens in so many months.
    Months(u64),
}

const KINDS: &[Kind] = &[
    Kind {
        title: "Members",
        of: |it| it.members,
        over: Over::Day,
        drawn: false,
    },
    Kind {
        title: "Units",
        of: |it| it.units,
        over: Over::Day,
        drawn: true,
    },
    Kind {
        title: "Heads needed",
        of: |it| it.heads_needed,
        over: Over::Day,
        drawn: false,
    },
    Kind {
        title: "Posts vacant",
        of: |it| it.posts_vacant,
        over: Over::Day,
        drawn: true,
    },
    Kind {
        title: "Units inside the rules",
        of: |it| it.units_inside,
        over: Over::Units,
        drawn: true,
    },
    Kind {
        title: "Meetings a month",
        of: |it| it.meetings,
        over: Over::Months(1),
        drawn: true,
    },
    Kind {
        title: "Moves a year",
        of: |it| it.transferred.saturating_add(it.regrouped),
        over: Over::Months(12),
        drawn: false,
    },
];

impl Kind {
    /// The figure of a day or month; thousandths where it is a share.
    fn at(&self, month: &Month) -> u64 {
        let value = (self.of)(&month.figures);
        match self.over {
            Over::Units => value * 1000 / month.figures.units.max(1),
            Over::Day | Over::Months(_) => value,
        }
    }

    /// The figure at the end, or over all months.
    fn whole(&self, months: &[Month]) -> u64 {
        match (self.over, months) {
            (Over::Months(stretch), [_, passed @ ..]) => {
                let sum: u64 = passed.iter().map(|month| self.at(month)).sum();
                let count = u64::try_from(passed.len()).unwrap_or(1).max(1);
                (sum * stretch + count / 2) / count
            }
            (_, months) => months.last().map_or(0, |month| self.at(month)),
        }
    }

    fn shown(&self, value: u64) -> String {
        match self.over {
            Over::Units => format!("{}.{} %", value / 10, value % 10),
            Over::Day | Over::Months(_) => figure(value),
        }
    }

    fn difference(&self, from: u64, to: u64) -> String {
        let by = from.abs_diff(to);
        let sign = if to > from { '+' } else { '−' };
        match (by, self.over) {
            (0, _) => "the same".to_owned(),
            (_, Over::Units) => format!("{sign}{}.{} points", by / 10, by % 10),
            (_, Over::Day | Over::Months(_)) => format!("{sign}{}", figure(by)),
        }
    }
}

fn row(kind: &Kind, in_force: &[Month], changed: &[Month]) -> Row {
    let (one, other) = (kind.whole(in_force), kind.whole(changed));
    let today = in_force
        .first()
        .filter(|_| !matches!(kind.over, Over::Months(_)));
    Row {
        title: kind.title.to_owned(),
        today: today.map(|month| kind.shown(kind.at(month))),
        in_force: kind.shown(one),
        changed: kind.shown(other),
        difference: kind.difference(one, other),
    }
}

fn trend(kind: &Kind, in_force: &[Month], changed: &[Month]) -> Trend {
    // What takes time has no figure for today.
    let skipped = usize::from(matches!(kind.over, Over::Months(_)));
    let curve = |name: &str, months: &[Month]| Curve {
        name: name.to_owned(),
        values: months
            .iter()
            .skip(skipped)
            .map(|month| kind.at(month))
            .collect(),
    };
    // Short, because the first stands beside its figure and before the last.
    let names = in_force.iter().skip(skipped);
    let names = names.map(|it| it.on.strftime("%b %Y").to_string());
    Trend {
        title: kind.title.to_owned(),
        months: names.collect(),
        curves: [
            curve("charter in force", in_force),
            curve("changed", changed),
        ],
        thousandths: kind.over == Over::Units,
    }
}
