//! From a plan to its page: what each step does, and the picture before and after.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use charter::Charter;
use clerk::Directory;
use jiff::civil::Date;
use kernel::findings::{self, Matter};
use kernel::plan::{Figure as PlanFigure, Plan, Step as PlanStep};
use kernel::units::UnitCommand;
use kernel::{Actor, Command, Event, Reason, Refusal, Request, State, UnitId, decide};

use super::wording::{heading, indefinite, people, sentence};
use super::{Apply, PlanPage, Step};
use crate::error::Failure;
use crate::forms::{Guard, Refused};
use crate::frame::{Frame, Link};
use crate::listing::{Pager, address};
use crate::pages::units::Figure;
use crate::pages::units::picture;
use crate::pictures::mosaic::{Mosaic, Size};
use crate::plans;
use crate::refusal::Told;
use crate::sheet::{Exports, Format, Sheet};
use crate::survey::Survey;
use crate::view::View;
use crate::words::{capital, counted, listed};

/// Steps on one page.
const ROWS: u64 = 25;
/// As many plans are kept.
const KEPT_MAX: usize = 8;
/// What cannot be mended is told of so many units one by one.
const LEFT_MAX: usize = 12;

/// What is asked of the page.
pub(crate) struct Asked {
    /// The unit for which a plan is wanted; none for everything.
    pub(crate) area: Option<UnitId>,
    /// Which page of its steps.
    pub(crate) page: u64,
    /// What guards the form.
    pub(crate) guard: Guard,
    /// What stands in the way, after a refusal.
    pub(crate) refused: Option<Refused>,
}

impl Asked {
    fn address(&self, path: &str) -> String {
        address(
            path,
            &[(
                "area",
                &self.area.map(|area| area.to_string()).unwrap_or_default(),
            )],
        )
    }
}

/// A plan with all that takes long to find out about it.
#[derive(Debug)]
pub(crate) struct Planned {
    plan: Plan,
    mark: String,
    /// Why it would be refused.
    refused: Option<Told>,
    before: Option<Mosaic>,
    after: Option<Mosaic>,
    /// What it does not mend, and what it leaves to be done.
    left: Vec<String>,
}

impl Planned {
    fn of(view: View<'_>, area: Option<UnitId>) -> Result<Planned, Failure> {
        let plan = plans::plan_for(view, area)?;
        let (after, refused) = match try_out(view, &plan) {
            Ok(after) => (after, None),
            Err(told) => (None, Some(*told)),
        };
        let whole = area.or_else(|| view.highest_units().first().copied());
        let before = whole.map(|area| (area, Survey::of_sizes(view.state, view.today, area)));
        let after_it = before.as_ref().zip(after.as_ref());
        Ok(Planned {
            mark: plans::mark(&plan),
            left: left(view, &plan, after.as_ref().map(|after| &after.state)),
            after: after_it.and_then(|((area, survey), after)| {
                let survey = survey.after(&after.state, view.today, &after.events);
                mosaic(view, &after.state, &survey, *area, "after")
            }),
            before: before
                .as_ref()
                .and_then(|(area, survey)| mosaic(view, view.state, survey, *area, "before")),
            plan,
            refused,
        })
    }
}

/// The plans that were looked at last. One stands until something changes, and
/// is worked out once however many ask for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plans(Arc<Mutex<VecDeque<Kept>>>);

/// Whose plan, for what, and from which state of which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Of {
    viewer: Actor,
    area: Option<UnitId>,
    sequence: u64,
    on: Date,
}

/// A place for a plan, which is empty while it is worked out.
type Place = Arc<Mutex<Option<Arc<Planned>>>>;

type Kept = (Of, Place);

impl Plans {
    fn place(&self, of: Of) -> Place {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, planned)) = kept.iter().find(|(one, _)| *one == of) {
            return Arc::clone(planned);
        }
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        let place = Place::default();
        kept.push_back((of, Arc::clone(&place)));
        place
    }

    /// The plan that is kept, or the one that `make` works out; whoever else
    /// wants it waits for it meanwhile.
    fn at(
        &self,
        of: Of,
        make: impl FnOnce() -> Result<Planned, Failure>,
    ) -> Result<Arc<Planned>, Failure> {
        let place = self.place(of);
        let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(planned) = &*place {
            return Ok(Arc::clone(planned));
        }
        let planned = Arc::new(make()?);
        *place = Some(Arc::clone(&planned));
        Ok(planned)
    }
}

