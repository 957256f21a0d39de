//! The bulletins of the organisation's own units as a file of the record.

use kernel::bulletins::{Bulletin, NoticeKind};
use kernel::{DocumentId, State};
use record::bulletin::{Notice, NoticeWord, Own, Writing};

use super::kept::{self, KeptPicture};
use crate::error::Failure;
use crate::site::Site;

/// What the state knows of a bulletin that was published.
struct Row {
    bulletin: Bulletin,
    unit: String,
    notices: Vec<(NoticeWord, String, Option<DocumentId>)>,
    pictures: Vec<DocumentId>,
}

/// How what a document keeps is got at.
type Reads<'a, T, E> = &'a dyn Fn(DocumentId) -> Result<Option<T>, E>;

/// Everything that units published.
///
/// # Errors
/// When the desk has stopped or a text cannot be read.
pub(super) fn all(site: &Site) -> Result<Vec<Own>, Failure> {
    let rows = site.read(|state, _| rows(state))?;
    let text = |document| site.text(document);
    let picture = |document| site.kept_picture(document);
    let all = rows.into_iter();
    all.map(|row| own(row, &text, &picture)).collect()
}

/// Everything that units published, for whoever has the state and can read its texts.
///
/// # Errors
/// When a text cannot be read.
pub fn own_bulletins<E>(
    state: &State,
    text: impl Fn(DocumentId) -> Result<Option<String>, E>,
) -> Result<Vec<Own>, E> {
    let picture = |document| Ok(text(document)?.and_then(|text| kept::look(document, &text)));
    let all = rows(state).into_iter();
    all.map(|row| own(row, &text, &picture)).collect()
}

fn rows(state: &State) -> Vec<Row> {
    let public = state.bulletins().filter(Bulletin::was_public);
    let rows = public.map(|bulletin| {
        let mut notices: Vec<_> = state
            .notices_of(bulletin.id)
            .filter_map(|it| {
                let what = match it.what {
                    NoticeKind::Published => return None,
                    NoticeKind::Corrected => NoticeWord::Corrected,
                    NoticeKind::Withdrawn => NoticeWord::Withdrawn,
                    NoticeKind::PictureRemoved => NoticeWord::PictureRemoved,
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
            pictures: state.pictures_of(bulletin.id).collect(),
        }
    });
    rows.collect()
}

fn own<E>(
    row: Row,
    text: Reads<'_, String, E>,
    picture: Reads<'_, KeptPicture, E>,
) -> Result<Own, E> {
    let it = row.bulletin;
    let says = match it.public {
        Some(document) => text(document)?,
        None => None,
    };
    let mut notices = Vec::new();
    for (what, on, reason) in row.notices {
        let why = match reason {
            Some(reason) => text(reason)?,
            None => None,
        };
        let why = why.unwrap_or_else(|| "taken up again".to_owned());
        notices.push(Notice { what, on, why });
    }
    let mut files = std::collections::BTreeMap::new();
    // What was withdrawn shows nothing.
    for document in row.pictures.into_iter().filter(|_| says.is_some()) {
        files.extend(picture(document)?.map(|it| (it.file, it.size)));
    }
    Ok(Own {
        number: it.id.0,
        unit: (it.unit.0, row.unit),
        published: it.published.map(|on| on.to_string()).unwrap_or_default(),
        says: says.map(|text| read(&text)),
        notices,
        files,
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
