//! From the record to the page of a unit.

use std::sync::Arc;

use charter::{Action, Effect, GradeId, PostId};
use kernel::findings::{self, Finding as Found, Matter};
use kernel::posts::Tenure;
use kernel::units::Unit;
use kernel::{Actor, UnitId};

use super::roll::{self, Asked};
use super::{Holder, Post, UnitPage, line, picture, tree};
use crate::articles::ArticleNote;
use crate::error::Failure;
use crate::frame::{AsOf, Frame, Link};
use crate::listing::address;
use crate::pages::applications;
use crate::pages::awards;
use crate::pages::bodies;
use crate::pages::findings::fill::{lines, may_mend, urgency};
use crate::pages::findings::wording::{indefinite, people};
use crate::pages::meetings::year::{self, kinds, record_address};
use crate::pages::posts::history::post_acts;
use crate::pages::posts::words::confirmation;
use crate::pictures::mosaic::Size;
use crate::standing::Standing;
use crate::survey::{Survey, Surveying, is_size_or_place};
use crate::view::View;
use crate::words::{away, capital, counted, day, listed};

/// Findings shown on the page of a unit.
const FINDINGS_MAX: usize = 4;
/// Units beneath that are listed on its page.
const BELOW_MAX: usize = 40;

/// So many acts stand together on it; of more, the rarer ones are folded away.
const ACTS_FEW: usize = 4;

/// The page of a unit.
pub(crate) fn page(
    view: View<'_>,
    surveying: Surveying<'_>,
    id: UnitId,
    asked: &Asked,
    frame: Frame,
) -> Result<UnitPage, Failure> {
    let unit = view.unit(id)?;
    let base = picture::is_base(view, id);
    // A unit without others beneath needs nothing of the whole.
    let survey = (!base && unit.dissolved.is_none()).then(surveying);
    let mut found = match &survey {
        Some(survey) => survey
            .findings(view)
            .filter(|it| it.unit == id || view.state.stands_under(it.unit, id))
            .cloned()
            .collect(),
        None => findings::of_unit(view.state, view.today, id),
    };
    found.sort_by_key(urgency);
    let mut path = view.path_to(id);
    path.pop();
    let beneath = tree::by_level(view, view.units_beneath(id));
    let (acts, more_acts) = acts(view, &unit, base, &found);
    Ok(UnitPage {
        frame: Frame {
            path,
            title: unit.name.to_owned(),
            as_of: Some(AsOf::of(&format!("/units/{id}"), view.today)),
            ..frame
        },
        name: unit.name.to_owned(),
        about: about(view, &unit),
        counts: counts(view, survey.as_ref(), &unit),
        standing: view.standing_of(id),
        note: note(view, id).or_else(|| note_beneath(view, survey.as_deref(), id)),
        article: article(view, id),
        acts,
        more_acts,
        more_findings: more_findings(id, found.len()),
        posts: posts(view, &unit, &found),
        awards: awards::fill::of_unit(view, id),
        petitions: crate::pages::petitions::fill::of_unit(view, id),
        study: crate::pages::study::fill::of_unit(view, id),
        bodies: bodies::fill::of_unit(view, id),
        findings: lines(view, found.iter().take(FINDINGS_MAX)),
        meetings: year::meetings(view, id),
        roll: base.then(|| roll::roll(view, id, asked)),
        mosaic: survey
            .as_ref()
            .and_then(|survey| picture::mosaic(view, survey, id, "below", Size::Large)),
        below: below(view, survey.as_ref(), &beneath),
        lineage: line::lineage(view, &unit),
        flow: flow(view, id),
        journal: view.may(Action::SeeJournal, id).then(|| {
            Link::new(
                "What was done here, and by whom",
                address("/journal", &[("unit", &id.to_string())]),
            )
        }),
    })
}

fn below(view: View<'_>, survey: Option<&Arc<Survey>>, beneath: &[UnitId]) -> Vec<super::TreeRow> {
    let Some(survey) = survey else {
        return Vec::new();
    };
    beneath
        .iter()
        .take(BELOW_MAX)
        .filter_map(|unit| tree::leaf(view, survey, *unit))
        .collect()
}

