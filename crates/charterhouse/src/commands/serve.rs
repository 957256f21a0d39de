//! `charterhouse serve`: serves the pages and the JSON API.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use clap::Args;
use clerk::Clerk;
use record::Record;
use tokio::runtime::Runtime;
use web::Settings;

use super::Outcome;
use crate::error::CommandError;
use crate::example::Example;
use crate::folder;
use crate::mail::MailArguments;

/// What `serve` takes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Data folder of the organisation
    #[arg(value_name = "DIR")]
    data: PathBuf,
    /// Folder of the sourced record that everybody may read [default: record/ in the data folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// Port on 127.0.0.1; 0 takes one that is free
    #[arg(long, value_name = "P", default_value_t = 7700)]
    port: u16,
    /// Browsers reach the site over TLS, at a proxy in front of it
    #[arg(long)]
    tls: bool,
    /// The proxy in front appends the address it was called from to X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    #[command(flatten)]
    mail: MailArguments,
    /// Hour of the day, 0 to 23, from which notices are sent
    #[arg(long, value_name = "H", default_value_t = 7, value_parser = clap::value_parser!(i8).range(0..24))]
    mail_hour: i8,
}

/// Serves until the process is asked to end.
///
/// # Errors
///
/// When the organisation does not open or the port is taken.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome, CommandError> {
    let mailing = arguments.mail.mailing()?;
    let clerk = folder::open(&arguments.data)?;
    let listener = listen(arguments.port)?;
    let example = Example::of_folder(&arguments.data)?;
    let mut settings = Settings {
        tls: arguments.tls,
        behind_proxy: arguments.behind_proxy,
        mailing,
        mail_hour: arguments.mail_hour,
        ..settings(&arguments.data, example.as_ref())
    };
    if let Some(folder) = &arguments.record {
        // Asked for by name, it must be there.
        super::record::open(folder)?;
        settings.record = Some(record::home(folder));
    }
    serve(clerk, settings, listener, out)
}

/// How a site runs that holds this organisation, made up or not.
pub(crate) fn settings(data: &Path, example: Option<&Example>) -> Settings {
    Settings {
        data: Some(data.to_owned()),
        record: Some(data.join(record::RECORD_FOLDER)),
        made_up: example.is_some(),
        examples: example.map(Example::logins_in_words).unwrap_or_default(),
        ..Settings::default()
    }
}

/// Says what is published, and what is wrong with it. The rest is served all
/// the same: readers need not wait until somebody has mended a line.
fn tell_record(folder: &Path, out: &mut dyn Write) -> Result<(), CommandError> {
    let files = match record::load(folder) {
        Ok(files) => files,
        Err(error) => {
            writeln!(out, "the record is not shown: {error}")?;
            return Ok(());
        }
    };
    let record = Record::read(files);
    let problems = record::check(&record).problems;
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    writeln!(
        out,
        "published at /bulletins, for everybody: the record in {} ({} problems)",
        folder.display(),
        problems.len()
    )?;
    Ok(())
}

/// Takes the port, before anything is begun that takes time.
///
/// # Errors
///
/// When the port is taken.
pub(crate) fn listen(port: u16) -> Result<TcpListener, CommandError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        CommandError::failed(format!("listening on 127.0.0.1:{port}"), &error)
            .hint("choose another port with --port, or --port 0 for any that is free")
    })
}

/// Serves on this machine until the process is asked to end, and lets what was
/// begun be finished.
///
/// # Errors
///
/// When the listener fails.
pub(crate) fn serve(
    clerk: Clerk,
    settings: Settings,
    listener: TcpListener,
    out: &mut dyn Write,
) -> Result<Outcome, CommandError> {
    let record = settings.record.clone().filter(|folder| folder.is_dir());
    let runtime =
        Runtime::new().map_err(|error| CommandError::failed("starting to serve", &error))?;
    let (erasing, telling) = (clerk.clone(), clerk.clone());
    let (mailing, hour) = (settings.mailing.clone(), settings.mail_hour);
    let log = settings.log.clone();
    let router = web::router(clerk, settings)
        .map_err(|error| CommandError::failed("starting to serve", &error))?;
    runtime.block_on(async {
        tokio::spawn(web::erase_when_due(erasing));
        if let Some(mailing) = mailing {
            tokio::spawn(web::notices::send_every_day(telling, mailing, hour, log));
        }
        listener
            .set_nonblocking(true)
            .map_err(|error| CommandError::failed("listening", &error))?;
        let listener = tokio::net::TcpListener::from_std(listener)
            .map_err(|error| CommandError::failed("listening", &error))?;
        let address = listener
            .local_addr()
            .map_err(|error| CommandError::failed("listening", &error))?;
        writeln!(out, "serving http://{address} (Ctrl-C ends it)")?;
        if let Some(folder) = record {
            tell_record(&folder, out)?;
        }
        out.flush()?;
        web::serve(listener, router, web::asked_to_end())
            .await
            .map_err(|error| CommandError::failed("serving", &error))
    })?;
    writeln!(out, "ended; everything that was answered is kept")?;
    Ok(Outcome::Clean)
}
