//! Short expressions for what a fixed field cannot say: `max(20, 5% of members)`,
//! `more than half of entitled`. Total, exact, three-valued and explained.

mod grammar;
mod ratio;
mod words;

use std::fmt;
use std::num::NonZeroU64;
use std::ops::Range;

use ratio::Ratio;

/// An expression that has been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written in the charter.
    pub text: String,
    term: Term,
    share: Option<Share>,
}

/// The figures an expression may use; none where the record does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// People on the roll.
    pub members: Option<u64>,
    /// Those of them with a vote.
    pub entitled: Option<u64>,
    /// Those present.
    pub present: Option<u64>,
    /// Meetings that were due in a stretch of time.
    pub due: Option<u64>,
    /// Those of them that were held in time.
    pub kept: Option<u64>,
    /// Meetings that were held.
    pub held: Option<u64>,
    /// Those of them with a quorum.
    pub quorate: Option<u64>,
    /// Returns that were owed.
    pub owed: Option<u64>,
    /// Those of them that were filed in time.
    pub filed: Option<u64>,
    /// Days on which a post had too few holders.
    pub vacant: Option<u64>,
    /// Places where a rule that binds is not kept.
    pub findings: Option<u64>,
    /// Valid ballots, where there was a vote.
    pub valid: Option<u64>,
}

/// How many are needed, and how that comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The smallest whole number that satisfies the expression.
    pub count: u64,
    /// The expression with the figures used, in words.
    pub explained: String,
}

/// Where and why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnExpression {
    /// The bytes of the text that cannot be read.
    pub at: Range<usize>,
    /// What was expected there.
    pub expected: String,
    /// What may be written.
    pub help: String,
}

/// A figure: of whom or of what a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denominator {
    /// People on the roll.
    Members,
    /// Those of them with a vote.
    Entitled,
    /// Those present.
    Present,
    /// Meetings that were due in a stretch of time.
    Due,
    /// Those of them that were held in time.
    Kept,
    /// Meetings that were held.
    Held,
    /// Those of them with a quorum.
    Quorate,
    /// Returns that were owed.
    Owed,
    /// Those of them that were filed in time.
    Filed,
    /// Days on which a post had too few holders.
    Vacant,
    /// Places where a rule that binds is not kept.
    Findings,
    /// Valid ballots.
    Valid,
}

impl Denominator {
    /// Every figure.
    pub const ALL: &[Denominator] = &[
        Denominator::Members,
        Denominator::Entitled,
        Denominator::Present,
        Denominator::Due,
        Denominator::Kept,
        Denominator::Held,
        Denominator::Quorate,
        Denominator::Owed,
        Denominator::Filed,
        Denominator::Vacant,
        Denominator::Findings,
        Denominator::Valid,
    ];

    /// What is known at a meeting.
    pub const AT_MEETING: &[Denominator] = &[
        Denominator::Members,
        Denominator::Entitled,
        Denominator::Present,
    ];

    /// What is counted in an election.
    pub const IN_ELECTION: &[Denominator] = &[
        Denominator::Entitled,
        Denominator::Present,
        Denominator::Valid,
    ];

    /// What is counted when delegates vote: those with a seat, those of them who are
    /// there, and the votes for and against.
    pub const AT_CONFERENCE: &[Denominator] = &[
        Denominator::Entitled,
        Denominator::Present,
        Denominator::Valid,
    ];

    /// What the record knows of a unit over a stretch of time.
    pub const OF_UNIT: &[Denominator] = &[
        Denominator::Members,
        Denominator::Due,
        Denominator::Kept,
        Denominator::Held,
        Denominator::Quorate,
        Denominator::Owed,
        Denominator::Filed,
        Denominator::Vacant,
        Denominator::Findings,
    ];

