//! From the record to the page of one directive.

use std::collections::BTreeMap;

use charter::{Action, DirectiveRule};
use jiff::civil::Date;
use kernel::directives::{Directive, LevelStanding, Objection, Origin};
use kernel::rights::{self, Sight};
use kernel::{DocumentId, UnitId};

use super::list::owed_words;
use super::standings::counted_link;
use super::{DirectivePage, Level, Part, Said, Waiting, words};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{away, capital, day, day_short, due, figure};

/// Units named on the page; of more, the list tells.
const UNITS_MAX: usize = 8;

type Texts = BTreeMap<DocumentId, String>;

/// The texts the page shows to this viewer.
pub(super) fn texts(view: View<'_>, code: &str) -> Result<Vec<DocumentId>, Failure> {
    let it = words::found(view, code)?;
    let mut texts = Vec::new();
    if view
        .state
        .may_read_directive(view.viewer, view.today, it.id)
    {
        texts.extend(it.texts.iter().map(|(_, text)| *text));
    }
    let reads = |unit| {
        view.state
            .may_read_answer(view.viewer, view.today, it.id, unit)
    };
    let answers = last_answers(view, &it);
    texts.extend(
        answers
            .iter()
            .filter(|row| reads(row.unit))
            .filter_map(|row| row.text),
    );
    for unit in words::acts_for(view) {
        texts.extend(
            view.state
                .answer_of(it.id, unit)
                .and_then(|answer| answer.text),
        );
    }
    for (unit, objection) in objections(view, &it) {
        if reads(unit) {
            texts.push(objection.reason);
            texts.extend(objection.settled.map(|(.., why)| why));
        }
    }
    Ok(texts)
}

