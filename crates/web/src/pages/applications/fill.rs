//! From the record to the page of a proceeding.

use charter::{Action, Effect, OutcomeId, ProcedureRule, StepActor, Then, Within};
use kernel::procedures::{Course, Proceeding, StepDecision, Turn, TurnLate};
use kernel::{Actor, PersonId, ProceedingId, UnitId};

use super::{ApplicationPage, StepLine, striking};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::pages::findings::wording::indefinite;
use crate::view::View;
use crate::words::{away, capital, counted, day};

/// A proceeding the viewer may know of, with its rule.
pub(crate) fn found<'a>(
    view: View<'a>,
    id: ProceedingId,
) -> Result<(Proceeding, &'a ProcedureRule), Failure> {
    let it = view.state.proceeding(id).ok_or(Failure::NotFound)?;
    if !view.state.may_see_proceeding(view.viewer, view.today, &it) {
        return Err(Failure::NotFound);
    }
    let rule = view.charter.procedure(it.procedure);
    Ok((it, rule.ok_or(Failure::NotFound)?))
}

/// What a proceeding is and about whom, in a few words.
pub(crate) fn heading(view: View<'_>, it: &Proceeding, rule: &ProcedureRule) -> String {
    let of = match it.person {
        Some(person) if view.viewer == Actor::Person(person) => {
            return format!("Your {}", rule.title);
        }
        Some(person) => view.someone(person),
        None => view.some_unit(it.unit),
    };
    format!("{} of {of}", capital(&rule.title))
}

/// Where a proceeding stands, in one line.
pub(crate) fn stands(view: View<'_>, it: &Proceeding) -> (String, bool) {
    let Some(turn) = view.state.turn(it, view.today) else {
        let when = format!("{}, {}", day(it.since), away(view.today, it.since));
        let word = match it.course {
            Course::Done => "done",
            Course::Ended => "ended without it",
            Course::Lapsed => "lapsed",
            Course::Dropped => "dropped",
            Course::At(_) => "under way",
        };
        return (format!("{word} on {when}"), false);
    };
    let title = &turn.row.title;
    match (turn.late, turn.due) {
        (Some(TurnLate::Lapsed), Some(due)) => (format!("lapsed on {}: {title}", day(due)), true),
        (Some(TurnLate::CountsAs(row)), Some(due)) => {
            let counts = turn.row.outcome(row).map_or("", |row| row.title.as_str());
            (format!("since {} it counts as {counts}", day(due)), true)
        }
        (Some(_), Some(due)) => (format!("{title}: was due on {}", day(due)), true),
        (None, Some(due)) => {
            let by = format!("by {}, {}", day(due), away(view.today, due));
            (format!("{title}, {by}"), false)
        }
        (_, None) => (title.clone(), false),
    }
}

/// The page of a proceeding.
pub(crate) fn page(
    view: View<'_>,
    id: ProceedingId,
    frame: Frame,
) -> Result<ApplicationPage, Failure> {
    let (it, rule) = found(view, id)?;
    let turn = view.state.turn(&it, view.today);
    let heading = heading(view, &it, rule);
    let opened = it.opened;
    let sponsors = view.state.sponsors_of(id).collect::<Vec<_>>();
    let signed = sponsors.iter().rev().map(|one| {
        let until = one.until.map(|on| format!(", taken back on {}", day(on)));
        let name = capital(&view.someone(one.person));
        format!("{name}, {}{}", day(one.on), until.unwrap_or_default())
    });
    Ok(ApplicationPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(it.unit),
            ..frame
        },
        heading,
        unit: view
            .unit_href(it.unit)
            .map(|href| Link::new(view.some_unit(it.unit), href)),
        about: format!(
            "number {id}, opened on {}, {}",
            day(opened),
            away(view.today, opened)
        ),
        next: next(view, &it, turn.as_ref()),
        late: turn.is_some_and(|turn| turn.late.is_some()),
        steps: steps(view, &it, rule),
        sponsors: signed.collect(),
        keep: None,
        withdraw: None,
        acts: acts(view, &it, turn.as_ref()),
        article: view.note(rule.rule),
    })
}