/// What the page of a plan is made from.
pub(crate) struct Scene {
    /// A copy, so that nobody who writes waits while the plan is worked out.
    pub(crate) state: State,
    pub(crate) sequence: u64,
    pub(crate) on: Date,
    pub(crate) frame: Frame,
}

/// The page of the plan, worked out or as it was worked out before.
pub(crate) fn page(
    plans: &Plans,
    scene: &Scene,
    viewer: Actor,
    asked: &Asked,
) -> Result<PlanPage, Failure> {
    // A plan names units, and no people.
    let nobody = Directory::default();
    let view = scene.view(viewer, &nobody)?;
    let planned = scene.planned(plans, view, asked.area)?;
    Ok(shown(view, &planned, asked, scene.frame.clone()))
}

/// The steps of the plan as a file.
pub(crate) fn sheet(
    plans: &Plans,
    scene: &Scene,
    viewer: Actor,
    area: Option<UnitId>,
    format: Format,
) -> Result<Sheet, Failure> {
    let nobody = Directory::default();
    let view = scene.view(viewer, &nobody)?;
    let planned = scene.planned(plans, view, area)?;
    let heads = ["step", "code", "unit", "what", "people moved", "article"];
    let mut sheet = Sheet::new(format, &heads);
    for (number, step) in (1_u64..).zip(&planned.plan.steps) {
        let first = step.before.first();
        let cured = step.cures.first();
        let article = cured.and_then(|finding| view.charter.article_of(finding.rule));
        sheet.row([
            number.into(),
            first.map(|figure| &figure.code).into(),
            first.map(|figure| &figure.name).into(),
            what(view, step).into(),
            step.moves.into(),
            article.map(|article| &article.number).into(),
        ]);
    }
    Ok(sheet)
}

impl Scene {
    fn view<'a>(&'a self, viewer: Actor, nobody: &'a Directory) -> Result<View<'a>, Failure> {
        let charter = self.state.charter_on(self.on);
        Ok(View {
            state: &self.state,
            directory: nobody,
            charter: charter.ok_or(Refusal::from(Reason::NoCharterInForce))?,
            viewer,
            today: self.on,
            told_on: None,
        })
    }

    fn planned(
        &self,
        plans: &Plans,
        view: View<'_>,
        area: Option<UnitId>,
    ) -> Result<Arc<Planned>, Failure> {
        let of = Of {
            viewer: view.viewer,
            area,
            sequence: self.sequence,
            on: self.on,
        };
        plans.at(of, || Planned::of(view, area))
    }
}

fn shown(view: View<'_>, planned: &Planned, asked: &Asked, frame: Frame) -> PlanPage {
    let plan = &planned.plan;
    let refused = planned.refused.clone().map(Told::banner);
    let total = u64::try_from(plan.steps.len()).unwrap_or(u64::MAX);
    let steps_at = asked.address("/plan");
    let pager = Pager {
        export: (total > 0).then(|| Exports::of(&steps_at)),
        ..Pager::at(asked.page, ROWS, total, ("step", "steps"), &|page| {
            format!(
                "{}#steps",
                address(&steps_at, &[("page", &page.to_string())])
            )
        })
    };
    let apply = (planned.refused.is_none() && total > 0).then(|| Apply {
        action: asked.address("/plan"),
        guard: asked.guard.clone(),
        made_for: planned.mark.clone(),
        submit: "Apply the plan".to_owned(),
    });
    let mut path = vec![Link::new("Findings", asked.address("/findings"))];
    path.extend(asked.area.and_then(|area| {
        Some(Link::new(
            view.state.unit(area)?.name,
            format!("/units/{area}"),
        ))
    }));
    PlanPage {
        frame: Frame { path, ..frame },
        about: about(plan),
        figures: figures(plan, asked),
        before: planned.before.clone(),
        after: planned.after.clone(),
        steps: pager.rows(&plan.steps).map(|it| step(view, it)).collect(),
        pager,
        left: planned.left.clone(),
        refused: asked.refused.clone().or(refused),
        apply,
        article: article(view, plan),
    }
}

