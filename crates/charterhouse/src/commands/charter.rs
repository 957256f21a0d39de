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
fn read(file: &Path, out: &mut dyn Write) -> Result<Option<Charter>, CommandError> {
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
