//! Acting: a form that was sent becomes a request, and a request that is
//! refused becomes the form again, with what was typed and what stands in the way.

use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::pin::Pin;

use axum::extract::State;
use axum::response::Response;
use charter::RuleId;
use clerk::{Receipt, Submission};
use jiff::civil::Date;
use kernel::texts::has_unseen;
use kernel::{Command, Reason, UnitId};
use serde::de::DeserializeOwned;

use crate::done;
use crate::error::Failure;
use crate::forms::{Field, Guard, Kind, Refused};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::refusal::{Told, sentence};
use crate::session::{At, Query, Sent, SignedIn};
use crate::site::{Site, html, html_refused, see_other};
use crate::view::View;
use crate::words::iso_day;

/// Longest line of text on a card or in a name, in characters.
const LINE_CHARACTERS_MAX: usize = 200;

/// What stands in the way of a form, above it and at its fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trouble {
    /// The refusal above the form.
    pub(crate) refused: Option<Refused>,
    at: BTreeMap<String, (String, Vec<Link>)>,
}

impl Trouble {
    /// Notes what is wrong with a field.
    pub(crate) fn note(&mut self, field: &str, what: &str) {
        self.note_refused(field, Refused::new(what));
    }

    /// Notes a refusal at the field that it is about, instead of above the form.
    pub(crate) fn note_refused(&mut self, field: &str, refused: Refused) {
        let entry = self.at.entry(field.to_owned());
        entry.or_insert_with(|| refused.at_a_field());
    }

    /// Whether nothing stands in the way.
    pub(crate) fn is_none(&self) -> bool {
        self.refused.is_none() && self.at.is_empty()
    }

    /// The field with what is wrong with it.
    pub(crate) fn mark(&self, field: Field) -> Field {
        match self.at.get(field.name.as_str()) {
            Some((what, ways_on)) => field.error(what).ways_on(ways_on.clone()),
            None => field,
        }
    }

    /// What is wrong with a field.
    pub(crate) fn error_at(&self, field: &str) -> Option<String> {
        self.at.get(field).map(|(what, _)| what.clone())
    }

    /// The day in a field.
    pub(crate) fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        let read = iso_day(text.trim());
        if read.is_none() {
            self.note(field, "Give a day, as in 2026-11-23.");
        }
        read
    }

    /// The line in a field that may not be empty.
    pub(crate) fn line(&mut self, field: &str, text: &str) -> Option<String> {
        let line = self.line_or_none(field, text);
        if line.is_none() {
            self.note(field, "This may not be empty.");
        }
        line
    }

    /// The line in a field that may be empty.
    pub(crate) fn line_or_none(&mut self, field: &str, text: &str) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > LINE_CHARACTERS_MAX {
            self.note(
                field,
                &format!("Give one line of at most {LINE_CHARACTERS_MAX} characters."),
            );
            return None;
        }
        if has_unseen(text) {
            self.note(
                field,
                "This holds an invisible character. Type it again by hand.",
            );
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Trouble {
        Trouble {
            refused: Some(refused),
            at: BTreeMap::new(),
        }
    }
}

/// The field for the day on which something happened: today, unless typed otherwise.
pub(crate) fn day_field(label: &str, typed: &str, today: Date) -> Field {
    let value = if typed.is_empty() {
        today.to_string()
    } else {
        typed.to_owned()
    };
    Field::new("on", label, Kind::Day).value(value)
}

/// Submits a request: what it caused or, where it is refused, the banner that says so.
///
/// # Errors
/// When it is about what is not there or may not be known, or the desk is busy or has stopped.
pub(crate) async fn carry_out(
    site: &Site,
    submission: Submission,
) -> Result<Result<Receipt, Refused>, Failure> {
    let done = attempt(site, submission).await?;
    Ok(done.map_err(|turned| turned.refused))
}

/// A request that was turned away.
#[derive(Debug)]
pub(crate) struct TurnedAway {
    /// The banner that says so.
    pub(crate) refused: Refused,
    /// What stands in the way; none where the actor may not ask at all.
    pub(crate) reason: Option<Reason>,
}

