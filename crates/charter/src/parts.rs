//! What the single values of a rule rest on, in words.

use crate::rule::{Charter, Level, Outcome, PartBasis, Remedy, Rule, RuleId};
use crate::sentence::{listed, range_words, with_a};

/// What a value of a rule is called, by its key in the language of charters.
pub(crate) fn words(key: &str) -> String {
    let words = match key {
        "title" => "the title",
        "plural" => "what several are called",
        "under" => "where it may stand",
        "members" => "whether people belong to it",
        "entry" => "whether people begin so",
        "next" => "what follows",
        "wait_months" => "the wait",
        "votes" => "the vote",
        "units" => "the number of units",
        "range" => "the range",
        "counts" => "who counts",
        "mend_days" => "the time to mend it",
        "levels" => "at which levels",
        "holders" => "how many hold it",
        "head" => "whether it heads the unit",
        "paid" => "the pay",
        "grades" => "who may hold it",
        "from" => "where its holder belongs",
        "incompatible" => "what may not be held beside it",
        "term_months" => "the term",
        "how" => "how it is filled",
        "majority" => "the majority",
        "turnout" => "how many have to vote",
        "run_off" => "what follows where nobody is elected",
        "days" => "the days for it",
        "until_then" => "what holds until then",
        "silence" => "what silence means",
        "hand_over_days" => "the time to hand over",
        "vacancy_days" => "how long it may be vacant",
        "every" => "how often",
        "notice_days" => "the notice",
        "attends" => "who attends",
        "quorum" => "the quorum",
        "to" => "whom it is addressed to",
        "pass_on_days" => "the time to pass it on",
        "answer_days" => "the time to answer",
        "due_days" => "when it is due",
        "cut_off_days" => "when sums are struck",
        "fields" => "what it asks",
        "origin" => "what set it off",
        "decides" => "who decides",
        "parts" => "its parts",
        "open_to" => "who may attend",
        "within_days" => "the time to attend it",
        "liaison" => "who is the contact person",
        "criteria" => "what the record has to say",
        "judgements" => "what is left to judgement",
        "calls" => "who calls it",
        "sends" => "who sends delegates",
        "key" => "the key",
        "per_unit" => "the seats of each unit",
        "per_members" => "the members for a seat",
        "beyond" => "from which member on more seats are counted",
        "part" => "what is left over",
        "least" => "the fewest",
        "most" => "the most",
        "substitutes" => "the substitutes",
        "ex_officio" => "who has a seat by a post",
        "majorities" => "the other majorities",
        "passes" => "which way it is passed on",
        "seen_after" => "who goes on reading it",
        "erase_days" => "when it is erased",
        "about" => "what it is about",
        "direct" => "whether it can be done without it",
        "due_day" => "the day it is due",
        "bands" => "what is owed",
        "reminders" => "the reminders",
        "remission" => "who may let somebody off",
        "on_transfer" => "what a transfer does to it",
        "remittance" => "what goes up",
        "shares" => "the shares",
        "own_unit" => "what is allowed in the own unit",
        "units_below" => "what is allowed in the units below",
        "everywhere" => "what is allowed everywhere",
        other => return other.replace('_', " "),
    };
    words.to_owned()
}

/// The parts of a rule that stand in tables within it: outcomes outside a size, titles over time.
pub(crate) fn of_tables(charter: &Charter, rule: RuleId) -> Vec<PartBasis> {
    let sizes = charter.sizes.iter().filter(|size| size.rule == rule);
    let outcomes = sizes.flat_map(|size| {
        let level = charter.level(size.level);
        let mut outside: Vec<&Outcome> = size.outside.iter().collect();
        // As the sentence of the rule has them: those of one stretch together.
        outside.sort_by_key(|outcome| {
            let same = |other: &Outcome| (other.least, other.most) == (outcome.least, outcome.most);
            size.outside.iter().position(same)
        });
        outside.into_iter().map(move |outcome| PartBasis {
            part: "outside".to_owned(),
            words: format!(
                "with {}: {}",
                range_words(outcome.least, outcome.most),
                outcome_words(charter, level, outcome)
            ),
            basis: outcome.basis.clone(),
        })
    });
    let levels = charter.levels.iter().filter(|level| level.rule == rule);
    let posts = charter.posts.iter().filter(|post| post.rule == rule);
    let titles = levels
        .map(|level| &level.titles)
        .chain(posts.map(|post| &post.titles))
        .flatten()
        .map(|title| PartBasis {
            part: "titles".to_owned(),
            words: format!("the title {}", title.title),
            basis: title.basis.clone(),
        });
    let procedures = charter.procedures.iter().filter(|row| row.rule == rule);
    let steps = procedures.flat_map(|row| &row.steps).filter_map(|step| {
        Some(PartBasis {
            part: "steps".to_owned(),
            words: format!("the step {}", step.title),
            basis: step.basis.clone()?,
        })
    });
    outcomes.chain(titles).chain(steps).collect()
}

