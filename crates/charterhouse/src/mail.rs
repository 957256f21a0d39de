//! What is said at the command line about the mail server, for `serve` and for
//! `notices send` alike.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use web::notices::{Login, Mailing, Security, Sender, Server, SiteAddress};

use crate::error::CommandError;

/// The variable that may hold the password at the mail server.
const PASSWORD: &str = "CHARTERHOUSE_MAIL_PASSWORD";

/// How mail goes out.
#[derive(Debug, Args)]
pub(crate) struct MailArguments {
    /// Mail server for notices: smtp://HOST[:PORT], starttls://HOST[:PORT] or smtps://HOST[:PORT]
    #[arg(long, value_name = "URL", requires_all = ["mail_from", "site"])]
    mail: Option<String>,
    /// Address notices come from: office@example.org, or "Office <office@example.org>"
    #[arg(long, value_name = "ADDRESS", requires = "mail")]
    mail_from: Option<String>,
    /// Address at which people reach the site, for the links in notices: https://example.org
    #[arg(long, value_name = "URL", requires = "mail")]
    site: Option<String>,
    /// Name to sign in with at the mail server; the password stands in CHARTERHOUSE_MAIL_PASSWORD
    #[arg(long, value_name = "NAME", requires = "mail")]
    mail_user: Option<String>,
    /// File whose first line is the password, in place of the variable
    #[arg(long, value_name = "FILE", requires = "mail_user")]
    mail_password_file: Option<PathBuf>,
    /// Certificate (PEM) of a mail server or authority to trust besides the public ones
    #[arg(long, value_name = "FILE")]
    mail_certificate: Option<PathBuf>,
    /// Seconds the mail server may take for an answer
    #[arg(long, value_name = "S", default_value_t = 60)]
    mail_patience: u32,
}

impl MailArguments {
    /// How mail goes out; none where nothing is said of it.
    ///
    /// # Errors
    ///
    /// When what is said does not do, or a file cannot be read.
    pub(crate) fn mailing(&self) -> Result<Option<Mailing>, CommandError> {
        let (Some(mail), Some(from), Some(site)) = (&self.mail, &self.mail_from, &self.site) else {
            return Ok(None);
        };
        let unfit = |option: &'static str| {
            move |unfit: web::notices::Unfit| CommandError::given(format!("{option}: {unfit}"))
        };
        let (security, host, port) = way(mail).ok_or_else(|| {
            CommandError::given("--mail: this is not the address of a mail server")
                .hint("write smtp://127.0.0.1 for one on this machine, starttls://mail.example.org")
                .hint("or smtps://mail.example.org for another, and :PORT behind it where it is not the usual one")
                .hint(format!("a name goes into --mail-user and its password into {PASSWORD}"))
        })?;
        Ok(Some(Mailing {
            server: Server {
                login: self.login(security, &host)?,
                certificate: match &self.mail_certificate {
                    Some(file) => Some(read(file)?.into_bytes()),
                    None => None,
                },
                host,
                port,
                security,
            },
            from: Sender::read(from).map_err(unfit("--mail-from"))?,
            site: SiteAddress::read(site).map_err(unfit("--site"))?,
            patience: Duration::from_secs(u64::from(self.mail_patience.max(1))),
        }))
    }

    fn login(&self, security: Security, host: &str) -> Result<Option<Login>, CommandError> {
        let Some(name) = &self.mail_user else {
            return Ok(None);
        };
        let is_near = matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "::1");
        if security == Security::Plain && !is_near {
            return Err(CommandError::given(
                "--mail-user: the password would go to the mail server for everybody on the way to read",
            )
            .hint("use starttls:// or smtps:// in --mail"));
        }
        let password = match &self.mail_password_file {
            Some(file) => read(file)?.lines().next().unwrap_or_default().to_owned(),
            None => std::env::var(PASSWORD).map_err(|_| {
                CommandError::given(format!("--mail-user: there is no password for {name:?}"))
                    .hint(format!(
                        "put it into the variable {PASSWORD}, or name a file with --mail-password-file"
                    ))
            })?,
        };
        Ok(Some(Login {
            name: name.clone(),
            password,
        }))
    }
}

fn read(file: &Path) -> Result<String, CommandError> {
    std::fs::read_to_string(file)
        .map_err(|error| CommandError::failed(format!("reading {}", file.display()), &error))
}

/// How, where and at which port a mail server is reached. A name or password
/// in the address is none of it: every process on a machine can read those.
fn way(address: &str) -> Option<(Security, String, u16)> {
    let (scheme, rest) = address.split_once("://")?;
    let (security, usual) = match scheme {
        "smtp" => (Security::Plain, 25),
        "starttls" => (Security::StartTls, 587),
        "smtps" => (Security::Tls, 465),
        _ => return None,
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (rest, usual),
    };
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let is_long = |host: &str| host.chars().all(|it| it.is_ascii_hexdigit() || it == ':');
    let host = match host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(long) => is_long(long).then(|| long.to_owned())?,
        None => host.chars().all(is_host).then(|| host.to_owned())?,
    };
    (!host.is_empty()).then_some((security, host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_a_scheme_a_host_and_a_port() {
        let right = [
            ("smtp://127.0.0.1", Security::Plain, "127.0.0.1", 25),
            ("smtp://localhost:2525/", Security::Plain, "localhost", 2525),
            ("starttls://m.example", Security::StartTls, "m.example", 587),
            ("smtps://m.example", Security::Tls, "m.example", 465),
            ("smtps://[::1]:4465", Security::Tls, "::1", 4465),
            ("smtp://[::1]", Security::Plain, "::1", 25),
        ];
        for (text, security, host, port) in right {
            assert_eq!(way(text), Some((security, host.to_owned(), port)), "{text}");
        }
        for wrong in [
            "",
            "m.example:25",
            "http://m.example",
            "smtp://",
            "smtp://:25",
            "smtp://m.example:mail",
            "smtps://me:secret@m.example",
            "smtps://me@m.example",
            "smtp://m.example/x",
            "smtp://m.example\r\nRCPT TO:<a@b>",
        ] {
            assert_eq!(way(wrong), None, "{wrong:?}");
        }
    }
}
