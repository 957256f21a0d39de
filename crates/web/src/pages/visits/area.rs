//! From the record to the units one looks after: what is known of each, and
//! which of them needs help first. The order goes by findings and how long they
//! have lasted, and by nothing about anybody.

use std::collections::BTreeMap;

use charter::{Action, Scope};
use jiff::civil::Date;
use kernel::findings::Finding;
use kernel::{UnitId, rights};
use serde::Deserialize;

use super::signs::Signs;
use super::{AreaPage, LookedAfter};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address, address_of_page, has_words};
use crate::pages::findings::fill::urgency;
use crate::pages::findings::wording::{heading, people};
use crate::pages::meetings::year::{kinds, strip};
use crate::pictures::strip::Year;
use crate::sheet::{Exports, Field, Format, Sheet};
use crate::standing::Standing;
use crate::survey::Survey;
use crate::view::View;
use crate::words::{away, counted, day, listed};

/// Units on a page.
const ROWS: u64 = 16;
/// Findings told of one unit beside the one for which it stands where it stands.
const FINDINGS_MAX: usize = 3;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) standing: String,
    pub(crate) page: u64,
}

impl Asked {
    fn address(&self, page: u64) -> String {
        let asked = [("q", self.q.as_str()), ("standing", &self.standing)];
        address_of_page("/area", &asked, page)
    }
}

/// A unit with what is the matter with it, most urgent first.
pub(crate) struct Needing<'a> {
    pub(crate) unit: UnitId,
    pub(crate) found: Vec<&'a Finding>,
    pub(crate) last: Option<Date>,
}

impl Needing<'_> {
    /// How many findings bind without exception.
    pub(crate) fn binding(&self) -> usize {
        self.found.iter().filter(|it| it.binds()).count()
    }

    /// What comes first: what has been against a binding rule longest, then what
    /// is otherwise not in order, then what was not visited longest.
    fn need(&self) -> impl Ord + use<> {
        let since = |binds: bool| {
            let of_kind = self.found.iter().filter(|it| it.binds() == binds);
            of_kind.map(|it| it.since).min()
        };
        let (binding, other) = (since(true), since(false));
        (
            (
                binding.is_none(),
                binding,
                std::cmp::Reverse(self.binding()),
            ),
            (other.is_none(), other),
            self.last,
            self.unit,
        )
    }
}

/// The units the viewer looks after. Where there are none, there is no page.
pub(crate) fn looked_after(view: View<'_>) -> Result<Vec<UnitId>, Failure> {
    let seats = rights::reach(view.state, view.viewer, view.today, Action::RecordVisit);
    let mut units: Vec<UnitId> = seats
        .into_iter()
        .flat_map(|(seat, scope)| match scope {
            Scope::OwnUnit => vec![seat],
            Scope::UnitsBelow | Scope::Everywhere => view.state.units_within(seat),
        })
        .filter(|unit| {
            let level = view.state.standing_level(*unit);
            level.is_some_and(|level| view.charter.visit_of(level).is_some())
        })
        .filter(|unit| view.may(Action::SeeFigures, *unit) && view.may(Action::RecordVisit, *unit))
        .collect();
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(units)
}

/// The units the viewer looks after, where help is needed first.
pub(crate) fn needing<'a>(
    view: View<'a>,
    survey: &'a Survey,
    units: &[UnitId],
) -> Vec<Needing<'a>> {
    let mut found: BTreeMap<UnitId, Vec<&Finding>> =
        units.iter().map(|unit| (*unit, Vec::new())).collect();
    for finding in survey.findings(view) {
        if let Some(of_unit) = found.get_mut(&finding.unit) {
            of_unit.push(finding);
        }
    }
    let mut needing: Vec<Needing<'_>> = found
        .into_iter()
        .map(|(unit, mut found)| {
            found.sort_by_key(|it| (!it.binds(), urgency(it)));
            let last = view.state.last_visit(unit);
            Needing { unit, found, last }
        })
        .collect();
    needing.sort_by_cached_key(Needing::need);
    needing
}

/// Those of them that are asked for.
fn wanted<'a>(
    view: View<'a>,
    survey: &'a Survey,
    asked: &Asked,
) -> Result<(usize, Vec<Needing<'a>>), Failure> {
    let units = looked_after(view)?;
    let named = |unit: UnitId| {
        let it = view.state.unit(unit);
        it.is_some_and(|it| has_words(&format!("{} {}", it.name, it.code), &asked.q))
    };
    let fits = |it: &Needing<'_>| {
        (asked.standing.is_empty() || survey.standing(it.unit).class() == asked.standing)
            && named(it.unit)
    };
    let mut needing = needing(view, survey, &units);
    needing.retain(fits);
    Ok((units.len(), needing))
}

