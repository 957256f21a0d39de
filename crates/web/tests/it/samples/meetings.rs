//! Sample pages: meetings.

use web::forms::{Choice, Field, Kind, Refused};
use web::frame::{Done, Frame, Link, Undo};
use web::pages::{form, meetings};

use super::{gathering, guard, texts};

pub(crate) fn record(frame: Frame, refused: bool) -> meetings::RecordMeetingPage {
    let names = [
        "Ana Marsh",
        "Ben Ofori",
        "Cora Lindqvist",
        "Dai Bevan",
        "Ewa Nowak",
        "Femi Adeyemi",
        "Greta Holm",
        "Hugh Pryce",
    ];
    let day = Field::new("held_on", "Held on", Kind::Day).value("2026-11-23");
    let absent = if refused { 5 } else { 1 };
    meetings::RecordMeetingPage {
        frame,
        heading: "Record the general meeting".to_owned(),
        about: "No. 2 Circle · for November".to_owned(),
        action: "/units/7/meetings/record".to_owned(),
        guard: guard(),
        refused: refused.then(|| Refused {
            article: Some(gathering()),
            instead: Some("You can call it now and record it once it has been held.".to_owned()),
            ways_on: vec![Link::new("Call a meeting", "/units/7/meetings/new")],
            ..Refused::new("The meeting would have been held in the future.")
        }),
        fields: vec![if refused {
            day.value("2026-12-24")
                .error("This day is still to come: enter one up to today, 23 November 2026.")
        } else {
            day
        }],
        roll: names
            .iter()
            .enumerate()
            .map(|(at, name)| meetings::Attendee {
                id: u32::try_from(at).unwrap_or_default(),
                name: (*name).to_owned(),
                about: if at == 0 {
                    "convener".to_owned()
                } else {
                    String::new()
                },
                present: at % absent == 0,
            })
            .collect(),
        quorum: Some("15 of 22 are needed.".to_owned()),
        more: vec![
            Field::new("resolutions", "Resolutions", Kind::Lines)
                .optional()
                .hint("One a line."),
        ],
        submit: "Record the meeting".to_owned(),
        article: Some(gathering()),
    }
}

pub(crate) fn call(frame: Frame) -> form::FormPage {
    form::FormPage {
        frame,
        heading: "Call a general meeting".to_owned(),
        lead: Some("Everybody on the roll sees it on their own page at once.".to_owned()),
        article: Some(gathering()),
        refused: None,
        action: "/units/7/meetings/new".to_owned(),
        guard: guard(),
        fields: vec![
            Field::new("on", "Day", Kind::Day)
                .value("2026-11-30")
                .hint("At least 7 days from today."),
            Field::new(
                "kind",
                "Kind of meeting",
                Kind::Choice(vec![Choice {
                    value: "g".to_owned(),
                    text: "General meeting".to_owned(),
                }]),
            ),
            Field::new("place", "Place", Kind::Line).optional(),
        ],
        submit: "Call the meeting".to_owned(),
        back: Some(Link::new("Back to No. 2 Circle", "/units/7")),
    }
}

pub(crate) fn meeting(frame: Frame) -> meetings::MeetingPage {
    let names = |list: &[&str]| {
        list.iter()
            .map(|name| Link::new(*name, "/people/4"))
            .collect()
    };
    meetings::MeetingPage {
        frame: Frame {
            done: Some(Done {
                text: "You have recorded the general meeting of 27 October 2026.".to_owned(),
                undo: Some(Undo::Page(Link::new("Correct it", "/meetings/12/correct"))),
            }),
            ..frame
        },
        heading: "General meeting, 27 October 2026".to_owned(),
        unit: Link::new("No. 2 Circle", "/units/7"),
        about: "held 3 weeks ago, recorded the same day".to_owned(),
        held: true,
        attendance: Some("19 of 22 entitled were present; 15 were needed.".to_owned()),
        present: names(&[
            "Ana Marsh",
            "Ben Ofori",
            "Cora Lindqvist",
            "Dai Bevan",
            "Ewa Nowak",
            "Femi Adeyemi",
        ]),
        absent: names(&["Greta Holm", "Hugh Pryce"]),
        closed: None,
        resolutions: texts([
            "The hedge along Mill Lane is laid in February.",
            "Tom Reed is admitted as a guest.",
        ]),
        agenda: Vec::new(),
        followed: Vec::new(),
        corrections: vec![meetings::Correction {
            when: "28 October 2026, by Ana Marsh.".to_owned(),
            reason: "Dai came late and was overlooked.".to_owned(),
            change: "One more was present.".to_owned(),
        }],
        acts: vec![Link::new("Correct the record", "/meetings/12/correct")],
        entry: Some(Link::new(
            "Entry 4,812 of the journal",
            "/journal?entry=4812",
        )),
        article: Some(gathering()),
    }
}
