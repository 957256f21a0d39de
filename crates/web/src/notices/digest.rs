//! What a notice says: what is due from one person, unit by unit, each thing
//! with its day, its article and the way to it. Nobody is named in it, and no
//! word of what people wrote stands in it: a mail passes through many hands.

use journal::{Sha256Hash, hex, sha256};
use kernel::PersonId;
use kernel::due::{self, Due as KernelDue};

use crate::pages::home::fill::due_line;
use crate::view::View;
use crate::words::{capital, counted, day, due as due_words, weekday};

/// As many things stand in one mail; the list at `/due` tells the rest.
const THINGS_MAX: usize = 40;
/// Longest subject, in letters.
const SUBJECT_LETTERS_MAX: usize = 120;

/// What is due from somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    /// Today, in full.
    today: String,
    /// What it is due in.
    organisation: String,
    /// Unit by unit, the most urgent first.
    units: Vec<(String, Vec<Thing>)>,
    /// How many things are due.
    pub(crate) things: usize,
    /// How many of them are late.
    late: usize,
    /// A mark for each thing, which changes when its day comes near.
    pub(crate) marks: Vec<u32>,
}

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    what: String,
    /// By when, as a sentence; none where the charter gives no time.
    by: Option<String>,
    /// How far away that is, in a few words.
    away: String,
    article: Option<String>,
    /// The way to it within the site.
    href: String,
}

impl Digest {
    /// What is due from the viewer; none where nothing is.
    pub(crate) fn of(view: View<'_>) -> Option<Digest> {
        let due = due::due(view.state, view.viewer, view.today);
        let mut digest = Digest {
            today: weekday(view.today),
            organisation: one_line(&crate::site::organisation(view.state)),
            units: Vec::new(),
            things: 0,
            late: 0,
            marks: Vec::new(),
        };
        for it in &due {
            digest.add(view, it);
        }
        (digest.things > 0).then_some(digest)
    }

    fn add(&mut self, view: View<'_>, it: &KernelDue) {
        let Some(line) = due_line(view, it) else {
            return;
        };
        self.things += 1;
        self.late += usize::from(line.late);
        self.marks.push(mark(view, it, &line.what.text));
        if self.things > THINGS_MAX {
            return;
        }
        let article = view.charter.article_of(it.rule);
        let thing = Thing {
            what: capital(&one_line(&line.what.text)),
            by: it.by.map(|by| match by < view.today {
                true => format!("It was due by {}, {}.", day(by), due_words(view.today, by)),
                false => format!("It is due by {}, {}.", day(by), due_words(view.today, by)),
            }),
            away: it
                .by
                .map(|by| due_words(view.today, by))
                .unwrap_or_default(),
            article: article.map(|article| format!("Article {}", article.number)),
            href: line.what.href,
        };
        let unit = one_line(&view.some_unit(it.unit));
        match self.units.iter_mut().find(|(name, _)| *name == unit) {
            Some((_, things)) => things.push(thing),
            None => self.units.push((unit, vec![thing])),
        }
    }

    /// What stands in the subject.
    pub(crate) fn subject(&self) -> String {
        let first = self.units.first().and_then(|(_, things)| things.first());
        let subject = match (self.things, self.late, first) {
            (1, _, Some(only)) if only.away.is_empty() => format!("Due: {}", only.what),
            (1, _, Some(only)) => format!("Due: {}, {}", only.what, only.away),
            (many, 0, Some(first)) if !first.away.is_empty() => {
                format!("{many} things are due, the first {}", first.away)
            }
            (many, 0, _) => format!("{many} things are due"),
            (many, late, _) if many == late => format!("{many} things are late"),
            (many, late, _) => format!("{many} things are due, {late} of them late"),
        };
        subject.chars().take(SUBJECT_LETTERS_MAX).collect()
    }

    /// The mail: plain text, for a site at this address and a person who can
    /// stop it at that one.
    pub(crate) fn text(&self, site: &str, stop: &str) -> String {
        let things = counted(self.things as u64, "thing is", "things are");
        let mut text = format!(
            "{}. {things} due from you in {}.\n",
            self.today, self.organisation
        );
        for (unit, things) in &self.units {
            text.push_str(&format!("\n{unit}\n"));
            for it in things {
                text.push_str(&format!("\n  {}\n", it.what));
                if let Some(by) = &it.by {
                    text.push_str(&format!("  {by}\n"));
                }
                if let Some(article) = &it.article {
                    text.push_str(&format!("  {article}\n"));
                }
                text.push_str(&format!("  {site}{}\n", it.href));
            }
        }
        let more = self.things.saturating_sub(THINGS_MAX);
        if more > 0 {
            let more = counted(more as u64, "more thing is", "more things are");
            text.push_str(&format!("\n{}.\n", capital(&format!("{more} due"))));
        }
        text.push_str(&format!(
            "\nEverything that is due from you:\n{site}/due\n\n\
             You get this mail once a day at most: when something is new or its day comes\n\
             near, and once a week as long as anything is due. To get none, open\n{site}{stop}\n"
        ));
        text
    }
}

/// The path at which a person turns the mail off.
pub(crate) fn stop_path(person: PersonId, secret: &Sha256Hash) -> String {
    format!("/notices/stop/{person}/{}", hex(secret))
}

