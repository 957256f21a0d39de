//! What copying, writing and reading the whole organisation takes:
//! `cargo run --release -p kernel --example columns -- 1000000`.
//!
//! It enters an organisation a part at a time, as an import does, and prints
//! the time that this thread worked for each of the things done to all of it.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a measurement reads the clock and prints what it read"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use charter::Charter;
use jiff::civil::{Date, date};
use kernel::charters::AdoptCharter;
use kernel::meetings::RecordMeeting;
use kernel::members::{AdmitMember, TransferMember};
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::units::RenameUnit;
use kernel::{Actor, Command, PersonId, Request, State, UnitId, decide, findings, invariants};

const TEXT: &str = include_str!("../tests/it/guild.md");
const TODAY: Date = date(2017, 6, 15);
const UNIT_PEOPLE: u32 = 20;
const HALL_RINGS: u32 = 40;
/// Commands of one kind that are measured.
const TIMES: u32 = 10_001;

fn main() -> Result<(), Box<dyn Error>> {
    let people = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |count| count.parse())?;
    let reading = charter::read(&TEXT.replace("3..=7", "5..=30"));
    let charter = Arc::new(reading.charter.ok_or("the charter does not read")?);
    let mut state = entered(&charter, people)?;
    let rings = people.div_ceil(UNIT_PEOPLE).max(2);
    let (members, units) = (state.member_count(), state.unit_count());
    println!("{:<32} {members} people, {units} units", "");
    commands(&mut state, &charter, rings)?;
    copies(&mut state, &charter, rings)?;
    whole(&state, &charter)?;
    let memory = std::fs::read_to_string("/proc/self/status")?;
    let peak = memory.lines().find(|line| line.starts_with("VmHWM"));
    println!("{:<32} {}", "memory", peak.unwrap_or("not known"));
    Ok(())
}

/// One command at a time, by people and units far apart.
fn commands(state: &mut State, charter: &Charter, rings: u32) -> Result<(), Box<dyn Error>> {
    let grade = charter.grade_named("friend").ok_or("no such grade")?;
    median(state, "admitting (median)", |n| {
        let unit = ring(n.wrapping_mul(7_919) % rings);
        Command::from(AdmitMember {
            person: None,
            unit,
            grade,
            on: TODAY,
        })
    })?;
    median(state, "transferring (median)", |n| {
        // Somebody who holds no post, to the unit beside.
        let at = n.wrapping_mul(7_907) % rings;
        let person = PersonId(at * UNIT_PEOPLE + 1 + n % 7);
        let to = ring((at + 1 + n % 3) % rings);
        Command::from(TransferMember {
            person,
            to,
            on: TODAY,
        })
    })?;
    let kind = charter.meeting_named("circle").ok_or("no such meeting")?;
    median(state, "recording a meeting (median)", |n| {
        Command::from(RecordMeeting {
            unit: ring(n.wrapping_mul(7_883) % rings),
            kind,
            on: TODAY,
            absent: Vec::new(),
            resolutions: Vec::new(),
        })
    })
}

/// Copies, and what they cost those who write beside them.
fn copies(state: &mut State, charter: &Charter, rings: u32) -> Result<(), Box<dyn Error>> {
    let mut times: Vec<Duration> = (0..11).map(|_| timed(|| drop(state.clone())).1).collect();
    times.sort_unstable();
    told(
        "a copy and its end (median)",
        times.get(5).copied().unwrap_or_default(),
    );
    let copy = state.clone();
    let grade = charter.grade_named("friend").ok_or("no such grade")?;
    median(state, "admitting beside a copy (median)", |n| {
        let unit = ring(n.wrapping_mul(7_877) % rings);
        Command::from(AdmitMember {
            person: None,
            unit,
            grade,
            on: TODAY,
        })
    })?;
    drop(copy);
    let act = Command::Act(vec![Command::from(RenameUnit {
        unit: ring(rings / 2),
        name: "Another name".to_owned(),
        on: TODAY,
    })]);
    median_of(state, "an act of one command (median)", 101, |_| {
        act.clone()
    })
}