    /// The word a charter uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Denominator::Members => "members",
            Denominator::Entitled => "entitled",
            Denominator::Present => "present",
            Denominator::Due => "due",
            Denominator::Kept => "kept",
            Denominator::Held => "held",
            Denominator::Quorate => "quorate",
            Denominator::Owed => "owed",
            Denominator::Filed => "filed",
            Denominator::Vacant => "vacant",
            Denominator::Findings => "findings",
            Denominator::Valid => "valid",
        }
    }

    /// What it counts, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Denominator::Members => "people on the roll",
            Denominator::Entitled => "those with a vote",
            Denominator::Present => "those present",
            Denominator::Due => "meetings due",
            Denominator::Kept => "meetings held in time",
            Denominator::Held => "meetings held",
            Denominator::Quorate => "meetings with a quorum",
            Denominator::Owed => "returns owed",
            Denominator::Filed => "returns filed in time",
            Denominator::Vacant => "days with a post vacant",
            Denominator::Findings => "binding rules not kept",
            Denominator::Valid => "the valid ballots",
        }
    }

    pub(crate) fn figure(self, figures: &Figures) -> Option<u64> {
        match self {
            Denominator::Members => figures.members,
            Denominator::Entitled => figures.entitled,
            Denominator::Present => figures.present,
            Denominator::Due => figures.due,
            Denominator::Kept => figures.kept,
            Denominator::Held => figures.held,
            Denominator::Quorate => figures.quorate,
            Denominator::Owed => figures.owed,
            Denominator::Filed => figures.filed,
            Denominator::Vacant => figures.vacant,
            Denominator::Findings => figures.findings,
            Denominator::Valid => figures.valid,
        }
    }
}

/// What an expression is made of. Its depth is bounded by the length of the text.
#[derive(Clone, Debug, PartialEq)]
enum Term {
    /// A number with the spelling that stood for it: `20`, `half`, `5%`.
    Number(Ratio, String),
    Figure(Denominator),
    /// A share of something: `5% of members`.
    Of(Box<Term>, Box<Term>),
    /// The next whole number above: `more than half of entitled`.
    MoreThan(Box<Term>),
    Largest(Vec<Term>),
    Smallest(Vec<Term>),
    Sum(Box<Term>, Box<Term>),
    Difference(Box<Term>, Box<Term>),
    Product(Box<Term>, Box<Term>),
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Says where the text stops being an expression, and what was expected there.
    pub fn read(text: &str) -> Result<Expression, NotAnExpression> {
        grammar::read(text).map(|term| Expression {
            text: text.trim().to_owned(),
            share: Share::of(&term),
            term,
        })
    }

    /// The smallest whole number that satisfies the expression, without the explanation.
    #[must_use]
    pub fn count_needed(&self, figures: &Figures) -> Option<u64> {
        let share = self.share.and_then(|share| share.count_needed(figures));
        share.or_else(|| self.term.value(figures)?.round_up())
    }

    /// The largest whole number that does not exceed the expression.
    #[must_use]
    pub fn count_allowed(&self, figures: &Figures) -> Option<u64> {
        self.term.value(figures)?.round_down()
    }

    /// The smallest whole number that satisfies the expression, or none when a figure it needs is not known.
    #[must_use]
    pub fn needed(&self, figures: &Figures) -> Option<Needed> {
        let exact = self.term.value(figures)?;
        let count = exact.round_up()?;
        let shown = Shown {
            term: &self.term,
            figures,
        }
        .to_string();
        let explained = if shown == count.to_string() {
            shown
        } else if exact.is_whole() {
            format!("{shown} is {count}")
        } else {
            format!("{shown} is {exact}, so {count}")
        };
        Some(Needed { count, explained })
    }

    /// The figures the expression cannot do without, each once.
    #[must_use]
    pub fn uses(&self) -> Vec<Denominator> {
        Denominator::ALL
            .iter()
            .copied()
            .filter(|figure| self.term.mentions(*figure))
            .collect()
    }
}

impl Term {
    /// The exact value; none where a figure is not known or a number grows beyond all bounds.
    fn value(&self, figures: &Figures) -> Option<Ratio> {
        match self {
            Term::Number(number, _) => Some(*number),
            Term::Figure(denominator) => {
                Some(Ratio::whole(i128::from(denominator.figure(figures)?)))
            }
            Term::Of(one, other) | Term::Product(one, other) => {
                one.value(figures)?.times(other.value(figures)?)
            }
            Term::MoreThan(term) => term.value(figures)?.next_whole(),
            Term::Largest(terms) => extreme(terms, figures, Ratio::larger),
            Term::Smallest(terms) => extreme(terms, figures, Ratio::smaller),
            Term::Sum(one, other) => one.value(figures)?.plus(other.value(figures)?),
            Term::Difference(one, other) => one.value(figures)?.minus(other.value(figures)?),
        }
    }

