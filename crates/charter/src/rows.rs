//! The rows of a charter, by their numbers and by their identifiers.

use crate::rule::{
    Article, AwardKindId, BodyKindId, Charter, ConferenceKindId, CourseId, DirectiveKindId, Grade,
    GradeId, Level, LevelId, MeetingKindId, MeetingRule, PetitionKindId, Post, PostId, ProcedureId,
    ReportId, Rule, RuleId, Size,
};
use crate::{
    AwardRule, BodyRule, BulletinRule, Choosing, ConferenceRule, CourseRule, DirectiveRule,
    PetitionRule, ProcedureRule, ReportRule, VisitRule,
};

impl Charter {
    /// The rules that no case of the charter shows.
    #[must_use]
    pub fn rules_without_case(&self) -> Vec<RuleId> {
        (0..=u16::MAX)
            .zip(&self.rules)
            .map(|(row, _)| RuleId(row))
            .filter(|rule| !self.cases.iter().any(|case| case.shows.contains(rule)))
            .collect()
    }

    /// The rule's row.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.index())
    }

    /// The article a rule stands under.
    #[must_use]
    pub fn article_of(&self, id: RuleId) -> Option<&Article> {
        self.articles.get(self.rule(id)?.article)
    }

    /// The level's row.
    #[must_use]
    pub fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.get(id.index())
    }

    /// The grade's row.
    #[must_use]
    pub fn grade(&self, id: GradeId) -> Option<&Grade> {
        self.grades.get(id.index())
    }

    /// The post's row.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(id.index())
    }

    /// How a post is filled, where the charter says so.
    #[must_use]
    pub fn choosing_of(&self, post: PostId) -> Option<&Choosing> {
        self.choosing.iter().find(|row| row.post == post)
    }

    /// The row of a kind of meeting.
    #[must_use]
    pub fn meeting(&self, id: MeetingKindId) -> Option<&MeetingRule> {
        self.meetings.get(id.index())
    }

    /// The row of a kind of directive.
    #[must_use]
    pub fn directive(&self, id: DirectiveKindId) -> Option<&DirectiveRule> {
        self.directives.get(id.index())
    }

    /// The row of a report.
    #[must_use]
    pub fn report(&self, id: ReportId) -> Option<&ReportRule> {
        self.reports.get(id.index())
    }

    /// The row of a course.
    #[must_use]
    pub fn course(&self, id: CourseId) -> Option<&CourseRule> {
        self.courses.get(id.index())
    }

    /// The row of a kind of affiliated body.
    #[must_use]
    pub fn body(&self, id: BodyKindId) -> Option<&BodyRule> {
        self.bodies.get(id.index())
    }

    /// The row of an award.
    #[must_use]
    pub fn award(&self, id: AwardKindId) -> Option<&AwardRule> {
        self.awards.get(id.index())
    }

    /// The row of a kind of conference.
    #[must_use]
    pub fn conference(&self, id: ConferenceKindId) -> Option<&ConferenceRule> {
        self.conferences.get(id.index())
    }

    /// The rule under which units of a level publish bulletins, where the charter has one.
    #[must_use]
    pub fn bulletin_of(&self, level: LevelId) -> Option<&BulletinRule> {
        let mut rules = self.bulletins.iter();
        rules.find(|rule| rule.levels.contains(&level))
    }

    /// Who visits units of a level, where the charter says so.
    #[must_use]
    pub fn visit_of(&self, level: LevelId) -> Option<&VisitRule> {
        self.visits.iter().find(|rule| rule.level == level)
    }

    /// The row of a kind of petition.
    #[must_use]
    pub fn petition(&self, id: PetitionKindId) -> Option<&PetitionRule> {
        self.petitions.get(id.index())
    }

    /// The row of a procedure.
    #[must_use]
    pub fn procedure(&self, id: ProcedureId) -> Option<&ProcedureRule> {
        self.procedures.get(id.index())
    }

    /// The size range of a level, where one is laid down.
    #[must_use]
    pub fn size_of(&self, level: LevelId) -> Option<&Size> {
        self.sizes.iter().find(|size| size.level == level)
    }

    /// The level with this identifier.
    #[must_use]
    pub fn level_named(&self, id: &str) -> Option<LevelId> {
        position(self.levels.iter().map(|row| row.id.as_str()), id).map(LevelId)
    }

    /// The grade with this identifier.
    #[must_use]
    pub fn grade_named(&self, id: &str) -> Option<GradeId> {
        position(self.grades.iter().map(|row| row.id.as_str()), id).map(GradeId)
    }

    /// The post with this identifier.
    #[must_use]
    pub fn post_named(&self, id: &str) -> Option<PostId> {
        position(self.posts.iter().map(|row| row.id.as_str()), id).map(PostId)
    }

    /// The kind of meeting with this identifier.
    #[must_use]
    pub fn meeting_named(&self, id: &str) -> Option<MeetingKindId> {
        position(self.meetings.iter().map(|row| row.id.as_str()), id).map(MeetingKindId)
    }

    /// The kind of directive with this identifier.
    #[must_use]
    pub fn directive_named(&self, id: &str) -> Option<DirectiveKindId> {
        position(self.directives.iter().map(|row| row.id.as_str()), id).map(DirectiveKindId)
    }

    /// The procedure with this identifier.
    #[must_use]
    pub fn procedure_named(&self, id: &str) -> Option<ProcedureId> {
        position(self.procedures.iter().map(|row| row.id.as_str()), id).map(ProcedureId)
    }

    /// The report with this identifier.
    #[must_use]
    pub fn report_named(&self, id: &str) -> Option<ReportId> {
        position(self.reports.iter().map(|row| row.id.as_str()), id).map(ReportId)
    }

    /// The course with this identifier.
    #[must_use]
    pub fn course_named(&self, id: &str) -> Option<CourseId> {
        position(self.courses.iter().map(|row| row.id.as_str()), id).map(CourseId)
    }

    /// The kind of affiliated body with this identifier.
    #[must_use]
    pub fn body_named(&self, id: &str) -> Option<BodyKindId> {
        position(self.bodies.iter().map(|row| row.id.as_str()), id).map(BodyKindId)
    }

    /// The award with this identifier.
    #[must_use]
    pub fn award_named(&self, id: &str) -> Option<AwardKindId> {
        position(self.awards.iter().map(|row| row.id.as_str()), id).map(AwardKindId)
    }

    /// The kind of conference with this identifier.
    #[must_use]
    pub fn conference_named(&self, id: &str) -> Option<ConferenceKindId> {
        position(self.conferences.iter().map(|row| row.id.as_str()), id).map(ConferenceKindId)
    }

    /// The kind of petition with this identifier.
    #[must_use]
    pub fn petition_named(&self, id: &str) -> Option<PetitionKindId> {
        position(self.petitions.iter().map(|row| row.id.as_str()), id).map(PetitionKindId)
    }
}

fn position<'a>(mut rows: impl Iterator<Item = &'a str>, id: &str) -> Option<u8> {
    rows.position(|row| row == id)
        .and_then(|at| u8::try_from(at).ok())
}
