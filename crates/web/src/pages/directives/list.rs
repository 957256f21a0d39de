//! From the record to the list of directives.

use std::collections::BTreeMap;

use charter::{Action, DirectiveKindId};
use kernel::directives::{Directive, Owed};
use kernel::{DirectiveId, DocumentId, UnitId};
use serde::Deserialize;

use super::{DirectivesPage, Row, words};
use crate::error::Failure;
use crate::forms::Choice;
use crate::frame::{Frame, Link};
use crate::listing::{Filter, Pager, Search, address, address_of_page};
use crate::sheet::{Exports, Format, Sheet};
use crate::view::View;
use crate::words::{capital, day, due};

/// Directives on a page.
const ROWS: u64 = 30;
/// As many texts are looked through for what is searched.
const SEARCHED_MAX: usize = 500;

/// Which directives are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(super) q: String,
    pub(super) kind: String,
    pub(super) standing: String,
    pub(super) page: u64,
    /// The unit whose they are; set from the address.
    #[serde(skip)]
    pub(super) unit: Option<UnitId>,
}

impl Wanted {
    /// The same for one unit.
    pub(super) fn of_unit(self, unit: UnitId) -> Wanted {
        Wanted {
            unit: Some(unit),
            ..self
        }
    }

    fn path(&self) -> String {
        match self.unit {
            Some(unit) => format!("/units/{unit}/directives"),
            None => "/directives".to_owned(),
        }
    }

    fn address(&self, page: u64) -> String {
        let asked = [
            ("q", self.q.as_str()),
            ("kind", &self.kind),
            ("standing", &self.standing),
        ];
        address_of_page(&self.path(), &asked, page)
    }

    /// Every directive that fits but for what is searched, the newest first.
    fn unsearched(&self, view: View<'_>) -> Result<Vec<Directive>, Failure> {
        let ids: Vec<DirectiveId> = match self.unit {
            Some(unit) => {
                view.unit(unit)?;
                let (mut issued, received): (Vec<_>, Vec<_>) = (
                    view.state.directives_issued_by(unit).collect(),
                    view.state.directives_received_by(unit).collect(),
                );
                issued.extend(received);
                issued.sort_unstable_by(|one, other| other.cmp(one));
                issued.dedup();
                issued
            }
            None => view.state.directives_known_to(view.viewer, view.today),
        };
        let kind = view.charter.directive_named(&self.kind);
        let directives = ids.into_iter().filter_map(|id| view.state.directive(id));
        Ok(directives
            .filter(|it| self.kind.is_empty() || Some(it.kind) == kind)
            .filter(|it| self.stands_so(view, it))
            .collect())
    }

    fn stands_so(&self, view: View<'_>, it: &Directive) -> bool {
        let owes = |unit| owed(view, unit, it.id).next().is_some();
        match self.standing.as_str() {
            "open" => match self.unit {
                Some(unit) => owes(unit),
                None => words::acts_for(view).into_iter().any(owes),
            },
            "effect" => it.in_effect(),
            "ended" => !it.in_effect(),
            "from" => self.unit.is_none_or(|unit| it.unit != unit),
            "own" => self.unit.is_none_or(|unit| it.unit == unit),
            _ => true,
        }
    }

    fn found(
        &self,
        view: View<'_>,
        texts: &BTreeMap<DocumentId, String>,
    ) -> Result<Vec<Directive>, Failure> {
        let q = self.q.trim().to_lowercase();
        let mut found = self.unsearched(view)?;
        if !q.is_empty() {
            found.retain(|it| {
                let text = it.text().and_then(|text| texts.get(&text));
                words::name(view, it.id).to_lowercase().contains(&q)
                    || words::code(view, it.id).contains(&q)
                    || words::named_unit(view, it.unit).to_lowercase().contains(&q)
                    || text.is_some_and(|text| text.to_lowercase().contains(&q))
            });
        }
        Ok(found)
    }

    fn pager(&self, count: usize) -> Pager {
        let of = ("directive", "directives");
        let at = |page| self.address(page);
        Pager {
            export: Some(Exports::of(&self.address(1))),
            ..Pager::at(self.page.max(1), ROWS, count as u64, of, &at)
        }
    }
}

