//! The form that calls a meeting off.

use charter::Action;
use clerk::Receipt;
use kernel::meetings::CallOffMeeting;
use kernel::{Command, MeetingId};
use serde::Deserialize;

use crate::acting::{Drawing, Task};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{away, day};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CallOffForm {
    reason: String,
}

/// `/meetings/{id}/call-off`
pub(crate) const CALL_OFF: Task<MeetingId, CallOffForm> = Task {
    draws: drawn,
    commands: |view, meeting, form, trouble| {
        view.meeting(meeting)?;
        let reason = trouble.line("reason", &form.reason);
        Ok(reason.map(|reason| Command::from(CallOffMeeting { meeting, reason })))
    },
    after: |meeting: MeetingId, _: &Receipt| format!("/meetings/{meeting}"),
};

fn drawn(
    view: View<'_>,
    id: MeetingId,
    form: &CallOffForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let meeting = view.meeting(id)?;
    let unit = view.unit_for(Action::CallMeeting, meeting.unit)?;
    let kind = view
        .charter
        .meeting(meeting.kind)
        .ok_or(Failure::NotFound)?;
    let reason = Field::new("reason", "Why", Kind::Line)
        .value(&form.reason)
        .hint("As \u{201c}the hall is not free\u{201d}. Whoever may see the roll reads it.");
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(meeting.unit),
            ..with.frame
        },
        heading: format!("Call off the {} of {}", kind.title, unit.name),
        lead: Some(format!(
            "It is called for {}, {}. It stays on record as called off, and another can be called.",
            day(meeting.on),
            away(view.today, meeting.on)
        )),
        article: view.note(kind.rule),
        refused: with.trouble.refused.clone(),
        action: format!("/meetings/{id}/call-off"),
        guard: with.guard,
        fields: vec![with.trouble.mark(reason)],
        submit: "Call it off".to_owned(),
        back: Some(Link::new("Back", format!("/meetings/{id}"))),
    })
}
