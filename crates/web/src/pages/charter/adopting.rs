//! Another edition of the charter: its text is given, what it would change is shown, and
//! then somebody says yes.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use charter::{Action, Charter, Problem};
use clerk::Submission;
use jiff::civil::Date;
use journal::RequestKey;
use kernel::charters::AdoptCharter;
use kernel::{Actor, Command, Request};
use serde::Deserialize;

use super::comparing;
use super::preview::{self, Given};
use super::{AdoptPage, ComparedPage};
use crate::acting::{Trouble, attempt};
use crate::done;
use crate::error::Failure;
use crate::forms::{Field, Kind, Refused};
use crate::frame::{Frame, Link, Room};
use crate::refusal::Told;
use crate::session::{Sent, SignedIn, Uploaded};
use crate::site::{Site, html, html_refused, see_other, waiting};
use crate::view::View;

/// The address of the form.
pub(crate) const PAGE: &str = "/charter/adopt";
/// Where the word goes that puts it in force.
pub(crate) const YES: &str = "/charter/adopt/yes";
/// Problems of a text that are listed.
const PROBLEMS_MOST: usize = 12;
/// Letters of a line that are shown with what is wrong in it.
const LINE_LETTERS_MAX: usize = 100;

/// A text that reads as a charter.
pub(crate) struct Edition {
    text: String,
    charter: Arc<Charter>,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What it is, with the number of its line.
    pub says: String,
    /// The line itself.
    pub line: String,
}

impl Edition {
    /// Reads a text, or says what is wrong with it, with the number of each line.
    pub(crate) fn read(typed: &str) -> Result<Edition, Vec<Fault>> {
        // Forms send the ends of lines as two letters.
        let text = typed.replace("\r\n", "\n");
        let reading = charter::read(&text);
        match reading.charter {
            Some(charter) => Ok(Edition {
                text,
                charter: Arc::new(charter),
            }),
            None => Err(faults(&text, &reading.problems)),
        }
    }

    /// The command that puts it in force from a day on.
    fn command(&self, from: Date) -> Command {
        Command::AdoptCharter(AdoptCharter {
            charter: Arc::clone(&self.charter),
            sha256: journal::sha256(self.text.as_bytes()),
            from,
        })
    }

    /// The request that puts it in force from a day on.
    pub(crate) fn adopted(self, from: Date, key: RequestKey, actor: Actor) -> Submission {
        let mut submission = Submission::new(key, actor, self.command(from));
        submission.charters.push(self.text);
        submission
    }
}

/// Problems with the number of their line, and the line.
fn faults(text: &str, problems: &[Problem]) -> Vec<Fault> {
    let mut all: Vec<Fault> = problems
        .iter()
        .take(PROBLEMS_MOST)
        .map(|problem| {
            let before = text.get(..problem.span.start).unwrap_or_default();
            let line = before.matches('\n').count();
            let help = problem.help.as_ref().map(|help| format!(" ({help})"));
            let help = help.unwrap_or_default();
            let shown = text.lines().nth(line).unwrap_or_default().trim();
            Fault {
                says: format!("Line {}: {}{help}.", line + 1, problem.message),
                line: shown.chars().take(LINE_LETTERS_MAX).collect(),
            }
        })
        .collect();
    let more = problems.len().saturating_sub(PROBLEMS_MOST);
    if more > 0 {
        all.push(Fault {
            says: format!("And {more} more."),
            line: String::new(),
        });
    }
    all
}

/// Problems with the number of their line.
pub(crate) fn in_lines(text: &str, problems: &[Problem]) -> Vec<String> {
    let all = faults(text, problems).into_iter();
    all.map(|fault| fault.says).collect()
}

/// Whether the viewer may put an edition in force.
pub(super) fn may_adopt(view: View<'_>) -> bool {
    let top = view.state.top_unit();
    top.is_some_and(|top| view.may(Action::AdoptCharter, top))
}