/// The ways to what came to a unit from above and what it sends up.
fn flow(view: View<'_>, id: UnitId) -> Vec<Link> {
    let has_beneath = view.state.units_beneath(id).next().is_some();
    let asks = [
        (true, "Posts and elections", "posts"),
        (has_beneath, "Posts under it", "holders"),
        (has_beneath, "People under it", "people"),
        (true, "Meetings", "meetings"),
        (
            !view.charter.directives.is_empty(),
            "Directives",
            "directives",
        ),
        (!view.charter.reports.is_empty(), "Reports", "reports"),
        (true, "What changed", "changes"),
        (!view.state.lineage(id).is_empty(), "The line", "line"),
    ];
    let asked = asks.into_iter().filter(|(asked, ..)| *asked);
    let conferences = !view.charter.conferences.is_empty();
    let conferences = conferences.then(|| Link::new("Conferences", "/conferences"));
    asked
        .map(|(_, text, path)| Link::new(text, format!("/units/{id}/{path}")))
        .chain(conferences)
        .collect()
}

fn more_findings(id: UnitId, count: usize) -> Option<Link> {
    let all = format!("All {}", counted(count as u64, "finding", "findings"));
    (count > FINDINGS_MAX)
        .then(|| Link::new(all, address("/findings", &[("area", &id.to_string())])))
}

fn about(view: View<'_>, unit: &Unit<'_>) -> String {
    let level = view
        .charter
        .level(unit.level)
        .map_or("", |level| level.title_on(view.today));
    let founded = format!(
        "{} · founded on {}, {}",
        capital(level),
        day(unit.founded),
        away(view.today, unit.founded)
    );
    match unit.dissolved {
        Some(_) if view.state.never_was(unit.id) => {
            format!("{} · entered by mistake: it never was", capital(level))
        }
        Some(on) => format!(
            "{founded} · dissolved on {}, {}",
            day(on),
            away(view.today, on)
        ),
        None => founded,
    }
}

/// Its people by grade; or, for a unit with others beneath, those by level and everybody in them.
pub(crate) fn counts(view: View<'_>, survey: Option<&Arc<Survey>>, unit: &Unit<'_>) -> Vec<String> {
    let Some(survey) = survey else {
        let grades = (0..).map(GradeId).zip(&view.charter.grades);
        let counts =
            grades.map(|(id, grade)| (u64::from(view.state.grade_count(unit.id, id)), grade));
        let counts: Vec<String> = counts
            .filter(|(count, _)| *count > 0)
            .map(|(count, grade)| counted(count, &grade.title, &grade.plural))
            .collect();
        return if counts.is_empty() {
            vec!["Nobody".to_owned()]
        } else {
            counts
        };
    };
    let sum = survey.sum(view, unit.id);
    let base = view.charter.levels.iter().find(|level| level.members);
    let bases = base.map(|base| counted(sum.bases.total(), &base.title, &base.plural));
    bases.into_iter().chain([people(sum.people)]).collect()
}

/// What stands under a unit and is not inside the rules as the unit itself is.
fn note_beneath(view: View<'_>, survey: Option<&Survey>, unit: UnitId) -> Option<String> {
    let survey = survey?;
    let own = u64::from(survey.standing(unit) == Standing::Outside);
    let outside = survey.sum(view, unit).units.outside.saturating_sub(own);
    let units = counted(outside, "unit under it is", "units under it are");
    let beside = if own == 0 { "It is so itself; " } else { "" };
    (outside > 0).then(|| format!("{beside}{units} outside the rules."))
}

