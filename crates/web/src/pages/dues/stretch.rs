//! The days a list of money is asked for, as the address says them.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;
use serde::Deserialize;

use crate::forms::{Field, Kind};
use crate::listing::{Pager, address_of_page};
use crate::sheet::Exports;
use crate::words::iso_day;

/// From which day to which, and which page of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Stretch {
    /// The first day; empty for the first there is.
    from: String,
    /// The last day; empty for the last there is.
    to: String,
    /// The page, counted from one.
    page: u64,
}

/// The form that asks for other days. It is sent with GET, so the address says what is shown.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r#"<form class="search" action="{{ action }}" method="get">{% for field in fields %}{{ field }}{% endfor %}<p class="send"><button class="quiet">Show</button>{% if narrowed %} <a href="{{ action }}">Show everything</a>{% endif %}</p></form>"#
)]
pub struct Between {
    /// Where the form goes: the list's own address.
    pub action: String,
    /// The two days.
    pub fields: Vec<Field>,
    /// Whether any is given.
    pub narrowed: bool,
}

impl HtmlSafe for Between {}

impl Stretch {
    /// The first and the last day; none where none is given, or what is given is no day.
    pub(crate) fn days(&self) -> (Option<Date>, Option<Date>) {
        (iso_day(self.from.trim()), iso_day(self.to.trim()))
    }

    /// Whether a day lies in it.
    pub(super) fn holds(&self, day: Date) -> bool {
        let (from, to) = self.days();
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    }

    /// In words, behind a sentence: ` from 1 May 2026 to 31 May 2026`.
    pub(super) fn words(&self) -> String {
        use crate::words::day;
        match self.days() {
            (Some(from), Some(to)) => format!(" from {} to {}", day(from), day(to)),
            (Some(from), None) => format!(" since {}", day(from)),
            (None, Some(to)) => format!(" until {}", day(to)),
            (None, None) => String::new(),
        }
    }

    /// The form above a list at an address.
    pub(super) fn form(&self, action: &str) -> Between {
        let (from, to) = self.days();
        let field = |name, label, day: Option<Date>| {
            let value = day.map(|day| day.to_string()).unwrap_or_default();
            Field::new(name, label, Kind::Day).value(value).optional()
        };
        Between {
            action: action.to_owned(),
            fields: vec![field("from", "From", from), field("to", "To", to)],
            narrowed: from.or(to).is_some(),
        }
    }

    /// The pager under a list at an address.
    pub(super) fn pager(
        &self,
        path: &str,
        (rows, total): (u64, usize),
        of: (&str, &str),
        exports: bool,
    ) -> Pager {
        let asked = [("from", self.from.as_str()), ("to", self.to.as_str())];
        let at = |page: u64| address_of_page(path, &asked, page);
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        Pager {
            export: (exports && total > 0).then(|| Exports::of(&at(1))),
            ..Pager::at(self.page, rows, total, of, &at)
        }
    }
}
