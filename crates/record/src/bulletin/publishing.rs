//! Published bulletins as a record: one file with everything they say, so that
//! readers find them beside what other sources tell, by the same names, tags,
//! places and words.

use std::collections::BTreeMap;

use super::{Attended, Picture, Quotation, Writing};
use crate::archive::Archive;
use crate::model::{Attendance, Claim, Kind, NameClaim, Source, Tag, Thing, Things, Voice};
use crate::reading::{File, write};

/// What happened to a bulletin before everybody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeWord {
    /// It was corrected.
    Corrected,
    /// It was withdrawn.
    Withdrawn,
    /// One of its photographs was destroyed.
    PictureRemoved,
}

/// A notice that stays visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub what: NoticeWord,
    /// When, in EDTF.
    pub on: String,
    /// Why.
    pub why: String,
}

/// A bulletin that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its number.
    pub number: u32,
    /// The number and the name of the unit that published it.
    pub unit: (u32, String),
    /// When it was first published, in EDTF.
    pub published: String,
    /// What it says; nothing where it was withdrawn.
    pub says: Option<Writing>,
    /// What happened to it since, the first one first.
    pub notices: Vec<Notice>,
    /// The pictures that are kept with it, by the hash by which its text names them.
    pub files: BTreeMap<String, Size>,
}

/// How large a picture is, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// How wide the narrow one is that is kept beside it, where there is one.
    pub narrow: Option<u32>,
}

/// The bulletins as one file of a record, to stand beside what is in its folder; none where
/// there are none. Whoever is named by an id of a person of the folder is that person, and
/// nothing that the folder tells is told anew.
///
/// # Errors
/// When a value cannot be written as TOML.
pub fn published(bulletins: &[Own], folder: &Archive) -> Result<Option<File>, toml::ser::Error> {
    if bulletins.is_empty() {
        return Ok(None);
    }
    let mut making = Making {
        folder,
        things: Things::default(),
        units: BTreeMap::new(),
        people: BTreeMap::new(),
    };
    for own in bulletins {
        making.add(own);
    }
    let mut things = making.things;
    things.organisation = making.units.into_values().collect();
    things.person = making.people.into_values().collect();
    Ok(Some(File {
        path: "own-bulletins.toml".to_owned(),
        text: write(&things)?,
    }))
}

struct Making<'a> {
    folder: &'a Archive,
    things: Things,
    units: BTreeMap<u32, Thing>,
    people: BTreeMap<String, Thing>,
}

/// A claim of a source, of nothing yet.
fn claim(says: &str, source: &str) -> Claim {
    Claim {
        says: says.to_owned(),
        source: source.to_owned(),
        ..Claim::default()
    }
}

fn words(says: &str, value: &str, source: &str) -> Claim {
    Claim {
        value: Some(value.to_owned()),
        ..claim(says, source)
    }
}

fn of_thing(says: &str, thing: &str, source: &str) -> Claim {
    Claim {
        thing: Some(thing.to_owned()),
        ..claim(says, source)
    }
}

fn name(text: &str, source: &str) -> NameClaim {
    NameClaim {
        text: text.to_owned(),
        source: source.to_owned(),
        ..NameClaim::default()
    }
}

