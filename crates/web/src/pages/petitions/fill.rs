//! From the record to the pages of petitions.

use charter::{Action, PetitionRule};
use jiff::civil::Date;
use kernel::petitions::{self, Petition, PetitionStanding, Sight, StepKind};
use kernel::{DocumentId, PetitionId, UnitId};

use super::{PetitionPage, PetitionsOfUnit, Step, waiting_words};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::Line;
use crate::view::View;
use crate::words::{capital, day, due};

/// The word for how it stands, in an address and in a file.
pub(crate) fn word(view: View<'_>, it: &Petition) -> &'static str {
    match it.standing {
        PetitionStanding::Waiting if it.is_late(view.today) => "late",
        PetitionStanding::Waiting => "waiting",
        PetitionStanding::Answered => "answered",
        PetitionStanding::Withdrawn => "withdrawn",
    }
}

pub(crate) fn rule_of<'a>(view: View<'a>, it: &Petition) -> Result<&'a PetitionRule, Failure> {
    view.charter.petition(it.kind).ok_or(Failure::NotFound)
}

/// The rules by which units of this level are asked.
pub(crate) fn rules_of(view: View<'_>, unit: UnitId) -> impl Iterator<Item = &PetitionRule> {
    let level = view.state.standing_level(unit);
    let rules = view.charter.petitions.iter();
    rules.filter(move |rule| level.is_some_and(|level| rule.levels.contains(&level)))
}

/// `Request 3`
pub(crate) fn title(view: View<'_>, it: &Petition) -> String {
    let rule = view.charter.petition(it.kind);
    let title = rule.map_or("petition", |rule| rule.title.as_str());
    format!("{} {}", capital(title), it.id)
}

/// How it stands, in words.
pub(crate) fn standing_words(view: View<'_>, it: &Petition) -> String {
    let asked = format!("asked on {}", day(it.on));
    match (it.standing, it.ended) {
        (PetitionStanding::Waiting, _) => format!(
            "{asked}, waits in {} · answer {}",
            unit_name(view, it.unit),
            due(view.today, it.due)
        ),
        (PetitionStanding::Answered, Some(on)) => {
            format!(
                "{asked}, answered by {} on {}",
                unit_name(view, it.unit),
                day(on)
            )
        }
        (PetitionStanding::Withdrawn, Some(on)) => format!("{asked}, taken back on {}", day(on)),
        (PetitionStanding::Answered | PetitionStanding::Withdrawn, None) => asked,
    }
}

/// A unit by name: whoever may ask it, or whoever sees a petition that came
/// there, may know it by name.
pub(crate) fn unit_name(view: View<'_>, unit: UnitId) -> String {
    let open = !petitions::kinds_open(view.state, view.viewer, view.today, unit).is_empty();
    match view.state.unit(unit).filter(|_| open) {
        Some(unit) => unit.name.to_owned(),
        None => view.some_unit(unit),
    }
}

/// A petition in a line.
pub(super) fn line(view: View<'_>, it: &Petition) -> Line {
    let what = Link::new(title(view, it), format!("/petitions/{}", it.id));
    Line::new(what, capital(&standing_words(view, it)))
}

pub(super) fn waiting_here(view: View<'_>, unit: UnitId) -> String {
    let (mut waiting, mut late) = (0_u32, 0_u32);
    for it in view.state.petitions_waiting_in(unit) {
        waiting = waiting.saturating_add(1);
        late = late.saturating_add(u32::from(it.is_late(view.today)));
    }
    match rules_of(view, unit).next() {
        Some(rule) => waiting_words(rule, waiting, late),
        None => format!("{waiting} wait for an answer, {late} late"),
    }
}

pub(super) fn record_act(view: View<'_>, unit: UnitId) -> Option<Link> {
    let rule = rules_of(view, unit).next()?;
    view.may(Action::RecordPetition, unit).then(|| {
        Link::new(
            format!("Record a {} made in person", rule.title),
            format!("/units/{unit}/petitions/record"),
        )
    })
}

/// What is asked of a unit, for its page; none where the charter lets nobody ask it.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Option<PetitionsOfUnit> {
    let figures = view.state.petition_figures(view.viewer, view.today, unit);
    let rule = rules_of(view, unit)
        .next()
        .or_else(|| view.charter.petitions.first().filter(|_| figures.all() > 0))?;
    let beneath = view.state.units_beneath(unit).next().is_some();
    let mut acts = Vec::new();
    if view.may(Action::SeePetitions, unit) {
        acts.push(Link::new("See them", format!("/units/{unit}/petitions")));
    }
    acts.extend(record_act(view, unit));
    if !petitions::kinds_open(view.state, view.viewer, view.today, unit).is_empty() {
        acts.push(Link::new("Ask it for something", format!("/ask/{unit}")));
    }
    Some(PetitionsOfUnit {
        heading: capital(&rule.plural),
        about: match (beneath, figures.all()) {
            (false, 0) => "Nothing has been asked here yet.".to_owned(),
            (true, 0) => "Nothing has been asked here or beneath yet.".to_owned(),
            _ => format!(
                "{}: {}; {} answered.",
                if beneath { "Here and beneath" } else { "Here" },
                waiting_words(rule, figures.waiting, figures.late),
                figures.answered
            ),
        },
        acts,
        article: view.note(rule.rule),
    })
}

