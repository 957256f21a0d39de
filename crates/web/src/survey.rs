//! How the whole organisation stands: every finding, and the standing of every
//! unit added up along the tree.
//!
//! It takes one pass over the units, a few milliseconds a million members, so
//! it is kept for as long as nothing changes: until the next entry or the next
//! day. It can be dropped at any time and made again.

use std::sync::{Arc, Mutex, PoisonError};

use charter::{Action, Scope};
use jiff::civil::Date;
use kernel::findings::{self, Finding, Matter};
use kernel::sizes::Standing as Sized;
use kernel::{State, UnitId, rights};

use crate::error::Failure;
use crate::session::SignedIn;
use crate::site::Site;
use crate::standing::Standing;
use crate::view::View;

/// How many stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) inside: u64,
    pub(crate) near: u64,
    pub(crate) outside: u64,
}

impl Tally {
    const NONE: Tally = Tally {
        inside: 0,
        near: 0,
        outside: 0,
    };

    pub(crate) fn total(self) -> u64 {
        self.inside + self.near + self.outside
    }

    fn of(standing: Standing) -> Tally {
        let one = |wanted| u64::from(standing == wanted);
        Tally {
            inside: one(Standing::Inside),
            near: one(Standing::Near),
            outside: one(Standing::Outside),
        }
    }

    pub(crate) fn and(self, other: Tally) -> Tally {
        Tally {
            inside: self.inside + other.inside,
            near: self.near + other.near,
            outside: self.outside + other.outside,
        }
    }
}

/// What stands at or under a unit, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// People who belong there.
    pub(crate) people: u64,
    /// Units of every level.
    pub(crate) units: Tally,
    /// Units of a level that people belong to.
    pub(crate) bases: Tally,
}

impl Sum {
    fn and(self, other: Sum) -> Sum {
        Sum {
            people: self.people + other.people,
            units: self.units.and(other.units),
            bases: self.bases.and(other.bases),
        }
    }
}

/// One unit of the survey.
#[derive(Clone, Copy, Debug)]
struct Row {
    standing: Standing,
    /// Whether people belong to units of its level.
    base: bool,
    /// People who belong to it.
    people: u32,
    /// The unit and everything beneath it.
    all: Sum,
}

impl Row {
    const NONE: Row = Row {
        standing: Standing::Inside,
        base: false,
        people: 0,
        all: Sum {
            people: 0,
            units: Tally::NONE,
            bases: Tally::NONE,
        },
    };

    /// The unit alone.
    fn own(self) -> Sum {
        let tally = Tally::of(self.standing);
        Sum {
            people: u64::from(self.people),
            units: tally,
            bases: if self.base { tally } else { Tally::NONE },
        }
    }
}

/// How the whole organisation stands on a day.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Every finding, parents before what stands beneath them.
    findings: Vec<Finding>,
    rows: Vec<Row>,
}

impl Survey {
    /// Every rule held against every unit.
    pub(crate) fn of(state: &State, on: Date) -> Survey {
        let whole = state.top_unit().map(|top| state.units_within(top));
        Survey::of_units(state, on, &whole.unwrap_or_default(), |_| true)
    }

    /// The rules of size and place alone, which are those that a plan looks at,
    /// for a unit and what stands beneath it.
    pub(crate) fn of_sizes(state: &State, on: Date, area: UnitId) -> Survey {
        Survey::of_units(state, on, &state.units_within(area), is_size_or_place)
    }

    /// A survey of these units, parents before children, by the findings that count.
    fn of_units(state: &State, on: Date, units: &[UnitId], counts: fn(&Finding) -> bool) -> Survey {
        let mut survey = Survey {
            findings: Vec::new(),
            rows: vec![Row::NONE; UnitId(state.unit_count()).index()],
        };
        let charter = state.charter_on(on);
        let is_base = |level| {
            let level = charter.and_then(|charter| charter.level(level));
            level.is_some_and(|level| level.members)
        };
        for unit in units {
            let mut found = findings::of_unit(state, on, *unit);
            found.retain(counts);
            let standing = Standing::from(findings::standing_with(state, *unit, &found));
            survey.findings.append(&mut found);
            let row = Row {
                standing,
                base: state.unit(*unit).is_some_and(|it| is_base(it.level)),
                people: state.roll_count(*unit),
                ..Row::NONE
            };
            if let Some(place) = survey.rows.get_mut(unit.index()) {
                *place = Row {
                    all: row.own(),
                    ..row
                };
            }
        }
        // Parents stand before children, so backwards every sum is whole before it goes up.
        for unit in units.iter().rev() {
            let all = survey.row(*unit).all;
            let parent = state.unit(*unit).and_then(|unit| unit.parent);
            if let Some(row) = parent.and_then(|parent| survey.rows.get_mut(parent.index())) {
                row.all = row.all.and(all);
            }
        }
        survey
    }

