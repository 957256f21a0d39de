//! `charterhouse charter`: checks, shows and tests charter documents.

mod programs;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use charter::{Charter, Reading};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use kernel::charters::AdoptCharter;
use kernel::{Command, State};
use serde::Serialize;
use web::readings::CharterJson;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `charter` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 nothing is amiss, 1 the document has problems or a case does not hold, 2 could not run."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What to do with a charter document.
#[derive(Debug, Subcommand)]
enum What {
    /// Read the document and list every problem with its place and what to do
    Check(Document),
    /// Say the rules in plain words, each with its basis: of a document, or in force in an organisation
    Show(Showing),
    /// Run the cases of the document
    Test(Document),
    /// Put an edition in force in an organisation, whose folder must be free
    Adopt(Adopting),
    /// Tell the editions of an organisation: which is in force, which was, which comes
    Editions(Editions),
}

#[derive(Debug, Args)]
struct Adopting {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Charter document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// First day in force, as in 2026-01-31 [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Args)]
struct Editions {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// An edition as it is told.
#[derive(Debug, Serialize)]
struct Told {
    /// Identifier of the charter.
    charter: String,
    title: String,
    /// The date of the edition.
    edition: String,
    /// First day in force.
    from: String,
    /// First day on which the next one is in force.
    until: Option<String>,
    in_force: bool,
    /// SHA-256 of its text.
    sha256: String,
}

#[derive(Debug, Args)]
struct Document {
    /// Charter document
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Args)]
struct Showing {
    /// Charter document, or the data folder of an organisation
    #[arg(value_name = "FILE|DIR")]
    what: PathBuf,
    /// Day on which it was in force in the organisation [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Runs the command.
///
/// # Errors
///
/// When the file cannot be read or the answer cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::Check(it) if it.format == Form::Json => programs::check(&it.file, out),
        What::Check(document) => check(&document.file, out),
        What::Show(showing) => show(showing, out),
        What::Test(it) if it.format == Form::Json => programs::test(&it.file, out),
        What::Test(document) => test(&document.file, out),
        What::Adopt(adopting) => adopt(adopting, out),
        What::Editions(asked) => editions(asked, out),
    }
}

fn check(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = read(file, out)? else {
        return Ok(Outcome::Amiss);
    };
    writeln!(
        out,
        "{}: {} articles, {} rules, {} cases, no problems",
        file.display(),
        charter.articles.len(),
        charter.rules.len(),
        charter.cases.len()
    )?;
    say_what_no_case_shows(&charter, out)?;
    Ok(Outcome::Clean)
}

fn show(asked: &Showing, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    if asked.what.is_dir() {
        let state = folder::look_into(&asked.what)?
            .state()
            .map_err(|error| folder::cannot_open(&asked.what, &error))?;
        let day = asked.on.unwrap_or_else(|| clerk::Clock::System.today());
        return said(folder::charter_on(&state, day)?, asked.format, out);
    }
    if asked.on.is_some() {
        return Err(CommandError::given(format!(
            "{} is one document, and --on chooses among the editions of an organisation",
            asked.what.display()
        ))
        .hint("name the data folder, or leave --on out"));
    }
    if asked.format == Form::Json {
        return programs::show(&asked.what, out);
    }
    match read(&asked.what, out)? {
        Some(charter) => said(&charter, asked.format, out),
        None => Ok(Outcome::Amiss),
    }
}

/// The rules of a charter in the form that is asked for.
fn said(charter: &Charter, format: Form, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match format {
        Form::Text => write!(out, "{}", charter::show(charter))?,
        Form::Json => super::json(&CharterJson::of(charter), out)?,
    }
    Ok(Outcome::Clean)
}

fn test(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = read(file, out)? else {
        return Ok(Outcome::Amiss);
    };
    let charter = Arc::new(charter);
    let outcomes = sim::case::run_all(&charter);
    let mut held = 0_usize;
    for outcome in &outcomes {
        if outcome.holds() {
            held = held.saturating_add(1);
            continue;
        }
        let article = charter.articles.get(outcome.article);
        let number = article.map_or("", |article| article.number.as_str());
        for failure in &outcome.failures {
            writeln!(
                out,
                "{}:{}: a case of article {number} does not hold",
                file.display(),
                failure.line
            )?;
            writeln!(out, "  expected  {}", failure.statement)?;
            writeln!(out, "  found     {}\n", failure.found)?;
        }
    }
    writeln!(out, "{held} of {} cases hold", outcomes.len())?;
    say_what_no_case_shows(&charter, out)?;
    if held == outcomes.len() {
        Ok(Outcome::Clean)
    } else {
        Ok(Outcome::Amiss)
    }
}

/// Puts an edition in force, as the operator.
fn adopt(asked: &Adopting, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = read(&asked.file, out)? else {
        return Ok(Outcome::Amiss);
    };
    let text = text_of(&asked.file)?;
    let clerk = folder::open(&asked.data)?;
    let today = clerk.clock().today();
    let mut submission = folder::request(Command::AdoptCharter(AdoptCharter {
        charter: Arc::new(charter),
        sha256: journal::sha256(text.as_bytes()),
        from: asked.from.unwrap_or(today),
    }))?;
    submission.charters.push(text);
    if let Err(denial) = clerk.submit(submission) {
        return Err(clerk.read(|state, directory| folder::denied(state, directory, &denial))?);
    }
    let told = clerk.read(|state, _| told(state, today))?;
    write(&told, asked.format, out)
}

