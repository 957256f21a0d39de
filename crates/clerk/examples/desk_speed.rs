//! How fast the desk is: an import of made-up people in one request, durable
//! requests from eight hands at once, and a start from the snapshot.
//!
//! Run with `cargo run --release -p clerk --example desk_speed -- CHARTER [PEOPLE]`.
//! The charter must have a base level that may stand under the top one.

use std::io::Write as _;
use std::time::Instant;

use clerk::{Card, Clerk, Options, Submission, Whose, fresh_key, verify};
use jiff::civil::date;
use kernel::members::AdmitMember;
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, UnitId};

const UNIT_PEOPLE: u32 = 20;
const HANDS: u32 = 8;
const REQUESTS_EACH: u32 = 1_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout();
    let path = std::env::args().nth(1).ok_or("say which charter")?;
    let people: u32 = std::env::args()
        .nth(2)
        .map_or(Ok(100_000), |people| people.parse())?;
    let text = std::fs::read_to_string(path)?;
    let directory = std::env::temp_dir().join(format!("desk-speed-{}", std::process::id()));
    let clerk = Clerk::create(&directory, &text, date(2020, 1, 1), Options::default())?;

    let submission = import(&clerk, people)?;
    let begun = Instant::now();
    let receipt = clerk.submit(submission)?;
    let entries = receipt.events.len();
    writeln!(
        out,
        "import of {people} people, {entries} entries: {} ms",
        begun.elapsed().as_millis()
    )?;

    let each_second = at_once(&clerk)?;
    writeln!(
        out,
        "durable requests from {HANDS} hands: {each_second} a second"
    )?;

    let begun = Instant::now();
    drop(clerk);
    writeln!(
        out,
        "clean stop with snapshot: {} ms",
        begun.elapsed().as_millis()
    )?;
    let begun = Instant::now();
    let clerk = Clerk::open(&directory, Options::default())?;
    writeln!(
        out,
        "start from the snapshot: {} ms",
        begun.elapsed().as_millis()
    )?;
    clerk.read(|_, names| names.iter().count())?;
    writeln!(
        out,
        "until every name is there: {} ms",
        begun.elapsed().as_millis()
    )?;
    drop(clerk);
    let begun = Instant::now();
    let report = verify(&directory)?;
    let entries = report.journal.head.sequence;
    writeln!(
        out,
        "verify of {entries} entries: {} ms",
        begun.elapsed().as_millis()
    )?;
    std::fs::remove_file(directory.join("snapshot.bin"))?;
    let begun = Instant::now();
    drop(Clerk::open(&directory, Options::default())?);
    writeln!(
        out,
        "start by replay, and snapshot: {} ms",
        begun.elapsed().as_millis()
    )?;
    std::fs::remove_dir_all(&directory)?;
    Ok(())
}

/// How many requests a second all hands together see made durable.
fn at_once(clerk: &Clerk) -> Result<u128, Box<dyn std::error::Error>> {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| scope.spawn(move || admit(clerk, hand)))
            .collect();
        hands
            .into_iter()
            .all(|hand| matches!(hand.join(), Ok(Ok(()))))
    })
    .then_some(())
    .ok_or("a hand failed")?;
    Ok(u128::from(HANDS * REQUESTS_EACH) * 1000 / begun.elapsed().as_millis().max(1))
}

/// A register of made-up people, twenty to a base unit.
fn import(clerk: &Clerk, people: u32) -> Result<Submission, Box<dyn std::error::Error>> {
    let charter = clerk
        .read(|state, _| state.charter().cloned())?
        .ok_or("no charter")?;
    let named = |id: &str| charter.level_named(id).ok_or("no such level");
    let mut units = Vec::new();
    // A chain of levels from a base level up to the top.
    let mut level = charter
        .levels
        .iter()
        .find(|level| level.members)
        .ok_or("no base level")?;
    let base = named(&level.id)?;
    let mut above = Vec::new();
    while let Some(under) = level.under.first() {
        level = charter.level(*under).ok_or("no such level")?;
        above.push(named(&level.id)?);
    }
    let founded = Some(date(2020, 1, 1));
    for (depth, level) in above.iter().rev().enumerate() {
        let parent = depth.checked_sub(1).map(|parent| format!("A-{parent}"));
        let (code, name) = (format!("A-{depth}"), format!("Over {depth}"));
        units.push(UnitRow {
            code,
            level: *level,
            name,
            parent,
            founded,
        });
    }
    let parent = units.last().map(|unit| unit.code.clone());
    for unit in 0..people.div_ceil(UNIT_PEOPLE) {
        let (code, name) = (format!("U-{unit}"), format!("No. {unit}"));
        units.push(UnitRow {
            code,
            level: base,
            name,
            parent: parent.clone(),
            founded,
        });
    }
    let grade = charter
        .grades
        .iter()
        .position(|grade| grade.entry)
        .ok_or("no grade to enter")?;
    let grade = charter::GradeId(u8::try_from(grade)?);
    let row = |person| PersonRow {
        person: None,
        unit: format!("U-{}", person / UNIT_PEOPLE),
        grade,
        joined: date(2020, 2, 1),
        posts: Vec::new(),
    };
    let people_rows = (0..people).map(row).collect();
    let register = EnterRegister {
        units,
        people: people_rows,
    };
    let mut submission = Submission::new(
        fresh_key()?,
        Actor::Operator,
        Command::EnterRegister(register),
    );
    for (nth, person) in (0..people).enumerate() {
        submission
            .cards
            .push((Whose::New(nth), card(&format!("M-{person}"))));
    }
    Ok(submission)
}

/// One hand's share of single requests.
fn admit(clerk: &Clerk, hand: u32) -> Result<(), String> {
    let charter = clerk
        .read(|state, _| state.charter().cloned())
        .map_err(|it| it.to_string())?;
    let grades = charter.as_ref().map(|charter| charter.grades.iter());
    let grade = grades.and_then(|mut grades| grades.position(|grade| grade.entry));
    let grade = charter::GradeId(
        grade
            .and_then(|grade| u8::try_from(grade).ok())
            .unwrap_or(0),
    );
    let last = clerk
        .read(|state, _| state.unit_count())
        .map_err(|it| it.to_string())?;
    for request in 0..REQUESTS_EACH {
        let command = Command::from(AdmitMember {
            person: None,
            unit: UnitId(last - 1),
            grade,
            on: date(2020, 3, 1),
        });
        let key = fresh_key().map_err(|it| it.to_string())?;
        let mut submission = Submission::new(key, Actor::Operator, command);
        submission
            .cards
            .push((Whose::New(0), card(&format!("H-{hand}-{request}"))));
        clerk.submit(submission).map_err(|it| it.to_string())?;
    }
    Ok(())
}

fn card(code: &str) -> Card {
    Card {
        code: code.to_owned(),
        name: format!("A made-up person {code}"),
        email: Some(format!("{code}@example.org")),
        ..Card::default()
    }
}
