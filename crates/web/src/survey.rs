//! How the whole organisation stands: every finding, and the standing of every
//! unit added up along the tree.
//!
//! To make it takes one pass over the units, so it is kept, and follows the
//! entries: only what they touched is looked at again. It is made anew for
//! another day, another charter, or after more entries than are remembered, and
//! can be dropped at any time.

mod following;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use charter::{Action, Charter, LevelId, Scope};
use clerk::Recent;
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

    fn without(self, other: Tally) -> Tally {
        Tally {
            inside: self.inside - other.inside,
            near: self.near - other.near,
            outside: self.outside - other.outside,
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
    /// Units to which somebody belongs.
    pub(crate) rolls: u64,
}

impl Sum {
    fn and(self, other: Sum) -> Sum {
        Sum {
            people: self.people + other.people,
            rolls: self.rolls + other.rolls,
            units: self.units.and(other.units),
            bases: self.bases.and(other.bases),
        }
    }

    fn without(self, other: Sum) -> Sum {
        Sum {
            people: self.people - other.people,
            rolls: self.rolls - other.rolls,
            units: self.units.without(other.units),
            bases: self.bases.without(other.bases),
        }
    }
}

/// One unit of the survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    /// Its level, if it stands.
    level: Option<LevelId>,
    /// What it stands under.
    parent: Option<UnitId>,
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
        level: None,
        parent: None,
        standing: Standing::Inside,
        base: false,
        people: 0,
        all: Sum {
            people: 0,
            units: Tally::NONE,
            bases: Tally::NONE,
            rolls: 0,
        },
    };

    /// The unit alone.
    fn own(self) -> Sum {
        if self.level.is_none() {
            return Sum::default();
        }
        let tally = Tally::of(self.standing);
        Sum {
            people: u64::from(self.people),
            rolls: u64::from(self.people > 0),
            units: tally,
            bases: if self.base { tally } else { Tally::NONE },
        }
    }
}

/// How the whole organisation stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Survey {
    rules: Rules,
    /// The findings of each unit that has any.
    findings: BTreeMap<UnitId, Vec<Finding>>,
    rows: Vec<Row>,
}

/// Which rules are held against the units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rules {
    All,
    SizeAndPlace,
}

/// What a survey is made of.
#[derive(Clone, Copy)]
struct Making<'a> {
    state: &'a State,
    on: Date,
    charter: Option<&'a Charter>,
    rules: Rules,
}

impl Making<'_> {
    fn of(state: &State, on: Date, rules: Rules) -> Making<'_> {
        Making {
            state,
            on,
            charter: state.charter_on(on).map(AsRef::as_ref),
            rules,
        }
    }

    /// A unit by itself, and what is to be found about it.
    fn look_at(self, unit: UnitId) -> (Row, Vec<Finding>) {
        let Some(level) = self.state.standing_level(unit) else {
            // A unit that ended stands in no sum, and may still owe a return.
            let found = match self.rules {
                Rules::All => findings::of_unit(self.state, self.on, unit),
                Rules::SizeAndPlace => Vec::new(),
            };
            return (Row::NONE, found);
        };
        let mut found = findings::of_unit(self.state, self.on, unit);
        if self.rules == Rules::SizeAndPlace {
            found.retain(is_size_or_place);
        }
        let row = Row {
            level: Some(level),
            parent: self.state.units_above(unit).next(),
            standing: findings::standing_with(self.state, self.on, unit, &found).into(),
            base: self
                .charter
                .and_then(|charter| charter.level(level))
                .is_some_and(|level| level.members),
            people: self.state.roll_count(unit),
            ..Row::NONE
        };
        let all = row.own();
        (Row { all, ..row }, found)
    }
}

impl Survey {
    /// Every rule held against every unit.
    pub(crate) fn of(state: &State, on: Date) -> Survey {
        let whole = state.top_unit().map(|top| state.units_ever_within(top));
        let making = Making::of(state, on, Rules::All);
        Survey::of_units(making, &whole.unwrap_or_default())
    }

    /// The rules of size and place alone, which are those that a plan looks at,
    /// for a unit and what stands beneath it.
    pub(crate) fn of_sizes(state: &State, on: Date, area: UnitId) -> Survey {
        let making = Making::of(state, on, Rules::SizeAndPlace);
        Survey::of_units(making, &state.units_within(area))
    }

    /// A survey of these units, parents before children.
    fn of_units(making: Making<'_>, units: &[UnitId]) -> Survey {
        let mut survey = Survey {
            rules: making.rules,
            findings: BTreeMap::new(),
            rows: vec![Row::NONE; UnitId(making.state.unit_count()).index()],
        };
        for unit in units {
            let (row, found) = making.look_at(*unit);
            if let Some(place) = survey.rows.get_mut(unit.index()) {
                *place = row;
            }
            if !found.is_empty() {
                survey.findings.insert(*unit, found);
            }
        }
        // Parents stand before children, so backwards every sum is whole before it goes up.
        for unit in units.iter().rev() {
            let Row { all, parent, .. } = survey.row(*unit);
            if let Some(row) = parent.and_then(|parent| survey.rows.get_mut(parent.index())) {
                row.all = row.all.and(all);
            }
        }
        survey
    }

    fn row(&self, unit: UnitId) -> Row {
        self.rows.get(unit.index()).copied().unwrap_or(Row::NONE)
    }

    /// What stands at or under a unit, for a viewer who may know of all of it.
    pub(crate) fn all(&self, unit: UnitId) -> Sum {
        self.row(unit).all
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

    /// The findings the viewer may know of, in the order of the units' numbers.
    pub(crate) fn findings<'a>(&'a self, view: View<'a>) -> impl Iterator<Item = &'a Finding> {
        let top = view.state.top_unit();
        // Of most who look at the whole it need not be asked unit by unit.
        let all = top.is_some_and(|top| view.knows_all_beneath(top));
        let known =
            move |unit: UnitId| (all && Some(unit) != top) || view.may(Action::SeeFigures, unit);
        self.findings
            .iter()
            .filter(move |(unit, _)| known(**unit))
            .flat_map(|(_, found)| found)
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
    /// The survey of this state, which is the one after the last recent entry.
    pub(crate) fn at(&self, recent: &Recent, state: &State, on: Date) -> Arc<Survey> {
        // Whoever else wants it waits, rather than make it a second time.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sequence = recent.sequence();
        let followed = kept.take().filter(|kept| kept.on == on).and_then(|kept| {
            let mut survey = kept.survey;
            if kept.sequence != sequence {
                // Nobody else has it in hand: whoever reads keeps the state from changing.
                Arc::make_mut(&mut survey).follow(state, on, recent.since(kept.sequence)?)?;
            }
            Some(survey)
        });
        let survey = followed.unwrap_or_else(|| Arc::new(Survey::of(state, on)));
        *kept = Some(Kept {
            sequence,
            on,
            survey: Arc::clone(&survey),
        });
        survey
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
        self.look_recent(by, |view, recent| {
            look(view, &|| self.surveys.at(recent, view.state, view.today))
        })
    }
}
