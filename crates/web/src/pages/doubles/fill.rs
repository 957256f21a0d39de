//! From the rolls of a unit to the pairs of people who may be one.

use std::collections::BTreeMap;

use charter::{Action, Scope};
use kernel::{PersonId, UnitId, rights};
use names::{Likeness, Proposal, SHARED_MAX, proposals};

use crate::error::Failure;
use crate::frame::Link;
use crate::view::View;
use crate::words::{counted, day};

/// So many people are compared with one another.
const COMPARED_MAX: u64 = 50_000;

/// Two people of whom somebody should say whether they are one.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// The number that would stand: the one that was there first.
    pub(crate) kept: PersonId,
    /// The number that would go.
    pub(crate) former: PersonId,
    /// How like their names are; none where something else brings them together.
    pub(crate) likeness: Option<Likeness>,
    /// Why they may be one, each in a sentence without its full stop.
    pub(crate) reasons: Vec<String>,
}

/// The people whom the viewer may see on rolls in a unit and under it.
fn people_in(view: View<'_>, unit: UnitId) -> Result<Vec<PersonId>, Failure> {
    let rolls = view.state.units_within(unit).into_iter();
    let seen: Vec<UnitId> = rolls
        .filter(|unit| view.may(Action::SeeRoll, *unit))
        .collect();
    if seen.is_empty() {
        return Err(Failure::NotFound);
    }
    let count: u64 = seen
        .iter()
        .map(|unit| u64::from(view.state.roll_count(*unit)))
        .sum();
    if count > COMPARED_MAX {
        return Ok(Vec::new());
    }
    let rolls = seen.into_iter().flat_map(|unit| view.state.roll(unit));
    Ok(rolls.collect())
}

/// What is said where so many people are not compared, without its capital and full stop.
pub(crate) fn too_many_words(count: u64) -> String {
    format!(
        "there are {} here, and at most {} are compared with one another. Choose a unit beneath",
        counted(count, "person", "people"),
        counted(COMPARED_MAX, "person", "people")
    )
}

/// How many people there are to compare in a unit, where it is too many.
pub(crate) fn too_many(view: View<'_>, unit: UnitId) -> Option<u64> {
    let rolls = view.state.units_within(unit).into_iter();
    let count: u64 = rolls
        .filter(|unit| view.may(Action::SeeRoll, *unit))
        .map(|unit| u64::from(view.state.roll_count(unit)))
        .sum();
    (count > COMPARED_MAX).then_some(count)
}

/// The pairs of people in a unit and under it who may be one, the likest first.
///
/// # Errors
/// When the viewer may see no roll there.
pub(crate) fn pairs_in(view: View<'_>, unit: UnitId) -> Result<Vec<Pair>, Failure> {
    Ok(pairs_among(view, &people_in(view, unit)?))
}

/// Every name on the card of somebody.
fn names_of(view: View<'_>, person: PersonId) -> Option<Vec<String>> {
    let card = view.directory.card(person)?;
    Some(card.names().map(str::to_owned).collect())
}

/// The pairs among people who may be one, the likest first.
pub(super) fn pairs_among(view: View<'_>, people: &[PersonId]) -> Vec<Pair> {
    let named: Vec<(PersonId, Vec<String>)> = people
        .iter()
        .filter_map(|person| Some((*person, names_of(view, *person)?)))
        .collect();
    let mut pairs: BTreeMap<(PersonId, PersonId), Pair> = BTreeMap::new();
    for proposal in proposals(&named) {
        let pair = by_name(view, &proposal);
        pairs.insert((proposal.one, proposal.other), pair);
    }
    for (one, other, reason) in by_contacts(view, people) {
        let pair = pairs
            .entry((one, other))
            .or_insert_with(|| pair_of(view, one, other));
        pair.reasons.push(reason);
    }
    let mut pairs: Vec<Pair> = pairs.into_values().collect();
    // Two reasons are more than one, and a name that is the same more than one like it.
    pairs.sort_by_key(|it| {
        let fewest = usize::MAX - it.reasons.len();
        (
            fewest,
            it.likeness.is_none(),
            it.likeness,
            it.kept,
            it.former,
        )
    });
    pairs
}

/// Two people as a pair, whether or not they are like each other.
pub(super) fn pair_of(view: View<'_>, one: PersonId, other: PersonId) -> Pair {
    let joined = |person| view.state.membership(person).map(|it| it.joined);
    let (kept, former) = if (joined(other), other) < (joined(one), one) {
        (other, one)
    } else {
        (one, other)
    };
    Pair {
        kept,
        former,
        likeness: None,
        reasons: Vec::new(),
    }
}

fn by_name(view: View<'_>, proposal: &Proposal<PersonId>) -> Pair {
    let mut pair = pair_of(view, proposal.one, proposal.other);
    if let Some(reason) = proposal.reasons.first() {
        pair.likeness = Some(reason.likeness);
        let mut why = match reason.likeness {
            Likeness::Same => "the same name".to_owned(),
            other => format!("names alike: {}", other.phrase()),
        };
        // Whoever knows somebody by another name is told which.
        let of = |person, form: &str| {
            let card = view.directory.card(person);
            card.is_some_and(|card| card.name == form)
        };
        let own = of(proposal.one, &reason.one_form) && of(proposal.other, &reason.other_form);
        if !own && reason.one_form == reason.other_form {
            why.push_str(&format!(" ({})", reason.one_form));
        } else if !own {
            why.push_str(&format!(" ({} and {})", reason.one_form, reason.other_form));
        }
        pair.reasons.push(why);
    }
    pair
}