fn article(view: View<'_>, plan: &Plan) -> Option<crate::articles::ArticleNote> {
    let cured = plan.steps.first().and_then(|step| step.cures.first());
    view.note(cured.or_else(|| plan.left.first())?.rule)
}

/// The organisation as it would be, and by what.
struct After {
    state: State,
    events: Vec<Event>,
}

/// The organisation as it would be, or why the plan would be refused. None for an empty plan.
fn try_out(view: View<'_>, plan: &Plan) -> Result<Option<After>, Box<Told>> {
    if plan.steps.is_empty() {
        return Ok(None);
    }
    let request = Request {
        actor: view.viewer,
        today: view.today,
        command: plan.act(),
    };
    let events = decide(view.state, &request)
        .map_err(|refusal| Box::new(Told::of(Some(view.charter), &refusal)))?;
    let mut state = view.state.clone();
    for event in &events {
        state.apply(event);
    }
    Ok(Some(After { state, events }))
}

fn mosaic(
    view: View<'_>,
    state: &State,
    survey: &Survey,
    area: UnitId,
    name: &str,
) -> Option<Mosaic> {
    // Links lead to the organisation as it is, where a unit of the plan is not there yet.
    picture::mosaic(View { state, ..view }, survey, area, name, Size::Small)
}

fn about(plan: &Plan) -> String {
    let found = plan.cured() + plan.left.len();
    match (plan.steps.is_empty(), found) {
        (true, 0) => "Every unit has the size and the place that the charter asks for. There is nothing to plan.".to_owned(),
        (true, _) => "No step that you may take would mend what is outside the rules here.".to_owned(),
        (false, _) => {
            let mended = counted(plan.cured() as u64, "finding", "findings");
            let moves = match plan.moves() {
                0 => "nobody would belong to another unit".to_owned(),
                count => format!("{} would belong to another unit", people(u64::from(count))),
            };
            format!("This would mend {mended} of size and place, and {moves}. Nothing is changed before you apply it.")
        }
    }
}

fn figures(plan: &Plan, asked: &Asked) -> Vec<Figure> {
    if plan.steps.is_empty() {
        return Vec::new();
    }
    let figure = |count: u64, words: &str, href: String| Figure {
        count,
        words: words.to_owned(),
        href,
        standing: None,
    };
    let (before, after) = (plan.units_before, plan.units_after);
    let change = if after >= before {
        "more units"
    } else {
        "fewer units"
    };
    let plural = |count: u64, one: &'static str, several: &'static str| {
        if count == 1 { one } else { several }
    };
    let (mended, moves) = (plan.cured() as u64, u64::from(plan.moves()));
    vec![
        figure(
            mended,
            plural(mended, "finding mended", "findings mended"),
            asked.address("/findings"),
        ),
        figure(
            moves,
            plural(moves, "person moves", "people move"),
            "#steps".to_owned(),
        ),
        figure(
            u64::from(after.abs_diff(before)),
            change,
            "#steps".to_owned(),
        ),
    ]
}

fn step(view: View<'_>, step: &PlanStep) -> Step {
    let first = step.before.first();
    let unit = first.and_then(|figure| Some((figure.unit?, figure.name.as_str())));
    let cured = step.cures.first();
    let article = cured.and_then(|finding| view.charter.article_of(finding.rule));
    Step {
        unit: match unit {
            Some((unit, name)) => Link::new(name, format!("/units/{unit}")),
            None => Link::new("A unit", "#steps"),
        },
        what: what(view, step),
        moves: match step.moves {
            0 => "nobody moves".to_owned(),
            1 => "1 person moves".to_owned(),
            count => format!("{count} people move"),
        },
        article: match article {
            Some(article) => Link::new(
                format!("Article {}", article.number),
                format!("/charter/{}", article.number),
            ),
            None => Link::new("the charter", "/charter"),
        },
    }
}

