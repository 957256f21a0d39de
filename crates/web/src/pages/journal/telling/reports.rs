//! What happens to returns, in sentences.

use kernel::reports::ReportEvent;

use super::Told;
use crate::pages::reports::words;
use crate::view::View;

pub(super) fn told(view: View<'_>, event: &ReportEvent) -> Told {
    let (done, report, unit, period, on) = match *event {
        ReportEvent::Filed {
            report,
            unit,
            period,
            on,
            ..
        } => ("filed", report, unit, period, on),
        ReportEvent::Corrected {
            report,
            unit,
            period,
            on,
            ..
        } => ("corrected", report, unit, period, on),
    };
    let unit_name = view.some_unit(unit);
    let rule = view
        .state
        .charter()
        .and_then(|charter| charter.report(report));
    let text = match rule {
        Some(rule) => format!(
            "{done} the {} of {unit_name} for {}",
            rule.title,
            words::stretch_words(rule.every, period)
        ),
        None => format!("{done} a report of {unit_name}"),
    };
    Told::new(text, words::return_href(view, unit, report, period)).on(on)
}
