//! The identifiers a charter hands out, gathered before any rule is read, so
//! that a rule may name what stands further down.

use super::blocks::{Found, Kind};
use super::value::Marked;
use crate::problem::{Problems, did_you_mean};
use crate::rule::{GradeId, LevelId, MeetingKindId, PostId};

/// The identifiers of one kind, in the order of their rows.
#[derive(Debug)]
pub(super) struct Ids {
    kind: Kind,
    pub(super) ids: Vec<String>,
    /// What several of each are called, as far as can be seen before reading.
    words: Vec<String>,
}

impl Ids {
    fn gather(kind: Kind, found: &[Found], problems: &mut Problems) -> Self {
        let mut ids = Vec::new();
        let mut words = Vec::new();
        for rule in found.iter().filter(|rule| rule.kind == kind) {
            if ids.len() == 256 {
                let message = format!(
                    "a charter has room for 256 rules of the kind `{}`",
                    kind.word()
                );
                problems.note(&rule.fields.span, message, "one too many", "");
            }
            let text = |key| rule.fields.peek_text(key).map(|text| text.value);
            let title = || text("title").map(|title| format!("{title}s"));
            ids.push(text("id").unwrap_or_default());
            words.push(text("plural").or_else(title).unwrap_or_default());
        }
        Ids { kind, ids, words }
    }

    fn row(&self, id: &str) -> Option<u8> {
        let at = self.ids.iter().position(|known| known == id)?;
        u8::try_from(at).ok()
    }

    fn find(&self, id: &Marked<String>, problems: &mut Problems) -> Option<u8> {
        let row = self.row(&id.value);
        if row.is_none() {
            let kind = self.kind.word();
            problems.note(
                &id.span,
                format!("this charter has no {kind} `{}`", id.value),
                format!("no `[{kind}]` has this id"),
                did_you_mean(&id.value, self.ids.iter().map(String::as_str), kind),
            );
        }
        row
    }
}

/// Every identifier of a charter.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) levels: Ids,
    pub(super) grades: Ids,
    pub(super) posts: Ids,
    meetings: Ids,
}

impl Names {
    pub(super) fn gather(found: &[Found], problems: &mut Problems) -> Self {
        Names {
            levels: Ids::gather(Kind::Level, found, problems),
            grades: Ids::gather(Kind::Grade, found, problems),
            posts: Ids::gather(Kind::Post, found, problems),
            meetings: Ids::gather(Kind::Meeting, found, problems),
        }
    }

    pub(super) fn level(&self, id: &Marked<String>, problems: &mut Problems) -> Option<LevelId> {
        self.levels.find(id, problems).map(LevelId)
    }

    pub(super) fn grade(&self, id: &Marked<String>, problems: &mut Problems) -> Option<GradeId> {
        self.grades.find(id, problems).map(GradeId)
    }

    pub(super) fn post(&self, id: &Marked<String>, problems: &mut Problems) -> Option<PostId> {
        self.posts.find(id, problems).map(PostId)
    }

    pub(super) fn meeting(
        &self,
        id: &Marked<String>,
        problems: &mut Problems,
    ) -> Option<MeetingKindId> {
        self.meetings.find(id, problems).map(MeetingKindId)
    }

    /// What the bearers of a duty are called: a level, post or grade in the plural.
    pub(super) fn bearers(&self, id: &str) -> Option<String> {
        [&self.levels, &self.posts, &self.grades]
            .into_iter()
            .find_map(|ids| ids.words.get(usize::from(ids.row(id)?)).cloned())
    }

    pub(super) fn grade_row(&self, id: &str) -> Option<GradeId> {
        self.grades.row(id).map(GradeId)
    }

    pub(super) fn post_row(&self, id: &str) -> Option<PostId> {
        self.posts.row(id).map(PostId)
    }
}
