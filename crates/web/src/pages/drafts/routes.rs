//! Handlers of bulletins before everybody can read them.

use axum::extract::State;
use axum::response::Response;
use clerk::Receipt;
use kernel::bulletins::{
    BulletinEvent, CorrectBulletin, DraftBulletin, PublishBulletin, ReviewBulletin, ReviseBulletin,
    SendBackBulletin, WithdrawBulletin,
};
use kernel::{BulletinId, Command, DocumentId, Event, UnitId};
use serde::Deserialize;

use super::forms::DraftForm;
use super::{fill, forms, proposing};
use crate::acting::{self, Task, Trouble};
use crate::error::Failure;
use crate::frame::Room;
use crate::published::read;
use crate::session::{At, Query, SignedIn};
use crate::site::{Site, html};

/// Which page of a list.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paged {
    page: u64,
}

/// Reads what somebody wrote; nothing where it is erased or cannot be read.
fn text(site: &Site) -> impl Fn(DocumentId) -> Option<String> + '_ {
    |document| site.text(document).ok().flatten()
}

/// `GET /units/{id}/bulletins`
pub(crate) async fn list(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(paged): Query<Paged>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Bulletins");
        fill::list(view, UnitId(unit), paged.page, &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// `GET /drafts/{id}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let id = BulletinId(id);
    site.look(&by, |view| fill::draft(view, id).map(|_| ()))?;
    let kept = site.pictures(id)?;
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, Some(Room::Units), "Bulletin");
        fill::show(view, id, (&text(&site), &kept), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/bulletins/new`
pub(crate) async fn new(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(form): Query<DraftForm>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let (filled, note) = site.look(&by, |view| proposing::proposed(&site, view, unit, &form))?;
    acting::form(&site, &by, |view, with| {
        let mut page = forms::draft(view, unit, &filled, with)?;
        let lead = page.lead.into_iter().chain(note);
        page.lead = Some(lead.collect::<Vec<_>>().join(" "));
        Ok(page)
    })
}

/// `POST /units/{id}/bulletins/new`
pub(crate) const DRAFT: Task<UnitId, DraftForm> = Task {
    draws: forms::draft,
    commands: |view, unit, form, trouble| {
        view.unit(unit)?;
        let about = form.about();
        let text = form.document(trouble);
        Ok(text.map(|text| Command::from(DraftBulletin { unit, about, text })))
    },
    after: |unit, receipt| {
        let new = receipt.events.iter().find_map(|event| match event {
            Event::Bulletin(BulletinEvent::Drafted { bulletin, .. }) => Some(*bulletin),
            _ => None,
        });
        new.map_or_else(
            || format!("/units/{unit}/bulletins"),
            |new| to_draft(new, receipt),
        )
    },
};

/// The form with the text that was written last.
fn with_text(site: &Site, by: &SignedIn, id: BulletinId) -> Result<DraftForm, Failure> {
    let last = site.look(by, |view| Ok(fill::draft(view, id)?.text))?;
    let text = site.text(last)?.unwrap_or_default();
    Ok(DraftForm::of(&read(&text)))
}

/// `GET /drafts/{id}/revise`
pub(crate) async fn new_revision(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let filled = with_text(&site, &by, BulletinId(id))?;
    acting::form(&site, &by, |view, with| {
        forms::revise(view, BulletinId(id), &filled, with)
    })
}

/// `POST /drafts/{id}/revise`
pub(crate) const REVISE: Task<BulletinId, DraftForm> = Task {
    draws: forms::revise,
    commands: |view, bulletin, form, trouble| {
        fill::draft(view, bulletin)?;
        let text = form.document(trouble);
        Ok(text.map(|text| Command::from(ReviseBulletin { bulletin, text })))
    },
    after: to_draft,
};

/// `GET /drafts/{id}/correct`
pub(crate) async fn new_correction(
    State(site): State<Site>,
    by: SignedIn,
    At(id): At<u32>,
) -> Result<Response, Failure> {
    let filled = with_text(&site, &by, BulletinId(id))?;
    acting::form(&site, &by, |view, with| {
        forms::correct(view, BulletinId(id), &filled, with)
    })
}

/// `POST /drafts/{id}/correct`
pub(crate) const CORRECT: Task<BulletinId, DraftForm> = Task {
    draws: forms::correct,
    commands: |view, bulletin, form, trouble| {
        fill::draft(view, bulletin)?;
        let reason = reason(form, trouble);
        let text = form.document(trouble);
        Ok(text.zip(reason).map(|(text, reason)| {
            Command::from(CorrectBulletin {
                bulletin,
                text,
                reason,
            })
        }))
    },
    after: to_draft,
};

/// `/drafts/{id}/review`
pub(crate) const REVIEW: Task<BulletinId, DraftForm> = Task {
    draws: forms::review,
    commands: |view, bulletin, form, _| {
        let revision = revision(fill::draft(view, bulletin)?.revision, form);
        Ok(Some(Command::from(ReviewBulletin { bulletin, revision })))
    },
    after: to_draft,
};

/// `/drafts/{id}/send-back`
pub(crate) const SEND_BACK: Task<BulletinId, DraftForm> = Task {
    draws: forms::send_back,
    commands: |view, bulletin, form, trouble| {
        fill::draft(view, bulletin)?;
        let reason = reason(form, trouble);
        Ok(reason.map(|reason| Command::from(SendBackBulletin { bulletin, reason })))
    },
    after: to_draft,
};

/// `/drafts/{id}/publish`
pub(crate) const PUBLISH: Task<BulletinId, DraftForm> = Task {
    draws: forms::publish,
    commands: |view, bulletin, form, _| {
        let revision = revision(fill::draft(view, bulletin)?.revision, form);
        Ok(Some(Command::from(PublishBulletin { bulletin, revision })))
    },
    after: to_draft,
};

/// `/drafts/{id}/withdraw`
pub(crate) const WITHDRAW: Task<BulletinId, DraftForm> = Task {
    draws: forms::withdraw,
    commands: |view, bulletin, form, trouble| {
        fill::draft(view, bulletin)?;
        let reason = reason(form, trouble);
        Ok(reason.map(|reason| Command::from(WithdrawBulletin { bulletin, reason })))
    },
    after: to_draft,
};

fn reason(form: &DraftForm, trouble: &mut Trouble) -> Option<String> {
    let reason = form.reason.trim();
    if reason.is_empty() {
        trouble.note("reason", "This may not be empty.");
        return None;
    }
    Some(reason.to_owned())
}

/// The text that was before whoever sent the form.
fn revision(last: u32, form: &DraftForm) -> u32 {
    form.revision.trim().parse().unwrap_or(last)
}

fn to_draft(bulletin: BulletinId, _: &Receipt) -> String {
    format!("/drafts/{bulletin}")
}
