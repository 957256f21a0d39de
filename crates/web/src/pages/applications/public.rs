//! The pages on which anybody applies, signed in or not, and on which whoever
//! applied sees where it stands and what comes next.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use charter::{ProcedureId, ProcedureRule};
use clerk::{Submission, Whose};
use kernel::procedures::{
    DropProceeding, OpenProceeding, Proceeding, by_whom_opened, procedures_open,
};
use kernel::{Actor, Command, ProceedingId, UnitId};

use super::ApplicationPage;
use super::fill;
use super::forms::Asked;
use super::routes::{card, opened};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::outside::{self, Brought, Choosing, Visitor, Wanted, hashed, look_as};
use crate::pages::form::FormPage;
use crate::session::tokens::{self, Token};
use crate::session::{At, Query};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// `GET /apply`
pub(crate) async fn choose(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let frame = Visitor::of(&site, &headers)?.frame(&site, "Apply")?;
    let page = look_as(&site, Actor::Public, |view| {
        if view.charter.procedures.iter().all(|rule| !rule.from_anyone) {
            return Err(Failure::NotFound);
        }
        let choosing = Choosing {
            heading: "Apply",
            about: "Choose where you apply. You need no account: you get a number, and an address where you see what becomes of it.",
            path: "/apply",
            open: &|view, unit| !procedures_open(view.state, view.today, unit).is_empty(),
            own: Vec::new(),
        };
        outside::choose(view, &wanted, choosing, frame)
    })?;
    Ok(html(&page))
}

/// `GET /apply/{id}`
pub(crate) async fn new(
    State(site): State<Site>,
    headers: HeaderMap,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    let by = Visitor::of(&site, &headers)?;
    let form = Asked::default();
    let page = apply_page(&site, &by, UnitId(unit), &form, &Trouble::default())?;
    Ok(html(&page))
}

/// The procedures that anybody may open in a unit.
fn open_in(view: View<'_>, unit: UnitId) -> Vec<(ProcedureId, &ProcedureRule)> {
    let open = procedures_open(view.state, view.today, unit).into_iter();
    open.filter_map(|id| Some((id, view.charter.procedure(id)?)))
        .collect()
}

/// The one that is meant: by name, or the first.
pub(crate) fn meant<'a>(
    view: View<'a>,
    unit: UnitId,
    named: &str,
) -> Result<(ProcedureId, &'a ProcedureRule), Failure> {
    let open = procedures_open(view.state, view.today, unit);
    let named = view.charter.procedure_named(named);
    let named = named.filter(|id| open.contains(id));
    let id = named.or_else(|| open.first().copied());
    let rule = id.and_then(|id| view.charter.procedure(id));
    id.zip(rule).ok_or(Failure::NotFound)
}

fn apply_page(
    site: &Site,
    by: &Visitor,
    unit: UnitId,
    form: &Asked,
    trouble: &Trouble,
) -> Result<FormPage, Failure> {
    let frame = by.frame(site, "Apply")?;
    let guard = outside::guard()?;
    look_as(site, Actor::Public, |view| {
        let (_, rule) = meant(view, unit, &form.procedure)?;
        let name = view.state.unit(unit).ok_or(Failure::NotFound)?.name;
        let heading = format!("Apply to {name}");
        let days = counted(rule.erase_days.unwrap_or(0).into(), "day", "days");
        let kinds: Vec<Choice> = open_in(view, unit)
            .into_iter()
            .map(|(_, rule)| Choice {
                value: rule.id.clone(),
                text: capital(&rule.title),
            })
            .collect();
        let kind = (kinds.len() > 1)
            .then(|| Field::new("procedure", "For", Kind::Choice(kinds)).value(&form.procedure));
        let fields = kind.into_iter().chain([
            Field::new("name", "Your name", Kind::Line).value(&form.name),
            Field::new("email", "Your e-mail", Kind::Email)
                .value(&form.email)
                .optional(),
            Field::new("phone", "Your telephone", Kind::Telephone)
                .value(&form.phone)
                .hint("E-mail or telephone: however they shall reach you.")
                .optional(),
        ]);
        Ok(FormPage {
            frame: Frame {
                title: heading.clone(),
                ..frame
            },
            heading,
            lead: Some(format!(
                "You get a number, and an address where you see where it stands and what comes next. \
                 Whoever takes part in a step sees your name. If nothing comes of it, what is known of you \
                 is erased {days} later; you can take it back and have it erased before."
            )),
            article: view.note(rule.rule),
            refused: trouble.refused.clone(),
            action: format!("/apply/{unit}"),
            guard,
            fields: fields.map(|field| trouble.mark(field)).collect(),
            submit: "Apply".to_owned(),
            back: Some(Link::new("Apply somewhere else", "/apply")),
        })
    })
}

