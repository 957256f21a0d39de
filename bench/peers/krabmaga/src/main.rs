//! The simulated months in krabmaga: `peer-krabmaga member|unit FOLDER MONTHS RUNS`.
//!
//! Once with an agent for every member, as such engines are meant, and once with
//! an agent for every unit, which spares the engine's queue most of its work.

mod columns;
mod draws;
mod member;
mod unit;
mod world;

use std::time::Instant;

use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use world::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [kind, folder, months, runs] = words.as_slice() else {
        return Err("usage: peer-krabmaga member|unit FOLDER MONTHS RUNS".into());
    };
    let (months, runs): (u32, usize) = (months.parse()?, runs.parse()?);
    let (mut walls, mut processors, mut answer) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..runs {
        let mut world = World::new(folder.as_ref(), kind == "unit")?;
        let mut schedule = Schedule::new();
        world.init(&mut schedule);
        let (begun, worked) = (Instant::now(), columns::worked());
        for _ in 0..months {
            schedule.step(&mut world);
        }
        walls.push(begun.elapsed().as_secs_f64());
        processors.push(columns::worked() - worked);
        answer = world.answer(&schedule);
    }
    walls.sort_by(f64::total_cmp);
    processors.sort_by(f64::total_cmp);
    println!(
        r#"{{"engine":"krabmaga, an agent for every {kind}","version":"0.6.2","threads_1":{{"wall":{:.6},"processor":{:.6},"runs":{runs}}},"answer":{answer}}}"#,
        walls[runs / 2],
        processors[runs / 2]
    );
    Ok(())
}
