//! Fixtures: an organisation of reading circles, and short ways to command it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clerk::{Card, Clerk, Clock, OnFailure, Options, RequestKey, SetClock, Submission, Whose};
use jiff::civil::{Date, date};
use kernel::charters::AdoptCharter;
use kernel::meetings::RecordMeeting;
use kernel::members::{AdmitMember, Leave};
use kernel::units::FoundUnit;
use kernel::{Actor, Command, PersonId, UnitId};

pub(crate) const STATUTES: &str = include_str!("statutes.md");
pub(crate) const FOUNDED: Date = date(2020, 1, 1);
pub(crate) const TODAY: Date = date(2020, 3, 15);

pub(crate) const COUNCIL: UnitId = UnitId(0);
pub(crate) const CIRCLE: UnitId = UnitId(1);

/// Options under which a failing desk is counted and the process lives on.
pub(crate) fn options() -> (Options, SetClock, Arc<AtomicUsize>) {
    let (clock, hand) = Clock::set_to(TODAY);
    let failures = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&failures);
    let on_failure = OnFailure(Arc::new(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    }));
    (
        Options {
            clock,
            on_failure,
            ..Options::default()
        },
        hand,
        failures,
    )
}

pub(crate) fn in_memory() -> Clerk {
    let clerk =
        Clerk::in_memory(STATUTES, FOUNDED, options().0).expect("the statutes are in order");
    found_units(&clerk);
    clerk
}

pub(crate) fn in_directory(directory: &Path) -> Clerk {
    let clerk = Clerk::create(directory, STATUTES, FOUNDED, options().0).expect("it is made");
    found_units(&clerk);
    clerk
}

pub(crate) fn reopened(directory: &Path) -> Clerk {
    Clerk::open(directory, options().0).expect("it opens")
}

pub(crate) fn found_units(clerk: &Clerk) {
    let statutes = clerk
        .read(|state, _| state.charter().cloned())
        .unwrap()
        .unwrap();
    for (key, code, level, parent) in [
        (1, "C", "council", None),
        (2, "C-1", "circle", Some(COUNCIL)),
    ] {
        let command = Command::from(FoundUnit {
            code: code.to_owned(),
            level: statutes.level_named(level).unwrap(),
            name: format!("{level} {code}"),
            parent,
            on: FOUNDED,
        });
        clerk
            .submit(operator(key, command))
            .expect("a unit is founded");
    }
}

/// The founding of the reading circles, for a store that is given from outside.
pub(crate) fn adoption() -> Submission {
    let adopted = charter::read(STATUTES)
        .charter
        .expect("the statutes are in order");
    let mut submission = operator(
        0,
        Command::AdoptCharter(AdoptCharter {
            charter: Arc::new(adopted),
            sha256: journal::sha256(STATUTES.as_bytes()),
            from: FOUNDED,
        }),
    );
    submission.charters.push(STATUTES.to_owned());
    submission
}

/// A request by the operator under a small number as its key.
pub(crate) fn operator(key: u64, command: Command) -> Submission {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&key.to_le_bytes());
    Submission::new(RequestKey(bytes), Actor::Operator, command)
}

/// The nth reader joins the circle and brings a card.
pub(crate) fn admission(key: u64, name: &str) -> Submission {
    let command = Command::from(AdmitMember {
        person: None,
        unit: CIRCLE,
        grade: charter::GradeId(0),
        on: TODAY,
    });
    let mut submission = operator(key, command);
    submission
        .cards
        .push((Whose::New(0), card(&format!("R-{key}"), name)));
    submission
}

pub(crate) fn card(code: &str, name: &str) -> Card {
    Card {
        code: code.to_owned(),
        name: name.to_owned(),
        ..Card::default()
    }
}

pub(crate) fn leaving(key: u64, person: PersonId) -> Submission {
    operator(key, Command::from(Leave { person, on: TODAY }))
}

pub(crate) fn assembly(key: u64, resolutions: &[&str]) -> Submission {
    let command = Command::from(RecordMeeting {
        unit: CIRCLE,
        kind: charter::MeetingKindId(0),
        on: TODAY,
        absent: Vec::new(),
        resolutions: resolutions.iter().map(|text| (*text).to_owned()).collect(),
    });
    operator(key, command)
}
