//! The forms that record whom a unit sends, and who gives a seat up.

use charter::{Action, ConferenceRule};
use kernel::conferences::{Conference, ElectDelegates, MandateStanding, ReplaceDelegate, Seats};
use kernel::{Command, ConferenceId, PersonId, UnitId};
use serde::Deserialize;

use super::fill::{known, rule};
use super::forms::{Asking, ReasonForm};
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::Link;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, counted, day};

/// As many people are offered to be ticked; of more, their codes are typed.
const TICKED_MAX: usize = 80;
/// Most people entitled to vote that a form takes.
const COUNT_MAX: u32 = 100_000_000;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SendForm {
    /// Number of the unit.
    unit: String,
    /// Who is ticked.
    chosen: Vec<u32>,
    /// Codes of delegates, a line each.
    delegates: String,
    /// Codes of substitutes, a line each, in their order.
    substitutes: String,
    entitled: String,
    ballots: String,
    on: String,
}

/// What is sent for, where the viewer may do it.
struct Ground<'a> {
    it: Conference,
    unit: UnitId,
    seats: Seats,
    rule: &'a ConferenceRule,
    /// Who may be chosen, where they are few and the viewer may know them all.
    eligible: Option<Vec<PersonId>>,
}

fn ground<'a>(
    view: View<'a>,
    conference: ConferenceId,
    form: &SendForm,
) -> Result<Ground<'a>, Failure> {
    let it = known(view, conference)?;
    let unit = form.unit.trim().parse().map(UnitId);
    let unit = unit.map_err(|_| Failure::NotFound)?;
    view.unit_for(Action::ElectDelegates, unit)?;
    let seats = view.state.seats_of(conference, unit);
    let (seats, _) = seats.ok_or(Failure::NotFound)?;
    let rule = rule(view, &it)?;
    Ok(Ground {
        eligible: eligible(view, &it, unit, rule),
        it,
        unit,
        seats,
        rule,
    })
}

/// Everybody who may be chosen; none where there are too many, or some are not to be known.
fn eligible(
    view: View<'_>,
    it: &Conference,
    unit: UnitId,
    rule: &ConferenceRule,
) -> Option<Vec<PersonId>> {
    let named: Vec<PersonId> = view
        .state
        .mandates(it.id)
        .into_iter()
        .filter(|mandate| mandate.standing == MandateStanding::Stands)
        .map(|mandate| mandate.person)
        .collect();
    let mut found = Vec::new();
    for unit in view.state.units_within(unit) {
        for person in view.state.roll(unit) {
            let grade = view.state.grade_of(person);
            if !grade.is_some_and(|grade| rule.grades.contains(&grade)) || named.contains(&person) {
                continue;
            }
            if !view.knows(person) || found.len() == TICKED_MAX {
                return None;
            }
            found.push(person);
        }
    }
    Some(found)
}

/// People by the codes in a field, a line each.
fn coded(view: View<'_>, field: &str, typed: &str, trouble: &mut Trouble) -> Vec<PersonId> {
    let mut people = Vec::new();
    for code in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let known = view.directory.person(code);
        match known.filter(|person| view.knows(*person)) {
            Some(person) => people.push(person),
            None => trouble.note(field, &format!("Nobody you may know has the code {code}.")),
        }
    }
    people
}

fn count(field: &str, typed: &str, trouble: &mut Trouble) -> Option<u32> {
    let number = typed.trim().parse().ok().filter(|it| *it <= COUNT_MAX);
    if number.is_none() {
        trouble.note(field, "Give a whole number.");
    }
    number
}

/// What the form commands.
pub(super) fn command(
    view: View<'_>,
    conference: ConferenceId,
    form: &SendForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    let ground = ground(view, conference, form)?;
    let mut delegates: Vec<PersonId> = form.chosen.iter().copied().map(PersonId).collect();
    delegates.extend(coded(view, "delegates", &form.delegates, trouble));
    let substitutes = coded(view, "substitutes", &form.substitutes, trouble);
    if delegates.is_empty() {
        let field = if ground.eligible.is_some() {
            "chosen"
        } else {
            "delegates"
        };
        trouble.note(field, "Name at least one.");
    }
    let entitled = count("entitled", &form.entitled, trouble);
    let ballots = count("ballots", &form.ballots, trouble);
    let on = trouble.day("on", &form.on);
    Ok(entitled
        .zip(ballots)
        .zip(on)
        .map(|((entitled, ballots), on)| {
            Command::from(ElectDelegates {
                conference,
                unit: ground.unit,
                delegates,
                substitutes,
                entitled,
                ballots,
                on,
            })
        }))
}

