//! The golden lines of dues and money.

use std::sync::Arc;

use charter::BandId;
use charter::money::{Currency, Money};
use jiff::civil::{Date, date};
use journal::encoding::Decoder;
use kernel::dues::{BankReference, DuesEvent, DuesOf, GoesUp, Lot, PaidFor, PartPaid};
use kernel::{DocumentId, Event, PersonId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/dues-charter.md");
const LINES: &str = include_str!("../../golden/dues.jsonl");
const DECEMBER: Date = date(2017, 12, 1);

fn euro(minor: i64) -> Money {
    let currency = Currency::named("EUR").unwrap();
    Money { minor, currency }
}

fn paid(parts: &[(Date, i64)], reference: Option<BankReference>) -> DuesEvent {
    let part = |(period, minor): &(Date, i64)| PaidFor {
        unit: UnitId(1),
        period: *period,
        amount: euro(*minor),
    };
    DuesEvent::Paid {
        person: PersonId(5),
        parts: parts.iter().map(part).collect(),
        reference,
        on: ON,
    }
}

/// What the golden lines say, in their order.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn events() -> Vec<Event> {
    let (unit, top) = (UnitId(1), UnitId(0));
    let of = DuesOf {
        person: PersonId(5),
        unit,
        period: DECEMBER,
    };
    let up = vec![GoesUp {
        to: top,
        amount: euro(1_075),
    }];
    let lot = |minor, people: &[u32]| Lot {
        amount: euro(minor),
        people: people.iter().copied().map(PersonId).collect(),
    };
    let events = [
        DuesEvent::Listed {
            unit,
            period: DECEMBER,
            due: date(2017, 12, 15),
            lots: vec![lot(150, &[3, 5]), lot(2_000, &[7])],
            open: vec![PartPaid {
                person: PersonId(5),
                paid: euro(50),
            }],
            on: ON,
        },
        paid(&[(DECEMBER, 100)], Some(BankReference(255))),
        paid(&[(date(2017, 11, 1), 150), (DECEMBER, 1)], None),
        DuesEvent::PaymentCorrected {
            of,
            paid: euro(0),
            reason: DocumentId(0),
            on: ON,
        },
        DuesEvent::BandSet {
            person: PersonId(5),
            unit,
            band: BandId(1),
            owes: euro(2_500),
            on: ON,
        },
        DuesEvent::Waived {
            of,
            amount: euro(150),
            reason: DocumentId(1),
            on: ON,
        },
        DuesEvent::Reckoned {
            unit,
            taken: euro(2_150),
            parts: up.clone(),
            on: ON,
        },
        DuesEvent::Remitted {
            unit,
            parts: up.clone(),
            on: ON,
        },
        DuesEvent::Spent {
            unit,
            amount: euro(320),
            purpose: DocumentId(2),
            on: ON,
        },
        DuesEvent::CarriedOver {
            person: PersonId(5),
            from: unit,
            to: UnitId(2),
            amount: euro(150),
            on: ON,
        },
        DuesEvent::Closed {
            unit,
            into: top,
            on: ON,
        },
        DuesEvent::OutlayStruck {
            unit,
            number: 3,
            amount: euro(1_075),
            parts: up,
            since: date(2017, 12, 20),
            reason: DocumentId(3),
            on: ON,
        },
        DuesEvent::ChargeStruck {
            of,
            amount: euro(150),
            reason: DocumentId(1),
            on: ON,
        },
        DuesEvent::ChargeRestored {
            of,
            amount: euro(150),
            waived: false,
            reason: DocumentId(2),
            on: ON,
        },
        DuesEvent::BandStruck {
            person: PersonId(5),
            unit,
            band: BandId(1),
            since: ON,
            reason: DocumentId(2),
            on: ON,
        },
    ];
    events.map(Event::from).into_iter().collect()
}

#[test]
fn golden_lines_of_dues_say_what_they_always_said() {
    let store = store_with(CHARTER);
    let charter = charter::read(CHARTER).charter.map(Arc::new);
    let mut decoder = Decoder::under(&store, charter);
    say_what_they_always_said(&mut decoder, LINES, &events());
}

#[test]
fn events_of_dues_are_written_as_the_golden_lines_are() {
    are_written_as(CHARTER, LINES, &events());
}
