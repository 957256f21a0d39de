//! How visits are asked of a unit.

use kernel::visits::{CorrectVisit, RecordVisit, StrikeVisit};
use kernel::{Command, VisitId};

use super::Asking;

fn recorded(it: &Asking<'_>) -> Command {
    Command::from(RecordVisit {
        unit: it.unit,
        by: None,
        on: it.world().today,
        agreed: String::new(),
    })
}

pub(super) fn record(it: &mut Asking<'_>) {
    it.ask(&[], recorded(it));
}

pub(super) fn correct(it: &mut Asking<'_>) {
    let command = CorrectVisit {
        visit: VisitId(it.world().state.visit_count()),
        on: it.world().today,
        agreed: "another thing".to_owned(),
        reason: "it was agreed".to_owned(),
    };
    it.ask(&[recorded(it)], command.into());
}

pub(super) fn strike(it: &mut Asking<'_>) {
    let command = StrikeVisit {
        visit: VisitId(it.world().state.visit_count()),
        reason: "nobody was there".to_owned(),
    };
    it.ask(&[recorded(it)], command.into());
}
