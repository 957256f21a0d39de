//! What can be done where something about dues is refused.

use kernel::dues::DuesRefusal;

use crate::words::day;

pub(super) fn instead(reason: &DuesRefusal) -> Option<String> {
    let text = match reason {
        DuesRefusal::AlreadyListed { .. } => {
            "Tick off what is open, or correct a payment on the list."
        }
        DuesRefusal::EarlierList(from) => {
            return Some(format!(
                "Make the list for the time from {} on.",
                day(*from)
            ));
        }
        DuesRefusal::NoListYet { since, .. } => {
            return Some(format!(
                "Make the list for the time from {} on.",
                day(*since)
            ));
        }
        DuesRefusal::NotBegun(from) => {
            return Some(format!("Make it on {} or later.", day(*from)));
        }
        DuesRefusal::NothingOpen { .. } => "Correct a payment where one is wrong.",
        DuesRefusal::NotOnList { .. } => "Choose somebody who is on the list.",
        DuesRefusal::WrongCurrency { wanted, .. } => {
            return Some(format!("Give the amount in {wanted}."));
        }
        DuesRefusal::MoreThanOwed { open, .. } => {
            return Some(format!("Write down {open} and give the rest back."));
        }
        DuesRefusal::OwesNothing(_) => {
            "Make the list first, where it is not made, or give the money back."
        }
        DuesRefusal::SamePayment(_) => "Leave it out: it is counted already.",
        DuesRefusal::IncomeMissing(_) => "Name the income; it is not kept.",
        DuesRefusal::IncomeNotAsked(_) => "Leave the income out.",
        DuesRefusal::NotYourBand { .. } | DuesRefusal::IncomeOutside { .. } => {
            "Choose another band."
        }
        DuesRefusal::NoSuchOutlay { .. } => {
            "Choose one from the books. What somebody paid is corrected on their own page."
        }
        DuesRefusal::ReceiverGone(_) | DuesRefusal::NotThere { .. } => {
            "Settle it with them: what they hand back or spent is written down as what it is."
        }
        DuesRefusal::SomethingPaid(_) => "Correct the payment to nothing first.",
        DuesRefusal::LetOff(_) => "Take back that they were let off first.",
        DuesRefusal::NotEnough { .. } => "Wait until more has come in.",
        DuesRefusal::NoDues | DuesRefusal::NoRemission | DuesRefusal::NothingGoesUp => {
            "Only a change of the charter would allow it."
        }
        DuesRefusal::InNoBand(_) => "Put them in one, if they are in the wrong one.",
        DuesRefusal::NoMembers(_) => "Choose a unit that people belong to.",
        DuesRefusal::NamedTwice(_) => "Name everybody once.",
        DuesRefusal::NotAnAmount(_) => "Give an amount above nought.",
        DuesRefusal::NothingChanges | DuesRefusal::StruckAlready(_) => {
            "There is nothing more to do."
        }
        DuesRefusal::NothingToRestore(_) => "Look at what they were charged: it stands.",
        DuesRefusal::NothingTakenIn(_) => "Wait until something has come in.",
        DuesRefusal::NothingToHandUp(_) => "Work out first what goes up.",
    };
    Some(text.to_owned())
}
