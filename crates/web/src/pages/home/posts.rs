//! What is due about posts, in words: a word on whoever was chosen, a term that
//! ends, a post to be handed over.

use charter::Action;
use kernel::due::{Due as KernelDue, DueWhat};
use kernel::posts::Tenure;

use super::Due;
use crate::frame::Link;
use crate::listing::address;
use crate::pages::posts::words::{came_by, name};
use crate::view::View;
use crate::words::{capital, day, due as due_words};

/// Something due about a post; none for what is due of something else.
pub(super) fn due(view: View<'_>, it: &KernelDue) -> Option<Due> {
    let (what, details, act) = match &it.what {
        DueWhat::Confirm(tenure) => confirm(view, tenure),
        DueWhat::TermEnds(tenure) => term_ends(view, tenure),
        DueWhat::HandOver(tenure) => hand_over(view, tenure),
        _ => return None,
    };
    let by = it.by.map(|by| due_words(view.today, by));
    Some(Due {
        what,
        when: by.unwrap_or_default(),
        late: it.by.is_some_and(|by| by < view.today),
        details,
        act,
        article: view.note(it.rule),
    })
}

type Line = (Link, Vec<String>, Option<Link>);

fn way(view: View<'_>, tenure: &Tenure, what: &str) -> String {
    let post = view.charter.post(tenure.post);
    let post = post.map_or("", |row| row.id.as_str());
    address(
        &format!("/units/{}/posts/{post}/{what}", tenure.unit),
        &[("person", &tenure.person.to_string())],
    )
}

fn all_posts(tenure: &Tenure) -> String {
    format!("/units/{}/posts", tenure.unit)
}

fn confirm(view: View<'_>, tenure: &Tenure) -> Line {
    let title = view.post_title(tenure.post, view.today);
    let elections = view.state.numbered_elections_in(tenure.unit);
    let heading = format!("Confirm the {title} of {}", view.some_unit(tenure.unit));
    let details = vec![format!(
        "{}, since {}. {}.",
        name(view, tenure.person),
        day(tenure.from),
        capital(&came_by(view, tenure, &elections).text)
    )];
    let may = view.may(Action::ConfirmHolder, tenure.unit);
    let act = may.then(|| Link::new("Confirm", way(view, tenure, "confirm")));
    (Link::new(heading, all_posts(tenure)), details, act)
}

fn term_ends(view: View<'_>, tenure: &Tenure) -> Line {
    let title = view.post_title(tenure.post, view.today);
    let unit = view.some_unit(tenure.unit);
    let heading = format!("The term of the {title} of {unit} ends");
    let ends = view.state.term_ends(view.charter, tenure);
    let details = vec![format!(
        "{} holds it since {}{}.",
        name(view, tenure.person),
        day(tenure.from),
        ends.map(|ends| format!(", until {}", day(ends)))
            .unwrap_or_default()
    )];
    let row = view.charter.post(tenure.post);
    let act = row.and_then(|row| {
        let acts = crate::pages::posts::history::post_acts(
            view,
            tenure.unit,
            (tenure.post, row),
            view.state.holder_count(tenure.unit, tenure.post),
        );
        acts.into_iter().next()
    });
    (Link::new(heading, all_posts(tenure)), details, act)
}

fn hand_over(view: View<'_>, tenure: &Tenure) -> Line {
    let title = view.post_title(tenure.post, view.today);
    let unit = view.some_unit(tenure.unit);
    let way = way(view, tenure, "hand-over");
    let from = view.state.hands_over_to(tenure);
    let details = vec![format!(
        "From {} to {}.",
        from.map_or_else(|| "nobody".to_owned(), |it| name(view, it.person)),
        name(view, tenure.person)
    )];
    let heading = Link::new(format!("Hand over: {title} of {unit}"), way.clone());
    let act = Link::new("What there is to hand over", way);
    (heading, details, Some(act))
}
