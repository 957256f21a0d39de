//! The forms of what is done with a directive: by a unit that it has reached,
//! and by its issuer.

use charter::Action;
use jiff::civil::Date;
use kernel::directives::{
    AmendDirective, AnswerDirective, Directive, ObjectToDirective, Outcome, PassOnDirective,
    PutOnAgenda, SettleObjection, TakeOffAgenda, WithdrawDirective,
};
use kernel::meetings::{Meeting, MeetingStanding};
use kernel::{Command, DirectiveId, MeetingId, UnitId};
use serde::Deserialize;

use super::list::owed_words;
use super::words;
use crate::acting::{Drawing, Trouble, day_field};
use crate::error::Failure;
use crate::forms::{Choice, Field, Kind};
use crate::frame::{Frame, Link};
use crate::pages::form::FormPage;
use crate::view::View;
use crate::words::{capital, day};

/// Meetings one can choose from.
const MEETINGS_MAX: usize = 12;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    PassOn,
    Agenda,
    OffAgenda,
    Answer,
    Object,
    Settle,
    Amend,
    Withdraw,
}

impl Act {
    /// Whether the issuer does it, and not a unit that the directive has reached.
    pub(super) fn is_issuers(self) -> bool {
        matches!(self, Act::Amend | Act::Withdraw)
    }

    fn right(self) -> Action {
        match self {
            Act::PassOn => Action::PassOnDirective,
            Act::Agenda | Act::OffAgenda | Act::Answer | Act::Object => Action::AnswerDirective,
            Act::Settle | Act::Amend | Act::Withdraw => Action::IssueDirective,
        }
    }

    /// The end of its address.
    fn path(self) -> &'static str {
        match self {
            Act::PassOn => "pass-on",
            Act::Agenda => "agenda",
            Act::OffAgenda => "off-agenda",
            Act::Answer => "answer",
            Act::Object => "object",
            Act::Settle => "settle",
            Act::Amend => "amend",
            Act::Withdraw => "withdraw",
        }
    }

    fn heading(self, name: &str) -> String {
        match self {
            Act::PassOn => format!("Pass on {name}"),
            Act::Agenda => format!("Put {name} on an agenda"),
            Act::OffAgenda => format!("Take {name} off an agenda"),
            Act::Answer => format!("Answer {name}"),
            Act::Object => format!("Object to {name}"),
            Act::Settle => format!("Settle an objection to {name}"),
            Act::Amend => format!("Change the wording of {name}"),
            Act::Withdraw => format!("Withdraw {name}"),
        }
    }

    fn submit(self) -> &'static str {
        match self {
            Act::PassOn => "Pass it on",
            Act::Agenda => "Put it on the agenda",
            Act::OffAgenda => "Take it off the agenda",
            Act::Answer => "Answer",
            Act::Object => "Object",
            Act::Settle => "Settle it",
            Act::Amend => "Change it",
            Act::Withdraw => "Withdraw it",
        }
    }
}

/// What these forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    pub(crate) outcome: String,
    pub(crate) text: String,
    pub(crate) meeting: String,
    pub(crate) upheld: String,
    pub(crate) on: String,
}

/// A directive, and the unit that does something with it.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) directive: Directive,
    pub(crate) unit: UnitId,
}

/// The directive in an address and the unit, where the viewer may do this.
pub(crate) fn subject(
    view: View<'_>,
    act: Act,
    unit: Option<UnitId>,
    code: &str,
) -> Result<Subject, Failure> {
    let directive = words::found(view, code)?;
    let unit = unit.unwrap_or(directive.unit);
    let acting = if act == Act::Settle {
        directive.unit
    } else {
        unit
    };
    view.unit(unit)?;
    view.unit_for(act.right(), acting)?;
    Ok(Subject { directive, unit })
}

