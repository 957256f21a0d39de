//! What single values must look like: text, codes, dates, contacts.

use jiff::civil::Date;

use super::problem::{Fault, Placed, Report};

/// Longest code, in letters.
const CODE_LETTERS_MAX: usize = 40;
/// Longest name or contact, in letters.
const TEXT_LETTERS_MAX: usize = 200;
/// The record begins with this year.
const YEAR_MIN: i16 = 1900;

/// A value that may be empty, checked for what no value may hold.
///
/// Gives nothing where a problem was reported.
pub(super) fn text<'t>(placed: &Placed<'t>, report: &mut Report) -> Option<&'t str> {
    let value = placed.value;
    if value
        .bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
        && !value.starts_with('#')
    {
        // The ordinary value, told quickly.
    } else if value.contains('\u{fffd}') {
        report.value(
            placed,
            Fault::Undecodable,
            "a letter was lost when the file was written",
            "put the letter right and save the file in UTF-8",
        );
        return None;
    } else if let Some(control) = value.chars().find(|letter| letter.is_control()) {
        report.value(
            placed,
            Fault::ControlCharacter,
            format!(
                "it holds the control character U+{:04X}",
                u32::from(control)
            ),
            "remove it; a value stands on one line, without tabs",
        );
        return None;
    } else if let Some(unseen) = value.chars().find(|letter| is_unseen(*letter)) {
        report.value(
            placed,
            Fault::InvisibleCharacter,
            format!(
                "it holds the invisible character U+{:04X}",
                u32::from(unseen)
            ),
            "type the value again rather than paste it",
        );
        return None;
    } else if is_spreadsheet_error(value) {
        report.value(
            placed,
            Fault::SpreadsheetError,
            "it is an error message of a spreadsheet program",
            "put the formula right or type the value",
        );
        return None;
    }
    if value.len() > TEXT_LETTERS_MAX && value.chars().count() > TEXT_LETTERS_MAX {
        report.value(
            placed,
            Fault::TooLong,
            format!("it is longer than {TEXT_LETTERS_MAX} letters"),
            "shorten it",
        );
        return None;
    }
    Some(value)
}

/// A value that may not be empty.
pub(super) fn required<'t>(placed: &Placed<'t>, report: &mut Report) -> Option<&'t str> {
    let value = text(placed, report)?;
    if value.is_empty() {
        report.value(placed, Fault::EmptyValue, "it is empty", "fill it in");
        return None;
    }
    Some(value)
}

/// A code: no blanks, and none of the marks that join codes in a list of posts.
pub(super) fn code<'t>(placed: &Placed<'t>, report: &mut Report) -> Option<&'t str> {
    let value = required(placed, report)?;
    if value.contains(|letter: char| {
        letter.is_whitespace() || matches!(letter, '@' | '+' | ',' | ';' | '"')
    }) {
        report.value(
            placed,
            Fault::CodeShape,
            "a code holds no blank and none of @ + , ; \"",
            "join its parts with - or . in both files",
        );
        return None;
    }
    if value.chars().count() > CODE_LETTERS_MAX {
        report.value(
            placed,
            Fault::CodeShape,
            format!("a code has at most {CODE_LETTERS_MAX} letters"),
            "shorten it in both files",
        );
        return None;
    }
    Some(value)
}

/// A day written as `2019-12-31`, not after `today`.
pub(super) fn date(placed: &Placed<'_>, today: Date, report: &mut Report) -> Option<Date> {
    let value = required(placed, report)?;
    let Some((year, month, day)) = year_month_day(value) else {
        report.value(
            placed,
            Fault::DateShape,
            "it is not a date",
            date_advice(value),
        );
        return None;
    };
    let Ok(date) = Date::new(year, month, day) else {
        report.value(
            placed,
            Fault::NoSuchDay,
            no_such_day(year, month),
            "look the day up and write it as in 2019-12-31",
        );
        return None;
    };
    if date > today {
        report.value(
            placed,
            Fault::FutureDate,
            format!("it lies in the future (today is {today})"),
            "put the year right, or leave the line out until then",
        );
        return None;
    }
    if year < YEAR_MIN {
        report.value(
            placed,
            Fault::DateTooEarly,
            format!("the record begins with {YEAR_MIN}"),
            format!("put the year right, or write {YEAR_MIN}-01-01"),
        );
        return None;
    }
    Some(date)
}

