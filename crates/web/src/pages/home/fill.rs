//! From the record to the home page of whoever is signed in.

use charter::Action;
use jiff::civil::Date;
use kernel::due::{self, Due as KernelDue, DueWhat};
use kernel::findings::{Finding, Matter};
use kernel::meetings::{Meeting, MeetingStanding, period_of};
use kernel::{Actor, UnitId};

use super::{Below, Due, HomePage, OwnUnit, bulletins, conferences, flow, reminding};
use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};
use crate::pages::findings::fill::{may_mend, place, urgency};
use crate::pages::findings::wording::{heading, indefinite, remedies, sentence};
use crate::pages::meetings::year::{attendance, kinds, period_name, record_address, strip};
use crate::pages::petitions::waiting_words;
use crate::pages::posts::history::post_acts;
use crate::pages::study::fill::title as session_title;
use crate::pages::units::{fill, picture, tree};
use crate::pictures::mosaic::Size;
use crate::survey::{Surveying, is_size_or_place};
use crate::view::View;
use crate::words::{away, capital, day, due as due_words, weekday};

/// As many things are due on one page; of more, the list of them tells.
const DUE_MAX: usize = 6;
/// As many directives stand under what came from above.
const ABOVE_MAX: usize = 4;
/// Units named in a line about several.
const PLANNED_MAX: usize = 4;

/// The home page.
pub(crate) fn page(view: View<'_>, surveying: Surveying<'_>, frame: Frame) -> HomePage {
    let looked_after = looked_after(view);
    let own = due::due(view.state, view.viewer, view.today);
    let found = looked_after.map_or_else(Vec::new, |unit| beneath(view, surveying, unit, &own));
    let all = own.len() + found.len() + bulletins::of_viewer(view).count();
    let (from_above, own_due): (Vec<&KernelDue>, Vec<&KernelDue>) = own
        .iter()
        .partition(|it| matches!(it.what, DueWhat::Directive { .. }));
    let mut due: Vec<Dated> = own_due
        .into_iter()
        .filter_map(|it| dated(view, it))
        .collect();
    due.extend(beneath_in_lines(view, &found));
    due.sort_by_key(|(by, _)| (by.is_none(), *by));
    due.truncate(DUE_MAX);
    let mut due: Vec<Due> = due.into_iter().map(|(_, due)| due).collect();
    due.extend(called(view));
    due.extend(bulletins::waiting(view));
    let below = looked_after.and_then(|unit| below(view, surveying, unit));
    let own = own_units(view)
        .into_iter()
        .filter(|unit| below.as_ref().is_none_or(|it| it.0 != *unit));
    let mut own: Vec<OwnUnit> = own.filter_map(|unit| own_unit(view, unit)).collect();
    let mut above: Vec<Due> = from_above
        .iter()
        .take(ABOVE_MAX)
        .filter_map(|it| due_line(view, it))
        .collect();
    let more_above = from_above.len().saturating_sub(above.len());
    say_once(
        due.iter_mut()
            .chain(above.iter_mut())
            .map(|it| &mut it.article)
            .chain(own.iter_mut().map(|it| &mut it.article)),
    );
    HomePage {
        frame,
        today: weekday(view.today),
        due,
        more: (all > 1).then(|| Link::new(format!("All {all} things that are due"), "/due")),
        above,
        more_above: (more_above > 0).then(|| {
            Link::new(
                format!("{more_above} more from above"),
                "/directives?standing=open",
            )
        }),
        own,
        below: below.map(|(_, below)| below),
    }
}

/// Something that is due, with its day.
type Dated = (Option<Date>, Due);

fn dated(view: View<'_>, it: &KernelDue) -> Option<Dated> {
    Some((it.by, due_line(view, it)?))
}

/// Leaves the text of an article beside the first thing that it governs.
fn say_once<'a>(articles: impl Iterator<Item = &'a mut Option<ArticleNote>>) {
    let mut said: Vec<ArticleNote> = Vec::new();
    for article in articles {
        let Some(note) = article.clone() else {
            continue;
        };
        if said.contains(&note) {
            *article = Some(note.short());
        } else {
            said.push(note);
        }
    }
}

