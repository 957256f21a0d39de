//! What is read away from the pages, such as at the command line: the same
//! answers as the API gives, and the lists of the site row by row, for a viewer
//! and with that viewer's rights.

use std::sync::Arc;

use clerk::{Directory, HistoryEntry, Past};
use jiff::civil::Date;
use kernel::meetings::{period_of, period_start};
use kernel::{Actor, DocumentId, PersonId, State, UnitId};
use serde::Serialize;

pub use crate::api::charter::{ArticleTextJson, CharterJson, PartJson, RuleJson, SourceJson};
pub use crate::api::day::Day;
pub use crate::api::due::DueJson;
pub use crate::api::dues::{LineJson, ListJson};
use crate::api::past::kind_named;
pub use crate::api::past::{ChangeJson, ChangesJson};
pub use crate::api::posts::HandOverJson;
pub use crate::api::units::UnitRef;
pub use crate::api::visits::LookedAfterJson;
use crate::error::Failure;
pub use crate::listing::Rows;
use crate::listing::{Asked, Before, List, Opening};
use crate::pages::applications::list::APPLICATIONS;
use crate::pages::awards::list::AWARDS;
use crate::pages::bodies::list::BODIES;
use crate::pages::conferences::delegates::DELEGATES;
use crate::pages::conferences::list::CONFERENCES;
use crate::pages::directives::list as directives;
use crate::pages::directives::standings::UNITS;
use crate::pages::doubles::list::DOUBLES;
use crate::pages::dues::within;
use crate::pages::findings::list::FINDINGS;
use crate::pages::home::list::DUE;
use crate::pages::journal::telling;
use crate::pages::meetings::list::MEETINGS;
use crate::pages::past::between::{Between, CHANGES, Found, changes_in, gather, known_area};
use crate::pages::past::holders::{self, HOLDERS};
use crate::pages::past::people::{self, PEOPLE};
use crate::pages::petitions::list::PETITIONS;
use crate::pages::posts::elections::ELECTIONS;
use crate::pages::posts::hand_over;
use crate::pages::reports::beneath::{BENEATH, MISSING};
use crate::pages::reports::returns::RETURNS;
use crate::pages::study::attended::ATTENDED;
use crate::pages::study::list::SESSIONS;
use crate::pages::visits::area;
use crate::pages::visits::list::VISITS;
use crate::refusal::{names, sentence};
use crate::roll_ups::made_anew;
pub use crate::sheet::{Field, written};
use crate::survey::Survey;
use crate::view::View;

/// Whoever reads, and what they read in.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    view: View<'a>,
}

/// A sentence about people by their numbers, with what each of them is called instead.
#[must_use]
pub fn named(sentence: &str, called: impl Fn(PersonId) -> Option<String>) -> String {
    names::named(sentence, called)
}

/// Why there is nothing to read, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NothingToRead(String);

impl From<Failure> for NothingToRead {
    fn from(failure: Failure) -> NothingToRead {
        NothingToRead(match failure {
            Failure::Refused(refusal) => sentence(&refusal.reason.to_string()),
            Failure::Denied(what) | Failure::Invalid(what) | Failure::Broken(what) => {
                sentence(&what)
            }
            _ => "There is nothing of that, or not for whoever reads.".to_owned(),
        })
    }
}

/// An entry of the journal, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct EntrySaid {
    /// Its place in the one order.
    pub sequence: u64,
    /// When it was recorded, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// What happened, by the name of the event.
    pub event: &'static str,
    /// What was done, in a sentence without its full stop.
    pub says: String,
    /// By whom.
    pub who: String,
    /// Its hash.
    pub hash: String,
}

/// Reads what somebody wrote; nothing where it is erased or cannot be read.
pub type Texts<'a> = &'a dyn Fn(DocumentId) -> Option<String>;

/// What a list is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A unit.
    Unit(UnitId),
    /// The units beneath a unit, in a report, for a stretch of time.
    Sums(UnitId, &'a str, &'a str),
    /// A session of a course, by its number.
    Session(u32),
    /// A conference, by its number.
    Conference(u32),
    /// A directive, by its code.
    Directive(&'a str),
    /// The whole organisation, as far as the viewer may know of it.
    All,
}