fn editions(asked: &Editions, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let state = folder::look_into(&asked.data)?
        .state()
        .map_err(|error| folder::cannot_open(&asked.data, &error))?;
    write(
        &told(&state, clerk::Clock::System.today()),
        asked.format,
        out,
    )
}

/// The editions of an organisation, the oldest first.
fn told(state: &State, today: Date) -> Vec<Told> {
    let editions = state.editions();
    let next = editions.iter().skip(1).map(|it| Some(it.from));
    let untils = next.chain([None]);
    let told = editions.iter().zip(untils).map(|(it, until)| Told {
        charter: it.charter.id.clone(),
        title: it.charter.title.clone(),
        edition: it.charter.edition.to_string(),
        from: it.from.to_string(),
        until: until.map(|until| until.to_string()),
        in_force: it.from <= today && until.is_none_or(|until| today < until),
        sha256: journal::hex(&it.sha256),
    });
    told.collect()
}

fn write(told: &[Told], format: Form, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    if format == Form::Json {
        serde_json::to_writer_pretty(&mut *out, told).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Outcome::Clean);
    }
    for it in told {
        let until = it.until.as_ref().map(|until| format!(" until {until}"));
        let now = if it.in_force { ", in force" } else { "" };
        writeln!(
            out,
            "{}, edition of {}: from {}{}{now}",
            it.title,
            it.edition,
            it.from,
            until.unwrap_or_default()
        )?;
    }
    Ok(Outcome::Clean)
}

fn text_of(file: &Path) -> Result<String, CommandError> {
    fs::read_to_string(file)
        .map_err(|error| CommandError::failed(format!("reading {}", file.display()), &error))
}

/// Reads a document; prints its problems where it has any.
pub(super) fn read(file: &Path, out: &mut dyn Write) -> Result<Option<Charter>, CommandError> {
    let text = text_of(file)?;
    let Reading { charter, problems } = charter::read(&text);
    if charter.is_none() {
        let name = file.display().to_string();
        write!(out, "{}", charter::render(&problems, &name, &text))?;
        let number = problems.len();
        let word = if number == 1 { "problem" } else { "problems" };
        writeln!(out, "{name}: {number} {word}")?;
    }
    Ok(charter)
}

/// The names of the rules that no case of the document shows.
fn without_case(charter: &Charter) -> Vec<&str> {
    charter
        .rules_without_case()
        .into_iter()
        .filter_map(|rule| charter.rule(rule))
        .map(|rule| rule.name.as_str())
        .collect()
}

fn say_what_no_case_shows(charter: &Charter, out: &mut dyn Write) -> Result<(), CommandError> {
    let names = without_case(charter);
    if !names.is_empty() {
        writeln!(out, "no case shows: {}", names.join(", "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNION: &str = include_str!("../../../../charters/union.md");

    /// What a command says of a document, and how it ends.
    fn told_of(
        text: &str,
        command: fn(&Path, &mut dyn Write) -> Result<Outcome, CommandError>,
    ) -> (Outcome, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("charter.md");
        fs::write(&file, text).unwrap();
        let mut out = Vec::new();
        let outcome = command(&file, &mut out).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_document_with_problems_is_amiss_and_says_where() {
        let text = UNION.replacen("range     = \"50..\"", "range     = \"..50..\"", 1);
        for command in [check, test] {
            let (outcome, out) = told_of(&text, command);
            assert_eq!(outcome, Outcome::Amiss);
            let line = 1 + UNION
                .split("range     = ")
                .next()
                .unwrap()
                .matches('\n')
                .count();
            assert!(out.contains(&format!("charter.md:{line}:13")), "{out}");
            assert!(out.contains("charter.md: 1 problem\n"), "{out}");
        }
    }

    #[test]
    fn a_case_that_does_not_hold_is_amiss_and_names_its_line() {
        assert_eq!(told_of(UNION, test).0, Outcome::Clean);
        let text = UNION.replacen("expect quorum 6\n", "expect quorum 7\n", 1);
        let (outcome, out) = told_of(&text, test);
        assert_eq!(outcome, Outcome::Amiss);
        assert!(out.contains("expected  expect quorum 7"), "{out}");
        assert!(out.contains("found     a quorum of 6"), "{out}");
    }

    #[test]
    fn rules_that_no_case_shows_are_named() {
        let text = UNION.replacen("```case right.treasurer", "```case", 1);
        let (outcome, out) = told_of(&text, check);
        assert_eq!(outcome, Outcome::Clean);
        assert!(out.ends_with("no case shows: right.treasurer\n"), "{out}");
        assert!(!told_of(UNION, check).1.contains("no case shows"));
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let error = check(Path::new("no/such/file.md"), &mut Vec::new()).unwrap_err();
        let mut shown = Vec::new();
        error.show(&mut shown);
        assert!(
            String::from_utf8(shown)
                .unwrap()
                .contains("reading no/such/file.md")
        );
    }
}
