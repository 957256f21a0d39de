//! The whole organisation in memory, and the two functions everything passes
//! through: [`decide`] changes nothing, [`State::apply`] judges nothing.

use std::sync::Arc;

use charter::Charter;
use jiff::civil::Date;

use crate::ids::DocumentId;
use crate::refusal::{Reason, Refusal};
use crate::request::{Actor, Command, Event, Request};
use crate::{
    awards, bodies, bulletins, charters, conferences, directives, dues, meetings, members,
    petitions, posts, procedures, reports, sizes, study, texts, units, visits,
};

/// The organisation: one column set for each room.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(crate) charters: charters::Charters,
    pub(crate) units: units::Units,
    pub(crate) members: members::Members,
    pub(crate) posts: posts::Posts,
    pub(crate) meetings: meetings::Meetings,
    pub(crate) directives: directives::Directives,
    pub(crate) reports: reports::Reports,
    pub(crate) awards: awards::Awards,
    pub(crate) bodies: bodies::Bodies,
    pub(crate) conferences: conferences::Conferences,
    pub(crate) bulletins: bulletins::Bulletins,
    pub(crate) study: study::Study,
    pub(crate) visits: visits::Visits,
    pub(crate) petitions: petitions::Petitions,
    pub(crate) proceedings: procedures::Proceedings,
    pub(crate) dues: dues::Dues,
    pub(crate) sizes: sizes::Sizes,
    pub(crate) documents: u32,
}

/// Answers a request: the events it causes, or why it is refused. Changes nothing.
///
/// # Errors
/// Refuses what the charter forbids, naming the rule, and what the record makes impossible.
pub fn decide(state: &State, request: &Request) -> Result<Vec<Event>, Refusal> {
    // Nothing but a charter says what else may be done.
    let adopts = matches!(request.command, Command::AdoptCharter(_));
    if !adopts && state.charter_on(request.today).is_none() {
        return Err(Reason::NoCharterInForce.into());
    }
    if request.actor == Actor::Public && !petitions::is_open_to_all(&request.command) {
        return Err(petitions::PetitionRefusal::NotFromOutside.into());
    }
    let events = request
        .command
        .decide(state, request)
        .map_err(|refusal| refusal.resting(state, request))?;
    nothing_unseen(&request.command)?;
    Ok(dues::with_consequences(state, request, events))
}

/// What people wrote reads as it is written. Each command of an act was looked at by itself.
fn nothing_unseen(command: &Command) -> Result<(), Reason> {
    if matches!(command, Command::Act(_)) {
        return Ok(());
    }
    match command.writings().into_iter().find_map(texts::unseen_in) {
        Some(letter) => Err(Reason::Unseen(u32::from(letter))),
        None => Ok(()),
    }
}

impl State {
    /// Applies what has happened. It judges nothing and cannot refuse.
    pub fn apply(&mut self, event: &Event) {
        event.apply(self);
        for document in event.documents() {
            self.documents = self.documents.max(document.0.saturating_add(1));
        }
    }

    /// The edition of the charter in force on a day.
    #[must_use]
    pub fn charter_on(&self, date: Date) -> Option<&Arc<Charter>> {
        self.charters.on(date)
    }

    /// The newest edition of the charter, whose tables hold every word any older one holds.
    #[must_use]
    pub fn charter(&self) -> Option<&Arc<Charter>> {
        self.charters.newest()
    }

    /// The numbers of the next `count` texts.
    pub(crate) fn next_documents(&self, count: usize) -> Vec<DocumentId> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        (0..count)
            .map(|n| DocumentId(self.documents.saturating_add(n)))
            .collect()
    }
}