fn owed(
    view: View<'_>,
    unit: UnitId,
    id: DirectiveId,
) -> impl Iterator<Item = (Owed, jiff::civil::Date)> {
    view.state
        .owed_to_directives(unit)
        .filter(move |(of, ..)| *of == id)
        .map(|(_, _, owed, since)| (owed, since))
}

/// The texts that a page shows, or looks through for what is searched.
pub(super) fn texts(view: View<'_>, wanted: &Wanted) -> Result<Vec<DocumentId>, Failure> {
    let found = wanted.unsearched(view)?;
    let readable = |it: &Directive| {
        view.state
            .may_read_directive(view.viewer, view.today, it.id)
    };
    let shown: Vec<Directive> = if wanted.q.trim().is_empty() {
        let pager = wanted.pager(found.len());
        pager.rows(found).collect()
    } else {
        found.into_iter().take(SEARCHED_MAX).collect()
    };
    Ok(shown
        .into_iter()
        .filter(readable)
        .filter_map(|it| it.text())
        .collect())
}

/// The list.
pub(super) fn page(
    view: View<'_>,
    wanted: &Wanted,
    texts: &BTreeMap<DocumentId, String>,
    frame: Frame,
) -> Result<DirectivesPage, Failure> {
    let found = wanted.found(view, texts)?;
    let pager = wanted.pager(found.len());
    let rows = pager
        .rows(&found)
        .map(|it| row(view, wanted.unit, it, texts))
        .collect();
    let (heading, about, path) = match wanted.unit {
        Some(unit) => (
            format!("Directives of {}", view.some_unit(unit)),
            "What came to it from above, and what it issued itself.".to_owned(),
            view.path_to(unit),
        ),
        None => (
            "Directives".to_owned(),
            "What was decided for the units beneath, and what became of it.".to_owned(),
            Vec::new(),
        ),
    };
    let rule = view.charter.directives.first().map(|rule| rule.rule);
    Ok(DirectivesPage {
        frame: Frame {
            path,
            title: heading.clone(),
            ..frame
        },
        heading,
        about,
        acts: issue_links(view, wanted.unit),
        search: search(view, wanted),
        rows,
        pager,
        article: rule.and_then(|rule| view.note(rule)),
    })
}

/// The ways to issue one, from this unit or from each of the viewer's own.
pub(crate) fn issue_links(view: View<'_>, unit: Option<UnitId>) -> Vec<Link> {
    let units: Vec<UnitId> = match unit {
        Some(unit) => vec![unit],
        None => {
            let seats =
                kernel::rights::reach(view.state, view.viewer, view.today, Action::IssueDirective);
            let mut units: Vec<UnitId> = seats.into_iter().map(|(unit, _)| unit).collect();
            units.dedup();
            units
        }
    };
    let kinds = |unit: UnitId| {
        let level = view.state.standing_level(unit);
        let may = view.may(Action::IssueDirective, unit);
        view.charter
            .directives
            .iter()
            .filter(move |rule| may && level.is_some_and(|level| rule.levels.contains(&level)))
    };
    let link = |unit: UnitId| {
        let many = units.len() > 1;
        kinds(unit).map(move |rule| {
            let from = if many {
                format!(" from {}", view.some_unit(unit))
            } else {
                String::new()
            };
            Link::new(
                format!("Issue a {}{from}", rule.title),
                address(
                    &format!("/units/{unit}/directives/new"),
                    &[("kind", &rule.id)],
                ),
            )
        })
    };
    units.iter().copied().flat_map(link).take(6).collect()
}

fn row(
    view: View<'_>,
    unit: Option<UnitId>,
    it: &Directive,
    texts: &BTreeMap<DocumentId, String>,
) -> Row {
    let (standing, late) = standing(view, unit, it);
    Row {
        directive: Link::new(
            capital(&words::name(view, it.id)),
            format!("/directives/{}", words::code(view, it.id)),
        ),
        about: words::about(view, it),
        text: it
            .text()
            .and_then(|text| texts.get(&text))
            .map(|text| words::beginning(text)),
        standing,
        late,
    }
}

