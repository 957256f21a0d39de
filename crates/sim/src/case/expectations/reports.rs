//! What has to have come of a case for returns.

use charter::case::ReportExpect;
use kernel::reports::Sum;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_report(&self, expect: &ReportExpect) -> Result<(), String> {
        let ReportExpect::Sum {
            sum,
            field,
            report,
            unit,
            period,
            struck,
        } = expect;
        let rule = self
            .charter
            .report(*report)
            .ok_or("the charter has no such report")?;
        let sums = self
            .state
            .sums(rule, *report, *period, self.unit(unit)?, !struck)
            .ok_or("nothing can be summed up for that time")?;
        let found = sums.fields.get(*field);
        same(
            found == Some(&Sum::Number(u64::from(*sum))),
            || match found {
                Some(Sum::Number(number)) => format!("a sum of {number}"),
                Some(Sum::Choices(counts)) => format!("choices: {counts:?}"),
                Some(Sum::Texts(count)) => format!("{count} texts"),
                None => "no such field".to_owned(),
            },
        )
    }
}
