//! Procedures that could never come to an end, or to this end.

use super::{Search, can_stand_beneath};
use crate::procedure::{About, Effect, ProcedureRule, StepActor, Then};

impl Search<'_> {
    pub(super) fn procedures(&mut self) {
        let charter = self.charter;
        for procedure in &charter.procedures {
            if !self.sound(procedure.rule) {
                continue;
            }
            self.effects(procedure);
            self.arrears(procedure);
            self.ways(procedure);
            for step in &procedure.steps {
                self.actor(procedure, &step.by, &step.id);
            }
        }
    }

    /// Only a member is behind with dues, and only where the charter knows of any.
    fn arrears(&mut self, procedure: &ProcedureRule) {
        let Some(behind) = procedure.behind else {
            return;
        };
        let (message, help) = if behind == 0 {
            let help = "name how many dues have to be open, or leave `behind` out";
            ("nobody is behind with no dues".to_owned(), help)
        } else if procedure.about != About::Member {
            let message = format!(
                "`{}` is about {} `{}`, who owes no dues",
                procedure.id,
                article(procedure.about),
                procedure.about.word()
            );
            (message, "write `about = \"member\"`, or leave `behind` out")
        } else if self.charter.dues.is_none() {
            let message = format!("`{}` asks who is behind with dues", procedure.id);
            (message, "add a `[dues]` rule, or leave `behind` out")
        } else {
            return;
        };
        let label = "nobody can be";
        self.note(procedure.rule, "behind", message, label, help);
    }

    /// What a procedure leads to has to fit what it is about.
    fn effects(&mut self, procedure: &ProcedureRule) {
        let charter = self.charter;
        for effect in procedure.effects() {
            let wanted = match effect {
                Effect::Admit(grade) => {
                    if let Some(grade) = charter.grade(grade).filter(|grade| !grade.entry) {
                        let message = format!("nobody is admitted as `{}`", grade.id);
                        let help = "admit as a grade with `entry = true`, or write `give ...`";
                        self.note(procedure.rule, "steps", message, "no grade of entry", help);
                    }
                    About::Applicant
                }
                Effect::Promote(_)
                | Effect::Give(_)
                | Effect::Extend(_)
                | Effect::Transfer
                | Effect::Leave => About::Member,
            };
            if procedure.about != wanted {
                let message = format!(
                    "`{}` is about {} `{}`, and leads to what is done to {} `{}`",
                    procedure.id,
                    article(procedure.about),
                    procedure.about.word(),
                    article(wanted),
                    wanted.word()
                );
                let help = "change `about`, or what an outcome leads to";
                self.note(procedure.rule, "about", message, "about another", help);
            }
        }
        let holds_people =
            |id: &crate::rule::LevelId| charter.level(*id).is_some_and(|level| level.members);
        if procedure.about != About::Unit && !procedure.levels.iter().all(holds_people) {
            let message = format!("`{}` is opened where nobody belongs", procedure.id);
            let help = "name only levels with `members = true`";
            self.note(procedure.rule, "levels", message, "not a base level", help);
        }
    }

    /// Every step can be come to, and from every step the end.
    fn ways(&mut self, procedure: &ProcedureRule) {
        let count = procedure.steps.len();
        let leads = |from: usize| {
            let outcomes = procedure.steps.get(from).map(|step| &step.outcomes);
            outcomes.into_iter().flatten().map(|outcome| outcome.then)
        };
        let mut reached = vec![false; count];
        let mut ends = vec![false; count];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for _ in 0..count {
            for row in 0..count {
                for then in leads(row) {
                    let next = match then {
                        Then::Step(next) => Some(usize::from(next)),
                        Then::Done(_) | Then::Ended => None,
                    };
                    let known = reached.get(row) == Some(&true);
                    if let Some(slot) = next.and_then(|next| reached.get_mut(next)) {
                        *slot |= known;
                    }
                    let end = next.is_none_or(|next| ends.get(next) == Some(&true));
                    if let Some(slot) = ends.get_mut(row) {
                        *slot |= end;
                    }
                }
            }
        }
        for (row, step) in procedure.steps.iter().enumerate() {
            if reached.get(row) != Some(&true) {
                let message = format!("no outcome leads to the step `{}`", step.id);
                let help = "let an outcome of another step lead to it, or take it out";
                self.note(procedure.rule, "steps", message, "never reached", help);
            } else if ends.get(row) != Some(&true) {
                let message = format!("from the step `{}` there is no end", step.id);
                let help = "let some outcome lead to `done`, `ended` or an act";
                self.note(procedure.rule, "steps", message, "never ends", help);
            }
        }
    }

    /// Whose turn it is has to be there.
    fn actor(&mut self, procedure: &ProcedureRule, by: &StepActor, step: &str) {
        let charter = self.charter;
        let everywhere = match by {
            StepActor::Post(post) => charter.post(*post).is_some_and(|post| {
                let has = |level| post.levels.contains(level);
                procedure.levels.iter().all(has)
            }),
            StepActor::Meeting { kind, .. } => charter.meeting(*kind).is_some_and(|kind| {
                let holds = |level| kind.levels.contains(level);
                procedure.levels.iter().all(holds)
            }),
            StepActor::Above { levels, post } => procedure.levels.iter().all(|from| {
                levels.iter().any(|high| {
                    let acts = charter.posts.iter().zip(0..).any(|(row, number)| {
                        let meant = post.map_or(row.head, |post| post.0 == number);
                        meant && row.levels.contains(high)
                    });
                    acts && can_stand_beneath(charter, *from, *high)
                })
            }),
            StepActor::Person => procedure.about != About::Unit,
            StepActor::Sponsors { .. } => procedure.about != About::Unit,
        };
        if !everywhere {
            let message = format!("nobody can take the step `{step}` of `{}`", procedure.id);
            let help = "units of every level in `levels` need the post, the meeting, or a unit above with somebody who heads it";
            self.note(procedure.rule, "steps", message, "nobody's turn", help);
        }
    }
}

fn article(about: About) -> &'static str {
    match about {
        About::Applicant => "an",
        About::Member | About::Unit => "a",
    }
}
