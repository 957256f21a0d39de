//! What the operator says about the mail: by which server, from whom, and
//! where the site is that the mails lead to.

use std::time::Duration;

use axum::http::Uri;
use lettre::message::Mailbox;

use super::digest::one_line;
use super::letterbox::Server;

/// How mail goes out.
#[derive(Clone, Debug)]
pub struct Mailing {
    /// The server that takes it.
    pub server: Server,
    /// From whom it is.
    pub from: Sender,
    /// Where the site is that it leads to.
    pub site: SiteAddress,
    /// How long the server may take for one answer.
    pub patience: Duration,
}

/// What was given does not do, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub(super) String);

/// Whose name and address stand in the mails.
#[derive(Clone, Debug)]
pub struct Sender(pub(super) Mailbox);

impl Sender {
    /// An address, with or without a name before it: `Office <office@example.org>`.
    ///
    /// # Errors
    /// When it is no address.
    pub fn read(text: &str) -> Result<Sender, Unfit> {
        let unfit = || {
            Unfit(format!(
                "{:?} is no address; write office@example.org, or Office <office@example.org>",
                one_line(text)
            ))
        };
        if text.chars().any(char::is_control) {
            return Err(unfit());
        }
        text.parse().map(Sender).map_err(|_| unfit())
    }
}

/// The address under which people reach the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress {
    origin: String,
    host: String,
}

impl SiteAddress {
    /// An address such as `https://example.org` or `http://127.0.0.1:7700`.
    ///
    /// # Errors
    /// When it is none, or has something behind the host.
    pub fn read(text: &str) -> Result<SiteAddress, Unfit> {
        let unfit = || {
            Unfit(format!(
                "{:?} is not the address of a site; write it with its scheme and nothing behind \
                 the host, such as https://example.org",
                one_line(text)
            ))
        };
        let uri: Uri = text.parse().map_err(|_| unfit())?;
        let scheme = uri
            .scheme_str()
            .filter(|it| matches!(*it, "http" | "https"));
        let authority = uri.authority().filter(|it| !it.as_str().contains('@'));
        let (Some(scheme), Some(authority)) = (scheme, authority) else {
            return Err(unfit());
        };
        if uri.path() != "/" || uri.query().is_some() || authority.host().is_empty() {
            return Err(unfit());
        }
        Ok(SiteAddress {
            origin: format!("{scheme}://{authority}"),
            host: authority.host().to_owned(),
        })
    }

    /// Scheme and host, with no stroke behind.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// The host alone.
    pub(super) fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_scheme_and_a_host() {
        let origin = |text: &str| SiteAddress::read(text).map(|it| it.origin);
        assert_eq!(
            origin("https://example.org/").unwrap(),
            "https://example.org"
        );
        assert_eq!(
            origin("http://127.0.0.1:7700").unwrap(),
            "http://127.0.0.1:7700"
        );
        for wrong in [
            "",
            "example.org",
            "/units",
            "ftp://example.org",
            "https://example.org/ours",
            "https://example.org/?a=b",
            "https://me@example.org",
            "https://exa mple.org",
            "https://example.org\r\nX: y",
        ] {
            assert!(origin(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for right in ["office@example.org", "Büro <office@example.org>"] {
            assert!(Sender::read(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "office",
            "Office <office>",
            "a@example.org\r\nBcc: b@example.org",
        ] {
            assert!(Sender::read(wrong).is_err(), "{wrong:?}");
        }
    }
}
