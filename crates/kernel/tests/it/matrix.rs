//! Every role against every command and every sight: one text table a charter, kept
//! beside it. A changed right is a changed line of the table.

mod asked;
mod organisation;
mod seen;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use charter::Action;
use kernel::awards::AwardRefusal;
use kernel::bodies::BodyRefusal;
use kernel::bulletins::BulletinRefusal;
use kernel::conferences::ConferenceRefusal;
use kernel::petitions::PetitionRefusal;
use kernel::procedures::ProcedureRefusal;
use kernel::rights::{may, may_see_person};
use kernel::study::StudyRefusal;
use kernel::visits::VisitRefusal;
use kernel::{Actor, Command, Reason, Refusal, UnitId};

use asked::Sample;
use organisation::{Organisation, Role};
use seen::SEEN;

/// Set it and run the test, and the tables are written anew.
const RENEW: &str = "RENEW_RIGHTS";

const LEGEND: &str = "\
# Who may do what. Made by crates/kernel/tests/it/matrix.rs, which asks in a small
# made-up organisation; written anew by: RENEW_RIGHTS=1 cargo test -p kernel --test it matrix
#
# A column is whoever holds a post in a unit of a level, or belongs with a grade. A row is
# what they see or command, of or in their own unit (o), one right below it (b), one at the
# foot of what is below it (f), the one above it (a) and one beside it (s). The letter stands
# where they may. In its place stands - where they are refused by the article that gives the
# right to others, . where they are told that there is no such thing, and _ where there is
# nothing to ask, because there is no such unit or nobody at all could do it there.
";

/// The letters of the places, in their order.
const PLACES: [char; 5] = ['o', 'b', 'f', 'a', 's'];

/// What came of asking.
fn cell(letter: char, outcome: Result<(), Refusal>) -> char {
    match outcome.map_err(|refusal| reason_of(refusal.reason)) {
        Err(
            Reason::NoRight { .. }
            | Reason::OperatorOnly
            | Reason::Petition(PetitionRefusal::NotFromOutside | PetitionRefusal::MembersOnly(_))
            | Reason::Procedure(ProcedureRefusal::NotYourTurn { .. }),
        ) => '-',
        Err(
            Reason::NoSuchUnit(_)
            | Reason::NoSuchPerson(_)
            | Reason::NoSuchMeeting(_)
            | Reason::NoSuchDirective(_)
            | Reason::Award(AwardRefusal::NoSuchAward(_))
            | Reason::Body(BodyRefusal::NoSuchBody(_))
            | Reason::Conference(ConferenceRefusal::NoSuchConference(_))
            | Reason::Study(StudyRefusal::NoSuchSession(_))
            | Reason::Visit(VisitRefusal::NoSuchVisit(_))
            | Reason::Bulletin(BulletinRefusal::NoSuchBulletin(_))
            | Reason::Petition(PetitionRefusal::NoSuchPetition(_))
            | Reason::Procedure(ProcedureRefusal::NoSuchProceeding(_)),
        ) => '.',
        // Whoever is refused for another reason had the right to ask.
        Ok(()) | Err(_) => letter,
    }
}

/// Why a command was refused, or the one of an act that stopped it.
fn reason_of(reason: Reason) -> Reason {
    match reason {
        Reason::InAct { reason, .. } => reason_of(*reason),
        reason => reason,
    }
}

/// The best that comes of any of the samples; a sample that the operator is refused is none.
fn asked(letter: char, actor: Actor, samples: &[Sample]) -> char {
    let outcomes = samples
        .iter()
        .filter(|sample| sample.can_be_done)
        .map(|sample| {
            let outcome = sample.world.ask(actor, sample.command.clone());
            cell(letter, outcome.map(drop))
        });
    let rank = |mark: &char| [letter, '-', '.'].iter().position(|it| it == mark);
    outcomes.min_by_key(rank).unwrap_or('_')
}

fn sights(organisation: &Organisation, actor: Actor, unit: UnitId, letter: char) -> Vec<char> {
    let world = &organisation.world;
    let mut marks: Vec<char> = Action::ALL
        .iter()
        .filter(|action| action.seen().is_some())
        .map(
            |action| match may(&world.state, actor, world.today, *action, unit) {
                true => letter,
                false => '.',
            },
        )
        .collect();
    let known = organisation.somebody_of(unit, actor).map(|person| {
        match may_see_person(&world.state, actor, world.today, person) {
            true => letter,
            false => '.',
        }
    });
    marks.push(known.unwrap_or('_'));
    for (_, seen) in SEEN {
        marks.push(match seen(organisation, actor, unit) {
            Some(true) => letter,
            Some(false) => '.',
            None => '_',
        });
    }
    marks
}

