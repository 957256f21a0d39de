//! The visits to a unit, as a list.

use charter::Action;
use kernel::UnitId;
use kernel::visits::Visit;

use super::fill::{acts, record_link};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, one, year};
use crate::standing::Standing;
use crate::words::{away, capital, day};

/// A visit with what was written about it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    visit: Visit,
    agreed: Option<String>,
    reason: Option<String>,
}

/// `/units/{id}/visits`: the last recorded first.
pub(crate) const VISITS: List<u32, Told> = List {
    room: Room::Units,
    opens: |with, unit| {
        let view = with.view;
        let it = view.unit_for(Action::SeeVisits, UnitId(unit))?;
        let rule = view.charter.visit_of(it.level);
        let told = |visit: Visit| Told {
            agreed: visit.agreed.and_then(with.text),
            reason: visit.reason.and_then(with.text),
            visit,
        };
        Ok(Opened {
            acts: record_link(view, it.id).into_iter().collect(),
            article: rule.and_then(|rule| view.note(rule.rule)),
            rows: view.state.visits_to(it.id).map(told).collect(),
            ..Opened::of_unit(view, it.id, "Visits")
        })
    },
    of: ("visit", "visits"),
    file: "visits",
    heads: &["visit", "on", "from", "agreed", "struck", "reason"],
    fields: |Opening { view, .. }, it| {
        vec![
            it.visit.id.0.into(),
            it.visit.on.into(),
            view.some_unit(it.visit.by).into(),
            it.agreed.as_ref().into(),
            if it.visit.struck { "struck" } else { "" }.into(),
            it.reason.as_ref().into(),
        ]
    },
    sieves: &[
        Sieve("record", "Record", "Every record", |_, it| {
            let (word, words) = if it.visit.struck {
                ("struck", "Struck")
            } else {
                ("holds", "Took place")
            };
            one(word, words)
        }),
        Sieve("year", "Year", "Every year", |_, it| year(it.visit.on)),
    ],
    line: |Opening { view, .. }, it| {
        let what = Link::new(day(it.visit.on), format!("/visits/{}", it.visit.id));
        let mut about = format!(
            "{}, from {}",
            capital(&away(view.today, it.visit.on)),
            view.some_unit(it.visit.by)
        );
        if let Some(reason) = &it.reason {
            let what = if it.visit.struck { "Why" } else { "Corrected" };
            about.push_str(&format!(" · {what}: {reason}"));
        }
        Line {
            open: it
                .visit
                .struck
                .then(|| (Standing::Near, "Struck: it did not take place.".to_owned())),
            text: it.agreed.clone().filter(|_| !it.visit.struck),
            acts: acts(view, &it.visit),
            ..Line::new(what, about)
        }
    },
};
