//! The commands, one file each: what it takes, then what it does.

mod account;
mod area;
mod award;
mod body;
mod bulletin;
mod changes;
mod charter;
mod check;
mod conference;
mod deed;
mod demo;
mod directive;
mod due;
mod dues;
mod election;
mod explore;
mod export;
mod import;
mod init;
mod journal;
mod list;
mod meeting;
mod notices;
mod petition;
mod plan;
mod post;
mod procedure;
mod record;
mod report;
mod rights;
mod serve;
mod show;
mod simulate;
mod study;
mod verify;
mod visit;
mod who;

use std::io::Write;
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use crate::error::CommandError;

/// Writes an answer as programs read it.
fn json(it: &impl Serialize, out: &mut dyn Write) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(it).map_err(std::io::Error::from)?;
    writeln!(out, "{text}")?;
    Ok(())
}

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Found an organisation under a charter, in a new data folder
    Init(init::Arguments),
    /// Enter a register of units and people from two CSV files, all or nothing
    Import(import::Arguments),
    /// Write the register as files that import again to the same register
    Export(export::Arguments),
    /// Hold the organisation against its charter and list what is outside the rules
    Check(check::Arguments),
    /// Show the smallest reorganisation that cures the findings, and apply it if asked
    Plan(plan::Arguments),
    /// List what is due, from which unit and by when
    Due(due::Arguments),
    /// List the units somebody looks after, where help is needed first
    Area(area::Arguments),
    /// Tell what changed in a unit between two days
    Changes(changes::Arguments),
    /// Tell what was done and by whom, the newest first
    Journal(journal::Arguments),
    /// List the meetings, returns, elections, visits or books of a unit, as its pages do
    List(list::Arguments),
    /// Show one meeting, with who was absent and what was resolved
    Meeting(meeting::Arguments),
    /// List which units were proposed for which award, and what came of it
    Award(award::Arguments),
    /// List sessions of courses, and show who attended one
    Study(study::Arguments),
    /// List the affiliated bodies on the registers of units
    Body(body::Arguments),
    /// List elections with what was counted, and show one
    Election(election::Arguments),
    /// List conferences, and show the seats of one and who has chosen
    Conference(conference::Arguments),
    /// List who holds and who held the posts of units, and how they came to
    Post(post::Arguments),
    /// List directives, and show how far one has come and who holds it up
    Directive(directive::Arguments),
    /// Show what the returns of a stretch of time come to, and whose are missing
    Report(report::Arguments),
    /// Show what is under way by a procedure of the charter, and how far it is
    Procedure(procedure::Arguments),
    /// List what was asked of units, show one, or erase the words that are old enough
    Petition(petition::Arguments),
    /// Do what one sentence says, in the words of the charter's cases
    Do(deed::Arguments),
    /// Serve the pages and the JSON API on this machine
    Serve(serve::Arguments),
    /// Read everything that is kept again and name the first thing that is not as written
    Verify(verify::Arguments),
    /// Let years pass in a made-up organisation of any size and show what comes of a charter
    Simulate(simulate::Arguments),
    /// Make a made-up organisation and serve it
    Demo(demo::Arguments),
    /// Check, show or test a charter document
    Charter(charter::Arguments),
    /// Show who may do what where: the rights a charter gives out, a line each
    Rights(rights::Arguments),
    /// Show the books of units: what members owe, what was paid, what goes up
    Dues(dues::Arguments),
    /// Ask the kernel for right and wrong things from a seed, and look whether it keeps its promises
    Explore(explore::Arguments),
    /// List the bulletins of units and how things stand with them
    Bulletin(bulletin::Arguments),
    /// List the visits to units, and which have had none
    Visit(visit::Arguments),
    /// Check, bring in or write out a record of the past: what sources say, in small text files
    Record(record::Arguments),
    /// Show a unit or a person as they stood on any day
    Show(show::Arguments),
    /// Find people under any form of their name, in the record and on the roll
    Who(who::Arguments),
    /// Send people what is due from them by e-mail, once a day at most, and list what was sent
    Notices(notices::Arguments),
    /// Give people a way to sign in
    Account(account::Arguments),
}

impl Command {
    /// Runs the command and writes its answer.
    ///
    /// # Errors
    ///
    /// When it could not do what it was asked.
    pub(crate) fn run(&self, out: &mut dyn Write) -> Result<Outcome, CommandError> {
        match self {
            Command::Init(arguments) => init::run(arguments, out),
            Command::Import(arguments) => import::run(arguments, out),
            Command::Export(arguments) => export::run(arguments, out),
            Command::Check(arguments) => check::run(arguments, out),
            Command::Plan(arguments) => plan::run(arguments, out),
            Command::Due(arguments) => due::run(arguments, out),
            Command::Area(arguments) => area::run(arguments, out),
            Command::Changes(arguments) => changes::run(arguments, out),
            Command::Journal(arguments) => journal::run(arguments, out),
            Command::List(arguments) => list::run(arguments, out),
            Command::Meeting(arguments) => meeting::run(arguments, out),
            Command::Award(arguments) => award::run(arguments, out),
            Command::Body(arguments) => body::run(arguments, out),
            Command::Conference(arguments) => conference::run(arguments, out),
            Command::Election(arguments) => election::run(arguments, out),
            Command::Post(arguments) => post::run(arguments, out),
            Command::Study(arguments) => study::run(arguments, out),
            Command::Directive(arguments) => directive::run(arguments, out),
            Command::Report(arguments) => report::run(arguments, out),
            Command::Procedure(arguments) => procedure::run(arguments, out),
            Command::Petition(arguments) => petition::run(arguments, out),
            Command::Do(arguments) => deed::run(arguments, out),
            Command::Serve(arguments) => serve::run(arguments, out),
            Command::Verify(arguments) => verify::run(arguments, out),
            Command::Simulate(arguments) => simulate::run(arguments, out),
            Command::Demo(arguments) => demo::run(arguments, out),
            Command::Charter(arguments) => charter::run(arguments, out),
            Command::Rights(arguments) => rights::run(arguments, out),
            Command::Dues(arguments) => dues::run(arguments, out),
            Command::Explore(arguments) => explore::run(arguments, out),
            Command::Bulletin(arguments) => bulletin::run(arguments, out),
            Command::Visit(arguments) => visit::run(arguments, out),
            Command::Record(arguments) => record::run(arguments, out),
            Command::Show(arguments) => show::run(arguments, out),
            Command::Who(arguments) => who::run(arguments, out),
            Command::Notices(arguments) => notices::run(arguments, out),
            Command::Account(arguments) => account::run(arguments, out),
        }
    }
}

/// A form of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people
    Text,
    /// For programs
    Json,
}

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is amiss: exit code 0.
    Clean,
    /// It looked, and something is amiss: exit code 1.
    Amiss,
}

impl Outcome {
    /// The exit code that tells scripts.
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Outcome::Clean => ExitCode::SUCCESS,
            Outcome::Amiss => ExitCode::from(1),
        }
    }
}
