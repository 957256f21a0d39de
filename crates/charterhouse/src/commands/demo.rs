//! `charterhouse demo`: makes a made-up organisation and serves it.

use std::collections::VecDeque;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use charter::{Charter, Every};
use clap::Args;
use clerk::{Clerk, Clock, Options, Pending, SetClock, Submission, Whose};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Actor, Command, State};
use sim::made_up::{Login, MadeUp, Step, Wish, make_up};

use super::{Outcome, serve};
use crate::error::CommandError;
use crate::example::{Example, ExampleLogin, ExamplePlanted};
use crate::making::{Making, card, moment_of, today};
use crate::standing::Standing;
use crate::{folder, history, progress};

/// The charter that is shown where no other is asked for.
const REFERENCE_CHARTER: &str = include_str!("../../../../charters/party-cell.md");

/// All made-up people have the same password: there is nothing to hide.
const PASSWORD: &str = "made-up-password";

/// How many members are made up where no number is asked for.
const MEMBERS: u32 = 20_000;

/// How many years are made up where no number is asked for.
const YEARS: u32 = 1;

/// The seed of all chance: the same wish gives the same organisation.
const SEED: u64 = 1;

/// How many steps may wait for the desk at a time.
const STEPS_WAITING_MAX: usize = 512;

/// What `demo` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Members on the roll at the end of the made-up years [default: 20000]
    #[arg(long, value_name = "N")]
    members: Option<u32>,
    /// Years of meetings to make up [default: 1]
    #[arg(long, value_name = "Y")]
    years: Option<u32>,
    /// Data folder; an organisation that is found there is served as it is
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Port on 127.0.0.1; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 7700)]
    port: u16,
    /// Make the organisation and stop
    #[arg(long)]
    no_serve: bool,
    /// Charter to make it up under [default: the reference charter]
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
}

/// Makes the organisation where there is none yet, shows how it stands, and serves it.
///
/// # Errors
///
/// When the charter leaves nothing to make up, or the folder or port is not to be had.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    // A port that is taken is told before minutes are spent on the making.
    let listener = match arguments.no_serve {
        true => None,
        false => Some(serve::listen(arguments.port)?),
    };
    if arguments.data.join("organisation.db").exists() {
        tell_found(arguments, out)?;
    } else {
        make(arguments, out)?;
    }
    let clerk = folder::open(&arguments.data)?;
    let example = Example::of_folder(&arguments.data)?;
    let today = clerk.clock().today();
    let (standing, sizes) = clerk.read(|state, _| (Standing::of(state, today), sizes(state)))?;
    writeln!(out, "{sizes}, how it stands on {today}:")?;
    standing?.write_rules(out)?;
    if let Some(example) = &example {
        writeln!(out, "sign in as")?;
        for (who, name, password) in example.logins_in_words() {
            writeln!(out, "  {who}: {name} / {password}")?;
        }
    }
    let Some(listener) = listener else {
        return Ok(Outcome::Clean);
    };
    let settings = serve::settings(&arguments.data, example.as_ref());
    serve::serve(clerk, settings, listener, out)
}

/// Says that there is an organisation already, and what is passed over for that.
fn tell_found(arguments: &Arguments, out: &mut dyn Write) -> Result<(), CommandError> {
    let folder = arguments.data.display();
    writeln!(out, "found {folder}: serving it as it is")?;
    let given: Vec<&str> = [
        ("--members", arguments.members.is_some()),
        ("--years", arguments.years.is_some()),
        ("--charter", arguments.charter.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, is_given)| is_given.then_some(name))
    .collect();
    if !given.is_empty() {
        writeln!(
            out,
            "{} passed over: {folder} is made already; another one is made with --data ANOTHER-FOLDER",
            given.join(", ")
        )?;
    }
    Ok(())
}

fn make(arguments: &Arguments, out: &mut dyn Write) -> Result<(), CommandError> {
    let mut making = Making::at(&arguments.data, "--data")?;
    let text = match &arguments.charter {
        Some(path) => fs::read_to_string(path)
            .map_err(|error| CommandError::failed(format!("reading {}", path.display()), &error))?,
        None => REFERENCE_CHARTER.to_owned(),
    };
    let charter = charter::read(&text).charter.map(Arc::new).ok_or_else(|| {
        CommandError::given("the charter has problems")
            .hint("`charterhouse charter check` shows them")
    })?;
    let members = arguments.members.unwrap_or(MEMBERS);
    writeln!(
        out,
        "making up an organisation of {members} members under \"{}\"",
        charter.title
    )?;
    out.flush()?;
    let wish = Wish {
        members,
        years: arguments.years.unwrap_or(YEARS),
        seed: SEED,
        until: lived_until(&charter, today()),
    };
    let waiting = progress::waiting("making it up");
    let made_up =
        make_up(&charter, &wish).map_err(|error| CommandError::given(error.to_string()))?;
    waiting.finish_and_clear();
    let folder = making.begin()?;
    let example = live(made_up, &text, &folder)?;
    if arguments.charter.is_none() {
        history::put_into(&folder)?;
    }
    example.mark(&folder)?;
    making.settle()
}

