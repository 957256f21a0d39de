//! What happens to people and members, in sentences.

use charter::GradeId;
use kernel::Actor;
use kernel::members::MemberEvent;

use super::{Told, person_href};
use crate::pages::findings::wording::indefinite;
use crate::view::View;
use crate::words::day;

#[expect(clippy::too_many_lines, reason = "one flat match, an arm an event")]
pub(super) fn told(view: View<'_>, event: &MemberEvent, actor: Actor) -> Told {
    match *event {
        MemberEvent::Registered { person } => Told::new(
            format!("gave a number to {}", view.someone(person)),
            person_href(view, person),
        ),
        MemberEvent::Admitted {
            person,
            unit,
            grade,
            on,
        } => {
            let (name, unit) = (view.someone(person), view.some_unit(unit));
            let text = format!("admitted {name} to {unit} as {}", grade_words(view, grade));
            Told::new(text, person_href(view, person)).on(on)
        }
        MemberEvent::JoiningCorrected { person, on, .. } => {
            let name = view.someone(person);
            let text = format!("corrected the day {name} joined to {}", day(on));
            Told::new(text, person_href(view, person))
        }
        MemberEvent::Promoted {
            person,
            unit,
            grade,
            on,
        } => {
            let (name, unit) = (view.someone(person), view.some_unit(unit));
            let grade = indefinite(&grade_words(view, grade));
            Told::new(
                format!("made {name} {grade} in {unit}"),
                person_href(view, person),
            )
            .on(on)
        }
        MemberEvent::PromotionStruck {
            person,
            unit,
            grade,
            since,
            ..
        } => {
            let (name, unit) = (view.someone(person), view.some_unit(unit));
            let grade = indefinite(&grade_words(view, grade));
            let text = format!(
                "struck the promotion of {name} in {unit}, who is {grade} as since {}",
                day(since)
            );
            Told::new(text, person_href(view, person))
        }
        MemberEvent::Transferred {
            person,
            from,
            to,
            on,
        } => {
            let (from, to) = (view.some_unit(from), view.some_unit(to));
            let text = format!("transferred {} from {from} to {to}", view.someone(person));
            Told::new(text, person_href(view, person)).on(on)
        }
        MemberEvent::TransferStruck {
            person,
            unit,
            back,
            since,
            ..
        } => {
            let (unit, back) = (view.some_unit(unit), view.some_unit(back));
            let text = format!(
                "struck the transfer of {} to {unit}, who belongs to {back} as since {}",
                view.someone(person),
                day(since)
            );
            Told::new(text, person_href(view, person))
        }
        MemberEvent::Left { person, unit, on } => {
            let (name, unit) = (view.someone(person), view.some_unit(unit));
            let text = if actor == Actor::Person(person) {
                format!("{name} left {unit}")
            } else {
                format!("recorded that {name} left {unit}")
            };
            Told::new(text, None).on(on)
        }
        MemberEvent::Merged {
            former, kept, on, ..
        } => {
            let (name, kept_name) = (view.someone(former), view.someone(kept));
            let text =
                format!("found out that {name}, number {former}, is {kept_name}, number {kept}");
            Told::new(text, person_href(view, kept)).on(on)
        }
        MemberEvent::Parted {
            former, kept, on, ..
        } => {
            let (name, kept_name) = (view.someone(former), view.someone(kept));
            let text =
                format!("took back that {name}, number {former}, is {kept_name}, number {kept}");
            Told::new(text, person_href(view, former)).on(on)
        }
        MemberEvent::Forgotten { former, kept, .. } => Told::new(
            format!("erased the card of number {former}, a former one of number {kept}"),
            None,
        ),
    }
}

fn grade_words(view: View<'_>, grade: GradeId) -> String {
    let newest = || view.state.charter()?.grade(grade);
    let row = view
        .charter_of(view.told_day())
        .grade(grade)
        .or_else(newest);
    row.map_or("a member", |row| row.title.as_str()).to_owned()
}
