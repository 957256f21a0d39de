//! What was decided for the units beneath, as lists: of all that the viewer may
//! know of, and of one unit.

use std::collections::BTreeSet;

use charter::Action;
use jiff::civil::Date;
use kernel::directives::{Directive, Owed};
use kernel::{DirectiveId, UnitId};

use super::words;
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, Value, address, places, year};
use crate::sheet::Field;
use crate::standing::Standing;
use crate::view::View;
use crate::words::{capital, day, due};

/// A directive in a list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The unit whose list it is; none in that of the whole organisation.
    of: Option<UnitId>,
    it: Directive,
    /// Whether that unit, or one the viewer acts for, owes something to it.
    open: bool,
}

const HEADS: &[&str] = &[
    "code",
    "kind",
    "issued",
    "by",
    "unit",
    "to",
    "in effect",
    "text",
];

const SIEVES: &[Sieve<Listed>] = &[
    Sieve("kind", "Kind", "Every kind", |view, row| {
        let rule = words::rule(view, &row.it);
        let kind = rule.map(|rule| Value::new(rule.id.clone(), capital(&rule.plural)));
        kind.into_iter().collect()
    }),
    Sieve("standing", "Standing", "However it stands", standings),
    Sieve("area", "Issued in", "Everywhere", |view, row| {
        places(view, row.it.unit)
    }),
    Sieve("year", "Year", "Every year", |_, row| year(row.it.on)),
];

/// `/directives`: the newest first.
pub(crate) const DIRECTIVES: List<(), Listed> = List {
    room: Room::Directives,
    opens: |with, ()| Ok(opened(with.view, None, Opened::new("Directives"))),
    of: ("directive", "directives"),
    file: "directives",
    heads: HEADS,
    fields,
    sieves: SIEVES,
    line,
};

/// `/units/{id}/directives`: what came to it and what it issued, the newest first.
pub(crate) const OF_UNIT: List<u32, Listed> = List {
    room: Room::Directives,
    opens: |with, unit| {
        let unit = with.view.unit(UnitId(unit))?.id;
        let named = Opened::of_unit(with.view, unit, "Directives");
        Ok(opened(with.view, Some(unit), named))
    },
    of: ("directive", "directives"),
    file: "directives",
    heads: HEADS,
    fields,
    sieves: SIEVES,
    line,
};

fn opened(view: View<'_>, of: Option<UnitId>, named: Opened<Listed>) -> Opened<Listed> {
    let ids: Vec<DirectiveId> = match of {
        Some(unit) => {
            let issued = view.state.directives_issued_by(unit);
            let mut ids: Vec<DirectiveId> = issued.collect();
            ids.extend(view.state.directives_received_by(unit));
            ids.sort_unstable_by(|one, other| other.cmp(one));
            ids.dedup();
            ids
        }
        None => view.state.directives_known_to(view.viewer, view.today),
    };
    let acts_for = of.map_or_else(|| words::acts_for(view), |unit| vec![unit]);
    let open: BTreeSet<DirectiveId> = acts_for
        .into_iter()
        .flat_map(|unit| view.state.owed_to_directives(unit))
        .map(|(id, ..)| id)
        .collect();
    let listed = |id: DirectiveId| {
        Some(Listed {
            of,
            it: view.state.directive(id)?,
            open: open.contains(&id),
        })
    };
    let about = match of {
        Some(_) => "What came to it from above, and what it issued itself.",
        None => "What was decided for the units beneath, and what became of it.",
    };
    let rule = view.charter.directives.first();
    Opened {
        about: vec![about.to_owned()],
        acts: issue_links(view, of),
        article: rule.and_then(|rule| view.note(rule.rule)),
        rows: ids.into_iter().filter_map(listed).collect(),
        ..named
    }
}

fn standings(_: View<'_>, row: &Listed) -> Vec<Value> {
    let mut values = Vec::new();
    if row.open {
        values.push(Value::new("open", "Something is owed"));
    }
    values.push(if row.it.in_effect() {
        Value::new("effect", "In effect")
    } else {
        Value::new("ended", "Withdrawn or replaced")
    });
    if let Some(unit) = row.of {
        values.push(if row.it.unit == unit {
            Value::new("own", "Its own")
        } else {
            Value::new("from", "From above")
        });
    }
    values
}

/// The wording that holds, where the viewer may read it.
fn wording(with: Opening<'_>, it: &Directive) -> Option<String> {
    let Opening { view, text, .. } = with;
    let may = view
        .state
        .may_read_directive(view.viewer, view.today, it.id);
    it.text().filter(|_| may).and_then(text)
}

fn fields(with: Opening<'_>, Listed { it, .. }: &Listed) -> Vec<Field> {
    let view = with.view;
    let unit = view.unit(it.unit).ok();
    vec![
        words::code(view, it.id).into(),
        words::rule(view, it).map(|rule| rule.id.as_str()).into(),
        it.on.into(),
        unit.map_or("", |unit| unit.code).into(),
        words::named_unit(view, it.unit).into(),
        words::addressees(view, it).into(),
        if it.in_effect() { "yes" } else { "no" }.into(),
        wording(with, it).unwrap_or_default().into(),
    ]
}

fn line(with: Opening<'_>, Listed { of, it, .. }: &Listed) -> Line {
    let view = with.view;
    let (standing, late) = standing(view, *of, it);
    let what = Link::new(
        capital(&words::name(view, it.id)),
        format!("/directives/{}", words::code(view, it.id)),
    );
    let mark = match (late, it.in_effect()) {
        (true, _) => Standing::Outside,
        (false, true) => Standing::Inside,
        (false, false) => Standing::Near,
    };
    Line {
        open: Some((mark, standing)),
        text: wording(with, it).map(|text| words::beginning(&text)),
        ..Line::new(what, words::about(view, it))
    }
}

fn owed(view: View<'_>, unit: UnitId, id: DirectiveId) -> impl Iterator<Item = (Owed, Date)> {
    view.state
        .owed_to_directives(unit)
        .filter(move |(of, ..)| *of == id)
        .map(|(_, _, owed, since)| (owed, since))
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
    since: Date,
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