/// What the unit owes to it or did, or what became of it.
fn standing(view: View<'_>, unit: Option<UnitId>, it: &Directive) -> (String, bool) {
    if let Some(ended) = words::ended(view, it) {
        return (ended, false);
    }
    let units = unit.map_or_else(|| words::acts_for(view), |unit| vec![unit]);
    let owed = units
        .into_iter()
        .flat_map(|unit| owed(view, unit, it.id))
        .map(|(owed, since)| owed_words(view, it, owed, since))
        .max_by_key(|(_, late)| *late);
    if let Some(owed) = owed {
        return owed;
    }
    let answer = unit.and_then(|unit| view.state.answer_of(it.id, unit));
    let passed = unit.and_then(|unit| view.state.passed_on(it.id, unit));
    let said = match (answer, passed) {
        (Some(answer), _) => capital(&words::answered(&answer)),
        (None, Some(on)) => format!("Passed on on {}", day(on)),
        (None, None) => "In effect".to_owned(),
    };
    (said, false)
}

/// What is owed and by when, and whether it is late.
pub(crate) fn owed_words(
    view: View<'_>,
    it: &Directive,
    owed: Owed,
    since: jiff::civil::Date,
) -> (String, bool) {
    let rule = words::rule(view, it);
    let (what, days) = match owed {
        Owed::PassingOn => ("Pass it on", rule.and_then(|rule| rule.pass_on_days)),
        Owed::Answer => ("Answer it", rule.and_then(|rule| rule.answer_days)),
    };
    let Some(days) = days else {
        return (what.to_owned(), false);
    };
    let by = since.saturating_add(jiff::Span::new().days(i64::from(days)));
    let words = format!("{what} by {}: {}", day(by), due(view.today, by));
    (words, by < view.today)
}

fn search(view: View<'_>, wanted: &Wanted) -> Search {
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let kinds = view
        .charter
        .directives
        .iter()
        .map(|rule| choice(&rule.id, &capital(&rule.plural)));
    let mut filters = Vec::new();
    if view.charter.directives.len() > 1 {
        filters.push(Filter {
            name: "kind".to_owned(),
            label: "Kind".to_owned(),
            choices: std::iter::once(choice("", "Every kind"))
                .chain(kinds)
                .collect(),
            chosen: wanted.kind.clone(),
        });
    }
    let mut standings = vec![
        choice("", "All"),
        choice("open", "Something is owed"),
        choice("effect", "In effect"),
        choice("ended", "Withdrawn or replaced"),
    ];
    if wanted.unit.is_some() {
        standings.push(choice("from", "From above"));
        standings.push(choice("own", "Its own"));
    }
    filters.push(Filter {
        name: "standing".to_owned(),
        label: "Standing".to_owned(),
        choices: standings,
        chosen: wanted.standing.clone(),
    });
    Search {
        action: wanted.path(),
        label: Some("Number, unit or words".to_owned()),
        query: wanted.q.clone(),
        filters,
        narrowed: !(wanted.q.is_empty() && wanted.kind.is_empty() && wanted.standing.is_empty()),
    }
}

/// The list as a file.
pub(super) fn sheet(
    view: View<'_>,
    wanted: &Wanted,
    texts: &BTreeMap<DocumentId, String>,
    format: Format,
) -> Result<Sheet, Failure> {
    let heads = [
        "code",
        "kind",
        "issued",
        "by",
        "unit",
        "to",
        "in effect",
        "text",
    ];
    let mut sheet = Sheet::new(format, &heads);
    for it in wanted.found(view, texts)? {
        let unit = view.unit(it.unit).ok();
        let text = it.text().and_then(|text| texts.get(&text));
        sheet.row([
            words::code(view, it.id).into(),
            kind_id(view, it.kind).into(),
            it.on.into(),
            unit.map_or("", |unit| unit.code).into(),
            words::named_unit(view, it.unit).into(),
            words::addressees(view, &it).into(),
            if it.in_effect() { "yes" } else { "no" }.into(),
            text.map_or("", String::as_str).into(),
        ]);
    }
    Ok(sheet)
}

fn kind_id<'a>(view: View<'a>, kind: DirectiveKindId) -> &'a str {
    view.charter
        .directive(kind)
        .map_or("", |rule| rule.id.as_str())
}