/// What there is to be mended beneath a unit by the viewer, the most urgent first. A meeting
/// that was missed is among it: whoever looks after a unit is to see to it.
pub(super) fn beneath(
    view: View<'_>,
    surveying: Surveying<'_>,
    unit: UnitId,
    own: &[KernelDue],
) -> Vec<Finding> {
    let survey = surveying();
    let within = |it: &&Finding| it.unit == unit || view.state.stands_under(it.unit, unit);
    let is_own = |it: &Finding| {
        own.iter()
            .any(|due| due.unit == it.unit && due.rule == it.rule)
    };
    let mut found: Vec<Finding> = survey
        .findings(view)
        .filter(within)
        .filter(|it| !is_own(it))
        .filter(|it| is_missed(it) || act(view, it).is_some())
        .cloned()
        .collect();
    found.sort_by_key(urgency);
    found
}

/// A finding as something that is due.
pub(super) fn to_mend(it: &Finding) -> KernelDue {
    KernelDue {
        unit: it.unit,
        rule: it.rule,
        what: DueWhat::Mend(it.clone()),
        by: it.until,
    }
}

/// What is to be mended beneath a unit, in lines: what one plan mends, and the meetings that
/// were missed, as one thing.
fn beneath_in_lines(view: View<'_>, found: &[Finding]) -> Vec<Dated> {
    let (missed, found): (Vec<&Finding>, Vec<&Finding>) =
        found.iter().partition(|it| is_missed(it));
    let (planned, others): (Vec<&Finding>, Vec<&Finding>) =
        found.into_iter().partition(|it| is_size_or_place(it));
    let one_by_one = if planned.len() > 1 {
        others.clone()
    } else {
        [planned.clone(), others].concat()
    };
    let mut lines: Vec<Dated> = one_by_one
        .into_iter()
        .take(DUE_MAX * 2)
        .filter_map(|it| dated(view, &to_mend(it)))
        .collect();
    lines.extend(plan_for(view, &planned));
    lines.extend(missed_by(view, &missed));
    lines
}

/// Whether a unit has let a meeting pass.
pub(super) fn is_missed(finding: &Finding) -> bool {
    matches!(finding.matter, Matter::NotMet { .. })
}

/// Units that have missed a meeting, as one thing that is due. It stands among
/// what should have been done by the day on which the first of them had missed it.
fn missed_by(view: View<'_>, missed: &[&Finding]) -> Option<Dated> {
    let first = missed.iter().min_by_key(|it| it.since)?;
    let due = if missed.len() == 1 {
        Due {
            what: Link::new(heading(view, first), format!("/units/{}", first.unit)),
            details: mending(view, first),
            act: record_missed(view, first),
            ..missing(view, first)
        }
    } else {
        let what = format!("{} units have missed a meeting", missed.len());
        Due {
            what: Link::new(what, "/findings"),
            details: some_of(view, missed),
            act: Some(Link::new("See them", "/findings")),
            ..missing(view, first)
        }
    };
    Some((Some(first.since), due))
}

/// What stands beside every missed meeting.
fn missing(view: View<'_>, finding: &Finding) -> Due {
    Due {
        what: Link::new("", ""),
        when: "missed".to_owned(),
        late: true,
        details: Vec::new(),
        act: None,
        article: view.note(finding.rule),
    }
}

/// The way to record a meeting that was held after all, where the viewer may.
pub(super) fn record_missed(view: View<'_>, finding: &Finding) -> Option<Link> {
    let kinds = kinds(view, finding.unit);
    let (_, kind) = kinds.iter().find(|(_, kind)| kind.rule == finding.rule)?;
    view.may(Action::RecordMeeting, finding.unit)
        .then(|| Link::new("Record it", record_address(finding.unit, kind)))
}