impl TurnedAway {
    /// What stands in the way: at the field of the day where it is about that day and
    /// nothing else, above the form otherwise.
    pub(crate) fn trouble(self, day_field: &str) -> Trouble {
        if !self.reason.as_ref().is_some_and(is_about_the_day) {
            return self.refused.into();
        }
        let mut trouble = Trouble::default();
        trouble.note_refused(day_field, self.refused);
        trouble
    }
}

/// Whether nothing is in the way of a request but the day it names.
pub(crate) fn is_about_the_day(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::InFuture(_)
            | Reason::DateOutOfRange(_)
            | Reason::TooEarly { .. }
            | Reason::NoticeTooShort { .. }
    )
}

/// The same, with the reason itself beside its words.
///
/// # Errors
/// When it is about what is not there or may not be known, or the desk is busy or has stopped.
pub(crate) async fn attempt(
    site: &Site,
    submission: Submission,
) -> Result<Result<Receipt, TurnedAway>, Failure> {
    let actor = submission.actor;
    match site.submit(submission).await {
        Ok(receipt) => Ok(Ok(receipt)),
        Err(Failure::Refused(refusal)) => {
            let today = site.today();
            let told = site.read(|state, directory| {
                let charter = state.charter_on(today).map(AsRef::as_ref);
                Told::of(charter, &refusal).named(|person| {
                    kernel::rights::may_see_person(state, actor, today, person)
                        .then(|| directory.name(person))
                })
            })?;
            Ok(Err(TurnedAway {
                refused: told.banner(),
                reason: Some(refusal.reason.clone()),
            }))
        }
        Err(Failure::Denied(what)) => Ok(Err(TurnedAway {
            refused: Refused::new(sentence(&what)),
            reason: None,
        })),
        Err(failure) => Err(failure),
    }
}

/// What a form is drawn with.
#[derive(Debug)]
pub(crate) struct Drawing {
    pub(crate) frame: Frame,
    pub(crate) guard: Guard,
    pub(crate) trouble: Trouble,
}

impl Drawing {
    /// A form of a unit under a rule: what was typed, what stands in the way at the fields and
    /// above them, and the article. Its words are for the caller to add.
    pub(crate) fn page(
        self,
        view: View<'_>,
        unit: UnitId,
        rule: Option<RuleId>,
        fields: Vec<Field>,
    ) -> FormPage {
        let Drawing {
            frame,
            guard,
            trouble,
        } = self;
        let fields = fields.into_iter().map(|field| trouble.mark(field));
        FormPage {
            frame: Frame {
                path: view.path_to(unit),
                ..frame
            },
            heading: String::new(),
            lead: None,
            article: rule.and_then(|rule| view.note(rule)),
            fields: fields.collect(),
            refused: trouble.refused,
            action: String::new(),
            guard,
            submit: String::new(),
            back: None,
        }
    }
}

