//! A scenario: a small TOML file with rates, times in which they differ,
//! shocks and amendments. Every mistake is shown with its line and mark, before any work.
//!
//! The keys are described in `docs/scenarios.md`.

mod reading;

use std::ops::Range;

use charter::{Charter, LevelId, Problem};
use jiff::civil::Date;
use kernel::{State, UnitId};

use super::delays::Waits;
use super::draws::Share;
use super::rates::{Differing, Rate, Rates};

/// The first day where a scenario names none.
pub const BEGINS: Date = Date::constant(2026, 1, 1);

/// What happens in the years simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called.
    pub title: String,
    /// The first day: the first of a month.
    pub begins: Date,
    /// Rates that hold everywhere and always.
    pub rates: Rates,
    /// The most days that things take in time.
    pub waits: Waits,
    /// Rates that differ for a time or somewhere; later ones stand above earlier ones.
    pub changes: Vec<Change>,
    /// Blows.
    pub shocks: Vec<Shock>,
    /// Editions of the charter that come into force.
    pub amendments: Vec<Amendment>,
}

impl Default for Scenario {
    fn default() -> Scenario {
        Scenario {
            title: "Usual rates".to_owned(),
            begins: BEGINS,
            rates: Rates::default(),
            waits: Waits::default(),
            changes: Vec::new(),
            shocks: Vec::new(),
            amendments: Vec::new(),
        }
    }
}

/// Something named in a scenario and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub text: String,
    /// The bytes of the file.
    pub span: Range<usize>,
}

/// Rates that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// First day.
    pub from: Date,
    /// Last day; none for no end.
    pub until: Option<Date>,
    /// Only units of this level.
    pub level: Option<Named>,
    /// Only this unit and those beneath it, by code.
    pub area: Option<Named>,
    /// Which rates, and what they are then.
    pub rates: Vec<(Rate, Share)>,
}

/// A blow: in the month of a day a share of the members leaves at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shock {
    /// The day; it strikes on the first of its month.
    pub on: Date,
    /// Who leaves.
    pub leave: Share,
    /// Only in this unit and those beneath it, by code.
    pub area: Option<Named>,
}

/// A charter that is amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// First day in force: the first of a month.
    pub from: Date,
    /// What of the text changes.
    pub how: Amending,
    /// Where it stands.
    pub span: Range<usize>,
}

/// How a text is amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amending {
    /// Another file takes its place; its path is seen from the scenario's folder.
    File(String),
    /// One stretch of the text in force gives way to another.
    Replace {
        /// The stretch, which stands in the text once.
        this: String,
        /// What takes its place.
        by: String,
    },
}

/// Reads a scenario.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    reading::read(text)
}

impl Scenario {
    /// Levels and areas that an organisation of this shape will not have.
    pub(super) fn misfits(
        &self,
        charter: &Charter,
        count_of: impl Fn(LevelId) -> usize,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        let levels: Vec<&str> = charter.levels.iter().map(|row| row.id.as_str()).collect();
        for named in self.changes.iter().filter_map(|one| one.level.as_ref()) {
            if charter.level_named(&named.text).is_none() {
                problems.push(Problem {
                    span: named.span.clone(),
                    message: format!("the charter has no level `{}`", named.text),
                    label: "no such level".to_owned(),
                    help: Some(format!("it has: {}", levels.join(", "))),
                });
            }
        }
        let areas = self.changes.iter().map(|one| &one.area);
        for named in areas
            .chain(self.shocks.iter().map(|one| &one.area))
            .flatten()
        {
            let found = named.text.rsplit_once('-').and_then(|(level, number)| {
                Some((charter.level_named(level)?, number.parse::<usize>().ok()?))
            });
            let there = found.map(|(level, _)| count_of(level));
            if !matches!((found, there), (Some((_, at)), Some(count)) if (1..=count).contains(&at))
            {
                problems.push(Problem {
                    span: named.span.clone(),
                    message: format!("the organisation will have no unit `{}`", named.text),
                    label: "no such unit".to_owned(),
                    help: Some(match (found, there) {
                        (Some((level, _)), Some(count)) => format!(
                            "there will be {count} units of the level `{}`, numbered from 1",
                            charter.level(level).map_or("", |row| &row.id)
                        ),
                        _ => format!(
                            "write a level and a number, as in `{}-1`",
                            levels.get(1).or(levels.first()).unwrap_or(&"unit")
                        ),
                    }),
                });
            }
        }
        problems
    }

    /// The changes with the levels and units they name.
    pub(super) fn differing(&self, charter: &Charter, state: &State) -> Vec<Differing> {
        self.changes
            .iter()
            .map(|change| Differing {
                from: change.from,
                until: change.until,
                level: change
                    .level
                    .as_ref()
                    .and_then(|named| charter.level_named(&named.text)),
                area: change
                    .area
                    .as_ref()
                    .and_then(|named| state.unit_by_code(&named.text)),
                rates: change.rates.clone(),
            })
            .collect()
    }

    /// The blows that fall in the month that begins on a day.
    pub(super) fn shocks_of(&self, first: Date, state: &State) -> Vec<(Share, Option<UnitId>)> {
        self.shocks
            .iter()
            .filter(|shock| shock.on.first_of_month() == first)
            .map(|shock| {
                let area = shock.area.as_ref();
                let area = area.and_then(|named| state.unit_by_code(&named.text));
                (shock.leave, area)
            })
            .collect()
    }
}
