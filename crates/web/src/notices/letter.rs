//! A digest as the mail that is sent: headers that no text can break out of,
//! and the two that let a mail program stop it (RFC 2369, RFC 8058).

use std::time::{Duration, SystemTime};

use clerk::Card;
use jiff::civil::Date;
use journal::Sha256Hash;
use kernel::PersonId;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};

use super::digest::{Digest, one_line, stop_path};
use super::mailing::Mailing;

/// To whom a mail goes, and of which day it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addressee<'a> {
    pub(super) person: PersonId,
    pub(super) card: &'a Card,
    pub(super) secret: Sha256Hash,
    pub(super) day: Date,
    pub(super) at_ms: i64,
}

/// A mail with its envelope.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) bytes: Vec<u8>,
}

/// The address on a card, where a mail can go to it.
pub(super) fn address_of(card: &Card) -> Option<Address> {
    let text = card.email.as_deref()?.trim();
    let address: Address = text.parse().ok()?;
    (!text.chars().any(char::is_control)).then_some(address)
}

/// Domains that exist in examples only, and so do all beneath them (RFC 2606).
const RESERVED: [&str; 7] = [
    "test",
    "example",
    "invalid",
    "localhost",
    "example.com",
    "example.net",
    "example.org",
];

/// Whether an address is of a domain that exists in examples only: whoever has it there is
/// made up, and a mail to them would bother somebody else's server.
pub(super) fn is_reserved(address: &Address) -> bool {
    let domain = address.domain().trim_end_matches('.').to_ascii_lowercase();
    RESERVED.iter().any(|reserved| {
        let above = domain.strip_suffix(reserved);
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}

impl Letter {
    /// Writes a mail; none where it cannot be written, for want of an address.
    pub(super) fn write(
        mailing: &Mailing,
        digest: &Digest,
        organisation: &str,
        to: Addressee<'_>,
    ) -> Option<Letter> {
        let address = address_of(to.card)?;
        let name = Some(one_line(&to.card.name)).filter(|name| !name.is_empty());
        let mut from = mailing.from.0.clone();
        from.name.get_or_insert_with(|| one_line(organisation));
        let stop = stop_path(to.person, &to.secret);
        let site = mailing.site.origin();
        let moment = u64::try_from(to.at_ms).unwrap_or(0);
        let sender = from.email.clone();
        // The same mail has the same number: what is delivered twice on the way is seen to be one.
        let number = format!("<notice.{}.{}@{}>", to.day, to.person, mailing.site.host());
        let message = Message::builder()
            .from(from)
            .to(Mailbox::new(name, address.clone()))
            .subject(digest.subject())
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(moment))
            .message_id(Some(number))
            .raw_header(header("List-Unsubscribe", format!("<{site}{stop}>")))
            .raw_header(header(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click".to_owned(),
            ))
            // Nobody's absence need be told to a program.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(digest.text(site, &stop)))
            .ok()?;
        Some(Letter {
            from: sender,
            to: address,
            bytes: message.formatted(),
        })
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{Security, Sender, Server, SiteAddress};

    /// The lines of a mail's head, those that go on put together.
    fn head(letter: &Letter) -> Vec<String> {
        let text = String::from_utf8(letter.bytes.clone()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ");
        unfolded.split("\r\n").map(str::to_owned).collect()
    }

    fn written(name: &str, email: &str, organisation: &str) -> Option<Letter> {
        let mailing = Mailing {
            server: Server {
                host: "127.0.0.1".to_owned(),
                port: 25,
                security: Security::Plain,
                login: None,
                certificate: None,
            },
            from: Sender::read("office@example.org").unwrap(),
            site: SiteAddress::read("https://example.org").unwrap(),
            patience: Duration::from_secs(1),
        };
        let card = Card {
            name: name.to_owned(),
            email: Some(email.to_owned()),
            ..Card::default()
        };
        let to = Addressee {
            person: PersonId(7),
            card: &card,
            secret: [0xab; 32],
            day: jiff::civil::date(2026, 11, 23),
            at_ms: 1_795_428_000_000,
        };
        Letter::write(&mailing, &Digest::example(), organisation, to)
    }

    #[test]
    fn the_head_says_from_whom_to_whom_and_how_to_stop_it() {
        let letter = written("Zoë Birch", "zoe@example.org", "East").unwrap();
        let head = head(&letter);
        let stop = format!("<https://example.org/notices/stop/7/{}>", "ab".repeat(32));
        for line in [
            "From: East <office@example.org>".to_owned(),
            "Message-ID: <notice.2026-11-23.7@example.org>".to_owned(),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned(),
            "Auto-Submitted: auto-generated".to_owned(),
            format!("List-Unsubscribe: {stop}"),
        ] {
            assert!(head.contains(&line), "{line}: {head:#?}");
        }
        assert!(letter.bytes.is_ascii());
        assert_eq!(letter.to.to_string(), "zoe@example.org");
    }

    #[test]
    fn an_address_of_an_example_is_nobodys() {
        for (domain, reserved) in [
            ("example.org", true),
            ("Mail.Example.COM", true),
            ("east.test", true),
            ("localhost", true),
            ("birch.invalid", true),
            ("counterexample.org", false),
            ("example.de", false),
            ("example.org.uk", false),
            ("latest", false),
        ] {
            let address: Address = format!("ann@{domain}").parse().unwrap();
            assert_eq!(is_reserved(&address), reserved, "{domain}");
        }
    }

    #[test]
    fn no_name_adds_a_header_or_a_recipient() {
        let evil = "Ann\r\nBcc: all@example.org\r\n\r\nYou have won";
        let letter = written(evil, "ann@example.org", "East\nX-Evil: yes").unwrap();
        let head = head(&letter);
        let names: Vec<&str> = head
            .iter()
            .map(|line| line.split_once(':').unwrap().0)
            .collect();
        assert!(
            !names.contains(&"Bcc") && !names.contains(&"X-Evil"),
            "{head:#?}"
        );
        assert_eq!(names.iter().filter(|name| **name == "To").count(), 1);
        for address in [
            "ann@example.org\r\nRCPT TO:<all@example.org>",
            "ann@example.org, all@example.org",
            "ann@example.org>",
            "Ann <ann@example.org>",
            "ann",
            "",
        ] {
            assert!(written("Ann", address, "East").is_none(), "{address:?}");
        }
    }
}
