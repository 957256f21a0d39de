//! What no single rule shows: rules that cannot all hold at once.

mod procedures;

use std::ops::Range;

use super::rules::Marks;
use crate::problem::Problems;
use crate::procedure::Effect;
use crate::rule::{Charter, HolderFrom, Level, LevelId, Modality, Remedy, RightHolder, RuleId};

struct Search<'a> {
    charter: &'a Charter,
    marks: &'a [Marks],
    problems: &'a mut Problems,
}

/// Searches a charter for contradictions. Rules that already have a problem
/// are left alone, so that one mistake is not reported several times.
pub(super) fn find(
    charter: &Charter,
    marks: &[Marks],
    front: Option<&Range<usize>>,
    problems: &mut Problems,
) {
    let mut search = Search {
        charter,
        marks,
        problems,
    };
    let levels_sound = charter.levels.iter().all(|level| search.sound(level.rule));
    if charter.levels.is_empty() {
        if let Some(front) = front {
            let help = "add a `[level]` rule under an article for every kind of unit";
            search.problems.note(
                front,
                "this charter has no levels",
                "of this document",
                help,
            );
        }
    } else if levels_sound {
        let before = search.problems.count();
        search.levels();
        // What rests on levels is looked at once they stand.
        if search.problems.count() == before {
            search.sizes();
            search.posts();
            search.directives();
            search.awards();
            search.conferences();
            search.procedures();
        }
    }
    if charter.grades.iter().all(|grade| search.sound(grade.rule)) {
        search.grades();
    }
    search.rights();
}