/// Where a proceeding stands and what comes next, in sentences.
pub(super) fn told(view: View<'_>, it: &Proceeding) -> Vec<String> {
    next(view, it, view.state.turn(it, view.today).as_ref())
}

/// What comes next, by when, and what happens then.
fn next(view: View<'_>, it: &Proceeding, turn: Option<&Turn<'_>>) -> Vec<String> {
    let Some(turn) = turn else {
        let (stands, _) = stands(view, it);
        return vec![format!("It is at its end: {stands}.")];
    };
    let mut lines = Vec::new();
    let title = capital(&turn.row.title);
    let whose = whose(view, it, turn.by, &turn.row.by);
    match (turn.late, turn.due) {
        (Some(TurnLate::Lapsed), Some(due)) => lines.push(format!(
            "The time for this step ended on {}, and all of it has lapsed. Enter that, and a new one can be opened.",
            day(due)
        )),
        (Some(TurnLate::CountsAs(row)), Some(due)) => {
            let counts = turn.row.outcome(row).map_or("", |row| row.title.as_str());
            lines.push(format!(
                "The time for this step ended on {}, which counts as: {counts}. It has to be entered.",
                day(due)
            ));
        }
        (Some(_), Some(due)) => lines.push(format!(
            "{title}: {whose}. This was due on {}, {}, and can still be done.",
            day(due),
            away(view.today, due)
        )),
        (None, Some(due)) => {
            lines.push(format!(
                "{title}: {whose}, by {}, {}.",
                day(due),
                away(view.today, due)
            ));
        }
        (_, None) => lines.push(format!("{title}: {whose}.")),
    }
    if turn.late.is_none() {
        let then: Vec<String> = turn
            .row
            .outcomes
            .iter()
            .map(|outcome| {
                let leads = leads(view, turn.rule, outcome.then);
                format!("{}: {leads}", capital(&outcome.title))
            })
            .collect();
        lines.push(format!("{}.", then.join(". ")));
        if let Some(late) = late_words(turn) {
            lines.push(late);
        }
    }
    lines
}

fn late_words(turn: &Turn<'_>) -> Option<String> {
    let due = turn.due?;
    match turn.row.late {
        charter::Late::Finding => None,
        charter::Late::Lapses => Some(format!("After {} all of it lapses.", day(due))),
        charter::Late::CountsAs(row) => {
            let counts = turn.row.outcome(row).map_or("", |row| row.title.as_str());
            Some(format!("After {} it counts as {counts}.", day(due)))
        }
    }
}

/// Where an outcome leads, in words.
pub(crate) fn leads(view: View<'_>, rule: &ProcedureRule, then: Then) -> String {
    match then {
        Then::Step(row) => {
            let title = rule.step(row).map_or("", |row| row.title.as_str());
            format!("then {title}")
        }
        Then::Done(Some(effect)) => effect.words(view.charter),
        Then::Done(None) => "that completes it".to_owned(),
        Then::Ended => "that ends it".to_owned(),
    }
}

/// The unit that takes a step: by name or, for whoever may not know of it, by its level.
fn taking(view: View<'_>, unit: UnitId) -> String {
    let level = view.state.unit(unit).map(|unit| unit.level);
    match level.and_then(|level| view.charter.level(level)) {
        Some(level) if !view.knows_unit(unit) => format!("the {} above", level.title),
        Some(_) | None => view.some_unit(unit),
    }
}

