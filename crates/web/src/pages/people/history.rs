//! A person's belonging and posts over time, folded from the entries of the
//! journal that touched them.

use charter::{GradeId, PostId};
use clerk::HistoryEntry;
use jiff::civil::Date;
use kernel::members::MemberEvent;
use kernel::posts::PostEvent;
use kernel::{Event, PersonId, Subject, UnitId};

use crate::pictures::timeline::{Sort, Span};
use crate::view::View;
use crate::words::capital;

/// A stretch of belonging to one unit in one grade, or of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Belonging(UnitId, GradeId),
    Post(UnitId, PostId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    what: What,
    from: Date,
    until: Option<Date>,
}

/// The bars of a person, the oldest first. `entries` are those that touched
/// the person, the newest first.
pub(super) fn spans(view: View<'_>, person: PersonId, entries: &[HistoryEntry]) -> Vec<Span> {
    let mut stretches = Vec::new();
    for entry in entries.iter().rev() {
        fold(&mut stretches, person, &entry.event);
    }
    // Belonging first, then posts, each in the order of time.
    stretches.sort_by_key(|it| (matches!(it.what, What::Post(..)), it.from));
    stretches.iter().map(|it| span(view, it)).collect()
}

fn fold(stretches: &mut Vec<Stretch>, person: PersonId, event: &Event) {
    if !event.touches().contains(&Subject::Person(person)) {
        return;
    }
    match event {
        Event::Member(it) => fold_belonging(stretches, person, it),
        Event::Post(it) => fold_post(stretches, person, it),
        _ => {}
    }
}

fn begun(what: What, from: Date) -> Stretch {
    Stretch {
        what,
        from,
        until: None,
    }
}

fn fold_belonging(stretches: &mut Vec<Stretch>, person: PersonId, event: &MemberEvent) {
    match *event {
        MemberEvent::Registered { .. } => {}
        MemberEvent::Admitted {
            unit, grade, on, ..
        } => stretches.push(begun(What::Belonging(unit, grade), on)),
        MemberEvent::JoiningCorrected { on, .. } => correct_joining(stretches, on),
        MemberEvent::Promoted {
            unit, grade, on, ..
        } => {
            close_belonging(stretches, on);
            stretches.push(begun(What::Belonging(unit, grade), on));
        }
        MemberEvent::PromotionStruck { grade, .. } => strike_promotion(stretches, grade),
        MemberEvent::Transferred { to, on, .. } => {
            if let Some(grade) = close_belonging(stretches, on) {
                stretches.push(begun(What::Belonging(to, grade), on));
            }
        }
        MemberEvent::TransferStruck { unit, back, .. } => strike_transfer(stretches, unit, back),
        MemberEvent::Left { on, .. } => {
            close_belonging(stretches, on);
        }
        MemberEvent::Merged { former, on, .. } if former == person => {
            close_belonging(stretches, on);
        }
        MemberEvent::Parted { former, .. } if former == person => reopen_belonging(stretches),
        MemberEvent::Merged { .. } | MemberEvent::Parted { .. } | MemberEvent::Forgotten { .. } => {
        }
    }
}

/// The last promotion never was: the stretch before it goes on, and whatever came after it
/// was in the grade before.
fn strike_promotion(stretches: &mut Vec<Stretch>, grade: GradeId) {
    let belonging: Vec<usize> = (0..)
        .zip(stretches.iter())
        .filter(|(_, it)| matches!(it.what, What::Belonging(..)))
        .map(|(at, _)| at)
        .collect();
    let promoted = belonging.windows(2).rev().find_map(|pair| {
        let [before, after] = *pair else {
            return None;
        };
        let (was, is) = (stretches.get(before)?, stretches.get(after)?);
        let (What::Belonging(from, _), What::Belonging(to, _)) = (was.what, is.what) else {
            return None;
        };
        (from == to && was.until == Some(is.from)).then_some((before, after))
    });
    let Some((before, after)) = promoted else {
        return;
    };
    for it in stretches.iter_mut().skip(after) {
        if let What::Belonging(unit, _) = it.what {
            it.what = What::Belonging(unit, grade);
        }
    }
    let until = stretches.remove(after).until;
    if let Some(it) = stretches.get_mut(before) {
        it.until = until;
    }
}