/// The first few of several findings, a line each.
fn some_of(view: View<'_>, findings: &[&Finding]) -> Vec<String> {
    let line = |it: &&Finding| {
        format!(
            "{}: {}",
            view.some_unit(it.unit),
            lowered(&sentence(view, it))
        )
    };
    let mut lines: Vec<String> = findings.iter().take(PLANNED_MAX).map(line).collect();
    let more = findings.len().saturating_sub(PLANNED_MAX);
    if more > 0 {
        lines.push(format!("And {more} more."));
    }
    lines
}

/// Several units of the wrong size or in the wrong place, as one thing that is due.
fn plan_for(view: View<'_>, planned: &[&Finding]) -> Option<Dated> {
    let first = planned.first().filter(|_| planned.len() > 1)?;
    let due = Due {
        what: Link::new(
            format!("{} units have the wrong size or place", planned.len()),
            "/findings",
        ),
        when: first
            .until
            .map(|until| due_words(view.today, until))
            .unwrap_or_default(),
        late: first.until.is_some_and(|until| until < view.today),
        details: some_of(view, planned),
        act: Some(Link::new("See a plan", "/plan")),
        article: view.note(first.rule),
    };
    Some((first.until, due))
}

/// A sentence that goes on after a colon.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_lowercase(), letters.as_str())
    })
}

/// Something that is due, in words.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(crate) fn due_line(view: View<'_>, it: &KernelDue) -> Option<Due> {
    let late = it.by.is_some_and(|by| by < view.today);
    let when = it
        .by
        .map(|by| due_words(view.today, by))
        .unwrap_or_default();
    let article = view.note(it.rule);
    match &it.what {
        DueWhat::Meeting(id) => {
            let kind = view.charter.meeting(*id)?;
            let unit = view.state.unit(it.unit)?;
            let period = kind
                .every
                .map(|every| format!(" for {}", period_name(every, period_of(every, view.today))));
            let of_kind = |meeting: &Meeting| meeting.kind == *id;
            let mut details = vec![unit.name.to_owned()];
            let last = view.state.last_held(it.unit, *id);
            let record = view
                .state
                .meetings_of(it.unit)
                .find(|meeting| of_kind(meeting) && Some(meeting.on) == last);
            details.push(match record {
                Some(record) => {
                    format!("Last held on {}, {}.", day(record.on), attendance(&record))
                }
                None => "None is on record yet.".to_owned(),
            });
            let called = view
                .state
                .meetings_of(it.unit)
                .find(|meeting| of_kind(meeting) && meeting.standing == MeetingStanding::Called);
            details.extend(called.map(|meeting| format!("Called for {}.", day(meeting.on))));
            let may = view.may(Action::RecordMeeting, it.unit);
            let way = if may {
                record_address(it.unit, kind)
            } else {
                format!("/units/{}/meetings", it.unit)
            };
            Some(Due {
                what: Link::new(
                    format!("{}{}", capital(&kind.title), period.unwrap_or_default()),
                    way.clone(),
                ),
                when,
                late,
                details,
                act: may.then(|| Link::new("Record it", way)),
                article,
            })
        }
        DueWhat::Petitions {
            kind,
            waiting,
            late,
        } => {
            let row = view.charter.petition(*kind)?;
            let unit = view.state.unit(it.unit)?;
            let may = view.may(Action::SeePetitions, it.unit);
            let list = if may {
                "/petitions?standing=waiting"
            } else {
                ""
            };
            let way = format!("/units/{}{list}", it.unit);
            Some(Due {
                what: Link::new(waiting_words(row, *waiting, *late), way.clone()),
                when,
                late: *late > 0,
                details: vec![unit.name.to_owned()],
                act: may.then(|| Link::new("Answer", way)),
                article,
            })
        }
        DueWhat::Directive { directive, owed } => flow::directive(view, it, (*directive, *owed)),
        DueWhat::Return { report, period } => flow::file_return(view, it, (*report, *period)),
        DueWhat::Step(id, step) => {
            let rule = view.charter.procedure(step.procedure)?;
            let row = rule.step(step.step)?;
            let proceeding = view.state.proceeding(*id)?;
            let way = format!("/applications/{id}");
            let mut details = vec![view.some_unit(proceeding.unit)];
            details.extend(
                proceeding
                    .person
                    .map(|person| capital(&view.someone(person))),
            );
            Some(Due {
                what: Link::new(
                    format!("{}: {}", capital(&rule.title), row.title),
                    way.clone(),
                ),
                when,
                late,
                details,
                act: Some(Link::new("See where it stands", way)),
                article,
            })
        }
        DueWhat::Dues(period) => {
            let way = format!("/units/{}/dues/{period}", it.unit);
            let unit = view.state.unit(it.unit)?;
            let rule = view.charter.dues.as_ref()?;
            let period = crate::pages::reports::words::stretch_name(view, rule.every, *period);
            Some(Due {
                what: Link::new(
                    format!("{} for {period}", capital(&rule.title)),
                    way.clone(),
                ),
                when,
                late,
                details: vec![unit.name.to_owned()],
                act: Some(Link::new("Tick it off", way))
                    .filter(|_| view.may(Action::CollectDues, it.unit)),
                article,
            })
        }
        DueWhat::Reminder { step, dues, open } => reminding::line(view, it, (*step, *dues, *open)),
        DueWhat::Session(id) => {
            let session = view.state.session(*id)?;
            let may = view.may(Action::HoldSessions, it.unit);
            let way = format!("/study/{id}{}", if may { "/record" } else { "" });
            Some(Due {
                what: Link::new(session_title(view, &session), way.clone()),
                when,
                late,
                details: vec![
                    view.some_unit(it.unit),
                    format!("It was for {}.", day(session.on)),
                ],
                act: may.then(|| Link::new("Record who attended", way)),
                article,
            })
        }
        DueWhat::Delegates(id) => conferences::choose(view, it, *id),
        DueWhat::Confirm(_) | DueWhat::TermEnds(_) | DueWhat::HandOver(_) => {
            super::posts::due(view, it)
        }
        DueWhat::Mend(finding) => Some(Due {
            what: Link::new(heading(view, finding), format!("/units/{}", it.unit)),
            when,
            late,
            details: mending(view, finding),
            act: act(view, finding),
            article,
        }),
    }
}