/// What a unit does at a size outside its range.
fn outcome_words(charter: &Charter, level: Option<&Level>, outcome: &Outcome) -> String {
    let words = match outcome.then {
        Remedy::Form(target) => {
            let formed = charter.level(target).map(|row| with_a(&row.title));
            return format!("form {}", formed.unwrap_or_default());
        }
        Remedy::Attach => {
            let title = level.map_or("unit", |level| &level.title);
            return format!("go over to another {title}");
        }
        Remedy::Split => "split",
        Remedy::Merge => "join others like it",
        Remedy::Allow => "stay as it is",
        Remedy::Close => "dissolve",
        Remedy::Move => "go under another unit",
        Remedy::Fill => "fill a post",
        Remedy::LayDown => "lay down a post",
        Remedy::Meet => "hold a meeting",
        Remedy::Transfer => "transfer people",
        Remedy::PassOn => "pass on a directive",
        Remedy::Answer => "answer a directive",
        Remedy::Report => "file a return",
        Remedy::Visit => "visit",
        Remedy::Reply => "answer what was asked",
        Remedy::Decide => "take a step of a procedure",
        Remedy::Collect => "collect dues",
        Remedy::Remit => "hand up what goes up",
        Remedy::Confirm => "confirm a holder",
    };
    words.to_owned()
}

impl Rule {
    /// What of the rule no source says, in words to stand behind `assumed:`; none where every
    /// value has a source.
    #[must_use]
    pub fn assumed(&self) -> Option<String> {
        let named = |assumed: bool| -> Vec<String> {
            let parts = self.parts.iter();
            let mut named: Vec<String> = Vec::new();
            // What is said of several values alike is said once.
            for part in parts.filter(|part| part.basis.is_assumed() == assumed) {
                if !named.contains(&part.words) {
                    named.push(part.words.clone());
                }
            }
            named
        };
        if self.basis.is_assumed() {
            let known = named(false);
            return Some(if known.is_empty() {
                "no source says so".to_owned()
            } else {
                format!("all but {}", together(&known))
            });
        }
        let assumed = named(true);
        (!assumed.is_empty()).then(|| together(&assumed))
    }

    /// The sources of the rule, its own first; a source of single values alone names them.
    #[must_use]
    pub fn sources(&self) -> Vec<String> {
        let mut sources: Vec<(String, Vec<String>)> = Vec::new();
        if !self.basis.is_assumed() {
            sources.push((self.basis.words(), Vec::new()));
        }
        for part in &self.parts {
            if part.basis.is_assumed() || part.basis == self.basis {
                continue;
            }
            let source = part.basis.words();
            match sources.iter_mut().find(|(known, _)| *known == source) {
                Some((_, values)) => values.push(part.words.clone()),
                None => sources.push((source, vec![part.words.clone()])),
            }
        }
        sources
            .into_iter()
            .map(|(source, values)| {
                if values.is_empty() {
                    source
                } else {
                    format!("{source} ({})", together(&values))
                }
            })
            .collect()
    }
}

/// Values in one line, so that those with a colon in them are still told apart.
fn together(values: &[String]) -> String {
    if values.iter().any(|value| value.contains(':')) {
        values.join("; ")
    } else {
        listed(values, "and")
    }
}
