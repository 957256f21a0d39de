//! The JSON API: the same acts, the same rights and the same refusals as the
//! pages, a file a noun. The router lists the addresses; the document is made
//! from the handlers, and a test holds one against the other.

pub(crate) mod applications;
pub(crate) mod applying;
pub(crate) mod awards;
pub(crate) mod bank;
pub(crate) mod bodies;
pub(crate) mod bulletins;
pub(crate) mod charter;
pub(crate) mod conferences;
pub(crate) mod day;
pub(crate) mod directives;
pub(crate) mod doubles;
pub(crate) mod drafts;
pub(crate) mod due;
pub(crate) mod dues;
pub(crate) mod findings;
pub(crate) mod journal;
pub(crate) mod ledger;
pub(crate) mod meetings;
mod names;
pub(crate) mod notices;
pub(crate) mod one_post;
pub(crate) mod openapi;
pub(crate) mod past;
pub(crate) mod people;
pub(crate) mod petitions;
pub(crate) mod plan;
mod posted;
pub(crate) mod posts;
pub(crate) mod proceedings;
pub(crate) mod reports;
pub(crate) mod reshaping;
pub(crate) mod sessions;
pub(crate) mod struck_posts;
pub(crate) mod struck_units;
pub(crate) mod study;
pub(crate) mod units;
pub(crate) mod visits;

use axum::Json;
use clerk::{Receipt, Submission};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::Failure;
use crate::refusal::NoSuchWord;
use crate::site::Site;
use crate::view::View;
use day::Day;
use posted::Posted;

/// What a handler of the API answers.
type Answer<T> = Result<Json<T>, Failure>;

/// Rows given at once where nothing else is asked for.
const ROWS: usize = 100;
/// Rows given at once at the most.
const ROWS_MAX: usize = 1000;

/// Which rows of a list are wanted.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Rows {
    /// Rows to pass over.
    #[serde(default)]
    from: usize,
    /// Rows wanted: 100 where nothing is said, and 1000 at the most.
    count: Option<usize>,
}

impl Rows {
    fn of<T>(self, rows: impl Iterator<Item = T>) -> Vec<T> {
        let count = self.count.unwrap_or(ROWS).min(ROWS_MAX);
        rows.skip(self.from).take(count).collect()
    }
}

/// What was done, durably.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Done {
    /// The first entry of the journal that says so.
    first_entry: u64,
    /// The last entry; one less than the first where nothing had to change.
    last_entry: u64,
    /// Number of the person, unit, meeting or directive that was new, where one was.
    new: Option<u32>,
}

impl Done {
    fn of(receipt: &Receipt, new: Option<u32>) -> Json<Done> {
        Json(Done {
            first_entry: receipt.first_sequence,
            last_entry: receipt.last_sequence,
            new,
        })
    }
}

/// Submits what was posted.
async fn submit<T>(
    site: &Site,
    posted: &Posted<T>,
    command: kernel::Command,
) -> Result<Receipt, Failure> {
    site.submit(Submission::new(posted.key, posted.by.actor, command))
        .await
}

/// The day named, or today.
fn day_or_today(site: &Site, on: Option<Day>) -> jiff::civil::Date {
    on.map_or_else(|| site.today(), |day| day.0)
}

/// A failure because a word is not the charter's, which has these of the kind.
fn no_such<'a>(
    what: &'static str,
    asked: &str,
    rows: impl IntoIterator<Item = (&'a str, ::charter::RuleId)>,
) -> Failure {
    Failure::NoSuchWord(Box::new(NoSuchWord::of_charter(what, asked, rows)))
}

/// A failure because a word is none of these.
fn none_of<'a>(
    what: &'static str,
    asked: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Failure {
    Failure::NoSuchWord(Box::new(NoSuchWord::among(what, asked, known)))
}

fn no_such_level(view: View<'_>, asked: &str) -> Failure {
    let rows = view.charter.levels.iter();
    no_such("level", asked, rows.map(|it| (it.id.as_str(), it.rule)))
}

fn no_such_post(view: View<'_>, asked: &str) -> Failure {
    let rows = view.charter.posts.iter();
    no_such("post", asked, rows.map(|it| (it.id.as_str(), it.rule)))
}
