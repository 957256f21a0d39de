//! What has to have come of a case for affiliated bodies.

use charter::case::BodyExpect;

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_body(&self, expect: &BodyExpect) -> Result<(), String> {
        let BodyExpect::Listed { unit, name, listed } = expect;
        let names: Vec<&str> = self
            .state
            .bodies_of(self.unit(unit)?)
            .filter(|body| body.until.is_none())
            .map(|body| body.name)
            .collect();
        same(names.contains(&name.as_str()) == *listed, || {
            format!("these bodies: {}", names.join(", "))
        })
    }
}