/// The page of them.
pub(super) fn page(
    view: View<'_>,
    survey: &Survey,
    asked: &Asked,
    frame: Frame,
) -> Result<AreaPage, Failure> {
    let (all, needing) = wanted(view, survey, asked)?;
    let total = u64::try_from(needing.len()).unwrap_or(u64::MAX);
    let pager = Pager {
        export: Some(Exports::of(&asked.address(1))),
        ..Pager::at(asked.page, ROWS, total, ("unit", "units"), &|page| {
            asked.address(page)
        })
    };
    let rule = view.charter.visits.first().map(|rule| rule.rule);
    let all = u64::try_from(all).unwrap_or(u64::MAX);
    Ok(AreaPage {
        frame,
        about: format!(
            "You look after {}. What has been against a binding rule longest comes first, then what \
             is otherwise not in order, then what was not visited for longest.",
            counted(all, "unit", "units")
        ),
        search: search(asked),
        rows: pager
            .rows(needing)
            .filter_map(|it| row(view, survey, &it))
            .collect(),
        pager,
        article: rule.and_then(|rule| view.note(rule)),
    })
}

/// The same as a file.
pub(super) fn sheet(
    view: View<'_>,
    survey: &Survey,
    asked: &Asked,
    format: Format,
) -> Result<Sheet, Failure> {
    let heads = [
        "code",
        "name",
        "people",
        "standing",
        "binding findings",
        "findings",
        "since",
        "last met",
        "quorum",
        "returns missing",
        "posts vacant",
        "holders not in term",
        "last visited",
        "changed since then",
        "why here",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted(view, survey, asked)?.1 {
        let Some(unit) = view.state.unit(it.unit) else {
            continue;
        };
        let signs = Signs::of(view, it.unit, &it.found);
        sheet.row([
            unit.code.into(),
            unit.name.into(),
            view.state.roll_count(it.unit).into(),
            survey.standing(it.unit).words().into(),
            (it.binding() as u64).into(),
            (it.found.len() as u64).into(),
            it.found.iter().map(|finding| finding.since).min().into(),
            signs.met.into(),
            signs
                .quorum
                .map(|enough| if enough { "yes" } else { "no" })
                .into(),
            signs.returns_missing.into(),
            signs.vacant.into(),
            signs.out_of_term.into(),
            Field::from(it.last),
            it.last.map(|last| changed(view, &it, last).words()).into(),
            why(view, &it).into(),
        ]);
    }
    Ok(sheet)
}

impl<'a> Needing<'a> {
    /// What puts it where it stands: what has been against a binding rule longest or, where
    /// nothing is, what is otherwise not in order for longest.
    fn reason(&self) -> Option<&'a Finding> {
        let longest = |binds: bool| {
            let of_kind = self.found.iter().filter(|found| found.binds() == binds);
            of_kind.min_by_key(|found| found.since).copied()
        };
        longest(true).or_else(|| longest(false))
    }
}

/// Why a unit stands where it stands, in a sentence.
pub(crate) fn why(view: View<'_>, it: &Needing<'_>) -> String {
    let since = |finding: &Finding| {
        let since = finding.since;
        format!(
            "{}, since {}, {}",
            heading(view, finding),
            day(since),
            away(view.today, since)
        )
    };
    match it.reason() {
        Some(reason) if reason.binds() => {
            format!(
                "Here because of what a binding rule asks: {}.",
                since(reason)
            )
        }
        Some(reason) => {
            format!("Here because something is not in order: {}.", since(reason))
        }
        None => "Everything is in order.".to_owned(),
    }
}

/// The year of the meetings that a unit holds in a rhythm.
fn year(view: View<'_>, unit: UnitId) -> Option<Year> {
    let kinds = kinds(view, unit).into_iter();
    let (kind, row) = kinds.into_iter().find(|(_, row)| row.every.is_some())?;
    Some(strip(view, unit, kind, row)?.year())
}

