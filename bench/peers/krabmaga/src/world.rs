//! What agents share: the month, its draws, the units, the figures and the record.

use std::any::Any;
use std::path::Path;
use std::sync::Arc;

use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;

use crate::draws::Runs;
use crate::{columns, draws, member, unit};

pub const SEED: u64 = 1;
pub const NOBODY: u32 = u32::MAX;
pub const JOINING: u64 = draws::share(3) / 12;
pub const LEAVING: u64 = draws::share(2) / 12;
pub const RESIGNING: u64 = draws::share(8) / 12;
pub const ABSENT: u64 = draws::share(12);
pub const HOLDING: u64 = draws::share(97);
pub const FILLING: u64 = draws::share(60);
pub const WAIT_MONTHS: u32 = 12;
pub const BASE_LEVEL: u32 = 5;
/// January 2026, in months.
const BEGINS: u32 = 2026 * 12;

/// The figures of a month, in the order in which they are told.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    pub members: u32,
    pub joined: u32,
    pub left: u32,
    pub promoted: u32,
    pub taken_up: u32,
    pub laid_down: u32,
    pub meetings: u32,
    pub without_quorum: u32,
    pub not_held: u32,
    pub expected: u32,
    pub present: u32,
    pub posts_vacant: u32,
    pub units_inside: u32,
    pub refused: u32,
}

/// What all draws of a month begin with, and its place in the calendar.
#[derive(Clone, Copy, Default)]
pub struct Month {
    pub index: u32,
    pub first: u32,
    pub days: u32,
    pub going: u64,
    pub leaving: u64,
    pub joining: u64,
    pub resigning: u64,
    pub filling: u64,
    pub choosing: u64,
    pub day: u64,
    pub holding: [u64; 32],
    pub attending: [u64; 32],
}

/// One person: where they belong, their grade and since when, and when they have waited.
#[derive(Clone, Copy)]
pub struct Person {
    pub id: u32,
    pub unit: u32,
    pub grade: u8,
    pub since: u16,
    pub due: u32,
}

/// The shares of people whom chance takes.
pub struct Chances {
    pub joining: Runs,
    pub leaving: Runs,
    pub absent: Runs,
}

/// The state that agents step on.
pub struct World {
    pub chances: Arc<Chances>,
    pub by_unit: bool,
    pub month: Month,
    pub figures: Figures,
    pub told: Vec<Figures>,
    pub next_person: u32,
    pub bases: u32,
    pub committees: u32,
    pub officers: std::collections::BTreeMap<u32, u32>,
    pub meetings: Vec<[u32; 5]>,
    pub start: Vec<Person>,
    pub level: Vec<u32>,
    pub head: Vec<u32>,
    pub member_side: member::Side,
}

impl World {
    pub fn new(folder: &Path, by_unit: bool) -> std::io::Result<World> {
        let level = columns::read(folder, "units.level")?;
        let holder = columns::read(folder, "units.holder")?;
        let units = columns::read(folder, "people.unit")?;
        let grades = columns::read(folder, "people.grade")?;
        let since = columns::read(folder, "people.since")?;
        let start: Vec<Person> = (0..)
            .zip(units.iter().zip(&grades).zip(&since))
            .map(|(id, ((unit, grade), since))| Person {
                id,
                unit: *unit,
                grade: *grade as u8,
                since: *since as u16,
                due: due(*since),
            })
            .collect();
        let bases = level.iter().filter(|level| **level == BASE_LEVEL).count() as u32;
        let is_base = |unit: usize| level[unit] == BASE_LEVEL;
        let officers = (0..level.len())
            .filter(|unit| !is_base(*unit) && holder[*unit] != NOBODY)
            .map(|unit| (holder[unit], unit as u32))
            .collect();
        let head = (0..level.len())
            .map(|unit| if is_base(unit) { holder[unit] } else { NOBODY })
            .collect();
        let chances = Chances {
            joining: Runs::of(JOINING),
            leaving: Runs::of(LEAVING),
            absent: Runs::of(ABSENT),
        };
        Ok(World {
            chances: Arc::new(chances),
            by_unit,
            month: Month::default(),
            figures: Figures::default(),
            told: Vec::new(),
            next_person: start.len() as u32,
            committees: level.len() as u32 - bases,
            bases,
            officers,
            meetings: Vec::new(),
            start,
            level,
            head,
            member_side: member::Side::default(),
        })
    }

    /// On which day a unit meets if it does, what draws of attendance begin
    /// with, and the half of a draw that says who is absent first.
    pub fn call(&self, unit: u32) -> Option<(u32, u64, u64)> {
        let drawn = draws::draw(self.month.day, unit);
        let day = draws::below(drawn << 32, self.month.days as usize - 1) + 2;
        let drawn = draws::draw(self.month.holding[day], unit);
        let held = draws::takes(drawn, HOLDING);
        held.then_some((day as u32, self.month.attending[day], drawn >> 32))
    }

    /// Whether a unit without a head looks for one this month, and the draw for whom.
    pub fn looks(&self, unit: u32) -> Option<u64> {
        let looks = draws::takes(draws::draw(self.month.filling, unit), FILLING);
        looks.then(|| draws::draw(self.month.choosing, unit.wrapping_mul(12)).rotate_left(29))
    }

