//! What happens to proceedings, in sentences.

use charter::OutcomeId;
use kernel::procedures::ProcedureEvent;

use super::Told;
use crate::view::View;
use crate::words::counted;

#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(super) fn told(view: View<'_>, event: &ProcedureEvent) -> Told {
    let (id, unit, person) = event.about();
    let kept = view.state.proceeding(id);
    let charter = view.state.charter();
    let rule = kept
        .zip(charter)
        .and_then(|(it, charter)| charter.procedure(it.procedure));
    let title = rule.map_or("proceeding", |rule| rule.title.as_str());
    let of = match person {
        Some(person) => view.someone(person),
        None => view.some_unit(unit),
    };
    let which = format!("the {title} of {of}");
    let outcome = |it: &OutcomeId| {
        let step = rule.and_then(|rule| rule.step(it.step.step));
        let outcome = step.and_then(|step| step.outcome(it.outcome));
        format!(
            "{}: {}",
            step.map_or("", |step| step.title.as_str()),
            outcome.map_or("", |outcome| outcome.title.as_str())
        )
    };
    let (text, on) = match event {
        ProcedureEvent::Opened { on, .. } => {
            let unit = view.some_unit(unit);
            (format!("{which} was opened in {unit}"), *on)
        }
        ProcedureEvent::Sponsored { sponsor, on, .. } => {
            let sponsor = view.someone(*sponsor);
            (format!("{sponsor} signed as a sponsor for {which}"), *on)
        }
        ProcedureEvent::SponsorWithdrawn { sponsor, on, .. } => {
            let sponsor = view.someone(*sponsor);
            (format!("{sponsor} is no longer a sponsor for {which}"), *on)
        }
        ProcedureEvent::Decided {
            outcome: it,
            by,
            tally,
            on,
            ..
        } => {
            let votes = tally.map(|tally| {
                format!(
                    ", {} in favour and {} against of {} present",
                    tally.in_favour, tally.against, tally.present
                )
            });
            let by = view.some_unit(*by);
            let votes = votes.unwrap_or_default();
            (
                format!("{by} decided in {which}: {}{votes}", outcome(it)),
                *on,
            )
        }
        ProcedureEvent::DecisionStruck {
            outcome: it, on, ..
        } => (
            format!("the decision in {which} was struck: {}", outcome(it)),
            *on,
        ),
        ProcedureEvent::Dropped { on, .. } => (format!("{which} was dropped"), *on),
        ProcedureEvent::DeadlinePassed {
            outcome: None, on, ..
        } => (format!("{which} lapsed, because its time was over"), *on),
        ProcedureEvent::DeadlinePassed {
            outcome: Some(it),
            on,
            ..
        } => {
            let told = outcome(it);
            (
                format!("a time was over in {which}, which counts as {told}"),
                *on,
            )
        }
        ProcedureEvent::WaitExtended { months, on, .. } => {
            let months = counted(u64::from(*months), "month", "months");
            (format!("the wait of {of} was made longer by {months}"), *on)
        }
        ProcedureEvent::ApplicantErased { on, .. } => {
            let told = format!("what was known of whom {which} was about was erased");
            (told, *on)
        }
    };
    let known = kept.is_some_and(|it| view.state.may_see_proceeding(view.viewer, view.today, &it));
    Told::new(text, known.then(|| format!("/applications/{id}"))).on(on)
}
