//! How directives are named, and what became of them in words.

use charter::{Action, DirectiveRule};
use kernel::directives::{Answer, Directive, Origin, Outcome};
use kernel::{DirectiveId, UnitId};

use crate::error::Failure;
use crate::frame::Link;
use crate::pages::conferences::proceedings::kind_word;
use crate::view::View;
use crate::words::{away, capital, day, listed};

/// The directive with this code or number, where the viewer may know of it.
pub(crate) fn found(view: View<'_>, code: &str) -> Result<Directive, Failure> {
    let named = view.state.directive_by_code(view.charter, code);
    let id = named.or_else(|| code.parse().ok().map(DirectiveId));
    let id = id.filter(|id| knows(view, *id)).ok_or(Failure::NotFound)?;
    view.state.directive(id).ok_or(Failure::NotFound)
}

/// Whether the viewer may know of a directive.
pub(crate) fn knows(view: View<'_>, id: DirectiveId) -> bool {
    view.state.may_know_directive(view.viewer, view.today, id)
}

/// Its code, as it stands in addresses.
pub(crate) fn code(view: View<'_>, id: DirectiveId) -> String {
    let code = view.state.directive_code(view.charter, id);
    code.unwrap_or_else(|| id.to_string())
}

/// What it is called.
pub(crate) fn name(view: View<'_>, id: DirectiveId) -> String {
    view.state.directive_name(view.charter, id)
}

/// Where it stands, for a viewer who may know of it.
pub(crate) fn href(view: View<'_>, id: DirectiveId) -> Option<String> {
    knows(view, id).then(|| format!("/directives/{}", code(view, id)))
}

/// A directive by name with the way to it.
pub(crate) fn link(view: View<'_>, id: DirectiveId) -> Option<Link> {
    Some(Link::new(capital(&name(view, id)), href(view, id)?))
}

/// The rule of its kind.
pub(crate) fn rule<'a>(view: View<'a>, directive: &Directive) -> Option<&'a DirectiveRule> {
    view.charter.directive(directive.kind)
}

/// A unit by name with the way to it, where there is one for the viewer.
pub(crate) fn unit_link(view: View<'_>, unit: UnitId) -> Link {
    let href = view.unit_href(unit).unwrap_or_else(|| "/units".to_owned());
    Link::new(view.some_unit(unit), href)
}

/// The name of a unit that a directive itself names: whoever may know of the one knows the other.
pub(crate) fn named_unit(view: View<'_>, unit: UnitId) -> String {
    let found = view.state.unit(unit);
    found.map_or_else(|| view.some_unit(unit), |it| it.name.to_owned())
}

/// Who issued it, when, and to whom: `From North, 3 March 2026, 8 months ago, to all groups`.
pub(crate) fn about(view: View<'_>, it: &Directive) -> String {
    format!(
        "From {}, {}, {}, to {}",
        named_unit(view, it.unit),
        day(it.on),
        away(view.today, it.on),
        addressees(view, it)
    )
}

/// To whom it is addressed: `groups and halls in North`.
pub(crate) fn addressees(view: View<'_>, it: &Directive) -> String {
    let levels: Vec<String> = it
        .to
        .iter()
        .filter_map(|level| view.charter.level(*level))
        .map(|level| level.plural.clone())
        .collect();
    let areas: Vec<String> = it
        .areas
        .iter()
        .map(|area| named_unit(view, *area))
        .collect();
    if areas.is_empty() {
        format!("all {}", listed(&levels))
    } else {
        format!("{} in {}", listed(&levels), listed(&areas))
    }
}

/// What ended it, in a sentence.
pub(crate) fn ended(view: View<'_>, it: &Directive) -> Option<String> {
    let when = |on| format!("{}, {}", day(on), away(view.today, on));
    match (it.withdrawn, it.replaced) {
        (Some(on), _) => Some(format!("It was withdrawn on {}.", when(on))),
        (None, Some((_, on))) => Some(format!("Another took its place on {}.", when(on))),
        (None, None) => None,
    }
}

/// What became of it in a unit.
pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::InPart => "done in part",
        Outcome::NotDone => "not done",
    }
}

/// What an outcome is called in forms, addresses and the API.
pub(crate) fn outcome_id(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::InPart => "in-part",
        Outcome::NotDone => "not-done",
    }
}

