//! The pages on which anybody asks, signed in or not, and on which whoever
//! asked sees what became of it.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use clerk::Submission;
use kernel::petitions::{Ask, Sight, WithdrawPetition, by_whom_asked, kinds_open};
use kernel::{Actor, Command, DocumentId, PetitionId, UnitId};

use super::fill::{self, Words};
use super::forms::{self, PetitionForm};
use super::routes::{found, read_all, taken_in};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::outside::{self, Brought, Choosing, Visitor, Wanted, hashed, look_as};
use crate::pages::form::FormPage;
use crate::session::tokens::{self, Token};
use crate::session::{At, Query};
use crate::site::{Site, html, html_refused, see_other};

/// `GET /ask`
pub(crate) async fn choose(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let by = Visitor::of(&site, &headers)?;
    let frame = by.frame(&site, "Ask")?;
    let page = look_as(&site, by.actor(), |view| {
        let choosing = Choosing {
            heading: "Ask",
            about: "Choose whom you ask. You need not belong to it, nor say who you are.",
            path: "/ask",
            open: &|view, unit| !kinds_open(view.state, view.viewer, view.today, unit).is_empty(),
            own: fill::own(view),
        };
        outside::choose(view, &wanted, choosing, frame)
    })?;
    Ok(html(&page))
}

/// `GET /ask/{id}`
pub(crate) async fn new(
    State(site): State<Site>,
    headers: HeaderMap,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    let by = Visitor::of(&site, &headers)?;
    let form = PetitionForm::default();
    let page = ask_page(&site, &by, UnitId(unit), &form, &Trouble::default())?;
    Ok(html(&page))
}

fn ask_page(
    site: &Site,
    by: &Visitor,
    unit: UnitId,
    form: &PetitionForm,
    trouble: &Trouble,
) -> Result<FormPage, Failure> {
    let frame = by.frame(site, "Ask")?;
    let guard = outside::guard()?;
    look_as(site, by.actor(), |view| {
        let kinds = kinds_open(view.state, view.viewer, view.today, unit);
        let first = kinds.first().and_then(|kind| view.charter.petition(*kind));
        let (rule, it) = first.zip(view.state.unit(unit)).ok_or(Failure::NotFound)?;
        let heading = format!("Ask {}", it.name);
        let fields = forms::kind_field(view, &kinds, &form.kind)
            .into_iter()
            .chain(forms::asked_fields(form));
        Ok(FormPage {
            frame: Frame {
                title: heading.clone(),
                ..frame
            },
            heading,
            lead: Some(format!(
                "You get a number, and an address where you read the answer. It is due within {} days. \
                 {} days after it, everything written is erased; you can have it erased before.",
                rule.answer_days, rule.erase_days
            )),
            article: view.note(rule.rule),
            refused: trouble.refused.clone(),
            action: format!("/ask/{unit}"),
            guard,
            fields: fields.map(|field| trouble.mark(field)).collect(),
            submit: "Send it".to_owned(),
            back: Some(Link::new("Ask somebody else", "/ask")),
        })
    })
}

/// `POST /ask/{id}`
pub(crate) async fn ask(
    State(site): State<Site>,
    At(unit): At<u32>,
    request: Request,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let brought: Brought<PetitionForm> = Brought::of(&site, request).await?;
    let Brought { by, form, .. } = &brought;
    let mut trouble = Trouble::default();
    let contact = trouble.line_or_none("contact", &form.contact);
    if form.text.trim().is_empty() {
        trouble.note("text", "Say what you ask for.");
    }
    let Some(secret) = brought.secret.as_ref().filter(|_| trouble.is_none()) else {
        return Ok(html_refused(&ask_page(&site, by, unit, form, &trouble)?));
    };
    brought.counted(&site, secret)?;
    let actor = by.actor();
    let kind = look_as(&site, actor, |view| {
        let kinds = kinds_open(view.state, view.viewer, view.today, unit);
        forms::kind_meant(view, &kinds, &form.kind)
    })?;
    let command = Command::from(Ask {
        unit,
        kind,
        text: form.text.clone(),
        contact,
        key: Some(hashed(secret)),
    });
    let submission = Submission::new(brought.key(actor), actor, command);
    match acting::carry_out(&site, submission).await? {
        Ok(receipt) => {
            let petition = taken_in(&receipt).ok_or(Failure::NotFound)?;
            Ok(see_other(&kept_address(petition, secret)))
        }
        Err(refused) => {
            let trouble = Trouble::from(refused);
            Ok(html_refused(&ask_page(&site, by, unit, form, &trouble)?))
        }
    }
}

/// The address that whoever asked keeps.
fn kept_address(petition: PetitionId, secret: &Token) -> String {
    format!("/asked/{petition}/{}", secret.hex())
}

/// `GET /asked/{number}/{secret}`
pub(crate) async fn show(
    State(site): State<Site>,
    At((petition, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let (it, texts) = look_as(&site, Actor::Public, |view| {
        let key = hashed(&secret);
        let it = by_whom_asked(view.state, PetitionId(petition), key);
        let it = it.ok_or(Failure::NotFound)?;
        let texts = fill::texts_of(view, &it);
        Ok((it, texts))
    })?;
    let texts = read_all(&site, texts)?;
    let read = |wanted: DocumentId| found(&texts, wanted);
    let frame = site.frame_of_strangers("");
    let address = kept_address(it.id, &secret);
    let page = look_as(&site, Actor::Public, |view| {
        let words = Words {
            sight: Sight::Whole,
            read: &read,
        };
        let mut page = fill::show(view, &it, &words, frame)?;
        page.acts = Vec::new();
        page.withdraw = it.erased.is_none().then(|| format!("{address}/withdraw"));
        page.keep = Some(address);
        Ok(page)
    })?;
    Ok(html(&page))
}

/// `POST /asked/{number}/{secret}/withdraw`
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At((petition, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let address = kept_address(PetitionId(petition), &secret);
    let command = Command::from(WithdrawPetition {
        petition: PetitionId(petition),
        key: Some(hashed(&secret)),
    });
    // Sent twice it is one request: there is nothing in it that could differ.
    let key = tokens::request_key("public", &secret.hex(), &address, b"withdraw");
    site.submit(Submission::new(key, Actor::Public, command))
        .await?;
    Ok(see_other(&address))
}
