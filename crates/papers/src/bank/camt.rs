//! Statements as ISO 20022 XML (camt.053, versions .001.02 to .001.08 and
//! later ones of the same shape). No entity but XML's own five is known, so
//! none expands to anything.

use charter::money::{Currency, Money};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::amounts::{Strokes, day};
use super::{BankLine, Fault, Flow, Read, tidied};

/// What is nested deeper is no statement.
const DEPTH_MAX: usize = 64;
/// A text that is longer is none of a statement.
const TEXT_BYTES_MAX: usize = 20_000;

pub(super) fn read(text: &str) -> Result<Read, Fault> {
    let mut xml = Reader::from_str(text);
    let mut walk = Walk::default();
    let (mut line, mut seen) = (1_u64, 0_usize);
    loop {
        let event = xml.read_event();
        let at = usize::try_from(xml.buffer_position()).unwrap_or(text.len());
        let passed = text.as_bytes().get(seen..at).unwrap_or_default();
        let began = line;
        line = line.saturating_add(passed.iter().filter(|byte| **byte == b'\n').count() as u64);
        seen = at;
        let damaged = |what: &str| Fault::Damaged {
            line: began,
            what: what.to_owned(),
        };
        match event.map_err(|error| damaged(&format!("it is no XML: {error}")))? {
            Event::Start(tag) => {
                let currency = tag.try_get_attribute("Ccy").ok().flatten();
                let currency = currency.map(|it| it.value.to_string());
                walk.open(tag.local_name().as_ref(), currency, began)?;
                if walk.path.len() > DEPTH_MAX {
                    return Err(damaged("it is nested too deep"));
                }
            }
            Event::Empty(tag) => {
                walk.open(tag.local_name().as_ref(), None, began)?;
                walk.close();
            }
            Event::End(_) => walk.close(),
            Event::Text(text) => walk.text.push_str(&text.xml10_content()),
            Event::CData(text) => walk.text.push_str(&text.xml10_content()),
            Event::GeneralRef(named) => {
                let letter = letter(&named)
                    .ok_or_else(|| damaged("it names an entity that no statement has"))?;
                walk.text.push(letter);
            }
            Event::DocType(_) => {
                return Err(damaged(
                    "it declares a document type, which no statement does",
                ));
            }
            Event::Eof if !walk.path.is_empty() => return Err(damaged("it ends in the middle")),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        if walk.text.len() > TEXT_BYTES_MAX {
            return Err(damaged("a text is too long"));
        }
        if walk.read.full() {
            return Err(Fault::TooManyLines);
        }
    }
    if walk.is_statement {
        Ok(walk.read)
    } else {
        Err(Fault::OtherMessage("other XML".to_owned()))
    }
}

fn letter(named: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = named.resolve_char_ref() {
        return Some(letter);
    }
    match &*named.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// An amount as it stands: its currency and its digits.
type Stated = Option<(String, String)>;

/// One payment of an entry.
#[derive(Debug, Default)]
struct Detail {
    amount: Stated,
    way: String,
    debtor: String,
    creditor: String,
    text: Vec<String>,
    end_to_end: String,
    reference: String,
    number: u64,
}

/// One entry of the statement: one payment or a batch of them.
#[derive(Debug, Default)]
struct Entry {
    number: u64,
    amount: Stated,
    way: String,
    reversal: bool,
    status: String,
    booked: String,
    valued: String,
    reference: String,
    text: String,
    details: Vec<Detail>,
}

/// Where in the file one is, and what was read so far.
#[derive(Debug, Default)]
struct Walk {
    path: Vec<String>,
    text: String,
    currency: Option<String>,
    is_statement: bool,
    account: String,
    entry: Entry,
    read: Read,
}

impl Walk {
    fn open(&mut self, name: &str, currency: Option<String>, number: u64) -> Result<(), Fault> {
        match (self.path.len(), name) {
            (0, "Document") | (1, "BkToCstmrStmt") => {}
            (0, other) => {
                return Err(Fault::OtherMessage(format!(
                    "XML that begins with `{}`",
                    tidied(other)
                )));
            }
            (1, "BkToCstmrAcctRpt") => {
                return Err(Fault::OtherMessage(
                    "a report within the day (camt.052)".to_owned(),
                ));
            }
            (1, "BkToCstmrDbtCdtNtfctn") => {
                return Err(Fault::OtherMessage(
                    "a notice of payments (camt.054)".to_owned(),
                ));
            }
            (1, other) => {
                return Err(Fault::OtherMessage(format!(
                    "a message `{}`",
                    tidied(other)
                )));
            }
            (_, "Stmt") => self.account.clear(),
            (_, "Ntry") => {
                self.entry = Entry {
                    number,
                    ..Entry::default()
                };
            }
            (_, "TxDtls") => self.entry.details.push(Detail {
                number,
                ..Detail::default()
            }),
            (_, _) => {}
        }
        self.is_statement |= self.path.len() == 1;
        self.path.push(name.to_owned());
        self.text.clear();
        if name == "Amt" {
            self.currency = currency;
        }
        Ok(())
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let value = text.trim();
        if !value.is_empty() {
            self.take(value);
        }
        if self.path.pop().as_deref() == Some("Ntry") {
            let entry = std::mem::take(&mut self.entry);
            entry.into_lines(&self.account, &mut self.read);
        }
    }

    /// Takes in what stands where one is.
    fn take(&mut self, value: &str) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let stated = || Some((self.currency.clone().unwrap_or_default(), value.to_owned()));
        let entry = &mut self.entry;
        let Some(at) = path.iter().position(|name| *name == "Ntry") else {
            if let [.., "Stmt", "Acct", "Id", "IBAN"] | [.., "Stmt", "Acct", "Id", "Othr", "Id"] =
                path.as_slice()
            {
                value.clone_into(&mut self.account);
            }
            return;
        };
        let within = path.get(at..).unwrap_or_default();
        if let Some(detail) = entry.details.last_mut()
            && let ["Ntry", "NtryDtls", "TxDtls", rest @ ..] = within
        {
            detail.take(rest, value, stated());
            return;
        }
        match within {
            ["Ntry", "Amt"] => entry.amount = stated(),
            ["Ntry", "CdtDbtInd"] => value.clone_into(&mut entry.way),
            ["Ntry", "RvslInd"] => entry.reversal = matches!(value, "true" | "1"),
            ["Ntry", "Sts"] | ["Ntry", "Sts", "Cd"] => value.clone_into(&mut entry.status),
            ["Ntry", "BookgDt", _] => value.clone_into(&mut entry.booked),
            ["Ntry", "ValDt", _] => value.clone_into(&mut entry.valued),
            ["Ntry", "AcctSvcrRef"] => value.clone_into(&mut entry.reference),
            ["Ntry", "AddtlNtryInf"] => value.clone_into(&mut entry.text),
            _ => {}
        }
    }
}

impl Detail {
    fn take(&mut self, at: &[&str], value: &str, stated: Stated) {
        match at {
            ["Amt"] => self.amount = stated,
            ["AmtDtls", "TxAmt", "Amt"] if self.amount.is_none() => self.amount = stated,
            ["CdtDbtInd"] => value.clone_into(&mut self.way),
            ["Refs", "EndToEndId"] if value != "NOTPROVIDED" => {
                value.clone_into(&mut self.end_to_end)
            }
            ["Refs", "AcctSvcrRef"] => value.clone_into(&mut self.reference),
            ["RltdPties", "Dbtr", "Nm"] | ["RltdPties", "Dbtr", "Pty", "Nm"] => {
                value.clone_into(&mut self.debtor)
            }
            ["RltdPties", "Cdtr", "Nm"] | ["RltdPties", "Cdtr", "Pty", "Nm"] => {
                value.clone_into(&mut self.creditor)
            }
            ["RmtInf", "Ustrd"] | ["RmtInf", "Strd", "CdtrRefInf", "Ref"] => {
                self.text.push(value.to_owned())
            }
            _ => {}
        }
    }
}

impl Entry {
    /// The lines of the statement that an entry makes: one a payment.
    fn into_lines(mut self, account: &str, read: &mut Read) {
        let batch = self.details.len() > 1;
        if self.details.is_empty() {
            self.details.push(Detail::default());
        }
        match self.lines(batch) {
            Ok(lines) => lines.into_iter().for_each(|line| read.push(account, line)),
            Err(what) => read.unread(self.number, what),
        }
    }

    fn lines(&self, batch: bool) -> Result<Vec<BankLine>, String> {
        let day_of = |text: &str| day(text, Strokes::Unknown);
        let booked = day_of(&self.booked)
            .or_else(|| day_of(&self.valued))
            .ok_or("the entry has no day on which it was booked")?;
        let whole = money(&self.amount)?.ok_or("the entry has no amount")?;
        let mut sum = 0_i64;
        let mut lines = Vec::new();
        for (at, detail) in (1_u32..).zip(&self.details) {
            let part = match money(&detail.amount)? {
                Some(part) => part,
                None if !batch => whole,
                None => {
                    return Err("a batch does not say how much each of its payments is".to_owned());
                }
            };
            // What an entry says of itself stands above what one payment says in its own money.
            let money = if batch { part } else { whole };
            sum = sum.saturating_add(money.minor);
            let reference = match (detail.reference.as_str(), self.reference.as_str()) {
                ("", "") => String::new(),
                ("", whole) if batch => format!("{whole}/{at}"),
                ("", whole) => whole.to_owned(),
                (own, _) => own.to_owned(),
            };
            let flow = self.flow(&detail.way)?;
            let text = if detail.text.is_empty() {
                &self.text
            } else {
                &detail.text.join(" ")
            };
            let other = if flow == Flow::Out {
                &detail.creditor
            } else {
                &detail.debtor
            };
            lines.push(BankLine {
                number: if detail.number == 0 {
                    self.number
                } else {
                    detail.number
                },
                booked,
                money,
                flow,
                name: tidied(other),
                text: tidied(text),
                end_to_end: tidied(&detail.end_to_end),
                reference: tidied(&reference),
                mark: String::new(),
            });
        }
        let same_way = lines
            .iter()
            .all(|line| Some(line.flow) == lines.first().map(|it| it.flow));
        if batch && same_way && sum != whole.minor {
            return Err(format!(
                "the payments of a batch of {whole} come to {}",
                Money {
                    minor: sum,
                    ..whole
                }
            ));
        }
        Ok(lines)
    }

    fn flow(&self, own: &str) -> Result<Flow, String> {
        let way = if own.is_empty() {
            self.way.as_str()
        } else {
            own
        };
        if !matches!(self.status.as_str(), "" | "BOOK") {
            return Ok(Flow::Announced);
        }
        match way {
            "CRDT" if self.reversal => Ok(Flow::Reversal),
            "CRDT" => Ok(Flow::In),
            "DBIT" => Ok(Flow::Out),
            other => Err(format!("`{}` is neither CRDT nor DBIT", tidied(other))),
        }
    }
}

fn money(stated: &Stated) -> Result<Option<Money>, String> {
    let Some((code, digits)) = stated else {
        return Ok(None);
    };
    let currency =
        Currency::named(code).ok_or_else(|| format!("`{}` is no currency", tidied(code)))?;
    // Digits of XML have a point and nothing that parts thousands.
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let behind = behind.trim_end_matches('0');
    let plain = if behind.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{behind}")
    };
    let minor = currency.amount(&plain);
    let minor = minor.ok_or_else(|| format!("`{}` is no amount in {currency}", tidied(digits)))?;
    Ok(Some(Money { minor, currency }))
}
