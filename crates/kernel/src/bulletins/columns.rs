//! What is kept of bulletins: one row a bulletin, linked by unit, and one a
//! notice that stays visible, linked by bulletin.

use super::{Bulletin, BulletinAbout, BulletinEvent, BulletinNotice, NoticeKind};
use crate::columns::{Chains, Column, ReadError, Reader, Writer};
use crate::day::Day;
use crate::ids::{AwardId, BulletinId, ConferenceId, DocumentId, MeetingId, PersonId, UnitId};

/// No row, no text, nobody.
const NONE: u32 = u32::MAX;

/// Everything kept about bulletins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bulletins {
    unit: Column<u32>,
    /// Nought for one that stands alone, one for a meeting, two for an award, three
    /// for a conference.
    about: Column<u8>,
    about_which: Column<u32>,
    text: Column<u32>,
    revision: Column<u32>,
    author: Column<u32>,
    correction: Column<u32>,
    reviewed: Column<u8>,
    reviewer: Column<u32>,
    sent_back: Column<u32>,
    public: Column<u32>,
    published: Column<Day>,
    withdrawn: Column<Day>,
    withdrawn_for: Column<u32>,
    /// The unit's bulletin before.
    earlier: Column<u32>,
    /// The bulletin's newest notice.
    noticed: Column<u32>,
    /// By unit: its newest bulletin.
    newest: Column<u32>,
    notice_of: Column<u32>,
    notice_what: Column<u8>,
    notice_on: Column<Day>,
    notice_reason: Column<u32>,
    /// The bulletin's notice before.
    notice_earlier: Column<u32>,
    /// The bulletin's newest picture.
    pictured: Column<u32>,
    picture_of: Column<u32>,
    /// None once it was destroyed.
    picture: Column<u32>,
    /// The bulletin's picture before.
    picture_earlier: Column<u32>,
}

/// A number where there is one.
fn some(column: &Column<u32>, at: usize) -> Option<u32> {
    column.get(at).filter(|number| *number != NONE)
}

/// Follows a chain from its newest row.
fn chain(newest: Option<u32>, earlier: &Column<u32>) -> impl Iterator<Item = u32> + '_ {
    std::iter::successors(newest, |row| some(earlier, *row as usize))
}

