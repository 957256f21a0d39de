//! The check of every rule over the whole organisation: makes one with faults
//! of every kind, writes its columns down, and computes its findings.

use std::error::Error;
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use charter::{Charter, GradeId, HolderFrom, LevelId, MeetingKindId, PostId};
use jiff::civil::{Date, date};
use kernel::findings::{self, Finding, Matter};
use kernel::meetings::MeetingStanding;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::units::UnitEvent;
use kernel::{Day, Event, PersonId, State, UnitId};
use sim::simulate::{Edition, Wish, scenario, simulate};

use super::columns::{NONE, hash_of, median, worked, write};

const CHARTER: &str = include_str!("../../../../bench/charter.md");
/// Months that pass before the check: enough for meetings to be missed.
const MONTHS: u32 = 3;
/// The day of the check.
const ON: Date = date(2026, 3, 31);
/// One unit in so many is given a fault of each kind.
const FAULT_EVERY: u32 = 97;
/// Nothing is mended, so that what went wrong can be found.
const SCENARIO: &str = r#"
title = "Nothing is mended"
[rates]
joining = 0.2
leaving = 0.2
transferring = 0.05
holding = 0.8
filling = 0.5
mending = 0.0
"#;

/// One finding as every program tells it: unit, rule, kind of matter, figure.
pub(crate) type Row = [u32; 4];