/// What its size means: how far the edge is.
pub(crate) fn note(view: View<'_>, unit: UnitId) -> Option<String> {
    use kernel::sizes::Standing;

    let size = view.state.size(unit, view.today)?;
    match size.standing {
        Standing::Within => None,
        Standing::Below => {
            let missing = size.least.saturating_sub(size.people);
            Some(format!(
                "{} more would bring it back to the fewest, {}.",
                count_words(missing),
                size.least
            ))
        }
        Standing::Above => {
            let most = size.most?;
            let over = size.people.saturating_sub(most);
            Some(format!("That is {over} more than the most, {most}."))
        }
        Standing::NearEdge => {
            let least = size.people.saturating_sub(size.least);
            let most = size.most.map(|most| most.saturating_sub(size.people));
            Some(match most {
                Some(0) => "It is full: one more, and it is too large.".to_owned(),
                Some(room) if room <= least => {
                    format!("There is room for {} more; then it is too large.", room)
                }
                _ if least == 0 => "One fewer, and it is too small.".to_owned(),
                _ => format!(
                    "If {} left, it would be too small.",
                    least.saturating_add(1)
                ),
            })
        }
    }
}

fn count_words(count: u32) -> String {
    match count {
        1 => "One".to_owned(),
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        count => count.to_string(),
    }
}

/// The article that governs a unit: that on its size, or that on its level.
pub(crate) fn article(view: View<'_>, unit: UnitId) -> Option<ArticleNote> {
    let level = view.state.unit(unit)?.level;
    match view.charter.size_of(level) {
        Some(size) => view.note(size.rule),
        None => view.note(view.charter.level(level)?.rule),
    }
}

/// What the viewer may do here: what is done most evenings, and the rest.
fn acts(view: View<'_>, unit: &Unit<'_>, base: bool, found: &[Found]) -> (Vec<Link>, Vec<Link>) {
    if unit.dissolved.is_some() {
        return (
            crate::pages::reshaping::striking::ways(view, unit.id),
            Vec::new(),
        );
    }
    let at = |what: &str| format!("/units/{}/{what}", unit.id);
    let may = |action| view.may(action, unit.id);
    let kinds = kinds(view, unit.id);
    let mut acts = Vec::new();
    let planned = found
        .iter()
        .any(|it| is_size_or_place(it) && may_mend(view, it.unit));
    // A base unit is mended together with its neighbours.
    let area = if base {
        String::new()
    } else {
        unit.id.to_string()
    };
    let plan = planned.then(|| Link::new("See a plan", address("/plan", &[("area", &area)])));
    acts.extend(plan.clone().filter(|_| !base));
    if may(Action::RecordMeeting) {
        acts.extend(kinds.iter().map(|(_, kind)| {
            Link::new(
                format!("Record {}", indefinite(&kind.title)),
                record_address(unit.id, kind),
            )
        }));
    }
    acts.extend(plan.filter(|_| base));
    if view.charter.dues.is_some() {
        acts.push(Link::new("See the books", at("money")));
    }
    let mut more = Vec::new();
    let (waiting, opening): (Vec<Link>, Vec<Link>) = applications::ways_in(view, unit.id)
        .into_iter()
        .partition(|way| way.href.ends_with("/applications"));
    acts.extend(waiting);
    if may(Action::CallMeeting) && !kinds.is_empty() {
        more.push(Link::new("Call a meeting", at("meetings/new")));
    }
    if base && may(Action::AdmitMember) && admits_directly(view, unit.id) {
        more.push(Link::new("Admit somebody", at("admit")));
    }
    more.extend(opening);
    let visited = view.charter.visit_of(unit.level).is_some();
    if visited && may(Action::RecordVisit) {
        more.push(Link::new("Record a visit", at("visits/record")));
    }
    if visited && may(Action::SeeVisits) {
        more.push(Link::new("See its visits", at("visits")));
    }
    let publishes = view.charter.bulletin_of(unit.level).is_some();
    if publishes && view.state.may_see_draft(view.viewer, view.today, unit.id) {
        more.push(Link::new("Its bulletins", at("bulletins")));
    }
    more.extend(crate::pages::reshaping::fill::acts(view, unit.id));
    more.extend(crate::pages::reshaping::striking::ways(view, unit.id));
    // Few enough stand together.
    if acts.len().saturating_add(more.len()) <= ACTS_FEW {
        acts.append(&mut more);
    }
    (acts, more)
}