    pub fn resigns(&self, head: u32) -> bool {
        let subject = head ^ (BASE_LEVEL << 24);
        draws::takes(draws::draw(self.month.resigning, subject), RESIGNING)
    }

    /// Records a meeting. Whether it was held.
    pub fn record(
        &mut self,
        unit: u32,
        day: u32,
        expected: u32,
        voters: u32,
        absent: (u32, u32),
    ) -> bool {
        let present = expected - absent.0;
        if present == 0 {
            self.figures.refused += 1;
            return false;
        }
        let quorate = voters - absent.1 >= voters / 2 + 1;
        self.figures.meetings += 1;
        self.figures.without_quorum += u32::from(!quorate);
        self.figures.expected += expected;
        self.figures.present += present;
        let on = self.month.first + day - 1;
        self.meetings
            .push([unit, on, expected, present, u32::from(quorate)]);
        true
    }

    /// Counts a base unit as it stands on the last day.
    pub fn close_unit(&mut self, people: u32, headless: bool, last_met: u32) {
        self.figures.members += people;
        self.figures.posts_vacant += u32::from(headless);
        let inside = (5..=30).contains(&people) && !headless && last_met + 1 >= self.month.index;
        self.figures.units_inside += u32::from(inside);
    }

    pub fn begins() -> u32 {
        BEGINS
    }

    /// The answer as our side gives it.
    pub fn answer(&mut self, schedule: &Schedule) -> String {
        let months: Vec<String> = self
            .told
            .iter()
            .map(|one| format!("{:?}", one.numbers()))
            .collect();
        self.meetings.sort_unstable();
        let (people, heads) = if self.by_unit {
            unit::outcome(schedule)
        } else {
            member::outcome(self, schedule)
        };
        let mut people: Vec<[u32; 4]> = people
            .iter()
            .map(|one| [one.id, one.unit, u32::from(one.grade), u32::from(one.since)])
            .collect();
        people.sort_unstable();
        let mut posts: Vec<[u32; 2]> = heads;
        posts.extend(self.officers.iter().map(|(person, unit)| [*unit, *person]));
        posts.sort_unstable();
        format!(
            r#"{{"months":[{}],"meetings":"{}","members":"{}","posts":"{}"}}"#,
            months.join(","),
            columns::hash_of(&self.meetings),
            columns::hash_of(&people),
            columns::hash_of(&posts)
        )
    }
}

impl Figures {
    fn numbers(&self) -> [u32; 14] {
        [
            self.members,
            self.joined,
            self.left,
            self.promoted,
            self.taken_up,
            self.laid_down,
            self.meetings,
            self.without_quorum,
            self.not_held,
            self.expected,
            self.present,
            self.posts_vacant,
            self.units_inside,
            self.refused,
        ]
    }
}

impl State for World {
    fn init(&mut self, schedule: &mut Schedule) {
        if self.by_unit {
            unit::schedule(self, schedule);
        } else {
            member::schedule(self, schedule);
        }
        self.start = Vec::new();
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _step: u64) {}

    fn before_step(&mut self, schedule: &mut Schedule) {
        self.month = Month::of(schedule.step as u32 + 1);
        self.figures = Figures::default();
        if !self.by_unit {
            member::before(self, schedule);
        }
    }

    fn after_step(&mut self, _schedule: &mut Schedule) {
        if !self.by_unit {
            member::after(self);
        }
        self.figures.not_held = self.bases - self.figures.meetings;
        self.figures.units_inside += self.committees;
        self.told.push(self.figures);
    }
}

impl Month {
    fn of(number: u32) -> Month {
        let index = BEGINS + number - 1;
        let (first, next) = (day_number(index, 1), day_number(index + 1, 1));
        let base = |purpose| draws::base(SEED, number, purpose);
        let daily = |purpose| {
            std::array::from_fn(|day| draws::base(SEED, number * 32 + day as u32, purpose))
        };
        Month {
            index,
            first,
            days: next - first,
            going: base(draws::GOING),
            leaving: base(draws::LEAVING),
            joining: base(draws::JOINING),
            resigning: base(draws::RESIGNING),
            filling: base(draws::FILLING),
            choosing: base(draws::CHOOSING),
            day: draws::base(SEED, index, draws::DAY),
            holding: daily(draws::HOLDING),
            attending: daily(draws::ATTENDING),
        }
    }
}

/// The number of a day, the first of January 1900 being one.
fn day_number(month: u32, day: u32) -> u32 {
    // Counted in years from March on, so that the leap day is the last.
    let (year, month) = ((month + 10) / 12 - 1, (month + 10) % 12);
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    days - 693_901
}

/// The month on whose first day somebody has waited long enough.
fn due(since: u32) -> u32 {
    let month = (1900 * 12 + since * 12 / 366 - 1..)
        .find(|month| day_number(month + 1, 1) > since)
        .unwrap_or(0);
    month + WAIT_MONTHS + u32::from(since > day_number(month, 1))
}