fn mending(view: View<'_>, finding: &Finding) -> Vec<String> {
    let remedies = remedies(view, finding);
    let since = format!(
        "since {}, {}.",
        day(finding.since),
        away(view.today, finding.since)
    );
    let mut details = match finding.matter {
        // The heading says what is the matter already.
        Matter::Vacant { holders: 0, .. } => vec![capital(&since)],
        _ => vec![format!(
            "{} So it has been {since}",
            sentence(view, finding)
        )],
    };
    if !remedies.is_empty() {
        details.push(format!("What mends it: {}.", remedies.join("; or ")));
    }
    details
}

/// The way to mend it, where the viewer may.
fn act(view: View<'_>, finding: &Finding) -> Option<Link> {
    let unit = finding.unit;
    if let Matter::StepOverdue { proceeding, .. } = finding.matter {
        return Some(Link::new(
            "See where it stands",
            format!("/applications/{proceeding}"),
        ));
    }
    if let Matter::Vacant { post, holders, .. } = finding.matter {
        let held = usize::try_from(holders).unwrap_or(usize::MAX);
        let row = view.charter.post(post)?;
        return post_acts(view, unit, (post, row), held).pop();
    }
    let may_plan = is_size_or_place(finding) && may_mend(view, unit);
    may_plan.then(|| Link::new("See a plan", "/plan"))
}

