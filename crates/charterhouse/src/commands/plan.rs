//! `charterhouse plan`: plans the smallest reorganisation that cures the
//! findings of size and place.

use std::io::Write;
use std::path::PathBuf;

use charter::Charter;
use clap::Args;
use clerk::Clock;
use jiff::civil::Date;
use kernel::State;
use kernel::plan::{Figure, Plan, Step, plan};
use serde::Serialize;
use web::words::counted;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `plan` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Carry the plan out as one act: all of it or nothing
    #[arg(long)]
    apply: bool,
}

/// Shows the plan, even while a server has the folder, and carries it out if
/// asked, for which the folder must be free.
///
/// # Errors
///
/// When the organisation does not open or the desk refuses the act.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let shown = if arguments.apply {
        carry_out(arguments)?
    } else {
        let state = folder::look_into(&arguments.data)?
            .state()
            .map_err(|error| folder::cannot_open(&arguments.data, &error))?;
        let (_, shown) = planned(&state, Clock::System.today());
        shown?
    };
    match arguments.format {
        Form::Text => shown.write_text(out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &shown).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// The plan for a day, for the desk and for people.
fn planned(state: &State, today: Date) -> (Plan, Result<PlanInWords, CommandError>) {
    let plan = plan(state, today);
    let shown = state
        .charter_on(today)
        .map(|charter| PlanInWords::of(&plan, state, charter))
        .ok_or_else(|| CommandError::given("no charter is in force today"));
    (plan, shown)
}

fn carry_out(arguments: &Arguments) -> Result<PlanInWords, CommandError> {
    let clerk = folder::open(&arguments.data)?;
    let today = clerk.clock().today();
    let (plan, shown) = clerk.read(|state, _| planned(state, today))?;
    let mut shown = shown?;
    if !plan.steps.is_empty() {
        let answer = clerk.submit(folder::request(plan.act())?);
        if let Err(denial) = answer {
            return Err(clerk.read(|state, directory| folder::denied(state, directory, &denial))?);
        }
        shown.applied = true;
    }
    Ok(shown)
}

/// A plan in the words of the charter.
#[derive(Debug, Serialize)]
struct PlanInWords {
    applied: bool,
    units_before: u32,
    units_after: u32,
    moves: u32,
    steps: Vec<StepInWords>,
    /// Findings for which nothing could be planned.
    left: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StepInWords {
    cures: Vec<String>,
    moves: u32,
    before: Vec<UnitInWords>,
    after: Vec<UnitInWords>,
}

#[derive(Debug, Serialize)]
struct UnitInWords {
    code: String,
    name: String,
    level: String,
    parent: Option<String>,
    people: u32,
}

impl PlanInWords {
    fn of(plan: &Plan, state: &State, charter: &Charter) -> PlanInWords {
        PlanInWords {
            applied: false,
            units_before: plan.units_before,
            units_after: plan.units_after,
            moves: plan.moves(),
            steps: plan
                .steps
                .iter()
                .map(|step| StepInWords::of(step, state, charter))
                .collect(),
            left: plan
                .left
                .iter()
                .map(|finding| finding.message(state, charter))
                .collect(),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for (number, step) in self.steps.iter().enumerate() {
            writeln!(out, "{}. {}", number + 1, step.cures.join("; "))?;
            for (sign, units) in [("  -", &step.before), ("  +", &step.after)] {
                for unit in units {
                    writeln!(
                        out,
                        "{sign} {} {} ({}), {} people",
                        unit.code, unit.name, unit.level, unit.people
                    )?;
                }
            }
            writeln!(
                out,
                "    {} over to another unit",
                counted(step.moves.into(), "person goes", "people go")
            )?;
        }
        for left in &self.left {
            writeln!(out, "no way found: {left}")?;
        }
        let done = if self.applied {
            "done"
        } else {
            "nothing has been changed"
        };
        if self.steps.is_empty() {
            return writeln!(
                out,
                "nothing to plan: every unit has its size and its place"
            );
        }
        writeln!(
            out,
            "{}, {} over, {} units become {}: {done}",
            counted(
                u64::try_from(self.steps.len()).unwrap_or(u64::MAX),
                "step",
                "steps"
            ),
            counted(self.moves.into(), "person goes", "people go"),
            self.units_before,
            self.units_after
        )
    }
}

impl StepInWords {
    fn of(step: &Step, state: &State, charter: &Charter) -> StepInWords {
        let units = |figures: &[Figure]| {
            figures
                .iter()
                .map(|figure| UnitInWords {
                    code: figure.code.clone(),
                    name: figure.name.clone(),
                    level: charter
                        .level(figure.level)
                        .map(|level| level.id.clone())
                        .unwrap_or_default(),
                    parent: figure
                        .parent
                        .and_then(|parent| state.unit(parent))
                        .map(|unit| unit.code.to_owned()),
                    people: figure.people,
                })
                .collect()
        };
        StepInWords {
            cures: step
                .cures
                .iter()
                .map(|finding| finding.message(state, charter))
                .collect(),
            moves: step.moves,
            before: units(&step.before),
            after: units(&step.after),
        }
    }
}