/// Whoever may not is told so, or that there is no such page.
fn allowed(view: View<'_>) -> Result<(), Failure> {
    let top = view.state.top_unit().ok_or(Failure::NotFound)?;
    view.unit_for(Action::AdoptCharter, top).map(|_| ())
}

/// What was typed into the form.
#[derive(Clone, Debug, Default)]
struct Typed {
    text: String,
    from: String,
}

/// What stands in the way of it.
#[derive(Debug, Default)]
struct Wrong {
    trouble: Trouble,
    faults: Vec<Fault>,
}

impl From<Trouble> for Wrong {
    fn from(trouble: Trouble) -> Wrong {
        Wrong {
            trouble,
            faults: Vec::new(),
        }
    }
}

fn draw(site: &Site, by: &SignedIn, typed: &Typed, wrong: Wrong) -> Result<AdoptPage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        allowed(view)?;
        let Wrong { trouble, faults } = wrong;
        let title = "Adopt an edition";
        let frame = by.frame(view.state, view.directory, Some(Room::Charter), title);
        let from = if typed.from.is_empty() {
            view.today.to_string()
        } else {
            typed.from.clone()
        };
        let text = Field::new("charter", "Or paste it here", Kind::Prose)
            .value(typed.text.as_str())
            .optional();
        let from = Field::new("from", "First day in force", Kind::Day).value(from);
        Ok(AdoptPage {
            frame: Frame {
                path: vec![Link::new("Charter", "/charter")],
                ..frame
            },
            text: trouble.mark(text),
            from: trouble.mark(from),
            refused: trouble.refused,
            faults,
            guard,
            article: view.right_note(Action::AdoptCharter),
        })
    })
}

/// `GET /charter/adopt`
pub(crate) async fn form(State(site): State<Site>, by: SignedIn) -> Result<Response, Failure> {
    let page = draw(&site, &by, &Typed::default(), Wrong::default())?;
    Ok(html(&page))
}

/// `POST /charter/adopt`: shows what the text would change.
pub(crate) async fn look(State(site): State<Site>, sent: Uploaded) -> Result<Response, Failure> {
    let Uploaded {
        by,
        mut fields,
        file,
    } = sent;
    let mut taken = |name: &str| fields.remove(name).unwrap_or_default();
    let pasted = taken("charter");
    let text = match std::str::from_utf8(&file) {
        Ok(_) if file.is_empty() => Some(pasted),
        Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => None,
    };
    let typed = Typed {
        text: text.clone().unwrap_or_default(),
        from: taken("from"),
    };
    match given(text.as_deref(), &typed.from) {
        Err(wrong) => Ok(html_refused(&draw(&site, &by, &typed, *wrong)?)),
        Ok((edition, from)) => match compared(&site, &by, &edition, from)? {
            Ok(page) => Ok(html(&page)),
            Err(trouble) => Ok(html_refused(&draw(&site, &by, &typed, trouble.into())?)),
        },
    }
}

/// The edition and its first day, or what is wrong with them.
fn given(text: Option<&str>, from: &str) -> Result<(Edition, Date), Box<Wrong>> {
    let mut wrong = Box::<Wrong>::default();
    let from = wrong.trouble.day("from", from);
    let Some(text) = text else {
        let refused = Refused {
            instead: Some("Give the document as text (Markdown), as it is exported.".to_owned()),
            ..Refused::new("The file is not a text.")
        };
        wrong.trouble.refused = Some(refused);
        return Err(wrong);
    };
    if text.trim().is_empty() {
        wrong
            .trouble
            .note("charter", "Choose a file, or paste the text.");
        return Err(wrong);
    }
    match (Edition::read(text), from) {
        (Ok(edition), Some(from)) => Ok((edition, from)),
        (Ok(_), None) => Err(wrong),
        (Err(faults), _) => {
            let what = "This text does not read as a charter yet.";
            wrong.trouble.note("charter", what);
            wrong.faults = faults;
            Err(wrong)
        }
    }
}

