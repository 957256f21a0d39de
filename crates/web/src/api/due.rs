//! What is due from whoever asks.

use axum::Json;
use axum::extract::State;
use kernel::due::{self, DueWhat};
use kernel::posts::Tenure;
use serde::Serialize;
use utoipa::ToSchema;

use super::units::UnitRef;
use super::{Answer, Day};
use crate::articles::ArticleNote;
use crate::error::{ArticleJson, ErrorJson};
use crate::pages::study::fill::title as session_title;
use crate::session::SignedIn;
use crate::site::Site;
use crate::view::View;

/// Something that is due.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DueJson {
    /// From which unit.
    unit: UnitRef,
    /// `meeting`, `petitions`, `directive`, `return`, `step` of a proceeding, `dues` for the
    /// list of dues, `confirmation` of a holder, `term` that ends, `handing-over` of a post,
    /// or `finding` for something outside the rules.
    kind: &'static str,
    /// Identifier of the kind of meeting.
    meeting: Option<String>,
    /// What it is, in a fragment of a sentence.
    message: String,
    /// By when; none where the charter gives no time.
    by: Option<Day>,
    /// The article that asks for it.
    article: Option<ArticleJson>,
}

/// What is due from the units one acts for, most urgent first.
#[utoipa::path(
    get, path = "/api/due", tag = "due",
    responses((status = 200, body = Vec<DueJson>), (status = "default", body = ErrorJson))
)]
pub(crate) async fn list(State(site): State<Site>, by: SignedIn) -> Answer<Vec<DueJson>> {
    let due = site.look(&by, |view| {
        let due = due::due(view.state, view.viewer, view.today);
        let rows = due.into_iter().filter_map(|it| {
            let (kind, meeting, message) = match &it.what {
                DueWhat::Meeting(kind) => {
                    let row = view.charter.meeting(*kind)?;
                    ("meeting", Some(row.id.clone()), row.title.clone())
                }
                DueWhat::Petitions {
                    kind,
                    waiting,
                    late,
                } => {
                    let row = view.charter.petition(*kind)?;
                    let message = crate::pages::petitions::waiting_words(row, *waiting, *late);
                    ("petitions", None, message)
                }
                DueWhat::Directive { directive, .. } => (
                    "directive",
                    None,
                    view.state.directive_name(view.charter, *directive),
                ),
                DueWhat::Return { report, .. } => {
                    ("return", None, view.charter.report(*report)?.title.clone())
                }
                DueWhat::Step(id, step) => {
                    let rule = view.charter.procedure(step.procedure)?;
                    let row = rule.step(step.step)?;
                    let message = format!("{} {id}: {}", rule.title, row.title);
                    ("step", None, message)
                }
                DueWhat::Dues(_) => {
                    let title = view.dues_title();
                    ("dues", None, format!("the list of {title}"))
                }
                DueWhat::Session(id) => {
                    let session = view.state.session(*id)?;
                    ("session", None, session_title(view, &session))
                }
                DueWhat::Confirm(tenure) => about_post(view, "confirmation", tenure),
                DueWhat::TermEnds(tenure) => about_post(view, "term", tenure),
                DueWhat::HandOver(tenure) => about_post(view, "handing-over", tenure),
                DueWhat::Mend(finding) => {
                    ("finding", None, finding.message(view.state, view.charter))
                }
            };
            Some(DueJson {
                unit: UnitRef::of(view, it.unit)?,
                kind,
                meeting,
                message,
                by: it.by.map(Day),
                article: ArticleNote::of_rule(view.charter, it.rule).map(ArticleJson::from),
            })
        });
        Ok(rows.collect())
    })?;
    Ok(Json(due))
}

/// Something due about a post: the post, its unit and the number of its holder.
fn about_post(
    view: View<'_>,
    kind: &'static str,
    tenure: &Tenure,
) -> (&'static str, Option<String>, String) {
    let title = view.post_title(tenure.post, view.today);
    let unit = view.some_unit(tenure.unit);
    let message = format!("{title} of {unit}, held by person {}", tenure.person);
    (kind, None, message)
}