/// What a form asks for, as far as it is filled in.
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
pub(crate) fn command(
    act: Act,
    Subject { directive, unit }: &Subject,
    form: &ActForm,
    trouble: &mut Trouble,
) -> Option<Command> {
    let (directive, unit) = (directive.id, *unit);
    let text = form.text.trim().to_owned();
    if let Act::Agenda | Act::OffAgenda = act {
        return of_agenda(act, directive, form, trouble);
    }
    let on = trouble.day("on", &form.on);
    let command = match act {
        Act::PassOn | Act::Agenda | Act::OffAgenda => {
            let on = on?;
            Command::from(PassOnDirective {
                directive,
                unit,
                on,
            })
        }
        Act::Answer => {
            let outcome = words::outcome_named(&form.outcome);
            if outcome.is_none() {
                trouble.note("outcome", "Say what became of it.");
            }
            let (outcome, on) = (outcome?, on?);
            Command::from(AnswerDirective {
                directive,
                unit,
                outcome,
                text,
                on,
            })
        }
        Act::Object => {
            let (reason, on) = (text, on?);
            Command::from(ObjectToDirective {
                directive,
                unit,
                reason,
                on,
            })
        }
        Act::Settle => {
            let upheld = match form.upheld.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            if upheld.is_none() {
                trouble.note("upheld", "Say whether it holds.");
            }
            let (upheld, reason, on) = (upheld?, text, on?);
            Command::from(SettleObjection {
                directive,
                unit,
                upheld,
                reason,
                on,
            })
        }
        Act::Amend => {
            let on = on?;
            Command::from(AmendDirective {
                directive,
                text,
                on,
            })
        }
        Act::Withdraw => {
            let (reason, on) = (text, on?);
            Command::from(WithdrawDirective {
                directive,
                reason,
                on,
            })
        }
    };
    Some(command)
}

/// What goes on an agenda, or off it.
fn of_agenda(
    act: Act,
    directive: DirectiveId,
    form: &ActForm,
    trouble: &mut Trouble,
) -> Option<Command> {
    let meeting = form.meeting.parse().ok().map(MeetingId);
    if meeting.is_none() {
        trouble.note("meeting", "Choose a meeting.");
    }
    let meeting = meeting?;
    Some(if act == Act::Agenda {
        PutOnAgenda { directive, meeting }.into()
    } else {
        let reason = form.text.trim().to_owned();
        let off = TakeOffAgenda {
            directive,
            meeting,
            reason,
        };
        off.into()
    })
}

/// The form.
pub(crate) fn form(
    view: View<'_>,
    act: Act,
    subject: &Subject,
    form: &ActForm,
    with: Drawing,
) -> FormPage {
    let Subject {
        directive: it,
        unit,
    } = subject;
    let Drawing {
        frame,
        guard,
        trouble,
    } = with;
    let code = words::code(view, it.id);
    let fields = fields(view, act, subject, form);
    let rule = words::rule(view, it);
    let action = if act.is_issuers() {
        format!("/directives/{code}/{}", act.path())
    } else {
        format!("/units/{unit}/directives/{code}/{}", act.path())
    };
    let mut path = view.path_to(*unit);
    path.extend(words::link(view, it.id));
    FormPage {
        frame: Frame { path, ..frame },
        heading: act.heading(&words::name(view, it.id)),
        lead: Some(lead(view, act, subject)),
        article: rule.and_then(|rule| view.note(rule.rule)),
        refused: trouble.refused.clone(),
        action,
        guard,
        fields: fields
            .into_iter()
            .map(|field| trouble.mark(field))
            .collect(),
        submit: act.submit().to_owned(),
        back: Some(Link::new("Back", format!("/directives/{code}"))),
    }
}

fn lead(
    view: View<'_>,
    act: Act,
    Subject {
        directive: it,
        unit,
    }: &Subject,
) -> String {
    let name = view.some_unit(*unit);
    match act {
        Act::PassOn => {
            let beneath = view
                .state
                .units_beneath(*unit)
                .filter(|beneath| {
                    view.state.addressed_to(it.id, *beneath)
                        || view.state.on_the_way(it.id, *beneath)
                })
                .count();
            format!(
                "From {name} to {} directly beneath.",
                crate::words::counted(beneath as u64, "unit", "units")
            )
        }
        Act::Agenda => format!("{name} takes it up at a meeting, called or held."),
        Act::OffAgenda => {
            format!("It was put there by mistake: {name} does not take it up at this meeting.")
        }
        Act::Answer | Act::Object => {
            let owed = view
                .state
                .owed_to_directives(*unit)
                .find(|(of, ..)| *of == it.id);
            let owed = owed.map(|(_, _, owed, since)| owed_words(view, it, owed, since).0);
            let owed = owed.map(|owed| format!(" {owed}.")).unwrap_or_default();
            let what = if act == Act::Answer {
                "What became of it in"
            } else {
                "Say upward, on record, that it lies outside the duties of"
            };
            format!("{what} {name}.{owed}")
        }
        Act::Settle => format!(
            "{name} holds that it lies outside its duties. If the objection holds, it owes no answer."
        ),
        Act::Amend => {
            "Everybody it reaches reads the new wording; the old one stays beside it.".to_owned()
        }
        Act::Withdraw => "Nobody owes anything to it from then on. It stays on record.".to_owned(),
    }
}