/// Draws a form for whoever is signed in.
pub(crate) fn draw(
    site: &Site,
    by: &SignedIn,
    trouble: Trouble,
    fill: impl FnOnce(View<'_>, Drawing) -> Result<FormPage, Failure>,
) -> Result<FormPage, Failure> {
    let guard = by.guard()?;
    site.look(by, |view| {
        let frame = by.frame(view.state, view.directory, None, "");
        let mut page = fill(
            view,
            Drawing {
                frame,
                guard,
                trouble,
            },
        )?;
        page.frame.title.clone_from(&page.heading);
        // The banner brings its article along: the same is not shown twice.
        if page
            .refused
            .as_ref()
            .is_some_and(|refused| refused.article == page.article)
        {
            page.article = None;
        }
        Ok(page)
    })
}

/// A form as it is first drawn.
pub(crate) fn form(
    site: &Site,
    by: &SignedIn,
    fill: impl FnOnce(View<'_>, Drawing) -> Result<FormPage, Failure>,
) -> Result<Response, Failure> {
    Ok(html(&draw(site, by, Trouble::default(), fill)?))
}

/// Carries out what a form asks for, where it says all that it must, and goes
/// on to where `after` says. Where something is missing or the request is
/// refused, the form is drawn again with what was typed.
pub(crate) async fn act(
    site: &Site,
    by: &SignedIn,
    (submission, mut trouble): (Option<Submission>, Trouble),
    after: impl FnOnce(&Receipt) -> Result<String, Failure>,
    again: impl FnOnce(View<'_>, Drawing) -> Result<FormPage, Failure>,
) -> Result<Response, Failure> {
    let mut day = None;
    if let Some(submission) = submission.filter(|_| trouble.is_none()) {
        match attempt(site, submission).await? {
            Ok(receipt) => return Ok(see_other(&done::address(&after(&receipt)?, &receipt))),
            Err(turned) => {
                day = turned.reason.as_ref().and_then(day_that_cannot_be);
                trouble.refused = Some(turned.refused);
            }
        }
    }
    let mut page = draw(site, by, trouble, again)?;
    if let Some(day) = day {
        tell_at_its_field(&mut page, day);
    }
    Ok(html_refused(&page))
}

/// The day that was typed, where nothing else stands in the way.
fn day_that_cannot_be(reason: &Reason) -> Option<Date> {
    if let Reason::InFuture(day) | Reason::DateOutOfRange(day) | Reason::TooEarly { on: day, .. } =
        reason
    {
        Some(*day)
    } else {
        None
    }
}

/// What is wrong with a day stands at the field in which it was typed, and not above the form.
fn tell_at_its_field(page: &mut FormPage, day: Date) {
    let typed = day.to_string();
    let mut fields = page.fields.iter_mut();
    let field = fields.find(|field| matches!(field.kind, Kind::Day) && field.value == typed);
    if let Some(field) = field
        && let Some(mut refused) = page.refused.take()
    {
        // The article goes back to where it stands beside a form.
        page.article = page.article.take().or(refused.article.take());
        let (what, ways_on) = refused.at_a_field();
        field.error = Some(what);
        field.ways_on = ways_on;
    }
}

/// An answer that is there at once.
pub(crate) type Drawn = Ready<Result<Response, Failure>>;

/// An answer that takes a while.
pub(crate) type Later = Pin<Box<dyn Future<Output = Result<Response, Failure>> + Send>>;

/// Draws a form about what the address names.
pub(crate) type Draws<I, F> = fn(View<'_>, I, &F, Drawing) -> Result<FormPage, Failure>;

/// What a form commands; nothing where it lacks something, which is noted.
pub(crate) type Commands<I, F> =
    fn(View<'_>, I, &F, &mut Trouble) -> Result<Option<Command>, Failure>;

/// What is done with one form about what a number in the address names: how it
/// is drawn, what it commands, and where one goes once that is done. The table
/// of contents answers `GET` and `POST` of its address from it.
pub(crate) struct Task<I, F> {
    pub(crate) draws: Draws<I, F>,
    pub(crate) commands: Commands<I, F>,
    pub(crate) after: fn(I, &Receipt) -> String,
}

/// The handler of `GET` for a form, begun with what the address says.
pub(crate) fn drawn<I, F>(
    draws: Draws<I, F>,
) -> impl Fn(State<Site>, SignedIn, At<u32>, Query<F>) -> Drawn + Clone + Send + Sync
where
    I: From<u32> + 'static,
    F: 'static,
{
    move |State(site), by, At(id), Query(asked)| {
        ready(form(&site, &by, |view, with| {
            draws(view, I::from(id), &asked, with)
        }))
    }
}

/// The handler of `POST` for a form. One that is sent twice gets the first
/// answer twice: what it did may have put its subject out of sight.
pub(crate) fn sent<I, F>(
    task: &Task<I, F>,
) -> impl Fn(State<Site>, At<u32>, Sent<F>) -> Later + Clone + Send + Sync + use<I, F>
where
    I: From<u32> + Copy + Send + Sync + 'static,
    F: DeserializeOwned + Send + Sync + 'static,
{
    let Task {
        draws,
        commands,
        after,
    } = *task;
    move |State(site), At(id), Sent { by, key, form }| {
        Box::pin(async move {
            let id = I::from(id);
            if let Some(receipt) = site.answered(&key, by.actor)? {
                return Ok(see_other(&done::address(&after(id, &receipt), &receipt)));
            }
            let mut trouble = Trouble::default();
            let command = site.look(&by, |view| commands(view, id, &form, &mut trouble))?;
            let submission = command.map(|command| Submission::new(key, by.actor, command));
            let after = |receipt: &Receipt| Ok(after(id, receipt));
            act(&site, &by, (submission, trouble), after, |view, with| {
                draws(view, id, &form, with)
            })
            .await
        })
    }
}