/// The form that records whom a unit sends.
pub(super) fn elect(
    view: View<'_>,
    conference: ConferenceId,
    form: &SendForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let ground = ground(view, conference, form)?;
    let unit = ground.unit;
    let name = view.some_unit(unit);
    let seats = counted(u64::from(ground.seats.delegates), "delegate", "delegates");
    let fields = fields(view, &ground, form);
    Ok(FormPage {
        heading: format!("Whom {name} sends"),
        lead: Some(format!(
            "It had {} on {} and sends {seats}.",
            counted(u64::from(ground.seats.members), "member", "members"),
            day(ground.it.key_day)
        )),
        action: format!("/conferences/{conference}/elect"),
        submit: "Record it".to_owned(),
        back: Some(Link::new("Back", format!("/conferences/{conference}"))),
        ..with.page(view, unit, Some(ground.rule.rule), fields)
    })
}

fn fields(view: View<'_>, ground: &Ground<'_>, form: &SendForm) -> Vec<Field> {
    let only = vec![Choice {
        value: ground.unit.to_string(),
        text: capital(&view.some_unit(ground.unit)),
    }];
    let unit = Field::new("unit", "Unit", Kind::Choice(only)).value(ground.unit.to_string());
    let most = ground.seats.delegates;
    let hint = format!("At most {most}. Fewer leave seats empty.");
    let delegates = match &ground.eligible {
        Some(people) => {
            let choices = people.iter().map(|person| Choice {
                value: person.to_string(),
                text: view.directory.name(*person),
            });
            let ticked: Vec<String> = form.chosen.iter().map(u32::to_string).collect();
            Field::new("chosen", "Delegates", Kind::Several(choices.collect()))
                .value(ticked.join(" "))
                .hint(hint)
        }
        None => Field::new("delegates", "Codes of the delegates", Kind::Lines)
            .value(&form.delegates)
            .hint(format!("The code on each card, a line each. {hint}")),
    };
    let mut fields = vec![unit, delegates];
    if ground.seats.substitutes > 0 {
        let hint = format!(
            "A line each, in the order in which they take a seat. At most {}.",
            ground.seats.substitutes
        );
        fields.push(
            Field::new("substitutes", "Codes of the substitutes", Kind::Lines)
                .value(&form.substitutes)
                .hint(hint)
                .optional(),
        );
    }
    let number = |name: &str, label: &str, typed: &str| {
        Field::new(name, label, Kind::Number(0, COUNT_MAX)).value(typed)
    };
    fields.push(number("entitled", "Entitled to vote", &form.entitled));
    fields.push(number("ballots", "Ballots cast", &form.ballots));
    fields.push(day_field("Chosen on", &form.on, view.today));
    fields
}

/// What the form in which somebody gives a seat up commands.
pub(super) fn replace_command(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    known(view, conference)?;
    let person = form.person()?;
    let reason = form.reason(trouble);
    let on = if form.on.trim().is_empty() {
        Some(view.today)
    } else {
        trouble.day("on", &form.on)
    };
    Ok(reason.zip(on).map(|(reason, on)| {
        Command::from(ReplaceDelegate {
            conference,
            person,
            reason,
            on,
        })
    }))
}

/// The form in which somebody gives a seat up.
pub(super) fn replace(
    view: View<'_>,
    conference: ConferenceId,
    form: &ReasonForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = known(view, conference)?;
    let person = view.person(form.person()?)?;
    let mandate = view.state.mandate(conference, person);
    let unit = mandate.ok_or(Failure::NotFound)?.unit;
    view.unit_for(Action::ElectDelegates, unit)?;
    let rule = rule(view, &it)?;
    let asking = Asking {
        heading: "Give a seat up".to_owned(),
        lead: format!(
            "{} gives the seat up. The first substitute of {} who still waits takes it; where nobody waits, it stays empty.",
            capital(&view.someone(person)),
            view.some_unit(unit)
        ),
        action: format!("/conferences/{conference}/replace"),
        submit: "Record it",
        back: format!("/conferences/{conference}/delegates?unit={unit}"),
        hidden: Some(("person", person.to_string(), view.someone(person))),
    };
    asking.page(view, (unit, rule), form, with)
}