/// The last made-up day. A month that is not over yet is left to whoever tries
/// the demonstration, so that there is a meeting to record; where something
/// runs out within a month, the made-up days go on until today.
fn lived_until(charter: &Charter, today: Date) -> Date {
    let months_only = charter
        .meetings
        .iter()
        .all(|meeting| !matches!(meeting.every, Some(Every::Weeks(_))));
    let endless = charter.posts.iter().all(|post| post.term_months.is_none());
    let month_before = today.first_of_month().yesterday();
    match month_before {
        Ok(last) if months_only && endless => last,
        Ok(_) | Err(_) => today,
    }
}

/// Lets the made-up years pass through the desk, as real ones would.
fn live(made_up: MadeUp, text: &str, folder: &Path) -> Result<Example, CommandError> {
    let (clock, hand) = Clock::set_to(made_up.begins);
    hand.set_moment(moment_of(made_up.begins, Timestamp::now()));
    let options = Options {
        clock,
        ..Options::default()
    };
    let clerk = Clerk::create(folder, text, made_up.begins, options)
        .map_err(|error| folder::cannot_open(folder, &error))?;
    let bar = progress::steps("entering the register", made_up.year.len());
    let mut register = folder::request(Command::EnterRegister(made_up.register))?;
    register.cards = (0..)
        .map(Whose::New)
        .zip(made_up.cards.into_iter().map(card))
        .collect();
    let mut waiting = Waiting {
        clerk: &clerk,
        hand: &hand,
        day: made_up.begins,
        pending: VecDeque::new(),
    };
    waiting.submit(made_up.begins, register)?;
    bar.set_message("letting the years pass");
    for step in made_up.year {
        let (on, submission) = submission(step)?;
        waiting.submit(on, submission)?;
        bar.inc(1);
    }
    waiting.finish()?;
    bar.finish_and_clear();
    let example = Example {
        note: Example::NOTE.to_owned(),
        logins: clerk.read(|state, _| logins(&made_up.logins, state))?,
        planted: made_up
            .planted
            .into_iter()
            .map(|planted| ExamplePlanted {
                unit: planted.unit,
                rule: planted.rule,
            })
            .collect(),
    };
    add_accounts(&clerk, &made_up.logins)?;
    Ok(example)
}

fn submission(step: Step) -> Result<(Date, Submission), CommandError> {
    let mut submission = folder::request(step.command)?;
    submission.actor = step.actor;
    submission.cards = step
        .card
        .map(|it| (Whose::New(0), card(it)))
        .into_iter()
        .collect();
    Ok((step.on, submission))
}

/// Steps that the desk has been handed and not answered yet. The clock moves
/// only when none of them waits, so that each is recorded on its own day.
struct Waiting<'a> {
    clerk: &'a Clerk,
    hand: &'a SetClock,
    day: Date,
    pending: VecDeque<Pending>,
}

impl Waiting<'_> {
    fn submit(&mut self, on: Date, submission: Submission) -> Result<(), CommandError> {
        if on != self.day {
            self.finish()?;
            self.hand.set_moment(moment_of(on, Timestamp::now()));
            self.day = on;
        }
        if self.pending.len() >= STEPS_WAITING_MAX {
            self.settle_one()?;
        }
        let pending = self
            .clerk
            .hand_in(submission)
            .map_err(|denial| self.refused(&denial))?;
        self.pending.push_back(pending);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), CommandError> {
        while !self.pending.is_empty() {
            self.settle_one()?;
        }
        Ok(())
    }

    fn settle_one(&mut self) -> Result<(), CommandError> {
        match self.pending.pop_front().map(Pending::wait) {
            Some(Err(denial)) => Err(self.refused(&denial)),
            Some(Ok(_)) | None => Ok(()),
        }
    }

    fn refused(&self, denial: &clerk::Denial) -> CommandError {
        CommandError::refused(format!(
            "a made-up step of {} was refused: {denial}",
            self.day
        ))
    }
}

/// Whom one can sign in as, in the charter's words.
fn logins(logins: &[Login], state: &State) -> Vec<ExampleLogin> {
    logins
        .iter()
        .map(|login| {
            let unit = state
                .unit_by_code(&login.unit)
                .and_then(|unit| state.unit(unit));
            ExampleLogin {
                who: format!(
                    "{}, {}",
                    login.title,
                    unit.map_or(login.unit.as_str(), |unit| unit.name)
                ),
                name: login.name.clone(),
                password: PASSWORD.to_owned(),
            }
        })
        .collect()
}

fn add_accounts(clerk: &Clerk, logins: &[Login]) -> Result<(), CommandError> {
    let sealed = web::seal_password(PASSWORD)
        .map_err(|error| CommandError::failed("making an account", &error))?;
    for login in logins {
        let actor = journal::actor_text(Actor::Person(login.person));
        clerk
            .accounts()
            .add_account(&login.name, &actor, &sealed, clerk.clock().now_ms())
            .map_err(|error| CommandError::failed("making an account", &error))?;
    }
    Ok(())
}

fn sizes(state: &State) -> String {
    format!(
        "{} units, {} members",
        state.standing_units().count(),
        state.member_count()
    )
}