    fn mentions(&self, figure: Denominator) -> bool {
        match self {
            Term::Number(..) => false,
            Term::Figure(denominator) => *denominator == figure,
            Term::MoreThan(term) => term.mentions(figure),
            Term::Largest(terms) | Term::Smallest(terms) => {
                terms.iter().any(|term| term.mentions(figure))
            }
            Term::Of(one, other)
            | Term::Sum(one, other)
            | Term::Difference(one, other)
            | Term::Product(one, other) => one.mentions(figure) || other.mentions(figure),
        }
    }
}

/// A plain share of a figure, as nearly every quorum is one. A meeting is the
/// commonest thing of all, and this takes one division.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Share {
    above: u32,
    below: NonZeroU64,
    of: Denominator,
    /// Whether more than the share is asked for.
    more: bool,
}

impl Share {
    /// None where a term is anything else.
    fn of(term: &Term) -> Option<Share> {
        let (term, more) = match term {
            Term::MoreThan(term) => (&**term, true),
            term => (term, false),
        };
        let Term::Of(share, of) = term else {
            return None;
        };
        let (Term::Number(share, _), Term::Figure(of)) = (&**share, &**of) else {
            return None;
        };
        let (above, below) = share.parts();
        Some(Share {
            above: u32::try_from(above).ok()?,
            below: NonZeroU64::new(u64::try_from(below).ok()?)?,
            of: *of,
            more,
        })
    }

    /// None where the figure is not known, or so large that the term itself must say.
    fn count_needed(self, figures: &Figures) -> Option<u64> {
        let figure = u32::try_from(self.of.figure(figures)?).ok()?;
        let share = u64::from(figure).saturating_mul(self.above.into());
        let whole = share / self.below;
        let more = self.more || share % self.below > 0;
        Some(whole.saturating_add(more.into()))
    }
}

/// The largest or smallest of the values; not known as soon as one of them is not.
fn extreme(
    terms: &[Term],
    figures: &Figures,
    choose: fn(Ratio, Ratio) -> Option<Ratio>,
) -> Option<Ratio> {
    let mut values = terms.iter().map(|term| term.value(figures));
    let first = values.next()??;
    values.try_fold(first, |best, value| choose(best, value?))
}

/// An expression with the figures put in before their names.
struct Shown<'a> {
    term: &'a Term,
    figures: &'a Figures,
}

