//! An expression in words for people, where it can be said so.

use super::{Denominator, Expression, Term};

impl Expression {
    /// Who has to be present, as a clause: `more than half of those with a vote must be
    /// present`. None where only the expression itself says it without doubt.
    #[must_use]
    pub fn clause(&self) -> Option<String> {
        let number = amount(&self.term)?;
        let compared = matches!(self.term, Term::Largest(_) | Term::Smallest(_));
        Some(if self.uses() == [Denominator::Entitled] && !compared {
            format!("{number} must be present")
        } else {
            format!("those present with a vote must number {number}")
        })
    }
}

impl Expression {
    /// The amount in words: `90% of meetings held`. None where only the expression itself says it.
    #[must_use]
    pub fn amount(&self) -> Option<String> {
        amount(&self.term)
    }
}

/// A number of people. Only the outermost term compares, so that it is plain what is compared.
fn amount(term: &Term) -> Option<String> {
    match term {
        Term::Largest(terms) => Some(format!("{}, whichever is more", either(terms)?)),
        Term::Smallest(terms) => Some(format!("{}, whichever is less", either(terms)?)),
        term => share(term),
    }
}

fn either(terms: &[Term]) -> Option<String> {
    let shares: Option<Vec<String>> = terms.iter().map(share).collect();
    Some(crate::sentence::listed(&shares?, "or"))
}

fn share(term: &Term) -> Option<String> {
    match term {
        Term::Number(_, spelling) => Some(spelling.clone()),
        Term::Figure(Denominator::Members) => Some("those on the roll".to_owned()),
        Term::Figure(figure) => Some(figure.words().to_owned()),
        Term::Of(part, whole) => Some(format!("{} of {}", share(part)?, share(whole)?)),
        Term::MoreThan(term) => Some(format!("more than {}", share(term)?)),
        Term::Largest(_)
        | Term::Smallest(_)
        | Term::Sum(..)
        | Term::Difference(..)
        | Term::Product(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;

    #[test]
    fn what_can_be_said_is_said_and_the_rest_is_left_to_the_expression() {
        let said = |text: &str| Expression::read(text).unwrap().clause();
        for (text, clause) in [
            (
                "more than half of entitled",
                "more than half of those with a vote must be present",
            ),
            (
                "two thirds of entitled",
                "two thirds of those with a vote must be present",
            ),
            ("7", "those present with a vote must number 7"),
            (
                "min(20, half of entitled)",
                "those present with a vote must number 20 or half of those with a vote, whichever is less",
            ),
        ] {
            assert_eq!(said(text).as_deref(), Some(clause));
        }
        assert_eq!(said("half of max(20, members)"), None);
        assert_eq!(said("entitled - 1"), None);
    }
}