/// The last transfer never was: whatever came after it was in the unit before, and the
/// stretch before it goes on where the grade was the same.
fn strike_transfer(stretches: &mut Vec<Stretch>, unit: UnitId, back: UnitId) {
    let belongs = |it: &Stretch| matches!(it.what, What::Belonging(..));
    let there = |it: &Stretch| matches!(it.what, What::Belonging(at, _) if at == unit);
    let elsewhere = |it: &Stretch| belongs(it) && !there(it);
    let Some(before) = stretches.iter().rposition(elsewhere) else {
        return;
    };
    for it in stretches.iter_mut().skip(before) {
        if let What::Belonging(at, grade) = it.what
            && at == unit
        {
            it.what = What::Belonging(back, grade);
        }
    }
    let mut later = stretches.iter().skip(before.saturating_add(1));
    let next = later
        .position(belongs)
        .map(|at| at.saturating_add(before).saturating_add(1));
    let Some((was, is)) = next.and_then(|at| Some((stretches.get(before)?, stretches.get(at)?)))
    else {
        return;
    };
    if was.what == is.what
        && let Some(next) = next
    {
        let until = stretches.remove(next).until;
        if let Some(it) = stretches.get_mut(before) {
            it.until = until;
        }
    }
}

fn fold_post(stretches: &mut Vec<Stretch>, person: PersonId, event: &PostEvent) {
    match event {
        PostEvent::TakenUp { unit, post, on, .. } => {
            stretches.push(begun(What::Post(*unit, *post), *on));
        }
        PostEvent::LaidDown { unit, post, on, .. } => {
            let ends =
                |it: &&mut Stretch| it.until.is_none() && it.what == What::Post(*unit, *post);
            if let Some(open) = stretches.iter_mut().rev().find(ends) {
                open.until = Some(*on);
            }
        }
        PostEvent::ElectionStruck {
            unit,
            post,
            on,
            ended,
            back,
            ..
        } => {
            let what = What::Post(*unit, *post);
            let last = |until: Option<Date>, stretches: &[Stretch]| {
                let same = |it: &Stretch| it.what == what && it.until == until;
                stretches.iter().rposition(same)
            };
            if ended.contains(&person)
                && let Some(at) = last(None, stretches)
            {
                stretches.remove(at);
            }
            if back.contains(&person)
                && let Some(at) = last(Some(*on), stretches)
                && let Some(again) = stretches.get_mut(at)
            {
                again.until = None;
            }
        }
        PostEvent::Struck { unit, post, .. } => {
            let what = What::Post(*unit, *post);
            let open = |it: &Stretch| it.what == what && it.until.is_none();
            if let Some(at) = stretches.iter().rposition(open) {
                stretches.remove(at);
            }
        }
        PostEvent::LayingDownStruck { unit, post, on, .. }
        | PostEvent::Resumed { unit, post, on, .. } => {
            let what = What::Post(*unit, *post);
            let ended = |it: &&mut Stretch| it.what == what && it.until == Some(*on);
            if let Some(again) = stretches.iter_mut().rev().find(ended) {
                again.until = None;
            }
        }
        // How it was chosen and handed over stands with the unit.
        PostEvent::ElectionRecorded { .. }
        | PostEvent::ConfirmationAwaited { .. }
        | PostEvent::HolderConfirmed { .. }
        | PostEvent::ConfirmationRefused { .. }
        | PostEvent::HandedOver { .. }
        | PostEvent::ConfirmationWithdrawn { .. }
        | PostEvent::HandOverStruck { .. } => {}
    }
}

/// The newest membership began on another day than was written down. Its first
/// stretch follows the last one that ended without another taking it up.
fn correct_joining(stretches: &mut [Stretch], on: Date) {
    let mut began: Option<usize> = None;
    let mut next_from = None;
    for (at, it) in stretches.iter().enumerate().rev() {
        if !matches!(it.what, What::Belonging(..)) {
            continue;
        }
        if next_from.is_some() && it.until != next_from {
            break;
        }
        (began, next_from) = (Some(at), Some(it.from));
    }
    if let Some(first) = began.and_then(|at| stretches.get_mut(at)) {
        first.from = on;
    }
}

/// Ends the belonging that goes on, and says in which grade it was.
fn close_belonging(stretches: &mut [Stretch], on: Date) -> Option<GradeId> {
    stretches.iter_mut().rev().find_map(|it| match it.what {
        What::Belonging(_, grade) if it.until.is_none() => {
            it.until = Some(on);
            Some(grade)
        }
        What::Belonging(..) | What::Post(..) => None,
    })
}

/// What was ended last goes on: that it ended was a mistake.
fn reopen_belonging(stretches: &mut [Stretch]) {
    let mut last = stretches.iter_mut().rev();
    if let Some(ended) = last.find(|it| matches!(it.what, What::Belonging(..))) {
        ended.until = None;
    }
}

