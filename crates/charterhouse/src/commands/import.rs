//! `charterhouse import`: enters the register that people keep, all or nothing.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use clerk::{Card, Clerk, Denial, Directory, Receipt, Whose};
use kernel::charters::CharterEvent;
use kernel::findings;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::register::{self, EnterRegister, RegisterFaultWhat, RegisterRow};
use kernel::units::UnitEvent;
use kernel::{Actor, Command, Event, PersonId, Reason, Refusal, Request, State, UnitId, decide};
use serde::Serialize;
use web::words::counted;

use super::{Form, Outcome, json};
use crate::error::CommandError;
use crate::folder;
use crate::progress;
use crate::register_files::{
    Against, ExistingUnit, Fault, File, Files, Ignored, PersonRow, Reading, read,
};

/// What `import` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The columns may stand in any order; others are named and passed over. Separators, \
    ends of line and encodings are told from the files.\n\
    A post is written as post, or post@unit for one in another unit; several are joined by +.\n\
    A name may have other forms in brackets: Choe Hwi [Ch'oe Hwi]. The column names, which may be missing, holds\n\
    other names parted by |, each with what is known of it: Ana Ruiz; until=2020-05-31; source=the roll of 2019\n\
    (script, system, order, from, until, source; before the first | without a name: of the one they go by).\n\
    Exit code: 0 entered, 1 the files have problems and nothing was changed, 2 could not run."
)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// File of units: code,level,name,parent,founded
    #[arg(long, value_name = "FILE", required_unless_present = "people")]
    units: Option<PathBuf>,
    /// File of people: code,name,unit,grade,joined,post,email,phone and, where there are any, names
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Read and judge everything, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What came of it, as programs read it.
#[derive(Debug, Serialize)]
struct Told {
    /// Whether it was entered.
    entered: bool,
    dry_run: bool,
    units_read: usize,
    people_read: usize,
    /// What changed or would; none where the files have problems.
    changes: Option<Changes>,
    /// How many findings there are then.
    findings: Option<usize>,
    /// Columns that nothing is read from, in words.
    passed_over: Vec<String>,
    /// What stands in the way, in words with its place.
    problems: Vec<String>,
}

impl Told {
    fn of(reading: &Reading, arguments: &Arguments, done: Option<(Changes, usize)>) -> Told {
        let (changes, findings) = done.unzip();
        Told {
            entered: changes.is_some() && !arguments.dry_run,
            dry_run: arguments.dry_run,
            units_read: reading.units.len(),
            people_read: reading.people.len(),
            changes,
            findings,
            passed_over: reading.report.ignored.iter().map(passed_over).collect(),
            problems: reading
                .report
                .problems
                .iter()
                .map(ToString::to_string)
                .collect(),
        }
    }

    /// Says it, in the form that is asked for.
    fn tell(&self, arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
        match (arguments.format, &self.changes, self.findings) {
            (Form::Json, ..) => json(self, out)?,
            (Form::Text, Some(changes), Some(found)) => {
                writeln!(
                    out,
                    "read {} units and {} people",
                    self.units_read, self.people_read
                )?;
                changes.write(out)?;
                tell_findings(arguments, found, out)?;
                if self.dry_run {
                    writeln!(out, "a dry run: nothing was changed")?;
                }
            }
            (Form::Text, ..) => tell_problems(&self.problems, out)?,
        }
        Ok(match self.changes {
            Some(_) => Outcome::Clean,
            None => Outcome::Amiss,
        })
    }
}

/// A column that nothing is read from.
fn passed_over(ignored: &Ignored) -> String {
    format!(
        "{}: column {} `{}` is passed over",
        ignored.file, ignored.number, ignored.name
    )
}

