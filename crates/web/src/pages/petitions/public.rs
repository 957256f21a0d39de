//! The pages on which anybody asks, signed in or not, and on which whoever
//! asked sees what became of it.
//!
//! Whoever asks is given a secret, which stands in an address they keep. Only
//! its hash is kept here, so that nobody who reads the record can use it.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use clerk::Submission;
use kernel::petitions::{Ask, AskerKey, Sight, WithdrawPetition, by_whom_asked, kinds_open};
use kernel::{Actor, Command, DocumentId, PetitionId, UnitId};
use serde::Deserialize;

use super::fill::{self, Words};
use super::forms::{self, PetitionForm};
use super::routes::{found, read_all, taken_in};
use super::{AskPage, PetitionRow};
use crate::acting::{self, Trouble};
use crate::error::Failure;
use crate::forms::Guard;
use crate::frame::{Frame, Link};
use crate::listing::Search;
use crate::pages::form::FormPage;
use crate::session::tokens::{self, Token};
use crate::session::{self, At, GuardFields, Query, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::capital;

/// Units on the page where one is chosen.
const UNITS_MAX: usize = 50;
/// Longest body taken from anybody, in bytes: the longest text, whatever its letters.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Whoever asks: somebody who is signed in, or anybody.
struct Asker(Option<SignedIn>);

impl Asker {
    fn of(site: &Site, headers: &HeaderMap) -> Result<Asker, Failure> {
        Ok(Asker(session::find(site, headers)?))
    }

    fn actor(&self) -> Actor {
        self.0.as_ref().map_or(Actor::Public, |by| by.actor)
    }

    fn frame(&self, site: &Site, title: &str) -> Result<Frame, Failure> {
        match &self.0 {
            Some(by) => site.read(|state, directory| by.frame(state, directory, None, title)),
            None => Ok(site.frame_of_strangers(title)),
        }
    }
}

/// Looks at the organisation as somebody may see it.
pub(crate) fn look_as<T>(
    site: &Site,
    viewer: Actor,
    look: impl FnOnce(View<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let today = site.today();
    site.read(|state, directory| {
        let charter = state.charter_on(today).ok_or(Failure::NotFound)?;
        look(View {
            state,
            directory,
            charter,
            viewer,
            today,
        })
    })?
}

/// What the address of the page says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Part of a unit's name or code.
    q: String,
}

/// So few units stand there before anything is looked for.
const UNITS_FEW: usize = 12;

/// `GET /ask`
pub(crate) async fn choose(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let asker = Asker::of(&site, &headers)?;
    let frame = asker.frame(&site, "Ask")?;
    let page = look_as(&site, asker.actor(), |view| {
        let words: Vec<String> = wanted
            .q
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let mut units: Vec<PetitionRow> = view
            .state
            .standing_units()
            .filter(|unit| {
                view.state.unit(*unit).is_some_and(|it| {
                    let name = format!("{} {}", it.name, it.code).to_lowercase();
                    words.iter().all(|word| name.contains(word))
                })
            })
            .filter(|unit| !kinds_open(view.state, view.viewer, view.today, *unit).is_empty())
            .filter_map(|unit| ask_row(view, unit))
            .take(UNITS_MAX + 1)
            .collect();
        let more = units.len() > UNITS_MAX;
        units.truncate(UNITS_MAX);
        if units.is_empty() && words.is_empty() {
            return Err(Failure::NotFound);
        }
        // Where there are many, their names are looked for first.
        let searched = !words.is_empty() || units.len() <= UNITS_FEW;
        if !searched {
            units.clear();
        }
        Ok(AskPage {
            frame,
            about: "Choose whom you ask. You need not belong to it, nor say who you are."
                .to_owned(),
            search: Search {
                action: "/ask".to_owned(),
                label: Some("Unit".to_owned()),
                query: wanted.q.clone(),
                filters: Vec::new(),
                narrowed: !wanted.q.is_empty(),
            },
            units,
            more: more && searched,
            searched,
            own: fill::own(view),
        })
    })?;
    Ok(html(&page))
}

fn ask_row(view: View<'_>, unit: UnitId) -> Option<PetitionRow> {
    let it = view.state.unit(unit)?;
    let level = view.charter.level(it.level)?;
    let above = it
        .parent
        .filter(|above| !kinds_open(view.state, view.viewer, view.today, *above).is_empty());
    let above = above.and_then(|above| view.state.unit(above));
    Some(PetitionRow {
        what: Link::new(it.name, format!("/ask/{unit}")),
        about: match above {
            Some(above) => format!("{} under {}", capital(&level.title), above.name),
            None => capital(&level.title),
        },
    })
}

/// `GET /ask/{id}`
pub(crate) async fn new(
    State(site): State<Site>,
    headers: HeaderMap,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    let asker = Asker::of(&site, &headers)?;
    let form = PetitionForm::default();
    let page = ask_page(&site, &asker, UnitId(unit), &form, &Trouble::default())?;
    Ok(html(&page))
}

fn ask_page(
    site: &Site,
    asker: &Asker,
    unit: UnitId,
    form: &PetitionForm,
    trouble: &Trouble,
) -> Result<FormPage, Failure> {
    let frame = asker.frame(site, "Ask")?;
    // The token that guards this form is the secret of whoever sends it.
    let guard = Guard {
        token: Token::new()?.hex(),
        key: tokens::fresh_key()?,
    };
    look_as(site, asker.actor(), |view| {
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
    let (parts, body) = request.into_parts();
    let asker = Asker::of(&site, &parts.headers)?;
    let body = session::bytes(&parts, body).await?;
    if body.len() > BODY_BYTES_MAX {
        return Err(Failure::TooLarge);
    }
    let guard: GuardFields = session::form(&parts, &body).await?;
    let form: PetitionForm = session::form(&parts, &body).await?;
    let address = session::address_of(&site.settings, &parts.headers, &parts.extensions);
    let secret = Token::from_hex(&guard.token);
    let mut trouble = Trouble::default();
    let contact = trouble.line_or_none("contact", &form.contact);
    if form.text.trim().is_empty() {
        trouble.note("text", "Say what you ask for.");
    }
    let Some(secret) = secret.filter(|_| trouble.is_none()) else {
        return Ok(html_refused(&ask_page(
            &site, &asker, unit, &form, &trouble,
        )?));
    };
    limit(&site, &secret, address)?;
    let actor = asker.actor();
    let kind = look_as(&site, actor, |view| {
        let kinds = kinds_open(view.state, view.viewer, view.today, unit);
        forms::kind_meant(view, &kinds, &form.kind)
    })?;
    let command = Command::from(Ask {
        unit,
        kind,
        text: form.text.clone(),
        contact,
        key: Some(AskerKey(secret.kept())),
    });
    let name = journal::actor_text(actor);
    let key = tokens::request_key(&name, &guard.key, parts.uri.path(), &body);
    match acting::carry_out(&site, Submission::new(key, actor, command)).await? {
        Ok(receipt) => {
            let petition = taken_in(&receipt).ok_or(Failure::NotFound)?;
            Ok(see_other(&kept_address(petition, &secret)))
        }
        Err(refused) => {
            let trouble = Trouble::from(refused);
            Ok(html_refused(&ask_page(
                &site, &asker, unit, &form, &trouble,
            )?))
        }
    }
}

/// Counts what comes from one address: after a few it has to wait.
pub(crate) fn limit(
    site: &Site,
    secret: &Token,
    address: Option<std::net::IpAddr>,
) -> Result<(), Failure> {
    let begun = site.asking.begin(&secret.hex(), address, site.now_ms());
    begun.map_err(|wait| Failure::TooMany {
        seconds: wait.seconds,
    })
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
        let key = AskerKey(secret.kept());
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
        key: Some(AskerKey(secret.kept())),
    });
    // Sent twice it is one request: there is nothing in it that could differ.
    let key = tokens::request_key("public", &secret.hex(), &address, b"withdraw");
    site.submit(Submission::new(key, Actor::Public, command))
        .await?;
    Ok(see_other(&address))
}
