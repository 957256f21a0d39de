//! Dues: ticked off, paid, corrected, handed up.

use axum::extract::State;
use axum::response::Response;
use charter::Action;
use clerk::{Receipt, Submission};
use jiff::civil::Date;
use kernel::dues::{
    AssessDues, BankReference, CollectDues, CorrectPayment, PaidPart, PayDues, ReckonDues,
    RecordExpense, RemitDues, SetBand, WaiveDues,
};
use kernel::{Command, DocumentId, PersonId, UnitId};
use serde::Deserialize;

use super::forms::{self, About, MoneyForm, Moving};
use super::list::{self, TickForm};
use super::stretch::Stretch;
use super::{books as unit_books, postings, statement as of_person};
use crate::acting::{Drawing, Task, Trouble, attempt};
use crate::done;
use crate::error::Failure;
use crate::session::{At, Query, Sent, SignedIn};
use crate::sheet::Format;
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;

/// `GET /units/{id}/dues/{period}`
pub(crate) async fn show(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, period)): At<(u32, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let ticks = site.look(&by, |view| {
        view.unit(unit)?;
        let list = list::listed(view, unit, &period)?;
        let any = !list.open.is_empty() || list.made.is_none();
        Ok(any && view.may(Action::CollectDues, unit))
    })?;
    if ticks && asked.how != "read" {
        let drawn = (None, asked.page);
        let list = (unit, period.as_str());
        return Ok(html(&draw(&site, &by, list, drawn, Trouble::default())?));
    }
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        list::read(view, unit, (&period, asked.page), frame)
    })?;
    Ok(html(&page))
}

/// How a list is to be shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `read` where nothing is to be ticked off.
    how: String,
    /// The page, counted from one.
    page: u64,
}

fn draw(
    site: &Site,
    by: &SignedIn,
    (unit, period): (UnitId, &str),
    drawn: (Option<&TickForm>, u64),
    trouble: Trouble,
) -> Result<super::TickPage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        let with = Drawing {
            frame,
            guard,
            trouble,
        };
        list::tick(view, unit, period, drawn, with)
    })
}

/// `POST /units/{id}/dues/{period}`
pub(crate) async fn tick(
    State(site): State<Site>,
    At((unit, named)): At<(u32, String)>,
    sent: Sent<TickForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &form.on);
    let (period, save) = site.look(&by, |view| {
        view.unit_for(Action::CollectDues, unit)?;
        let list = list::listed(view, unit, &named)?;
        let currency = list.rule.currency;
        let mut save = Vec::new();
        // Whoever came to the list after the form was opened has paid nothing.
        for person in list.open.keys() {
            let part = form.part_of(person.0);
            let ticked = form.paid.contains(&person.0);
            let paid = match part {
                "" if ticked => continue,
                "" => None,
                part => trouble.money(&list::part_field(person.0), part, currency),
            };
            save.push(PaidPart {
                person: *person,
                paid,
            });
        }
        Ok((list.first, save))
    })?;
    if let Some(on) = on.filter(|_| trouble.is_none()) {
        let command = if form.how == "assess" {
            Command::from(AssessDues { unit, period, on })
        } else {
            Command::from(CollectDues {
                unit,
                period,
                save,
                on,
            })
        };
        match attempt(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => {
                let path = format!("/units/{unit}/dues/{period}");
                return Ok(see_other(&done::address(&path, &receipt)));
            }
            Err(turned) => trouble = turned.trouble("on"),
        }
    }
    let drawn = (Some(&form), form.page);
    let page = draw(&site, &by, (unit, &named), drawn, trouble)?;
    Ok(html_refused(&page))
}

/// Which list is wanted: where nothing is said, the newest.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    period: String,
}

impl Wanted {
    fn or_newest(self, view: View<'_>, unit: UnitId) -> Result<String, Failure> {
        if self.period.is_empty() {
            list::newest(view, unit)
        } else {
            Ok(self.period)
        }
    }
}

/// `GET /units/{id}/dues`
pub(crate) async fn newest(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let first = site.look(&by, |view| {
        view.unit(unit)?;
        let period = wanted.or_newest(view, unit)?;
        Ok(list::listed(view, unit, &period)?.first)
    })?;
    Ok(see_other(&format!("/units/{unit}/dues/{first}")))
}

/// `GET /units/{id}/dues.csv`, `GET /units/{id}/dues.xlsx`
pub(crate) async fn export(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    format: Format,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    site.look(&by, |view| {
        let unit = UnitId(unit);
        view.unit_for(Action::SeeDues, unit)?;
        let period = wanted.or_newest(view, unit)?;
        list::sheet(view, unit, &period, format)
    })?
    .file("dues")
}

