//! The simulated months: makes an organisation, writes down how it begins, and
//! lets the months pass on the kernel.
//!
//! The other programs do the same model to the number: people join, leave and
//! rise, heads of base units resign and are replaced, meetings are held with
//! attendance drawn member by member and a quorum, and each month ends with
//! the posts that are vacant and the units inside the rules. Nobody goes over
//! to another unit, committees fill no post, and nothing is reorganised.

use std::error::Error;
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use kernel::meetings::MeetingStanding;
use kernel::{Day, PersonId, State, UnitId};
use sim::simulate::{Edition, Figures, Outcome, Stage, Wish, scenario, simulate};

use super::columns::{NONE, hash_of, median, worked, write};

const CHARTER: &str = include_str!("../../../../bench/charter.md");
const SEED: u64 = 1;
/// The same numbers stand in the programs of `bench/peers`.
const SCENARIO: &str = r#"
title = "What every program can do"
begins = 2026-01-01
[rates]
joining = 0.03
leaving = 0.02
transferring = 0.0
resigning = 0.08
absent = 0.12
holding = 0.97
filling = 0.6
mending = 0.0
"#;

/// Writes the first day's columns and measures the months that follow.
pub(crate) fn measure(
    members: u32,
    folder: &Path,
    months: u32,
    runs: u32,
) -> Result<String, Box<dyn Error>> {
    let begun = pass(members, 0, NonZeroUsize::MIN)?;
    export(&begun.outcome.state, folder)?;
    drop(begun);
    let mut answer = String::from("{");
    let mut told = None;
    for threads in [1, 2] {
        let (mut walls, mut processors) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let threads = NonZeroUsize::new(threads).ok_or("no threads")?;
            let passed = pass(members, months, threads)?;
            walls.push(passed.wall);
            processors.push(passed.processor);
            let now = tell(&passed.outcome)?;
            if told.get_or_insert_with(|| now.clone()) != &now {
                return Err("two runs from one seed differ".into());
            }
        }
        let (wall, processor) = (median(walls), median(processors));
        write!(
            answer,
            r#""threads_{threads}":{{"wall":{wall:.6},"processor":{processor:.6},"runs":{runs}}},"#
        )?;
    }
    let told = told.ok_or("nothing was run")?;
    write!(answer, r#""answer":{told}}}"#)?;
    Ok(answer)
}

/// Months that have passed and how long they took.
pub(crate) struct Passed {
    pub(crate) outcome: Outcome,
    wall: Duration,
    processor: Duration,
}

/// Lets the months pass; making the organisation is not measured.
pub(crate) fn pass(
    members: u32,
    months: u32,
    threads: NonZeroUsize,
) -> Result<Passed, Box<dyn Error>> {
    let edition = Edition::read(CHARTER).map_err(|_| "the charter does not read")?;
    let committees = edition.charter.levels.iter().filter(|level| !level.members);
    let mut text = SCENARIO.to_owned();
    for level in committees {
        write!(
            text,
            "[[change]]\nfrom = 2026-01-01\nlevel = \"{}\"\nresigning = 0.0\nfilling = 0.0\n",
            level.id
        )?;
    }
    let wish = Wish {
        edition,
        amendments: Vec::new(),
        scenario: scenario::read(&text).map_err(|_| "the scenario does not read")?,
        members,
        months,
        seed: SEED,
        threads,
    };
    let mut begun = (Instant::now(), worked());
    let outcome = simulate(&wish, &mut |stage, done, _| {
        if (stage, done) == (Stage::Passing, 0) {
            begun = (Instant::now(), worked());
        }
        ControlFlow::Continue(())
    })?;
    let (wall, processor) = (begun.0.elapsed(), worked().saturating_sub(begun.1));
    Ok(Passed {
        outcome,
        wall,
        processor,
    })
}

/// What every program has to come to: the figures of each month, and hashes
/// over every meeting and every member at the end.
pub(crate) fn tell(outcome: &Outcome) -> Result<String, Box<dyn Error>> {
    let mut text = String::from(r#"{"months":["#);
    for (at, month) in outcome.months.iter().skip(1).enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(text, "{comma}{}", figures(&month.figures))?;
    }
    let state = &outcome.state;
    let mut meetings: Vec<[u32; 5]> = (0..state.meeting_count())
        .filter_map(|meeting| state.meeting(kernel::MeetingId(meeting)))
        .map(|row| {
            let quorate = u32::from(row.standing == MeetingStanding::Quorate);
            [
                row.unit.0,
                day(Some(row.on)),
                row.expected,
                row.present,
                quorate,
            ]
        })
        .collect();
    meetings.sort_unstable();
    let members: Vec<[u32; 4]> = (0..state.person_count())
        .map(PersonId)
        .filter_map(|person| {
            let row = state.membership(person)?;
            let since = day(Some(row.in_grade_since));
            Some([person.0, row.unit.0, u32::from(row.grade.0), since])
        })
        .collect();
    let posts: Vec<[u32; 2]> = (0..state.unit_count())
        .map(UnitId)
        .flat_map(|unit| state.tenures_in(unit))
        .filter(|tenure| tenure.until.is_none())
        .map(|tenure| [tenure.unit.0, tenure.person.0])
        .collect();
    write!(
        text,
        r#"],"meetings":"{}","members":"{}","posts":"{}"}}"#,
        hash_of(&meetings),
        hash_of(&members),
        hash_of(&posts)
    )?;
    Ok(text)
}

/// The figures that every program has, in the order they all use.
fn figures(month: &Figures) -> String {
    let numbers = [
        month.members,
        month.joined,
        month.left,
        month.promoted,
        month.taken_up,
        month.laid_down,
        month.meetings,
        month.without_quorum,
        month.not_held,
        month.expected,
        month.present,
        month.posts_vacant,
        month.units_inside,
        month.refused,
    ];
    format!("{numbers:?}")
}

fn day(on: Option<Date>) -> u32 {
    u32::from(on.map_or(Day::NONE, Day::from_date).0)
}

/// How the organisation begins. People come in the order of their units, as
/// the first day enters them, and so do the rolls.
fn export(state: &State, folder: &Path) -> Result<(), Box<dyn Error>> {
    let people: Vec<_> = (0..state.person_count())
        .filter_map(|person| state.membership(PersonId(person)))
        .collect();
    if people.len() != usize::try_from(state.person_count())? {
        return Err("somebody on the first day is no member".into());
    }
    write(
        folder,
        "people.unit",
        people.iter().map(|row| row.unit.0.to_le_bytes()),
    )?;
    write(
        folder,
        "people.grade",
        people.iter().map(|row| [row.grade.0]),
    )?;
    let since = people
        .iter()
        .map(|row| Day::from_date(row.in_grade_since).0.to_le_bytes());
    write(folder, "people.since", since)?;
    let units: Vec<UnitId> = (0..state.unit_count()).map(UnitId).collect();
    let levels = units
        .iter()
        .map(|unit| [state.standing_level(*unit).map_or(u8::MAX, |level| level.0)]);
    write(folder, "units.level", levels)?;
    // On the first day nobody has laid a post down yet, and no unit has two holders.
    let holders = units.iter().map(|unit| {
        let holder = state.tenures_in(*unit).next();
        holder.map_or(NONE, |tenure| tenure.person.0).to_le_bytes()
    });
    write(folder, "units.holder", holders)?;
    Ok(())
}
