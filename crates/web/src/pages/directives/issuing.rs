//! The form that issues a directive.

use charter::{Action, DirectiveRule};
use kernel::conferences::ItemKind;
use kernel::directives::{IssueDirective, Origin};
use kernel::meetings::MeetingStanding;
use kernel::{Command, ConferenceId, DirectiveId, MeetingId, PetitionId, UnitId};
use serde::Deserialize;

use super::words;
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, counted};

/// Units that can be ticked as the parts meant; of more, they are named by code.
const AREAS_MAX: usize = 40;
/// Tasks one can choose from.
const ORIGINS_MAX: usize = 12;

/// What the form sends, and what its address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct IssueForm {
    pub(crate) kind: String,
    pub(crate) to: Vec<String>,
    pub(crate) area: Vec<String>,
    pub(crate) codes: String,
    pub(crate) text: String,
    pub(crate) origin: String,
    pub(crate) replaces: String,
    pub(crate) on: String,
}

/// What the address of the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    origin: String,
    replaces: String,
}

impl From<Asked> for IssueForm {
    fn from(asked: Asked) -> IssueForm {
        IssueForm {
            kind: asked.kind,
            origin: asked.origin,
            replaces: asked.replaces,
            ..IssueForm::default()
        }
    }
}

/// The kind that is issued: the one that is named or, where none is, the first that the unit may issue.
fn kind<'a>(view: View<'a>, unit: UnitId, named: &str) -> Result<&'a DirectiveRule, Failure> {
    let level = view.unit_for(Action::IssueDirective, unit)?.level;
    let mut kinds = view
        .charter
        .directives
        .iter()
        .filter(|rule| rule.levels.contains(&level));
    let found = if named.is_empty() {
        kinds.next()
    } else {
        kinds.find(|rule| rule.id == named)
    };
    found.ok_or(Failure::NotFound)
}

/// What the form asks for, as far as it is filled in.
pub(crate) fn command(
    view: View<'_>,
    unit: UnitId,
    form: &IssueForm,
    trouble: &mut Trouble,
) -> Result<Option<Command>, Failure> {
    let rule = kind(view, unit, &form.kind)?;
    let on = trouble.day("on", &form.on);
    let to: Vec<_> = form
        .to
        .iter()
        .filter_map(|id| view.charter.level_named(id))
        .collect();
    if to.is_empty() {
        trouble.note("to", "Tick at least one.");
    }
    let areas = areas(view, form, trouble);
    let origin = origin_named(&form.origin);
    if origin.is_none() {
        trouble.note("origin", "Choose where it comes from.");
    }
    let replaces = (!form.replaces.is_empty())
        .then(|| words::found(view, &form.replaces).map(|it| it.id))
        .transpose()?;
    let (Some(on), Some(origin), Some(kind), Some(areas)) =
        (on, origin, view.charter.directive_named(&rule.id), areas)
    else {
        return Ok(None);
    };
    if to.is_empty() {
        return Ok(None);
    }
    Ok(Some(Command::from(IssueDirective {
        unit,
        kind,
        to,
        areas,
        text: form.text.trim().to_owned(),
        origin,
        replaces,
        on,
    })))
}

/// The parts of the organisation that are ticked or named by code.
fn areas(view: View<'_>, form: &IssueForm, trouble: &mut Trouble) -> Option<Vec<UnitId>> {
    let mut areas: Vec<UnitId> = form
        .area
        .iter()
        .filter_map(|number| number.parse().ok().map(UnitId))
        .collect();
    for code in form
        .codes
        .split([',', ' ', '\n'])
        .filter(|it| !it.is_empty())
    {
        let known = view
            .state
            .unit_by_code(code)
            .filter(|unit| view.may(Action::SeeFigures, *unit));
        match known {
            Some(unit) => areas.push(unit),
            None => {
                trouble.note(
                    "codes",
                    &format!("There is no unit {code:?} that you may know of."),
                );
                return None;
            }
        }
    }
    Some(areas)
}

