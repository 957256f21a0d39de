//! What happens to returns, in the second account.

use kernel::reports::ReportEvent;

use super::{Auditor, Touched};

impl Auditor {
    pub(super) fn enter_return(&mut self, event: &ReportEvent) -> Touched {
        let (report, unit, period, values, on) = match event {
            ReportEvent::Filed {
                report,
                unit,
                period,
                values,
                on,
            }
            | ReportEvent::Corrected {
                report,
                unit,
                period,
                values,
                on,
                ..
            } => (*report, *unit, *period, values.clone(), *on),
        };
        let mut touched = Touched::default();
        touched.units.insert(unit);
        let told = self.returns.entry((unit, report, period)).or_default();
        told.push((on, values));
        touched
    }
}