impl Making<'_> {
    fn add(&mut self, own: &Own) {
        let id = format!("bulletin-{}", own.number);
        // Short, since it stands behind everything that the bulletin says.
        let source = format!("B-{}", own.number);
        let (number, unit) = &own.unit;
        self.things.source.push(Source {
            id: source.clone(),
            title: format!("Bulletin {} of {unit}", own.number),
            kind: Some("bulletin".to_owned()),
            publisher: Some(unit.clone()),
            date: Some(own.published.clone()),
            ..Source::default()
        });
        let entry = self.units.entry(*number);
        let known = entry.or_insert_with(|| Thing {
            id: format!("unit-{number}"),
            ..Thing::default()
        });
        if !known.name.iter().any(|it| it.text == *unit) {
            known.name.push(name(unit, &source));
        }
        let mut event = Thing {
            id,
            claim: vec![of_thing("published-by", &format!("unit-{number}"), &source)],
            ..Thing::default()
        };
        match &own.says {
            Some(says) => self.say(&mut event, &source, says, own),
            None => {
                event.name.push(name("A withdrawn bulletin", &source));
                let last = own.notices.last().map_or(&own.published, |it| &it.on);
                event.claim.push(Claim {
                    date: Some(last.clone()),
                    derived: true,
                    ..claim("date", &source)
                });
            }
        }
        for notice in &own.notices {
            let what = match notice.what {
                NoticeWord::Corrected => "Corrected",
                NoticeWord::Withdrawn => "Withdrawn",
                NoticeWord::PictureRemoved => "A photograph was removed",
            };
            event.claim.push(Claim {
                value: Some(format!("{what}: {}", notice.why)),
                date: Some(notice.on.clone()),
                ..claim("notice", &source)
            });
        }
        self.things.event.push(event);
    }

    /// What one bulletin says.
    fn say(&mut self, event: &mut Thing, source: &str, says: &Writing, own: &Own) {
        let id = event.id.clone();
        event.name.push(name(&says.title, source));
        for (property, value) in [
            ("kind", &says.kind),
            ("place", &says.place),
            ("text", &says.text),
        ] {
            if !value.is_empty() {
                event.claim.push(words(property, value, source));
            }
        }
        // What has no day of its own is put in order by the day it came out.
        let date = if says.date.is_empty() {
            &own.published
        } else {
            &says.date
        };
        event.claim.push(Claim {
            date: Some(date.to_owned()),
            derived: says.date.is_empty(),
            ..claim("date", source)
        });
        for rests in &says.sources {
            event.claim.push(words("rests-on", rests, source));
        }
        let mut posts: Vec<(String, String)> = Vec::new();
        for (order, row) in (1..).zip(&says.attendance) {
            let row = self.attended((&id, source), order, row, &mut posts);
            // Nobody stands in one list twice.
            if event.attendance.iter().all(|it| it.person != row.person) {
                event.attendance.push(row);
            }
        }
        for (order, row) in (1..).zip(&mut event.attendance) {
            row.order = order;
        }
        for (post, text) in posts {
            self.things.post.push(Thing {
                id: post,
                name: vec![name(&text, source)],
                ..Thing::default()
            });
        }
        for (at, quotation) in (1..).zip(&says.quotation) {
            let quoted = self.quoted((&id, source), at, quotation, &says.attendance);
            event.claim.push(quoted);
        }
        for (at, picture) in (1..).zip(&says.photograph) {
            let size = own.files.get(&picture.file);
            let picture = photograph((&id, source), at, (picture, size), &says.date);
            self.things.photograph.push(picture);
        }
        for (at, tag) in says.tags.iter().enumerate() {
            if !says.tags.iter().take(at).any(|other| other == tag) {
                self.things.tag.push(Tag {
                    text: tag.clone(),
                    about: vec![id.clone()],
                    source: source.to_owned(),
                    ..Tag::default()
                });
            }
        }
    }

    fn attended(
        &mut self,
        (id, source): (&str, &str),
        order: u32,
        row: &Attended,
        posts: &mut Vec<(String, String)>,
    ) -> Attendance {
        let person = self.id_of(id, order, row);
        self.named(&person, &row.name, source);
        let held = row.posts.iter().map(|text| {
            if let Some((known, _)) = posts.iter().find(|(_, other)| other == text) {
                return known.clone();
            }
            let post = format!("{id}-post-{}", posts.len().saturating_add(1));
            posts.push((post.clone(), text.clone()));
            post
        });
        Attendance {
            order,
            posts: held.collect(),
            person,
            printed: Some(row.name.clone()),
            capacity: Some(row.capacity.clone()).filter(|it| !it.is_empty()),
            source: source.to_owned(),
            ..Attendance::default()
        }
    }

    /// By which a person is known: a number on the roll, an id of the folder, or
    /// else as somebody of this bulletin alone, since two of one name may be two.
    fn id_of(&self, bulletin: &str, order: u32, row: &Attended) -> String {
        let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
        match row.person.as_str() {
            "" => format!("{bulletin}-person-{order}"),
            number if is_number(number) => format!("person-{number}"),
            id if self.folder.thing(Kind::Person, id).is_some() => id.to_owned(),
            // What is taken by something else, or by nothing, names nobody.
            _ => format!("{bulletin}-person-{order}"),
        }
    }

    /// A person of no folder, with every form of a name that a bulletin prints.
    fn named(&mut self, person: &str, printed: &str, source: &str) {
        if self.folder.thing(Kind::Person, person).is_some() {
            return;
        }
        let entry = self.people.entry(person.to_owned());
        let known = entry.or_insert_with(|| Thing {
            id: person.to_owned(),
            ..Thing::default()
        });
        let forms = names::parse(printed).map(|it| it.forms).unwrap_or_default();
        for form in forms {
            if !known.name.iter().any(|it| it.text == form.text) {
                known.name.push(name(&form.text, source));
            }
        }
    }

    /// Words to the letter, with whose they are and who quotes them.
    fn quoted(
        &mut self,
        (id, source): (&str, &str),
        at: u32,
        quotation: &Quotation,
        list: &[Attended],
    ) -> Claim {
        let mut who = |text: &str, part: &str| {
            let listed = (1..).zip(list).find(|(_, row)| row.name == text);
            if let Some((order, row)) = listed {
                return self.id_of(id, order, row);
            }
            let person = format!("{id}-{part}-{at}");
            self.named(&person, text, source);
            person
        };
        let speaker = Some(&quotation.speaker).filter(|it| !it.is_empty());
        let speaker = speaker.map(|text| who(text, "speaker"));
        let quoter = Some(&quotation.quoted_by).filter(|it| !it.is_empty());
        let quoter = quoter.map(|text| who(text, "quoter"));
        Claim {
            printed: Some(quotation.words.clone()),
            voice: Voice::Speaker,
            speaker,
            quoted_by: quoter.into_iter().collect(),
            ..claim("wording", source)
        }
    }
}

/// A picture; its file is told of where it is kept.
fn photograph(
    (id, source): (&str, &str),
    at: u32,
    (it, size): (&Picture, Option<&Size>),
    date: &str,
) -> Thing {
    let mut claims = vec![of_thing("shows", id, source)];
    if let Some(size) = size {
        claims.push(words("file", &it.file, source));
        let sides = [
            ("width", Some(size.width)),
            ("height", Some(size.height)),
            ("narrow", size.narrow),
        ];
        for (property, side) in sides {
            claims.extend(side.map(|side| words(property, &side.to_string(), source)));
        }
    }
    for (property, value) in [("caption", &it.caption), ("alt", &it.alt)] {
        if !value.is_empty() {
            claims.push(words(property, value, source));
        }
    }
    if !it.credits.is_empty() {
        claims.push(Claim {
            list: it.credits.clone(),
            ..claim("credit", source)
        });
    }
    if !date.is_empty() {
        claims.push(Claim {
            date: Some(date.to_owned()),
            ..claim("date", source)
        });
    }
    Thing {
        id: format!("{id}-photograph-{at}"),
        claim: claims,
        ..Thing::default()
    }
}
