//! `charterhouse do`: carries out what one sentence says, in the words of a
//! charter's cases.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use charter::case::{Deed, Known, MemberDeed, ProcedureDeed, Subject, Who, names_in, read_deed};
use clap::Args;
use clerk::{Card, Directory, Submission, Whose, fresh_key};
use jiff::civil::Date;
use kernel::{Actor, Command, DirectiveId, PersonId, State, UnitId};
use serde::Serialize;
use sim::case::{Names, Scene};

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `do` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Units, people and directives go by their codes, petitions and proceedings by their numbers;
levels, grades, posts and meetings by the charter's own words:

  founds LEVEL \"A-9\" under \"A\" on 2026-03-01
  admits \"Ana Ruiz\" to \"A-9\" as GRADE
  splits \"A-1\" giving \"P-7\" and 9 people to \"A-10\"
  records MEETING of \"A-9\" held 2026-03-02 with all present, resolving \"To meet weekly.\"

A name that is nobody's code is, behind `admits`, that of somebody new.")]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// What is done, as it stands behind `when` in a case
    #[arg(value_name = "SENTENCE")]
    sentence: String,
    /// Code of the person who does it, with their rights; the operator where none is named
    #[arg(long = "as", value_name = "CODE")]
    by: Option<String>,
    /// Code that somebody new is given; one is made up where none is named
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Carries out the sentence. The folder must be free.
///
/// # Errors
///
/// When the sentence cannot be read, names what is not there, or is refused.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let clerk = folder::open(&arguments.data)?;
    let today = clerk.clock().today();
    let meant =
        clerk.read(|state, directory| Meant::read(arguments, state, directory, today))??;
    let key = fresh_key().map_err(|error| CommandError::failed("making a request", &error))?;
    let mut submission = Submission::new(key, meant.actor, meant.command);
    let newcomer = meant.newcomer.map(|name| {
        let made_up = || format!("N-{}", journal::hex(key.0.get(..5).unwrap_or_default()));
        let code = arguments.code.clone().unwrap_or_else(made_up);
        Newcomer { code, name }
    });
    if let Some(it) = &newcomer {
        let card = Card::named(&it.code, &it.name);
        submission.cards.push((Whose::New(0), card));
    }
    let receipt = match clerk.submit(submission) {
        Ok(receipt) => receipt,
        Err(denial) => {
            return Err(clerk.read(|state, directory| folder::denied(state, directory, &denial))?);
        }
    };
    let done = Done {
        by: meant.by,
        entries: (receipt.first_sequence..=receipt.last_sequence).collect(),
        events: receipt.events.iter().map(kernel::Event::name).collect(),
        newcomer,
    };
    match arguments.format {
        Form::Text => done.write_text(out)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &done).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// What a sentence means in this organisation today.
struct Meant {
    actor: Actor,
    by: String,
    command: Command,
    /// The name of somebody who is admitted and has no number yet.
    newcomer: Option<String>,
}

impl Meant {
    fn read(
        arguments: &Arguments,
        state: &State,
        directory: &Directory,
        today: Date,
    ) -> Result<Meant, CommandError> {
        let charter = state
            .charter_on(today)
            .ok_or_else(|| CommandError::given("no charter is in force today"))?;
        let sentence = arguments.sentence.trim();
        let mut names = Codes::default();
        for name in names_in(sentence).into_iter().chain(arguments.by.clone()) {
            names
                .units
                .extend(state.unit_by_code(&name).map(|unit| (name.clone(), unit)));
            let numbered = name.parse().ok().map(DirectiveId);
            let numbered = numbered.filter(|it| state.directive(*it).is_some());
            let directive = state.directive_by_code(charter, &name).or(numbered);
            names
                .directives
                .extend(directive.map(|it| (name.clone(), it)));
            names
                .people
                .extend(directory.person(&name).map(|person| (name, person)));
        }
        let who = match &arguments.by {
            Some(code) if !names.people.contains_key(code) => {
                return Err(CommandError::given(format!(
                    "there is nobody with the code {code:?}"
                )));
            }
            Some(code) => Who::Person(code.clone()),
            None => Who::Operator,
        };
        let known = Known {
            units: names.units.keys().cloned().collect(),
            people: names.people.keys().cloned().collect(),
            directives: names.directives.keys().cloned().collect(),
        };
        let when = read_deed(charter, sentence, who, &known).map_err(|problems| {
            let shown = charter::render(&problems, "the sentence", sentence);
            CommandError::given(format!("the sentence cannot be read\n{}", shown.trim_end()))
        })?;
        let scene = Scene {
            charter,
            state,
            today: when.on.unwrap_or(today),
            names: &names,
        };
        let actor = scene.actor(&when.actor).map_err(CommandError::given)?;
        let command = scene
            .command(actor, &when.deed)
            .map_err(CommandError::given)?;
        let newcomer = match &when.deed {
            Deed::Member(MemberDeed::Admit { person, .. }) => {
                Some(person.clone()).filter(|name| !names.people.contains_key(name))
            }
            Deed::Procedure(ProcedureDeed::Open {
                of: Subject::Person(person),
                ..
            }) => Some(person.clone()).filter(|name| !names.people.contains_key(name)),
            _ => None,
        };
        let by = match when.actor {
            Who::Operator => "operator".to_owned(),
            Who::Anyone => "anyone".to_owned(),
            Who::Person(code) => code,
        };
        Ok(Meant {
            actor,
            by,
            command,
            newcomer,
        })
    }
}

/// The codes a sentence names, and what they stand for.
#[derive(Default)]
struct Codes {
    units: BTreeMap<String, UnitId>,
    people: BTreeMap<String, PersonId>,
    /// By their codes or their numbers.
    directives: BTreeMap<String, DirectiveId>,
}

impl Names for Codes {
    fn unit(&self, name: &str) -> Option<UnitId> {
        self.units.get(name).copied()
    }

    fn person(&self, name: &str) -> Option<PersonId> {
        self.people.get(name).copied()
    }

    fn directive(&self, name: &str) -> Option<DirectiveId> {
        self.directives.get(name).copied()
    }

    fn is_named(&self, person: PersonId) -> bool {
        self.people.values().any(|named| *named == person)
    }
}

/// What came of it.
#[derive(Debug, Serialize)]
struct Done {
    /// The code of whoever did it, or `operator`.
    by: String,
    /// The entries of the journal that say so.
    entries: Vec<u64>,
    /// What happened, by the names of the events.
    events: Vec<&'static str>,
    /// Whoever was given a number and a card.
    newcomer: Option<Newcomer>,
}

#[derive(Debug, Serialize)]
struct Newcomer {
    code: String,
    name: String,
}

impl Done {
    fn write_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        if self.events.is_empty() {
            return writeln!(out, "nothing had to change");
        }
        for (entry, event) in self.entries.iter().zip(&self.events) {
            writeln!(out, "entry {entry}: {}", event.replace('-', " "))?;
        }
        if let Some(it) = &self.newcomer {
            writeln!(out, "{} has the code {}", it.name, it.code)?;
        }
        Ok(())
    }
}
