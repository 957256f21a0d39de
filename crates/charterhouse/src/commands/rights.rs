//! `charterhouse rights`: the table of who may do what where, as a charter gives it out.

use std::io::Write;
use std::path::PathBuf;

use charter::{Charter, RightHolder, Scope};
use clap::Args;
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;

/// What `rights` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 the table is shown, 1 the document has problems, 2 could not run."
)]
pub(crate) struct Arguments {
    /// Charter document
    #[arg(long, value_name = "FILE")]
    charter: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Shows the table.
///
/// # Errors
///
/// When the file cannot be read or the answer cannot be written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let Some(charter) = super::charter::read(&arguments.charter, out)? else {
        return Ok(Outcome::Amiss);
    };
    let table = Table::of(&charter);
    match arguments.format {
        Form::Text => table.write_text(out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &table).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

#[derive(Debug, Serialize)]
struct Table<'a> {
    charter: &'a str,
    edition: String,
    rights: Vec<Row<'a>>,
}

/// One right: who has it by post or by grade, what it allows, where, by which article.
#[derive(Debug, Serialize)]
struct Row<'a> {
    post: Option<&'a str>,
    grade: Option<&'a str>,
    action: &'static str,
    scope: &'static str,
    article: &'a str,
    rule: &'a str,
    basis: String,
}

/// Where a right holds, in the words of the charter's keys.
fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::OwnUnit => "own unit",
        Scope::UnitsBelow => "units below",
        Scope::Everywhere => "everywhere",
    }
}

impl<'a> Table<'a> {
    /// Holders in the charter's order, posts first; actions in the program's order.
    fn of(charter: &'a Charter) -> Table<'a> {
        let order = |holder: RightHolder| match holder {
            RightHolder::Post(post) => (0, post.index()),
            RightHolder::Grade(grade) => (1, grade.index()),
        };
        let mut rights: Vec<_> = charter.rights.iter().collect();
        rights.sort_by_key(|right| (order(right.holder), right.action, right.scope));
        let rows = rights.into_iter().map(|right| {
            let rule = charter.rule(right.rule);
            let (post, grade) = match right.holder {
                RightHolder::Post(post) => (charter.post(post), None),
                RightHolder::Grade(grade) => (None, charter.grade(grade)),
            };
            Row {
                post: post.map(|post| post.id.as_str()),
                grade: grade.map(|grade| grade.id.as_str()),
                action: right.action.words(),
                scope: scope_words(right.scope),
                article: charter
                    .article_of(right.rule)
                    .map_or("", |article| article.number.as_str()),
                rule: rule.map_or("", |rule| rule.name.as_str()),
                basis: rule.map(|rule| rule.basis.words()).unwrap_or_default(),
            }
        });
        Table {
            charter: &charter.id,
            edition: charter.edition.to_string(),
            rights: rows.collect(),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let heads = ["post or grade", "action", "scope", "article"];
        let rows: Vec<[&str; 4]> = self
            .rights
            .iter()
            .map(|row| {
                let holder = row.post.or(row.grade).unwrap_or_default();
                [holder, row.action, row.scope, row.article]
            })
            .collect();
        let [holder, action, scope, _] = std::array::from_fn(|column| {
            std::iter::once(&heads)
                .chain(&rows)
                .filter_map(|row| row.get(column))
                .map(|text| text.chars().count())
                .max()
                .unwrap_or_default()
        });
        for [first, second, third, fourth] in std::iter::once(&heads).chain(&rows) {
            writeln!(
                out,
                "{first:<holder$}  {second:<action$}  {third:<scope$}  {fourth}"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &str = include_str!("../../../../charters/self-help-groups.md");

    fn shown(text: &str, format: Form) -> (Outcome, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("charter.md");
        std::fs::write(&file, text).unwrap();
        let mut out = Vec::new();
        let arguments = Arguments {
            charter: file,
            format,
        };
        let outcome = run(&arguments, &mut out).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_line_is_a_post_or_grade_an_action_a_scope_and_the_article() {
        let (outcome, text) = shown(GROUPS, Form::Text);
        assert_eq!(outcome, Outcome::Clean);
        let lines: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split("  ").map(str::trim).filter(|it| !it.is_empty()))
            .map(Iterator::collect)
            .collect();
        assert_eq!(lines[0], ["post or grade", "action", "scope", "article"]);
        assert_eq!(lines[1], ["group-leader", "see figures", "own unit", "8"]);
        assert!(lines.contains(&vec!["office-bearer", "fill post", "units below", "8"]));
        assert_eq!(
            lines[lines.len() - 1],
            ["member", "see roll", "own unit", "8"]
        );
    }

    #[test]
    fn programs_read_every_right_the_charter_gives_and_no_other() {
        let (_, text) = shown(GROUPS, Form::Json);
        let table: serde_json::Value = serde_json::from_str(&text).unwrap();
        let rights = table["rights"].as_array().unwrap();
        let charter = charter::read(GROUPS).charter.unwrap();
        assert_eq!(rights.len(), charter.rights.len());
        assert_eq!(rights[0]["post"], "group-leader");
        assert_eq!(rights[0]["grade"], serde_json::Value::Null);
        assert_eq!(rights[0]["basis"], "assumed");
    }

    #[test]
    fn a_document_with_problems_is_amiss() {
        let text = GROUPS.replacen("\"see figures\"", "\"see the future\"", 1);
        let (outcome, text) = shown(&text, Form::Text);
        assert_eq!(outcome, Outcome::Amiss);
        assert!(text.contains("`see the future` is no action"), "{text}");
    }
}