/// What a step does, in a sentence or two.
fn what(view: View<'_>, step: &PlanStep) -> String {
    let now = step.before.first().map_or(0, |figure| figure.people);
    match &step.command {
        Command::Unit(UnitCommand::FormCommittee(it)) => {
            let level = view
                .charter
                .level(it.level)
                .map_or("unit", |level| level.title.as_str());
            let parts = step
                .after
                .iter()
                .filter(|figure| figure.unit != Some(it.unit));
            format!(
                "It becomes {}, and its {now} people go to {}",
                indefinite(level),
                parts_words(view.charter, parts, "beneath it")
            )
        }
        Command::Unit(UnitCommand::Split(it)) => {
            let stays = step
                .after
                .iter()
                .find(|figure| figure.unit == Some(it.unit))
                .map_or(0, |figure| figure.people);
            let parts = step
                .after
                .iter()
                .filter(|figure| figure.unit != Some(it.unit));
            format!(
                "Of its {now} people {stays} stay; the others go to {}",
                parts_words(view.charter, parts, "beside it")
            )
        }
        Command::Unit(UnitCommand::Merge(it)) => {
            let after = step.after.first().map_or(0, |figure| figure.people);
            format!(
                "Its {} over to {}, which then has {after}.",
                go(now),
                view.some_unit(it.into)
            )
        }
        Command::Unit(UnitCommand::Move(it)) => {
            format!("It is put under {}.", view.some_unit(it.parent))
        }
        Command::Unit(UnitCommand::Dissolve(_)) => {
            "Nobody belongs to it. It is dissolved.".to_owned()
        }
        _ => "Several things are done as one.".to_owned(),
    }
}

fn go(people: u32) -> String {
    if people == 1 {
        "only member goes".to_owned()
    } else {
        format!("{people} people go")
    }
}

/// New units with their people, and where they stand.
fn parts_words<'a>(
    charter: &Charter,
    parts: impl Iterator<Item = &'a PlanFigure>,
    place: &str,
) -> String {
    let parts: Vec<&PlanFigure> = parts.collect();
    let level = parts.first().and_then(|part| charter.level(part.level));
    let (one, several) = level.map_or(("unit", "units"), |level| {
        (level.title.as_str(), level.plural.as_str())
    });
    let named: Vec<String> = parts
        .iter()
        .map(|part| format!("{} with {}", part.name, part.people))
        .collect();
    let noun = if parts.len() == 1 { one } else { several };
    let count = if parts.len() == 1 {
        "a".to_owned()
    } else {
        parts.len().to_string()
    };
    format!("{count} new {noun} {place}: {}.", listed(&named))
}

/// What the plan does not mend, and what it leaves to be done.
fn left(view: View<'_>, plan: &Plan, after: Option<&State>) -> Vec<String> {
    let mut lines: Vec<String> = plan
        .left
        .iter()
        .take(LEFT_MAX)
        .map(|finding| format!("{}. {}", heading(view, finding), sentence(view, finding)))
        .collect();
    let more = plan.left.len().saturating_sub(LEFT_MAX);
    if more > 0 {
        lines.push(format!(
            "{} more of size and place stay as they are.",
            counted(more as u64, "finding", "findings")
        ));
    }
    if let Some(after) = after {
        lines.extend(vacancies(view, after));
    }
    lines
}

/// The posts that have to be filled in the units a plan founds.
fn vacancies(view: View<'_>, after: &State) -> Option<String> {
    let founded = (view.state.unit_count()..after.unit_count()).map(UnitId);
    let vacant = founded
        .flat_map(|unit| findings::of_unit(after, view.today, unit))
        .filter_map(|finding| match finding.matter {
            Matter::Vacant { post, .. } => Some((post, finding.until)),
            _ => None,
        });
    let vacant: Vec<_> = vacant.collect();
    let (post, until) = *vacant.first()?;
    let by = until
        .map(|until| format!(", by {}", crate::words::day(until)))
        .unwrap_or_default();
    let units = counted(vacant.len() as u64, "new unit", "new units");
    Some(capital(&format!(
        "in {units} the post of {} is then to be filled{by}.",
        view.post_title(post, view.today)
    )))
}
