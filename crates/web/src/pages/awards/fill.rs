//! From the record to the pages of awards.

use charter::{Action, AwardKindId, AwardRule, Criterion};
use kernel::awards::{self, Award, AwardStanding, Reading, Span};
use kernel::{AwardId, DocumentId, UnitId};

use super::{AwardPage, AwardsOfUnit, CriterionRow, Step};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::listing::address;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, day};

/// Proposals on the page of a unit.
const OF_UNIT_MAX: usize = 6;

/// The word for it in an address and in a file.
pub(crate) fn word(standing: AwardStanding) -> &'static str {
    match standing {
        AwardStanding::Proposed => "proposed",
        AwardStanding::Granted => "granted",
        AwardStanding::Refused => "refused",
        AwardStanding::Revoked => "revoked",
    }
}

/// A proposal the viewer may know of.
pub(crate) fn known(view: View<'_>, award: AwardId) -> Result<Award, Failure> {
    view.state
        .award(award)
        .filter(|it| awards::may_know(view.state, view.viewer, view.today, it))
        .ok_or(Failure::NotFound)
}

/// The page of one proposal; `text` reads what somebody wrote.
pub(crate) fn show(
    view: View<'_>,
    award: &Award,
    text: &dyn Fn(DocumentId) -> Option<String>,
    frame: Frame,
) -> Result<AwardPage, Failure> {
    let rule = view.charter.award(award.kind).ok_or(Failure::NotFound)?;
    let now = view
        .state
        .award_readings(rule, award.unit, award.span, view.today);
    let criteria = rule
        .criteria
        .iter()
        .enumerate()
        .map(|(at, criterion)| {
            let then = award.readings.get(at).copied();
            criterion_row(criterion, then, now.get(at).copied())
        })
        .collect();
    Ok(AwardPage {
        frame: Frame {
            path: view.path_to(award.unit),
            title: rule.title.clone(),
            ..frame
        },
        heading: rule.title.clone(),
        unit: Link::new(
            capital(&view.some_unit(award.unit)),
            view.unit_href(award.unit)
                .unwrap_or_else(|| "/units".to_owned()),
        ),
        about: format!(
            "{} · {}",
            time_words(award.span),
            standing_words(view, award)
        ),
        acts: acts(view, rule, award),
        article: view.note(rule.rule),
        criteria,
        judgements: rule.judgements.clone(),
        steps: steps(view, award, text),
        origin: rule.origin.clone(),
    })
}

fn criterion_row(
    criterion: &Criterion,
    then: Option<Reading>,
    now: Option<Reading>,
) -> CriterionRow {
    let words = criterion.figure.words();
    let measured = then.and_then(|reading| reading.measured);
    let now = now.and_then(|reading| reading.measured);
    let (verdict, standing) = match measured.map(|it| criterion.met(it)) {
        None => ("not known", Standing::Near),
        Some(true) => ("met", Standing::Inside),
        Some(false) => ("not met", Standing::Outside),
    };
    CriterionRow {
        title: capital(&criterion.title),
        asked: match measured.or(now) {
            Some(it) => format!("{} {}", criterion.bound.words(), it.needed),
            None => format!("{} {}", criterion.bound.words(), criterion.amount.text),
        },
        found: match measured {
            Some(it) => format!("{} {words}", it.found),
            None => format!("{words}: the record does not say"),
        },
        now: now
            .filter(|now| measured != Some(*now))
            .map(|now| format!("today {} {words}", now.found)),
        verdict,
        standing,
    }
}

fn steps(view: View<'_>, award: &Award, text: &dyn Fn(DocumentId) -> Option<String>) -> Vec<Step> {
    let mut steps = vec![Step {
        what: format!("Proposed on {}.", day(award.proposed)),
        text: award.grounds.and_then(text),
    }];
    if let Some(decision) = award.decision {
        let given = if decision.granted {
            "Awarded"
        } else {
            "Not awarded"
        };
        steps.push(Step {
            what: format!(
                "{given} by {} on {}.",
                view.some_unit(decision.by),
                day(decision.on)
            ),
            text: decision.reason.and_then(text),
        });
    }
    if let Some((on, reason)) = award.revoked {
        steps.push(Step {
            what: format!("Taken back on {}.", day(on)),
            text: text(reason),
        });
    }
    steps
}

