//! The posts a person holds, as one value: `post`, or `post@unit` for a post in
//! another unit than their own; several joined by `+`.

use charter::{LevelId, PostId};

use super::Against;
use super::problem::{Fault, Placed, Report};
use super::units::{Codes, Known, word_advice};
use super::values;

/// Reads the value; `own` is the level of the person's own unit, where that is known.
pub(super) fn read(
    placed: &Placed<'_>,
    own: Option<LevelId>,
    codes: &Codes,
    against: &Against<'_>,
    report: &mut Report,
) -> Option<Vec<(PostId, Option<String>)>> {
    let value = values::text(placed, report)?;
    let mut posts = Vec::new();
    if value.is_empty() {
        return Some(posts);
    }
    let mut is_whole = true;
    for part in value.split('+') {
        match post(part.trim(), placed, own, &Around { codes, against }, report) {
            Some(post) if posts.contains(&post) => {
                report.value(
                    placed,
                    Fault::PostTwice,
                    format!("`{}` stands in it twice", part.trim()),
                    "write each post once",
                );
                is_whole = false;
            }
            Some(post) => posts.push(post),
            None => is_whole = false,
        }
    }
    is_whole.then_some(posts)
}

/// What a post is held against.
struct Around<'a> {
    codes: &'a Codes,
    against: &'a Against<'a>,
}

fn post(
    part: &str,
    placed: &Placed<'_>,
    own: Option<LevelId>,
    around: &Around<'_>,
    report: &mut Report,
) -> Option<(PostId, Option<String>)> {
    let (name, unit) = match part.split_once('@') {
        Some((name, unit)) => (name.trim(), Some(unit.trim())),
        None => (part, None),
    };
    if name.is_empty() || unit.is_some_and(|unit| unit.is_empty() || unit.contains('@')) {
        report.value(
            placed,
            Fault::PostShape,
            "it is not a list of posts",
            "write post or post@unit, and join several with +",
        );
        return None;
    }
    let charter = around.against.charter;
    let Some(id) = charter.post_named(name) else {
        let rows = charter
            .posts
            .iter()
            .map(|row| (row.id.as_str(), row.title.as_str()));
        report.value(
            placed,
            Fault::UnknownPost,
            format!("the charter has no post `{name}`"),
            word_advice(name, rows),
        );
        return None;
    };
    let level = match unit.map(|unit| (unit, around.codes.look_up(unit))) {
        None => own?,
        Some((_, Known::Unit(level))) => level,
        Some((_, Known::Faulty)) => return None,
        Some((unit, Known::Nowhere)) => {
            report.value(
                placed,
                Fault::PostUnknownUnit,
                format!("there is no unit with the code `{unit}`"),
                around.codes.advice(unit),
            );
            return None;
        }
    };
    let post = charter.post(id)?;
    if !post.levels.contains(&level) {
        let title = |id: LevelId| charter.level(id).map_or("?", |row| row.id.as_str());
        let may: Vec<&str> = post.levels.iter().map(|level| title(*level)).collect();
        report.value(
            placed,
            Fault::PostNotAtLevel,
            format!("a unit of the level {} has no post `{name}`", title(level)),
            format!(
                "name a unit of the level {} behind an @, or another post",
                may.join(" or ")
            ),
        );
        return None;
    }
    Some((id, unit.map(str::to_owned)))
}