/// Makes the organisation, writes its columns, and measures the check.
pub(crate) fn measure(members: u32, folder: &Path, runs: u32) -> Result<String, Box<dyn Error>> {
    let Faulty {
        charter,
        state,
        placed,
    } = organisation(members)?;
    export(&charter, &state, &placed, folder)?;
    std::fs::write(folder.join("rules.json"), rules(&charter)?)?;
    let rows = told(&findings::check(&state, ON));
    let mut answer = String::from("{");
    for (at, threads) in [1_u32, 2].into_iter().enumerate() {
        let (mut times, before) = (Vec::new(), worked());
        let begun = Instant::now();
        // A short check is repeated until the processor's clock can tell it.
        while times.len() < usize::try_from(runs)? || begun.elapsed().as_millis() < 1_000 {
            let start = Instant::now();
            let found = check(&state, threads);
            times.push(start.elapsed());
            if found.len() != rows.len() {
                return Err("two checks of one state differ".into());
            }
        }
        let processor = worked().saturating_sub(before).as_secs_f64() / times.len() as f64;
        let (count, wall) = (times.len(), median(times));
        write!(
            answer,
            r#"{}"threads_{threads}":{{"wall":{wall:.6},"processor":{processor:.6},"runs":{count}}}"#,
            if at == 0 { "" } else { "," }
        )?;
    }
    write!(answer, r#","members":{}"#, state.member_count())?;
    write!(answer, r#","units":{}"#, state.standing_units().count())?;
    write!(answer, r#","meetings":{}"#, state.meeting_count())?;
    write!(answer, r#","answer":{}}}"#, summary(&rows)?)?;
    Ok(answer)
}

/// The check, by so many threads.
pub(crate) fn check(state: &State, threads: u32) -> Vec<Finding> {
    findings::check_shared(state, ON, threads)
}

/// An organisation with faults.
pub(crate) struct Faulty {
    /// Its charter.
    pub(crate) charter: Arc<Charter>,
    /// What stands in its record.
    pub(crate) state: State,
    /// By unit: since when it stands where it does.
    placed: Vec<Day>,
}

/// Makes the organisation and its faults.
pub(crate) fn organisation(members: u32) -> Result<Faulty, Box<dyn Error>> {
    let edition = Edition::read(CHARTER).map_err(|_| "the charter does not read")?;
    let charter = Arc::clone(&edition.charter);
    let wish = Wish {
        edition,
        amendments: Vec::new(),
        scenario: scenario::read(SCENARIO).map_err(|_| "the scenario does not read")?,
        members,
        months: MONTHS,
        seed: 1,
        threads: NonZeroUsize::MIN,
    };
    let mut state = simulate(&wish, &mut |_, _, _| ControlFlow::Continue(()))?.state;
    let mut placed: Vec<Day> = (0..state.unit_count())
        .filter_map(|unit| state.unit(UnitId(unit)))
        .map(|unit| Day::from_date(unit.founded))
        .collect();
    spoil(&charter, &mut state, &mut placed).ok_or("the charter lacks a level, post or grade")?;
    Ok(Faulty {
        charter,
        state,
        placed,
    })
}

/// Faults that no request could bring about stand in the record as facts that
/// a register could state: events are applied without being decided.
fn spoil(charter: &Charter, state: &mut State, placed: &mut [Day]) -> Option<()> {
    let mut levels = (0..).map(LevelId).zip(&charter.levels);
    let (base, _) = levels.find(|(_, row)| row.members)?;
    let post_of = |wanted: bool| {
        let mut posts = (0..).map(PostId).zip(&charter.posts);
        posts.find_map(|(id, row)| (row.levels.contains(&base) == wanted).then_some(id))
    };
    let (head, above) = (post_of(true)?, post_of(false)?);
    let mut grades = (0..).map(GradeId).zip(&charter.grades);
    let (waiting, _) = grades.find(|(_, row)| row.next.is_some())?;
    for unit in (0..state.unit_count()).map(UnitId) {
        let Some(row) = state.unit(unit) else {
            continue;
        };
        let (level, parent) = (row.level, row.parent);
        match (unit.0 % FAULT_EVERY, level == base) {
            // The head goes over to the unit before, and keeps the post.
            (1, true) => {
                let holder = state.holders(unit, head).next().map(|one| one.person);
                let to = UnitId(unit.0 - 1);
                if let Some(person) = holder.filter(|_| state.standing_level(to) == Some(base)) {
                    transfer(state, person, unit, to);
                }
            }
            // Somebody who still waits holds the post beside the head.
            (2, true) => {
                let person = first_of_grade(state, unit, waiting);
                if let Some(person) = person {
                    take_up(state, person, unit, head);
                }
            }
            // The unit stands under the top.
            (3, true) => {
                state.apply(&Event::Unit(UnitEvent::Moved {
                    unit,
                    parent: UnitId(0),
                    on: ON,
                }));
                *placed.get_mut(unit.index())? = Day::from_date(ON);
            }
            // People belong to the unit above.
            (4, true) => {
                let people: Vec<PersonId> = state.roll(unit).take(2).collect();
                for person in people {
                    transfer(state, person, unit, parent?);
                }
            }
            // Somebody from far away holds the post of the unit above.
            (5, true) => {
                let far = UnitId((unit.0 + state.unit_count() / 2) % state.unit_count());
                let person = state.roll(far).next();
                if let Some(person) = person {
                    take_up(state, person, parent.unwrap_or(unit), above);
                }
            }
            // Too few are left.
            (6, true) => {
                let people: Vec<PersonId> = state.roll(unit).skip(3).collect();
                for person in people {
                    state.apply(&Event::Member(MemberEvent::Left {
                        person,
                        unit,
                        on: ON,
                    }));
                }
            }
            // Somebody holds a post that such units do not have.
            (7, true) => {
                let person = state.roll(unit).next();
                if let Some(person) = person {
                    take_up(state, person, unit, above);
                }
            }
            _ => {}
        }
    }
    Some(())
}

fn transfer(state: &mut State, person: PersonId, from: UnitId, to: UnitId) {
    state.apply(&Event::Member(MemberEvent::Transferred {
        person,
        from,
        to,
        on: ON,
    }));
}

fn take_up(state: &mut State, person: PersonId, unit: UnitId, post: PostId) {
    state.apply(&Event::Post(PostEvent::TakenUp {
        person,
        unit,
        post,
        on: ON,
    }));
}

fn first_of_grade(state: &State, unit: UnitId, grade: GradeId) -> Option<PersonId> {
    state
        .roll(unit)
        .find(|person| state.grade_of(*person) == Some(grade))
}

/// What every program has to find, in one form and one order.
pub(crate) fn told(found: &[Finding]) -> Vec<Row> {
    let mut rows: Vec<Row> = found.iter().map(tell).collect();
    rows.sort_unstable();
    rows
}

fn tell(finding: &Finding) -> Row {
    let (kind, figure) = match finding.matter {
        Matter::Misplaced { under } => (1, under.map_or(255, |level| u32::from(level.0))),
        Matter::BelongHere { people } => (2, people),
        Matter::TooFew { people, .. } => (3, people),
        Matter::TooMany { people, .. } => (4, people),
        Matter::Vacant { holders, .. } => (5, holders),
        Matter::HeldWrongly { person, .. } => (6, person.0),
        Matter::TermOver { person, .. } => (7, person.0),
        Matter::NotMet { last } => (8, last.map_or(0, |on| u32::from(Day::from_date(on).0))),
        Matter::HeldUp { directive, .. } => (9, directive.0),
        Matter::NotAnswered { directive, .. } => (10, directive.0),
        Matter::StepOverdue {
            proceeding, due, ..
        } => (12 + proceeding.0, u32::from(Day::from_date(due).0)),
        Matter::NotReported { period } => (11, u32::from(Day::from_date(period).0)),
        Matter::NotVisited { last } => (12, last.map_or(0, |on| u32::from(Day::from_date(on).0))),
        Matter::Unanswered { due, .. } => (12, u32::from(Day::from_date(due).0)),
        Matter::DuesNotListed { period } => (12, u32::from(Day::from_date(period).0)),
        Matter::DuesBehind { people, .. } => (13, people),
        Matter::NotHandedUp { since } => (14, u32::from(Day::from_date(since).0)),
        Matter::Unconfirmed { until, .. } => (15, u32::from(Day::from_date(until).0)),
    };
    [finding.unit.0, u32::from(finding.rule.0), kind, figure]
}

/// Findings by rule and kind, and the hash over all of them.
pub(crate) fn summary(rows: &[Row]) -> Result<String, std::fmt::Error> {
    let mut counts = std::collections::BTreeMap::new();
    for [_, rule, kind, _] in rows {
        *counts.entry((*rule, *kind)).or_insert(0_u32) += 1;
    }
    let mut text = format!(r#"{{"findings":{},"counts":{{"#, rows.len());
    for (at, ((rule, kind), count)) in counts.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(text, r#"{comma}"{rule}.{kind}":{count}"#)?;
    }
    write!(text, r#"}},"sha256":"{}"}}"#, hash_of(rows))?;
    Ok(text)
}

/// The columns of the record, and beside them what the kernel keeps counted.
fn export(
    charter: &Charter,
    state: &State,
    placed: &[Day],
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    export_units(charter, state, placed, folder)?;
    let people = (0..state.person_count()).map(PersonId);
    let members: Vec<(u32, u32, u8)> = people
        .filter_map(|person| {
            let membership = state.membership(person)?;
            Some((person.0, membership.unit.0, membership.grade.0))
        })
        .collect();
    let column =
        |at: fn(&(u32, u32, u8)) -> u32| members.iter().map(move |row| at(row).to_le_bytes());
    write(folder, "members.person", column(|row| row.0))?;
    write(folder, "members.unit", column(|row| row.1))?;
    write(folder, "members.grade", members.iter().map(|row| [row.2]))?;
    let tenures: Vec<_> = (0..state.unit_count())
        .flat_map(|unit| state.tenures_in(UnitId(unit)))
        .collect();
    let numbers = |at: fn(&kernel::posts::Tenure) -> u32| {
        tenures.iter().map(move |row| at(row).to_le_bytes())
    };
    let day = |on: Option<Date>| on.map_or(Day::NONE, Day::from_date).0;
    write(folder, "tenures.person", numbers(|row| row.person.0))?;
    write(folder, "tenures.unit", numbers(|row| row.unit.0))?;
    write(
        folder,
        "tenures.post",
        tenures.iter().map(|row| [row.post.0]),
    )?;
    let untils = tenures.iter().map(|row| day(row.until).to_le_bytes());
    write(folder, "tenures.until", untils)?;
    let meetings: Vec<_> = (0..state.meeting_count())
        .filter_map(|meeting| state.meeting(kernel::MeetingId(meeting)))
        .collect();
    let units = meetings.iter().map(|row| row.unit.0.to_le_bytes());
    write(folder, "meetings.unit", units)?;
    write(
        folder,
        "meetings.kind",
        meetings.iter().map(|row| [row.kind.0]),
    )?;
    let days = meetings.iter().map(|row| day(Some(row.on)).to_le_bytes());
    write(folder, "meetings.on", days)?;
    let held = meetings
        .iter()
        .map(|row| [u8::from(row.standing != MeetingStanding::Called)]);
    write(folder, "meetings.held", held)?;
    Ok(())
}

fn export_units(
    charter: &Charter,
    state: &State,
    placed: &[Day],
    folder: &Path,
) -> std::io::Result<()> {
    let units: Vec<_> = (0..state.unit_count())
        .filter_map(|unit| state.unit(UnitId(unit)))
        .collect();
    let day = |on: Option<Date>| on.map_or(Day::NONE, Day::from_date).0.to_le_bytes();
    write(folder, "units.level", units.iter().map(|row| [row.level.0]))?;
    let parents = units
        .iter()
        .map(|row| row.parent.map_or(NONE, |parent| parent.0).to_le_bytes());
    write(folder, "units.parent", parents)?;
    write(
        folder,
        "units.founded",
        units.iter().map(|row| day(Some(row.founded))),
    )?;
    write(
        folder,
        "units.dissolved",
        units.iter().map(|row| day(row.dissolved)),
    )?;
    write(
        folder,
        "units.placed",
        placed.iter().map(|day| day.0.to_le_bytes()),
    )?;
    let walk = walk(state, units.len());
    write(
        folder,
        "units.enter",
        walk.iter().map(|row| row.0.to_le_bytes()),
    )?;
    write(
        folder,
        "units.leave",
        walk.iter().map(|row| row.1.to_le_bytes()),
    )?;
    for (grade, _) in (0..).zip(&charter.grades) {
        let counts = units
            .iter()
            .map(|row| state.grade_count(row.id, GradeId(grade)).to_le_bytes());
        write(folder, &format!("units.people_{grade}"), counts)?;
    }
    for (kind, _) in (0..).zip(&charter.meetings) {
        let last = units
            .iter()
            .map(|row| day(state.last_held(row.id, MeetingKindId(kind))));
        write(folder, &format!("units.last_held_{kind}"), last)?;
    }
    Ok(())
}

/// The numbers at which a walk through the tree enters and leaves each unit:
/// one unit stands beneath another if it is entered between the other's two.
fn walk(state: &State, units: usize) -> Vec<(u32, u32)> {
    let mut walk = vec![(NONE, NONE); units];
    let mut clock = 0;
    let mut open: Vec<(UnitId, bool)> = state
        .top_unit()
        .map(|top| (top, false))
        .into_iter()
        .collect();
    while let Some((unit, left)) = open.pop() {
        let Some(row) = walk.get_mut(unit.index()) else {
            continue;
        };
        if left {
            row.1 = clock;
        } else {
            row.0 = clock;
            clock += 1;
            open.push((unit, true));
            open.extend(state.units_beneath(unit).map(|one| (one, false)));
        }
    }
    walk
}

/// What the charter says, for programs that cannot read it.
fn rules(charter: &Charter) -> Result<String, Box<dyn Error>> {
    let first = date(2026, 1, 1);
    let list = |numbers: Vec<u32>| {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!("[{}]", numbers.join(","))
    };
    let levels = |levels: &[LevelId]| list(levels.iter().map(|one| u32::from(one.0)).collect());
    let grades = |grades: &[GradeId]| list(grades.iter().map(|one| u32::from(one.0)).collect());
    let level_rows = charter.levels.iter().map(|row| {
        let (rule, members, under) = (row.rule.0, row.members, levels(&row.under));
        format!(r#"{{"rule":{rule},"members":{members},"under":{under}}}"#)
    });
    let size_rows = charter.sizes.iter().map(|row| {
        let most = row.most.map_or("null".to_owned(), |most| most.to_string());
        let (rule, level, least, counts) =
            (row.rule.0, row.level.0, row.least, grades(&row.counts));
        format!(
            r#"{{"rule":{rule},"level":{level},"least":{least},"most":{most},"counts":{counts}}}"#
        )
    });
    if charter.posts.iter().any(|row| row.term_months.is_some()) {
        return Err("the other programs know no terms of office".into());
    }
    let post_rows = charter.posts.iter().map(|row| {
        let from = match row.from {
            HolderFrom::OwnUnit => "own",
            HolderFrom::OwnOrBelow => "below",
            HolderFrom::Anywhere => "anywhere",
        };
        let (rule, levels, least) = (row.rule.0, levels(&row.levels), row.least);
        let grades = grades(&row.grades);
        format!(
            r#"{{"rule":{rule},"levels":{levels},"least":{least},"grades":{grades},"from":"{from}"}}"#
        )
    });
    let meeting_rows = charter.meetings.iter().filter_map(|row| {
        let Some(charter::Every::Months(months)) = row.every else {
            return None;
        };
        let (rule, levels) = (row.rule.0, levels(&row.levels));
        Some(format!(
            r#"{{"rule":{rule},"levels":{levels},"months":{months}}}"#
        ))
    });
    let joined = |rows: Vec<String>| rows.join(",");
    let belonging = charter.belonging.as_ref().map(|row| row.rule.0);
    Ok(format!(
        r#"{{"on":{},"first":{},"grades":{},"belonging":{},"levels":[{}],"sizes":[{}],"posts":[{}],"meetings":[{}]}}"#,
        Day::from_date(ON).0,
        Day::from_date(first).0,
        charter.grades.len(),
        belonging.ok_or("the charter has no rule of belonging")?,
        joined(level_rows.collect()),
        joined(size_rows.collect()),
        joined(post_rows.collect()),
        joined(meeting_rows.collect()),
    ))
}