fn acts(view: View<'_>, rule: &AwardRule, award: &Award) -> Vec<Link> {
    let decides = view
        .state
        .award_body(rule, award.unit)
        .is_some_and(|body| view.may(Action::DecideAward, body));
    let proposes = view.may(Action::ProposeAward, award.unit);
    let way = |text: &str, what: &str| Link::new(text, format!("/awards/{}/{what}", award.id));
    match award.standing() {
        AwardStanding::Proposed => {
            let decide = decides.then(|| way("Decide", "decide"));
            let revoke = proposes.then(|| way("Take the proposal back", "revoke"));
            decide.into_iter().chain(revoke).collect()
        }
        AwardStanding::Granted | AwardStanding::Refused => {
            let revoke = decides.then(|| way("Take the decision back", "revoke"));
            revoke.into_iter().collect()
        }
        AwardStanding::Revoked => Vec::new(),
    }
}

/// How a proposal stands, in words.
pub(crate) fn standing_words(view: View<'_>, award: &Award) -> String {
    let on = award.changed();
    let when = format!("{}, {}", day(on), away(view.today, on));
    match award.standing() {
        AwardStanding::Proposed => format!("proposed on {when}; nobody has decided yet"),
        AwardStanding::Granted => format!("awarded on {when}"),
        AwardStanding::Refused => format!("not awarded, decided on {when}"),
        AwardStanding::Revoked => format!("taken back on {when}"),
    }
}

/// The time an award is given for: `2016`, `1 January to 30 June 2016`.
pub(crate) fn time_words(span: Span) -> String {
    let whole_year = span.first.year() == span.last.year()
        && span.first == span.first.first_of_year()
        && span.last == span.last.last_of_year();
    if whole_year {
        return span.first.year().to_string();
    }
    format!("{} to {}", day(span.first), day(span.last))
}

pub(crate) fn title(view: View<'_>, kind: AwardKindId) -> String {
    let row = view.charter.award(kind);
    row.map_or("award", |row| row.title.as_str()).to_owned()
}

/// The awards a unit can be proposed for, where something above it decides on them.
pub(super) fn open_to<'a>(view: View<'a>, unit: UnitId) -> Vec<(AwardKindId, &'a AwardRule)> {
    let level = view.state.standing_level(unit);
    (0..)
        .map(AwardKindId)
        .zip(&view.charter.awards)
        .filter(|(_, rule)| level.is_some_and(|level| rule.levels.contains(&level)))
        .filter(|(_, rule)| view.state.award_body(rule, unit).is_some())
        .collect()
}

/// The awards of a unit as a part of its page; none where the charter has none for it.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Option<AwardsOfUnit> {
    let open = open_to(view, unit);
    let decides = view.may(Action::DecideAward, unit)
        && view.state.standing_level(unit).is_some_and(|level| {
            let mut rules = view.charter.awards.iter();
            rules.any(|rule| rule.decides.contains(&level))
        });
    let rows: Vec<Link> = view
        .state
        .awards_of(unit)
        .take(OF_UNIT_MAX)
        .map(|it| {
            let text = format!(
                "{} for {}: {}",
                title(view, it.kind),
                time_words(it.span),
                standing_words(view, &it)
            );
            Link::new(text, format!("/awards/{}", it.id))
        })
        .collect();
    if open.is_empty() && rows.is_empty() && !decides {
        return None;
    }
    let propose = (!open.is_empty() && view.may(Action::ProposeAward, unit)).then(|| {
        Link::new(
            "Propose it for an award",
            format!("/units/{unit}/awards/propose"),
        )
    });
    let waiting = decides.then(|| {
        let way = address("/awards", &[("standing", word(AwardStanding::Proposed))]);
        Link::new("What waits for a decision", way)
    });
    let all = Link::new("All awards", "/awards");
    let rule = open.first().map(|(_, rule)| rule.rule);
    let rule = rule.or_else(|| view.charter.awards.first().map(|rule| rule.rule));
    Some(AwardsOfUnit {
        rows,
        acts: propose.into_iter().chain(waiting).chain([all]).collect(),
        article: rule.and_then(|rule| view.note(rule)),
    })
}
