//! Who was there, as a form says it: held against the roll it showed and the
//! roll as it is now. Neither need be the other; people come and go while a
//! form lies open.

use charter::MeetingKindId;
use kernel::{PersonId, Reason, Refusal, UnitId};

use super::recording::RecordForm;
use crate::forms::Refused;
use crate::view::View;

/// Who was there.
#[derive(Debug)]
pub(crate) struct Attendance {
    /// Whoever was shown and not ticked.
    pub(crate) absent: Vec<PersonId>,
    /// Whoever is expected and was not shown, and so counts as present.
    pub(crate) unseen: Vec<PersonId>,
}

/// Why a form does not say who was there.
#[derive(Debug)]
pub(crate) enum Unclear {
    /// It shows nobody, although there are people to be shown.
    NobodyShown,
    /// Somebody is ticked who is not expected.
    Stranger(Box<Refusal>),
}

impl Unclear {
    /// What is said to a form that showed nobody.
    pub(crate) fn nobody_shown() -> Refused {
        Refused {
            instead: Some("Below is the roll as it is now.".to_owned()),
            ..Refused::new("The form does not say whose names it showed.")
        }
    }
}

/// Who was there, of those expected at a meeting of this kind.
pub(crate) fn attendance(
    view: View<'_>,
    unit: UnitId,
    kind: MeetingKindId,
    form: &RecordForm,
) -> Result<Attendance, Unclear> {
    let expected = view.state.expected_at(view.charter, unit, kind);
    if form.shown.is_empty() && !expected.is_empty() {
        return Err(Unclear::NobodyShown);
    }
    let mut ticked = form.present.iter().copied().map(PersonId);
    if let Some(person) = ticked.find(|person| !expected.contains(person)) {
        let unit = view.some_unit(unit);
        let reason = Reason::NotOnRoll { person, unit };
        return Err(Unclear::Stranger(Box::new(Refusal::from(reason))));
    }
    let shown = form.shown.iter().copied();
    let absent = shown.filter(|person| !form.present.contains(person));
    let unseen = expected
        .into_iter()
        .filter(|person| !form.shown.contains(&person.0) && !form.present.contains(&person.0));
    Ok(Attendance {
        absent: absent.map(PersonId).collect(),
        unseen: unseen.collect(),
    })
}
