//! The bulletins of the organisation's own units as a file of the record.

use kernel::bulletins::{Bulletin, NoticeKind};
use record::bulletin::{Notice, NoticeWord, Own, Writing};

use crate::error::Failure;
use crate::site::Site;

/// What the state knows of a bulletin that was published.
struct Row {
    bulletin: Bulletin,
    unit: String,
    notices: Vec<(NoticeWord, String, Option<kernel::DocumentId>)>,
}

/// Everything that units published.
///
/// # Errors
/// When the desk has stopped or a text cannot be read.
pub(super) fn all(site: &Site) -> Result<Vec<Own>, Failure> {
    let rows = site.read(|state, _| {
        let public = state.bulletins().filter(Bulletin::was_public);
        let rows = public.map(|bulletin| {
            let mut notices: Vec<_> = state
                .notices_of(bulletin.id)
                .filter_map(|it| {
                    let what = match it.what {
                        NoticeKind::Published => return None,
                        NoticeKind::Corrected => NoticeWord::Corrected,
                        NoticeKind::Withdrawn => NoticeWord::Withdrawn,
                    };
                    Some((what, it.on.to_string(), it.reason))
                })
                .collect();
            notices.reverse();
            let unit = state.unit(bulletin.unit);
            Row {
                bulletin,
                unit: unit.map_or_else(String::new, |unit| unit.name.to_owned()),
                notices,
            }
        });
        rows.collect::<Vec<Row>>()
    })?;
    rows.into_iter().map(|row| own(site, row)).collect()
}

fn own(site: &Site, row: Row) -> Result<Own, Failure> {
    let it = row.bulletin;
    let text = match it.public {
        Some(document) => site.text(document)?,
        None => None,
    };
    let mut notices = Vec::new();
    for (what, on, reason) in row.notices {
        let why = match reason {
            Some(reason) => site.text(reason)?,
            None => None,
        };
        let why = why.unwrap_or_else(|| "taken up again".to_owned());
        notices.push(Notice { what, on, why });
    }
    Ok(Own {
        number: it.id.0,
        unit: (it.unit.0, row.unit),
        published: it.published.map(|on| on.to_string()).unwrap_or_default(),
        says: text.map(|text| read(&text)),
        notices,
    })
}

/// What a text says; one that cannot be read is shown as it is.
pub(crate) fn read(text: &str) -> Writing {
    Writing::read(text).unwrap_or_else(|_| Writing {
        title: "Bulletin".to_owned(),
        text: text.to_owned(),
        ..Writing::default()
    })
}
