//! `charterhouse record`: the record of the past, kept in small text files.

mod joining;
mod others;
mod reading;
mod show;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use record::bulletin::published;
use record::{
    Archive, Conflicting, File, FolderError, Kind, Problem, Record, RecordForm, Report, Things,
};
use serde::Serialize;

use super::{Form, Outcome};
use crate::error::CommandError;
use crate::folder;

/// What `record` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Name every mistake with its file and line, and show where sources disagree
    #[command(after_help = "Exit code: 0 nothing is wrong, 1 something is, 2 could not run.")]
    Check {
        /// A record folder, or a folder that keeps one in `record/`
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// List the sources with what they are, and how many claims and tags name each
    Sources(reading::Of),
    /// List the tags of the sources, as printed
    Tags(reading::Of),
    /// Show one thing of the record by its id: an event, a text, a person, with all that is said of it
    Show(show::One),
    /// Find whatever of the record has a name in any spelling, or words, each saying how it matched
    Find(reading::Sought),
    /// Bring a record into a data folder, all or nothing, to the byte
    Import {
        /// A record folder, a document that `record export --format json` wrote, or Popolo
        #[arg(value_name = "FROM")]
        from: PathBuf,
        /// FROM is Popolo JSON: people, organizations, posts, memberships, events
        #[arg(long)]
        popolo: bool,
        /// Data folder of the organisation, which keeps it in `record/`; or a new folder, which becomes the record
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// Put it in the place of a record that is there
        #[arg(long)]
        replace: bool,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Say that two people are one, by a source: a claim is written into the file of the first
    Join(joining::Pair),
    /// Take that back: the claim is taken out again, and nothing else
    Part(joining::Pair),
    /// Write the record out: its files as they are, or one JSON document; of an organisation
    /// with the bulletins that its units published
    Export {
        /// Data folder of the organisation, or a record folder
        #[arg(value_name = "DIR")]
        data: PathBuf,
        /// New folder for the files; of the other forms, a file instead of the terminal
        #[arg(long, value_name = "OUT")]
        to: Option<PathBuf>,
        /// Files as they are, one document without their comments and layout, or the form of others
        #[arg(long, value_enum, default_value_t = ExportForm::Text)]
        format: ExportForm,
    },
}

/// What a record goes out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportForm {
    /// Its files
    Text,
    /// One document, from which the files come again
    Json,
    /// Popolo JSON
    Popolo,
    /// JSON-LD of the W3C Organization Ontology
    Org,
    /// Who was where, a row an appearance
    Csv,
}

/// What a check comes to, as programs read it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    files: usize,
    problems: &'a [Problem],
    conflicts: &'a [Conflicting],
    perhaps_the_same: Vec<Perhaps<'a>>,
}

/// Two people who may be one.
#[derive(Debug, Serialize)]
struct Perhaps<'a> {
    one: &'a str,
    other: &'a str,
    reasons: Vec<Why<'a>>,
}

/// Why they may be.
#[derive(Debug, Serialize)]
struct Why<'a> {
    likeness: &'static str,
    one_form: &'a str,
    other_form: &'a str,
    differ_in: Vec<&'static str>,
}

/// Carries out what was asked of a record.
///
/// # Errors
///
/// When a folder cannot be read or written.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match &arguments.what {
        What::Check { path, format } => {
            let (_, record) = open(path)?;
            checked(&record, *format, out)
        }
        What::Sources(of) => reading::sources(of, out),
        What::Tags(of) => reading::tags(of, out),
        What::Show(one) => show::show(one, out),
        What::Find(sought) => reading::find(sought, out),
        What::Import {
            from,
            popolo,
            data,
            replace,
            format,
        } => {
            let (files, record) = match (popolo, from.is_file()) {
                (true, _) => others::popolo(from, *format, out)?,
                (false, true) => document(from)?,
                (false, false) => open(from)?,
            };
            import(&files, &record, (data, *replace), *format, out)
        }
        What::Join(pair) => joining::join(pair, out),
        What::Part(pair) => joining::part(pair, out),
        What::Export { data, to, format } => {
            let to = to.as_deref();
            match format {
                ExportForm::Text => export_files(data, to, out),
                ExportForm::Json => export_document(data, to, out),
                ExportForm::Popolo => others::export(data, to, others::popolo_text, out),
                ExportForm::Org => others::export(data, to, others::ontology_text, out),
                ExportForm::Csv => others::export(data, to, others::csv_text, out),
            }
        }
    }
}