/// The word in the form for a task that comes from nowhere else. A browser takes
/// an empty value for a choice not yet made, and does not send the form.
const BEGINS_HERE: &str = "here";

/// How the origin of a task is written.
pub(crate) const ORIGINS: &[&str] = &[
    BEGINS_HERE,
    "meeting-NUMBER",
    "directive-NUMBER",
    "conference-NUMBER",
    "conference-NUMBER-item-NUMBER",
    "petition-NUMBER",
];

/// Where a task comes from, as the form says it: nothing or `here`, `meeting-7`,
/// `directive-3`, `conference-0`, `conference-0-item-4` or `petition-5`.
pub(crate) fn origin_named(text: &str) -> Option<Origin> {
    if let Some((conference, item)) = text.split_once("-item-") {
        let conference = conference.strip_prefix("conference-")?.parse().ok()?;
        return Some(Origin::Item(ConferenceId(conference), item.parse().ok()?));
    }
    match text.split_once('-') {
        None if text.is_empty() || text == BEGINS_HERE => Some(Origin::Own),
        Some(("meeting", number)) => number.parse().ok().map(|it| Origin::Meeting(MeetingId(it))),
        Some(("directive", number)) => number
            .parse()
            .ok()
            .map(|it| Origin::Directive(DirectiveId(it))),
        Some(("conference", number)) => number
            .parse()
            .ok()
            .map(|it| Origin::Conference(ConferenceId(it))),
        Some(("petition", number)) => number
            .parse()
            .ok()
            .map(|it| Origin::Petition(PetitionId(it))),
        _ => None,
    }
}

/// The form.
pub(crate) fn form(
    view: View<'_>,
    unit: UnitId,
    form: &IssueForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let rule = kind(view, unit, &form.kind)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let mut fields = vec![
        Field::new("text", "What is decided", Kind::Lines).value(&form.text),
        levels_field(view, unit, rule, form),
    ];
    fields.extend(area_field(view, unit, form));
    fields.push(origin_field(view, unit, form));
    fields.push(day_field("Day", &form.on, view.today));
    let replaces = words::found(view, &form.replaces).ok();
    let heading = match &replaces {
        Some(old) => format!(
            "Put a {} in the place of {}",
            rule.title,
            words::name(view, old.id)
        ),
        None => format!("Issue a {}", rule.title),
    };
    let at = format!("/units/{unit}/directives/new");
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading,
        lead: Some(lead(view, unit, rule)),
        article: view.note(rule.rule),
        refused: trouble.refused.clone(),
        action: address(&at, &[("kind", &rule.id), ("replaces", &form.replaces)]),
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: "Issue it".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/directives"))),
    })
}

fn lead(view: View<'_>, unit: UnitId, rule: &DirectiveRule) -> String {
    let days = |days: u16| counted(u64::from(days), "day", "days");
    let mut lead = format!("From {} to units beneath it.", view.some_unit(unit));
    if let Some(within) = rule.pass_on_days {
        lead.push_str(&format!(
            " Units on the way pass it on within {}.",
            days(within)
        ));
    }
    if let Some(within) = rule.answer_days {
        lead.push_str(&format!(
            " Each unit it is addressed to answers within {} of receiving it.",
            days(within)
        ));
    }
    lead
}

fn levels_field(view: View<'_>, unit: UnitId, rule: &DirectiveRule, form: &IssueForm) -> Field {
    let own = view.state.unit(unit).map(|unit| unit.level);
    let levels: Vec<Choice> = rule
        .to
        .iter()
        .filter(|level| own.is_none_or(|own| own < **level))
        .filter_map(|level| view.charter.level(*level))
        .map(|level| Choice {
            value: level.id.clone(),
            text: capital(&level.plural),
        })
        .collect();
    // With one level there is nothing to choose.
    let value = match levels.as_slice() {
        [only] if form.to.is_empty() => only.value.clone(),
        _ => form.to.join(" "),
    };
    Field::new("to", "Addressed to", Kind::Several(levels)).value(value)
}

