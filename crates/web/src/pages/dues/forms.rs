//! The short forms about one person's dues and about a unit's money.

use charter::money::{Currency, Money};
use charter::{Action, DuesRule};
use jiff::civil::Date;
use kernel::{PersonId, UnitId};
use serde::Deserialize;

use super::list::name_of;
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MoneyForm {
    pub(crate) amount: String,
    pub(crate) period: String,
    pub(crate) band: String,
    pub(crate) income: String,
    pub(crate) reference: String,
    pub(crate) reason: String,
    pub(crate) on: String,
}

/// What is done about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Pay,
    Correct,
    Waive,
    Band,
}

impl About {
    fn action(self) -> Action {
        match self {
            About::Pay | About::Band => Action::CollectDues,
            About::Correct => Action::CorrectDues,
            About::Waive => Action::WaiveDues,
        }
    }

    fn word(self) -> &'static str {
        match self {
            About::Pay => "pay",
            About::Correct => "correct",
            About::Waive => "waive",
            About::Band => "band",
        }
    }
}

/// What is done with a unit's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moving {
    Reckon,
    Remit,
    Spend,
}

impl Moving {
    fn word(self) -> &'static str {
        match self {
            Moving::Reckon => "reckon",
            Moving::Remit => "remit",
            Moving::Spend => "spend",
        }
    }
}

/// The dues in force.
pub(super) fn rule<'a>(view: View<'a>) -> Result<&'a DuesRule, Failure> {
    view.charter.dues.as_ref().ok_or(Failure::NotFound)
}

impl Trouble {
    /// The amount in a field.
    pub(super) fn money(&mut self, field: &str, text: &str, currency: Currency) -> Option<Money> {
        let text = text.trim();
        let bare = text.strip_suffix(currency.code()).unwrap_or(text);
        // Many people part the hundredths off with a comma, others the thousands.
        let plain = if bare.contains('.') {
            bare.replace(',', "")
        } else {
            bare.replacen(',', ".", 1)
        };
        let minor = currency.amount(plain.trim_end());
        if minor.is_none() {
            let example = currency.decimal(150);
            self.note(field, &format!("Give an amount, as in {example}."));
        }
        minor.map(|minor| Money { minor, currency })
    }
}

/// A form about one person.
pub(super) fn about(
    view: View<'_>,
    person: PersonId,
    what: About,
    form: &MoneyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let person = view.person(person)?;
    let unit = view.state.unit_of(person).ok_or(Failure::NotFound)?;
    view.unit_for(what.action(), unit)?;
    let rule = rule(view)?;
    let who = view.someone(person);
    let mut fields = Vec::new();
    let (heading, lead, submit) = match what {
        About::Pay => {
            let open = view.state.owed_by(person);
            let typed = if form.amount.is_empty() {
                rule.currency.decimal(open)
            } else {
                form.amount.clone()
            };
            let label = format!("Amount in {}", rule.currency);
            fields.push(Field::new("amount", &label, Kind::Line).value(typed));
            let hint = "From the bank's statement, so that it is never counted twice.";
            let reference = Field::new("reference", "Reference of the bank", Kind::Line);
            fields.push(reference.value(&form.reference).hint(hint).optional());
            (
                format!("Take a payment of {who} in"),
                format!(
                    "{} is open. What is oldest is paid first.",
                    view.money(open)
                ),
                "Take it in",
            )
        }
        About::Correct => {
            fields.push(periods(view, rule, person, form, false));
            let label = format!("What was really paid for it, in {}", rule.currency);
            fields.push(Field::new("amount", &label, Kind::Line).value(&form.amount));
            fields.push(Field::new("reason", "Why", Kind::Line).value(&form.reason));
            let lead = "What was written down before stays in the journal.";
            (
                format!("Correct a payment of {who}"),
                lead.to_owned(),
                "Correct it",
            )
        }
        About::Waive => {
            fields.push(periods(view, rule, person, form, true));
            fields.push(Field::new("reason", "Why", Kind::Line).value(&form.reason));
            let body = rule.remission.as_deref().unwrap_or("Nobody");
            let lead = format!("By this charter it is for {body} to decide.");
            (format!("Let {who} off"), lead, "Let them off")
        }
        About::Band => {
            fields.extend(bands(view, rule, person, form));
            let lead = "The income is used to work out the amount and is not kept.";
            (format!("Band of {who}"), lead.to_owned(), "Set it")
        }
    };
    fields.push(day_field("Day", &form.on, view.today));
    let path = format!("/people/{person}/dues");
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading,
        lead: Some(lead),
        article: view.note(rule.rule),
        refused: with.trouble.refused.clone(),
        action: format!("{path}/{}", what.word()),
        guard: with.guard,
        fields: fields.into_iter().map(|it| with.trouble.mark(it)).collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", path)),
    })
}

