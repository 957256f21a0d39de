//! Rules in plain words: one sentence each, made from the values.

mod award;
mod body;
mod bulletin;
mod choosing;
mod conference;
mod course;
mod dues;
mod flow;
mod petition;
mod procedure;
mod visiting;

use jiff::civil::Date;

use crate::rule::{
    Charter, Every, Grade, HolderFrom, Level, LevelId, MeetingRule, Modality, Outcome, Post,
    Remedy, Right, RightHolder, RuleId, Scope, Size, Title,
};

/// The sentence of a rule.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(crate) fn of(charter: &Charter, rule: RuleId) -> String {
    let modality = charter
        .rule(rule)
        .map_or(Modality::Must, |row| row.modality);
    if let Some(level) = charter.levels.iter().find(|row| row.rule == rule) {
        return level_sentence(charter, level);
    }
    if let Some(grade) = charter.grades.iter().find(|row| row.rule == rule) {
        return grade_sentence(charter, grade);
    }
    if let Some(size) = charter.sizes.iter().find(|row| row.rule == rule) {
        return size_sentence(charter, size, modality);
    }
    if let Some(post) = charter.posts.iter().find(|row| row.rule == rule) {
        return post_sentence(charter, post, modality);
    }
    if let Some(choosing) = charter.choosing.iter().find(|row| row.rule == rule) {
        return choosing::choosing(charter, choosing, modality);
    }
    if let Some(meeting) = charter.meetings.iter().find(|row| row.rule == rule) {
        return meeting_sentence(charter, meeting, modality);
    }
    if let Some(directive) = charter.directives.iter().find(|row| row.rule == rule) {
        return flow::directive(charter, directive, modality);
    }
    if let Some(report) = charter.reports.iter().find(|row| row.rule == rule) {
        return flow::report(charter, report, modality);
    }
    if let Some(course) = charter.courses.iter().find(|row| row.rule == rule) {
        return course::course(charter, course, modality);
    }
    if let Some(body) = charter.bodies.iter().find(|row| row.rule == rule) {
        return body::body(charter, body, modality);
    }
    if let Some(award) = charter.awards.iter().find(|row| row.rule == rule) {
        return award::award(charter, award);
    }
    if let Some(it) = charter.conferences.iter().find(|row| row.rule == rule) {
        return conference::conference(charter, it);
    }
    if let Some(it) = charter.bulletins.iter().find(|row| row.rule == rule) {
        return bulletin::bulletin(charter, it, modality);
    }
    if let Some(visit) = charter.visits.iter().find(|row| row.rule == rule) {
        return visiting::visit(charter, visit, modality);
    }
    if let Some(it) = charter.petitions.iter().find(|row| row.rule == rule) {
        return petition::petition(charter, it, modality);
    }
    if let Some(it) = charter.procedures.iter().find(|row| row.rule == rule) {
        return procedure::sentence(charter, it, modality);
    }
    if let Some(dues) = charter.dues.as_ref().filter(|row| row.rule == rule) {
        return dues::sentence(charter, dues, modality);
    }
    if charter.rights.iter().any(|row| row.rule == rule) {
        return right_sentence(charter, rule);
    }
    if let Some(duty) = charter.duties.iter().find(|row| row.rule == rule) {
        return format!("Duty of {}, in words only: {}", duty.on, duty.text.trim());
    }
    if let Some(belonging) = &charter.belonging {
        if belonging.rule == rule {
            let base: Vec<String> = charter
                .levels
                .iter()
                .filter(|row| row.members)
                .map(|row| row.title.clone())
                .collect();
            return format!(
                "Everybody belongs to exactly one {}, without exception.",
                listed(&base, "or")
            );
        }
        if belonging.leaving == Some(rule) {
            return "Whoever wants to leave may leave at any time, and nobody can refuse it."
                .to_owned();
        }
    }
    String::new()
}

