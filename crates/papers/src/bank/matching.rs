//! Whose dues a line of a bank may pay. A number in what was written along is
//! certain; a name with the right amount is a proposal; all else is left to
//! whoever looks at it.

use std::collections::BTreeMap;

use charter::Action;
use charter::money::{Currency, Money};
use clerk::Directory;
use jiff::civil::Date;
use kernel::dues::{BankReference, OpenDue, PayDues};
use kernel::{Actor, PersonId, State, UnitId, rights};
use names::fold;

use super::{BankLine, Flow};

/// So many parts of a text are tried as one number: `A-1/17` has three.
const PARTS_MAX: usize = 5;
/// Figures alone are taken for somebody's number from so many on.
const FIGURES_MIN: usize = 5;

/// What is found of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The number of somebody who owes so much stands in it.
    Certain,
    /// It names somebody who owes exactly that.
    Proposed,
    /// It names somebody who owes another amount.
    NameOnly,
    /// It names more than one person.
    Several,
    /// It names nobody who is known.
    Nobody,
    /// Whoever it names owes nothing.
    OwesNothing,
    /// It is more than is open.
    Larger,
    /// Whoever it names belongs no more, and still owes something.
    Left,
    /// It was written down before.
    Recorded(Date),
    /// It went out.
    Out,
    /// It gives back what went out.
    Reversal,
    /// The bank has not booked it.
    Announced,
    /// It is of another currency than the dues.
    OtherCurrency,
    /// It is of nothing.
    Nought,
    /// It is of a day to come.
    Ahead,
}

impl Finding {
    /// Its name, for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Finding::Certain => "certain",
            Finding::Proposed => "proposed",
            Finding::NameOnly => "name-only",
            Finding::Several => "several",
            Finding::Nobody => "nobody",
            Finding::OwesNothing => "owes-nothing",
            Finding::Larger => "larger",
            Finding::Left => "left",
            Finding::Recorded(_) => "recorded",
            Finding::Out => "out",
            Finding::Reversal => "reversal",
            Finding::Announced => "announced",
            Finding::OtherCurrency => "other-currency",
            Finding::Nought => "nought",
            Finding::Ahead => "ahead",
        }
    }

    /// Whether it can be written down once somebody has said whose it is.
    #[must_use]
    pub fn is_payable(self) -> bool {
        match self {
            Finding::Certain
            | Finding::Proposed
            | Finding::NameOnly
            | Finding::Several
            | Finding::Nobody
            | Finding::OwesNothing
            | Finding::Larger
            | Finding::Left => true,
            Finding::Recorded(_)
            | Finding::Out
            | Finding::Reversal
            | Finding::Announced
            | Finding::OtherCurrency
            | Finding::Nought
            | Finding::Ahead => false,
        }
    }
}

/// A line, and what is found of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched<'s> {
    /// The line.
    pub line: &'s BankLine,
    /// What is found.
    pub finding: Finding,
    /// Whom it names, as far as it names one.
    pub person: Option<PersonId>,
    /// What was open of them, before this line.
    pub open: Option<Money>,
}

impl Matched<'_> {
    /// The payment that can come of it, where it names somebody.
    #[must_use]
    pub fn payment(&self, state: &State, by: (Actor, Date)) -> Option<PayDues> {
        let person = self.person.filter(|_| self.finding.is_payable())?;
        let line = self.line;
        let what = (line.money, line.booked, line.mark.as_str());
        Some(payment(state, by, person, what))
    }

    /// What is found, in a sentence.
    #[must_use]
    pub fn told(&self, name: &str, day: impl Fn(Date) -> String) -> String {
        let open = self.open.map_or_else(String::new, |open| open.to_string());
        match self.finding {
            Finding::Certain => format!("The number of {name} stands in it. {open} is open."),
            Finding::Proposed => format!("{name} owes exactly this."),
            Finding::NameOnly => format!("It names {name}, who owes {open}."),
            Finding::Several => "It names more than one person.".to_owned(),
            Finding::Nobody => "It names nobody who is known here.".to_owned(),
            Finding::OwesNothing => format!("It names {name}, and nothing is open of them."),
            Finding::Larger => format!("It names {name}, who owes {open}: this is more."),
            Finding::Left => format!("{name} belongs no more, and still owes {open}."),
            Finding::Recorded(on) => match self.person {
                Some(_) => format!("Already recorded on {} for {name}.", day(on)),
                None => format!("Already recorded on {}.", day(on)),
            },
            Finding::Out => "It went out.".to_owned(),
            Finding::Reversal => "It gives back what went out.".to_owned(),
            Finding::Announced => "The bank has not booked it yet.".to_owned(),
            Finding::OtherCurrency => "It is of another currency than the dues.".to_owned(),
            Finding::Nought => "It is of nothing.".to_owned(),
            Finding::Ahead => "Its day is still to come.".to_owned(),
        }
    }
}

