//! Texts that wait for whoever may review or publish them.

use charter::Action;
use kernel::Actor;
use kernel::bulletins::{Bulletin, BulletinStanding};

use super::Due;
use crate::frame::Link;
use crate::view::View;
use crate::words::capital;

/// As many texts stand on one page, the first drafted first.
const WAITING_MAX: usize = 4;

/// The texts that wait for the viewer.
pub(super) fn of_viewer<'a>(view: View<'a>) -> impl Iterator<Item = Bulletin> + use<'a> {
    let person = match view.viewer {
        Actor::Person(person) => Some(person),
        Actor::Operator | Actor::Public => None,
    };
    let waits = move |it: &Bulletin| match it.standing() {
        // Nobody reviews what they wrote.
        BulletinStanding::Drafted => {
            it.author != person && view.may(Action::ReviewBulletin, it.unit)
        }
        BulletinStanding::Reviewed => view.may(Action::PublishBulletin, it.unit),
        BulletinStanding::SentBack => it.author == person,
        BulletinStanding::Published | BulletinStanding::Withdrawn => false,
    };
    let all = view.state.bulletins().filter(Bulletin::waits);
    all.filter(move |it| person.is_some() && waits(it))
}

/// The first of them in lines.
pub(super) fn waiting(view: View<'_>) -> Vec<Due> {
    let first = of_viewer(view).take(WAITING_MAX);
    first.map(|it| line(view, &it)).collect()
}

/// Such a text in a line.
pub(super) fn line(view: View<'_>, it: &Bulletin) -> Due {
    let (what, word, act) = match it.standing() {
        BulletinStanding::Reviewed => ("A bulletin can be published", "reviewed", "Publish it"),
        BulletinStanding::SentBack => ("A bulletin came back to you", "to be changed", "Change it"),
        BulletinStanding::Drafted | BulletinStanding::Published | BulletinStanding::Withdrawn => {
            ("A bulletin waits for a review", "to be read", "Read it")
        }
    };
    let rule = view.state.bulletin_rule(view.today, it.unit);
    let href = format!("/drafts/{}", it.id);
    Due {
        what: Link::new(what, href.as_str()),
        when: word.to_owned(),
        late: false,
        details: vec![format!("{}.", capital(&view.some_unit(it.unit)))],
        act: Some(Link::new(act, href)),
        article: rule.and_then(|rule| view.note(rule.rule)),
    }
}
