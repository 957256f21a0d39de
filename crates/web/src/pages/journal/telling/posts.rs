//! What happens to posts, in sentences.

use kernel::posts::{Election, PostEvent};

use super::Told;
use crate::view::View;
use crate::words::{counted, day};

#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn told(view: View<'_>, event: &PostEvent) -> Told {
    let (words, person, unit, post, on) = match event {
        PostEvent::TakenUp {
            person,
            unit,
            post,
            on,
        } => ("took up the post of", person, unit, post, *on),
        PostEvent::LaidDown {
            person,
            unit,
            post,
            on,
        } => ("laid down the post of", person, unit, post, *on),
        PostEvent::HandedOver {
            person,
            unit,
            post,
            on,
        } => ("was handed over the post of", person, unit, post, *on),
        PostEvent::HolderConfirmed {
            person,
            unit,
            post,
            on,
            ..
        } => ("was confirmed in the post of", person, unit, post, *on),
        PostEvent::ConfirmationRefused {
            person,
            unit,
            post,
            on,
            ..
        } => ("was not confirmed in the post of", person, unit, post, *on),
        PostEvent::ConfirmationAwaited {
            person,
            unit,
            post,
            by,
            until,
            ..
        } => {
            let text = format!(
                "{} is to confirm {} in the post of {} in {} by {}",
                view.some_unit(*by),
                view.someone(*person),
                view.post_title(*post, *until),
                view.some_unit(*unit),
                day(*until)
            );
            return Told::new(text, view.unit_href(*unit));
        }
        PostEvent::Struck {
            person,
            unit,
            post,
            on,
            ..
        } => {
            let text = format!(
                "struck that {} took up the post of {} of {}: they never held it",
                view.someone(*person),
                view.post_title(*post, *on),
                view.some_unit(*unit)
            );
            return Told::new(text, posts_href(view, *unit));
        }
        PostEvent::LayingDownStruck {
            person,
            unit,
            post,
            on,
            ..
        } => {
            let text = format!(
                "struck that {} laid down the post of {} of {}: they hold it still",
                view.someone(*person),
                view.post_title(*post, *on),
                view.some_unit(*unit)
            );
            return Told::new(text, posts_href(view, *unit));
        }
        PostEvent::Resumed {
            person,
            unit,
            post,
            on,
        } => {
            let text = format!(
                "{} has the post of {} of {} still",
                view.someone(*person),
                view.post_title(*post, *on),
                view.some_unit(*unit)
            );
            return Told::new(text, posts_href(view, *unit));
        }
        PostEvent::ElectionRecorded { election } => return elected(view, election),
        PostEvent::ElectionStruck { .. } => return struck(view, event),
        PostEvent::ConfirmationWithdrawn {
            person,
            unit,
            post,
            on,
            ..
        } => {
            let text = format!(
                "took back that {} was confirmed as {} of {}",
                view.someone(*person),
                view.post_title(*post, *on),
                view.some_unit(*unit)
            );
            return Told::new(text, posts_href(view, *unit)).on(*on);
        }
        PostEvent::HandOverStruck {
            person, unit, post, ..
        } => {
            let text = format!(
                "struck that the post of {} of {} was handed over to {}",
                view.post_title(*post, view.told_day()),
                view.some_unit(*unit),
                view.someone(*person)
            );
            return Told::new(text, posts_href(view, *unit));
        }
    };
    let text = format!(
        "{} {words} {} in {}",
        view.someone(*person),
        view.post_title(*post, on),
        view.some_unit(*unit)
    );
    Told::new(text, view.unit_href(*unit)).on(on)
}

fn posts_href(view: View<'_>, unit: kernel::UnitId) -> Option<String> {
    view.unit_href(unit).map(|href| format!("{href}/posts"))
}

/// Which record was struck, and who has the post again.
fn struck(view: View<'_>, event: &PostEvent) -> Told {
    let PostEvent::ElectionStruck {
        unit,
        post,
        number,
        on,
        back,
        ..
    } = event
    else {
        return Told::new(String::new(), None);
    };
    let mut text = format!(
        "struck the record of the election of the {} of {} of {}",
        view.post_title(*post, *on),
        view.some_unit(*unit),
        day(*on)
    );
    let names: Vec<String> = back.iter().map(|it| view.someone(*it)).collect();
    if !names.is_empty() {
        let names = crate::words::listed(&names);
        text.push_str(&format!("; back in the post: {names}"));
    }
    let way = view
        .unit_href(*unit)
        .map(|way| format!("{way}/elections/{number}"));
    Told::new(text, way)
}

/// Who was elected, with the ballots.
fn elected(view: View<'_>, it: &Election) -> Told {
    let names: Vec<String> = it.elected().map(|person| view.someone(person)).collect();
    let who = if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    };
    let text = format!(
        "{} elected {who} to the post of {}, with {} out of {} entitled",
        view.some_unit(it.unit),
        view.post_title(it.post, it.on),
        counted(it.ballots.into(), "ballot", "ballots"),
        it.entitled
    );
    Told::new(text, view.unit_href(it.unit)).on(it.on)
}
