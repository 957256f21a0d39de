//! What is due from whoever asks.

use axum::Json;
use axum::extract::State;
use kernel::due::{self, Due, DueWhat};
use kernel::posts::Tenure;
use serde::Serialize;
use utoipa::ToSchema;

use super::units::UnitRef;
use super::{Answer, Day};
use crate::articles::ArticleNote;
use crate::error::{ArticleJson, ErrorJson};
use crate::pages::home::conferences::delegates_to;
use crate::pages::home::reminding::reminder;
use crate::pages::study::fill::title as session_title;
use crate::session::SignedIn;
use crate::site::Site;
use crate::view::View;

/// Something that is due.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueJson {
    /// From which unit.
    pub unit: UnitRef,
    /// `meeting`, `petitions`, `directive`, `return`, `step` of a proceeding, `dues` for the
    /// list of dues, `reminder` of one's own that are late, `delegates` to a conference, `confirmation` of a holder, `term` that ends, `handing-over` of a post,
    /// or `finding` for something outside the rules.
    pub kind: &'static str,
    /// Identifier of the kind of meeting.
    pub meeting: Option<String>,
    /// Number of the person it is about; none where it is about nobody.
    pub person: Option<u32>,
    /// Code of that person, where one may know it.
    pub person_code: Option<String>,
    /// What it is, in a fragment of a sentence.
    pub message: String,
    /// By when; none where the charter gives no time.
    pub by: Option<Day>,
    /// The article that asks for it.
    pub article: Option<ArticleJson>,
}

impl DueJson {
    pub(crate) fn of(view: View<'_>, it: &Due) -> Option<DueJson> {
        let (kind, message) = said(view, it)?;
        let meeting = match &it.what {
            DueWhat::Meeting(kind) => view.charter.meeting(*kind).map(|row| row.id.clone()),
            _ => None,
        };
        let person = match &it.what {
            DueWhat::Confirm(tenure) | DueWhat::TermEnds(tenure) | DueWhat::HandOver(tenure) => {
                Some(tenure.person)
            }
            _ => None,
        };
        Some(DueJson {
            unit: UnitRef::of(view, it.unit)?,
            kind,
            meeting,
            person: person.map(|person| person.0),
            person_code: person.and_then(|person| view.code_of(person)),
            message,
            by: it.by.map(Day),
            article: ArticleNote::of_rule(view.charter, it.rule).map(ArticleJson::from),
        })
    }
}

/// What is due from the units one acts for, most urgent first.
#[utoipa::path(
    get, path = "/api/due", tag = "due",
    responses((status = 200, body = Vec<DueJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(State(site): State<Site>, by: SignedIn) -> Answer<Vec<DueJson>> {
    let due = site.look(&by, |view| {
        let due = due::due(view.state, view.viewer, view.today);
        Ok(due.iter().filter_map(|it| DueJson::of(view, it)).collect())
    })?;
    Ok(Json(due))
}

/// What kind of thing is due, and what it is in a fragment of a sentence.
fn said(view: View<'_>, it: &Due) -> Option<(&'static str, String)> {
    Some(match &it.what {
        DueWhat::Meeting(kind) => ("meeting", view.charter.meeting(*kind)?.title.clone()),
        DueWhat::Petitions {
            kind,
            waiting,
            late,
        } => {
            let row = view.charter.petition(*kind)?;
            let message = crate::pages::petitions::waiting_words(row, *waiting, *late);
            ("petitions", message)
        }
        DueWhat::Directive { directive, .. } => (
            "directive",
            view.state.directive_name(view.charter, *directive),
        ),
        DueWhat::Return { report, .. } => ("return", view.charter.report(*report)?.title.clone()),
        DueWhat::Step(id, step) => {
            let rule = view.charter.procedure(step.procedure)?;
            let row = rule.step(step.step)?;
            ("step", format!("{} {id}: {}", rule.title, row.title))
        }
        DueWhat::Dues(_) => ("dues", format!("the list of {}", view.dues_title())),
        DueWhat::Reminder { step, dues, open } => {
            ("reminder", reminder(view, (*step, *dues, *open))?)
        }
        DueWhat::Session(id) => {
            let session = view.state.session(*id)?;
            ("session", session_title(view, &session))
        }
        DueWhat::Delegates(id) => ("delegates", delegates_to(view, *id)?),
        DueWhat::Confirm(tenure) => ("confirmation", about_post(view, tenure)),
        DueWhat::TermEnds(tenure) => ("term", about_post(view, tenure)),
        DueWhat::HandOver(tenure) => ("handing-over", about_post(view, tenure)),
        DueWhat::Mend(finding) => ("finding", finding.message(view.state, view.charter)),
    })
}

/// Something due about a post: the post, its unit and the number of its holder.
fn about_post(view: View<'_>, tenure: &Tenure) -> String {
    let title = view.post_title(tenure.post, view.today);
    let unit = view.some_unit(tenure.unit);
    format!("{title} of {unit}, held by person {}", tenure.person)
}