/// How near the day of something is. Whenever this changes it is told again.
#[derive(Clone, Copy, Debug)]
enum Nearness {
    Later,
    InAWeek,
    InThreeDays,
    Today,
    Late,
}

fn nearness(view: View<'_>, it: &KernelDue) -> Nearness {
    let days = it.by.map(|by| (by - view.today).get_days());
    match days {
        Some(..0) => Nearness::Late,
        Some(0) => Nearness::Today,
        Some(1..=3) => Nearness::InThreeDays,
        Some(4..=7) => Nearness::InAWeek,
        Some(_) | None => Nearness::Later,
    }
}

/// By this it is known again that something has been told.
fn mark(view: View<'_>, it: &KernelDue, what: &str) -> u32 {
    let rule = view.charter.rule(it.rule).map(|rule| rule.name.as_str());
    let by = it.by.map(|by| by.to_string()).unwrap_or_default();
    let nearness = nearness(view, it);
    let all = format!(
        "{}\n{}\n{by}\n{nearness:?}\n{what}",
        rule.unwrap_or_default(),
        it.unit
    );
    let [a, b, c, d, ..] = sha256(all.as_bytes());
    u32::from_be_bytes([a, b, c, d])
}

/// A text on one line, whatever was entered: what ends a line or cannot be
/// seen is a space.
pub(crate) fn one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| match letter {
            '\u{2028}' | '\u{2029}' => ' ',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
impl Digest {
    /// A digest with one thing in it.
    pub(crate) fn example() -> Digest {
        Digest {
            today: "Monday 23 November 2026".to_owned(),
            organisation: "East".to_owned(),
            units: vec![(
                "Mühlen".to_owned(),
                vec![Thing {
                    what: "Meeting".to_owned(),
                    by: None,
                    away: String::new(),
                    article: None,
                    href: "/units/4".to_owned(),
                }],
            )],
            things: 1,
            late: 0,
            marks: vec![1],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(what: &str, by: &str, away: &str) -> Thing {
        Thing {
            what: what.to_owned(),
            by: (!by.is_empty()).then(|| by.to_owned()),
            away: away.to_owned(),
            article: Some("Article 6".to_owned()),
            href: "/units/4".to_owned(),
        }
    }

    fn digest(units: Vec<(&str, Vec<Thing>)>, late: usize) -> Digest {
        let things = units.iter().map(|(_, things)| things.len()).sum();
        Digest {
            today: "Monday 23 November 2026".to_owned(),
            organisation: "East".to_owned(),
            units: units
                .into_iter()
                .map(|(unit, things)| (unit.to_owned(), things))
                .collect(),
            things,
            late,
            marks: Vec::new(),
        }
    }

    #[test]
    fn a_mail_says_what_by_when_under_which_article_and_where() {
        let told = digest(
            vec![
                (
                    "Harbour",
                    vec![
                        thing("Return", "It was due by 20 November 2026, 3 days late.", ""),
                        thing("Meeting", "It is due by 30 November 2026, in 7 days.", ""),
                    ],
                ),
                ("Mills", vec![thing("The post is vacant", "", "")]),
            ],
            1,
        );
        let expected = "Monday 23 November 2026. 3 things are due from you in East.\n\
            \nHarbour\n\
            \n  Return\n  It was due by 20 November 2026, 3 days late.\n  Article 6\n  https://a.example/units/4\n\
            \n  Meeting\n  It is due by 30 November 2026, in 7 days.\n  Article 6\n  https://a.example/units/4\n\
            \nMills\n\
            \n  The post is vacant\n  Article 6\n  https://a.example/units/4\n\
            \nEverything that is due from you:\nhttps://a.example/due\n\
            \nYou get this mail once a day at most: when something is new or its day comes\n\
            near, and once a week as long as anything is due. To get none, open\n\
            https://a.example/notices/stop/7/x\n";
        assert_eq!(
            told.text("https://a.example", "/notices/stop/7/x"),
            expected
        );
    }

    #[test]
    fn the_subject_says_how_much_and_how_urgent() {
        let one = |away: &str| digest(vec![("Harbour", vec![thing("Meeting", "", away)])], 0);
        assert_eq!(one("in 7 days").subject(), "Due: Meeting, in 7 days");
        assert_eq!(one("").subject(), "Due: Meeting");
        let two = |away: &str, late| {
            let things = vec![thing("Return", "", away), thing("Meeting", "", "")];
            digest(vec![("Harbour", things)], late).subject()
        };
        assert_eq!(two("tomorrow", 0), "2 things are due, the first tomorrow");
        assert_eq!(two("", 0), "2 things are due");
        assert_eq!(two("3 days late", 1), "2 things are due, 1 of them late");
        assert_eq!(two("3 days late", 2), "2 things are late");
        let long = digest(vec![("H", vec![thing(&"ä".repeat(500), "", "")])], 0);
        assert_eq!(long.subject().chars().count(), SUBJECT_LETTERS_MAX);
    }

    #[test]
    fn no_name_breaks_out_of_its_line() {
        assert_eq!(
            one_line("Harbour\r\nBcc: all@example.org\u{2028}x\0\t y "),
            "Harbour Bcc: all@example.org x y"
        );
    }
}