fn level_sentence(charter: &Charter, level: &Level) -> String {
    let place = if level.under.is_empty() {
        format!("{} stands at the top", capital(&with_the(&level.title)))
    } else {
        let above: Vec<String> = places(charter, &level.under);
        format!(
            "{} stands under {}",
            capital(&with_a(&level.title)),
            listed(&above, "or")
        )
    };
    let people = if level.members {
        "; people belong to it"
    } else {
        ""
    };
    format!("{place}{people}{}.", title_words(&level.titles))
}

fn grade_sentence(charter: &Charter, grade: &Grade) -> String {
    let mut parts = vec![
        if grade.entry {
            "may be admitted as such".to_owned()
        } else {
            "is never admitted as such".to_owned()
        },
        if grade.votes {
            "has a vote".to_owned()
        } else {
            "has no vote".to_owned()
        },
    ];
    if let Some(next) = grade.next.and_then(|id| charter.grade(id)) {
        let when = match grade.wait_months {
            0 => "at any time".to_owned(),
            months => format!("after {}", count(u32::from(months), "month")),
        };
        parts.push(format!("may become {} {when}", with_a(&next.title)));
    }
    format!(
        "{} {}.",
        capital(&with_a(&grade.title)),
        listed(&parts, "and")
    )
}

fn size_sentence(charter: &Charter, size: &Size, modality: Modality) -> String {
    let Some(level) = charter.level(size.level) else {
        return String::new();
    };
    let range = range_words(size.least, size.most);
    let mut counted: Vec<String> = size
        .counts
        .iter()
        .filter_map(|id| charter.grade(*id))
        .map(|row| row.plural.clone())
        .collect();
    if counted.is_empty() || counted.len() == charter.grades.len() && counted.len() > 2 {
        counted = vec!["people of every grade".to_owned()];
    }
    let mut sentence = format!(
        "{} {} {range} people ({} count)",
        capital(&with_a(&level.title)),
        verb(modality, "has", "have"),
        listed(&counted, "and")
    );
    let mut said: Vec<(u32, Option<u32>)> = Vec::new();
    for outcome in &size.outside {
        let stretch = (outcome.least, outcome.most);
        if said.contains(&stretch) {
            continue;
        }
        said.push(stretch);
        let then: Vec<String> = size
            .outside
            .iter()
            .filter(|other| (other.least, other.most) == stretch)
            .map(|other| outcome_words(charter, level, other))
            .collect();
        sentence.push_str(&format!(
            "; with {} {}",
            range_words(outcome.least, outcome.most),
            then.join(", or else ")
        ));
    }
    if let Some(days) = size.mend_days {
        sentence.push_str(&format!(
            "; there are {} to mend it",
            count(u32::from(days), "day")
        ));
    }
    sentence + "."
}

fn outcome_words(charter: &Charter, level: &Level, outcome: &Outcome) -> String {
    match outcome.then {
        Remedy::Form(target) => {
            let formed = charter
                .level(target)
                .map(|row| with_a(&row.title))
                .unwrap_or_default();
            format!("it becomes {formed} with {} beneath it", level.plural)
        }
        Remedy::Split => "it is split".to_owned(),
        Remedy::Merge => "it is joined with others like it".to_owned(),
        Remedy::Attach => format!("its people go over to another {}", level.title),
        Remedy::Allow => "it may stay as it is".to_owned(),
        Remedy::Close => "it is dissolved".to_owned(),
        Remedy::Move => "it is put under another unit".to_owned(),
        Remedy::Fill => "a post is filled".to_owned(),
        Remedy::LayDown => "a post is laid down".to_owned(),
        Remedy::Meet => "a meeting is held".to_owned(),
        Remedy::Transfer => "people go over to another unit".to_owned(),
        Remedy::PassOn => "a directive is passed on".to_owned(),
        Remedy::Answer => "a directive is answered".to_owned(),
        Remedy::Report => "a return is filed".to_owned(),
        Remedy::Visit => "it is visited".to_owned(),
        Remedy::Reply => "what was asked is answered".to_owned(),
        Remedy::Decide => "a step of a procedure is taken".to_owned(),
        Remedy::Collect => "dues are collected".to_owned(),
        Remedy::Remit => "what goes up is handed up".to_owned(),
        Remedy::Confirm => "a holder is confirmed".to_owned(),
    }
}