    fn row(&self, unit: UnitId) -> Row {
        self.rows.get(unit.index()).copied().unwrap_or(Row::NONE)
    }

    /// How a unit stands.
    pub(crate) fn standing(&self, unit: UnitId) -> Standing {
        self.row(unit).standing
    }

    /// What stands at or under a unit, as far as the viewer may know of it.
    pub(crate) fn sum(&self, view: View<'_>, unit: UnitId) -> Sum {
        if view.knows_all_beneath(unit) {
            return self.row(unit).all;
        }
        let beneath = view
            .units_beneath(unit)
            .into_iter()
            .map(|beneath| self.sum(view, beneath));
        beneath.fold(self.row(unit).own(), Sum::and)
    }

    /// What the viewer may know of, added up.
    pub(crate) fn whole(&self, view: View<'_>) -> Sum {
        view.highest_units()
            .into_iter()
            .map(|unit| self.sum(view, unit))
            .fold(Sum::default(), Sum::and)
    }

    /// The findings the viewer may know of.
    pub(crate) fn findings<'a>(&'a self, view: View<'a>) -> impl Iterator<Item = &'a Finding> {
        self.findings
            .iter()
            .filter(move |finding| view.may(Action::SeeFigures, finding.unit))
    }
}

/// Whether a finding is about how large a unit is, or where it stands.
pub(crate) fn is_size_or_place(finding: &Finding) -> bool {
    matches!(
        finding.matter,
        Matter::TooFew { .. } | Matter::TooMany { .. } | Matter::Misplaced { .. }
    )
}

impl View<'_> {
    /// Whether the viewer may know of everything beneath a unit.
    pub(crate) fn knows_all_beneath(self, unit: UnitId) -> bool {
        let reach = rights::reach(self.state, self.viewer, self.today, Action::SeeFigures);
        reach.into_iter().any(|(seat, scope)| match scope {
            Scope::Everywhere => true,
            Scope::UnitsBelow => seat == unit || self.state.stands_under(unit, seat),
            Scope::OwnUnit => false,
        })
    }

    /// Whether the viewer may do this anywhere.
    pub(crate) fn may_reach(self, action: Action) -> bool {
        !rights::reach(self.state, self.viewer, self.today, action).is_empty()
    }

    /// How a unit stands by itself, where no survey is at hand.
    pub(crate) fn standing_of(self, unit: UnitId) -> Standing {
        let standing: Sized = findings::standing(self.state, self.today, unit);
        standing.into()
    }
}

/// The last survey that was made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surveys(Arc<Mutex<Option<Kept>>>);

/// The survey after an entry, on a day.
#[derive(Debug)]
struct Kept {
    sequence: u64,
    on: Date,
    survey: Arc<Survey>,
}

impl Surveys {
    /// The survey of this state, which is no older than the entry `sequence`.
    fn at(&self, sequence: u64, state: &State, on: Date) -> Arc<Survey> {
        // Whoever else wants it waits, rather than make it a second time.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some(it) if it.sequence == sequence && it.on == on => Arc::clone(&it.survey),
            _ => {
                let survey = Arc::new(Survey::of(state, on));
                *kept = Some(Kept {
                    sequence,
                    on,
                    survey: Arc::clone(&survey),
                });
                survey
            }
        }
    }
}

/// What gives the survey to a page that needs it.
pub(crate) type Surveying<'a> = &'a dyn Fn() -> Arc<Survey>;

impl Site {
    /// Looks at the organisation as whoever is signed in may see it, with the survey at hand.
    ///
    /// # Errors
    /// When nothing is in force yet, the desk has stopped, or `look` finds nothing.
    pub(crate) fn look_over<T>(
        &self,
        by: &SignedIn,
        look: impl FnOnce(View<'_>, Surveying<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let sequence = self.clerk.sequence();
        self.look(by, |view| {
            look(view, &|| self.surveys.at(sequence, view.state, view.today))
        })
    }
}