impl Shown<'_> {
    fn part<'a>(&'a self, term: &'a Term) -> Shown<'a> {
        Shown {
            term,
            figures: self.figures,
        }
    }

    fn list(&self, f: &mut fmt::Formatter<'_>, word: &str, terms: &[Term]) -> fmt::Result {
        write!(f, "{word}(")?;
        for (at, term) in terms.iter().enumerate() {
            write!(f, "{}{}", if at > 0 { ", " } else { "" }, self.part(term))?;
        }
        write!(f, ")")
    }

    /// A part of a product, in brackets where it would otherwise be torn apart.
    fn factor(&self, f: &mut fmt::Formatter<'_>, term: &Term) -> fmt::Result {
        match term {
            Term::Sum(..) | Term::Difference(..) => write!(f, "({})", self.part(term)),
            _ => write!(f, "{}", self.part(term)),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.term {
            Term::Number(_, spelling) => write!(f, "{spelling}"),
            Term::Figure(denominator) => match denominator.figure(self.figures) {
                Some(figure) => write!(f, "{figure} {}", denominator.word()),
                None => write!(f, "{}", denominator.word()),
            },
            Term::Of(share, whole) => {
                write!(f, "{} of ", self.part(share))?;
                self.factor(f, whole)
            }
            Term::MoreThan(term) => {
                write!(f, "more than ")?;
                self.factor(f, term)
            }
            Term::Largest(terms) => self.list(f, "max", terms),
            Term::Smallest(terms) => self.list(f, "min", terms),
            Term::Sum(one, other) => write!(f, "{} + {}", self.part(one), self.part(other)),
            Term::Difference(one, other) => {
                write!(f, "{} - ", self.part(one))?;
                self.factor(f, other)
            }
            Term::Product(one, other) => {
                self.factor(f, one)?;
                write!(f, " * ")?;
                self.factor(f, other)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Denominator, Expression, Figures};

    fn needed(text: &str, figures: &Figures) -> Option<(u64, String)> {
        let needed = Expression::read(text).unwrap().needed(figures)?;
        Some((needed.count, needed.explained))
    }

    const BRANCH: Figures = Figures {
        members: Some(312),
        entitled: Some(31),
        present: None,
        ..NOTHING_KNOWN
    };

    const NOTHING_KNOWN: Figures = Figures {
        members: None,
        entitled: None,
        present: None,
        valid: None,
        due: None,
        kept: None,
        held: None,
        quorate: None,
        owed: None,
        filed: None,
        vacant: None,
        findings: None,
    };

    #[test]
    fn an_expression_is_explained_with_the_figures_used() {
        let say = |text: &str| needed(text, &BRANCH).unwrap();
        assert_eq!(
            say("max(20, 5% of members)"),
            (20, "max(20, 5% of 312 members) is 20".to_owned())
        );
        assert_eq!(
            say("5% of members"),
            (16, "5% of 312 members is 15.6, so 16".to_owned())
        );
        assert_eq!(
            say("more than half of entitled"),
            (16, "more than half of 31 entitled is 16".to_owned())
        );
        assert_eq!(
            say("two thirds of entitled"),
            (21, "two thirds of 31 entitled is 62/3, so 21".to_owned())
        );
        assert_eq!(say("7"), (7, "7".to_owned()));
        assert_eq!(
            say("1.5% of members"),
            (5, "1.5% of 312 members is 4.68, so 5".to_owned())
        );
        assert_eq!(say("(entitled - 1) * 1/2 + 3").0, 18);
        assert_eq!(
            say("half of (members - entitled)").1,
            "half of (312 members - 31 entitled) is 140.5, so 141"
        );
    }

    #[test]
    fn more_than_half_of_an_even_number_is_one_more_than_half() {
        let even = Figures {
            entitled: Some(30),
            ..Figures::default()
        };
        assert_eq!(needed("half of entitled", &even).unwrap().0, 15);
        assert_eq!(needed("more than half of entitled", &even).unwrap().0, 16);
    }

    #[test]
    fn a_plain_share_is_what_the_term_says() {
        for text in [
            "half of",
            "more than half of",
            "two thirds of",
            "12.5% of",
            "3 of",
        ] {
            let read = Expression::read(&format!("{text} entitled")).unwrap();
            assert!(read.share.is_some(), "{text}");
            for entitled in (0..200).chain([u64::from(u32::MAX) + 1, u64::MAX / 2, u64::MAX]) {
                let figures = Figures {
                    entitled: Some(entitled),
                    ..NOTHING_KNOWN
                };
                let exact = read.term.value(&figures).and_then(super::Ratio::round_up);
                assert_eq!(read.count_needed(&figures), exact, "{text} {entitled}");
            }
            assert_eq!(read.count_needed(&NOTHING_KNOWN), None);
        }
        for text in ["half of (entitled + 1)", "max(3, half of entitled)", "7"] {
            assert_eq!(Expression::read(text).unwrap().share, None, "{text}");
        }
    }

    #[test]
    fn a_missing_figure_makes_the_outcome_not_known() {
        assert_eq!(needed("max(20, half of present)", &BRANCH), None);
        assert_eq!(needed("0 * present", &BRANCH), None);
        let uses = Expression::read("max(1, half of present) + members")
            .unwrap()
            .uses();
        assert_eq!(uses, [Denominator::Members, Denominator::Present]);
    }

    #[test]
    fn numbers_beyond_all_bounds_are_not_known_rather_than_wrong() {
        let many = Figures {
            members: Some(u64::MAX),
            ..Figures::default()
        };
        assert_eq!(needed("members * members * members", &many), None);
        assert_eq!(needed("members * members", &many), None);
        assert_eq!(needed("2 - members", &many).unwrap().0, 0);
    }
}
