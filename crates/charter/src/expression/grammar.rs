//! The grammar of expressions.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = part { "*" part }
//! part    = ["more than"] amount ["of" part]
//! amount  = figure | number ["%" | "/" number] | share | ("max" | "min") "(" sum { "," sum } ")" | "(" sum ")"
//! share   = "half" | ("a" | "one") third | "two thirds" | quarter | "three quarters"
//! figure  = "members" | "entitled" | "present" | "due" | "kept" | ...
//! ```

use winnow::combinator::{alt, cut_err, delimited, opt, preceded, repeat, separated};
use winnow::error::{ContextError, ErrMode, ModalResult, StrContext, StrContextValue};
use winnow::prelude::*;
use winnow::stream::Location;
use winnow::token::{one_of, take_while};
use winnow::{LocatingSlice, ascii::multispace0};

use super::ratio::Ratio;
use super::{Denominator, NotAnExpression, Term};

/// Longest text that is read: it bounds how deep brackets can stand in brackets.
const TEXT_BYTES_MAX: usize = 200;

const HELP: &str = "write figures (`members`, `entitled`, `present`), numbers, shares (`5% of members`, \
     `half of entitled`, `more than half of entitled`, `two thirds of present`, `3/4 of members`), \
     `max(…, …)`, `min(…, …)`, `+`, `-`, `*` and brackets";

type Input<'a> = LocatingSlice<&'a str>;

/// Reads a whole text as one expression.
pub(super) fn read(text: &str) -> Result<Term, NotAnExpression> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(NotAnExpression {
            at: 0..text.len(),
            expected: format!("longer than {TEXT_BYTES_MAX} characters"),
            help: "say it more shortly, or as several rules".to_owned(),
        });
    }
    let mut input = LocatingSlice::new(text);
    let outcome = preceded(multispace0, sum).parse_next(&mut input);
    let at = input.current_token_start().min(text.len());
    match outcome {
        Ok(term) if at == text.len() => Ok(term),
        Ok(_) => Err(wrong(text, at, "nothing more was expected here".to_owned())),
        Err(ErrMode::Backtrack(error) | ErrMode::Cut(error)) => {
            let expected = error
                .context()
                .find_map(|context| match context {
                    StrContext::Expected(StrContextValue::Description(what)) => {
                        Some(format!("expected {what}"))
                    }
                    _ => None,
                })
                .unwrap_or_else(|| "expected an amount".to_owned());
            Err(wrong(text, at, expected))
        }
        Err(ErrMode::Incomplete(_)) => Err(wrong(text, text.len(), "expected more".to_owned())),
    }
}

/// Marks the word at a place.
fn wrong(text: &str, at: usize, expected: String) -> NotAnExpression {
    let rest = text.get(at..).unwrap_or_default();
    let word = rest
        .find(|letter: char| !letter.is_alphanumeric())
        .map_or(rest.len(), |end| {
            end.max(rest.chars().next().map_or(0, char::len_utf8))
        });
    NotAnExpression {
        at: at..at + word,
        expected,
        help: HELP.to_owned(),
    }
}

fn expected(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}

fn sign<'a>(sign: char) -> impl Parser<Input<'a>, char, ErrMode<ContextError>> {
    (one_of(sign), multispace0).map(|(sign, _)| sign)
}

/// One whole word, so that `halfway` is not `half`.
fn word<'a>(wanted: &'static str) -> impl Parser<Input<'a>, (), ErrMode<ContextError>> {
    (
        take_while(1.., |letter: char| letter.is_alphabetic())
            .verify(move |word: &str| word == wanted),
        multispace0,
    )
        .void()
}

fn sum(input: &mut Input<'_>) -> ModalResult<Term> {
    let first = product.parse_next(input)?;
    let rest: Vec<(char, Term)> =
        repeat(0.., (alt((sign('+'), sign('-'))), cut_err(product))).parse_next(input)?;
    Ok(rest.into_iter().fold(first, |sum, (sign, term)| {
        if sign == '+' {
            Term::Sum(Box::new(sum), Box::new(term))
        } else {
            Term::Difference(Box::new(sum), Box::new(term))
        }
    }))
}

fn product(input: &mut Input<'_>) -> ModalResult<Term> {
    let first = part.parse_next(input)?;
    let rest: Vec<Term> = repeat(0.., preceded(sign('*'), cut_err(part))).parse_next(input)?;
    Ok(rest.into_iter().fold(first, |product, term| {
        Term::Product(Box::new(product), Box::new(term))
    }))
}

