//! The page that says why there is no other: not found, refused, busy, broken,
//! each with a way on.

use askama::Template;

use crate::articles::ArticleNote;
use crate::frame::{Frame, Link};

/// A page that says what stands in the way.
#[derive(Debug, Template)]
#[template(path = "error/show.html")]
pub struct ErrorPage {
    /// What stands around it.
    pub frame: Frame,
    /// What happened, in a few words.
    pub heading: String,
    /// What that means, in a sentence or two.
    pub text: String,
    /// The article, for a refusal.
    pub article: Option<ArticleNote>,
    /// What can be done instead.
    pub ways_on: Vec<Link>,
    /// The mark under which the operator finds it in the log.
    pub mark: Option<String>,
}

impl ErrorPage {
    fn of(frame: Frame, heading: &str, text: &str, ways_on: Vec<Link>) -> ErrorPage {
        ErrorPage {
            frame,
            heading: heading.to_owned(),
            text: text.to_owned(),
            article: None,
            ways_on,
            mark: None,
        }
    }

    /// There is nothing at this address, or nothing the viewer may know of.
    #[must_use]
    pub fn not_found(frame: Frame) -> ErrorPage {
        let text = "There is nothing at this address, or nothing that you may see.";
        let ways_on = vec![
            Link::new("What is due from you", "/"),
            Link::new("The organisation", "/units"),
            Link::new("The charter", "/charter"),
        ];
        ErrorPage::of(frame, "Not found", text, ways_on)
    }

    /// The charter does not give the viewer this right.
    #[must_use]
    pub fn refused(
        frame: Frame,
        what: &str,
        article: Option<ArticleNote>,
        ways_on: Vec<Link>,
    ) -> ErrorPage {
        ErrorPage {
            article,
            ..ErrorPage::of(frame, "This is not possible", what, ways_on)
        }
    }

    /// Too much is asked at once.
    #[must_use]
    pub fn busy(frame: Frame, again: &str) -> ErrorPage {
        let text = "Many people are writing at this moment, and your request was not taken. \
            Nothing was changed. Try again in a few seconds.";
        ErrorPage::of(
            frame,
            "Please try again",
            text,
            vec![Link::new("Try again", again)],
        )
    }

    /// Something is broken on our side.
    #[must_use]
    pub fn broken(frame: Frame, mark: &str) -> ErrorPage {
        let text = "This is a fault of the program, not yours. \
            Whatever was answered before is kept; this request may not have been carried out.";
        ErrorPage {
            mark: Some(mark.to_owned()),
            ..ErrorPage::of(
                frame,
                "Something is broken",
                text,
                vec![Link::new("What is due from you", "/")],
            )
        }
    }
}