/// The stretches of time for which somebody was charged.
fn periods(
    view: View<'_>,
    rule: &DuesRule,
    person: PersonId,
    form: &MoneyForm,
    open_only: bool,
) -> Field {
    let entries = view.state.dues_statement(person).entries.into_iter();
    let choices = entries
        .filter(|it| !open_only || it.open > 0)
        .map(|it| Choice {
            value: it.period.to_string(),
            text: format!(
                "{}: {} paid, {} open",
                name_of(view, rule, it.period),
                view.decimal(it.paid),
                view.decimal(it.open)
            ),
        });
    let kind = Kind::Choice(choices.collect());
    Field::new("period", "For", kind).value(&form.period)
}

fn bands(view: View<'_>, rule: &DuesRule, person: PersonId, form: &MoneyForm) -> Vec<Field> {
    let grade = view.state.grade_of(person);
    let fitting = rule
        .bands
        .iter()
        .filter(|band| grade.is_some_and(|grade| band.grades.contains(&grade)));
    let choices = fitting.map(|band| Choice {
        value: band.id.clone(),
        text: band.title.clone(),
    });
    let kind = Kind::Choice(choices.collect());
    let label = format!(
        "Income in {}, where the band takes a share of it",
        rule.currency
    );
    let income = Field::new("income", &label, Kind::Line);
    vec![
        Field::new("band", "Band", kind).value(&form.band),
        income.value(&form.income).optional(),
    ]
}

/// A form about a unit's money.
pub(super) fn moving(
    view: View<'_>,
    unit: UnitId,
    what: Moving,
    form: &MoneyForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let action = match what {
        Moving::Reckon | Moving::Remit => Action::RemitDues,
        Moving::Spend => Action::SpendDues,
    };
    let it = view.unit_for(action, unit)?;
    let rule = rule(view)?;
    let mut fields = Vec::new();
    let (heading, lead, submit) = match what {
        Moving::Reckon => (
            "Work out what goes up".to_owned(),
            going_words(view, rule, unit),
            "Work it out",
        ),
        Moving::Remit => (
            "Hand up what goes up".to_owned(),
            going_words(view, rule, unit),
            "It is handed up",
        ),
        Moving::Spend => {
            let label = format!("Amount in {}", rule.currency);
            fields.push(Field::new("amount", &label, Kind::Line).value(&form.amount));
            fields.push(Field::new("reason", "What for", Kind::Line).value(&form.reason));
            let cash = view.state.balance(unit, kernel::dues::Account::Cash);
            let lead = format!("{} has {}.", it.name, view.money(cash));
            ("Record an expense".to_owned(), lead, "Record it")
        }
    };
    fields.push(day_field("Day", &form.on, view.today));
    let path = format!("/units/{unit}/money");
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..with.frame
        },
        heading,
        lead: Some(lead),
        article: view.note(rule.rule),
        refused: with.trouble.refused.clone(),
        action: format!("{path}/{}", what.word()),
        guard: with.guard,
        fields: fields.into_iter().map(|it| with.trouble.mark(it)).collect(),
        submit: submit.to_owned(),
        back: Some(Link::new("Back", path)),
    })
}

/// What goes up and to whom, in a sentence.
fn going_words(view: View<'_>, rule: &DuesRule, unit: UnitId) -> String {
    let mut parts = view.state.to_hand_up(unit);
    if let Some(stack) = view.state.stack(rule, unit).filter(|stack| stack.taken > 0) {
        parts.extend(stack.parts);
    }
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(to, minor)| format!("{} to {}", view.money(minor), view.some_unit(to)))
        .collect();
    if parts.is_empty() {
        return "Nothing goes up.".to_owned();
    }
    format!("{}.", crate::words::listed(&parts))
}

/// The period that is chosen.
pub(super) fn period(trouble: &mut Trouble, form: &MoneyForm) -> Option<Date> {
    trouble.day("period", &form.period)
}