fn part(input: &mut Input<'_>) -> ModalResult<Term> {
    let strictly = opt((
        word("more"),
        cut_err(word("than").context(expected("`than`"))),
    ))
    .parse_next(input)?;
    let amount = if strictly.is_some() {
        cut_err(amount).parse_next(input)?
    } else {
        amount.parse_next(input)?
    };
    let whole = opt(preceded(word("of"), cut_err(part))).parse_next(input)?;
    let term = match whole {
        Some(whole) => Term::Of(Box::new(amount), Box::new(whole)),
        None => amount,
    };
    Ok(if strictly.is_some() {
        Term::MoreThan(Box::new(term))
    } else {
        term
    })
}

fn amount(input: &mut Input<'_>) -> ModalResult<Term> {
    alt((
        list("max").map(Term::Largest),
        list("min").map(Term::Smallest),
        share,
        figure,
        number,
        delimited(
            sign('('),
            cut_err(sum),
            cut_err(sign(')').context(expected("`)`"))),
        ),
    ))
    .context(expected(
        "a number, a share, `members`, `entitled`, `present`, `max(` or `min(`",
    ))
    .parse_next(input)
}

fn list<'a>(name: &'static str) -> impl Parser<Input<'a>, Vec<Term>, ErrMode<ContextError>> {
    preceded(
        word(name),
        cut_err(delimited(
            sign('(').context(expected("`(`")),
            separated(1.., sum, sign(',')),
            sign(')').context(expected("`,` or `)`")),
        )),
    )
}

fn figure(input: &mut Input<'_>) -> ModalResult<Term> {
    (
        take_while(1.., |letter: char| letter.is_alphabetic()).verify_map(|word: &str| {
            Denominator::ALL
                .iter()
                .copied()
                .find(|figure| figure.word() == word)
        }),
        multispace0,
    )
        .map(|(figure, _)| Term::Figure(figure))
        .parse_next(input)
}

fn share(input: &mut Input<'_>) -> ModalResult<Term> {
    let one = || alt((word("one"), word("a")));
    let (above, below, spelling) = alt((
        word("half").value((1, 2, "half")),
        (one(), word("third")).value((1, 3, "one third")),
        (word("two"), word("thirds")).value((2, 3, "two thirds")),
        (one(), word("quarter")).value((1, 4, "one quarter")),
        (word("three"), word("quarters")).value((3, 4, "three quarters")),
    ))
    .parse_next(input)?;
    let ratio = Ratio::new(above, below).ok_or_else(|| ErrMode::Backtrack(ContextError::new()))?;
    Ok(Term::Number(ratio, spelling.to_owned()))
}

fn digits<'a>(input: &mut Input<'a>) -> ModalResult<&'a str> {
    take_while(1..=18, |letter: char| letter.is_ascii_digit()).parse_next(input)
}

/// `20`, `1.5`, `5%`, `3/4`; at most eighteen digits on either side of the point.
fn number(input: &mut Input<'_>) -> ModalResult<Term> {
    let whole = digits.parse_next(input)?;
    let decimals = opt(preceded(
        one_of('.'),
        cut_err(digits.context(expected("digits after the point"))),
    ))
    .parse_next(input)?;
    let divided = opt(preceded(
        (multispace0, one_of('/'), multispace0),
        cut_err(digits.context(expected("a number to divide by"))),
    ))
    .parse_next(input)?;
    let percent = opt(preceded(multispace0, one_of('%'))).parse_next(input)?;
    let value = exact(
        whole,
        decimals.unwrap_or_default(),
        divided,
        percent.is_some(),
    );
    let Some(value) = value else {
        return Err(ErrMode::Cut(with_context(expected(
            "a number that is not divided by nought",
        ))));
    };
    multispace0.parse_next(input)?;
    let point = decimals
        .map(|decimals| format!(".{decimals}"))
        .unwrap_or_default();
    let slash = divided.map(|below| format!("/{below}")).unwrap_or_default();
    let sign = if percent.is_some() { "%" } else { "" };
    Ok(Term::Number(value, format!("{whole}{point}{slash}{sign}")))
}

fn exact(whole: &str, decimals: &str, divided: Option<&str>, percent: bool) -> Option<Ratio> {
    let mut scale: i128 = 1;
    for _ in decimals.chars() {
        scale = scale.checked_mul(10)?;
    }
    let above: i128 = format!("{whole}{decimals}").parse().ok()?;
    let number = Ratio::new(above, scale)?;
    let below: i128 = divided.unwrap_or("1").parse().ok()?;
    let number = number.times(Ratio::new(1, below)?)?;
    if percent {
        number.times(Ratio::new(1, 100)?)
    } else {
        Some(number)
    }
}

fn with_context(context: StrContext) -> ContextError {
    let mut error = ContextError::new();
    error.extend([context]);
    error
}
