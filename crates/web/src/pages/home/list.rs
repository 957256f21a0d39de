//! Everything that is due from the viewer, as a list: the first page shows what
//! comes first.

use jiff::civil::Date;
use kernel::UnitId;
use kernel::bulletins::Bulletin;
use kernel::due::{self, Due as KernelDue, DueWhat};

use super::{Due, bulletins, fill};
use crate::frame::{Link, Room};
use crate::listing::{Line, List, Opened, Opening, Sieve, one, places};
use crate::standing::Standing;
use crate::survey::Surveying;
use crate::view::View;
use crate::words::{capital, day};

/// Something that waits for the viewer.
#[derive(Clone, Debug)]
pub(crate) enum Waiting {
    /// What is due by the charter, or to be mended.
    Due(KernelDue),
    /// A text that waits for a review or to be published, or came back.
    Text(Bulletin),
}

impl Waiting {
    fn unit(&self) -> UnitId {
        match self {
            Waiting::Due(it) => it.unit,
            Waiting::Text(it) => it.unit,
        }
    }

    fn by(&self) -> Option<Date> {
        match self {
            Waiting::Due(it) => it.by,
            Waiting::Text(_) => None,
        }
    }

    /// Whether a unit has let a meeting pass.
    fn is_missed(&self) -> bool {
        matches!(self, Waiting::Due(KernelDue { what: DueWhat::Mend(finding), .. })
            if fill::is_missed(finding))
    }

    fn told(&self, view: View<'_>) -> Option<Due> {
        match self {
            Waiting::Due(it) => {
                let due = fill::due_line(view, it)?;
                let DueWhat::Mend(finding) = &it.what else {
                    return Some(due);
                };
                if !fill::is_missed(finding) {
                    return Some(due);
                }
                Some(Due {
                    when: "missed".to_owned(),
                    late: true,
                    act: fill::record_missed(view, finding),
                    ..due
                })
            }
            Waiting::Text(it) => Some(bulletins::line(view, it)),
        }
    }

    /// What kind of thing it is: the word in an address, and what such things are called.
    fn kind(&self) -> (&'static str, &'static str) {
        let Waiting::Due(it) = self else {
            return ("text", "Texts that wait");
        };
        match it.what {
            DueWhat::Meeting(_) => ("meeting", "Meetings to be recorded"),
            DueWhat::Petitions { .. } => ("petitions", "Answers to what was asked"),
            DueWhat::Directive { .. } => ("directive", "What came from above"),
            DueWhat::Return { .. } => ("return", "Returns"),
            DueWhat::Step(..) => ("step", "Steps of procedures"),
            DueWhat::Dues(_) => ("dues", "Lists of dues"),
            DueWhat::Reminder { .. } => ("reminder", "Dues of your own"),
            DueWhat::Session(_) => ("session", "Sessions to be recorded"),
            DueWhat::Delegates(_) => ("delegates", "Delegates to be chosen"),
            DueWhat::Confirm(_) => ("confirmation", "Holders to be confirmed"),
            DueWhat::TermEnds(_) => ("term", "Terms that end"),
            DueWhat::HandOver(_) => ("handing-over", "Posts to be handed over"),
            DueWhat::Mend(_) => ("finding", "Outside the rules"),
        }
    }
}

/// `/due`: what is due soonest first.
pub(crate) const DUE: List<(), Waiting> = List {
    room: Room::Home,
    opens: |with, ()| {
        let rows = everything(with.view, with.survey);
        let today = day(with.view.today);
        Ok(Opened {
            about: vec![if rows.is_empty() {
                format!("Nothing is due from you on {today}.")
            } else {
                format!("On {today}, what is due soonest first.")
            }],
            rows,
            ..Opened::new("Everything that is due from you")
        })
    },
    of: ("thing", "things"),
    file: "due",
    heads: &[
        "by", "late", "kind", "code", "unit", "place", "what", "article",
    ],
    fields: |Opening { view, .. }, it| {
        let told = it.told(view);
        let unit = view.state.unit(it.unit());
        let late = told.as_ref().is_some_and(|due| due.late);
        let article = told.as_ref().and_then(|due| due.article.as_ref());
        vec![
            it.by().into(),
            if late { "late" } else { "" }.into(),
            it.kind().0.into(),
            unit.map(|unit| unit.code).into(),
            unit.map(|unit| unit.name).into(),
            crate::pages::findings::fill::place(view, it.unit()).into(),
            told.as_ref().map(|due| due.what.text.as_str()).into(),
            article.map(|note| note.number.as_str()).into(),
        ]
    },
    sieves: &[
        Sieve("kind", "Kind", "All kinds", |_, it| {
            let (word, words) = it.kind();
            one(word, words)
        }),
        Sieve("area", "Area", "Everywhere", |view, it| {
            places(view, it.unit())
        }),
        Sieve("time", "Time", "Whenever it is due", |view, it| {
            match it.by() {
                _ if it.is_missed() => one("late", "Late"),
                Some(by) if by < view.today => one("late", "Late"),
                Some(_) => one("open", "There is time"),
                None => one("any", "At any time"),
            }
        }),
    ],
    line: |Opening { view, .. }, it| match it.told(view) {
        Some(due) => line(due),
        None => Line::new(Link::new(capital(&view.some_unit(it.unit())), ""), ""),
    },
};

/// What is due from the viewer, from the units beneath as far as the viewer may mend it, and
/// the texts that wait for them.
fn everything(view: View<'_>, surveying: Surveying<'_>) -> Vec<Waiting> {
    let mut own = due::due(view.state, view.viewer, view.today);
    let beneath = fill::looked_after(view)
        .map_or_else(Vec::new, |unit| fill::beneath(view, surveying, unit, &own));
    own.extend(beneath.iter().map(fill::to_mend));
    own.sort_by_key(|it| (it.by.is_none(), it.by));
    let texts = bulletins::of_viewer(view).map(Waiting::Text);
    own.into_iter().map(Waiting::Due).chain(texts).collect()
}

fn line(due: Due) -> Line {
    let when = Some(capital(&due.when)).filter(|when| !due.late && !when.is_empty());
    let details = due
        .details
        .iter()
        .map(|it| it.trim_end_matches('.').to_owned());
    let about: Vec<String> = when.into_iter().chain(details).collect();
    Line {
        open: due.late.then(|| (Standing::Outside, due.when.clone())),
        acts: due.act.into_iter().collect(),
        note: due.article,
        ..Line::new(due.what, about.join(" · "))
    }
}