fn post_sentence(charter: &Charter, post: &Post, modality: Modality) -> String {
    let units: Vec<String> = places(charter, &post.levels);
    let number = match (post.least, post.most) {
        (1, 1) | (0, 1) => with_a(&post.title),
        (least, most) => format!(
            "{} holders of the post {}",
            match least {
                0 => format!("up to {most}"),
                least => range_words(u32::from(least), Some(u32::from(most))),
            },
            post.title
        ),
    };
    let have = match (post.least, modality) {
        (0, _) => "may have".to_owned(),
        (_, modality) => verb(modality, "has", "have"),
    };
    let more = holder_traits(charter, post);
    let mut sentence = format!(
        "{} {have} {number}, {} {}",
        capital(&listed(&units, "and")),
        if post.most > 1 { "each of whom" } else { "who" },
        listed(&more, "and")
    );
    if let Some(months) = post.term_months {
        sentence.push_str(&format!(
            "; a term lasts {}",
            count(u32::from(months), "month")
        ));
    }
    if let Some(days) = post.vacancy_days {
        sentence.push_str(&format!(
            "; it may stand empty for {}",
            count(u32::from(days), "day")
        ));
    }
    let beside: Vec<String> = post
        .incompatible
        .iter()
        .filter_map(|id| charter.post(*id))
        .map(|row| row.title.clone())
        .collect();
    if !beside.is_empty() {
        sentence.push_str(&format!(
            "; it may not be held beside the post {} in one unit",
            listed(&beside, "or")
        ));
    }
    sentence.push_str(&title_words(&post.titles));
    sentence + "."
}

/// Titles over time, in words.
fn title_words(titles: &[Title]) -> String {
    titles
        .iter()
        .map(|title| {
            let from = title.from.map(|from| format!(" from {}", day(from)));
            let until = title.until.map(|until| format!(" until {}", day(until)));
            format!(
                "; called {}{}{}",
                title.title,
                from.unwrap_or_default(),
                until.unwrap_or_default(),
            )
        })
        .collect()
}

/// What is true of whoever holds a post.
fn holder_traits(charter: &Charter, post: &Post) -> Vec<String> {
    let mut more = Vec::new();
    if post.head {
        more.push("heads it".to_owned());
    }
    match post.paid {
        Some(true) => more.push("is paid".to_owned()),
        Some(false) => more.push("is unpaid".to_owned()),
        None => {}
    }
    if !post.grades.is_empty() && post.grades.len() < charter.grades.len() {
        let grades: Vec<String> = post
            .grades
            .iter()
            .filter_map(|id| charter.grade(*id))
            .map(|row| with_a(&row.title))
            .collect();
        more.push(format!("has to be {}", listed(&grades, "or")));
    }
    more.push(
        match post.from {
            HolderFrom::OwnUnit => "belongs to the unit itself",
            HolderFrom::OwnOrBelow => "belongs to the unit or to one beneath it",
            HolderFrom::Anywhere => "may belong to any unit",
        }
        .to_owned(),
    );
    more
}

fn meeting_sentence(charter: &Charter, meeting: &MeetingRule, modality: Modality) -> String {
    let units: Vec<String> = places(charter, &meeting.levels);
    let rhythm = often(meeting.every);
    let mut sentence = format!(
        "{} {} {} {rhythm}",
        capital(&listed(&units, "and")),
        verb(modality, "holds", "hold"),
        with_a(&meeting.title)
    );
    if meeting.attends.len() < charter.grades.len() {
        let grades: Vec<String> = meeting
            .attends
            .iter()
            .filter_map(|id| charter.grade(*id))
            .map(|row| row.plural.clone())
            .collect();
        sentence.push_str(&format!(", which {} attend", listed(&grades, "and")));
    }
    if let Some(days) = meeting.notice_days {
        sentence.push_str(&format!(
            "; notice is given {} before",
            count(u32::from(days), "day")
        ));
    }
    if let Some(quorum) = &meeting.quorum {
        let clause = quorum
            .clause()
            .unwrap_or_else(|| format!("its quorum is {}", quorum.text));
        sentence.push_str(&format!("; {clause}"));
    }
    sentence + "."
}