impl Bulletins {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.unit.len()).unwrap_or(NONE)
    }

    pub(crate) fn notice_count(&self) -> u32 {
        u32::try_from(self.notice_of.len()).unwrap_or(NONE)
    }

    pub(crate) fn open_unit(&mut self) {
        self.newest.push(NONE);
    }

    /// The chains by unit.
    pub(crate) fn by_unit(&self) -> Chains<'_> {
        Chains {
            owner: &self.unit,
            earlier: &self.earlier,
            newest: &self.newest,
        }
    }

    /// The chains of notices by bulletin.
    pub(crate) fn notices(&self) -> Chains<'_> {
        Chains {
            owner: &self.notice_of,
            earlier: &self.notice_earlier,
            newest: &self.noticed,
        }
    }

    /// The chains of pictures by bulletin.
    pub(crate) fn pictures(&self) -> Chains<'_> {
        Chains {
            owner: &self.picture_of,
            earlier: &self.picture_earlier,
            newest: &self.pictured,
        }
    }

    /// The pictures of a bulletin, the last first.
    pub(crate) fn pictures_of(
        &self,
        bulletin: BulletinId,
    ) -> impl Iterator<Item = DocumentId> + '_ {
        let newest = some(&self.pictured, bulletin.index());
        chain(newest, &self.picture_earlier)
            .filter_map(|row| some(&self.picture, row as usize).map(DocumentId))
    }

    pub(crate) fn get(&self, bulletin: BulletinId) -> Option<Bulletin> {
        let at = bulletin.index();
        let which = self.about_which.get(at)?;
        let about = match self.about.get(at)? {
            1 => Some(BulletinAbout::Meeting(MeetingId(which))),
            2 => Some(BulletinAbout::Award(AwardId(which))),
            3 => Some(BulletinAbout::Conference(ConferenceId(which))),
            _ => None,
        };
        let reviewed = self.reviewed.get(at)? != 0;
        let withdrawn = self.withdrawn.get(at)?.date();
        let document = |column: &Column<u32>| some(column, at).map(DocumentId);
        Some(Bulletin {
            id: bulletin,
            unit: UnitId(self.unit.get(at)?),
            about,
            text: DocumentId(self.text.get(at)?),
            revision: self.revision.get(at)?,
            author: some(&self.author, at).map(PersonId),
            correction: document(&self.correction),
            reviewed: reviewed.then(|| some(&self.reviewer, at).map(PersonId)),
            sent_back: document(&self.sent_back),
            public: document(&self.public),
            published: self.published.get(at)?.date(),
            withdrawn: withdrawn.zip(document(&self.withdrawn_for)),
        })
    }

    /// The bulletins of a unit, the last drafted first.
    pub(crate) fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = Bulletin> + '_ {
        chain(some(&self.newest, unit.index()), &self.earlier)
            .filter_map(|row| self.get(BulletinId(row)))
    }

    /// The notices of a bulletin, the last first.
    pub(crate) fn notices_of(
        &self,
        bulletin: BulletinId,
    ) -> impl Iterator<Item = BulletinNotice> + '_ {
        let newest = some(&self.noticed, bulletin.index());
        chain(newest, &self.notice_earlier).filter_map(move |row| {
            let at = row as usize;
            Some(BulletinNotice {
                bulletin,
                what: match self.notice_what.get(at)? {
                    0 => NoticeKind::Published,
                    1 => NoticeKind::Corrected,
                    2 => NoticeKind::Withdrawn,
                    _ => NoticeKind::PictureRemoved,
                },
                on: self.notice_on.get(at)?.date()?,
                reason: some(&self.notice_reason, at).map(DocumentId),
            })
        })
    }

    /// Applies what has happened to a bulletin.
    pub(crate) fn apply(&mut self, event: &BulletinEvent) {
        let person = |by: &Option<PersonId>| by.map_or(NONE, |person| person.0);
        let at = event.about().0.index();
        match event {
            BulletinEvent::Drafted { .. } => self.draft(event),
            BulletinEvent::Revised {
                by, text, reason, ..
            } => {
                let revision = self.revision.get(at).unwrap_or(0);
                self.revision.set(at, revision.saturating_add(1));
                self.text.set(at, text.0);
                self.author.set(at, person(by));
                if let Some(reason) = reason {
                    self.correction.set(at, reason.0);
                }
                self.unread(at);
            }
            BulletinEvent::PictureAdded {
                bulletin, picture, ..
            } => {
                let row = u32::try_from(self.picture_of.len()).unwrap_or(NONE);
                self.picture_of.push(bulletin.0);
                self.picture.push(picture.0);
                let earlier = self.pictured.replace(at, row);
                self.picture_earlier.push(earlier.unwrap_or(NONE));
            }
            BulletinEvent::Reviewed { by, .. } => {
                self.reviewed.set(at, 1);
                self.reviewer.set(at, person(by));
            }
            BulletinEvent::PictureErased { .. } => self.erase_picture(event),
            BulletinEvent::SentBack { reason, .. } => {
                self.unread(at);
                self.sent_back.set(at, reason.0);
            }
            BulletinEvent::Published { bulletin, on, .. } => {
                let is_first = self
                    .published
                    .get(at)
                    .is_none_or(|day| day.date().is_none());
                if is_first {
                    self.published.set(at, Day::from_date(*on));
                }
                let reason = self.correction.replace(at, NONE).unwrap_or(NONE);
                self.public.set(at, self.text.get(at).unwrap_or(NONE));
                self.withdrawn.set(at, Day::NONE);
                self.withdrawn_for.set(at, NONE);
                self.note(*bulletin, u8::from(!is_first), Day::from_date(*on), reason);
            }
            BulletinEvent::Withdrawn {
                bulletin,
                on,
                reason,
                ..
            } => {
                self.withdrawn.set(at, Day::from_date(*on));
                self.withdrawn_for.set(at, reason.0);
                self.correction.set(at, NONE);
                self.unread(at);
                // Nobody outside saw a draft, nor need they be told twice that it is gone.
                if self.public.replace(at, NONE) != Some(NONE) {
                    self.note(*bulletin, 2, Day::from_date(*on), reason.0);
                }
            }
        }
    }

    fn erase_picture(&mut self, event: &BulletinEvent) {
        let BulletinEvent::PictureErased {
            bulletin,
            picture,
            on,
            reason,
            ..
        } = event
        else {
            return;
        };
        let at = bulletin.index();
        let is_it = |row: &u32| some(&self.picture, *row as usize) == Some(picture.0.0);
        let newest = some(&self.pictured, at);
        let row = chain(newest, &self.picture_earlier).find(is_it);
        if let Some(row) = row {
            self.picture.set(row as usize, NONE);
        }
        // Nobody outside saw it before the bulletin was published.
        let published = self.published.get(at).and_then(|day| day.date());
        if published.is_some() {
            self.note(*bulletin, 3, Day::from_date(*on), reason.0);
        }
    }

    /// Nobody has reviewed the text that stands there now.
    fn unread(&mut self, at: usize) {
        self.reviewed.set(at, 0);
        self.reviewer.set(at, NONE);
        self.sent_back.set(at, NONE);
    }

    fn note(&mut self, bulletin: BulletinId, what: u8, on: Day, reason: u32) {
        let row = self.notice_count();
        self.notice_of.push(bulletin.0);
        self.notice_what.push(what);
        self.notice_on.push(on);
        self.notice_reason.push(reason);
        let earlier = self.noticed.replace(bulletin.index(), row);
        self.notice_earlier.push(earlier.unwrap_or(NONE));
    }

    fn draft(&mut self, event: &BulletinEvent) {
        let BulletinEvent::Drafted {
            bulletin,
            unit,
            about,
            by,
            text,
        } = event
        else {
            return;
        };
        let (kind, which) = match about {
            None => (0, NONE),
            Some(BulletinAbout::Meeting(meeting)) => (1, meeting.0),
            Some(BulletinAbout::Award(award)) => (2, award.0),
            Some(BulletinAbout::Conference(conference)) => (3, conference.0),
        };
        self.unit.push(unit.0);
        self.about.push(kind);
        self.about_which.push(which);
        self.text.push(text.0);
        self.revision.push(1);
        self.author.push(by.map_or(NONE, |person| person.0));
        self.correction.push(NONE);
        self.reviewed.push(0);
        self.reviewer.push(NONE);
        self.sent_back.push(NONE);
        self.public.push(NONE);
        self.published.push(Day::NONE);
        self.withdrawn.push(Day::NONE);
        self.withdrawn_for.push(NONE);
        self.noticed.push(NONE);
        self.pictured.push(NONE);
        let earlier = self.newest.replace(unit.index(), bulletin.0);
        self.earlier.push(earlier.unwrap_or(NONE));
    }

    pub(crate) fn write(&self, out: &mut Writer<'_>) {
        out.column(&self.unit);
        out.column(&self.about);
        out.column(&self.about_which);
        out.column(&self.text);
        out.column(&self.revision);
        out.column(&self.author);
        out.column(&self.correction);
        out.column(&self.reviewed);
        out.column(&self.reviewer);
        out.column(&self.sent_back);
        out.column(&self.public);
        out.column(&self.published);
        out.column(&self.withdrawn);
        out.column(&self.withdrawn_for);
        out.column(&self.earlier);
        out.column(&self.noticed);
        out.column(&self.newest);
        out.column(&self.notice_of);
        out.column(&self.notice_what);
        out.column(&self.notice_on);
        out.column(&self.notice_reason);
        out.column(&self.notice_earlier);
        out.column(&self.pictured);
        out.column(&self.picture_of);
        out.column(&self.picture);
        out.column(&self.picture_earlier);
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Bulletins, ReadError> {
        let it = Bulletins {
            unit: from.column()?,
            about: from.column()?,
            about_which: from.column()?,
            text: from.column()?,
            revision: from.column()?,
            author: from.column()?,
            correction: from.column()?,
            reviewed: from.column()?,
            reviewer: from.column()?,
            sent_back: from.column()?,
            public: from.column()?,
            published: from.column()?,
            withdrawn: from.column()?,
            withdrawn_for: from.column()?,
            earlier: from.column()?,
            noticed: from.column()?,
            newest: from.column()?,
            notice_of: from.column()?,
            notice_what: from.column()?,
            notice_on: from.column()?,
            notice_reason: from.column()?,
            notice_earlier: from.column()?,
            pictured: from.column()?,
            picture_of: from.column()?,
            picture: from.column()?,
            picture_earlier: from.column()?,
        };
        Reader::same_length([
            it.unit.len(),
            it.about.len(),
            it.about_which.len(),
            it.text.len(),
            it.revision.len(),
            it.author.len(),
            it.correction.len(),
            it.reviewed.len(),
            it.reviewer.len(),
            it.sent_back.len(),
            it.public.len(),
            it.published.len(),
            it.withdrawn.len(),
            it.withdrawn_for.len(),
            it.earlier.len(),
            it.noticed.len(),
            it.pictured.len(),
        ])?;
        Reader::same_length([
            it.picture_of.len(),
            it.picture.len(),
            it.picture_earlier.len(),
        ])?;
        Reader::same_length([
            it.notice_of.len(),
            it.notice_what.len(),
            it.notice_on.len(),
            it.notice_reason.len(),
            it.notice_earlier.len(),
        ])?;
        Ok(it)
    }
}