fn span(view: View<'_>, it: &Stretch) -> Span {
    let (title, unit, sort) = match it.what {
        What::Belonging(unit, grade) => {
            let row = view
                .state
                .charter()
                .and_then(|charter| charter.grade(grade));
            (
                row.map(|row| row.title.clone()).unwrap_or_default(),
                unit,
                Sort::Belonging,
            )
        }
        What::Post(unit, post) => (
            view.post_title(post, it.until.unwrap_or(view.today)),
            unit,
            Sort::Post,
        ),
    };
    let then = it.until.map_or(view, |until| view.told_on(until));
    let href = view.unit_href(unit).map(|href| match it.what {
        What::Post(_, post) => match view.charter.post(post) {
            Some(row) => format!("{href}/posts/{}", row.id),
            None => href,
        },
        What::Belonging(..) => href,
    });
    Span {
        label: format!("{}, {}", capital(&title), then.some_unit(unit)),
        href,
        from: it.from,
        until: it.until,
        sort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const ANA: PersonId = PersonId(4);

    fn folded(events: &[Event]) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        for event in events {
            fold(&mut stretches, ANA, event);
        }
        stretches
    }

    #[test]
    fn belonging_goes_on_in_another_unit_and_ends_when_somebody_leaves() {
        let (from, to, grade) = (UnitId(1), UnitId(2), GradeId(0));
        let (first, second, last) = (date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1));
        let folded = folded(&[
            Event::Member(MemberEvent::Admitted {
                person: ANA,
                unit: from,
                grade,
                on: first,
            }),
            Event::Member(MemberEvent::Transferred {
                person: ANA,
                from,
                to,
                on: second,
            }),
            Event::Member(MemberEvent::Left {
                person: ANA,
                unit: to,
                on: last,
            }),
        ]);
        let expected = [
            Stretch {
                what: What::Belonging(from, grade),
                from: first,
                until: Some(second),
            },
            Stretch {
                what: What::Belonging(to, grade),
                from: second,
                until: Some(last),
            },
        ];
        assert_eq!(folded, expected);
    }

    #[test]
    fn a_post_that_was_laid_down_and_taken_up_again_is_two_bars() {
        let (unit, post) = (UnitId(1), PostId(0));
        let days = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)];
        let taken = |on| {
            Event::Post(PostEvent::TakenUp {
                person: ANA,
                unit,
                post,
                on,
            })
        };
        let laid = Event::Post(PostEvent::LaidDown {
            person: ANA,
            unit,
            post,
            on: days[1],
        });
        let folded = folded(&[taken(days[0]), laid, taken(days[2])]);
        assert_eq!(
            folded.iter().map(|it| it.until).collect::<Vec<_>>(),
            [Some(days[1]), None]
        );
    }

    #[test]
    fn what_others_do_leaves_no_bar() {
        let other = Event::Post(PostEvent::TakenUp {
            person: PersonId(9),
            unit: UnitId(1),
            post: PostId(0),
            on: date(2020, 1, 1),
        });
        assert_eq!(folded(&[other]), []);
    }

    #[test]
    fn a_struck_election_leaves_no_bar_and_the_post_before_goes_on() {
        let (unit, post) = (UnitId(1), PostId(0));
        let (first, second) = (date(2020, 1, 1), date(2021, 1, 1));
        let taken = |on| {
            Event::Post(PostEvent::TakenUp {
                person: ANA,
                unit,
                post,
                on,
            })
        };
        let laid = Event::Post(PostEvent::LaidDown {
            person: ANA,
            unit,
            post,
            on: second,
        });
        let struck = |ended: &[PersonId], back: &[PersonId]| {
            Event::Post(PostEvent::ElectionStruck {
                unit,
                post,
                number: 1,
                on: second,
                reason: kernel::DocumentId(0),
                ended: ended.to_vec(),
                back: back.to_vec(),
            })
        };
        let lasting = [Stretch {
            what: What::Post(unit, post),
            from: first,
            until: None,
        }];
        let again = [
            taken(first),
            laid.clone(),
            taken(second),
            struck(&[ANA], &[ANA]),
        ];
        assert_eq!(folded(&again), lasting);
        assert_eq!(folded(&[taken(first), laid, struck(&[], &[ANA])]), lasting);
        assert_eq!(folded(&[taken(second), struck(&[ANA], &[])]), []);
    }
}