/// The rows: what is seen, then every command there is.
fn rows() -> Vec<String> {
    let sights = Action::ALL.iter().filter(|action| action.seen().is_some());
    sights
        .map(|action| action.words().to_owned())
        .chain(["see a person by name".to_owned()])
        .chain(SEEN.iter().map(|(name, _)| (*name).to_owned()))
        .chain(Command::names().map(str::to_owned))
        .collect()
}

/// A role's marks, a text of five a row; none where a command has no sample yet.
fn column(organisation: &Organisation, role: &Role) -> Vec<Option<String>> {
    let places = organisation.places(role);
    let mut rows: Vec<Option<String>> = Vec::new();
    let seen: Vec<Vec<char>> = places
        .iter()
        .zip(PLACES)
        .map(|(unit, letter)| match unit {
            Some(unit) => sights(organisation, role.actor, *unit, letter),
            None => vec!['_'; sights(organisation, role.actor, organisation.top(), 'o').len()],
        })
        .collect();
    for row in 0..seen[0].len() {
        rows.push(Some(seen.iter().map(|marks| marks[row]).collect()));
    }
    for name in Command::names() {
        let marks: Option<String> = places
            .iter()
            .zip(PLACES)
            .map(|(unit, letter)| match unit {
                Some(unit) => {
                    let samples = asked::samples(organisation, name, *unit, role.actor)?;
                    Some(asked(letter, role.actor, &samples))
                }
                None => {
                    asked::samples(organisation, name, organisation.top(), role.actor).map(|_| '_')
                }
            })
            .collect();
        rows.push(marks);
    }
    rows
}

fn table(organisation: &Organisation) -> String {
    let columns: Vec<Vec<Option<String>>> = organisation
        .roles
        .iter()
        .map(|role| column(organisation, role))
        .collect();
    let widths: Vec<usize> = organisation
        .roles
        .iter()
        .map(|role| role.holds.len().max(role.at.len()).max(5) + 2)
        .collect();
    let mut text = LEGEND.to_owned();
    let mut line = |first: &str, cells: Vec<&str>| {
        let mut line = format!("{first:<24}");
        for (cell, width) in cells.into_iter().zip(&widths) {
            write!(line, "{cell:<width$}").unwrap();
        }
        text.push_str(line.trim_end());
        text.push('\n');
    };
    line("", Vec::new());
    let roles = &organisation.roles;
    line("", roles.iter().map(|role| role.holds.as_str()).collect());
    line("", roles.iter().map(|role| role.at.as_str()).collect());
    for (at, row) in rows().iter().enumerate() {
        let cells: Option<Vec<&str>> = columns.iter().map(|marks| marks[at].as_deref()).collect();
        match cells {
            Some(cells) => line(row, cells),
            None => line(row, vec!["not asked yet: see matrix/asked.rs"]),
        }
    }
    text
}

fn charters() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{files:?}");
    files
}

#[test]
fn every_role_against_every_command_and_sight_is_the_table_beside_the_charter() {
    for path in charters() {
        let text = std::fs::read_to_string(&path).unwrap();
        let organisation = Organisation::under(&text);
        let table = table(&organisation);
        let kept = path.with_extension("rights.txt");
        if std::env::var_os(RENEW).is_some() {
            std::fs::write(&kept, &table).unwrap();
            continue;
        }
        let before = std::fs::read_to_string(&kept).unwrap_or_default();
        let changed: Vec<String> = before
            .lines()
            .filter(|line| !table.lines().any(|now| now == *line))
            .map(|line| format!("- {line}"))
            .chain(
                table
                    .lines()
                    .filter(|line| !before.lines().any(|was| was == *line))
                    .map(|line| format!("+ {line}")),
            )
            .collect();
        assert!(
            before == table,
            "{} is not what the kernel says. Where that is meant, run with {RENEW}=1.\n{}",
            kept.display(),
            changed.join("\n")
        );
    }
}

#[test]
fn every_command_with_a_sample_is_done_somewhere_under_a_shipped_charter() {
    let mut never: Vec<&str> = Command::names().collect();
    for path in charters() {
        let text = std::fs::read_to_string(&path).unwrap();
        let organisation = Organisation::under(&text);
        never.retain(|name| {
            let nowhere = Actor::Operator;
            !organisation.units().any(|unit| {
                asked::samples(&organisation, name, unit, nowhere)
                    .is_none_or(|samples| samples.iter().any(|sample| sample.can_be_done))
            })
        });
    }
    assert!(never.is_empty(), "a sample that nobody can do: {never:?}");
}