/// The files of the record that a folder is or keeps, and what they say.
///
/// # Errors
///
/// When there is none, or it cannot be read.
pub(super) fn open(folder: &Path) -> Result<(Vec<File>, Record), CommandError> {
    let home = record::home(folder);
    if !home.is_dir() {
        return Err(
            CommandError::given(format!("there is no record in {}", folder.display()))
                .hint("`charterhouse record import FROM DIR` brings one in"),
        );
    }
    let files = record::load(&home).map_err(|error| cannot(&error))?;
    let record = Record::read(files.clone());
    if record.files.is_empty() && record.unread.is_empty() {
        return Err(CommandError::given(format!(
            "there is no record in {}: no file ends in .toml",
            home.display()
        ))
        .hint("docs/record-format.md says what the files have in them"));
    }
    Ok((files, record))
}

/// The same with the bulletins that the organisation of a data folder published itself,
/// which are made into a file of the record, as on its pages.
///
/// # Errors
///
/// When there is neither, or one cannot be read.
pub(super) fn open_with_own(folder: &Path) -> Result<(Vec<File>, Record), CommandError> {
    if !folder.join("organisation.db").exists() {
        return open(folder);
    }
    let onlooker = folder::look_into(folder)?;
    let state = onlooker.state();
    let state = state.map_err(|error| folder::cannot_open(folder, &error))?;
    let own = web::own_bulletins(&state, |id| onlooker.text(id));
    let own = own.map_err(|error| CommandError::failed("reading the bulletins", &error))?;
    // Without any of either there is nothing to be opened.
    let (mut files, record) = if own.is_empty() || record::home(folder).is_dir() {
        open(folder)?
    } else {
        (Vec::new(), Record::default())
    };
    let made = published(&own, &Archive::of(&record));
    if let Some(made) = made.map_err(|error| CommandError::failed("writing bulletins", &error))? {
        files.retain(|it| it.path != made.path);
        files.push(made);
    }
    Ok((files.clone(), Record::read(files)))
}

/// The same, or nothing for an organisation of which nothing is published.
///
/// # Errors
///
/// As of the record itself.
pub(super) fn open_if_any(folder: &Path) -> Result<Option<Record>, CommandError> {
    let is_organisation = folder.join("organisation.db").exists();
    if is_organisation && !record::home(folder).is_dir() && !has_published(folder)? {
        return Ok(None);
    }
    Ok(Some(open_with_own(folder)?.1))
}

fn has_published(folder: &Path) -> Result<bool, CommandError> {
    let state = folder::state_of(folder)?;
    Ok(state.bulletins().any(|it| it.was_public()))
}

fn cannot(error: &FolderError) -> CommandError {
    let shown = CommandError::failed("the record", error);
    match error {
        FolderError::There(_) => shown.hint("name another folder, or import with --replace"),
        FolderError::Stranger { .. } => shown
            .hint("move it out of the folder: a record is .toml files, and .md files for people"),
        FolderError::Step { .. } | FolderError::Path(_) => shown,
    }
}

/// Says what is wrong with a record.
fn checked(record: &Record, format: Form, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let report = record::check(record);
    match format {
        Form::Json => {
            let answer = Answer {
                files: record.files.len() + record.unread.len(),
                problems: &report.problems,
                conflicts: &report.conflicts,
                perhaps_the_same: perhaps(&report),
            };
            let json = serde_json::to_string_pretty(&answer).map_err(std::io::Error::from)?;
            writeln!(out, "{json}")?;
        }
        Form::Text => text(record, &report, out)?,
    }
    Ok(if report.problems.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Amiss
    })
}

fn perhaps(report: &Report) -> Vec<Perhaps<'_>> {
    let proposals = report.proposals.iter().map(|proposal| Perhaps {
        one: &proposal.one,
        other: &proposal.other,
        reasons: proposal.reasons.iter().map(why).collect(),
    });
    proposals.collect()
}

fn why(reason: &names::Reason) -> Why<'_> {
    let differ_in = match reason.likeness {
        names::Likeness::Folded => names::differences(&reason.one_form, &reason.other_form),
        _ => Vec::new(),
    };
    Why {
        likeness: reason.likeness.word(),
        one_form: &reason.one_form,
        other_form: &reason.other_form,
        differ_in: differ_in
            .into_iter()
            .map(names::Difference::phrase)
            .collect(),
    }
}