impl Search<'_> {
    fn sound(&self, rule: RuleId) -> bool {
        self.marks
            .get(rule.index())
            .is_some_and(|marks| marks.sound)
    }

    fn note(&mut self, rule: RuleId, key: &str, message: String, label: &str, help: &str) {
        if let Some(marks) = self.marks.get(rule.index()) {
            self.problems.note(marks.of(key), message, label, help);
        }
    }

    fn title(&self, id: LevelId) -> &str {
        self.charter
            .level(id)
            .map_or("", |level| level.title.as_str())
    }

    /// One top, everything reachable from it, and people at the end of every chain.
    fn levels(&mut self) {
        let charter = self.charter;
        let mut tops = charter.levels.iter().filter(|level| level.under.is_empty());
        let top = tops.next();
        for second in tops {
            let first = top.map_or("", |level| level.id.as_str());
            let message = format!("two levels stand at the top: `{first}` and `{}`", second.id);
            self.note(
                second.rule,
                "id",
                message,
                "under nothing",
                "say what it stands under: `under = [\"...\"]`",
            );
        }
        if top.is_none()
            && let Some(level) = charter.levels.first()
        {
            let help = "one level, the top one, stands under nothing";
            self.note(
                level.rule,
                "under",
                "no level stands at the top".to_owned(),
                "all stand under one another",
                help,
            );
        } else {
            self.unreachable();
        }
        self.places();
        self.base_levels();
    }

    /// Every level is a place either for people or for other levels.
    fn places(&mut self) {
        let charter = self.charter;
        for (row, level) in ids(&charter.levels) {
            let stood_under = charter
                .levels
                .iter()
                .any(|below| below.id != level.id && below.under.contains(&row));
            if !level.members && !stood_under {
                let message = format!("nobody can stand under the level `{}`", level.id);
                let help = "name it in the `under` of another level, or write `members = true`";
                self.note(
                    level.rule,
                    "id",
                    message,
                    "no level names it, and nobody belongs to it",
                    help,
                );
            }
            if level.members && stood_under {
                let message = format!(
                    "people belong to the level `{}`, and other levels stand under it",
                    level.id
                );
                let help = "a unit holds either people or other units; add a level for the one or the other";
                self.note(level.rule, "members", message, "not a base level", help);
            }
            if level.under.contains(&row) {
                let message = format!("the level `{}` stands under itself", level.id);
                self.note(
                    level.rule,
                    "under",
                    message,
                    "",
                    "take its own id out of the list",
                );
            }
        }
    }

    /// People belong somewhere, and can come in.
    fn base_levels(&mut self) {
        let charter = self.charter;
        let base = charter.levels.iter().find(|level| level.members);
        match (base, charter.levels.last()) {
            (None, Some(last)) => {
                let help = "write `members = true` at the level to which people belong";
                self.note(
                    last.rule,
                    "id",
                    "nobody belongs to any level".to_owned(),
                    "no base level",
                    help,
                );
            }
            (Some(base), _) if !charter.grades.iter().any(|grade| grade.entry) => {
                let message = format!(
                    "nobody can be admitted to a unit of the level `{}`",
                    base.id
                );
                let help = "add a `[grade]` with `entry = true`";
                self.note(base.rule, "id", message, "no grade is one of entry", help);
            }
            _ => {}
        }
    }

    /// Levels that no chain of `under` joins to the top.
    fn unreachable(&mut self) {
        let charter = self.charter;
        let mut reached: Vec<bool> = charter
            .levels
            .iter()
            .map(|level| level.under.is_empty())
            .collect();
        loop {
            let more: Vec<bool> = charter
                .levels
                .iter()
                .zip(&reached)
                .map(|(level, known)| {
                    *known
                        || level
                            .under
                            .iter()
                            .any(|up| reached.get(up.index()).copied().unwrap_or(false))
                })
                .collect();
            if more == reached {
                break;
            }
            reached = more;
        }
        for (level, _) in charter
            .levels
            .iter()
            .zip(reached)
            .filter(|(_, reached)| !reached)
        {
            let message = format!(
                "no unit of the level `{}` can ever stand anywhere",
                level.id
            );
            let help = "its chain of `under` runs in a circle; let it end at the top level";
            self.note(level.rule, "under", message, "never reaches the top", help);
        }
    }

    fn sizes(&mut self) {
        let charter = self.charter;
        for size in charter
            .sizes
            .iter()
            .filter(|size| self.sound(size.rule))
            .collect::<Vec<_>>()
        {
            let Some(level) = charter.level(size.level) else {
                continue;
            };
            if !level.members {
                let message = format!("nobody belongs to a unit of the level `{}`", level.id);
                let help = "name a level with `members = true`";
                self.note(size.rule, "level", message, "has no size", help);
            }
            for outcome in &size.outside {
                if let Remedy::Form(target) = outcome.then {
                    self.forming(size.rule, level, size.level, target);
                }
            }
        }
    }

    /// A unit that becomes a committee must leave room beneath it for what it was.
    fn forming(&mut self, rule: RuleId, level: &Level, from: LevelId, target: LevelId) {
        let charter = self.charter;
        let Some(formed) = charter.level(target) else {
            return;
        };
        if !level.under.contains(&target) {
            let message = format!(
                "`{}` cannot become `{}` with units beneath it",
                level.id, formed.id
            );
            let label = format!("no {} may stand under a {}", self.title(from), formed.title);
            let help = format!(
                "add `\"{}\"` to the `under` of the level `{}`",
                formed.id, level.id
            );
            self.note(rule, "outside", message, &label, &help);
        } else if !formed
            .under
            .iter()
            .any(|parent| level.under.contains(parent))
        {
            let message = format!(
                "a `{}` can never take the place of a `{}`",
                formed.id, level.id
            );
            let help = format!(
                "let both stand under one level: look at the `under` of `{}`",
                formed.id
            );
            self.note(rule, "outside", message, "they share no level above", &help);
        }
    }

    fn posts(&mut self) {
        let charter = self.charter;
        for (at, post) in charter.posts.iter().enumerate() {
            if !self.sound(post.rule) {
                continue;
            }
            if post.head && post.most > 1 {
                let message = format!(
                    "`{}` heads the unit and has room for {} holders",
                    post.id, post.most
                );
                self.note(
                    post.rule,
                    "holders",
                    message,
                    "more than one head",
                    "write `holders = \"1\"` or `\"0..=1\"`",
                );
            }
            for level in post
                .levels
                .iter()
                .filter_map(|id| Some((*id, charter.level(*id)?)))
            {
                let heads =
                    |other: &&crate::rule::Post| other.head && other.levels.contains(&level.0);
                if post.head
                    && let Some(first) = charter.posts.iter().take(at).find(heads)
                {
                    let message = format!(
                        "`{}` and `{}` both head a unit of the level `{}`",
                        first.id, post.id, level.1.id
                    );
                    self.note(
                        post.rule,
                        "head",
                        message,
                        "the second head",
                        "let one of them be no head",
                    );
                }
                if post.from == HolderFrom::OwnUnit && !level.1.members {
                    let message = format!(
                        "nobody can hold `{}` in a unit of the level `{}`",
                        post.id, level.1.id
                    );
                    let help = "write `from = \"own unit or below\"` or `\"anywhere\"`";
                    self.note(
                        post.rule,
                        "from",
                        message,
                        "nobody belongs to such a unit",
                        help,
                    );
                }
            }
            if post.incompatible.iter().any(|other| other.index() == at) {
                let message = format!("`{}` may not be held beside itself", post.id);
                self.note(
                    post.rule,
                    "incompatible",
                    message,
                    "",
                    "take its own id out of the list",
                );
            }
        }
    }

    /// Whoever issues a directive needs units beneath that it can be addressed to.
    fn directives(&mut self) {
        let charter = self.charter;
        for directive in &charter.directives {
            if !self.sound(directive.rule) {
                continue;
            }
            for to in &directive.to {
                if !directive
                    .levels
                    .iter()
                    .any(|from| can_stand_beneath(charter, *to, *from))
                {
                    let message = format!(
                        "no {} ever stands beneath a unit that issues `{}`",
                        self.title(*to),
                        directive.id
                    );
                    let help = "name only levels beneath those in `levels`";
                    self.note(directive.rule, "to", message, "never reached", help);
                }
            }
        }
    }

    /// Whoever decides on an award stands above a unit that may receive it.
    fn awards(&mut self) {
        let charter = self.charter;
        for award in &charter.awards {
            if !self.sound(award.rule) {
                continue;
            }
            for body in &award.decides {
                if !award
                    .levels
                    .iter()
                    .any(|level| can_stand_beneath(charter, *level, *body))
                {
                    let message = format!(
                        "no {} ever stands above a unit that may receive `{}`",
                        self.title(*body),
                        award.id
                    );
                    let help = "name only levels above those in `levels`";
                    self.note(award.rule, "decides", message, "never decides", help);
                }
            }
        }
    }

    /// Whoever sends delegates stands beneath a unit that calls, or calls itself.
    fn conferences(&mut self) {
        let charter = self.charter;
        for conference in &charter.conferences {
            if !self.sound(conference.rule) {
                continue;
            }
            for low in &conference.sends {
                let called = conference
                    .calls
                    .iter()
                    .any(|high| high == low || can_stand_beneath(charter, *low, *high));
                if !called {
                    let message = format!(
                        "no {} ever stands beneath a unit that calls `{}`",
                        self.title(*low),
                        conference.id
                    );
                    let help = "name only levels beneath those in `calls`";
                    self.note(conference.rule, "sends", message, "never called", help);
                }
            }
        }
    }

    /// Every grade can be come by, and no chain of grades runs in a circle.
    fn grades(&mut self) {
        let charter = self.charter;
        let mut reached: Vec<bool> = charter.grades.iter().map(|grade| grade.entry).collect();
        for given in charter.procedures.iter().flat_map(|row| row.effects()) {
            if let Effect::Give(grade) | Effect::Promote(grade) = given
                && let Some(slot) = reached.get_mut(grade.index())
            {
                *slot = true;
            }
        }
        for _ in &charter.grades {
            for (row, grade) in charter.grades.iter().enumerate() {
                if reached.get(row).copied().unwrap_or(false)
                    && let Some(next) = grade.next
                    && let Some(slot) = reached.get_mut(next.index())
                {
                    *slot = true;
                }
            }
        }
        for (grade, reached) in charter.grades.iter().zip(reached) {
            if !reached && charter.grades.iter().any(|other| other.entry) {
                let message = format!("nobody can ever come to be a `{}`", grade.id);
                let help = "write `entry = true`, or let another grade lead to it with `next`";
                self.note(
                    grade.rule,
                    "id",
                    message,
                    "no entry, and no grade leads to it",
                    help,
                );
            }
            let mut at = grade.next;
            let steps = charter.grades.len();
            for _ in 0..steps {
                at = at
                    .and_then(|id| charter.grade(id))
                    .and_then(|step| step.next);
            }
            if at.is_some() && charter.grade_named(&grade.id).is_some() {
                let message = format!("the grades after `{}` run in a circle", grade.id);
                self.note(
                    grade.rule,
                    "next",
                    message,
                    "never ends",
                    "let one grade have no `next`",
                );
            }
        }
    }

    fn rights(&mut self) {
        let charter = self.charter;
        let mut named: Vec<RuleId> = charter.rights.iter().map(|right| right.rule).collect();
        named.dedup();
        for rule in named {
            if self.sound(rule)
                && charter
                    .rule(rule)
                    .is_some_and(|row| row.modality != Modality::May)
            {
                let help = "write `modality = \"may\"`; what has to be done is a `[duty]`";
                self.note(
                    rule,
                    "modality",
                    "a right allows and does not bind".to_owned(),
                    "",
                    help,
                );
            }
        }
        for right in &charter.rights {
            let Some(grade) = grade_of(right.holder).and_then(|id| charter.grade(id)) else {
                continue;
            };
            if right.scope == crate::rule::Scope::UnitsBelow {
                let message = format!(
                    "no unit stands below the one to which a `{}` belongs",
                    grade.id
                );
                let help = "write `own_unit` or `everywhere`, or give the right to a post";
                self.note(right.rule, "units_below", message, "allows nothing", help);
            }
        }
    }
}

/// Whether units of one level can stand anywhere beneath units of another.
fn can_stand_beneath(charter: &Charter, low: LevelId, high: LevelId) -> bool {
    let mut seen = vec![low];
    let mut at = 0;
    while let Some(level) = seen.get(at).and_then(|id| charter.level(*id)) {
        if level.under.contains(&high) {
            return true;
        }
        for above in &level.under {
            if !seen.contains(above) {
                seen.push(*above);
            }
        }
        at = at.saturating_add(1);
    }
    false
}

fn grade_of(holder: RightHolder) -> Option<crate::rule::GradeId> {
    match holder {
        RightHolder::Grade(grade) => Some(grade),
        RightHolder::Post(_) => None,
    }
}

fn ids(levels: &[Level]) -> impl Iterator<Item = (LevelId, &Level)> {
    levels
        .iter()
        .enumerate()
        .filter_map(|(row, level)| Some((LevelId(u8::try_from(row).ok()?), level)))
}