fn year_month_day(value: &str) -> Option<(i16, i8, i8)> {
    let bytes = value.as_bytes();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let (year, month, day) = (value.get(..4)?, value.get(5..7)?, value.get(8..)?);
    if !(is_digits(year) && is_digits(month) && is_digits(day)) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

fn no_such_day(year: i16, month: i8) -> String {
    match Date::new(year, month, 1) {
        Ok(first) => format!(
            "{} has {} days",
            first.strftime("%B %Y"),
            first.days_in_month()
        ),
        Err(_) => "a year has the months 01 to 12".to_owned(),
    }
}

/// How to write what was meant, where that can be told: `31.12.2019`, but not
/// `03/04/2019`, which two halves of the world read differently.
fn date_advice(value: &str) -> String {
    let parts: Vec<&str> = value.split(['.', '/', '-', ' ']).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let iso = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(format!("write it as {date}"))
    };
    let told = match *numbers.as_slice() {
        [year, month, day] if year > 31 => iso(year, month, day),
        [day, month, year] if year > 999 && (day > 12 || value.contains('.')) => {
            iso(year, month, day)
        }
        [month, day, year] if year > 999 && day > 12 => iso(year, month, day),
        _ => None,
    };
    told.unwrap_or_else(|| "write year, month and day as in 2019-12-31".to_owned())
}

/// An e-mail address that a letter could be sent to, or nothing.
pub(super) fn email<'t>(placed: &Placed<'t>, report: &mut Report) -> Option<&'t str> {
    let value = text(placed, report)?;
    if !value.is_empty() && !is_email(value) {
        report.value(
            placed,
            Fault::EmailShape,
            "it is not an e-mail address",
            "write one address as in name@example.org, or leave it empty",
        );
        return None;
    }
    Some(value)
}

fn is_email(value: &str) -> bool {
    let Some((name, host)) = value.split_once('@') else {
        return false;
    };
    let labels_stand = host.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
    });
    !name.is_empty()
        && !name.contains(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | ';' | '<' | '>' | '"')
        })
        && !name.starts_with('.')
        && !name.ends_with('.')
        && host.contains('.')
        && labels_stand
}

/// A telephone number as people write it, or nothing.
pub(super) fn phone<'t>(placed: &Placed<'t>, report: &mut Report) -> Option<&'t str> {
    let value = text(placed, report)?;
    if value.is_empty() {
        return Some(value);
    }
    if value.contains(['E', 'e']) && value.parse::<f64>().is_ok() {
        report.value(
            placed,
            Fault::PhoneMangled,
            "a spreadsheet program has turned the number into a figure and lost its end",
            "type the number again in a column formatted as text",
        );
        return None;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_number = value.chars().all(|letter| {
        letter.is_ascii_digit()
            || matches!(
                letter,
                ' ' | '\u{a0}' | '+' | '-' | '(' | ')' | '.' | '/' | '#' | '*'
            )
    });
    if !is_number || digits < 3 {
        report.value(
            placed,
            Fault::PhoneShape,
            "it is not a telephone number",
            "write one number in digits, or leave it empty",
        );
        return None;
    }
    Some(value)
}

/// Characters that change how text runs or have no width, and so hide in names
/// and codes. Joiners that some scripts need are not among them.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

