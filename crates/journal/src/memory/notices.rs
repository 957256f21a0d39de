//! Notices by e-mail in memory.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::MemoryStore;
use crate::error::AccountError;
use crate::notices::person_of;
use crate::{Notice, NoticeStanding, Notices, Sha256Hash, login};

/// What was sent to whom, and who wants nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Postbag {
    notices: BTreeMap<(u32, Date), Notice>,
    off: BTreeSet<u32>,
}

impl Postbag {
    /// Removes everything about a person.
    pub(super) fn forget(&mut self, person: u32) {
        self.notices.retain(|(of, _), _| *of != person);
        self.off.remove(&person);
    }
}

impl Notices for MemoryStore {
    fn persons_to_notify(&self) -> Result<Vec<u32>, AccountError> {
        let shelves = self.shelves();
        let persons: BTreeSet<u32> = shelves.doors.actors().filter_map(person_of).collect();
        Ok(persons.difference(&shelves.postbag.off).copied().collect())
    }

    fn begin_notice(&self, notice: &Notice) -> Result<bool, AccountError> {
        let mut shelves = self.shelves();
        let at = (notice.person, notice.day);
        let is_there = shelves.cards.contains_key(&notice.person);
        let postbag = &mut shelves.postbag;
        if !is_there || postbag.off.contains(&notice.person) || postbag.notices.contains_key(&at) {
            return Ok(false);
        }
        postbag.notices.insert(at, notice.clone());
        Ok(true)
    }

    fn end_notice(
        &self,
        person: u32,
        day: Date,
        standing: NoticeStanding,
    ) -> Result<(), AccountError> {
        if let Some(notice) = self.shelves().postbag.notices.get_mut(&(person, day)) {
            notice.standing = standing;
        }
        Ok(())
    }

    fn withdraw_notice(&self, person: u32, day: Date) -> Result<(), AccountError> {
        self.shelves().postbag.notices.remove(&(person, day));
        Ok(())
    }

    fn last_notice(&self, person: u32) -> Result<Option<Notice>, AccountError> {
        let shelves = self.shelves();
        let own = (person, Date::MIN)..=(person, Date::MAX);
        let last = shelves.postbag.notices.range(own).next_back();
        Ok(last.map(|(_, notice)| notice.clone()))
    }

    fn notices_since(&self, day: Date, count_max: usize) -> Result<Vec<Notice>, AccountError> {
        let shelves = self.shelves();
        let all = shelves.postbag.notices.values();
        let mut since: Vec<Notice> = all.filter(|it| it.day >= day).cloned().collect();
        since.sort_by_key(|it| (std::cmp::Reverse(it.day), it.person));
        since.truncate(count_max);
        Ok(since)
    }

    fn forget_notices_before(&self, day: Date) -> Result<usize, AccountError> {
        let notices = &mut self.shelves().postbag.notices;
        let before = notices.len();
        notices.retain(|(_, of), _| *of >= day);
        Ok(before - notices.len())
    }

    fn set_notices_off(&self, person: u32, off: bool) -> Result<(), AccountError> {
        let mut shelves = self.shelves();
        if !off {
            shelves.postbag.off.remove(&person);
        } else if shelves.cards.contains_key(&person) {
            shelves.postbag.off.insert(person);
        }
        Ok(())
    }

    fn has_notices_off(&self, person: u32) -> Result<bool, AccountError> {
        Ok(self.shelves().postbag.off.contains(&person))
    }

    fn notice_secret(&self, person: u32) -> Sha256Hash {
        login::notice_secret(&self.login_secret, person)
    }

    fn credential(&self, conference: u32, person: u32) -> Sha256Hash {
        login::credential(&self.login_secret, conference, person)
    }
}
