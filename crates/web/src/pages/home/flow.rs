//! What came from above and what goes up, as things that are due.

use charter::{FieldKind, ReportId};
use jiff::civil::Date;
use kernel::DirectiveId;
use kernel::directives::Owed;
use kernel::due::Due as KernelDue;

use super::Due;
use crate::frame::Link;
use crate::pages::directives::words;
use crate::pages::reports;
use crate::view::View;
use crate::words::{away, capital, counted, day, due as due_words};

/// A directive that waits for a unit.
pub(super) fn directive(
    view: View<'_>,
    it: &KernelDue,
    (id, owed): (DirectiveId, Owed),
) -> Option<Due> {
    let directive = view.state.directive(id)?;
    let href = words::href(view, id)?;
    let received = view.state.received_on(id, it.unit)?;
    let code = words::code(view, id);
    let (act, what) = match owed {
        Owed::PassingOn => ("Pass it on", "pass-on"),
        Owed::Answer => ("Answer it", "answer"),
    };
    let when = match it.by {
        Some(by) if by < view.today => due_words(view.today, by),
        Some(by) => format!(
            "{} {}",
            act.to_lowercase().replace(" it", ""),
            due_words(view.today, by)
        ),
        None => String::new(),
    };
    Some(Due {
        what: Link::new(
            format!(
                "{} from {}",
                capital(&words::name(view, id)),
                words::named_unit(view, directive.unit)
            ),
            href,
        ),
        when,
        late: it.by.is_some_and(|by| by < view.today),
        details: vec![format!(
            "{}, received on {}, {}.",
            view.some_unit(it.unit),
            day(received),
            away(view.today, received)
        )],
        act: Some(Link::new(
            act,
            format!("/units/{}/directives/{code}/{what}", it.unit),
        )),
        article: view.note(it.rule),
    })
}

/// A return that a unit owes.
pub(super) fn file_return(
    view: View<'_>,
    it: &KernelDue,
    (report, period): (ReportId, Date),
) -> Option<Due> {
    let rule = view.charter.report(report)?;
    let stretch = reports::words::stretch_name(view, rule.every, period);
    let known = |field: &&charter::ReportField| matches!(field.kind, FieldKind::Record(_));
    let filled = rule.fields.iter().filter(known).count();
    let fields = counted(rule.fields.len() as u64, "field is", "fields are");
    let way = reports::words::return_href(view, it.unit, report, period)?;
    Some(Due {
        what: Link::new(
            format!("{} for {stretch}", capital(&rule.title)),
            way.clone(),
        ),
        when: it
            .by
            .map(|by| due_words(view.today, by))
            .unwrap_or_default(),
        late: it.by.is_some_and(|by| by < view.today),
        details: vec![
            view.some_unit(it.unit),
            format!("{filled} of {fields} filled in from the record."),
        ],
        act: Some(Link::new("File it", format!("{way}/file"))),
        article: view.note(it.rule),
    })
}
