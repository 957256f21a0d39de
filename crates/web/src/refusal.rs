//! A refusal in words, the same for pages and API: what stands in the way, the
//! article, and what can be done instead.

mod acts;
mod bulletins;
mod conferences;
mod dues;
mod flow;
mod ground;
mod merging;
pub(crate) mod names;
mod petitions;
mod posts;
mod study;
mod word;

use charter::Charter;
use kernel::awards::AwardRefusal;
use kernel::bodies::BodyRefusal;
use kernel::meetings::MeetingRefusal;
use kernel::procedures::ProcedureRefusal;
use kernel::visits::VisitRefusal;
use kernel::{Reason, Refusal};

use crate::articles::ArticleNote;
use crate::forms::Refused;
use crate::words::day;

pub(crate) use word::NoSuchWord;

/// A refusal as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// What stands in the way, in a sentence.
    pub(crate) what: String,
    /// The article that says so.
    pub(crate) article: Option<ArticleNote>,
    /// What can be done instead, in a sentence.
    pub(crate) instead: Option<String>,
}

impl Told {
    /// A refusal under this charter, in words.
    #[must_use]
    pub(crate) fn of(charter: Option<&Charter>, refusal: &Refusal) -> Told {
        Told {
            what: sentence(&with_days(&refusal.reason.to_string())),
            article: charter
                .zip(refusal.rule)
                .and_then(|(charter, rule)| ArticleNote::of_rule(charter, rule)),
            instead: instead(&refusal.reason),
        }
    }

    /// The same with names for the people whom the reader may know.
    #[must_use]
    pub(crate) fn named(self, name: impl Fn(kernel::PersonId) -> Option<String>) -> Told {
        Told {
            what: names::named(&self.what, name),
            ..self
        }
    }

    /// The same as the banner above a form.
    #[must_use]
    pub(crate) fn banner(self) -> Refused {
        Refused {
            article: self.article,
            instead: self.instead,
            ..Refused::new(self.what)
        }
    }
}

/// A fragment as a sentence: a capital before and a full stop behind.
pub(crate) fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The same text with its dates as people write them.
fn with_days(text: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_end_matches([',', '.', ':', ';', ')']);
        let rest = word.strip_prefix(bare).unwrap_or_default();
        match bare.parse::<jiff::civil::Date>() {
            Ok(date) if bare.len() == 10 => format!("{}{rest}", day(date)),
            _ => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// What can be done instead, where the fact itself tells.
fn instead(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::Procedure(it) => return instead_in_procedure(it),
        Reason::NoRight { .. } => "Ask somebody whose post carries this right.",
        Reason::OperatorOnly => "Ask whoever runs this site.",
        Reason::EditionNotLater(on) => {
            return Some(format!("Let it come into force after {}.", day(*on)));
        }
        Reason::EditionBreaksRecord { .. } => {
            "Keep the old rows in their order and add new ones behind them."
        }
        Reason::InFuture(_) => "Give a day up to today.",
        Reason::TooEarly { since, .. } => {
            return Some(format!("Give {} or a later day.", day(*since)));
        }
        Reason::NoticeTooShort { earliest, .. } => {
            return Some(format!("Call it for {} or a later day.", day(*earliest)));
        }
        Reason::StillWaiting { until, .. } => {
            return Some(format!("Do it on {} or later.", day(*until)));
        }
        Reason::TooLong { characters_max, .. } => {
            return Some(format!("Shorten it to {characters_max} characters."));
        }
        Reason::CodeTaken(_) => "Choose another code.",
        Reason::UnitNotEmpty { .. } => "Transfer its people first, or merge it into another unit.",
        Reason::UnitsBeneath(_) => "Move or merge those units first.",
        Reason::DifferentLevels(..) => "Choose two units of one level.",
        Reason::PartsDoNotFit { .. } => "Name everybody on the roll who moves, each once.",
        Reason::SizeOutside { .. } => "Divide it into another number of parts.",
        Reason::NotABaseUnit(_) => "Choose a unit that people belong to.",
        Reason::AlreadyMember(_) => "Transfer this person instead.",
        Reason::NotAnEntryGrade(_) => "Admit this person with a grade that people start in.",
        Reason::NotTheNextGrade { .. } => "Choose the grade that comes next.",
        Reason::PostFull { .. } => "Have the post laid down first.",
        Reason::GradeMayNotHold { .. } => "Choose somebody of another grade.",
        Reason::BelongsElsewhere { .. } => {
            "Choose somebody who belongs there, or transfer this person first."
        }
        Reason::Incompatible(..) => "Have the other post laid down first, or choose somebody else.",
        Reason::AlreadyRecorded { .. } => "Correct that record instead.",
        Reason::NobodyPresent { .. } => "Tick those who were there, or leave it unrecorded.",
        Reason::NotRecorded => "Record it first.",
        Reason::NoQuorum { .. } => {
            "Record the meeting without resolutions, or correct who was present."
        }
        Reason::Meeting(MeetingRefusal::Held(_)) => "Correct the record instead.",
        Reason::Meeting(MeetingRefusal::CalledOff(_)) => "Call it anew.",
        Reason::Directive(it) => acts::of_agenda(it),
        Reason::Member(it) => return Some(acts::of_promotion(it)),
        Reason::Unit(it) => acts::of_unit(it),
        Reason::Visit(it) => return about_a_visit(it).map(str::to_owned),
        Reason::Bulletin(it) => return bulletins::instead(it).map(str::to_owned),
        Reason::Award(refusal) => return instead_of_award(refusal),
        Reason::Body(refusal) => return instead_of_body(refusal).map(str::to_owned),
        Reason::Conference(it) => return conferences::instead(it).map(str::to_owned),
        Reason::Study(refusal) => return study::instead(refusal).map(str::to_owned),
        Reason::Petition(it) => return petitions::instead(it),
        Reason::Dues(reason) => return dues::instead(reason),
        Reason::Posts(reason) => return posts::instead(reason),
        Reason::Merging(reason) => return merging::instead(reason).map(str::to_owned),
        Reason::InAct { reason, .. } => return instead(reason),
        _ => return flow::instead(reason).or_else(|| ground::instead(reason)),
    };
    Some(text.to_owned())
}

fn about_a_visit(reason: &VisitRefusal) -> Option<&'static str> {
    match reason {
        VisitRefusal::NoSuchVisit(_) => None,
        VisitRefusal::NotVisited(_) => Some("Choose a unit of a level that is visited."),
        VisitRefusal::NotLookedAfter(_) => {
            Some("Name a unit that stands above it and may visit it.")
        }
        VisitRefusal::OnRecord { .. } => Some("Correct that record instead."),
        VisitRefusal::Struck => Some("Record the visit anew."),
    }
}

