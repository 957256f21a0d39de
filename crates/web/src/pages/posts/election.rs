//! From the record to the page of one election.

use charter::Action;
use charter::expression::Figures;
use kernel::posts::Election;
use kernel::{DocumentId, UnitId};

use super::words::{elected, name, of, share, who};
use super::{ElectionPage, NomineeRow};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::view::View;
use crate::words::{away, capital, counted, day, figure};

/// An election of a unit the viewer may know of, by its number.
pub(crate) fn numbered(view: View<'_>, unit: UnitId, number: u32) -> Result<Election, Failure> {
    view.unit(unit)?;
    let all = view.state.numbered_elections_in(unit);
    all.into_iter()
        .find(|(it, _)| *it == number)
        .map(|(_, election)| election)
        .ok_or(Failure::NotFound)
}

/// The number of an election, as the record has it.
pub(crate) fn number_of(view: View<'_>, election: &Election) -> Option<u32> {
    let all = view.state.numbered_elections_in(election.unit);
    let found = all.iter().rev().find(|(_, it)| it == election);
    found.map(|(number, _)| *number)
}

/// Whether the record is struck.
pub(crate) fn struck(view: View<'_>, unit: UnitId, number: u32) -> bool {
    view.state.election_struck(unit, number).is_some()
}

/// Why it is struck, for whoever records elections there, confirms whom they elect, or
/// reads what is done there; none where it is not, or the viewer may not read it.
pub(crate) fn reason(view: View<'_>, unit: UnitId, number: u32) -> Option<DocumentId> {
    let reason = view.state.election_struck(unit, number)?;
    let may = view
        .state
        .may_read_why_struck(view.viewer, view.today, unit);
    may.then_some(reason)
}

/// Its page. A text that is erased, or cannot be read, is none.
pub(crate) fn page(
    view: View<'_>,
    (unit, number): (UnitId, u32),
    text: &dyn Fn(DocumentId) -> Option<String>,
    frame: Frame,
) -> Result<ElectionPage, Failure> {
    let it = numbered(view, unit, number)?;
    let title = view.post_title(it.post, it.on);
    let heading = format!("Election of the {title}");
    let rule = view.charter.choosing_of(it.post);
    let gone = struck(view, unit, number);
    let why = reason(view, unit, number).and_then(text);
    let strikes = !gone && view.may(Action::RecordElection, unit);
    let spoilt = it.ballots.saturating_sub(it.valid);
    Ok(ElectionPage {
        frame: Frame {
            title: heading.clone(),
            path: view.path_to(unit),
            ..frame
        },
        heading,
        unit: Link::new(capital(&view.some_unit(unit)), format!("/units/{unit}")),
        about: format!("{}, {}", day(it.on), away(view.today, it.on)),
        struck: gone.then(|| match why {
            Some(why) => format!("The record is struck, nothing of it holds: {why}"),
            None => "The record is struck, nothing of it holds.".to_owned(),
        }),
        acts: strikes
            .then(|| {
                let way = format!("/units/{unit}/elections/{number}/strike");
                Link::new("Strike the record", way)
            })
            .into_iter()
            .collect(),
        verdict: verdict(view, &it),
        figures: vec![
            ("Entitled to vote", figure(u64::from(it.entitled))),
            ("Ballots cast", of(it.ballots, it.entitled)),
            (
                "Valid ballots",
                match spoilt {
                    0 => format!("{}; none was spoilt", it.valid),
                    1 => format!("{}; one was spoilt", it.valid),
                    spoilt => format!("{}; {spoilt} were spoilt", it.valid),
                },
            ),
        ],
        nominees: it
            .nominees
            .iter()
            .map(|nominee| NomineeRow {
                who: who(view, nominee.person),
                votes: figure(u64::from(nominee.votes)),
                share: share(nominee.votes, it.valid),
                elected: nominee.elected,
            })
            .collect(),
        votes_needed: counted(u64::from(it.votes_needed), "vote", "votes"),
        needed: share(it.votes_needed, it.valid).min(100),
        followed: if gone {
            Vec::new()
        } else {
            followed(view, &it)
        },
        article: rule.and_then(|rule| view.note(rule.rule)),
    })
}

/// What the rule made of the figures, with the figures.
fn verdict(view: View<'_>, it: &Election) -> Vec<String> {
    let names = capital(&elected(view, it));
    let are = if it.elected().count() > 1 {
        "are"
    } else {
        "is"
    };
    let rule = view.charter.choosing_of(it.post);
    let rule = rule.and_then(|rule| rule.election.as_ref());
    let figures = Figures {
        entitled: Some(u64::from(it.entitled)),
        present: Some(u64::from(it.ballots)),
        valid: Some(u64::from(it.valid)),
        ..Figures::default()
    };
    // The rule may have been another then: its own words stand beside its own figure only.
    let explained = |amount: Option<&charter::expression::Expression>, needed: u32| {
        let now = amount?.needed(&figures)?;
        (now.count == u64::from(needed)).then_some(now.explained)
    };
    let because = |explained: Option<String>| match explained {
        Some(explained) => format!(": {explained}"),
        None => String::new(),
    };
    let mut lines = vec![format!("{names} {are} elected.")];
    let votes = counted(u64::from(it.votes_needed), "vote", "votes");
    let why = explained(rule.map(|rule| &rule.majority), it.votes_needed);
    lines.push(format!("{votes} elected{}.", because(why)));
    if let Some(needed) = it.turnout_needed {
        let ballots = counted(u64::from(needed), "ballot", "ballots");
        let why = explained(rule.and_then(|rule| rule.turnout.as_ref()), needed);
        let met = if it.turned_out() {
            "there were enough"
        } else {
            "there were too few, so nobody is elected"
        };
        lines.push(format!("{ballots} had to be cast{}; {met}.", because(why)));
    }
    if it.elected().next().is_none()
        && let Some(run_off) = rule.and_then(|rule| rule.run_off.as_ref())
    {
        lines.push(format!("Where nobody is elected, {run_off}."));
    }
    lines
}

/// What came of it: who holds the post by it, and what was said of that above.
fn followed(view: View<'_>, it: &Election) -> Vec<String> {
    let began = view
        .state
        .tenures_in(it.unit)
        .filter(|tenure| tenure.post == it.post && tenure.from == it.on)
        .filter(|tenure| it.elected().any(|person| person == tenure.person));
    let lines = began.map(|tenure| {
        let mut said = vec![match tenure.until {
            Some(until) => format!("held the post until {}", day(until)),
            None => "holds the post".to_owned(),
        }];
        said.extend(super::words::confirmation(view, &tenure).map(|(_, text)| text));
        if let Some(on) = view.state.handed_over(&tenure) {
            said.push(format!("handed over on {}", day(on)));
        }
        format!("{} {}.", name(view, tenure.person), said.join("; "))
    });
    lines.collect()
}