/// `at least once a month`.
fn often(every: Option<Every>) -> String {
    match every {
        Some(Every::Months(1)) => "at least once a month".to_owned(),
        Some(Every::Months(3)) => "at least once a quarter".to_owned(),
        Some(Every::Months(12)) => "at least once a year".to_owned(),
        Some(Every::Months(months)) => format!("at least once in every {months} months"),
        Some(Every::Weeks(1)) => "at least once a week".to_owned(),
        Some(Every::Weeks(weeks)) => format!("at least once in every {weeks} weeks"),
        None => "when there is need".to_owned(),
    }
}

fn right_sentence(charter: &Charter, rule: RuleId) -> String {
    let rights: Vec<&Right> = charter
        .rights
        .iter()
        .filter(|row| row.rule == rule)
        .collect();
    let holder = rights
        .first()
        .map(|right| holder_words(charter, right.holder))
        .unwrap_or_default();
    let mut places = Vec::new();
    for (scope, of_place, in_place) in [
        (Scope::OwnUnit, "of the own unit", "in the own unit"),
        (
            Scope::UnitsBelow,
            "of the units below",
            "in the units below",
        ),
        (Scope::Everywhere, "everywhere", "everywhere"),
    ] {
        let mut seen = Vec::new();
        let mut done = Vec::new();
        for right in rights.iter().filter(|right| right.scope == scope) {
            match right.action.seen() {
                Some(what) => seen.push(what.to_owned()),
                None => done.push(right.action.phrase().to_owned()),
            }
        }
        if !seen.is_empty() {
            places.push(format!("see {} {of_place}", listed(&seen, "and")));
        }
        if !done.is_empty() {
            places.push(format!("{} {in_place}", listed(&done, "and")));
        }
    }
    format!("{} may {}.", capital(&with_a(&holder)), places.join("; "))
}

fn holder_words(charter: &Charter, holder: RightHolder) -> String {
    match holder {
        RightHolder::Post(id) => charter.post(id).map(|row| row.title.clone()),
        RightHolder::Grade(id) => charter.grade(id).map(|row: &Grade| row.title.clone()),
    }
    .unwrap_or_default()
}

/// Levels with their articles: `a` for what there are several of, `the` for the one at the top.
fn places(charter: &Charter, levels: &[LevelId]) -> Vec<String> {
    levels
        .iter()
        .filter_map(|id| charter.level(*id))
        .map(|level| {
            if level.under.is_empty() {
                with_the(&level.title)
            } else {
                with_a(&level.title)
            }
        })
        .collect()
}

/// The verb as strictly as the rule binds.
fn verb(modality: Modality, third_person: &str, infinitive: &str) -> String {
    match modality {
        Modality::Must => format!("must {infinitive}"),
        Modality::AsARule => format!("as a rule {third_person}"),
        Modality::May => format!("may {infinitive}"),
    }
}

/// `5 to 30`, `31 or more`, `4 or fewer`.
pub(crate) fn range_words(least: u32, most: Option<u32>) -> String {
    match most {
        Some(most) if most == least => most.to_string(),
        Some(most) if least == 0 => format!("{most} or fewer"),
        Some(most) => format!("{least} to {most}"),
        None => format!("{least} or more"),
    }
}

/// `10 May 2016`.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn count(number: u32, word: &str) -> String {
    if number == 1 {
        format!("1 {word}")
    } else {
        format!("{number} {word}s")
    }
}

/// `one, two and three`.
pub(crate) fn listed(items: &[String], join: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {join} {last}", most.join(", ")),
    }
}

pub(crate) fn with_a(title: &str) -> String {
    let vowel = title
        .chars()
        .next()
        .is_some_and(|first| "aeioAEIO".contains(first));
    format!("{} {title}", if vowel { "an" } else { "a" })
}

fn with_the(title: &str) -> String {
    format!("the {title}")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