/// The payment of a line by a person. It is taken in on the day it was booked,
/// or on the day of the list that it pays, if that was later.
#[must_use]
pub fn payment(
    state: &State,
    by: (Actor, Date),
    person: PersonId,
    (amount, booked, mark): (Money, Date, &str),
) -> PayDues {
    let mut left = amount.minor;
    let mut on = booked;
    for due in open_of(state, by, person) {
        if left > 0 {
            on = on.max(due.listed);
            left = left.saturating_sub(due.minor);
        }
    }
    PayDues {
        person,
        amount,
        period: None,
        reference: Some(BankReference::of(mark)),
        on,
    }
}

/// What is open of a person that the actor may take in, the oldest first.
fn open_of(state: &State, (actor, today): (Actor, Date), person: PersonId) -> Vec<OpenDue> {
    let mut open = state.open_of(person);
    open.retain(|due| rights::may(state, actor, today, Action::CollectDues, due.unit));
    open
}

/// Somebody who may have paid.
#[derive(Debug)]
struct Payer {
    person: PersonId,
    /// The words of their name.
    words: Vec<String>,
    /// What is open of each list, the oldest first.
    open: Vec<i64>,
    belongs: bool,
}

/// Those whose dues lines may pay: who belongs to a unit or to one beneath it,
/// and who owes them something.
#[derive(Debug)]
pub struct Payers<'a> {
    state: &'a State,
    actor: Actor,
    today: Date,
    currency: Currency,
    people: Vec<Payer>,
    /// By their numbers, the parts joined by strokes.
    by_code: BTreeMap<String, Vec<usize>>,
    /// By their numbers in one word.
    by_compact: BTreeMap<String, Vec<usize>>,
    /// By the longest word of their names.
    by_word: BTreeMap<String, Vec<usize>>,
}

impl<'a> Payers<'a> {
    /// The payers of a unit and everything beneath it, as far as the actor may
    /// know them and take their money in.
    #[must_use]
    pub fn within(
        state: &'a State,
        directory: &Directory,
        (actor, today): (Actor, Date),
        unit: UnitId,
    ) -> Payers<'a> {
        let mut numbers: Vec<PersonId> = Vec::new();
        for unit in state.units_within(unit) {
            if rights::may(state, actor, today, Action::CollectDues, unit) {
                numbers.extend(state.roll(unit));
                numbers.extend(state.debtors_of(unit));
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        let rule = state.dues_rule(today);
        let mut payers = Payers {
            state,
            actor,
            today,
            currency: rule.map_or(Currency::NONE, |rule| rule.currency),
            people: Vec::with_capacity(numbers.len()),
            by_code: BTreeMap::new(),
            by_compact: BTreeMap::new(),
            by_word: BTreeMap::new(),
        };
        for person in numbers {
            if let Some(card) = directory.card(person)
                && rights::may_see_person(state, actor, today, person)
            {
                payers.enter(person, &card.code, &card.name);
            }
        }
        payers
    }

    fn enter(&mut self, person: PersonId, code: &str, name: &str) {
        let at = self.people.len();
        let open = open_of(self.state, (self.actor, self.today), person);
        let payer = Payer {
            person,
            words: words(name),
            open: open.iter().map(|due| due.minor).collect(),
            belongs: self.state.unit_of(person).is_some(),
        };
        let parts = parts(code);
        if is_telling(&parts) {
            self.by_code.entry(parts.join("-")).or_default().push(at);
            self.by_compact.entry(parts.concat()).or_default().push(at);
        }
        let longest = payer.words.iter().max_by_key(|word| word.chars().count());
        if let Some(word) = longest {
            self.by_word.entry(word.clone()).or_default().push(at);
        }
        self.people.push(payer);
    }

    /// Who owes something here, and how much, in the order of their numbers.
    pub fn debtors(&self) -> impl Iterator<Item = (PersonId, Money)> + '_ {
        let currency = self.currency;
        let sum = |payer: &Payer| {
            payer
                .open
                .iter()
                .fold(0_i64, |sum, it| sum.saturating_add(*it))
        };
        let of = move |payer: &Payer| {
            let minor = sum(payer);
            (minor > 0).then_some((payer.person, Money { minor, currency }))
        };
        self.people.iter().filter_map(of)
    }