/// What is done to all of it.
fn whole(state: &State, charter: &Arc<Charter>) -> Result<(), Box<dyn Error>> {
    let mut least = Duration::MAX;
    let mut found = 0;
    for _ in 0..5 {
        // By several threads, so only the clock can tell.
        let start = Instant::now();
        found = findings::check(state, TODAY).len();
        least = least.min(start.elapsed());
    }
    told("checking every rule (least of 5)", least);
    println!("{:<32} {found} findings", "");
    let mut bytes = 0;
    let ((), took) = timed(|| state.write_columns(&mut |stretch| bytes += stretch.len()));
    told("writing the columns", took);
    println!("{:<32} {bytes} bytes", "");
    let path = std::env::temp_dir().join(format!("columns-{}", std::process::id()));
    let mut file = BufWriter::new(File::create(&path)?);
    let mut written = Ok(());
    state.write_columns(&mut |stretch| {
        if written.is_ok() {
            written = file.write_all(stretch);
        }
    });
    written?;
    file.flush()?;
    let editions = BTreeMap::from([([1; 32], Arc::clone(charter))]);
    let mut source = File::open(&path)?;
    let (again, took) = timed(|| State::read_columns(&mut source, &editions));
    told("reading the columns", took);
    std::fs::remove_file(&path)?;
    let again = again?;
    println!("{:<32} {} people", "", again.member_count());
    drop(again);
    let clock = Instant::now();
    let (broken, took) = timed(|| invariants::broken(state).len());
    told("the invariants", took);
    println!(
        "{:<32} {broken} broken, {:?} on the clock",
        "",
        clock.elapsed()
    );
    Ok(())
}

fn told(what: &str, time: Duration) {
    println!("{what:<32} {time:?}");
}

/// What came of it, and how long it took: on the clock, or where it is long
/// enough for the system to tell, as this thread worked while others did too.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, before) = (Instant::now(), worked());
    let outcome = work();
    let (clock, after) = (start.elapsed(), worked());
    let worked = before
        .zip(after)
        .map(|(before, after)| after.saturating_sub(before));
    let long = worked.filter(|worked| *worked > Duration::from_millis(100));
    (outcome, long.unwrap_or(clock))
}

/// How long this thread has worked, where the system tells.
fn worked() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds = stat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn carry_out(state: &mut State, command: Command) -> Result<(), Box<dyn Error>> {
    let request = Request {
        actor: Actor::Operator,
        today: TODAY,
        command,
    };
    let events = decide(state, &request).map_err(|refusal| refusal.reason)?;
    for event in &events {
        state.apply(event);
    }
    Ok(())
}

fn median(
    state: &mut State,
    what: &str,
    command: impl Fn(u32) -> Command,
) -> Result<(), Box<dyn Error>> {
    median_of(state, what, TIMES, command)
}

fn median_of(
    state: &mut State,
    what: &str,
    count: u32,
    command: impl Fn(u32) -> Command,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    for number in 0..count {
        let command = command(number);
        let start = Instant::now();
        carry_out(state, command)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    told(
        what,
        times.get(times.len() / 2).copied().unwrap_or_default(),
    );
    Ok(())
}

/// The number of a unit, with a hall before every forty of them.
fn ring(at: u32) -> UnitId {
    UnitId(2 + at + at / HALL_RINGS)
}

fn entered(charter: &Arc<Charter>, people: u32) -> Result<State, Box<dyn Error>> {
    let mut state = State::default();
    let adopt = AdoptCharter {
        charter: Arc::clone(charter),
        sha256: [1; 32],
        from: date(2016, 1, 1),
    };
    carry_out(&mut state, Command::AdoptCharter(adopt))?;
    let (top, hall, ring) = (
        charter.level_named("guild").ok_or("no such level")?,
        charter.level_named("hall").ok_or("no such level")?,
        charter.level_named("ring").ok_or("no such level")?,
    );
    let (full, keeper) = (
        charter.grade_named("full").ok_or("no such grade")?,
        charter.post_named("keeper").ok_or("no such post")?,
    );
    let unit = |code: &str, level, parent: Option<&str>| UnitRow {
        code: code.to_owned(),
        level,
        name: format!("Unit {code}"),
        parent: parent.map(str::to_owned),
        founded: Some(date(2016, 1, 1)),
    };
    let mut part = EnterRegister::default();
    part.units.push(unit("G", top, None));
    let (start, mut rest) = (Instant::now(), people);
    for at in 0..people.div_ceil(UNIT_PEOPLE).max(2) {
        let hall_code = format!("H{}", at / HALL_RINGS);
        if at.is_multiple_of(HALL_RINGS) {
            part.units.push(unit(&hall_code, hall, Some("G")));
        }
        let code = format!("R{at}");
        part.units.push(unit(&code, ring, Some(&hall_code)));
        let size = rest.min(UNIT_PEOPLE);
        rest -= size;
        part.people.extend((0..size).map(|number| {
            PersonRow {
                person: None,
                unit: code.clone(),
                grade: full,
                joined: date(2016, 1, 1),
                posts: (number == 0)
                    .then(|| (keeper, code.clone()))
                    .into_iter()
                    .collect(),
            }
        }));
        if part.people.len() >= 100_000 {
            carry_out(
                &mut state,
                Command::EnterRegister(std::mem::take(&mut part)),
            )?;
        }
    }
    carry_out(&mut state, Command::EnterRegister(part))?;
    told("entering the register, in parts", start.elapsed());
    Ok(state)
}