fn is_spreadsheet_error(value: &str) -> bool {
    const ERRORS: [&str; 7] = [
        "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!",
    ];
    ERRORS.contains(&value) || !value.is_empty() && value.bytes().all(|byte| byte == b'#')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::register_files::problem::{Column, File};

    fn placed(value: &str) -> Placed<'_> {
        Placed {
            file: File::People,
            line: 7,
            column: Column {
                number: 5,
                name: "joined",
            },
            value,
        }
    }

    fn faults<'t, T>(
        read: impl Fn(&Placed<'t>, &mut Report) -> Option<T>,
        value: &'t str,
    ) -> Vec<Fault> {
        let mut report = Report::default();
        let is_good = read(&placed(value), &mut report).is_some();
        assert_eq!(is_good, report.problems.is_empty(), "{value:?}");
        report
            .problems
            .iter()
            .map(|problem| problem.fault)
            .collect()
    }

    #[test]
    fn ordinary_text_in_any_script_is_taken() {
        for value in [
            "",
            "Zoë O’Hara-Łuk",
            "李 小龙",
            "علی\u{200c}رضا",
            "#12",
            "a ' b",
        ] {
            assert_eq!(faults(text, value), [], "{value:?}");
        }
    }

    #[test]
    fn what_no_value_may_hold_is_named() {
        let long = "x".repeat(201);
        for (value, fault) in [
            ("Jos\u{fffd}", Fault::Undecodable),
            ("An\u{7}n", Fault::ControlCharacter),
            ("An\u{85}n", Fault::ControlCharacter),
            ("An\nn", Fault::ControlCharacter),
            ("A\u{200b}nn", Fault::InvisibleCharacter),
            ("nn\u{202e}A", Fault::InvisibleCharacter),
            ("nn\u{61c}A", Fault::InvisibleCharacter),
            ("nn\u{2028}A", Fault::InvisibleCharacter),
            ("nn\u{2067}A", Fault::InvisibleCharacter),
            ("n\u{ad}nA", Fault::InvisibleCharacter),
            ("#REF!", Fault::SpreadsheetError),
            ("#######", Fault::SpreadsheetError),
            (long.as_str(), Fault::TooLong),
        ] {
            assert_eq!(faults(text, value), [fault], "{value:?}");
        }
        assert_eq!(faults(required, ""), [Fault::EmptyValue]);
    }

    #[test]
    fn codes_can_be_joined_in_a_list() {
        assert_eq!(faults(code, "C-01/ä.2"), []);
        for value in ["C 01", "C@1", "C+1", "a,b", &"x".repeat(41)] {
            assert_eq!(faults(code, value), [Fault::CodeShape], "{value:?}");
        }
    }

    #[test]
    fn dates_are_days_that_were() {
        let read =
            |placed: &Placed<'_>, report: &mut Report| date(placed, day(2026, 11, 23), report);
        for value in ["2019-12-31", "2024-02-29", "2026-11-23"] {
            assert_eq!(faults(read, value), [], "{value:?}");
        }
        for (value, fault) in [
            ("", Fault::EmptyValue),
            ("31.12.2019", Fault::DateShape),
            ("2019-1-5", Fault::DateShape),
            ("2019-12-31T00:00", Fault::DateShape),
            ("２０１９-12-31", Fault::DateShape),
            ("2019-02-30", Fault::NoSuchDay),
            ("2023-02-29", Fault::NoSuchDay),
            ("2019-13-01", Fault::NoSuchDay),
            ("2026-11-24", Fault::FutureDate),
            ("0019-12-31", Fault::DateTooEarly),
        ] {
            assert_eq!(faults(read, value), [fault], "{value:?}");
        }
    }

    #[test]
    fn a_date_in_another_form_is_answered_with_the_right_one_where_it_can_be_told() {
        for (value, want) in [
            ("31.12.2019", "write it as 2019-12-31"),
            ("3.4.2019", "write it as 2019-04-03"),
            ("12/31/2019", "write it as 2019-12-31"),
            ("2019/4/3", "write it as 2019-04-03"),
            ("03/04/2019", "write year, month and day as in 2019-12-31"),
            ("last May", "write year, month and day as in 2019-12-31"),
        ] {
            assert_eq!(date_advice(value), want, "{value:?}");
        }
        assert_eq!(no_such_day(2019, 2), "February 2019 has 28 days");
    }

    #[test]
    fn contacts_have_the_shape_of_contacts() {
        for value in ["", "a.b@example.org", "ä@müller.example", "x+y@a-b.example"] {
            assert_eq!(faults(email, value), [], "{value:?}");
        }
        for value in [
            "ann",
            "ann@",
            "@a.b",
            "a@b",
            "a b@c.d",
            "a@b.c, d@e.f",
            "a@b..c",
            "Ann <a@b.c>",
        ] {
            assert_eq!(faults(email, value), [Fault::EmailShape], "{value:?}");
        }
        for value in ["", "+41 44 123 45 67", "(020) 7946-0123", "112"] {
            assert_eq!(faults(phone, value), [], "{value:?}");
        }
        assert_eq!(faults(phone, "4.14412E+10"), [Fault::PhoneMangled]);
        assert_eq!(faults(phone, "ask Ann"), [Fault::PhoneShape]);
        assert_eq!(faults(phone, "12"), [Fault::PhoneShape]);
    }
}
