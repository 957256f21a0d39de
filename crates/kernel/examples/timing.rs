//! How long the kernel takes: `cargo run --release -p kernel --example timing -- 1000000`.
//!
//! It makes an organisation of units of twenty with some too small and some too
//! large, and prints the time of entering, deciding, applying, checking and planning.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a measurement reads the clock and prints what it read"
)]

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use kernel::charters::AdoptCharter;
use kernel::members::{AdmitMember, TransferMember};
use kernel::register::{EnterRegister, PersonRow, UnitRow};
use kernel::{Actor, Command, PersonId, Request, State, UnitId, decide, findings, plan};

const TEXT: &str = include_str!("../tests/it/guild.md");
const TODAY: Date = date(2017, 6, 15);
const UNIT_PEOPLE: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let people = std::env::args()
        .nth(1)
        .map_or(Ok(100_000), |count| count.parse())?;
    let mut state = State::default();
    let reading = charter::read(&TEXT.replace("3..=7", "5..=30"));
    let charter = Arc::new(reading.charter.ok_or("the charter does not read")?);
    let adopt = AdoptCharter {
        charter: Arc::clone(&charter),
        sha256: [1; 32],
        from: date(2016, 1, 1),
    };
    carry_out(&mut state, Command::AdoptCharter(adopt))?;
    let register = register(&charter, people).ok_or("the charter lacks a word")?;
    let start = Instant::now();
    carry_out(&mut state, Command::EnterRegister(register))?;
    told("entering the register", start.elapsed());
    println!(
        "{:<28} {} people, {} units, {:.1} bytes a member",
        "",
        state.member_count(),
        state.unit_count(),
        state.to_columns().len() as f64 / people as f64
    );
    told(
        "admitting (median)",
        median(&mut state, |n| admit(&charter, n))?,
    );
    told("transferring (median)", median(&mut state, transfer)?);
    let start = Instant::now();
    let found = findings::check(&state, TODAY);
    told("checking every rule", start.elapsed());
    let start = Instant::now();
    let plan = plan::plan(&state, TODAY);
    told("planning", start.elapsed());
    println!(
        "{:<28} {} findings, {} steps, {} moves, {} left",
        "",
        found.len(),
        plan.steps.len(),
        plan.moves(),
        plan.left.len()
    );
    let start = Instant::now();
    carry_out(&mut state, plan.act())?;
    told("carrying the plan out", start.elapsed());
    Ok(())
}

fn told(what: &str, time: Duration) {
    println!("{what:<28} {time:?}");
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
    command: impl Fn(u32) -> Option<Command>,
) -> Result<Duration, Box<dyn Error>> {
    let mut times = Vec::new();
    for number in 0..10_001 {
        let command = command(number).ok_or("the charter lacks a word")?;
        let start = Instant::now();
        carry_out(state, command)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

fn admit(charter: &charter::Charter, number: u32) -> Option<Command> {
    Some(Command::from(AdmitMember {
        person: None,
        unit: ring(number.wrapping_mul(7919) % 997),
        grade: charter.grade_named("friend")?,
        on: TODAY,
    }))
}

fn transfer(number: u32) -> Option<Command> {
    // Somebody who holds no post, to a unit far away.
    let person = PersonId(number.wrapping_mul(20).wrapping_add(7) % 60_000);
    let to = ring(3_500 + number % 499);
    Some(Command::from(TransferMember {
        person,
        to,
        on: TODAY,
    }))
}

/// The number of a unit, with a hall before every forty of them.
fn ring(at: u32) -> UnitId {
    UnitId(2 + at + at / 40)
}

fn register(charter: &charter::Charter, people: usize) -> Option<EnterRegister> {
    let (guild, hall, ring) = (
        charter.level_named("guild")?,
        charter.level_named("hall")?,
        charter.level_named("ring")?,
    );
    let (full, keeper) = (charter.grade_named("full")?, charter.post_named("keeper")?);
    let unit = |code: &str, level, parent: Option<&str>| UnitRow {
        code: code.to_owned(),
        level,
        name: format!("Unit {code}"),
        parent: parent.map(str::to_owned),
        founded: Some(date(2016, 1, 1)),
    };
    let mut register = EnterRegister::default();
    register.units.push(unit("G", guild, None));
    let mut at = 0_usize;
    while register.people.len() < people {
        let hall_code = format!("H{}", at / 40);
        if at.is_multiple_of(40) {
            register.units.push(unit(&hall_code, hall, Some("G")));
        }
        let code = format!("R{at}");
        register.units.push(unit(&code, ring, Some(&hall_code)));
        // One unit in fifty is too small, one in fifty too large.
        let size = match at % 50 {
            13 => 3,
            37 => 2 * UNIT_PEOPLE,
            _ => UNIT_PEOPLE,
        };
        for number in 0..size {
            let posts = match number {
                0 => vec![(keeper, code.clone())],
                _ => Vec::new(),
            };
            register.people.push(PersonRow {
                person: None,
                unit: code.clone(),
                grade: full,
                joined: date(2016, 1, 1),
                posts,
            });
        }
        at += 1;
    }
    Some(register)
}
