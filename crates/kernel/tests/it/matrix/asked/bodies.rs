//! The register of affiliated bodies.

use charter::BodyKindId;
use kernel::bodies::{CorrectBody, EndBody, EnterBody};
use kernel::{BodyId, Command};

use super::Asking;

fn entering(it: &Asking<'_>) -> Vec<Command> {
    let kinds = u8::try_from(it.world().charter.bodies.len()).unwrap();
    (0..kinds)
        .map(|kind| {
            EnterBody {
                kind: BodyKindId(kind),
                unit: it.unit,
                name: "Choir".to_owned(),
                since: None,
                liaison: None,
                on: it.world().today,
            }
            .into()
        })
        .collect()
}

pub(super) fn enter(it: &mut Asking<'_>) {
    for command in entering(it) {
        it.ask(&[], command);
    }
}

pub(super) fn correct(it: &mut Asking<'_>) {
    for entered in entering(it) {
        let command = CorrectBody {
            body: BodyId(0),
            name: "Band".to_owned(),
            since: None,
            until: None,
            liaison: None,
            reason: "it is a band".to_owned(),
            on: it.world().today,
        };
        it.ask(&[entered], command.into());
    }
}

pub(super) fn end(it: &mut Asking<'_>) {
    for entered in entering(it) {
        let command = EndBody {
            body: BodyId(0),
            reason: String::new(),
            on: it.world().today,
        };
        it.ask(&[entered], command.into());
    }
}