/// `GET /units/{id}/money`
pub(crate) async fn books(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        unit_books::books(view, UnitId(unit), &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// Reads what somebody wrote; nothing where it is erased or cannot be read.
pub(super) fn text(site: &Site) -> impl Fn(DocumentId) -> Option<String> + '_ {
    |document| site.text(document).ok().flatten()
}

/// `GET /units/{id}/money/postings`
pub(crate) async fn every_posting(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    Query(asked): Query<Stretch>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        postings::page(view, UnitId(unit), &asked, &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// `GET /units/{id}/money/postings.csv`, `GET /units/{id}/money/postings.xlsx`
pub(crate) async fn export_postings(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
    format: Format,
    Query(asked): Query<Stretch>,
) -> Result<Response, Failure> {
    site.look(&by, |view| {
        postings::sheet(view, UnitId(unit), &asked, &text(&site), format)
    })?
    .file("postings")
}

/// `GET /people/{id}/dues`
pub(crate) async fn statement(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(asked): Query<Stretch>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        of_person::statement(view, PersonId(person), &asked, &text(&site), frame)
    })?;
    Ok(html(&page))
}

/// `GET /people/{id}/dues.csv`, `GET /people/{id}/dues.xlsx`
pub(crate) async fn export_statement(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    format: Format,
    Query(asked): Query<Stretch>,
) -> Result<Response, Failure> {
    site.look(&by, |view| {
        of_person::sheet(view, PersonId(person), &asked, &text(&site), format)
    })?
    .file("statement")
}

/// `/people/{id}/dues/pay`
pub(crate) const PAY: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| forms::about(view, person, About::Pay, form, with),
    commands: |view, person, form, trouble| {
        let amount = trouble.money("amount", &form.amount, forms::rule(view)?.currency);
        let reference = trouble.line_or_none("reference", &form.reference);
        let on = trouble.day("on", &form.on);
        Ok(amount.zip(on).map(|(amount, on)| {
            Command::from(PayDues {
                person,
                amount,
                period: None,
                reference: reference.as_deref().map(BankReference::of),
                on,
            })
        }))
    },
    after: to_statement,
};

/// `/people/{id}/dues/correct`
pub(crate) const CORRECT: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| forms::about(view, person, About::Correct, form, with),
    commands: |view, person, form, trouble| {
        let paid = trouble.money("amount", &form.amount, forms::rule(view)?.currency);
        let reason = trouble.line("reason", &form.reason);
        let known = dated(trouble, form);
        Ok(paid
            .zip(reason)
            .zip(known)
            .map(|((paid, reason), (period, on))| {
                Command::from(CorrectPayment {
                    person,
                    period,
                    paid,
                    reason,
                    on,
                })
            }))
    },
    after: to_statement,
};

/// `/people/{id}/dues/waive`
pub(crate) const WAIVE: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| forms::about(view, person, About::Waive, form, with),
    commands: |_, person, form, trouble| {
        let reason = trouble.line("reason", &form.reason);
        let known = dated(trouble, form);
        Ok(reason.zip(known).map(|(reason, (period, on))| {
            Command::from(WaiveDues {
                person,
                period,
                reason,
                on,
            })
        }))
    },
    after: to_statement,
};

/// `/people/{id}/dues/band`
pub(crate) const BAND: Task<PersonId, MoneyForm> = Task {
    draws: |view, person, form, with| forms::about(view, person, About::Band, form, with),
    commands: |view, person, form, trouble| {
        let band = view.charter.band_named(&form.band);
        if band.is_none() {
            trouble.note("band", "Choose one.");
        }
        let income = match form.income.trim() {
            "" => None,
            income => trouble.money("income", income, forms::rule(view)?.currency),
        };
        let on = trouble.day("on", &form.on);
        Ok(band.zip(on).map(|(band, on)| {
            Command::from(SetBand {
                person,
                band,
                income,
                on,
            })
        }))
    },
    after: to_statement,
};

fn to_statement(person: PersonId, _: &Receipt) -> String {
    format!("/people/{person}/dues")
}

/// The stretch of time that is chosen, and the day.
fn dated(trouble: &mut Trouble, form: &MoneyForm) -> Option<(Date, Date)> {
    let period = forms::period(trouble, form);
    period.zip(trouble.day("on", &form.on))
}

/// `/units/{id}/money/reckon`
pub(crate) const RECKON: Task<UnitId, MoneyForm> = Task {
    draws: |view, unit, form, with| forms::moving(view, unit, Moving::Reckon, form, with),
    commands: |_, unit, form, trouble| {
        let on = trouble.day("on", &form.on);
        Ok(on.map(|on| Command::from(ReckonDues { unit, on })))
    },
    after: to_books,
};

/// `/units/{id}/money/remit`
pub(crate) const REMIT: Task<UnitId, MoneyForm> = Task {
    draws: |view, unit, form, with| forms::moving(view, unit, Moving::Remit, form, with),
    commands: |_, unit, form, trouble| {
        let on = trouble.day("on", &form.on);
        Ok(on.map(|on| Command::from(RemitDues { unit, on })))
    },
    after: to_books,
};

/// `/units/{id}/money/spend`
pub(crate) const SPEND: Task<UnitId, MoneyForm> = Task {
    draws: |view, unit, form, with| forms::moving(view, unit, Moving::Spend, form, with),
    commands: |view, unit, form, trouble| {
        let amount = trouble.money("amount", &form.amount, forms::rule(view)?.currency);
        let purpose = trouble.line("reason", &form.reason);
        let on = trouble.day("on", &form.on);
        Ok(amount.zip(purpose).zip(on).map(|((amount, purpose), on)| {
            Command::from(RecordExpense {
                unit,
                amount,
                purpose,
                on,
            })
        }))
    },
    after: to_books,
};

fn to_books(unit: UnitId, _: &Receipt) -> String {
    format!("/units/{unit}/money")
}