    /// What is found of each line. What one line pays is no more open to the next.
    #[must_use]
    pub fn matched<'s>(&self, lines: &'s [BankLine]) -> Vec<Matched<'s>> {
        let mut paid: BTreeMap<PersonId, i64> = BTreeMap::new();
        let of = |line| self.find(line, &mut paid);
        lines.iter().map(of).collect()
    }

    fn find<'s>(&self, line: &'s BankLine, paid: &mut BTreeMap<PersonId, i64>) -> Matched<'s> {
        let plain = |finding| Matched {
            line,
            finding,
            person: None,
            open: None,
        };
        if let Some((person, on)) = self.state.paid_with(BankReference::of(&line.mark)) {
            return Matched {
                person: self.known(person),
                ..plain(Finding::Recorded(on))
            };
        }
        let hindered = match line.flow {
            Flow::Out => Some(Finding::Out),
            Flow::Reversal => Some(Finding::Reversal),
            Flow::Announced => Some(Finding::Announced),
            Flow::In if line.money.minor == 0 => Some(Finding::Nought),
            Flow::In if line.money.currency != self.currency => Some(Finding::OtherCurrency),
            Flow::In if line.booked > self.today => Some(Finding::Ahead),
            Flow::In => None,
        };
        if let Some(finding) = hindered {
            return plain(finding);
        }
        let (payer, by_code) = match self.named(line) {
            Named::Nobody => return plain(Finding::Nobody),
            Named::Several => return plain(Finding::Several),
            Named::ByCode(payer) => (payer, true),
            Named::ByName(payer) => (payer, false),
        };
        // Somebody may have typed the bank's own reference by hand.
        let by_hand = Some(line.reference.as_str()).filter(|it| !it.is_empty());
        let by_hand = by_hand.and_then(|it| self.state.paid_with(BankReference::of(it)));
        if let Some((_, on)) = by_hand.filter(|(person, _)| *person == payer.person) {
            return Matched {
                person: Some(payer.person),
                ..plain(Finding::Recorded(on))
            };
        }
        let before = paid.entry(payer.person).or_default();
        let all = payer
            .open
            .iter()
            .fold(0_i64, |sum, it| sum.saturating_add(*it));
        let open = all.saturating_sub(*before);
        let minor = line.money.minor;
        let finding = if open <= 0 {
            Finding::OwesNothing
        } else if minor > open {
            Finding::Larger
        } else if !payer.belongs {
            Finding::Left
        } else if by_code {
            Finding::Certain
        } else if payer.owes_exactly(minor, *before) {
            Finding::Proposed
        } else {
            Finding::NameOnly
        };
        if matches!(finding, Finding::Certain | Finding::Proposed) {
            *before = before.saturating_add(minor);
        }
        Matched {
            line,
            finding,
            person: Some(payer.person),
            open: Some(Money {
                minor: open,
                currency: self.currency,
            }),
        }
    }

    /// The person, if the actor may know of them.
    fn known(&self, person: PersonId) -> Option<PersonId> {
        let may = rights::may_see_person(self.state, self.actor, self.today, person);
        may.then_some(person)
    }

    fn named(&self, line: &BankLine) -> Named<'_> {
        let mut found = self.by_numbers(&format!("{} {}", line.text, line.end_to_end));
        match found.as_slice() {
            [] => {}
            [one] => return self.people.get(*one).map_or(Named::Nobody, Named::ByCode),
            [..] => return Named::Several,
        }
        let said = words(&line.name);
        for word in &said {
            let alike = self.by_word.get(word).into_iter().flatten().copied();
            found.extend(alike.filter(|at| {
                let payer = self.people.get(*at);
                payer.is_some_and(|payer| payer.is_named_by(&said))
            }));
        }
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [] => Named::Nobody,
            [one] => self.people.get(*one).map_or(Named::Nobody, Named::ByName),
            [..] => Named::Several,
        }
    }

    /// Whose numbers stand in a text. Where one is a part of another, the longer one does.
    fn by_numbers(&self, text: &str) -> Vec<usize> {
        let parts = parts(text);
        let mut found: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let longest = (1..=PARTS_MAX).rev().find_map(|length| {
                let window = parts.get(at..at.saturating_add(length))?;
                let exact = self.by_code.get(&window.join("-"));
                let joined = || match window {
                    [one] => self.by_compact.get(one),
                    _ => None,
                };
                Some((length, exact.or_else(joined)?))
            });
            if let Some((length, people)) = longest {
                found.extend(people);
                at = at.saturating_add(length);
            } else {
                at = at.saturating_add(1);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

enum Named<'a> {
    Nobody,
    Several,
    ByCode(&'a Payer),
    ByName(&'a Payer),
}

impl Payer {
    /// Whether an amount is what is open of the oldest lists, once something was paid.
    fn owes_exactly(&self, minor: i64, paid: i64) -> bool {
        let mut sum = 0_i64.saturating_sub(paid);
        self.open.iter().any(|open| {
            sum = sum.saturating_add(*open);
            sum == minor
        })
    }

    /// Whether every word of the name is said. One word alone has to be all that is said.
    fn is_named_by(&self, said: &[String]) -> bool {
        let all = self.words.iter().all(|word| said.contains(word));
        all && (self.words.len() > 1 || said.len() == 1)
    }
}

/// The words of a name, without capitals and marks.
fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The letters and figures of a text between everything else.
fn parts(text: &str) -> Vec<String> {
    let parts = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// Whether a number is found in a text by nobody's chance: letters with
/// figures, or many figures.
fn is_telling(parts: &[String]) -> bool {
    let all = parts.concat();
    let figures = all.chars().filter(char::is_ascii_digit).count();
    let letters = all.chars().count().saturating_sub(figures);
    figures >= FIGURES_MIN || (figures > 0 && letters > 0)
}
