//! What `charterhouse charter` answers to programs about a document.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use charter::{Charter, Problem, Reading};
use serde::Serialize;
use web::readings::CharterJson;

use super::super::{Outcome, json};
use super::{text_of, without_case};
use crate::error::CommandError;

/// A document that was checked.
#[derive(Debug, Serialize)]
struct Checked<'a> {
    file: String,
    /// Whether it is a charter.
    whole: bool,
    #[serde(flatten)]
    of: Option<Counts<'a>>,
    problems: Vec<ProblemSaid<'a>>,
}

/// What a charter is made of, counted.
#[derive(Debug, Serialize)]
struct Counts<'a> {
    id: &'a str,
    title: &'a str,
    edition: String,
    articles: usize,
    rules: usize,
    cases: usize,
    /// Names of the rules that no case shows.
    no_case_shows: Vec<&'a str>,
}

/// What is wrong with a document, and where.
#[derive(Debug, Serialize)]
struct ProblemSaid<'a> {
    /// Counted from one.
    line: usize,
    /// Counted from one, in letters.
    column: usize,
    says: &'a str,
    /// What to write at the mark.
    mark: &'a str,
    help: Option<&'a str>,
}

/// A document whose cases were run.
#[derive(Debug, Serialize)]
struct Tested<'a> {
    file: String,
    cases: usize,
    /// How many of them hold.
    held: usize,
    failures: Vec<FailureSaid<'a>>,
    no_case_shows: Vec<&'a str>,
}

/// A line of a case that did not come out as it says.
#[derive(Debug, Serialize)]
struct FailureSaid<'a> {
    article: &'a str,
    line: usize,
    expected: &'a str,
    found: &'a str,
}

pub(super) fn check(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let text = text_of(file)?;
    let Reading { charter, problems } = charter::read(&text);
    let checked = Checked {
        file: file.display().to_string(),
        whole: charter.is_some(),
        of: charter.as_ref().map(counts),
        problems: problems.iter().map(|it| said(it, &text)).collect(),
    };
    json(&checked, out)?;
    Ok(match charter {
        Some(_) => Outcome::Clean,
        None => Outcome::Amiss,
    })
}

pub(super) fn show(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = charter::read(&text_of(file)?).charter else {
        return check(file, out);
    };
    json(&CharterJson::of(&charter), out)?;
    Ok(Outcome::Clean)
}

pub(super) fn test(file: &Path, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = charter::read(&text_of(file)?).charter else {
        return check(file, out);
    };
    let charter = Arc::new(charter);
    let outcomes = sim::case::run_all(&charter);
    let held = outcomes.iter().filter(|it| it.holds()).count();
    let failures = outcomes.iter().flat_map(|it| {
        let article = charter.articles.get(it.article);
        let article = article.map_or("", |article| article.number.as_str());
        it.failures.iter().map(move |failure| FailureSaid {
            article,
            line: failure.line,
            expected: &failure.statement,
            found: &failure.found,
        })
    });
    let tested = Tested {
        file: file.display().to_string(),
        cases: outcomes.len(),
        held,
        failures: failures.collect(),
        no_case_shows: without_case(&charter),
    };
    json(&tested, out)?;
    Ok(match held == outcomes.len() {
        true => Outcome::Clean,
        false => Outcome::Amiss,
    })
}

fn counts(charter: &Charter) -> Counts<'_> {
    Counts {
        id: &charter.id,
        title: &charter.title,
        edition: charter.edition.to_string(),
        articles: charter.articles.len(),
        rules: charter.rules.len(),
        cases: charter.cases.len(),
        no_case_shows: without_case(charter),
    }
}

fn said<'a>(problem: &'a Problem, text: &str) -> ProblemSaid<'a> {
    let before = text.get(..problem.span.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    ProblemSaid {
        line: before.matches('\n').count().saturating_add(1),
        column: line.chars().count().saturating_add(1),
        says: &problem.message,
        mark: &problem.label,
        help: problem.help.as_deref(),
    }
}
