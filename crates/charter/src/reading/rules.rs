//! From tables to rules: what every rule has, and one reader for each kind.

mod amount;
mod award;
mod belonging;
mod body;
mod bulletin;
mod choosing;
mod conference;
mod course;
mod directive;
mod dues;
mod duty;
mod grade;
mod level;
mod meeting;
mod petition;
mod post;
mod procedure;
mod report;
mod rhythm;
mod right;
mod size;
mod titles;
mod visit;

use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks::{Found, Kind};
use super::fields::{Fields, SourceKeys};
use super::names::Names;
use super::value::Marked;
use crate::parts;
use crate::problem::{Problems, did_you_mean};
use crate::rule::{Charter, GradeId, LevelId, Modality, PartBasis, PostId, Rule, RuleId};

/// What the readers of the rules share.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) names: &'a Names,
    pub(super) keys: &'a SourceKeys,
    pub(super) problems: &'a mut Problems,
}

/// Where the parts of a rule stand, for problems that only show when all rules are read.
#[derive(Debug)]
pub(super) struct Marks {
    span: Range<usize>,
    keys: BTreeMap<&'static str, Range<usize>>,
    /// Whether the rule was read without a problem.
    pub(super) sound: bool,
}

impl Marks {
    /// Where the value of a key stands, or else the rule.
    pub(super) fn of(&self, key: &str) -> &Range<usize> {
        self.keys.get(key).unwrap_or(&self.span)
    }
}

impl Reader<'_> {
    /// Levels named in a list.
    fn levels(&mut self, ids: &[Marked<String>]) -> Vec<LevelId> {
        ids.iter()
            .filter_map(|id| self.names.level(id, self.problems))
            .collect()
    }

    /// Grades named in a list.
    fn grades(&mut self, ids: &[Marked<String>]) -> Vec<GradeId> {
        ids.iter()
            .filter_map(|id| self.names.grade(id, self.problems))
            .collect()
    }

    /// Posts named in a list.
    fn posts(&mut self, ids: &[Marked<String>]) -> Vec<PostId> {
        ids.iter()
            .filter_map(|id| self.names.post(id, self.problems))
            .collect()
    }

    /// Levels that have to be named.
    fn levels_needed(&mut self, fields: &mut Fields) -> Vec<LevelId> {
        let before = self.problems.count();
        let ids = fields.texts("levels", self.problems);
        if ids.is_empty() && self.problems.count() == before {
            fields.missing("levels", "[\"the id of a level\"]", self.problems);
        }
        self.levels(&ids)
    }

    /// Grades under a key; all there are when the key is not there.
    fn grades_or_all(&mut self, fields: &mut Fields, key: &'static str) -> Vec<GradeId> {
        if !fields.has(key) {
            fields.expects(key);
            return self.all_grades();
        }
        let before = self.problems.count();
        let ids = fields.texts(key, self.problems);
        if ids.is_empty() && self.problems.count() == before {
            let message = format!("`{key}` names no grade");
            let help = "leave the key out where every grade is meant";
            self.problems
                .note(&fields.mark(key), message, "an empty list", help);
        }
        self.grades(&ids)
    }

    fn all_grades(&self) -> Vec<GradeId> {
        (0..self.names.grades.ids.len())
            .filter_map(|row| u8::try_from(row).ok())
            .map(GradeId)
            .collect()
    }

    /// What every rule has to say: how strictly it binds.
    fn modality(&mut self, fields: &mut Fields) -> Modality {
        let Some(text) = fields.text_needed("modality", "\"must\"", self.problems) else {
            return Modality::Must;
        };
        match text.value.as_str() {
            "must" => Modality::Must,
            "as a rule" => Modality::AsARule,
            "may" => Modality::May,
            other => {
                self.problems.note(
                    &text.span,
                    format!("`{other}` is no modality"),
                    "not known",
                    did_you_mean(other, ["must", "as a rule", "may"], "modality"),
                );
                Modality::Must
            }
        }
    }
}

