//! `charterhouse charter`: checks, shows and tests charter documents.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use charter::{Charter, Reading};
use clap::{Args, Subcommand};

use super::Outcome;
use crate::error::CommandError;

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
    /// Say the rules in plain words, each with its basis
    Show(Document),
    /// Run the cases of the document
    Test(Document),
}

#[derive(Debug, Args)]
struct Document {
    /// Charter document
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
///
/// When the file cannot be read or the answer cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::Check(document) => check(&document.file, out),
        What::Show(document) => show(&document.file, out),
        What::Test(document) => test(&document.file, out),
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

fn show(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = read(file, out)? else {
        return Ok(Outcome::Amiss);
    };
    write!(out, "{}", charter::show(&charter))?;
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

/// Reads a document; prints its problems where it has any.
pub(super) fn read(file: &Path, out: &mut dyn Write) -> Result<Option<Charter>, CommandError> {
    let text = fs::read_to_string(file)
        .map_err(|error| CommandError::failed(format!("reading {}", file.display()), &error))?;
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

fn say_what_no_case_shows(charter: &Charter, out: &mut dyn Write) -> Result<(), CommandError> {
    let names: Vec<&str> = charter
        .rules_without_case()
        .into_iter()
        .filter_map(|rule| charter.rule(rule))
        .map(|rule| rule.name.as_str())
        .collect();
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
    fn said(
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
        for command in [check, show, test] {
            let (outcome, out) = said(&text, command);
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
        assert_eq!(said(UNION, test).0, Outcome::Clean);
        let text = UNION.replacen("expect quorum 6\n", "expect quorum 7\n", 1);
        let (outcome, out) = said(&text, test);
        assert_eq!(outcome, Outcome::Amiss);
        assert!(out.contains("expected  expect quorum 7"), "{out}");
        assert!(out.contains("found     a quorum of 6"), "{out}");
    }

    #[test]
    fn rules_that_no_case_shows_are_named() {
        let text = UNION.replacen("```case right.treasurer", "```case", 1);
        let (outcome, out) = said(&text, check);
        assert_eq!(outcome, Outcome::Clean);
        assert!(out.ends_with("no case shows: right.treasurer\n"), "{out}");
        assert!(!said(UNION, check).1.contains("no case shows"));
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