#[expect(clippy::too_many_lines, reason = "a list, a stanza an act")]
fn fields(view: View<'_>, act: Act, subject: &Subject, form: &ActForm) -> Vec<Field> {
    let words = |label: &str| Field::new("text", label, Kind::Lines).value(&form.text);
    let choice = |value: &str, text: &str| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
    };
    let on = |label: &str| day_field(label, &form.on, view.today);
    match act {
        Act::PassOn => vec![on("Day")],
        Act::Agenda => {
            let meetings = meetings(view, subject);
            let hint = if meetings.is_empty() {
                "No meeting since it was received is called or recorded: call one first."
            } else {
                "Called meetings come first."
            };
            let kind = Kind::Choice(meetings);
            vec![
                Field::new("meeting", "Meeting", kind)
                    .value(&form.meeting)
                    .hint(hint),
            ]
        }
        Act::OffAgenda => {
            let standing = standing_on(view, subject);
            let only = match standing.as_slice() {
                [only] if form.meeting.is_empty() => only.value.clone(),
                _ => form.meeting.clone(),
            };
            vec![
                Field::new("meeting", "Meeting", Kind::Choice(standing)).value(&only),
                words("Why"),
            ]
        }
        Act::Answer => {
            let again = view
                .state
                .answer_of(subject.directive.id, subject.unit)
                .is_some();
            let choices = Outcome::ALL
                .iter()
                .copied()
                .map(|it| choice(words::outcome_id(it), &capital(words::outcome(it))));
            let kind = Kind::Choice(choices.collect());
            let (label, hint) = if again {
                (
                    "Why the answer is another now",
                    "The earlier answer stays on record.",
                )
            } else {
                ("In words", "Needed where it was not done, or done in part.")
            };
            let text = if again {
                words(label)
            } else {
                words(label).optional()
            };
            vec![
                Field::new("outcome", "It was", kind).value(&form.outcome),
                text.hint(hint),
                on("Day"),
            ]
        }
        Act::Object => vec![words("Why"), on("Day")],
        Act::Settle => {
            let kind = Kind::Choice(vec![
                choice("yes", "The objection holds"),
                choice("no", "The objection does not hold"),
            ]);
            vec![
                Field::new("upheld", "Decision", kind).value(&form.upheld),
                words("Why"),
                on("Day"),
            ]
        }
        Act::Amend => vec![words("New wording"), on("Day")],
        Act::Withdraw => vec![words("Why"), on("Day")],
    }
}

/// The meetings of the unit on whose agenda it can stand: those to come, then those held.
fn meetings(view: View<'_>, Subject { directive, unit }: &Subject) -> Vec<Choice> {
    let received: Option<Date> = view.state.received_on(directive.id, *unit);
    let mut found: Vec<Meeting> = view
        .state
        .meetings_of(*unit)
        .filter(|meeting| received.is_some_and(|received| meeting.on >= received))
        .filter(|meeting| meeting.standing != MeetingStanding::CalledOff)
        .collect();
    found.sort_by_key(|it| (it.standing.is_held(), std::cmp::Reverse(it.on)));
    found
        .into_iter()
        .filter_map(|it| choice_of(view, it))
        .take(MEETINGS_MAX)
        .collect()
}

/// The meetings of the unit on whose agenda it stands.
fn standing_on(view: View<'_>, Subject { directive, unit }: &Subject) -> Vec<Choice> {
    let mut found: Vec<Meeting> = view
        .state
        .agendas_of(directive.id)
        .filter(|(of, _)| of == unit)
        .filter_map(|(_, meeting)| view.state.meeting(meeting))
        .collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.on));
    found
        .into_iter()
        .filter_map(|it| choice_of(view, it))
        .collect()
}

fn choice_of(view: View<'_>, it: Meeting) -> Option<Choice> {
    let kind = view.charter.meeting(it.kind)?;
    let how = if it.standing == MeetingStanding::Called {
        "called for"
    } else {
        "of"
    };
    Some(Choice {
        value: it.id.to_string(),
        text: format!("{} {how} {}", capital(&kind.title), day(it.on)),
    })
}
