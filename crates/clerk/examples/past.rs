//! What the past of units and people costs in a data directory: how many entries
//! touched each, how many of them were read, and how long it took.
//!
//! `cargo run --release -p clerk --example past -- DIR [DAYS-AGO]`

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use clerk::{Clerk, Options};
use jiff::ToSpan as _;
use kernel::{PersonId, Subject, UnitId};

/// Units and people that are asked about.
const ASKED: u32 = 200;
/// Rolls, entries and units at which a page stops, as `web::pages::past` has them.
const ROLLS: usize = 300;
const ENTRIES: u64 = 1_000;
const UNITS: usize = 5_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().ok_or("which data directory?")?;
    let ago: i64 = arguments.next().map_or(Ok(3_650), |days| days.parse())?;
    let clerk = Clerk::open(Path::new(&directory), Options::default())?;
    let whole = clerk.past()?;
    let state = whole.state();
    let last = clerk
        .entries(clerk.sequence(), 1)?
        .pop()
        .ok_or("no entry")?;
    let end = jiff::Timestamp::from_millisecond(last.at_ms)?;
    let end = end.to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = end.saturating_sub(ago.days());
    writeln!(
        out,
        "{} entries up to {end}, {} members, {} units; as of {day}",
        last.sequence,
        state.member_count(),
        state.standing_units().count()
    )?;
    let begun = Instant::now();
    let tree = state.tree_on(day);
    writeln!(
        out,
        "the tree: {:?}, {} at the top",
        begun.elapsed(),
        tree.highest().len()
    )?;
    let bases: Vec<UnitId> = state
        .standing_units()
        .filter(|unit| state.roll_count(*unit) > 0)
        .collect();
    let step = (bases.len() / ASKED as usize).max(1);
    let mut told = Told::default();
    for unit in bases.iter().step_by(step) {
        let past = clerk.past()?;
        let begun = Instant::now();
        let roll = past.roll_on(*unit, day)?;
        let took = begun.elapsed();
        let touched = clerk.history(Subject::Unit(*unit), None, usize::MAX)?.len();
        told.note(touched, past.entries_read(), roll.len(), took);
    }
    told.tell(&mut out, "a roll")?;
    let step = (state.person_count() / ASKED).max(1) as usize;
    let mut told = Told::default();
    for person in (0..state.person_count()).step_by(step).map(PersonId) {
        let past = clerk.past()?;
        let begun = Instant::now();
        let was = past.membership_on(person, day)?;
        let took = begun.elapsed();
        let touched = clerk
            .history(Subject::Person(person), None, usize::MAX)?
            .len();
        told.note(
            touched,
            past.entries_read(),
            usize::from(was.is_some()),
            took,
        );
    }
    told.tell(&mut out, "a person")?;
    upper(&clerk, day, &mut out)
}

/// What the units above base units cost: how many belonged to one and to what stood under
/// it, the rolls beneath as far as one page reads them, and who held posts there.
fn upper(
    clerk: &Clerk,
    day: jiff::civil::Date,
    out: &mut dyn Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let whole = clerk.past()?;
    let state = whole.state();
    let upper: Vec<UnitId> = state
        .standing_units()
        .filter(|unit| state.units_beneath(*unit).next().is_some())
        .collect();
    let step = (upper.len() / ASKED as usize).max(1);
    let (mut counts, mut rolls, mut posts) = (Told::default(), Told::default(), Told::default());
    // The top comes first: nothing is wider.
    for unit in upper.iter().step_by(step) {
        let begun = Instant::now();
        let within = state.tree_on(day).within(*unit);
        let bases: Vec<UnitId> = within
            .iter()
            .copied()
            .filter(|it| state.roll_count_on(*it, day) > 0)
            .collect();
        counts.note(within.len(), 0, bases.len(), begun.elapsed());
        let past = clerk.past()?;
        let few = bases.get(..bases.len().min(ROLLS)).unwrap_or_default();
        let begun = Instant::now();
        let (people, _) = past.rolls_on(few, day, ENTRIES)?;
        let took = begun.elapsed();
        rolls.note(few.len(), past.entries_read(), people.len(), took);
        let few = within.get(..within.len().min(UNITS)).unwrap_or_default();
        let begun = Instant::now();
        let held: usize = few
            .iter()
            .map(|it| state.holders_on(*it, day).count())
            .sum();
        posts.note(few.len(), 0, held, begun.elapsed());
    }
    counts.tell(out, "people under a unit, counted")?;
    rolls.tell(out, "rolls under a unit, as far as a page reads them")?;
    posts.tell(out, "posts under a unit, as far as a page lists them")?;
    Ok(())
}

#[derive(Default)]
struct Told {
    touched: Vec<usize>,
    read: Vec<u64>,
    found: usize,
    took: Vec<Duration>,
}

impl Told {
    fn note(&mut self, touched: usize, read: u64, found: usize, took: Duration) {
        self.touched.push(touched);
        self.read.push(read);
        self.found += found;
        self.took.push(took);
    }

    fn tell(mut self, out: &mut dyn Write, what: &str) -> std::io::Result<()> {
        self.touched.sort_unstable();
        self.read.sort_unstable();
        self.took.sort_unstable();
        let (middle, most) = (self.took.len() / 2, self.took.len().saturating_sub(1));
        let at = |place: usize| {
            (
                self.touched.get(place).copied().unwrap_or(0),
                self.read.get(place).copied().unwrap_or(0),
                self.took.get(place).copied().unwrap_or_default(),
            )
        };
        writeln!(
            out,
            "{what}: {} asked, {} people found; touched, read and time: {:?} in the middle, {:?} at the most",
            self.took.len(),
            self.found,
            at(middle),
            at(most)
        )
    }
}
