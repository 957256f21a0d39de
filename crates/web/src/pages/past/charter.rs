//! From the editions to the charter of a day.

use kernel::charters::Edition;

use super::then::{Then, dated, framed};
use super::{PastPage, nothing};
use crate::error::Failure;
use crate::frame::{Frame, Link};
use crate::pages::charter::fill;
use crate::pages::charter::{ArticlePage, CharterPage};
use crate::view::View;
use crate::words::day;

/// The charter of a day, or what is said where none was in force.
#[expect(clippy::large_enum_variant, reason = "one a request")]
pub(super) enum Shown<T> {
    Page(T),
    None(PastPage),
}

fn in_force(then: Then<'_>) -> Option<(&Edition, Option<&Edition>)> {
    let editions = then.state.editions();
    let at = editions.iter().rposition(|it| it.from <= then.day)?;
    Some((editions.get(at)?, editions.get(at.saturating_add(1))))
}

/// Which edition it is, and from when to when it was in force.
fn edition(it: &Edition, next: Option<&Edition>) -> String {
    let text = format!(
        "Edition of {}, in force since {}",
        day(it.charter.edition),
        day(it.from)
    );
    match next.and_then(|next| next.from.yesterday().ok()) {
        Some(last) => format!("{text} and until {}", day(last)),
        None => text,
    }
}

fn none_was(then: Then<'_>, frame: Frame, address: &str) -> PastPage {
    let first = then.state.editions().first().map(|it| it.from);
    let mut said = vec![format!("No charter was in force on {}.", day(then.day))];
    let mut ways = Vec::new();
    if let Some(first) = first {
        said.push(format!("The first is in force since {}.", day(first)));
        ways.push(Link::new("The first charter", dated("/charter", first)));
    }
    ways.push(Link::new("Today", address));
    let frame = then.frame(frame, address, "Charter");
    nothing(frame, "Charter", said, ways)
}

/// The view with the charter of the day; rights are not asked of it.
fn with<'a>(then: Then<'a>, edition: &'a Edition) -> View<'a> {
    View {
        charter: &edition.charter,
        ..then.view
    }
}

/// The whole charter as it was.
pub(super) fn page(then: Then<'_>, frame: Frame) -> Shown<CharterPage> {
    let Some((it, next)) = in_force(then) else {
        return Shown::None(none_was(then, frame, "/charter"));
    };
    let days = (then.day, then.view.today);
    let frame = framed(frame, "/charter", "Charter", days);
    let mut page = fill::show(with(then, it), frame, &[]);
    page.edition = edition(it, next);
    page.what_if = None;
    page.adopt = None;
    page.export = Some(dated("/charter.md", then.day));
    page.on = dated("", then.day);
    for article in &mut page.articles {
        article.standing = None;
    }
    Shown::Page(page)
}

/// One article as it was.
pub(super) fn article(
    then: Then<'_>,
    number: &str,
    frame: Frame,
) -> Result<Shown<ArticlePage>, Failure> {
    let address = format!("/charter/{number}");
    let Some((it, _)) = in_force(then) else {
        return Ok(Shown::None(none_was(then, frame, &address)));
    };
    let title = format!("Article {number}");
    let days = (then.day, then.view.today);
    let frame = framed(frame, &address, &title, days);
    let mut page = fill::show_article(with(then, it), frame, number, &[])?;
    page.article.standing = None;
    for way in page.previous.iter_mut().chain(&mut page.next) {
        way.href = dated(&way.href, then.day);
    }
    for way in &mut page.frame.path {
        way.href = dated(&way.href, then.day);
    }
    Ok(Shown::Page(page))
}

/// The text's hash of the edition of a day, and what it is called.
pub(super) fn text_of(then: Then<'_>) -> Option<([u8; 32], String)> {
    let (it, _) = in_force(then)?;
    Some((it.sha256, format!("{}-{}", it.charter.id, it.from)))
}