/// Whose turn it is.
fn whose(view: View<'_>, it: &Proceeding, by: Option<UnitId>, actor: &StepActor) -> String {
    let unit = by.map_or_else(
        || "nobody yet: no such unit stands above".to_owned(),
        |by| taking(view, by),
    );
    match actor {
        StepActor::Post(post) => {
            format!("the {} of {unit}", view.post_title(*post, view.today))
        }
        StepActor::Meeting { kind, .. } => {
            let kind = view.charter.meeting(*kind);
            let kind = kind.map_or("meeting", |row| row.title.as_str());
            format!("the {kind} of {unit}")
        }
        StepActor::Above { .. } => unit,
        StepActor::Person => match it.person {
            Some(person) if view.viewer == Actor::Person(person) => "you".to_owned(),
            Some(person) => view.someone(person),
            None => unit,
        },
        StepActor::Sponsors { number, .. } => {
            let signed = view.state.sponsors_of(it.id);
            let signed = signed.filter(|one| one.until.is_none()).count();
            format!("{signed} of {number} have signed")
        }
    }
}

/// The strip of steps.
fn steps(view: View<'_>, it: &Proceeding, rule: &ProcedureRule) -> Vec<StepLine> {
    let mut decisions: Vec<StepDecision> = view.state.decisions_of(it.id).collect();
    decisions.reverse();
    let last = |row: u8| {
        let of_step = |one: &&StepDecision| one.outcome.is_some_and(|it| it.step.step == row);
        decisions.iter().rev().find(of_step)
    };
    let signing_over = |row: u8| {
        let later = decisions.iter().any(|one| {
            let step = one.outcome.map(|it| it.step.step);
            step.is_some_and(|step| step > row)
        });
        later || matches!(it.course, Course::At(at) if at.step > row)
    };
    (0..)
        .zip(&rule.steps)
        .map(|(row, step)| {
            let now = matches!(it.course, Course::At(at) if at.step == row);
            let signs = matches!(step.by, StepActor::Sponsors { .. });
            let decided = last(row);
            let (word, class, shape) = match (now, decided) {
                (true, _) => ("now", "near", "●"),
                (false, Some(_)) => ("done", "inside", "✓"),
                (false, None) if signs && signing_over(row) => ("done", "inside", "✓"),
                (false, None) if it.course.is_open() => ("to come", "", "○"),
                (false, None) => ("not taken", "", "–"),
            };
            let by = view.state.turn_of(it, row, view.today);
            let within = step.within.map(within_words);
            let mut by = whose(view, it, by, &step.by);
            if let (Some(within), false, None) = (within, now, decided) {
                by.push_str(&format!(", within {within}"));
            }
            StepLine {
                title: capital(&step.title),
                by: capital(&by),
                word,
                class,
                shape,
                details: decided.map(|it| came(view, rule, it)).unwrap_or_default(),
            }
        })
        .collect()
}

/// What came of a step, in sentences.
pub(super) fn came(view: View<'_>, rule: &ProcedureRule, it: &StepDecision) -> Vec<String> {
    let outcome = |id: OutcomeId| {
        let row = rule.step(id.step.step)?.outcome(id.outcome)?;
        Some(capital(&row.title))
    };
    let what = it.outcome.and_then(outcome);
    let what = what.unwrap_or_else(|| "It lapsed".to_owned());
    let by = if it.by_time {
        "because the time was over".to_owned()
    } else {
        format!("by {}", taking(view, it.by))
    };
    let mut lines = vec![format!("{what}, {by}, on {}.", day(it.on))];
    if let Some(votes) = it.tally {
        let needed = votes
            .needed
            .map(|needed| format!("; {needed} were needed"))
            .unwrap_or_default();
        lines.push(format!(
            "{} of {} with a vote were present: {} in favour, {} against, {} abstaining{needed}.",
            votes.present, votes.entitled, votes.in_favour, votes.against, votes.abstaining
        ));
    }
    lines
}

fn within_words(within: Within) -> String {
    match within {
        Within::Days(days) => counted(u64::from(days), "day", "days"),
        Within::Months(months) => counted(u64::from(months), "month", "months"),
    }
}

