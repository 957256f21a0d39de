//! `charterhouse award`: which units were proposed for which award, and what came of it.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use kernel::State;
use kernel::awards::{Award, AwardStanding};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `award` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every proposal with its figures and what was decided, the latest time first
    List {
        /// Data folder of the organisation
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Code of a unit: only what it was proposed for
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
}

/// A proposal, as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    award: &'a str,
    title: &'a str,
    unit: &'a str,
    name: &'a str,
    from: String,
    until: String,
    standing: &'static str,
    proposed: String,
    decided: Option<String>,
    by: Option<&'a str>,
    criteria: Vec<Figure<'a>>,
}

/// A criterion with its figures on the day of the proposal.
#[derive(Debug, Serialize)]
struct Figure<'a> {
    id: &'a str,
    found: Option<u64>,
    needed: Option<u64>,
    met: Option<bool>,
}

/// Lists proposals, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, or there is no such unit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let What::List { data, unit, format } = &arguments.what;
    let onlooker = folder::look_into(data)?;
    let state = onlooker
        .state()
        .map_err(|error| folder::cannot_open(data, &error))?;
    let within = match unit {
        Some(code) => Some(state.unit_by_code(code).ok_or_else(|| {
            CommandError::given(format!("there is no unit with the code {code}"))
                .hint("the codes stand in what `charterhouse export` writes")
        })?),
        None => None,
    };
    let mut found: Vec<Award> = state
        .awards()
        .filter(|award| within.is_none_or(|unit| award.unit == unit))
        .collect();
    found.sort_by_key(|award| (std::cmp::Reverse(award.span.last), award.id));
    let rows: Vec<Row<'_>> = found
        .iter()
        .filter_map(|award| row(&state, award))
        .collect();
    match format {
        Form::Json => {
            let json = serde_json::to_string_pretty(&rows).map_err(std::io::Error::from)?;
            writeln!(out, "{json}")?;
        }
        Form::Text => text(&rows, out)?,
    }
    Ok(Outcome::Clean)
}

fn row<'a>(state: &'a State, award: &Award) -> Option<Row<'a>> {
    let rule = state.charter()?.award(award.kind)?;
    let unit = state.unit(award.unit)?;
    let criteria = rule.criteria.iter().zip(&award.readings);
    Some(Row {
        award: &rule.id,
        title: &rule.title,
        unit: unit.code,
        name: unit.name,
        from: award.span.first.to_string(),
        until: award.span.last.to_string(),
        standing: match award.standing() {
            AwardStanding::Proposed => "proposed",
            AwardStanding::Granted => "granted",
            AwardStanding::Refused => "refused",
            AwardStanding::Revoked => "revoked",
        },
        proposed: award.proposed.to_string(),
        decided: award.decision.map(|decision| decision.on.to_string()),
        by: award
            .decision
            .and_then(|decision| state.unit(decision.by))
            .map(|unit| unit.code),
        criteria: criteria
            .map(|(criterion, reading)| Figure {
                id: &criterion.id,
                found: reading.measured.map(|it| it.found),
                needed: reading.measured.map(|it| it.needed),
                met: reading.measured.map(|it| criterion.met(it)),
            })
            .collect(),
    })
}

fn text(rows: &[Row<'_>], out: &mut dyn Write) -> Result<(), CommandError> {
    if rows.is_empty() {
        writeln!(out, "no unit was proposed for an award")?;
    }
    for row in rows {
        write!(
            out,
            "{}  {} ({}), {} to {}: {}",
            row.title, row.name, row.unit, row.from, row.until, row.standing
        )?;
        if let (Some(on), Some(by)) = (&row.decided, row.by) {
            write!(out, ", decided by {by} on {on}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
