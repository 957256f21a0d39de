//! The form that strikes the record of an election.

use axum::extract::State;
use axum::response::Response;
use charter::Action;
use clerk::Submission;
use kernel::posts::StrikeElection;
use kernel::{Command, UnitId};
use serde::Deserialize;

use super::election::{numbered, struck};
use super::words::elected;
use crate::acting::{self, Drawing, Trouble};
use crate::error::Failure;
use crate::forms::{Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::session::{At, Sent, SignedIn};
use crate::site::{Site, see_other};
use crate::view::View;
use crate::words::{capital, day};

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StrikeForm {
    reason: String,
}

/// `GET /units/{id}/elections/{number}/strike`
pub(crate) async fn form(
    State(site): State<Site>,
    by: SignedIn,
    At((unit, number)): At<(u32, u32)>,
) -> Result<Response, Failure> {
    acting::form(&site, &by, |view, with| {
        drawn(view, (UnitId(unit), number), &StrikeForm::default(), with)
    })
}

/// `POST /units/{id}/elections/{number}/strike`
pub(crate) async fn strike(
    State(site): State<Site>,
    At((unit, number)): At<(u32, u32)>,
    sent: Sent<StrikeForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    let unit = UnitId(unit);
    let way = format!("/units/{unit}/elections/{number}");
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&crate::done::address(&way, &receipt)));
    }
    site.look(&by, |view| numbered(view, unit, number))?;
    let mut trouble = Trouble::default();
    let submission = trouble.line("reason", &form.reason).map(|reason| {
        let command = StrikeElection {
            unit,
            number,
            reason,
        };
        Submission::new(key, by.actor, Command::from(command))
    });
    let after = |_: &clerk::Receipt| Ok(way.clone());
    acting::act(&site, &by, (submission, trouble), after, |view, with| {
        drawn(view, (unit, number), &form, with)
    })
    .await
}

fn drawn(
    view: View<'_>,
    (unit, number): (UnitId, u32),
    form: &StrikeForm,
    with: Drawing,
) -> Result<FormPage, Failure> {
    let it = view.unit_for(Action::RecordElection, unit)?;
    let election = numbered(view, unit, number)?;
    let title = view.post_title(election.post, election.on);
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let names = capital(&elected(view, &election));
    let lead = if struck(view, unit, number) {
        "This record is struck already.".to_owned()
    } else if election.elected().next().is_none() {
        format!("On {} nobody was elected by it.", day(election.on))
    } else {
        format!(
            "{names} was elected by it on {}, and will not have held the post by it. Whoever held it before, and may still, has it again. An election that was held and whose term is over is not struck: have the post filled anew.",
            day(election.on)
        )
    };
    let rule = view.charter.choosing_of(election.post).map(|it| it.rule);
    Ok(FormPage {
        frame: Frame {
            path: view.path_to(unit),
            ..frame
        },
        heading: format!("Strike the election of the {title} of {}", it.name),
        lead: Some(lead),
        article: rule.and_then(|rule| view.note(rule)),
        refused: trouble.refused.clone(),
        action: format!("/units/{unit}/elections/{number}/strike"),
        guard,
        fields: vec![
            trouble.mark(
                Field::new("reason", "Why", Kind::Line)
                    .value(&form.reason)
                    .hint("As \u{201c}that was another unit\u{201d}, or \u{201c}the votes were counted wrongly\u{201d}."),
            ),
        ],
        submit: "Strike the record".to_owned(),
        back: Some(Link::new("Back", format!("/units/{unit}/elections/{number}"))),
    })
}