/// What the viewer may do.
fn acts(view: View<'_>, it: &Proceeding, turn: Option<&Turn<'_>>) -> Vec<Link> {
    let at = |what: &str| format!("/applications/{}/{what}", it.id);
    let struck = striking::can_be_struck(view, it)
        .then(|| Link::new("Strike the last decision", at("strike")));
    let Some(turn) = turn else {
        return struck.into_iter().collect();
    };
    let opens = view.may(Action::OpenProcedure, it.unit);
    let takes = view.state.may_take(view.viewer, view.today, it);
    let signs = matches!(turn.row.by, StepActor::Sponsors { .. });
    let mut acts = Vec::new();
    if turn.decided_by_time() {
        if takes || opens {
            acts.push(Link::new("Enter that the time is over", at("time")));
        }
    } else if signs && opens {
        acts.push(Link::new("Enter who signs", at("sign")));
    } else if signs {
        let member = view.viewer.person().filter(|person| {
            view.state.membership(*person).is_some() && it.person != Some(*person)
        });
        acts.extend(member.map(|_| Link::new("Sign", at("sign"))));
    } else if takes && turn.by.is_some() {
        acts.push(Link::new("Enter the decision", at("decide")));
    }
    let signed: Vec<PersonId> = view
        .state
        .sponsors_of(it.id)
        .filter(|one| one.until.is_none())
        .map(|one| one.person)
        .collect();
    let own = view.viewer.person().is_some_and(|me| signed.contains(&me));
    if !turn.decided_by_time() && (own || (opens && !signed.is_empty())) {
        acts.push(Link::new("Take a signature back", at("unsign")));
    }
    let about_me = it.person.is_some() && view.viewer.person() == it.person;
    if opens || about_me {
        acts.push(Link::new("Withdraw it", at("drop")));
    }
    acts.extend(struck);
    acts
}

/// The ways to what is under way about a person, as far as the viewer may know of it.
pub(crate) fn under_way(view: View<'_>, person: PersonId) -> Vec<Link> {
    let about = view.state.proceedings_about(person);
    about
        .filter(|it| it.course.is_open())
        .filter(|it| view.state.may_see_proceeding(view.viewer, view.today, it))
        .filter_map(|it| {
            let rule = view.charter.procedure(it.procedure)?;
            let text = format!("{}: where it stands", capital(&rule.title));
            Some(Link::new(text, format!("/applications/{}", it.id)))
        })
        .collect()
}

/// The procedures that units of a unit's level have.
pub(super) fn procedures_of<'a>(
    view: View<'a>,
    unit: UnitId,
) -> impl Iterator<Item = &'a ProcedureRule> {
    let level = view.state.unit(unit).map(|unit| unit.level);
    let all = view.charter.procedures.iter();
    all.filter(move |rule| level.is_some_and(|level| rule.levels.contains(&level)))
}

/// The ways from the page of a unit to what is under way there, and to opening more.
pub(crate) fn ways_in(view: View<'_>, unit: UnitId) -> Vec<Link> {
    let opens = view.may(Action::OpenProcedure, unit);
    let sees = opens || view.may(Action::SeeRoll, unit);
    let mut ways = Vec::new();
    let mut any = false;
    for rule in procedures_of(view, unit) {
        any = true;
        if opens {
            let way = format!("/units/{unit}/applications/new?procedure={}", rule.id);
            ways.push(Link::new(format!("Open {}", indefinite(&rule.title)), way));
        }
    }
    let waiting = view.state.proceedings_waiting_for(unit, view.today).len();
    let open = view.state.open_proceedings_in(unit).count().max(waiting);
    if (any && sees) || open > 0 {
        ways.push(Link::new(
            format!("Applications ({open})"),
            format!("/units/{unit}/applications"),
        ));
    }
    ways
}

/// Whether the viewer may do this without a procedure.
pub(crate) fn directly(view: View<'_>, unit: UnitId, effect: Effect) -> bool {
    !view
        .state
        .needs_procedure(view.viewer, view.today, unit, effect)
}
