//! What a snapshot takes, and what it takes from the desk:
//! `cargo run --release -p clerk --example snapshots -- 1000000`.
//!
//! It makes an organisation of so many members in circles of twenty, without
//! cards, and keeps it as a snapshot: written by itself, read by a start,
//! written again beside a desk that goes on answering, and named when it is
//! damaged. Its members stand in the snapshot alone, as if the journal had told
//! of them. Figures are JSON lines on standard output.

use std::error::Error;
use std::io::{Read as _, Seek as _, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use charter::GradeId;
use clerk::{Clerk, Onlooker, Options, SnapshotStanding, Submission, fresh_key};
use jiff::civil::{Date, date};
use journal::{SnapshotHead, SqliteStore, Store as _};
use kernel::members::{AdmitMember, MemberEvent};
use kernel::units::UnitEvent;
use kernel::{Actor, Command, Event, PersonId, State, UnitId, columns};

const STATUTES: &str = include_str!("../tests/it/statutes.md");
const FOUNDED: Date = date(2020, 1, 1);
const CIRCLE_PEOPLE: u32 = 20;
/// Entries before a snapshot is written beside the desk.
const ENTRIES: u64 = 2_000;
/// Answers between which the quiet desk's longest silence is looked for.
const QUIET_ANSWERS: u32 = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let size: u32 = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |size| size.parse())?;
    let folder = std::env::temp_dir().join(format!("snapshots-{}", std::process::id()));
    let measured = measure(&folder, size);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure(folder: &Path, size: u32) -> Result<(), Box<dyn Error>> {
    let told = |figure: &str, value: f64, unit: &str| {
        let line =
            serde_json::json!({"figure": figure, "size": size, "value": value, "unit": unit});
        writeln!(std::io::stdout(), "{line}")
    };
    drop(Clerk::create(
        folder,
        STATUTES,
        FOUNDED,
        Options::default(),
    )?);
    let state = made(Onlooker::open(folder)?.state()?, size)?;
    let (bytes, written) = keep(folder, &state)?;
    drop(state);
    told("snapshot-size", bytes / 1e6, "MB")?;
    told("snapshot-write", written.as_secs_f64(), "s")?;

    let begun = Instant::now();
    let options = Options {
        snapshot_entries: ENTRIES,
        ..Options::default()
    };
    let clerk = Clerk::open(folder, options)?;
    told("snapshot-read", begun.elapsed().as_secs_f64(), "s")?;
    let SnapshotStanding::Used { sequence } = clerk.started().snapshot else {
        return Err("the start did not go on from the snapshot".into());
    };
    let mut desk = Pestered::new(&clerk, size);
    (0..QUIET_ANSWERS).try_for_each(|_| desk.ask())?;
    told("quiet-stop", desk.longest.as_secs_f64() * 1e3, "ms")?;
    desk.longest = Duration::ZERO;
    let mut begun = None;
    while clerk.snapshots().sequence == sequence {
        desk.ask()?;
        if begun.is_none() && clerk.snapshots().under_way {
            begun = Some((Instant::now(), desk.answers));
        }
    }
    let (begun, before) = begun.ok_or("no snapshot was written beside the desk")?;
    told("snapshot-stop", desk.longest.as_secs_f64() * 1e3, "ms")?;
    told("snapshot-write-beside", begun.elapsed().as_secs_f64(), "s")?;
    told("answers-meanwhile", f64::from(desk.answers - before), "")?;
    drop(clerk);

    damage(&folder.join("snapshot.bin"))?;
    let begun = Instant::now();
    let clerk = Clerk::open(folder, Options::default())?;
    told("snapshot-damaged", begun.elapsed().as_secs_f64(), "s")?;
    match &clerk.started().snapshot {
        SnapshotStanding::Rebuilt { why } if why.contains("not those that were written") => {}
        other => return Err(format!("the damage was not named: {other:?}").into()),
    }
    told("peak-memory", peak_memory().unwrap_or_default(), "MB")?;
    Ok(())
}

/// The organisation with so many members in circles under one council.
fn made(mut state: State, size: u32) -> Result<State, Box<dyn Error>> {
    let charter = state.charter().cloned().ok_or("no charter")?;
    let level = |id| charter.level_named(id).ok_or("no such level");
    let (council, circle) = (level("council")?, level("circle")?);
    let top = UnitId(0);
    let founded = |unit, code: String, level, parent| {
        Event::from(UnitEvent::Founded {
            unit,
            name: format!("Circle {code}"),
            code,
            level,
            parent,
            on: FOUNDED,
        })
    };
    state.apply(&founded(top, "C".to_owned(), council, None));
    for number in 0..size {
        let unit = UnitId(1 + number / CIRCLE_PEOPLE);
        if number % CIRCLE_PEOPLE == 0 {
            state.apply(&founded(unit, format!("C-{unit}"), circle, Some(top)));
        }
        let person = PersonId(number);
        state.apply(&Event::from(MemberEvent::Registered { person }));
        state.apply(&Event::from(MemberEvent::Admitted {
            person,
            unit,
            grade: GradeId(0),
            on: FOUNDED,
        }));
    }
    Ok(state)
}

/// Keeps a snapshot; how many bytes it has and how long it took.
fn keep(folder: &Path, state: &State) -> Result<(f64, Duration), Box<dyn Error>> {
    let store = SqliteStore::open(folder)?;
    let head = store.head()?;
    let of = SnapshotHead {
        format: columns::LAYOUT,
        sequence: head.sequence,
        hash: head.hash,
    };
    let begun = Instant::now();
    store.put_snapshot(&of, &mut |sink| state.write_columns(sink))?;
    let elapsed = begun.elapsed();
    let kept = store.snapshot()?.ok_or("no snapshot was kept")?;
    Ok((kept.length() as f64, elapsed))
}

/// A desk that is asked again as soon as it has answered.
struct Pestered<'a> {
    clerk: &'a Clerk,
    circles: u32,
    answers: u32,
    last: Instant,
    /// The longest time between two answers.
    longest: Duration,
}

impl Pestered<'_> {
    fn new(clerk: &Clerk, size: u32) -> Pestered<'_> {
        Pestered {
            clerk,
            circles: size.div_ceil(CIRCLE_PEOPLE),
            answers: 0,
            last: Instant::now(),
            longest: Duration::ZERO,
        }
    }

    /// Somebody joins a circle far from the one before.
    fn ask(&mut self) -> Result<(), Box<dyn Error>> {
        let circle = self.answers.wrapping_mul(7_919) % self.circles;
        let command = Command::from(AdmitMember {
            person: None,
            unit: UnitId(1 + circle),
            grade: GradeId(0),
            on: FOUNDED,
        });
        self.clerk
            .submit(Submission::new(fresh_key()?, Actor::Operator, command))?;
        self.longest = self.longest.max(self.last.elapsed());
        self.last = Instant::now();
        self.answers += 1;
        Ok(())
    }
}

/// Flips a bit in the middle.
fn damage(path: &Path) -> std::io::Result<()> {
    let mut file = std::fs::File::options().read(true).write(true).open(path)?;
    let middle = SeekFrom::Start(file.metadata()?.len() / 2);
    let mut byte = [0];
    file.seek(middle)?;
    file.read_exact(&mut byte)?;
    file.seek(middle)?;
    file.write_all(&[byte[0] ^ 1])
}

/// The most memory this process ever had, in megabytes, where the system says so.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