/// Enters the files.
///
/// # Errors
///
/// When a file cannot be read or the organisation does not open.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let units = arguments.units.as_deref().map(bytes_of).transpose()?;
    let people = arguments.people.as_deref().map(bytes_of).transpose()?;
    let clerk = folder::open(&arguments.data)?;
    let waiting = progress::waiting("reading the files");
    let files = Files {
        units: units.as_deref(),
        people: people.as_deref(),
    };
    let mut reading = clerk.read(|state, _| read_files(files, state, &clerk))??;
    if arguments.format == Form::Text {
        for ignored in &reading.report.ignored {
            writeln!(out, "{}", passed_over(ignored))?;
        }
    }
    if !reading.report.problems.is_empty() {
        waiting.finish_and_clear();
        return Told::of(&reading, arguments, None).tell(arguments, out);
    }
    let entry = clerk.read(|state, directory| Entry::of(&reading, state, directory))?;
    waiting.set_message("entering the register");
    let answer = enter(&clerk, entry, arguments.dry_run)?;
    waiting.finish_and_clear();
    match answer {
        Ok(done) => Told::of(&reading, arguments, Some(done)).tell(arguments, out),
        Err(Denial::Refused(Refusal {
            reason: Reason::RegisterFaults(faults),
            ..
        })) => {
            add_faults(&faults, &mut reading);
            Told::of(&reading, arguments, None).tell(arguments, out)
        }
        Err(denial) => {
            Err(clerk.read(|state, directory| folder::denied(state, directory, &denial))?)
        }
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, CommandError> {
    std::fs::read(path)
        .map_err(|error| CommandError::failed(format!("reading {}", path.display()), &error))
}

fn read_files(files: Files<'_>, state: &State, clerk: &Clerk) -> Result<Reading, CommandError> {
    let today = clerk.clock().today();
    let charter = state
        .charter_on(today)
        .ok_or_else(|| CommandError::given("no charter is in force today"))?;
    let existing: HashMap<String, ExistingUnit> = state
        .standing_units()
        .filter_map(|id| state.unit(id))
        .map(|unit| {
            let parent = unit.parent.and_then(|parent| state.unit(parent));
            let existing = ExistingUnit {
                level: unit.level,
                parent: parent.map(|parent| parent.code.to_owned()),
            };
            (unit.code.to_owned(), existing)
        })
        .collect();
    Ok(read(
        files,
        &Against {
            charter,
            today,
            existing: &existing,
        },
    ))
}

/// Says how the register stands: it was entered as it is, against the charter or not.
fn tell_findings(
    arguments: &Arguments,
    found: usize,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let count = u64::try_from(found).unwrap_or(u64::MAX);
    let findings = counted(count, "finding", "findings");
    let folder = arguments.data.display();
    match (found, arguments.dry_run) {
        (0, _) => writeln!(out, "no findings: every unit is inside the charter's rules")?,
        (_, false) => writeln!(out, "{findings}: `charterhouse check {folder}` shows them")?,
        (_, true) => writeln!(
            out,
            "{findings}: `charterhouse check {folder}` shows them once the register is entered"
        )?,
    }
    Ok(())
}

fn tell_problems(problems: &[String], out: &mut dyn Write) -> Result<(), CommandError> {
    for problem in problems {
        writeln!(out, "{problem}")?;
    }
    let count = u64::try_from(problems.len()).unwrap_or(u64::MAX);
    let count = counted(count, "problem", "problems");
    writeln!(out, "{count}: nothing was changed")?;
    Ok(())
}

/// The register as the desk takes it, with the cards that come along.
#[derive(Debug)]
struct Entry {
    register: EnterRegister,
    cards: Vec<(Whose, Card)>,
}

impl Entry {
    fn of(reading: &Reading, state: &State, directory: &Directory) -> Entry {
        let units = reading
            .units
            .iter()
            .map(|row| register::UnitRow {
                code: row.code.clone(),
                level: row.level,
                name: row.name.clone(),
                parent: row.parent.clone(),
                founded: row.founded,
            })
            .collect();
        let mut cards = Vec::new();
        let mut new_people = 0;
        let mut people = Vec::with_capacity(reading.people.len());
        for row in &reading.people {
            let person = directory
                .person(&row.code)
                .filter(|person| state.membership(*person).is_some());
            let card = card_of(row, person.and_then(|person| directory.card(person)));
            match person {
                Some(person) if directory.card(person) == Some(&card) => {}
                Some(person) => cards.push((Whose::Person(person), card)),
                None => {
                    cards.push((Whose::New(new_people), card));
                    new_people += 1;
                }
            }
            let posts = row
                .posts
                .iter()
                .map(|(post, unit)| (*post, unit.clone().unwrap_or_else(|| row.unit.clone())));
            people.push(register::PersonRow {
                person,
                unit: row.unit.clone(),
                grade: row.grade,
                joined: row.joined,
                posts: posts.collect(),
            });
        }
        Entry {
            register: EnterRegister { units, people },
            cards,
        }
    }
}

/// The card as a row has it. What the file says nothing of stays as it was.
fn card_of(row: &PersonRow, before: Option<&Card>) -> Card {
    let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let mut card = before.cloned().unwrap_or_default();
    if row.names.is_some() {
        (card.form, card.others) = Default::default();
    }
    card.code.clone_from(&row.code);
    card.goes_by(&row.name);
    (card.email, card.phone) = (given(&row.email), given(&row.phone));
    if let Some(names) = &row.names {
        // Forms in brackets behind the name count besides those of the column, which was
        // read before and found in order.
        let typed = std::mem::take(&mut card.others);
        if card.read_names(names).is_ok() {
            typed.into_iter().for_each(|name| card.also(name));
        }
    }
    card
}

/// Hands the register in, or only asks what would come of it: the changes, and
/// how many findings there are afterwards.
fn enter(
    clerk: &Clerk,
    entry: Entry,
    dry_run: bool,
) -> Result<Result<(Changes, usize), Denial>, CommandError> {
    let today = clerk.clock().today();
    let command = Command::EnterRegister(entry.register);
    let new_cards = entry
        .cards
        .iter()
        .filter(|(whose, _)| matches!(whose, Whose::New(_)))
        .count();
    let changed_cards = entry.cards.len() - new_cards;
    if dry_run {
        let request = Request {
            actor: Actor::Operator,
            today,
            command,
        };
        let tried = clerk.read(|state, _| {
            let events = decide(state, &request)?;
            let mut after = state.clone();
            events.iter().for_each(|event| after.apply(event));
            let found = findings::check(&after, today).len();
            Ok((Changes::of(&events, changed_cards), found))
        })?;
        return Ok(tried.map_err(|refusal: Refusal| Denial::from(refusal)));
    }
    let mut submission = folder::request(command)?;
    submission.cards = entry.cards;
    match clerk.submit(submission) {
        Ok(Receipt { events, .. }) => {
            let found = clerk.read(|state, _| findings::check(state, today).len())?;
            Ok(Ok((Changes::of(&events, changed_cards), found)))
        }
        Err(denial) => Ok(Err(denial)),
    }
}

/// What the desk's own check adds to what the files show by themselves.
fn add_faults(faults: &[register::RegisterFault], reading: &mut Reading) {
    for fault in faults {
        let at = match fault.row {
            RegisterRow::Unit(row) => (
                File::Units,
                reading.units.get(row).map_or(0, |row| row.line),
            ),
            RegisterRow::Person(row) => (
                File::People,
                reading.people.get(row).map_or(0, |row| row.line),
            ),
        };
        let (wrong, advice) = match fault.what {
            RegisterFaultWhat::Dissolved => (
                "the unit was dissolved",
                "use another code for a new unit, and a standing unit for people",
            ),
            RegisterFaultWhat::Twice => ("it stands in the file twice", "remove one of the two"),
            RegisterFaultWhat::FormerNumber => (
                "this number is a former one of somebody",
                "write the number that stands for the person, or part the two first",
            ),
            RegisterFaultWhat::UnknownUnit => ("there is no such unit", "put the code right"),
            RegisterFaultWhat::UnknownParent => {
                ("there is no such unit above it", "put the parent right")
            }
            RegisterFaultWhat::Ring => ("its parents lead back to it", "put one of them right"),
            RegisterFaultWhat::NoParent => ("it stands under nothing", "write its parent"),
            RegisterFaultWhat::NotABaseUnit => (
                "nobody belongs to units of this level",
                "write a unit beneath it",
            ),
            RegisterFaultWhat::NoSuchPostHere => (
                "units of this level have no such post",
                "put the post right",
            ),
            RegisterFaultWhat::BadDate => ("the date cannot be recorded", "put the date right"),
            RegisterFaultWhat::UnknownPerson => ("the person is not known", "put the code right"),
            RegisterFaultWhat::BadText => (
                "a code or name is empty, too long or holds what cannot be seen",
                "put it right",
            ),
        };
        reading.report.line(at, Fault::RefusedByDesk, wrong, advice);
    }
    reading.report.sort();
}

/// What an import has changed, counted.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Changes {
    units_founded: u32,
    units_changed: usize,
    people_new: u32,
    people_changed: usize,
    posts_changed: u32,
    cards_changed: usize,
}

