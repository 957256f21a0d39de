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
use kernel::{Command, PersonId, UnitId};
use serde::Deserialize;

use super::forms::{self, About, MoneyForm, Moving};
use super::list::{self, TickForm};
use super::{books as unit_books, statement as of_person};
use crate::acting::{self, Drawing, Trouble, carry_out};
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
) -> Result<Response, Failure> {
    let unit = UnitId(unit);
    let ticks = site.look(&by, |view| {
        view.unit(unit)?;
        let list = list::listed(view, unit, &period)?;
        let any = !list.open.is_empty() || list.made.is_none();
        Ok(any && view.may(Action::CollectDues, unit))
    })?;
    if ticks {
        return Ok(html(&draw(
            &site,
            &by,
            unit,
            &period,
            None,
            Trouble::default(),
        )?));
    }
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        list::read(view, unit, &period, frame)
    })?;
    Ok(html(&page))
}

fn draw(
    site: &Site,
    by: &SignedIn,
    unit: UnitId,
    period: &str,
    form: Option<&TickForm>,
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
        list::tick(view, unit, period, form, with)
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
                part => trouble.money("on", part, currency),
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
        match carry_out(&site, Submission::new(key, by.actor, command)).await? {
            Ok(receipt) => {
                let path = format!("/units/{unit}/dues/{period}");
                return Ok(see_other(&done::address(&path, &receipt)));
            }
            Err(refused) => trouble.refused = Some(refused),
        }
    }
    let page = draw(&site, &by, unit, &named, Some(&form), trouble)?;
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
        unit_books::books(view, UnitId(unit), frame)
    })?;
    Ok(html(&page))
}

/// `GET /people/{id}/dues`
pub(crate) async fn statement(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
) -> Result<Response, Failure> {
    let page = site.look(&by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        of_person::statement(view, PersonId(person), frame)
    })?;
    Ok(html(&page))
}

/// The form that does something about one person.
fn form_about(
    site: &Site,
    by: &SignedIn,
    person: u32,
    what: About,
    form: &MoneyForm,
) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        forms::about(view, PersonId(person), what, form, with)
    })
}

/// Does something about one person, and goes back to their statement.
async fn act_about(
    site: &Site,
    sent: Sent<MoneyForm>,
    (person, what): (u32, About),
    trouble: Trouble,
    command: Option<Command>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(format!("/people/{person}/dues"));
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        forms::about(view, PersonId(person), what, &form, with)
    })
    .await
}

/// `GET /people/{id}/dues/pay`
pub(crate) async fn pay_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(form): Query<MoneyForm>,
) -> Result<Response, Failure> {
    form_about(&site, &by, person, About::Pay, &form)
}

/// `POST /people/{id}/dues/pay`
pub(crate) async fn pay(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let form = &sent.form;
    let currency = site.look(&sent.by, |view| Ok(forms::rule(view)?.currency))?;
    let amount = trouble.money("amount", &form.amount, currency);
    let reference = trouble.line_or_none("reference", &form.reference);
    let command = amount.zip(trouble.day("on", &form.on)).map(|(amount, on)| {
        Command::from(PayDues {
            person: PersonId(person),
            amount,
            period: None,
            reference: reference.as_deref().map(BankReference::of),
            on,
        })
    });
    act_about(&site, sent, (person, About::Pay), trouble, command).await
}

/// `GET /people/{id}/dues/correct`
pub(crate) async fn correct_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(form): Query<MoneyForm>,
) -> Result<Response, Failure> {
    form_about(&site, &by, person, About::Correct, &form)
}

/// `POST /people/{id}/dues/correct`
pub(crate) async fn correct(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let form = &sent.form;
    let currency = site.look(&sent.by, |view| Ok(forms::rule(view)?.currency))?;
    let paid = trouble.money("amount", &form.amount, currency);
    let reason = trouble.line("reason", &form.reason);
    let known = dated(&mut trouble, form);
    let command = paid
        .zip(reason)
        .zip(known)
        .map(|((paid, reason), (period, on))| {
            Command::from(CorrectPayment {
                person: PersonId(person),
                period,
                paid,
                reason,
                on,
            })
        });
    act_about(&site, sent, (person, About::Correct), trouble, command).await
}

/// The stretch of time that is chosen, and the day.
fn dated(trouble: &mut Trouble, form: &MoneyForm) -> Option<(Date, Date)> {
    let period = forms::period(trouble, form);
    period.zip(trouble.day("on", &form.on))
}