/// Those who share an address or a telephone number, as far as the viewer may see it.
fn by_contacts(view: View<'_>, people: &[PersonId]) -> Vec<(PersonId, PersonId, String)> {
    let mut shared: BTreeMap<(&str, String), Vec<PersonId>> = BTreeMap::new();
    for person in people {
        let card = view.directory.card(*person);
        let Some(card) = card.filter(|_| view.may_see_contacts(*person)) else {
            continue;
        };
        let email = card.email.as_deref().map(str::to_lowercase);
        let digits = |phone: &str| phone.chars().filter(char::is_ascii_digit).collect();
        let phone: Option<String> = card.phone.as_deref().map(digits);
        let contacts = [
            ("the same e-mail address", email),
            ("the same telephone", phone),
        ];
        for (what, contact) in contacts {
            if let Some(contact) = contact.filter(|it| !it.is_empty()) {
                shared.entry((what, contact)).or_default().push(*person);
            }
        }
    }
    let mut found = Vec::new();
    for ((what, _), mut together) in shared {
        // What very many share is that of an office and nobody's own.
        if together.len() > SHARED_MAX {
            continue;
        }
        together.sort_unstable();
        for (at, one) in together.iter().enumerate() {
            let others = together.iter().skip(at + 1);
            found.extend(others.map(|other| (*one, *other, what.to_owned())));
        }
    }
    found
}

/// Where the viewer may look for people who were entered twice.
pub(crate) fn look_for(view: View<'_>) -> Vec<Link> {
    let places = rights::reach(view.state, view.viewer, view.today, Action::MergeMembers);
    let seat = |(seat, scope): (UnitId, Scope)| match scope {
        Scope::Everywhere => view.state.top_unit(),
        Scope::OwnUnit | Scope::UnitsBelow => Some(seat),
    };
    let mut seats: Vec<UnitId> = places.into_iter().filter_map(seat).collect();
    seats.sort_unstable();
    seats.dedup();
    let only = seats.len() == 1;
    let link = |unit: UnitId| {
        let text = if only {
            "Who was entered twice?".to_owned()
        } else {
            format!("Who was entered twice in {}?", view.some_unit(unit))
        };
        Link::new(text, format!("/units/{unit}/doubles"))
    };
    seats.into_iter().map(link).collect()
}

/// Whether the viewer may say that these two are one, or take it back.
pub(super) fn may_merge(view: View<'_>, people: [PersonId; 2]) -> bool {
    people.into_iter().all(|person| {
        let unit = view.state.unit_of(person);
        unit.is_some_and(|unit| view.may(Action::MergeMembers, unit))
    })
}

/// The way to say that a pair is one person.
pub(super) fn way_to_merge(view: View<'_>, pair: &Pair) -> String {
    let kept = view.code_of(pair.kept);
    let kept = kept.unwrap_or_else(|| pair.kept.to_string());
    let path = format!("/people/{}/merge", pair.former);
    crate::listing::address(&path, &[("kept", &kept)])
}

/// A person as the record has them: name, code, unit, since when.
pub(crate) fn line_of(view: View<'_>, person: PersonId) -> String {
    let mut text = view.directory.name(person);
    if let Some(code) = view.code_of(person) {
        text.push_str(&format!(" ({code})"));
    }
    if let Some(it) = view.state.membership(person) {
        let (unit, joined) = (view.some_unit(it.unit), day(it.joined));
        text.push_str(&format!(", {unit}, joined {joined}"));
    }
    text
}

/// What a number has to do with others of the same person, each with the way there.
pub(crate) fn numbers(view: View<'_>, person: PersonId) -> Vec<(String, Vec<Link>)> {
    let mut told = Vec::new();
    let part = |former: PersonId, unit: UnitId| {
        let may = view.may(Action::MergeMembers, unit);
        may.then(|| Link::new("Part them again", format!("/people/{former}/part")))
    };
    if let Some(known) = view.state.former_number(person) {
        let text = if known.forgotten {
            "A former number of somebody who has left.".to_owned()
        } else {
            let (unit, on) = (view.some_unit(known.place.unit), day(known.on));
            format!("Since {on} a former number. It had its place in {unit}.")
        };
        let stands = view.person_link(known.kept);
        let part = part(person, known.place.unit).filter(|_| !known.forgotten);
        told.push((text, stands.into_iter().chain(part).collect()));
    }
    for known in view.state.former_numbers_of(person) {
        let (code, on) = (view.code_of(known.former), day(known.on));
        let code = code.unwrap_or_else(|| known.former.to_string());
        let unit = view.some_unit(known.place.unit);
        let text = format!("Also entered as {code} in {unit}, until {on}.");
        let there = view.person_link(known.former);
        let part = part(known.former, known.place.unit);
        told.push((text, there.into_iter().chain(part).collect()));
    }
    told
}
