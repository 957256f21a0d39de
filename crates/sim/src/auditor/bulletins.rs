//! What happens to bulletins, in the second account.

use jiff::civil::Date;
use kernel::bulletins::{Bulletin, BulletinAbout, BulletinEvent, BulletinNotice, NoticeKind};
use kernel::{BulletinId, DocumentId, PersonId, State, UnitId};

use super::comparing::{Differences, compare, count};
use super::{Auditor, Touched};

/// What is known of a bulletin: every text there ever was, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BulletinAccount {
    unit: UnitId,
    about: Option<BulletinAbout>,
    /// Every text with who wrote it.
    texts: Vec<(DocumentId, Option<PersonId>)>,
    /// Why the last text is to correct what is public.
    correction: Option<DocumentId>,
    /// Who found the last text fit.
    reviewed: Option<Option<PersonId>>,
    sent_back: Option<DocumentId>,
    /// What happened before everybody's eyes, the first one first, with what could be read then.
    notices: Vec<(NoticeKind, Date, Option<DocumentId>, Option<DocumentId>)>,
    pictures: Vec<DocumentId>,
    /// When and why a draft or a public text was taken back last, while it is.
    withdrawn: Option<(Date, DocumentId)>,
}

impl BulletinAccount {
    fn told(&self, id: BulletinId) -> Option<Bulletin> {
        let (text, author) = *self.texts.last()?;
        Some(Bulletin {
            id,
            unit: self.unit,
            about: self.about,
            text,
            revision: count(self.texts.len()),
            author,
            correction: self.correction,
            reviewed: self.reviewed,
            sent_back: self.sent_back,
            public: self.notices.last().and_then(|notice| notice.3),
            published: self.notices.first().map(|notice| notice.1),
            withdrawn: self.withdrawn,
        })
    }
}

impl Auditor {
    pub(super) fn enter_bulletin(&mut self, event: &BulletinEvent) -> Touched {
        let (id, unit) = event.about();
        let mut touched = Touched::default();
        touched.units.insert(unit);
        if let BulletinEvent::Drafted {
            about, by, text, ..
        } = event
        {
            let account = BulletinAccount {
                unit,
                about: *about,
                texts: vec![(*text, *by)],
                correction: None,
                reviewed: None,
                sent_back: None,
                notices: Vec::new(),
                pictures: Vec::new(),
                withdrawn: None,
            };
            self.bulletins.insert(id, account);
            self.bulletins_of.entry(unit).or_default().insert(id);
            return touched;
        }
        if let Some(account) = self.bulletins.get_mut(&id) {
            account.enter(event);
        }
        touched
    }

    pub(super) fn compare_bulletin_totals(&self, state: &State, found: &mut Differences) {
        compare(
            found,
            || "how many bulletins were ever drafted".to_owned(),
            &state.bulletin_count(),
            &count(self.bulletins.len()),
        );
        let notices = self.bulletins.values().map(|it| it.notices.len()).sum();
        compare(
            found,
            || "how often anything was done before everybody's eyes".to_owned(),
            &state.bulletin_notice_count(),
            &count(notices),
        );
    }

    pub(super) fn compare_bulletins(&self, state: &State, unit: UnitId, found: &mut Differences) {
        let mut kept: Vec<Bulletin> = state.bulletins_of(unit).collect();
        kept.reverse();
        let ids = self.bulletins_of.get(&unit).into_iter().flatten();
        let told: Vec<Bulletin> = ids
            .clone()
            .filter_map(|id| self.bulletins.get(id)?.told(*id))
            .collect();
        compare(
            found,
            || format!("the bulletins of unit {unit}"),
            &kept,
            &told,
        );
        for id in ids {
            let mut kept: Vec<DocumentId> = state.pictures_of(*id).collect();
            kept.reverse();
            let account = self.bulletins.get(id);
            let told = account.map(|it| it.pictures.clone()).unwrap_or_default();
            compare(
                found,
                || format!("the pictures of bulletin {id}"),
                &kept,
                &told,
            );
            let mut kept: Vec<BulletinNotice> = state.notices_of(*id).collect();
            kept.reverse();
            let account = self.bulletins.get(id).into_iter();
            let told: Vec<BulletinNotice> = account
                .flat_map(|account| account.notices.iter())
                .map(|(what, on, reason, _)| BulletinNotice {
                    bulletin: *id,
                    what: *what,
                    on: *on,
                    reason: *reason,
                })
                .collect();
            compare(
                found,
                || format!("what everybody saw done with bulletin {id}"),
                &kept,
                &told,
            );
        }
    }
}

impl BulletinAccount {
    fn enter(&mut self, event: &BulletinEvent) {
        match event {
            BulletinEvent::Drafted { .. } => {}
            BulletinEvent::Revised {
                by, text, reason, ..
            } => {
                self.texts.push((*text, *by));
                self.correction = reason.or(self.correction);
                (self.reviewed, self.sent_back) = (None, None);
            }
            BulletinEvent::PictureAdded { picture, .. } => self.pictures.push(*picture),
            BulletinEvent::PictureErased {
                picture,
                on,
                reason,
                ..
            } => {
                self.pictures.retain(|kept| *kept != picture.0);
                // What everybody can read stays what it was.
                if let Some((.., text)) = self.notices.last() {
                    let notice = (NoticeKind::PictureRemoved, *on, Some(*reason), *text);
                    self.notices.push(notice);
                }
            }
            BulletinEvent::Reviewed { by, .. } => self.reviewed = Some(*by),
            BulletinEvent::SentBack { reason, .. } => {
                (self.reviewed, self.sent_back) = (None, Some(*reason));
            }
            BulletinEvent::Published { on, .. } => {
                let what = if self.notices.is_empty() {
                    NoticeKind::Published
                } else {
                    NoticeKind::Corrected
                };
                let text = self.texts.last().map(|(text, _)| *text);
                self.notices.push((what, *on, self.correction.take(), text));
                self.withdrawn = None;
            }
            BulletinEvent::Withdrawn { on, reason, .. } => {
                self.withdrawn = Some((*on, *reason));
                self.correction = None;
                (self.reviewed, self.sent_back) = (None, None);
                // Nobody saw a draft, nor twice that a bulletin was gone.
                if self.notices.last().is_some_and(|notice| notice.3.is_some()) {
                    let notice = (NoticeKind::Withdrawn, *on, Some(*reason), None);
                    self.notices.push(notice);
                }
            }
        }
    }
}