/// Meetings to come at which the viewer is expected.
fn called(view: View<'_>) -> Vec<Due> {
    let Actor::Person(person) = view.viewer else {
        return Vec::new();
    };
    let mut called: Vec<Meeting> = own_units(view)
        .into_iter()
        .filter(|unit| view.may(Action::SeeFigures, *unit))
        .flat_map(|unit| view.state.meetings_of(unit))
        .filter(|meeting| meeting.standing == MeetingStanding::Called && meeting.on >= view.today)
        .filter(|meeting| {
            view.state
                .expected_at(view.charter, meeting.unit, meeting.kind)
                .contains(&person)
        })
        .collect();
    called.sort_by_key(|meeting| (meeting.on, meeting.id));
    let line = |meeting: Meeting| {
        let kind = view.charter.meeting(meeting.kind)?;
        let unit = view.state.unit(meeting.unit)?;
        Some(Due {
            what: Link::new(capital(&kind.title), format!("/meetings/{}", meeting.id)),
            when: due_words(view.today, meeting.on),
            late: false,
            details: vec![format!(
                "{}, on {}. You are expected.",
                unit.name,
                weekday(meeting.on)
            )],
            act: None,
            article: view.note(kind.rule),
        })
    };
    called.into_iter().filter_map(line).collect()
}

/// The units the viewer belongs to or holds a post in, posts first.
pub(crate) fn own_units(view: View<'_>) -> Vec<UnitId> {
    let Actor::Person(person) = view.viewer else {
        return Vec::new();
    };
    let mut own: Vec<UnitId> = view
        .state
        .tenures_of(person)
        .filter(|it| it.until.is_none())
        .map(|it| it.unit)
        .collect();
    own.sort_unstable();
    own.dedup();
    let home = view
        .state
        .membership(person)
        .map(|membership| membership.unit);
    let home = home.filter(|home| !own.contains(home));
    own.extend(home);
    own
}

fn own_unit(view: View<'_>, id: UnitId) -> Option<OwnUnit> {
    let unit = view.unit(id).ok()?;
    let role = fill::role(view, id);
    let above = place(view, id);
    let place: Vec<String> = [Some(above).filter(|above| !above.is_empty()), role]
        .into_iter()
        .flatten()
        .collect();
    let base = picture::is_base(view, id);
    let rhythm = kinds(view, id)
        .into_iter()
        .find(|(_, kind)| kind.every.is_some());
    Some(OwnUnit {
        unit: Link::new(unit.name, format!("/units/{id}")),
        place: capital(&place.join(" · ")),
        counts: if base {
            fill::counts(view, None, &unit)
        } else {
            Vec::new()
        },
        standing: view.standing_of(id),
        note: fill::note(view, id),
        strip: rhythm.and_then(|(kind, row)| strip(view, id, kind, row)),
        act: recording(view, id),
        article: fill::article(view, id),
    })
}

/// The way to record a meeting, where the viewer may.
fn recording(view: View<'_>, unit: UnitId) -> Option<Link> {
    let may = view.may(Action::RecordMeeting, unit);
    let (_, kind) = kinds(view, unit).into_iter().next().filter(|_| may)?;
    Some(Link::new(
        format!("Record {}", indefinite(&kind.title)),
        record_address(unit, kind),
    ))
}

/// The highest unit with others beneath that the viewer holds a post in; for the operator, the top.
pub(super) fn looked_after(view: View<'_>) -> Option<UnitId> {
    let has_beneath = |unit: &UnitId| view.state.units_beneath(*unit).next().is_some();
    match view.viewer {
        Actor::Operator => view.state.top_unit(),
        Actor::Public => None,
        Actor::Person(_) => own_units(view)
            .into_iter()
            .filter(|unit| has_beneath(unit) && view.knows_all_beneath(*unit))
            .min_by_key(|unit| view.state.units_above(*unit).count()),
    }
}

fn below(view: View<'_>, surveying: Surveying<'_>, unit: UnitId) -> Option<(UnitId, Below)> {
    let survey = surveying();
    let below = Below {
        unit: Link::new(view.state.unit(unit)?.name, format!("/units/{unit}")),
        figures: tree::figures(view, &survey, Some(unit)),
        mosaic: picture::mosaic(view, &survey, unit, "mine", Size::Small)?,
        area: (!view.charter.visits.is_empty() && view.may_reach(Action::RecordVisit))
            .then(|| Link::new("Where help is needed", "/area")),
    };
    Some((unit, below))
}