/// The page.
pub(super) fn page(
    view: View<'_>,
    code: &str,
    texts: &Texts,
    frame: Frame,
) -> Result<DirectivePage, Failure> {
    let it = words::found(view, code)?;
    let code = words::code(view, it.id);
    let rule = words::rule(view, &it);
    let sight = rights::sight(view.state, view.viewer, view.today, Action::SeeFigures);
    let heading = capital(&words::name(view, it.id));
    let reads = view
        .state
        .may_read_directive(view.viewer, view.today, it.id);
    let text = it.text().and_then(|text| texts.get(&text));
    let (holding_up, more_holding_up) = holding_up(view, &it, rule, &sight);
    let (not_answered, more_not_answered) = not_answered(view, &it, rule, &sight);
    let levels = levels(view, &it, &code, &sight);
    let any_answer = levels.iter().any(|level| !level.outcomes.is_empty());
    Ok(DirectivePage {
        frame: Frame {
            path: view.path_to(it.unit),
            title: heading.clone(),
            ..frame
        },
        heading,
        about: words::about(view, &it),
        ended: words::ended(view, &it),
        successor: it.replaced.and_then(|(by, _)| words::link(view, by)),
        text: text.map(|text| paragraphs(text)).unwrap_or_default(),
        closed: (!reads).then(|| {
            "You may see how it stands and not what it says: that is read in the units it has reached."
                .to_owned()
        }),
        earlier: earlier(&it, texts),
        origin: origin(view, &it),
        carried_out: carried_out(view, &it),
        acts: acts(view, &it, &code),
        parts: parts(view, &it, &code, texts),
        levels,
        holding_up,
        more_holding_up,
        not_answered,
        more_not_answered,
        answers: answers(view, &it, texts),
        all_answers: any_answer
            .then(|| counted_link("Every answer".to_owned(), &code, "", "answered")),
        objections: objections(view, &it)
            .map(|(unit, objection)| objection_line(view, &it, (unit, objection), texts))
            .collect(),
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The wordings before the last, the newest first, each with the days it held.
fn earlier(it: &Directive, texts: &Texts) -> Vec<(String, String)> {
    let days = it.texts.iter().zip(it.texts.iter().skip(1));
    let mut earlier: Vec<(String, String)> = days
        .filter_map(|((from, text), (until, _))| {
            let text = texts.get(text)?.clone();
            Some((format!("From {} to {}", day(*from), day(*until)), text))
        })
        .collect();
    earlier.reverse();
    earlier
}

fn origin(view: View<'_>, it: &Directive) -> Vec<Link> {
    let replaces = it
        .replaces
        .and_then(|old| words::link(view, old))
        .map(|old| Link::new(format!("{}, whose place it takes", old.text), old.href));
    words::origins(view, it)
        .into_iter()
        .chain(replaces)
        .collect()
}

/// What carries it out further, and the agendas it stands on.
fn carried_out(view: View<'_>, it: &Directive) -> Vec<Link> {
    let further = view
        .state
        .carrying_out(Origin::Directive(it.id))
        .filter_map(|id| words::link(view, id))
        .take(UNITS_MAX);
    let mine = words::acts_for(view);
    let agendas = view
        .state
        .agendas_of(it.id)
        .filter(|(unit, _)| mine.contains(unit))
        .filter_map(|(_, meeting)| words::meeting_link(view, meeting))
        .take(UNITS_MAX);
    further.chain(agendas).collect()
}

/// What the issuer may do.
fn acts(view: View<'_>, it: &Directive, code: &str) -> Vec<Link> {
    let mut acts = Vec::new();
    if it.in_effect() && view.may(Action::IssueDirective, it.unit) {
        acts.push(Link::new(
            "Change the wording",
            format!("/directives/{code}/amend"),
        ));
        acts.push(Link::new(
            "Put another in its place",
            crate::listing::address(
                &format!("/units/{}/directives/new", it.unit),
                &[("replaces", code)],
            ),
        ));
        acts.push(Link::new(
            "Withdraw it",
            format!("/directives/{code}/withdraw"),
        ));
    }
    acts
}

/// What it asks of the units the viewer acts for.
fn parts(view: View<'_>, it: &Directive, code: &str, texts: &Texts) -> Vec<Part> {
    words::acts_for(view)
        .into_iter()
        .filter(|unit| view.state.has_reached(it.id, *unit))
        .map(|unit| part(view, it, code, unit, texts))
        .collect()
}

fn part(view: View<'_>, it: &Directive, code: &str, unit: UnitId, texts: &Texts) -> Part {
    let mut lines = Vec::new();
    let mut late = false;
    if let Some(on) = view.state.received_on(it.id, unit) {
        lines.push(format!(
            "Received on {}, {}.",
            day(on),
            away(view.today, on)
        ));
    }
    let owed: Vec<_> = view
        .state
        .owed_to_directives(unit)
        .filter(|(of, ..)| *of == it.id)
        .collect();
    for (_, _, what, since) in &owed {
        let (words, is_late) = owed_words(view, it, *what, *since);
        lines.push(format!("{words}."));
        late |= is_late;
    }
    if let Some(on) = view.state.passed_on(it.id, unit) {
        lines.push(format!("Passed on on {}.", day(on)));
    }
    if let Some(answer) = view.state.answer_of(it.id, unit) {
        lines.push(format!("Answered: {}.", words::answered(&answer)));
        lines.extend(answer.text.and_then(|text| texts.get(&text).cloned()));
    }
    Part {
        unit: words::unit_link(view, unit),
        lines,
        late,
        acts: part_acts(view, it, code, unit),
    }
}

/// What may be done with it in a unit, the main thing first.
fn part_acts(view: View<'_>, it: &Directive, code: &str, unit: UnitId) -> Vec<Link> {
    let mut acts = Vec::new();
    if !it.in_effect() || view.state.standing_level(unit).is_none() {
        return acts;
    }
    let at = |what: &str| format!("/units/{unit}/directives/{code}/{what}");
    let passes = view.state.on_the_way(it.id, unit)
        && view.state.passed_on(it.id, unit).is_none()
        && view.may(Action::PassOnDirective, unit);
    if passes {
        acts.push(Link::new("Pass it on", at("pass-on")));
    }
    if view.state.addressed_to(it.id, unit) && view.may(Action::AnswerDirective, unit) {
        let answer = view.state.answer_of(it.id, unit);
        let again = if answer.is_some() {
            "Answer again"
        } else {
            "Answer it"
        };
        acts.push(Link::new(again, at("answer")));
        acts.push(Link::new("Put it on an agenda", at("agenda")));
        let mut agendas = view.state.agendas_of(it.id);
        if agendas.any(|(of, _)| of == unit) {
            acts.push(Link::new("Take it off an agenda", at("off-agenda")));
        }
        if answer.is_none() && view.state.objection_of(it.id, unit).is_none() {
            acts.push(Link::new("Object to it", at("object")));
        }
    }
    if let Some(rule) = words::rule(view, it)
        && view.may(Action::IssueDirective, unit)
        && view
            .state
            .standing_level(unit)
            .is_some_and(|level| rule.levels.contains(&level))
    {
        acts.push(Link::new(
            format!("Issue a {} that carries it out", rule.title),
            crate::listing::address(
                &format!("/units/{unit}/directives/new"),
                &[("origin", &format!("directive-{}", it.id))],
            ),
        ));
    }
    acts
}

fn levels(view: View<'_>, it: &Directive, code: &str, sight: &Sight) -> Vec<Level> {
    view.state
        .cascade_seen(it.id, sight)
        .iter()
        .filter_map(|at| level(view, code, at))
        .collect()
}

fn level(view: View<'_>, code: &str, at: &LevelStanding) -> Option<Level> {
    let row = view.charter.level(at.level)?;
    let of = |count: u32, all: u32, standing: &str| {
        let text = format!("{} of {}", figure(u64::from(count)), figure(u64::from(all)));
        counted_link(text, code, &row.id, standing)
    };
    // A unit on the way may be addressed as well; the larger of the two is how many there are.
    let all = at.way.max(at.addressed);
    let received = at.way_received.max(at.received);
    let mut days = Vec::new();
    if let Some((first, last)) = at.first_received.zip(at.last_received) {
        days.push(if first == last {
            format!("received {}", day_short(first))
        } else {
            format!("received {} to {}", day_short(first), day_short(last))
        });
    }
    days.extend(
        at.last_passed_on
            .map(|on| format!("last passed on {}", day_short(on))),
    );
    days.extend(
        at.last_answer
            .map(|on| format!("last answer {}", day_short(on))),
    );
    let outcomes = [
        (at.done, "done", "done"),
        (at.in_part, "in part", "in-part"),
        (at.not_done, "not done", "not-done"),
    ];
    let outcomes =
        outcomes
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, text, standing)| {
                let text = format!("{} {text}", figure(u64::from(count)));
                counted_link(text, code, &row.id, standing)
            });
    let acted = if at.addressed > 0 {
        at.answered()
    } else {
        at.passed_on
    };
    Some(Level {
        title: capital(&row.plural),
        days: capital(&days.join(" · ")),
        received: of(received, all, "received"),
        passed_on: (at.way > 0).then(|| of(at.passed_on, at.way, "passed-on")),
        answered: (at.addressed > 0).then(|| of(at.answered(), at.addressed, "answered")),
        outcomes: outcomes.collect(),
        came: share(received, all),
        said: share(acted, all),
    })
}

fn share(count: u32, all: u32) -> u32 {
    let share = u64::from(count)
        .saturating_mul(100)
        .checked_div(u64::from(all))
        .unwrap_or(0);
    u32::try_from(share).unwrap_or(100)
}

fn holding_up(
    view: View<'_>,
    it: &Directive,
    rule: Option<&DirectiveRule>,
    sight: &Sight,
) -> (Vec<Waiting>, Option<Link>) {
    let units = if it.in_effect() {
        view.state.holding_up(it.id)
    } else {
        Vec::new()
    };
    let days = rule.and_then(|rule| rule.pass_on_days);
    waiting(view, it, units, (days, "holds-up"), sight)
}

fn not_answered(
    view: View<'_>,
    it: &Directive,
    rule: Option<&DirectiveRule>,
    sight: &Sight,
) -> (Vec<Waiting>, Option<Link>) {
    let units = if it.in_effect() {
        view.state.not_answered(it.id)
    } else {
        Vec::new()
    };
    let days = rule.and_then(|rule| rule.answer_days);
    waiting(view, it, units, (days, "not-answered"), sight)
}

/// The first few of the units that have yet to do something, and the way to all.
fn waiting(
    view: View<'_>,
    it: &Directive,
    units: Vec<(UnitId, Date)>,
    (days, standing): (Option<u16>, &str),
    sight: &Sight,
) -> (Vec<Waiting>, Option<Link>) {
    let seen: Vec<(UnitId, Date)> = units
        .into_iter()
        .filter(|(unit, _)| sight.reaches(view.state, *unit))
        .collect();
    let count = seen.len();
    let rows = seen.into_iter().take(UNITS_MAX).map(|(unit, since)| {
        let by = days.map(|days| since.saturating_add(jiff::Span::new().days(i64::from(days))));
        let until = by.map(|by| format!(" · due {}", due(view.today, by)));
        Waiting {
            unit: words::unit_link(view, unit),
            since: format!("has it since {}{}", day(since), until.unwrap_or_default()),
            late: by.is_some_and(|by| by < view.today),
        }
    });
    let more = (count > UNITS_MAX).then(|| {
        let text = format!("All {} of them", figure(count as u64));
        counted_link(text, &words::code(view, it.id), "", standing)
    });
    (rows.collect(), more)
}

/// The last answers in words that the viewer may see, the newest first.
fn last_answers(view: View<'_>, it: &Directive) -> Vec<kernel::directives::Answer> {
    let sight = rights::sight(view.state, view.viewer, view.today, Action::SeeFigures);
    let mut answers: Vec<_> = view
        .state
        .answers_to(it.id)
        .filter(|answer| answer.text.is_some() && sight.reaches(view.state, answer.unit))
        .collect();
    answers.reverse();
    answers.truncate(UNITS_MAX);
    answers
}

fn answers(view: View<'_>, it: &Directive, texts: &Texts) -> Vec<Said> {
    last_answers(view, it)
        .into_iter()
        .map(|answer| Said {
            unit: words::unit_link(view, answer.unit),
            what: words::answered(&answer),
            words: answer.text.and_then(|text| texts.get(&text).cloned()),
            act: None,
        })
        .collect()
}

/// The objections that the viewer may know of.
fn objections(view: View<'_>, it: &Directive) -> impl Iterator<Item = (UnitId, Objection)> {
    let sight = rights::sight(view.state, view.viewer, view.today, Action::SeeFigures);
    let found: Vec<(UnitId, Objection)> = view
        .state
        .objections_to(it.id)
        .filter(|(unit, _)| sight.reaches(view.state, *unit))
        .collect();
    found.into_iter()
}

fn objection_line(
    view: View<'_>,
    it: &Directive,
    (unit, objection): (UnitId, Objection),
    texts: &Texts,
) -> Said {
    let settled = match objection.settled {
        None => "not settled yet".to_owned(),
        Some((true, on, _)) => format!("upheld on {}: the unit owes no answer", day(on)),
        Some((false, on, _)) => format!("not upheld on {}", day(on)),
    };
    let why = objection
        .settled
        .and_then(|(.., why)| texts.get(&why))
        .map(|why| format!(" — {why}"));
    let words = texts
        .get(&objection.reason)
        .map(|words| format!("{words}{}", why.unwrap_or_default()));
    let settles = it.in_effect() && view.may(Action::IssueDirective, it.unit);
    let words_of_it = match objection.settled {
        None => "Settle it",
        Some(_) => "Settle it otherwise",
    };
    let code = words::code(view, it.id);
    Said {
        unit: words::unit_link(view, unit),
        what: format!("objected on {} · {settled}", day(objection.on)),
        words,
        act: settles.then(|| {
            Link::new(
                words_of_it,
                format!("/units/{unit}/directives/{code}/settle"),
            )
        }),
    }
}
