//! What happens to returns, in sentences.

use charter::ReportId;
use kernel::reports::ReportEvent;

use super::Told;
use crate::view::View;
use crate::words::day;

pub(super) fn told(view: View<'_>, event: &ReportEvent) -> Told {
    match event {
        ReportEvent::Filed {
            report,
            unit,
            period,
            on,
            ..
        } => Told::new(
            format!(
                "filed the {} of {} for the time from {} on",
                title(view, *report),
                view.some_unit(*unit),
                day(*period)
            ),
            view.unit_href(*unit),
        )
        .on(*on),
        ReportEvent::Corrected {
            report,
            unit,
            period,
            on,
            ..
        } => Told::new(
            format!(
                "corrected the {} of {} for the time from {} on",
                title(view, *report),
                view.some_unit(*unit),
                day(*period)
            ),
            view.unit_href(*unit),
        )
        .on(*on),
    }
}

fn title(view: View<'_>, report: ReportId) -> String {
    let row = view
        .state
        .charter()
        .and_then(|charter| charter.report(report));
    row.map_or("report", |row| row.title.as_str()).to_owned()
}