/// `GET /people/{id}/dues/waive`
pub(crate) async fn waive_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(form): Query<MoneyForm>,
) -> Result<Response, Failure> {
    form_about(&site, &by, person, About::Waive, &form)
}

/// `POST /people/{id}/dues/waive`
pub(crate) async fn waive(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let form = &sent.form;
    let reason = trouble.line("reason", &form.reason);
    let known = dated(&mut trouble, form);
    let command = reason.zip(known).map(|(reason, (period, on))| {
        Command::from(WaiveDues {
            person: PersonId(person),
            period,
            reason,
            on,
        })
    });
    act_about(&site, sent, (person, About::Waive), trouble, command).await
}

/// `GET /people/{id}/dues/band`
pub(crate) async fn band_form(
    State(site): State<Site>,
    by: SignedIn,
    At(person): At<u32>,
    Query(form): Query<MoneyForm>,
) -> Result<Response, Failure> {
    form_about(&site, &by, person, About::Band, &form)
}

/// `POST /people/{id}/dues/band`
pub(crate) async fn band(
    State(site): State<Site>,
    At(person): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let form = &sent.form;
    let (currency, band) = site.look(&sent.by, |view| {
        let rule = forms::rule(view)?;
        Ok((rule.currency, view.charter.band_named(&form.band)))
    })?;
    if band.is_none() {
        trouble.note("band", "Choose one.");
    }
    let income = match form.income.trim() {
        "" => None,
        income => trouble.money("income", income, currency),
    };
    let command = band.zip(trouble.day("on", &form.on)).map(|(band, on)| {
        Command::from(SetBand {
            person: PersonId(person),
            band,
            income,
            on,
        })
    });
    act_about(&site, sent, (person, About::Band), trouble, command).await
}

/// The form that does something with a unit's money.
fn form_moving(site: &Site, by: &SignedIn, unit: u32, what: Moving) -> Result<Response, Failure> {
    acting::form(site, by, |view, with| {
        forms::moving(view, UnitId(unit), what, &MoneyForm::default(), with)
    })
}

/// Does something with a unit's money, and goes back to its books.
async fn act_moving(
    site: &Site,
    sent: Sent<MoneyForm>,
    (unit, what): (u32, Moving),
    trouble: Trouble,
    command: Option<Command>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let submission = command.map(|command| Submission::new(key, by.actor, command));
    let after = |_: &Receipt| Ok(format!("/units/{unit}/money"));
    acting::act(site, &by, (submission, trouble), after, |view, with| {
        forms::moving(view, UnitId(unit), what, &form, with)
    })
    .await
}

/// `GET /units/{id}/money/reckon`
pub(crate) async fn reckon_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    form_moving(&site, &by, unit, Moving::Reckon)
}

/// `POST /units/{id}/money/reckon`
pub(crate) async fn reckon(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let unit_id = UnitId(unit);
    let command = on.map(|on| Command::from(ReckonDues { unit: unit_id, on }));
    act_moving(&site, sent, (unit, Moving::Reckon), trouble, command).await
}

/// `GET /units/{id}/money/remit`
pub(crate) async fn remit_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    form_moving(&site, &by, unit, Moving::Remit)
}

/// `POST /units/{id}/money/remit`
pub(crate) async fn remit(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let on = trouble.day("on", &sent.form.on);
    let unit_id = UnitId(unit);
    let command = on.map(|on| Command::from(RemitDues { unit: unit_id, on }));
    act_moving(&site, sent, (unit, Moving::Remit), trouble, command).await
}

/// `GET /units/{id}/money/spend`
pub(crate) async fn spend_form(
    State(site): State<Site>,
    by: SignedIn,
    At(unit): At<u32>,
) -> Result<Response, Failure> {
    form_moving(&site, &by, unit, Moving::Spend)
}

/// `POST /units/{id}/money/spend`
pub(crate) async fn spend(
    State(site): State<Site>,
    At(unit): At<u32>,
    sent: Sent<MoneyForm>,
) -> Result<Response, Failure> {
    let mut trouble = Trouble::default();
    let form = &sent.form;
    let currency = site.look(&sent.by, |view| Ok(forms::rule(view)?.currency))?;
    let amount = trouble.money("amount", &form.amount, currency);
    let purpose = trouble.line("reason", &form.reason);
    let on = trouble.day("on", &form.on);
    let command = amount.zip(purpose).zip(on).map(|((amount, purpose), on)| {
        Command::from(RecordExpense {
            unit: UnitId(unit),
            amount,
            purpose,
            on,
        })
    });
    act_moving(&site, sent, (unit, Moving::Spend), trouble, command).await
}
