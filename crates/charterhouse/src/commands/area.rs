//! `charterhouse area`: the units somebody looks after, where help is needed first.

use std::io::Write;

use clap::Args;
use web::readings::LookedAfterJson;
use web::words::counted;

use super::Outcome;
use crate::error::CommandError;
use crate::reading::Asked;

/// What `area` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
What has been against a binding rule longest comes first, then what is otherwise not in order,
then what was not visited for longest. Each unit says why it stands where it stands.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Code of whoever looks after them [default: the operator, who sees them all]
    #[arg(long, value_name = "CODE")]
    person: Option<String>,
    /// Only this unit and what stands beneath it
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// Lists the units, even while a server has the folder.
///
/// # Errors
///
/// When the organisation does not open, there is no such unit or person, or they look after
/// no unit.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let reading = arguments.asked.open()?;
    let directory = reading.directory()?;
    let reader = reading.reader(&directory, arguments.person.as_deref())?;
    let within = match &arguments.unit {
        Some(code) => Some(reading.unit(code)?),
        None => None,
    };
    let mut units = reader.area().map_err(|why| {
        CommandError::given(why.to_string())
            .hint("the charter says in a `visit` rule which units are looked after, and from where")
    })?;
    units.retain(|it| {
        let unit = kernel::UnitId(it.unit.id);
        within.is_none_or(|within| unit == within || reading.state.stands_under(unit, within))
    });
    arguments.asked.answer(&units, out, |out| {
        units.iter().try_for_each(|it| tell(it, out))
    })
}

fn tell(it: &LookedAfterJson, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{} {}, {} people: {}",
        it.unit.code, it.unit.name, it.people, it.why
    )?;
    let mut signs = vec![match &it.last_met {
        Some(day) => format!("last met on {}", day.0),
        None => "never met".to_owned(),
    }];
    signs.extend(it.quorum.map(|enough| {
        let words = if enough {
            "enough came"
        } else {
            "too few came"
        };
        words.to_owned()
    }));
    signs.extend(it.returns_missing.map(|missing| match missing {
        0 => "returns in".to_owned(),
        missing => counted(u64::from(missing), "return late", "returns late"),
    }));
    signs.push(match (it.posts_vacant, it.holders_not_in_term) {
        (0, 0) => "posts held in term".to_owned(),
        (vacant, over) => format!("{vacant} posts vacant, {over} holders not in term"),
    });
    signs.push(match &it.last_visited {
        Some(day) => format!("last visited on {}", day.0),
        None => "never visited".to_owned(),
    });
    writeln!(out, "  {}", signs.join("; "))
}