/// The lists there are, by name, with what each is about in a word: `unit`, `sums`, `session`,
/// `conference`, `directive` or `all`. A name may stand twice, of a unit and of all.
pub const LISTS: &[(&str, &str)] = &[
    ("meetings", "unit"),
    ("elections", "unit"),
    ("returns", "unit"),
    ("visits", "unit"),
    ("doubles", "unit"),
    ("petitions", "unit"),
    ("applications", "unit"),
    ("directives", "unit"),
    ("directives", "all"),
    ("awards", "all"),
    ("bodies", "all"),
    ("due", "all"),
    ("findings", "all"),
    ("study", "all"),
    ("conferences", "all"),
    ("delegates", "conference"),
    ("units", "directive"),
    ("lists", "unit"),
    ("books", "unit"),
    ("beneath", "sums"),
    ("missing", "sums"),
    ("attended", "session"),
    ("changes", "unit"),
    ("people", "unit"),
    ("holders", "unit"),
];

/// Those of [`LISTS`] for which entries are read: they are about a unit, and about days.
pub const LISTS_OF_PAST: &[&str] = &["changes", "people", "holders"];

impl<'a> Reader<'a> {
    /// Somebody who reads on a day; none before a charter is in force.
    #[must_use]
    pub fn new(
        state: &'a State,
        directory: &'a Directory,
        (viewer, today): (Actor, Date),
    ) -> Option<Reader<'a>> {
        let charter = state.charter_on(today)?;
        Some(Reader {
            view: View {
                state,
                directory,
                charter,
                viewer,
                today,
                told_on: None,
            },
        })
    }

    /// What is due from the viewer or, where a unit is named, from that unit.
    #[must_use]
    pub fn due(self, unit: Option<UnitId>) -> Vec<DueJson> {
        let View {
            state,
            viewer,
            today,
            ..
        } = self.view;
        let due = match unit {
            Some(unit) => kernel::due::due_from(state, today, unit),
            None => kernel::due::due(state, viewer, today),
        };
        let said = due.iter().filter_map(|it| DueJson::of(self.view, it));
        said.collect()
    }

    /// The units that the viewer looks after, where help is needed first.
    ///
    /// # Errors
    /// When they look after none.
    pub fn area(self) -> Result<Vec<LookedAfterJson>, NothingToRead> {
        let survey = Survey::of(self.view.state, self.view.today);
        let units = area::looked_after(self.view)?;
        let needing = area::needing(self.view, &survey, &units).into_iter();
        Ok(needing
            .filter_map(|it| LookedAfterJson::of(self.view, &it))
            .collect())
    }

    /// An entry of the journal in words; none where the viewer may not see it.
    #[must_use]
    pub fn entry(self, entry: &HistoryEntry) -> Option<EntrySaid> {
        self.view.may_see_entry(entry).then(|| EntrySaid {
            sequence: entry.sequence,
            at_ms: entry.at_ms,
            event: entry.event.name(),
            says: telling::what(self.view, entry).text,
            who: telling::who(self.view, entry),
            hash: journal::hex(&entry.hash),
        })
    }

    /// The list of dues of a unit for a stretch of time: the newest, or that in which a day lies.
    ///
    /// # Errors
    /// When there is none, or the viewer may not know of the unit.
    pub fn dues_list(self, unit: UnitId, day: Option<Date>) -> Result<ListJson, NothingToRead> {
        let View { state, charter, .. } = self.view;
        let named = || {
            let every = charter.dues.as_ref()?.every;
            period_start(every, period_of(every, day?))
        };
        let newest = || state.listed_periods(unit).next().filter(|_| day.is_none());
        let first = named().or_else(newest).ok_or(Failure::NotFound)?;
        Ok(ListJson::of(self.view, (unit, first), |all| all.collect())?)
    }

    /// What changed in a unit and beneath it between the ends of two days, of one kind or of all:
    /// without a second day up to today, without a first one from a year before.
    ///
    /// # Errors
    /// When the days or the kind cannot be, the viewer may not know of the unit, or entries
    /// cannot be read.
    pub fn changes(
        self,
        past: &Past,
        unit: UnitId,
        (from, to): (Option<Date>, Option<Date>),
        kind: &str,
    ) -> Result<ChangesJson, NothingToRead> {
        let typed = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let between = Between {
            from: typed(from),
            to: typed(to),
        };
        let days = between.days(self.view.today).map_err(Failure::Invalid)?;
        let kind = kind_named(kind)?;
        self.view.unit(unit)?;
        let who = (self.view.viewer, self.view.today);
        let area = known_area(past.state(), who, unit, days);
        let read = changes_in(past, &area, days)?;
        let found = Found::of(self.view, &area, read, kind);
        Ok(ChangesJson::of(self.view, &found, days, |all| {
            all.collect()
        }))
    }

    /// What there is to hand over with a post of a unit.
    ///
    /// # Errors
    /// When nobody holds the post, or the viewer has nothing to do with it.
    pub fn hand_over(
        self,
        unit: UnitId,
        post: &str,
        holder: Option<PersonId>,
    ) -> Result<HandOverJson, NothingToRead> {
        let contents = hand_over::sheet(self.view, (unit, post), holder)?;
        Ok(HandOverJson::of(self.view, contents))
    }

    /// A list of [`LISTS`], narrowed as its page is: `q` to search, and its filters by name.
    /// `text` reads what somebody wrote.
    ///
    /// # Errors
    /// When there is no such list of that, or it is not for the viewer.
    pub fn list(
        self,
        name: &str,
        about: About<'_>,
        asked: &[(String, String)],
        text: Texts<'_>,
    ) -> Result<Rows, NothingToRead> {
        let asked = (asked, text);
        let sums = |unit: UnitId, report: &str, period: &str| {
            (unit.0, report.to_owned(), period.to_owned())
        };
        match (name, about) {
            ("meetings", About::Unit(unit)) => self.rows(&MEETINGS, unit.0, asked),
            ("elections", About::Unit(unit)) => self.rows(&ELECTIONS, unit.0, asked),
            ("returns", About::Unit(unit)) => self.rows(&RETURNS, unit.0, asked),
            ("visits", About::Unit(unit)) => self.rows(&VISITS, unit.0, asked),
            ("doubles", About::Unit(unit)) => self.rows(&DOUBLES, unit.0, asked),
            ("lists", About::Unit(unit)) => self.rows(&within::LISTS, unit.0, asked),
            ("books", About::Unit(unit)) => self.rows(&within::BENEATH, unit.0, asked),
            ("petitions", About::Unit(unit)) => self.rows(&PETITIONS, unit.0, asked),
            ("applications", About::Unit(unit)) => self.rows(&APPLICATIONS, unit.0, asked),
            ("directives", About::Unit(unit)) => self.rows(&directives::OF_UNIT, unit.0, asked),
            ("directives", About::All) => self.rows(&directives::DIRECTIVES, (), asked),
            ("awards", About::All) => self.rows(&AWARDS, (), asked),
            ("bodies", About::All) => self.rows(&BODIES, (), asked),
            ("due", About::All) => self.rows(&DUE, (), asked),
            ("findings", About::All) => self.rows(&FINDINGS, (), asked),
            ("study", About::All) => self.rows(&SESSIONS, (), asked),
            ("conferences", About::All) => self.rows(&CONFERENCES, (), asked),
            ("delegates", About::Conference(conference)) => {
                self.rows(&DELEGATES, conference, asked)
            }
            ("units", About::Directive(code)) => self.rows(&UNITS, code.to_owned(), asked),
            ("attended", About::Session(session)) => self.rows(&ATTENDED, session, asked),
            ("beneath", About::Sums(unit, report, period)) => {
                self.rows(&BENEATH, sums(unit, report, period), asked)
            }
            ("missing", About::Sums(unit, report, period)) => {
                self.rows(&MISSING, sums(unit, report, period), asked)
            }
            _ => Err(Failure::NotFound.into()),
        }
    }

    /// A list of [`LISTS_OF_PAST`], of a unit, narrowed as its page is: its days by name too.
    ///
    /// # Errors
    /// When there is no such list, it is not for the viewer, or entries cannot be read.
    pub fn list_of_past(
        self,
        past: &Past,
        (name, unit): (&str, UnitId),
        asked: &[(String, String)],
        text: Texts<'_>,
    ) -> Result<Rows, NothingToRead> {
        let before = Before {
            past,
            viewer: self.view.viewer,
            today: self.view.today,
        };
        let days = Asked::of(asked);
        let asked = (asked, text);
        match name {
            "changes" => self.rows(&CHANGES, gather(before, unit.0, &days)?, asked),
            "people" => self.rows(&PEOPLE, people::read(before, unit.0, &days)?, asked),
            "holders" => self.rows(&HOLDERS, holders::asks(before, unit.0, &days)?, asked),
            _ => Err(Failure::NotFound.into()),
        }
    }

    fn rows<I, R: 'static>(
        self,
        list: &List<I, R>,
        about: I,
        (asked, text): (&[(String, String)], Texts<'_>),
    ) -> Result<Rows, NothingToRead> {
        let View { state, today, .. } = self.view;
        let with = Opening {
            view: self.view,
            text,
            survey: &|| Arc::new(Survey::of(state, today)),
            sums: &made_anew(state),
            asked: &Asked::of(asked),
        };
        let opened = (list.opens)(with, about)?;
        Ok(list.rows(with, opened)?)
    }
}