fn text(record: &Record, report: &Report, out: &mut dyn Write) -> Result<(), CommandError> {
    for problem in &report.problems {
        writeln!(out, "{problem}")?;
    }
    for conflict in &report.conflicts {
        let name = conflict.id.as_deref().unwrap_or("not listed");
        writeln!(out, "sources disagree ({name}): {}", conflict.what)?;
        for side in &conflict.sides {
            let of = side
                .thing
                .as_ref()
                .map(|thing| format!(" of {thing}"))
                .unwrap_or_default();
            writeln!(out, "  {}: {}{of}: {}", side.source, side.says, side.value)?;
        }
        if let Some(kept) = &conflict.kept {
            writeln!(out, "  kept: {kept}")?;
        }
    }
    for one in perhaps(report) {
        writeln!(
            out,
            "perhaps the same person: {} and {}",
            one.one, one.other
        )?;
        for why in &one.reasons {
            let in_what = if why.differ_in.is_empty() {
                String::new()
            } else {
                format!(" (they differ in {})", why.differ_in.join(" and "))
            };
            writeln!(
                out,
                "  {} and {}: {}{in_what}",
                why.one_form, why.other_form, why.likeness
            )?;
        }
    }
    let count =
        |of: fn(&Things) -> usize| -> usize { record.files.iter().map(|(_, says)| of(says)).sum() };
    let of = |kind: Kind| {
        record
            .files
            .iter()
            .map(move |(_, says)| says.of(kind).len())
    };
    let things = [
        (Kind::Organisation, "organisation", "organisations"),
        (Kind::Post, "post", "posts"),
        (Kind::Person, "person", "people"),
        (Kind::Event, "event", "events"),
        (Kind::Text, "text", "texts"),
        (Kind::Photograph, "photograph", "photographs"),
    ];
    let things = things.map(|(kind, one, many)| counted(of(kind).sum(), one, many));
    writeln!(
        out,
        "{}; {}, {} by {}; {} shown",
        counted(report.problems.len(), "problem", "problems"),
        things.join(", "),
        counted(count(|says| says.tag.len()), "tag", "tags"),
        counted(count(|says| says.source.len()), "source", "sources"),
        counted(report.conflicts.len(), "disagreement", "disagreements"),
    )?;
    Ok(())
}

/// How many files were written.
fn brought(files: usize) -> String {
    match files {
        1 => "1 file of the record is".to_owned(),
        files => format!("{files} files of the record are"),
    }
}

/// So many of them, in the right number.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn import(
    files: &[File],
    record: &Record,
    (data, replace): (&Path, bool),
    format: Form,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    if !record::check(record).problems.is_empty() {
        return checked(record, format, out);
    }
    let home = record::home(data);
    let put = if replace {
        record::replace
    } else {
        record::store
    };
    put(files, &home).map_err(|error| cannot(&error))?;
    match format {
        Form::Text => writeln!(out, "{} in {}", brought(files.len()), home.display())?,
        Form::Json => {
            checked(record, format, out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// The record in a JSON document, as files that the program writes.
fn document(path: &Path) -> Result<(Vec<File>, Record), CommandError> {
    let reading = || format!("reading {}", path.display());
    let text =
        std::fs::read_to_string(path).map_err(|error| CommandError::failed(reading(), &error))?;
    let form: RecordForm = serde_json::from_str(&text).map_err(|error| {
        CommandError::failed(reading(), &error).hint(
            "a document of this kind is what `charterhouse record export DIR --format json` writes",
        )
    })?;
    if form.record != 1 {
        return Err(CommandError::given(format!(
            "{}: form {} of a record is not known",
            path.display(),
            form.record
        ))
        .hint("it was written by a newer program: read it with that one"));
    }
    let files = form
        .files()
        .map_err(|error| CommandError::failed(reading(), &error))?;
    Ok((files.clone(), Record::read(files)))
}

fn export_files(
    data: &Path,
    to: Option<&Path>,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let Some(to) = to else {
        return Err(CommandError::given("nothing says where the files go")
            .hint("name a new folder with --to, or ask for one document with --format json"));
    };
    let (files, _) = open_with_own(data)?;
    record::store(&files, to).map_err(|error| cannot(&error))?;
    writeln!(out, "{} in {}", brought(files.len()), to.display())?;
    Ok(Outcome::Clean)
}

fn export_document(
    data: &Path,
    to: Option<&Path>,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let (_, record) = open_with_own(data)?;
    if let Some(problem) = record.unread.first() {
        return Err(CommandError::given(format!("a file cannot be read and would be missing: {problem}"))
            .hint("`charterhouse record check` names every problem; without --format json files go out as they are"));
    }
    let json = serde_json::to_string_pretty(&record.form()).map_err(std::io::Error::from)?;
    give(&format!("{json}\n"), to, out)
}

/// Writes a text into a file, or to the terminal.
fn give(text: &str, to: Option<&Path>, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    match to {
        Some(to) => {
            std::fs::write(to, text).map_err(|error| {
                CommandError::failed(format!("writing {}", to.display()), &error)
            })?;
            writeln!(out, "the record is in {}", to.display())?;
        }
        None => write!(out, "{text}")?,
    }
    Ok(Outcome::Clean)
}