/// The parts of the organisation it is meant for: units directly beneath, or codes.
fn area_field(view: View<'_>, unit: UnitId, form: &IssueForm) -> Option<Field> {
    let beneath = view.units_beneath(unit);
    if beneath.len() < 2 {
        return None;
    }
    let hint = "All of it, where nothing is chosen.";
    if beneath.len() > AREAS_MAX {
        let field = Field::new("codes", "Only in the units with these codes", Kind::Line);
        return Some(field.value(&form.codes).hint(hint).optional());
    }
    let choices = beneath.into_iter().map(|unit| Choice {
        value: unit.to_string(),
        text: view.some_unit(unit),
    });
    let field = Field::new("area", "Only in", Kind::Several(choices.collect()));
    Some(field.value(form.area.join(" ")).hint(hint).optional())
}

/// Where the task comes from: the unit itself, a meeting of it, a directive that has reached it.
fn origin_field(view: View<'_>, unit: UnitId, form: &IssueForm) -> Field {
    let mut choices = vec![Choice {
        value: BEGINS_HERE.to_owned(),
        text: "It begins here".to_owned(),
    }];
    let received = view.state.directives_received_by(unit).filter_map(|id| {
        let name = words::link(view, id)?.text;
        Some(Choice {
            value: format!("directive-{id}"),
            text: format!("It carries out {name}, from above"),
        })
    });
    let held = view.state.meetings_of(unit);
    let mut held: Vec<_> = held
        .filter(|meeting| meeting.standing != MeetingStanding::CalledOff)
        .collect();
    held.sort_by_key(|meeting| std::cmp::Reverse(meeting.on));
    let meetings = held.into_iter().filter_map(|meeting| {
        let text = words::meeting_link(view, meeting.id)?.text;
        Some(Choice {
            value: format!("meeting-{}", meeting.id),
            text: format!("Resolved at: {text}"),
        })
    });
    choices.extend(received.take(ORIGINS_MAX));
    choices.extend(meetings.take(ORIGINS_MAX));
    choices.extend(conferences(view).take(ORIGINS_MAX));
    choices.extend(papers(view).take(ORIGINS_MAX));
    if choices.iter().all(|choice| choice.value != form.origin) {
        choices.extend(named_origin(view, &form.origin));
    }
    Field::new("origin", "Where it comes from", Kind::Choice(choices)).value(&form.origin)
}

/// The conferences of which a task may come, the latest first.
fn conferences(view: View<'_>) -> impl Iterator<Item = Choice> + '_ {
    let lasting = view.state.conferences().rev();
    let lasting = lasting.filter(|it| it.called_off.is_none());
    lasting.filter_map(move |it| {
        let text = words::conference_link(view, it.id)?.text;
        Some(Choice {
            value: format!("conference-{}", it.id),
            text: format!("Asked for by: {text}"),
        })
    })
}

/// The letters and other papers of conferences, the latest first.
fn papers(view: View<'_>) -> impl Iterator<Item = Choice> + '_ {
    let lasting = view.state.conferences().rev();
    let lasting = lasting.filter(|it| it.called_off.is_none());
    lasting.flat_map(move |it| {
        let items = view.state.conference_items(it.id).into_iter();
        let papers = items.filter(|item| item.kind == ItemKind::Paper && item.struck.is_none());
        papers.filter_map(move |item| {
            let text = words::item_link(view, it.id, item.number)?.text;
            Some(Choice {
                value: format!("conference-{}-item-{}", it.id, item.number),
                text: format!("Asked for in: {text}"),
            })
        })
    })
}

/// An origin that the address names and the lists do not.
fn named_origin(view: View<'_>, text: &str) -> Option<Choice> {
    let link = match origin_named(text)? {
        Origin::Own => None,
        Origin::Meeting(meeting) => words::meeting_link(view, meeting),
        Origin::Directive(id) => words::link(view, id),
        Origin::Conference(id) => words::conference_link(view, id),
        Origin::Item(id, item) => words::item_link(view, id, item),
        Origin::Petition(id) => words::petition_link(view, id),
    }?;
    Some(Choice {
        value: text.to_owned(),
        text: link.text,
    })
}