/// The same for affiliated bodies.
fn instead_of_body(refusal: &BodyRefusal) -> Option<&'static str> {
    match refusal {
        BodyRefusal::NoSuchBody(_) => None,
        BodyRefusal::NotKeptHere { .. } => Some("Enter it with a unit that keeps such a register."),
        BodyRefusal::NoLiaison { .. } => Some("Choose another post, or nobody."),
        BodyRefusal::AlreadyListed { .. } => Some("Correct that entry instead."),
        BodyRefusal::HasEnded(_) => Some("Correct the entry where that is wrong."),
    }
}

/// The same for awards.
fn instead_of_award(refusal: &AwardRefusal) -> Option<String> {
    let text = match refusal {
        AwardRefusal::NotForUnit { .. } | AwardRefusal::NobodyDecides { .. } => {
            "Propose a unit that may receive it."
        }
        AwardRefusal::NotThere { .. } => "Propose it for a time in which it stood.",
        AwardRefusal::AlreadyProposed { .. } => {
            "Look at what was proposed; taken back, it can be proposed again."
        }
        AwardRefusal::NotMet { .. } => {
            "Correct the record where it is wrong; otherwise there is nothing to propose."
        }
        AwardRefusal::AlreadyDecided(_) => "Take the decision back first.",
        AwardRefusal::AlreadyRevoked(_) => "Propose the unit again.",
        AwardRefusal::NoSuchAward(_) => return None,
    };
    Some(text.to_owned())
}

/// What can be done instead about a proceeding.
fn instead_in_procedure(reason: &ProcedureRefusal) -> Option<String> {
    let text = match reason {
        ProcedureRefusal::NotDirectly { procedure } => {
            return Some(format!("Open one: {procedure}."));
        }
        ProcedureRefusal::OnlySilence { due: Some(due), .. } => {
            return Some(format!("Enter after {due} that the time has passed."));
        }
        ProcedureRefusal::OnlySilence { due: None, .. } => "Wait for what they say.",
        ProcedureRefusal::StillBehind { .. } => "Pay what is open, or ask for time.",
        ProcedureRefusal::NotBehind { .. } => {
            "Look at what was charged and paid: somebody may have paid since."
        }
        ProcedureRefusal::OpenAlready { open, .. } => {
            return Some(format!("Go on with proceeding {open}."));
        }
        ProcedureRefusal::AtAnotherStep { .. } => {
            "Look at where it stands now: somebody may have taken this step before you."
        }
        ProcedureRefusal::HasLapsed { .. } | ProcedureRefusal::TimeDecided { .. } => {
            "Enter that the time has passed; then a new one can be opened where it lapsed."
        }
        ProcedureRefusal::VotesMissing | ProcedureRefusal::VotesDoNotFit(_) => {
            "Count again: nobody votes twice, and only whoever is present votes."
        }
        ProcedureRefusal::TooNewToSponsor { .. } | ProcedureRefusal::MayNotSponsor { .. } => {
            "Ask another member."
        }
        ProcedureRefusal::NotYourTurn { .. } => "Ask whoever takes this step.",
        ProcedureRefusal::NobodyAbove { .. } => "Move the unit to where one stands above it.",
        ProcedureRefusal::NoVotesHere => "Leave the votes out.",
        ProcedureRefusal::Followed(_)
        | ProcedureRefusal::CarriedOut(_)
        | ProcedureRefusal::TimeWouldDecide { .. }
        | ProcedureRefusal::DecidedByTime { .. } => acts::of_decision(reason)?,
        ProcedureRefusal::NotOpenedHere { .. } => "Open it with a unit that the article names.",
        ProcedureRefusal::AboutAnother { .. } => "Choose whom it is about anew.",
        ProcedureRefusal::Destination(_) => "Look at the article: it says whether one is named.",
        ProcedureRefusal::Over { .. } => "Open another where one is wanted.",
        ProcedureRefusal::TimeDecidesNothing => "Take the step, or wait.",
        ProcedureRefusal::NothingDecided { .. } | ProcedureRefusal::HasNotSigned(_) => {
            "There is nothing to take back."
        }
        ProcedureRefusal::NoSuchOutcome => "Choose an outcome that the step has.",
        ProcedureRefusal::SponsorsSign => "Have sponsors sign.",
        ProcedureRefusal::NobodySigns { .. } => "Have the step taken as the article says.",
        ProcedureRefusal::HasSigned(_) => "Have somebody else sign.",
        ProcedureRefusal::NoSuchProceeding(_) => return None,
    };
    Some(text.to_owned())
}
