//! Which column of a bank's table says what: told by whoever gives the file,
//! or guessed from the names that German and English banks write.

use names::{compact, fold};

/// What a column can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    Date,
    Amount,
    Credit,
    Debit,
    Side,
    Currency,
    Name,
    Text,
    EndToEnd,
    Reference,
    Account,
}

/// How a column is named by whoever gives the file, and what banks call it;
/// those names first that say it best. What stands above takes its column first.
const KINDS: [(Says, &str, &[&str]); 11] = [
    (
        Says::Date,
        "date",
        &[
            "buchungstag",
            "buchungsdatum",
            "bookingdate",
            "posteddate",
            "postingdate",
            "transactiondate",
            "buchung",
            "date",
            "datum",
            "valutadatum",
            "wertstellung",
            "valuedate",
        ],
    ),
    (
        Says::Side,
        "side",
        &[
            "sollhaben",
            "sollhabenkennzeichen",
            "sh",
            "debitcredit",
            "creditdebit",
            "creditdebitindicator",
            "drcr",
        ],
    ),
    (
        Says::Amount,
        "amount",
        &["betrag", "amount", "umsatz", "transactionamount", "value"],
    ),
    (
        Says::Credit,
        "credit",
        &[
            "haben",
            "gutschrift",
            "credit",
            "creditamount",
            "moneyin",
            "paidin",
        ],
    ),
    (
        Says::Debit,
        "debit",
        &[
            "soll",
            "belastung",
            "lastschrift",
            "debit",
            "debitamount",
            "moneyout",
            "paidout",
        ],
    ),
    (
        Says::Currency,
        "currency",
        &["wahrung", "waehrung", "currency", "whrg", "ccy"],
    ),
    (
        Says::EndToEnd,
        "end_to_end",
        &[
            "endtoendreferenz",
            "endtoendreference",
            "endtoendid",
            "endtoend",
            "kundenreferenzendtoend",
            "kundenreferenz",
        ],
    ),
    (
        Says::Reference,
        "reference",
        &[
            "bankreferenz",
            "bankreference",
            "transactionid",
            "transaktionsid",
            "umsatzid",
            "accountservicerreference",
        ],
    ),
    (
        Says::Account,
        "account",
        &[
            "ibanauftragskonto",
            "auftragskonto",
            "bezeichnungauftragskonto",
            "accountnumber",
            "eigenesiban",
        ],
    ),
    (
        Says::Name,
        "name",
        &[
            "beguenstigterzahlungspflichtiger",
            "begunstigterzahlungspflichtiger",
            "namezahlungsbeteiligter",
            "zahlungspflichtiger",
            "auftraggeberempfanger",
            "auftraggeberbegunstigter",
            "auftraggeber",
            "payer",
            "payername",
            "debtor",
            "debtorname",
            "counterpartyname",
            "counterparty",
            "name",
        ],
    ),
    (
        Says::Text,
        "text",
        &[
            "verwendungszweck",
            "remittanceinformation",
            "paymentreference",
            "narrative",
            "description",
            "details",
            "memo",
            "message",
            "purpose",
            "text",
            "buchungstext",
            "reference",
        ],
    ),
];

/// What whoever gives a file says of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Says, String)>);

/// What is wrong with what was said of columns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsFault {
    /// It has no name behind it.
    #[error("`{0}` says no column; write it as in date=Booking date, amount=Amount")]
    NoName(String),
    /// No column says such a thing.
    #[error("`{0}` is nothing that a column says; there are {known}", known = kinds())]
    NoKind(String),
}

fn kinds() -> String {
    KINDS.map(|(_, word, _)| word).join(", ")
}

impl Columns {
    /// Reads `date=Booking date, amount=Amount`: what a column says, and its
    /// name in the file or its number, from one on. Nothing leaves all of it to be guessed.
    ///
    /// # Errors
    ///
    /// When it is not written like that.
    pub fn read(text: &str) -> Result<Columns, ColumnsFault> {
        let mut named = Vec::new();
        for part in text.split([',', ';', '\n']).map(str::trim) {
            if part.is_empty() {
                continue;
            }
            let no_name = || ColumnsFault::NoName(part.to_owned());
            let (word, name) = part.split_once('=').ok_or_else(no_name)?;
            let (word, name) = (word.trim().to_lowercase(), name.trim());
            let kind = KINDS.iter().find(|(_, known, _)| *known == word);
            let (says, _, _) = kind.ok_or_else(|| ColumnsFault::NoKind(word.clone()))?;
            if name.is_empty() {
                return Err(no_name());
            }
            named.push((*says, name.to_owned()));
        }
        Ok(Columns(named))
    }

    /// The columns that were named and are not among these.
    pub(super) fn missing(&self, heads: &[String]) -> Vec<&str> {
        let names = self.0.iter().map(|(_, name)| name.as_str());
        names.filter(|name| place(heads, name).is_none()).collect()
    }
}

/// Where in a line each thing stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout(Vec<(Says, usize)>);

impl Layout {
    /// The layout, if this line names its columns: a day and an amount at least.
    pub(super) fn of(heads: &[String], columns: &Columns) -> Option<Layout> {
        let mut taken: Vec<(Says, usize)> = Vec::new();
        for (says, name) in &columns.0 {
            taken.push((*says, place(heads, name)?));
        }
        let plain: Vec<String> = heads.iter().map(|head| plain(head)).collect();
        for whole in [true, false] {
            for (says, _, guesses) in &KINDS {
                if taken.iter().any(|(taken, _)| taken == says) {
                    continue;
                }
                let free = |at: &usize| taken.iter().all(|(_, taken)| taken != at);
                let found = guesses.iter().find_map(|guess| {
                    let fits = |head: &String| {
                        head == guess || (!whole && may_begin(*says) && head.starts_with(guess))
                    };
                    (0..)
                        .zip(&plain)
                        .filter(|(_, head)| fits(head))
                        .map(|(at, _)| at)
                        .find(free)
                });
                taken.extend(found.map(|at| (*says, at)));
            }
        }
        let layout = Layout(taken);
        let has = |says| layout.at(says).is_some();
        let amounts = has(Says::Amount) || has(Says::Credit);
        (has(Says::Date) && amounts).then_some(layout)
    }

    pub(super) fn at(&self, says: Says) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| *known == says)?;
        Some(found.1)
    }

    /// What a line says there; empty for nothing.
    pub(super) fn field<'r>(&self, line: &'r [String], says: Says) -> &'r str {
        let at = self.at(says).and_then(|at| line.get(at));
        at.map_or("", |field| field.trim())
    }
}

/// Things whose names banks lengthen, as in `Betrag in EUR`.
fn may_begin(says: Says) -> bool {
    matches!(
        says,
        Says::Amount | Says::Name | Says::Text | Says::EndToEnd
    )
}

fn plain(head: &str) -> String {
    compact(&fold(head))
        .chars()
        .filter(|it| it.is_alphanumeric())
        .collect()
}

/// The column with this name, whatever its capitals, or with this number.
fn place(heads: &[String], name: &str) -> Option<usize> {
    let wanted = plain(name);
    let named = heads
        .iter()
        .position(|head| plain(head) == wanted && !wanted.is_empty());
    let numbered = || {
        let number: usize = name.parse().ok()?;
        let at = number.checked_sub(1)?;
        (at < heads.len()).then_some(at)
    };
    named.or_else(numbered)
}
