//! The golden lines of directives and returns.

use std::sync::Arc;

use charter::{DirectiveKindId, LevelId, ReportId};
use jiff::civil::date;
use journal::encoding::Decoder;
use kernel::directives::{DirectiveEvent, Origin, Outcome};
use kernel::reports::{ReportEvent, Value};
use kernel::{ConferenceId, DirectiveId, DocumentId, Event, MeetingId, UnitId};

use super::{ON, are_written_as, say_what_they_always_said, store_with};

const CHARTER: &str = include_str!("../../golden/flow-charter.md");
const LINES: &str = include_str!("../../golden/flow.jsonl");

fn issued(number: u32, areas: Vec<UnitId>, text: u32, origin: Origin) -> DirectiveEvent {
    DirectiveEvent::Issued {
        directive: DirectiveId(number),
        unit: UnitId(0),
        kind: DirectiveKindId(0),
        to: vec![LevelId(1)],
        areas,
        text: DocumentId(text),
        origin,
        replaces: (number == 0).then_some(DirectiveId(2)),
        on: ON,
    }
}

fn answered(outcome: Outcome, text: Option<DocumentId>) -> DirectiveEvent {
    DirectiveEvent::Answered {
        directive: DirectiveId(0),
        unit: UnitId(1),
        outcome,
        text,
        on: ON,
    }
}

/// What the golden lines say, in their order.
pub(super) fn events() -> Vec<Event> {
    let (directive, unit, issuer) = (DirectiveId(0), UnitId(1), UnitId(0));
    let reason = DocumentId(3);
    let directives = [
        issued(0, vec![unit], 0, Origin::Meeting(MeetingId(4))),
        issued(1, Vec::new(), 1, Origin::Directive(directive)),
        issued(2, Vec::new(), 1, Origin::Own),
        DirectiveEvent::PassedOn {
            directive,
            unit,
            on: ON,
        },
        DirectiveEvent::PutOnAgenda {
            directive,
            unit,
            meeting: MeetingId(5),
        },
        answered(Outcome::Done, None),
        answered(Outcome::InPart, Some(DocumentId(2))),
        DirectiveEvent::Amended {
            directive,
            unit: issuer,
            text: reason,
            on: ON,
        },
        DirectiveEvent::Withdrawn {
            directive,
            unit: issuer,
            reason,
            on: ON,
        },
        DirectiveEvent::ObjectedTo {
            directive,
            unit,
            reason,
            on: ON,
        },
        DirectiveEvent::ObjectionSettled {
            directive,
            unit,
            upheld: true,
            reason,
            on: ON,
        },
    ];
    directives
        .map(Event::from)
        .into_iter()
        .chain(returns().map(Event::from))
        .chain([Event::from(DirectiveEvent::TakenOffAgenda {
            directive,
            unit,
            meeting: MeetingId(5),
            reason: DocumentId(2),
        })])
        .chain([Event::from(issued(
            3,
            Vec::new(),
            1,
            Origin::Item(ConferenceId(1), 4),
        ))])
        .collect()
}

fn returns() -> [ReportEvent; 2] {
    let unit = UnitId(1);
    let (report, period) = (ReportId(0), date(2017, 11, 1));
    [
        ReportEvent::Filed {
            report,
            unit,
            period,
            values: vec![Value::Number(31), Value::Choice(1), Value::Text(None)],
            on: ON,
        },
        ReportEvent::Corrected {
            report,
            unit,
            period,
            values: vec![
                Value::Number(0),
                Value::Choice(0),
                Value::Text(Some(DocumentId(1))),
            ],
            reason: DocumentId(0),
            on: ON,
        },
    ]
}

#[test]
fn golden_lines_say_what_they_always_said() {
    let store = store_with(CHARTER);
    let charter = charter::read(CHARTER).charter.map(Arc::new);
    let mut decoder = Decoder::under(&store, charter);
    say_what_they_always_said(&mut decoder, LINES, &events());
}

#[test]
fn events_are_written_as_the_golden_lines_are() {
    are_written_as(CHARTER, LINES, &events());
}