/// `POST /apply/{id}`
pub(crate) async fn apply(
    State(site): State<Site>,
    At(unit): At<u32>,
    request: Request,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let brought: Brought<Asked> = Brought::of(&site, request).await?;
    let Brought { by, form, .. } = &brought;
    let mut trouble = Trouble::default();
    // Codes are given out here: nobody finds out which there are.
    let form = Asked {
        code: String::new(),
        ..form.clone()
    };
    let card = card(&form, &mut trouble)?;
    if form.email.trim().is_empty() && form.phone.trim().is_empty() {
        trouble.note("email", "Say how they can reach you, here or below.");
    }
    let secret = brought.secret.as_ref().filter(|_| trouble.is_none());
    let Some((secret, card)) = secret.zip(card) else {
        return Ok(html_refused(&apply_page(&site, by, unit, &form, &trouble)?));
    };
    brought.counted(&site, secret)?;
    let (procedure, on) = look_as(&site, Actor::Public, |view| {
        let (procedure, _) = meant(view, unit, &form.procedure)?;
        Ok((procedure, view.today))
    })?;
    let command = Command::from(OpenProceeding {
        procedure,
        unit,
        person: None,
        to: None,
        key: Some(hashed(secret)),
        on,
    });
    let mut submission = Submission::new(brought.key(Actor::Public), Actor::Public, command);
    submission.cards.push((Whose::New(0), card));
    match acting::carry_out(&site, submission).await? {
        Ok(receipt) => {
            let proceeding = opened(&receipt).ok_or(Failure::NotFound)?;
            Ok(see_other(&kept_address(proceeding, secret)))
        }
        Err(refused) => {
            let trouble = Trouble::from(refused);
            Ok(html_refused(&apply_page(&site, by, unit, &form, &trouble)?))
        }
    }
}

/// The address that whoever applied keeps.
pub(crate) fn kept_address(proceeding: ProceedingId, secret: &Token) -> String {
    format!("/applied/{proceeding}/{}", secret.hex())
}

/// Looks at what somebody applied for with their own eyes: the secret is enough for that.
pub(crate) fn look_at<T>(
    site: &Site,
    id: ProceedingId,
    secret: &Token,
    look: impl FnOnce(View<'_>, &Proceeding) -> Result<T, Failure>,
) -> Result<T, Failure> {
    look_as(site, Actor::Public, |view| {
        let it = by_whom_opened(view.state, id, hashed(secret)).ok_or(Failure::NotFound)?;
        let viewer = it.person.map_or(Actor::Public, Actor::Person);
        look(View { viewer, ..view }, &it)
    })
}

/// Where it stands and what comes next, for whoever applied.
pub(crate) fn next(view: View<'_>, it: &Proceeding) -> Vec<String> {
    let mut next = fill::told(view, it);
    if let Some(on) = it.erased {
        next.push(format!("What was known of you was erased on {}.", day(on)));
    }
    next
}

/// `GET /applied/{number}/{secret}`
pub(crate) async fn show(
    State(site): State<Site>,
    At((number, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let frame = site.frame_of_strangers("");
    let page = look_at(&site, ProceedingId(number), &secret, |view, it| {
        let page = fill::page(view, it.id, frame)?;
        let address = kept_address(it.id, &secret);
        let unit = capital(&view.some_unit(it.unit));
        Ok(ApplicationPage {
            frame: Frame {
                path: Vec::new(),
                ..page.frame
            },
            about: format!(
                "{unit} · number {number}, of {}, {}",
                day(it.opened),
                away(view.today, it.opened)
            ),
            unit: None,
            next: next(view, it),
            acts: Vec::new(),
            withdraw: it.erased.is_none().then(|| format!("{address}/withdraw")),
            keep: Some(address),
            ..page
        })
    })?;
    Ok(html(&page))
}

/// What takes an application back and erases what is known of whoever applied.
pub(crate) fn taking_back(
    site: &Site,
    id: ProceedingId,
    secret: &Token,
    address: &str,
) -> Submission {
    let command = Command::from(DropProceeding {
        proceeding: id,
        key: Some(hashed(secret)),
        on: site.today(),
    });
    // Sent twice it is one request: there is nothing in it that could differ.
    let key = tokens::request_key("public", &secret.hex(), address, b"withdraw");
    Submission::new(key, Actor::Public, command)
}

/// `POST /applied/{number}/{secret}/withdraw`
pub(crate) async fn withdraw(
    State(site): State<Site>,
    At((number, secret)): At<(u32, String)>,
) -> Result<Response, Failure> {
    let secret = Token::from_hex(&secret).ok_or(Failure::NotFound)?;
    let id = ProceedingId(number);
    let address = kept_address(id, &secret);
    site.submit(taking_back(&site, id, &secret, &address))
        .await?;
    Ok(see_other(&address))
}
