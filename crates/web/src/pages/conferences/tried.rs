//! Many acts at once: each is tried on a copy of the organisation before
//! anything is done, and whatever stands in the way of one is no hindrance to
//! the others.

use kernel::{Command, Request, State};

use crate::forms::Guard;
use crate::frame::{Frame, Link};
use crate::refusal::Told;
use crate::view::View;

/// Rows of each kind on a page.
const ROWS_MAX: usize = 60;

/// What was tried, line by line.
#[derive(Debug, askama::Template)]
#[template(path = "conferences/tried.html")]
pub(crate) struct TriedPage {
    /// What stands around it.
    pub frame: Frame,
    /// What it is.
    pub heading: String,
    /// Of which conference.
    pub conference: Link,
    /// How many there are of each kind.
    pub about: String,
    /// The form that does it, where it is not done yet.
    pub ask: Option<Ask>,
    /// What is over these that fit.
    pub fitting: &'static str,
    /// Those that fit, each with what it says.
    pub good: Vec<(String, String)>,
    /// How many more there are than are shown.
    pub more_good: Option<String>,
    /// Those that do not, each with why.
    pub refused: Vec<(String, String)>,
    /// How many more there are than are shown.
    pub more_refused: Option<String>,
    /// The way back.
    pub back: Link,
}

/// The form that does what was tried.
#[derive(Debug)]
pub(crate) struct Ask {
    /// Where it goes.
    pub action: String,
    /// What guards it.
    pub guard: Guard,
    /// By which the file is found again.
    pub mark: String,
    /// The words on the button.
    pub submit: String,
}

/// The acts that can be done one after the other, and those that cannot.
#[derive(Debug)]
pub(crate) struct Tried {
    state: State,
    /// Those that can be done.
    pub(crate) commands: Vec<Command>,
    /// What each of them says.
    pub(crate) good: Vec<(String, String)>,
    /// Those that cannot, each with why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Tried {
    /// Nothing was tried yet.
    pub(crate) fn on(view: View<'_>) -> Tried {
        Tried {
            state: view.state.clone(),
            commands: Vec::new(),
            good: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Tries one, after all that could be done before it.
    pub(crate) fn attempt(&mut self, view: View<'_>, (what, says): (String, String), it: Command) {
        let request = Request {
            actor: view.viewer,
            today: view.today,
            command: it,
        };
        match kernel::decide(&self.state, &request) {
            Ok(events) => {
                for event in &events {
                    self.state.apply(event);
                }
                self.commands.push(request.command);
                self.good.push((what, says));
            }
            Err(refusal) => {
                let known = |person| view.knows(person).then(|| view.directory.name(person));
                let told = Told::of(Some(view.charter), &refusal).named(known);
                let article = told.article.as_ref();
                let article = article.map(|it| format!(" Article {}.", it.number));
                let why = format!("{}{}", told.what, article.unwrap_or_default());
                self.refused.push((what, why));
            }
        }
    }

    /// Notes one that cannot even be tried.
    pub(crate) fn refuse(&mut self, what: String, why: String) {
        self.refused.push((what, why));
    }

    /// As many rows as are shown, and how many more there are.
    pub(crate) fn shown(rows: Vec<(String, String)>) -> (Vec<(String, String)>, Option<String>) {
        let more = rows.len().saturating_sub(ROWS_MAX);
        let more = u64::try_from(more).unwrap_or(u64::MAX);
        let words = (more > 0).then(|| format!("And {} more.", crate::words::figure(more)));
        (rows.into_iter().take(ROWS_MAX).collect(), words)
    }
}