/// Reads one rule into the charter in the making; gives the marks of its parts.
pub(super) fn read(found: Found, charter: &mut Charter, reader: &mut Reader<'_>) -> Marks {
    let Found {
        kind,
        article,
        mut fields,
    } = found;
    let before = reader.problems.count();
    let number = u16::try_from(charter.rules.len()).unwrap_or(u16::MAX);
    let id = RuleId(number);
    if number == u16::MAX {
        reader.problems.note(
            &fields.span,
            "a charter has room for 65,535 rules",
            "one too many",
            "",
        );
    }
    let modality = reader.modality(&mut fields);
    let basis = reader.keys.basis_needed(&mut fields, reader.problems);
    let subject = row(kind, id, &mut fields, charter, reader);
    fields.finish(reader.problems);
    let mut own = std::mem::take(&mut fields.parts_within);
    for (part, text) in std::mem::take(&mut fields.parts) {
        let basis = reader.keys.basis(&text, reader.problems);
        own.push(PartBasis {
            part: part.to_owned(),
            words: parts::words(part),
            basis,
        });
    }
    let name = if subject.is_empty() {
        kind.word().to_owned()
    } else {
        format!("{}.{subject}", kind.word())
    };
    if charter.rules.iter().any(|other| other.name == name) {
        let help = match kind {
            Kind::Right => "give one of them an `id` of its own",
            Kind::Belonging | Kind::Leaving | Kind::Dues => "a charter says this once",
            _ => "two rules of one kind need different subjects",
        };
        let span = fields
            .marks
            .get("id")
            .cloned()
            .unwrap_or_else(|| fields.span.clone());
        reader.problems.note(
            &span,
            format!("two rules are called `{name}`"),
            "the second",
            help,
        );
    }
    charter.rules.push(Rule {
        name,
        article,
        modality,
        basis,
        parts: own,
        sentence: String::new(),
    });
    if let Some(article) = charter.articles.get_mut(article) {
        article.rules.push(id);
    }
    Marks {
        sound: reader.problems.count() == before,
        span: fields.span.clone(),
        keys: fields.marks,
    }
}

/// Reads what is particular to a kind, pushes its row, and gives the rule's subject.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
fn row(
    kind: Kind,
    rule: RuleId,
    fields: &mut Fields,
    charter: &mut Charter,
    reader: &mut Reader<'_>,
) -> String {
    match kind {
        Kind::Level => {
            let level = level::read(rule, fields, reader);
            let subject = level.id.clone();
            charter.levels.push(level);
            subject
        }
        Kind::Grade => {
            let grade = grade::read(rule, fields, reader);
            let subject = grade.id.clone();
            charter.grades.push(grade);
            subject
        }
        Kind::Belonging => {
            belonging::read_belonging(rule, fields, charter, reader);
            String::new()
        }
        Kind::Leaving => {
            belonging::read_leaving(rule, fields, charter, reader);
            String::new()
        }
        Kind::Size => size::read(rule, fields, charter, reader),
        Kind::Post => {
            let post = post::read(rule, fields, reader);
            let subject = post.id.clone();
            charter.posts.push(post);
            subject
        }
        Kind::Choosing => {
            let (subject, parts) = choosing::read(rule, fields, charter, reader);
            fields.parts_within = parts;
            subject
        }
        Kind::Meeting => {
            let meeting = meeting::read(rule, fields, reader);
            let subject = meeting.id.clone();
            charter.meetings.push(meeting);
            subject
        }
        Kind::Directive => {
            let directive = directive::read(rule, fields, reader);
            let subject = directive.id.clone();
            charter.directives.push(directive);
            subject
        }
        Kind::Report => {
            let report = report::read(rule, fields, reader);
            let subject = report.id.clone();
            charter.reports.push(report);
            subject
        }
        Kind::Course => {
            let course = course::read(rule, fields, reader);
            let subject = course.id.clone();
            charter.courses.push(course);
            subject
        }
        Kind::Body => {
            let body = body::read(rule, fields, reader);
            let subject = body.id.clone();
            charter.bodies.push(body);
            subject
        }
        Kind::Award => {
            let award = award::read(rule, fields, reader);
            let subject = award.id.clone();
            charter.awards.push(award);
            subject
        }
        Kind::Conference => {
            let (subject, conference) = conference::read(rule, fields, reader);
            charter.conferences.extend(conference);
            subject
        }
        Kind::Bulletin => {
            charter.bulletins.push(bulletin::read(rule, fields, reader));
            String::new()
        }
        Kind::Visit => visit::read(rule, fields, charter, reader),
        Kind::Petition => {
            let petition = petition::read(rule, fields, reader);
            let subject = petition.id.clone();
            charter.petitions.push(petition);
            subject
        }
        Kind::Procedure => {
            let procedure = procedure::read(rule, fields, reader);
            let subject = procedure.id.clone();
            charter.procedures.push(procedure);
            subject
        }
        Kind::Dues => dues::read(rule, fields, charter, reader),
        Kind::Right => right::read(rule, fields, charter, reader),
        Kind::Duty => duty::read(rule, fields, charter, reader),
    }
}