/// The outcome that is called so.
pub(crate) fn outcome_named(id: &str) -> Option<Outcome> {
    Outcome::ALL
        .iter()
        .copied()
        .find(|outcome| outcome_id(*outcome) == id)
}

/// An answer with its day: `done on 3 March 2026`.
pub(crate) fn answered(answer: &Answer) -> String {
    format!("{} on {}", outcome(answer.outcome), day(answer.on))
}

/// Where a task comes from, upward from the nearest.
pub(crate) fn origins(view: View<'_>, it: &Directive) -> Vec<Link> {
    let mut links = Vec::new();
    let mut origin = it.origin;
    // A directive carries out an older one, so the way has an end.
    loop {
        match origin {
            Origin::Own => return links,
            Origin::Meeting(meeting) => {
                links.extend(meeting_link(view, meeting));
                return links;
            }
            Origin::Conference(id) => {
                links.extend(conference_link(view, id));
                return links;
            }
            Origin::Item(id, item) => {
                links.extend(item_link(view, id, item));
                links.extend(conference_link(view, id));
                return links;
            }
            Origin::Petition(id) => {
                links.extend(petition_link(view, id));
                return links;
            }
            Origin::Directive(id) => {
                links.extend(link(view, id));
                let Some(next) = view.state.directive(id) else {
                    return links;
                };
                origin = next.origin;
            }
        }
    }
}

/// A conference by kind, unit and day, where the viewer may know of it.
pub(crate) fn conference_link(view: View<'_>, conference: kernel::ConferenceId) -> Option<Link> {
    let it = crate::pages::conferences::fill::known(view, conference).ok()?;
    let rule = crate::pages::conferences::fill::rule(view, &it).ok()?;
    let text = format!(
        "{} of {}, {}",
        capital(&rule.title),
        view.some_unit(it.unit),
        day(it.first)
    );
    Some(Link::new(text, format!("/conferences/{conference}")))
}

/// One thing at a conference by what it is and its number, where the viewer may know of it.
pub(crate) fn item_link(
    view: View<'_>,
    conference: kernel::ConferenceId,
    number: u32,
) -> Option<Link> {
    let at = conference_link(view, conference)?;
    let items = view.state.conference_items(conference).into_iter();
    let item = items.into_iter().find(|item| item.number == number)?;
    let kind = capital(kind_word(item.kind));
    let href = format!("/conferences/{conference}/proceedings#item-{number}");
    Some(Link::new(format!("{kind} {number}, {}", at.text), href))
}

/// What was asked, by its number, where the viewer may know of it.
pub(crate) fn petition_link(view: View<'_>, petition: kernel::PetitionId) -> Option<Link> {
    kernel::petitions::may_see(view.state, view.viewer, view.today, petition)?;
    let kind = view.state.petition(petition)?.kind;
    let title = &view.charter.petition(kind)?.title;
    let text = format!("{} {petition}", capital(title));
    Some(Link::new(text, format!("/petitions/{petition}")))
}

/// A meeting by kind, unit and day, where the viewer may know of it.
pub(crate) fn meeting_link(view: View<'_>, meeting: kernel::MeetingId) -> Option<Link> {
    let it = view.meeting(meeting).ok()?;
    let kind = view.charter.meeting(it.kind)?;
    let text = format!(
        "{} of {}, {}",
        capital(&kind.title),
        view.some_unit(it.unit),
        day(it.on)
    );
    Some(Link::new(text, format!("/meetings/{meeting}")))
}

/// The units in which the viewer acts for the unit itself on what comes from above.
pub(crate) fn acts_for(view: View<'_>) -> Vec<UnitId> {
    let own = |action| {
        kernel::rights::reach(view.state, view.viewer, view.today, action)
            .into_iter()
            .filter(|(_, scope)| *scope == charter::Scope::OwnUnit)
            .map(|(unit, _)| unit)
    };
    let mut units: Vec<UnitId> = own(Action::PassOnDirective)
        .chain(own(Action::AnswerDirective))
        .collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// How a text begins, on one line.
pub(crate) fn beginning(text: &str) -> String {
    const LETTERS: usize = 160;
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    if line.chars().count() <= LETTERS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LETTERS).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
