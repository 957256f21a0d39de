//! One session with a mail server (SMTP, RFC 5321), command by command, so
//! that it is known of every mail whether it has certainly been sent,
//! certainly not, or perhaps.

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

use super::letter::Letter;

/// What a server says before it goes away.
const GOING_AWAY: u16 = 421;

/// A mail server and the way to it.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How what is said on the way is protected.
    pub security: Security,
    /// Who sends there, where it asks for that.
    pub login: Option<Login>,
    /// A certificate to be trusted besides the public ones, as PEM.
    pub certificate: Option<Vec<u8>>,
}

/// How what is said to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on this machine.
    Plain,
    /// After a greeting in plain text, and never without.
    StartTls,
    /// From the first byte on.
    Tls,
}

/// A name and its password at a mail server.
#[derive(Clone)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Login")
    }
}

/// Why the server takes no mail at all now: what was tried, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble(pub(super) String);

/// What became of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// The server has taken it.
    Sent,
    /// The server refuses this address for good.
    Refused(u16),
    /// The server does not take it now and may later.
    Later(u16),
    /// The server does not let us send to anybody.
    Unwanted(Trouble),
    /// The session ended before the mail had been said: it was certainly not sent.
    Unsent(Trouble),
    /// The session ended when everything had been said: perhaps it was sent.
    Perhaps(Trouble),
}

/// A session with the server.
pub(super) struct Letterbox {
    session: SmtpConnection,
    address: String,
    /// Mails it has taken in this session.
    pub(super) taken: u32,
}

impl Letterbox {
    /// Greets the server, with the protection and the name that were asked for.
    pub(super) fn open(
        server: &Server,
        own_host: &str,
        patience: Duration,
    ) -> Result<Letterbox, Trouble> {
        let address = format!("{}:{}", server.host, server.port);
        let hello = match own_host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(IpAddr::V4(it)) => ClientId::Ipv4(it),
            Ok(IpAddr::V6(it)) => ClientId::Ipv6(it),
            Err(_) => ClientId::Domain(own_host.to_owned()),
        };
        let tls = match server.security {
            Security::Plain => None,
            Security::StartTls | Security::Tls => Some(
                protection(server)
                    .map_err(|error| trouble_at("prepare TLS for", &address, &error))?,
            ),
        };
        let at_once = tls.as_ref().filter(|_| server.security == Security::Tls);
        let mut session = SmtpConnection::connect(
            (server.host.as_str(), server.port),
            Some(patience),
            &hello,
            at_once,
            None,
        )
        .map_err(|error| trouble_at("connect to", &address, &error))?;
        if let Some(tls) = tls.filter(|_| server.security == Security::StartTls) {
            session
                .starttls(&tls, &hello)
                .map_err(|error| trouble_at("begin TLS (STARTTLS) with", &address, &error))?;
        }
        if let Some(login) = &server.login {
            let known = Credentials::new(login.name.clone(), login.password.clone());
            session
                .auth(&[Mechanism::Plain, Mechanism::Login], &known)
                .map_err(|error| trouble_at("sign in at", &address, &error))?;
        }
        Ok(Letterbox {
            session,
            address,
            taken: 0,
        })
    }

    /// Hands one mail to the server.
    pub(super) fn deliver(&mut self, letter: &Letter) -> Delivery {
        let beyond_ascii = !letter.to.to_string().is_ascii() || !letter.from.to_string().is_ascii();
        let mut options = Vec::new();
        if beyond_ascii {
            if !self
                .session
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                // "Non-ASCII addresses are not permitted" (RFC 6531).
                return Delivery::Refused(553);
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if let Err(error) = self
            .session
            .command(Mail::new(Some(letter.from.clone()), options))
        {
            let trouble = self.trouble("send as the address of --mail-from through", &error);
            // Whom it does not let send it lets send to nobody.
            return match code_of(&error) {
                Some(code) if code != GOING_AWAY => Delivery::Unwanted(trouble),
                _ => Delivery::Unsent(trouble),
            };
        }
        if let Err(error) = self.session.command(Rcpt::new(letter.to.clone(), vec![])) {
            return self.declined("name a recipient to", &error);
        }
        if let Err(error) = self.session.command(Data) {
            return self.declined("begin a mail to", &error);
        }
        match self.session.message(&letter.bytes) {
            Ok(_) => {
                self.taken += 1;
                Delivery::Sent
            }
            Err(error) if code_of(&error).is_some() => self.declined("send a mail to", &error),
            Err(error) => {
                Delivery::Perhaps(self.trouble("learn whether a mail was taken by", &error))
            }
        }
    }

    /// Says good-bye. Whatever is answered, everything has been said.
    pub(super) fn close(mut self) {
        drop(self.session.quit());
    }

    /// What it means that the server said no to one mail.
    fn declined(&mut self, step: &str, error: &Error) -> Delivery {
        let Some(code) = code_of(error).filter(|code| *code != GOING_AWAY) else {
            return Delivery::Unsent(self.trouble(step, error));
        };
        if let Err(error) = self.session.command(Rset) {
            // The answer stands; the next mail will meet the session as it is.
            drop(error);
        }
        if error.is_permanent() {
            Delivery::Refused(code)
        } else {
            Delivery::Later(code)
        }
    }

    fn trouble(&self, step: &str, error: &Error) -> Trouble {
        trouble_at(step, &self.address, error)
    }
}

type Error = lettre::transport::smtp::Error;

/// What was tried with which server, and what came of it.
fn trouble_at(step: &str, address: &str, error: &Error) -> Trouble {
    Trouble(format!("{step} {address}: {}", worded(error)))
}

/// An error in words that name no address of anybody: what a server answers
/// may repeat the one it was given, so of an answer there is the code.
fn worded(error: &Error) -> String {
    if let Some(code) = code_of(error) {
        return format!("it answered {code}");
    }
    let mut words = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(deeper) = next {
        let kind = deeper.downcast_ref::<io::Error>().map(io::Error::kind);
        // A socket whose time has run out says either, by the system.
        if matches!(kind, Some(ErrorKind::TimedOut | ErrorKind::WouldBlock)) {
            return "it did not answer in time".to_owned();
        }
        let shown = deeper.to_string();
        if !words.ends_with(&shown) {
            words = format!("{words}: {shown}");
        }
        next = deeper.source();
    }
    words
}

/// What the server answered, if it did.
fn code_of(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

fn protection(server: &Server) -> Result<TlsParameters, Error> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &server.certificate {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
    }
    parameters.build()
}
