//! Calendars as phones subscribe to them: iCalendar (RFC 5545), days and no
//! hours. No clock is asked: an event is stamped with the day it is told on.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

/// Bytes of a line at the most; what is longer goes on in the next.
const LINE_BYTES_MAX: usize = 75;

/// Something on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What it goes by, the same each time it is told.
    pub(crate) uid: String,
    /// The day.
    pub(crate) on: Date,
    /// What it is, in a few words.
    pub(crate) summary: String,
    /// More about it.
    pub(crate) description: String,
}

/// A calendar as an answer.
pub(crate) fn answer(name: &str, today: Date, events: &[Event]) -> Response {
    let mut response = written(name, today, events).into_response();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

fn written(name: &str, today: Date, events: &[Event]) -> String {
    let mut text = String::new();
    let stamp = format!("{}T000000Z", compact(today));
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Charterhouse//EN",
    ] {
        line(&mut text, fixed);
    }
    line(&mut text, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let next = event.on.tomorrow().unwrap_or(event.on);
        line(&mut text, "BEGIN:VEVENT");
        line(&mut text, &format!("UID:{}", escaped(&event.uid)));
        line(&mut text, &format!("DTSTAMP:{stamp}"));
        line(
            &mut text,
            &format!("DTSTART;VALUE=DATE:{}", compact(event.on)),
        );
        line(&mut text, &format!("DTEND;VALUE=DATE:{}", compact(next)));
        line(&mut text, &format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.description.is_empty() {
            let description = escaped(&event.description);
            line(&mut text, &format!("DESCRIPTION:{description}"));
        }
        line(&mut text, "TRANSP:TRANSPARENT");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text whose characters mean nothing to a calendar.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => safe.extend(['\\', letter]),
            '\n' => safe.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

/// Writes a line, folded between letters where it is too long.
fn line(text: &mut String, content: &str) {
    let mut bytes = 0;
    for letter in content.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES_MAX {
            text.push_str("\r\n ");
            bytes = 1;
        }
        text.push(letter);
        bytes += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "meeting-3@a".to_owned(),
            on: date(2026, 12, 31),
            summary: summary.to_owned(),
            description: String::new(),
        }
    }

    #[test]
    fn an_event_is_a_whole_day_with_a_stamp_of_no_clock() {
        let told = written("No. 1", date(2026, 11, 23), &[event("Assembly")]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Charterhouse//EN\r\n\
            X-WR-CALNAME:No. 1\r\nBEGIN:VEVENT\r\nUID:meeting-3@a\r\nDTSTAMP:20261123T000000Z\r\n\
            DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Assembly\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(told, expected);
    }

    #[test]
    fn no_text_breaks_out_of_its_line() {
        let told = written("a", date(2026, 11, 23), &[event("x\r\nEND:VEVENT; a, b\\")]);
        assert!(
            told.contains("SUMMARY:x\\nEND:VEVENT\\; a\\, b\\\\\r\n"),
            "{told}"
        );
        assert_eq!(told.matches("\r\nEND:VEVENT\r\n").count(), 1);
    }

    #[test]
    fn a_long_line_is_folded_between_letters_and_unfolds_to_the_same() {
        let long = "ü€x".repeat(60);
        let told = written("a", date(2026, 11, 23), &[event(&long)]);
        assert!(
            told.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX),
            "{told}"
        );
        assert!(
            told.replace("\r\n ", "")
                .contains(&format!("SUMMARY:{long}\r\n"))
        );
    }
}