impl Changes {
    fn of(events: &[Event], cards_changed: usize) -> Changes {
        let mut changes = Changes {
            cards_changed,
            ..Changes::default()
        };
        let mut units: BTreeSet<UnitId> = BTreeSet::new();
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        for event in events {
            match event {
                Event::Unit(UnitEvent::Founded { .. }) => changes.units_founded += 1,
                Event::Unit(UnitEvent::Renamed { unit, .. })
                | Event::Unit(UnitEvent::Moved { unit, .. })
                | Event::Unit(UnitEvent::FoundingCorrected { unit, .. })
                | Event::Unit(UnitEvent::LevelChanged { unit, .. }) => {
                    units.insert(*unit);
                }
                Event::Member(MemberEvent::Registered { .. }) => changes.people_new += 1,
                Event::Member(MemberEvent::Transferred { person, .. })
                | Event::Member(MemberEvent::Promoted { person, .. })
                | Event::Member(MemberEvent::JoiningCorrected { person, .. }) => {
                    people.insert(*person);
                }
                Event::Post(PostEvent::TakenUp { .. })
                | Event::Post(PostEvent::LaidDown { .. }) => changes.posts_changed += 1,
                // A register says who holds a post, and not how that came about.
                Event::Post(_)
                | Event::Charter(CharterEvent::Adopted { .. })
                | Event::Unit(UnitEvent::Descended { .. })
                | Event::Unit(UnitEvent::Dissolved { .. })
                | Event::Unit(UnitEvent::FoundingStruck { .. })
                | Event::Unit(UnitEvent::RenamingStruck { .. })
                | Event::Unit(UnitEvent::MoveStruck { .. })
                | Event::Unit(UnitEvent::DissolutionStruck { .. })
                | Event::Member(MemberEvent::Admitted { .. })
                | Event::Member(MemberEvent::Left { .. })
                | Event::Member(MemberEvent::Merged { .. })
                | Event::Member(MemberEvent::Parted { .. })
                | Event::Member(MemberEvent::Forgotten { .. })
                | Event::Member(MemberEvent::PromotionStruck { .. })
                | Event::Member(MemberEvent::TransferStruck { .. })
                | Event::Meeting(_)
                | Event::Directive(_)
                | Event::Procedure(_)
                | Event::Report(_)
                | Event::Award(_)
                | Event::Body(_)
                | Event::Conference(_)
                | Event::Study(_)
                | Event::Visit(_)
                | Event::Bulletin(_)
                | Event::Petition(_)
                | Event::Dues(_) => {}
            }
        }
        changes.units_changed = units.len();
        changes.people_changed = people.len();
        changes
    }

    fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if *self == Changes::default() {
            return writeln!(out, "the record already says so: nothing had to change");
        }
        writeln!(
            out,
            "units: {} founded, {} changed; people: {} new, {} changed; cards: {} changed; posts: {} taken up or laid down",
            self.units_founded,
            self.units_changed,
            self.people_new,
            self.people_changed,
            self.cards_changed,
            self.posts_changed
        )
    }
}