/// What the text would change or, where it could not be adopted, why not.
fn compared(
    site: &Site,
    by: &SignedIn,
    edition: &Edition,
    from: Date,
) -> Result<Result<ComparedPage, Trouble>, Failure> {
    let guard = by.guard()?;
    let request = Request {
        actor: by.actor,
        today: site.today(),
        command: edition.command(from),
    };
    // The copy is cheap, and nobody waits at the desk while it is looked through.
    let (state, old) = site.look(by, |view| {
        allowed(view)?;
        let on = from.max(view.today);
        let old = view.state.charter_on(on).cloned();
        Ok((view.state.clone(), old.ok_or(Failure::NotFound)?))
    })?;
    let in_force = state.editions().iter().rev().find(|it| it.from <= from);
    let in_force = in_force.map(|it| it.sha256);
    let before = match in_force {
        Some(sha256) => waiting(|| site.clerk.charter_text(&sha256))
            .map_err(|error| Failure::broken("read the text of the charter", &error))?,
        None => None,
    };
    let held = site.look(by, |view| {
        let seen = |unit| view.may(Action::SeeFigures, unit);
        Ok(waiting(|| comparing::hold(&state, &request, from, seen)))
    })?;
    let held = match held {
        Ok(held) => held,
        Err(refusal) => {
            let told = Told::of(Some(&old), &refusal).banner();
            let mut trouble = Trouble::default();
            match refusal.reason {
                kernel::Reason::EditionNotLater(_) | kernel::Reason::DateOutOfRange(_) => {
                    trouble.note_refused("from", told);
                }
                _ => trouble.refused = Some(told),
            }
            return Ok(Err(trouble));
        }
    };
    let mark = site
        .handed_in
        .keep(by.actor, &Bytes::from(edition.text.clone()));
    site.look(by, |view| {
        let title = "What would change";
        let frame = by.frame(view.state, view.directory, Some(Room::Charter), title);
        let given = Given {
            old: &old,
            new: &edition.charter,
            before: before.as_deref().unwrap_or_default(),
            after: &edition.text,
            from,
        };
        Ok(Ok(preview::page(
            view,
            &state,
            &given,
            &held,
            (mark, guard),
            frame,
        )))
    })
}

/// The word that puts in force what was shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct YesForm {
    /// By which the text is found again.
    mark: String,
    /// The first day in force.
    from: String,
}

/// `POST /charter/adopt/yes`
pub(crate) async fn adopt(
    State(site): State<Site>,
    sent: Sent<YesForm>,
) -> Result<Response, Failure> {
    let Sent { by, key, form } = sent;
    if let Some(receipt) = site.answered(&key, by.actor)? {
        return Ok(see_other(&done::address("/charter", &receipt)));
    }
    site.look(&by, allowed)?;
    let kept = site.handed_in.find(by.actor, &form.mark);
    let text = kept.and_then(|file| String::from_utf8(file.to_vec()).ok());
    let typed = Typed {
        text: text.clone().unwrap_or_default(),
        from: form.from,
    };
    let wrong = match (text, given(Some(&typed.text), &typed.from)) {
        (None, _) => {
            let refused = Refused {
                instead: Some("Give it again; you will see first what it changes.".to_owned()),
                ..Refused::new("The text you gave is not kept any longer.")
            };
            Trouble::from(refused).into()
        }
        (_, Err(wrong)) => *wrong,
        (_, Ok((edition, from))) => {
            let submission = edition.adopted(from, key, by.actor);
            match attempt(&site, submission).await? {
                Ok(receipt) => return Ok(see_other(&done::address("/charter", &receipt))),
                Err(turned) => turned.trouble("from").into(),
            }
        }
    };
    Ok(html_refused(&draw(&site, &by, &typed, wrong)?))
}
