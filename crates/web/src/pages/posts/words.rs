//! How somebody came by a post and where that stands, in words.

use kernel::posts::{Confirmed, Election, Tenure};
use kernel::{PersonId, UnitId};

use super::{Said, TenureRow, Who};
use crate::standing::Standing;
use crate::view::View;
use crate::words::{away, capital, counted, day, figure};

/// The elections of a unit with their numbers.
pub(crate) type Numbered = Vec<(u32, Election)>;

/// Somebody by name, as far as the viewer may know them.
pub(crate) fn who(view: View<'_>, person: PersonId) -> Who {
    match view.person_link(person) {
        Some(link) => Who {
            name: link.text,
            href: Some(link.href),
        },
        None => Who {
            name: format!("A member (No. {person})"),
            href: None,
        },
    }
}

/// The same without a way to them, and never "you": for sentences about several.
pub(crate) fn name(view: View<'_>, person: PersonId) -> String {
    who(view, person).name
}

/// The way to the record of an election.
pub(crate) fn election_href(election: &Election, number: u32) -> String {
    format!("/units/{}/elections/{number}", election.unit)
}

/// Somebody's time in a post; acts are added by whoever shows it.
pub(crate) fn tenure_row(view: View<'_>, tenure: &Tenure, elections: &Numbered) -> TenureRow {
    let mut how = vec![came_by(view, tenure, elections)];
    let mut open = Vec::new();
    match confirmation(view, tenure) {
        Some((None, text)) => how.push(Said { text, href: None }),
        Some((Some(standing), text)) => open.push((standing, capital(&text))),
        None => {}
    }
    if let Some(on) = view.state.handed_over(tenure) {
        how.push(Said {
            text: format!("handed over on {}", day(on)),
            href: None,
        });
    } else if let Some(before) = view.state.hands_over_to(tenure) {
        let text = format!("not handed over yet by {}", name(view, before.person));
        how.push(Said { text, href: None });
    }
    let term = view
        .state
        .term_ends(view.charter, tenure)
        .filter(|_| tenure.until.is_none());
    if let Some(ends) = term.filter(|ends| *ends < view.today) {
        let text = format!("The term ended on {}", day(ends));
        open.push((Standing::Outside, text));
    }
    let when = match (tenure.until, term.filter(|ends| *ends >= view.today)) {
        (Some(until), _) => format!("{} to {}", day(tenure.from), day(until)),
        (None, Some(ends)) => format!("since {}, for a term until {}", day(tenure.from), day(ends)),
        (None, None) => format!(
            "since {}, {}",
            day(tenure.from),
            away(view.today, tenure.from)
        ),
    };
    TenureRow {
        post: None,
        who: who(view, tenure.person),
        when,
        how,
        open,
        acts: Vec::new(),
    }
}

/// How somebody came by a post: `Elected by 7 of 10 valid ballots, 7 were needed`.
pub(crate) fn came_by(view: View<'_>, tenure: &Tenure, elections: &Numbered) -> Said {
    if let Some((number, election)) = view.state.election_that_gave(tenure, elections) {
        let votes = election
            .nominees
            .iter()
            .find(|nominee| nominee.person == tenure.person)
            .map_or(0, |nominee| nominee.votes);
        return Said {
            text: format!(
                "Elected with {votes} of {}, {} needed",
                counted(u64::from(election.valid), "valid ballot", "valid ballots"),
                election.votes_needed
            ),
            href: Some(election_href(election, *number)),
        };
    }
    let text = match view.charter.choosing_of(tenure.post) {
        Some(choosing) if choosing.election.is_none() => capital(&choosing.how),
        Some(_) => "Took it up without an election on record".to_owned(),
        None => "Took it up".to_owned(),
    };
    Said { text, href: None }
}

/// What the unit above said of a holder; with how it stands, where that is still open.
pub(crate) fn confirmation(view: View<'_>, tenure: &Tenure) -> Option<(Option<Standing>, String)> {
    let it = view.state.confirming(tenure)?;
    let by = giver(view, it.by);
    let until = day(it.until);
    let last = tenure.until.unwrap_or(view.today).min(view.today);
    let over = tenure.until.is_some();
    Some(match (it.standing(last), it.said) {
        (Confirmed::Yes, Some((_, on))) => (None, format!("confirmed by {by} on {}", day(on))),
        (Confirmed::Yes, None) => (
            None,
            format!("confirmed by silence: {by} had until {until}"),
        ),
        (Confirmed::Refused, said) => {
            let on = said.map(|(_, on)| format!(" on {}", day(on)));
            (None, format!("refused by {by}{}", on.unwrap_or_default()))
        }
        (Confirmed::Awaited | Confirmed::Owed, _) if over => {
            (None, format!("over before {by} had said anything"))
        }
        (Confirmed::Awaited, _) => {
            let then = if it.acts_until_then {
                "acts until then"
            } else {
                "has no rights of the post until then"
            };
            let text = format!("{by} is to confirm it by {until}; the holder {then}");
            (Some(Standing::Near), text)
        }
        (Confirmed::Owed, _) => (
            Some(Standing::Outside),
            format!("{by} was to confirm it by {until} and has not"),
        ),
        (Confirmed::Lapsed, _) => {
            let standing = (!over).then_some(Standing::Outside);
            (
                standing,
                format!("lapsed: {by} did not confirm it by {until}"),
            )
        }
    })
}

/// The unit that has the word by name or, where the viewer may not know of it, by its level.
fn giver(view: View<'_>, unit: UnitId) -> String {
    if view.knows_unit(unit) {
        return view.some_unit(unit);
    }
    let level = view.state.unit(unit).map(|it| it.level);
    let level = level.and_then(|id| view.charter.level(id));
    level.map_or_else(
        || "the unit above".to_owned(),
        |row| format!("the {}", row.title_on(view.today)),
    )
}

/// Who was elected, in words: `Lee Ho`, `nobody`.
pub(crate) fn elected(view: View<'_>, election: &Election) -> String {
    let names: Vec<String> = election
        .elected()
        .map(|person| name(view, person))
        .collect();
    if names.is_empty() {
        "nobody".to_owned()
    } else {
        crate::words::listed(&names)
    }
}

/// So many of so many, with the share in a hundred: `10 of 12, 83 in 100`.
pub(crate) fn of(part: u32, whole: u32) -> String {
    let share = share(part, whole);
    format!(
        "{} of {}, {share} %",
        figure(u64::from(part)),
        figure(u64::from(whole))
    )
}

/// So many of so many, in hundred parts.
pub(crate) fn share(part: u32, whole: u32) -> u64 {
    let hundredfold = u64::from(part).saturating_mul(100);
    hundredfold
        .saturating_add(u64::from(whole) / 2)
        .checked_div(u64::from(whole))
        .unwrap_or(0)
}
