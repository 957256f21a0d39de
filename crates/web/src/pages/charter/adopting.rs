//! The form that adopts another edition of the charter.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use charter::{Action, Charter, Problem};
use clerk::{Receipt, Submission};
use jiff::civil::Date;
use journal::RequestKey;
use kernel::charters::AdoptCharter;
use kernel::{Actor, Command};
use serde::Deserialize;

use crate::acting::{self, Drawing, Trouble};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::session::{Query, Sent, SignedIn};
use crate::site::Site;
use crate::view::View;

/// The address of the form.
pub(crate) const PAGE: &str = "/charter/adopt";
/// Problems of a text that are listed.
const PROBLEMS_MOST: usize = 12;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdoptForm {
    /// The whole text.
    charter: String,
    /// The first day in force.
    from: String,
}

/// A text that reads as a charter.
pub(crate) struct Edition {
    text: String,
    charter: Charter,
}

impl Edition {
    /// Reads a text, or says what is wrong with it, with the number of each line.
    pub(crate) fn read(typed: &str) -> Result<Edition, Vec<String>> {
        // Forms send the ends of lines as two letters.
        let text = typed.replace("\r\n", "\n");
        let reading = charter::read(&text);
        match reading.charter {
            Some(charter) => Ok(Edition { text, charter }),
            None => Err(in_lines(&text, &reading.problems)),
        }
    }

    /// The request that puts it in force from a day on.
    pub(crate) fn adopted(self, from: Date, key: RequestKey, actor: Actor) -> Submission {
        let command = Command::AdoptCharter(AdoptCharter {
            charter: Arc::new(self.charter),
            sha256: journal::sha256(self.text.as_bytes()),
            from,
        });
        let mut submission = Submission::new(key, actor, command);
        submission.charters.push(self.text);
        submission
    }
}

/// Problems with the number of their line.
pub(crate) fn in_lines(text: &str, problems: &[Problem]) -> Vec<String> {
    let mut lines: Vec<String> = problems
        .iter()
        .take(PROBLEMS_MOST)
        .map(|problem| {
            let before = text.get(..problem.span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let help = problem.help.as_ref().map(|help| format!(" ({help})"));
            let help = help.unwrap_or_default();
            format!("Line {line}: {}{help}.", problem.message)
        })
        .collect();
    let more = problems.len().saturating_sub(PROBLEMS_MOST);
    if more > 0 {
        lines.push(format!("And {more} more."));
    }
    lines
}

/// Whether the viewer may put an edition in force.
pub(super) fn may_adopt(view: View<'_>) -> bool {
    let top = view.state.top_unit();
    top.is_some_and(|top| view.may(Action::AdoptCharter, top))
}

fn page(view: View<'_>, form: &AdoptForm, with: Drawing) -> Result<FormPage, Failure> {
    let top = view.state.top_unit().ok_or(Failure::NotFound)?;
    view.unit_for(Action::AdoptCharter, top)?;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let from = if form.from.is_empty() {
        view.today.to_string()
    } else {
        form.from.clone()
    };
    let text = Field::new("charter", "Text of the edition", Kind::Lines)
        .value(form.charter.as_str())
        .hint(
            "The whole document with its rules. Rows that records speak of keep their order: \
             new levels, grades, posts and meetings stand behind the old ones.",
        );
    Ok(FormPage {
        frame: Frame {
            path: vec![Link::new("Charter", "/charter")],
            ..frame
        },
        heading: "Adopt an edition".to_owned(),
        lead: Some(
            "From its first day on everything is decided by the new text. What was decided \
             before stays as it is, under the text of its day."
                .to_owned(),
        ),
        article: view.right_note(Action::AdoptCharter),
        refused: trouble.refused.clone(),
        action: PAGE.to_owned(),
        guard,
        fields: vec![
            trouble.mark(Field::new("from", "First day in force", Kind::Day).value(from)),
            trouble.mark(text),
        ],
        submit: "Adopt".to_owned(),
        back: Some(Link::new("Charter", "/charter")),
    })
}

/// `GET /charter/adopt`
pub(crate) async fn form(
    State(site): State<Site>,
    by: SignedIn,
    Query(form): Query<AdoptForm>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| page(view, &form, with))
}

/// `POST /charter/adopt`
pub(crate) async fn adopt(
    State(site): State<Site>,
    sent: Sent<AdoptForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let mut trouble = Trouble::default();
    let from = trouble.day("from", &form.from);
    let edition = Edition::read(&form.charter);
    if let Err(problems) = &edition {
        trouble.note("charter", &problems.join(" "));
    }
    let submission = from
        .zip(edition.ok())
        .map(|(from, edition)| edition.adopted(from, key, by.actor));
    let after = |_: &Receipt| Ok("/charter".to_owned());
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        page(view, &form, with)
    })
    .await
}
