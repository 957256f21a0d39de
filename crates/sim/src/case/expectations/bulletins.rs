//! What has to have come of a case for bulletins.

use charter::case::BulletinExpect;
use kernel::bulletins::{Bulletin, BulletinStanding};

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_bulletin(&self, expect: &BulletinExpect) -> Result<(), String> {
        let BulletinExpect::Stands { of, standing } = expect;
        let mut all: Vec<Bulletin> = self.state.bulletins_of(self.unit(&of.unit)?).collect();
        all.reverse();
        let at = usize::try_from(of.number).unwrap_or(usize::MAX);
        let found = at.checked_sub(1).and_then(|at| all.get(at));
        let found = found.ok_or_else(|| format!("there is no bulletin {}", of.number))?;
        let stands = match found.standing() {
            BulletinStanding::Drafted => "drafted",
            BulletinStanding::SentBack => "sent back",
            BulletinStanding::Reviewed => "reviewed",
            BulletinStanding::Published => "published",
            BulletinStanding::Withdrawn => "withdrawn",
        };
        same(stands == *standing, || stands.to_owned())
    }
}