/// Whether there is a grade into which the viewer may admit without a procedure.
fn admits_directly(view: View<'_>, unit: UnitId) -> bool {
    let grades = (0..).map(GradeId).zip(&view.charter.grades);
    grades
        .filter(|(_, grade)| grade.entry)
        .any(|(id, _)| applications::directly(view, unit, Effect::Admit(id)))
}

/// Every post of the unit's level with whoever holds it.
fn posts(view: View<'_>, unit: &Unit<'_>, found: &[Found]) -> Vec<Post> {
    let all = (0..).map(PostId).zip(&view.charter.posts);
    all.filter(|(_, row)| row.levels.contains(&unit.level))
        .flat_map(|(id, row)| {
            let held: Vec<Tenure> = view.state.holders(unit.id, id).collect();
            let places = usize::from(row.most).saturating_sub(held.len());
            let wanted = held.len() < usize::from(row.least);
            let mut rows: Vec<Post> = held
                .iter()
                .map(|tenure| held_post(view, unit, row, tenure))
                .collect();
            let may_fill = unit.dissolved.is_none() && view.may(Action::FillPost, unit.id);
            if wanted || held.is_empty() || (may_fill && places > 0) {
                rows.push(open_post(view, unit, (id, row), found));
            }
            rows
        })
        .collect()
}

/// A post of a unit by its title, with the way to who held it over time.
pub(crate) fn post_link(view: View<'_>, unit: UnitId, row: &charter::Post) -> Link {
    Link::new(
        capital(row.title_on(view.today)),
        format!("/units/{unit}/posts/{}", row.id),
    )
}

fn held_post(view: View<'_>, unit: &Unit<'_>, row: &charter::Post, tenure: &Tenure) -> Post {
    let own = view.viewer == Actor::Person(tenure.person);
    let way = format!(
        "/units/{}/posts/{}/lay-down?person={}",
        unit.id, row.id, tenure.person
    );
    Post {
        title: post_link(view, unit.id, row),
        holder: view
            .person_link(tenure.person)
            .map_or(Holder::Unnamed, Holder::Named),
        since: match confirmation(view, tenure) {
            Some((Some(_), open)) => format!("since {}; {open}", day(tenure.from)),
            _ => format!(
                "since {}, {}",
                day(tenure.from),
                away(view.today, tenure.from)
            ),
        },
        act: (own || view.may(Action::FillPost, unit.id)).then(|| Link::new("Lay it down", way)),
        article: view.note(row.rule),
    }
}

fn open_post(
    view: View<'_>,
    unit: &Unit<'_>,
    (id, row): (PostId, &charter::Post),
    found: &[Found],
) -> Post {
    let vacant = found.iter().find(|it| {
        it.unit == unit.id && matches!(it.matter, Matter::Vacant { post, .. } if post == id)
    });
    let since = vacant.map(|it| format!("since {}, {}", day(it.since), away(view.today, it.since)));
    Post {
        title: post_link(view, unit.id, row),
        holder: if vacant.is_some() {
            Holder::Vacant
        } else {
            Holder::Open
        },
        since: since.unwrap_or_else(|| {
            if row.least == 0 {
                "need not be filled".to_owned()
            } else {
                String::new()
            }
        }),
        act: post_acts(
            view,
            unit.id,
            (id, row),
            view.state.holder_count(unit.id, id),
        )
        .pop(),
        article: view.note(row.rule),
    }
}

/// What somebody is to a unit: the posts they hold in it, or the grade with which they belong to it.
pub(crate) fn role(view: View<'_>, unit: UnitId) -> Option<String> {
    let Actor::Person(person) = view.viewer else {
        return None;
    };
    let posts = crate::pages::meetings::recording::posts_here(view, person, unit);
    if !posts.is_empty() {
        return Some(format!("you are its {}", listed(&posts)));
    }
    let membership = view
        .state
        .membership(person)
        .filter(|membership| membership.unit == unit)?;
    Some(format!(
        "you are {} here",
        indefinite(&view.charter.grade(membership.grade)?.title)
    ))
}
