//! `cargo xtask bench`: measures what the design promises, keeps every result,
//! and writes the document that shows them.

mod peers;

use std::path::Path;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
usage: cargo xtask bench [options]

  --only NAME   measure one part, or the parts whose name begins so; may stand several times
  --runs N      how often each part is run [default: 5, and 2 at a hundred million]
  --quick       small sizes, one run, into a folder of its own: to try the programs out
  --resume      leave out the parts that were measured at this commit already
  --list        name the parts and what each runs
  --render      write the document again from what was kept, and measure nothing
  --peers       run the other programs on the same data, and nothing else
";

/// What was asked of `cargo xtask bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Beginnings of the names of the parts wished for; all parts if there are none.
    pub(crate) only: Vec<String>,
    /// How often each part is run, if not as often as it says itself.
    pub(crate) runs: Option<usize>,
    /// Small sizes and one run.
    pub(crate) quick: bool,
    /// Parts that were measured at this commit are left as they are.
    pub(crate) resume: bool,
    /// What to do.
    pub(crate) task: Task,
}

/// What `cargo xtask bench` does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Task {
    /// Measure, keep, and write the document.
    #[default]
    Measure,
    /// Name the parts.
    List,
    /// Write the document from what was kept.
    Render,
    /// Run the other programs.
    Peers,
}

/// Does what the arguments ask.
///
/// # Errors
///
/// When an argument is not known, or a program cannot be run.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<()> {
    if arguments
        .iter()
        .any(|word| word == "--help" || word == "-h")
    {
        crate::say(USAGE);
        return Ok(());
    }
    let options = read(arguments)?;
    match options.task {
        Task::Peers => peers::run(root, &options),
        Task::Measure | Task::List | Task::Render => {
            let section = peers::section(root)?;
            bail!(
                "nothing is measured yet ({} peers)",
                section.map_or(0, |_| 1)
            )
        }
    }
}

fn read(arguments: &[String]) -> Result<Options> {
    let mut options = Options::default();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .with_context(|| format!("{word} needs a value\n\n{USAGE}"))
        };
        match word.as_str() {
            "--only" => options.only.push(value()?.clone()),
            "--runs" => {
                let runs: usize = value()?.parse().context("--runs needs a number")?;
                if runs == 0 {
                    bail!("--runs needs at least 1");
                }
                options.runs = Some(runs);
            }
            "--quick" => options.quick = true,
            "--resume" => options.resume = true,
            "--list" => options.task = Task::List,
            "--render" => options.task = Task::Render,
            "--peers" => options.task = Task::Peers,
            _ => bail!("there is no option `{word}`\n\n{USAGE}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{Options, Task, read};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn arguments_are_read() {
        let options = read(&words("--only year --only check --runs 3 --resume")).expect("in order");
        assert_eq!(
            options,
            Options {
                only: words("year check"),
                runs: Some(3),
                resume: true,
                ..Options::default()
            }
        );
        let peers = read(&words("--peers --quick")).expect("in order");
        assert_eq!((peers.task, peers.quick), (Task::Peers, true));
    }

    #[test]
    fn an_unknown_option_and_a_missing_value_are_named() {
        for (line, said) in [
            ("--fast", "--fast"),
            ("--only", "--only needs a value"),
            ("--runs 0", "at least 1"),
            ("--runs many", "--runs needs a number"),
        ] {
            let error = read(&words(line)).expect_err("not in order");
            assert!(format!("{error:#}").contains(said), "{line}: {error:#}");
        }
    }
}