/// A petition the viewer may know of, and how much of it.
pub(crate) fn known(view: View<'_>, id: PetitionId) -> Result<(Petition, Sight), Failure> {
    let sight = petitions::may_see(view.state, view.viewer, view.today, id);
    view.state.petition(id).zip(sight).ok_or(Failure::NotFound)
}

/// The texts of a petition, in no order.
pub(crate) fn texts_of(view: View<'_>, it: &Petition) -> Vec<DocumentId> {
    let steps = view.state.petition_steps(it.id);
    let of_steps = steps.iter().flat_map(|step| [step.text, step.reason]);
    std::iter::once(Some(it.text))
        .chain([it.contact])
        .chain(of_steps)
        .flatten()
        .collect()
}

/// What was written, as far as it may be read.
pub(crate) struct Words<'a> {
    pub(crate) sight: Sight,
    pub(crate) read: &'a dyn Fn(DocumentId) -> Option<String>,
}

/// The page of one petition.
pub(crate) fn show(
    view: View<'_>,
    it: &Petition,
    words: &Words<'_>,
    frame: Frame,
) -> Result<PetitionPage, Failure> {
    let rule = rule_of(view, it)?;
    let heading = title(view, it);
    let text = match (it.erased, words.sight) {
        (Some(on), _) => format!("What was written was erased on {}.", day(on)),
        (None, Sight::Course) => {
            "What was written is read by the unit that has it now, and not here.".to_owned()
        }
        (None, Sight::Whole) => (words.read)(it.text).unwrap_or_default(),
    };
    let whole = words.sight == Sight::Whole && it.erased.is_none();
    Ok(PetitionPage {
        frame: Frame {
            title: heading.clone(),
            ..frame
        },
        heading,
        about: capital(&standing_words(view, it)),
        keep: None,
        acts: acts(view, rule, it),
        article: view.note(rule.rule),
        text,
        contact: it.contact.filter(|_| whole).and_then(words.read),
        steps: steps(view, it, words),
        withdraw: None,
    })
}

fn steps(view: View<'_>, it: &Petition, words: &Words<'_>) -> Vec<Step> {
    let whole = words.sight == Sight::Whole && it.erased.is_none();
    let read = |text: Option<DocumentId>| text.filter(|_| whole).and_then(words.read);
    let steps = view.state.petition_steps(it.id);
    steps
        .into_iter()
        .map(|step| {
            let (unit, on): (String, Date) = (unit_name(view, step.unit), step.on);
            let what = match step.what {
                StepKind::TakenIn => format!("{unit} took it in"),
                StepKind::Recorded => format!("{unit} recorded it, made in person"),
                StepKind::PassedOn => format!("It was passed to {unit}"),
                StepKind::HandedOver => {
                    format!("It went over to {unit}: the unit before is no more")
                }
                StepKind::Answered => format!("{unit} answered"),
                StepKind::Corrected => format!("{unit} corrected the answer"),
                StepKind::Withdrawn => "Whoever asked took it back".to_owned(),
                StepKind::Erased => "What was written was erased".to_owned(),
            };
            let why = read(step.reason).map(|why| format!(" (Corrected because: {why})"));
            Step {
                what: format!("{} on {}.", capital(&what), day(on)),
                text: read(step.text).map(|text| format!("{text}{}", why.unwrap_or_default())),
            }
        })
        .collect()
}

fn acts(view: View<'_>, rule: &PetitionRule, it: &Petition) -> Vec<Link> {
    let way = |text: &str, what: &str| Link::new(text, format!("/petitions/{}/{what}", it.id));
    let answers = view.may(Action::AnswerPetition, it.unit);
    match it.standing {
        PetitionStanding::Waiting => {
            let answer = answers.then(|| way("Answer it", "answer"));
            let passes = (rule.up || rule.sideways) && view.may(Action::PassOnPetition, it.unit);
            let pass = passes.then(|| way("Pass it on", "pass-on"));
            answer.into_iter().chain(pass).collect()
        }
        PetitionStanding::Answered if answers && it.erased.is_none() => {
            vec![way("Correct the answer", "correct")]
        }
        PetitionStanding::Answered | PetitionStanding::Withdrawn => Vec::new(),
    }
}

/// What the viewer asked before, for the page on which they ask.
pub(crate) fn own(view: View<'_>) -> Vec<Line> {
    let kernel::Actor::Person(person) = view.viewer else {
        return Vec::new();
    };
    let own = view.state.petitions_by(person).take(20);
    own.map(|it| line(view, &it)).collect()
}
