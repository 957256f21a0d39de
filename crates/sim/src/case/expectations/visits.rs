//! What has to have come of a case for visits.

use charter::case::VisitExpect;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_visit(&self, expect: &VisitExpect) -> Result<(), String> {
        let VisitExpect::Last { unit, on } = expect;
        let last = self.state.last_visit(self.unit(unit)?);
        same(last == *on, || match last {
            Some(last) => format!("last visited on {last}"),
            None => "never visited".to_owned(),
        })
    }
}
