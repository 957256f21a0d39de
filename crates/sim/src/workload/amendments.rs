//! Editions of the charter: the first, amended ones that keep their rows, and
//! ones that would change the meaning of old records.

use std::sync::Arc;

use charter::{Charter, Size};
use jiff::ToSpan;
use kernel::charters::AdoptCharter;
use kernel::{Command, State};

use super::Workload;

impl Workload {
    /// The charter as it was written, in force since some day before today.
    pub(super) fn first_adoption(&mut self) -> Command {
        let days = i64::from(self.dice.below(400));
        Command::AdoptCharter(AdoptCharter {
            charter: Arc::clone(&self.charter),
            sha256: [0; 32],
            from: self.today.saturating_sub(days.days()),
        })
    }

    pub(super) fn amendment(&mut self, state: &State) -> Command {
        let newest = state.charter().unwrap_or(&self.charter);
        let mut charter = Charter::clone(newest);
        match self.dice.below(8) {
            0 => charter.levels.truncate(1),
            1 => charter.grades.reverse(),
            2 => charter.meetings.clear(),
            3 => self.one_post_fewer(&mut charter),
            4 => self.one_grade_more(&mut charter),
            5 => charter.rights.truncate(charter.rights.len() / 2),
            _ => self.another_size(&mut charter),
        }
        // What stands in for the hash of the text has only to differ between editions.
        self.named = self.named.saturating_add(1);
        let mut sha256 = [0xed_u8; 32];
        for (byte, number) in sha256.iter_mut().zip(self.named.to_le_bytes()) {
            *byte = number;
        }
        let days = i64::from(self.dice.below(90));
        let from = if self.dice.one_in(4) {
            self.day()
        } else {
            self.today.saturating_add(days.days())
        };
        Command::AdoptCharter(AdoptCharter {
            charter: Arc::new(charter),
            sha256,
            from,
        })
    }

    fn one_post_fewer(&mut self, charter: &mut Charter) {
        let row = self.dice.byte_below(charter.posts.len());
        if usize::from(row) < charter.posts.len() {
            charter.posts.remove(usize::from(row));
        }
    }

    /// A grade at the end of the table, where it breaks nothing.
    fn one_grade_more(&mut self, charter: &mut Charter) {
        if charter.grades.len() > 12 {
            return;
        }
        if let Some(mut grade) = charter.grades.last().cloned() {
            self.named = self.named.saturating_add(1);
            grade.id = format!("later-{}", self.named);
            grade.title = format!("later {}", self.named);
            grade.plural.clone_from(&grade.title);
            grade.next = None;
            charter.grades.push(grade);
        }
    }

    fn another_size(&mut self, charter: &mut Charter) {
        let row = usize::from(self.dice.byte_below(charter.sizes.len()));
        if let Some(size) = charter.sizes.get_mut(row) {
            let least = self.dice.between(
                size.least.saturating_sub(2).max(1),
                size.least.saturating_add(1),
            );
            let most = size.most.map(|most| {
                self.dice
                    .between(most.saturating_sub(3), most.saturating_add(3))
            });
            redraw(size, least, most.map(|most| most.max(least)));
        }
    }
}

/// Moves the ends of a range and of the outcomes that begin where it ends.
fn redraw(size: &mut Size, least: u32, most: Option<u32>) {
    for outcome in &mut size.outside {
        if outcome.most == size.least.checked_sub(1) {
            outcome.most = Some(least.saturating_sub(1));
            outcome.least = outcome.least.min(least.saturating_sub(1));
        }
        if size
            .most
            .is_some_and(|most| outcome.least == most.saturating_add(1))
        {
            outcome.least = most.unwrap_or(outcome.least).saturating_add(1);
        }
    }
    size.least = least;
    size.most = most;
}