fn row(view: View<'_>, survey: &Survey, it: &Needing<'_>) -> Option<LookedAfter> {
    let unit = view.state.unit(it.unit)?;
    let reason = it.reason();
    let others = || it.found.iter().filter(|found| Some(**found) != reason);
    let told = others().take(FINDINGS_MAX).map(|finding| {
        let since = away(view.today, finding.since);
        format!(
            "{}: since {}, {since}.",
            heading(view, finding),
            day(finding.since)
        )
    });
    let more = others().count().saturating_sub(FINDINGS_MAX);
    let more = (more > 0).then(|| format!("And {more} more."));
    let signs = Signs::of(view, it.unit, &it.found);
    Some(LookedAfter {
        year: year(view, it.unit),
        signs: signs.read(view),
        why: why(view, it),
        changes: it.last.map(|last| {
            let way = format!("/units/{}/changes", it.unit);
            Link::new(
                "What changed since",
                address(&way, &[("from", &last.to_string())]),
            )
        }),
        unit: Link::new(unit.name, format!("/units/{}", it.unit)),
        people: people(u64::from(view.state.roll_count(it.unit))),
        standing: survey.standing(it.unit),
        findings: told.chain(more).collect(),
        visited: match it.last {
            Some(last) => format!("Last visited on {}, {}.", day(last), away(view.today, last)),
            None => "No visit is on record.".to_owned(),
        },
        since: it.last.map(|last| changed(view, it, last).sentence()),
        visits: Link::new("Its visits", format!("/units/{}/visits", it.unit)),
        record: Some(Link::new(
            "Record a visit",
            format!("/units/{}/visits/record", it.unit),
        )),
    })
}

/// What has changed in a unit since a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Changed {
    pub(crate) meetings: usize,
    pub(crate) came: usize,
    pub(crate) taken_up: usize,
    pub(crate) laid_down: usize,
    pub(crate) filed: usize,
    pub(crate) arisen: usize,
}

/// What has changed in a unit since a day, in figures.
pub(crate) fn changed(view: View<'_>, it: &Needing<'_>, last: Date) -> Changed {
    let held = view
        .state
        .meetings_of(it.unit)
        .filter(|meeting| meeting.standing.is_held() && meeting.on > last);
    let came = view.state.roll(it.unit).filter(|person| {
        let membership = view.state.membership(*person);
        membership.is_some_and(|membership| membership.in_unit_since > last)
    });
    let tenures = || view.state.tenures_in(it.unit);
    let filed = view
        .state
        .returns_of(it.unit)
        .filter(|filed| filed.reason.is_none() && filed.on > last);
    let arisen = it.found.iter().filter(|finding| finding.since > last);
    Changed {
        meetings: held.count(),
        came: came.count(),
        taken_up: tenures().filter(|tenure| tenure.from > last).count(),
        laid_down: tenures()
            .filter(|tenure| tenure.until.is_some_and(|until| until > last))
            .count(),
        filed: filed.count(),
        arisen: arisen.count(),
    }
}

impl Changed {
    /// In words; nothing where nothing changed.
    fn words(&self) -> String {
        let figures = [
            (self.meetings, "meeting held", "meetings held"),
            (self.came, "person came", "people came"),
            (self.taken_up, "post taken up", "posts taken up"),
            (self.laid_down, "post laid down", "posts laid down"),
            (self.filed, "return filed", "returns filed"),
            (self.arisen, "finding new", "findings new"),
        ];
        let told: Vec<String> = figures
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, several)| counted(count as u64, one, several))
            .collect();
        listed(&told)
    }

    fn sentence(&self) -> String {
        match self.words() {
            words if words.is_empty() => "Nothing is on record since then.".to_owned(),
            words => format!("Since then: {words}."),
        }
    }
}

fn search(asked: &Asked) -> Search {
    let standings = [Standing::Outside, Standing::Near, Standing::Inside];
    let any = Choice {
        value: String::new(),
        text: "Any".to_owned(),
    };
    let choices = standings.map(|it| Choice {
        value: it.class().to_owned(),
        text: it.words().to_owned(),
    });
    Search {
        days: Vec::new(),
        action: "/area".to_owned(),
        label: Some("Find a unit".to_owned()),
        query: asked.q.clone(),
        filters: vec![Filter {
            name: "standing".to_owned(),
            label: "Standing".to_owned(),
            choices: std::iter::once(any).chain(choices).collect(),
            chosen: asked.standing.clone(),
        }],
        narrowed: !(asked.q.is_empty() && asked.standing.is_empty()),
    }
}
