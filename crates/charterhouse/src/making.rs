//! Making an organisation that is made up: beside its place until it is whole,
//! and on days that are over.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clerk::{Card, Clock};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sim::made_up::PersonCard;

use crate::error::CommandError;

/// A data folder that is made beside its place and put there when it is whole,
/// so that an interrupted making is never taken for a whole one. Whatever is
/// not put there goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Making {
    place: PathBuf,
    beside: PathBuf,
    begun: bool,
}

impl Making {
    /// A making at a place that holds nothing yet. Nothing is touched.
    ///
    /// # Errors
    ///
    /// When something is there, with the option that names another place.
    pub(crate) fn at(place: &Path, option: &str) -> Result<Making, CommandError> {
        let holds_something = match fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => place.exists(),
        };
        if holds_something {
            let what = match place.join("organisation.db").exists() {
                true => "an organisation already",
                false => "something that is no organisation",
            };
            let error = format!("{} holds {what}", place.display());
            return Err(
                CommandError::given(error).hint(format!("choose another folder with {option}"))
            );
        }
        let mut beside = OsString::from(place);
        beside.push(".unfinished");
        Ok(Making {
            place: place.to_owned(),
            beside: PathBuf::from(beside),
            begun: false,
        })
    }

    /// Where it is made. What an interrupted making left there is cleared.
    ///
    /// # Errors
    ///
    /// When it cannot be cleared.
    pub(crate) fn begin(&mut self) -> Result<PathBuf, CommandError> {
        if self.beside.exists() {
            fs::remove_dir_all(&self.beside).map_err(|error| {
                CommandError::failed(format!("clearing {}", self.beside.display()), &error)
            })?;
        }
        self.begun = true;
        Ok(self.beside.clone())
    }

    /// Puts what was made into its place.
    ///
    /// # Errors
    ///
    /// When it cannot be moved there.
    pub(crate) fn settle(mut self) -> Result<(), CommandError> {
        fs::rename(&self.beside, &self.place).map_err(|error| {
            CommandError::failed(format!("making {}", self.place.display()), &error)
        })?;
        self.begun = false;
        Ok(())
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if self.begun {
            // What stays behind is cleared by the next making at this place.
            fs::remove_dir_all(&self.beside).unwrap_or_default();
        }
    }
}

/// Today where it has begun both here and in UTC, in which entries are stamped.
pub(crate) fn today() -> Date {
    let utc = Timestamp::now().to_zoned(TimeZone::UTC).date();
    Clock::System.today().min(utc)
}

/// The moment of a made-up day at which its entries are stamped: noon, or now
/// where noon is still to come.
pub(crate) fn moment_of(day: Date, now: Timestamp) -> Timestamp {
    day.at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(now, |noon| noon.timestamp().min(now))
}

/// The card of a made-up person.
pub(crate) fn card(made_up: PersonCard) -> Card {
    let given = |value: String| (!value.is_empty()).then_some(value);
    Card {
        code: made_up.code,
        name: made_up.name,
        email: given(made_up.email),
        phone: given(made_up.phone),
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_moment_is_later_than_now() {
        let now: Timestamp = "2026-11-23T02:23:07Z".parse().unwrap();
        let today = Date::constant(2026, 11, 23);
        assert_eq!(moment_of(today, now), now);
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        assert_eq!(moment_of(today.yesterday().unwrap(), now), noon);
        assert_eq!(moment_of(today.yesterday().unwrap(), noon), noon);
    }

    #[test]
    fn a_making_is_in_its_place_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("data");
        let mut making = Making::at(&place, "--to").unwrap();
        let beside = making.begin().unwrap();
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join("half"), "").unwrap();
        drop(making);
        assert!(!beside.exists() && !place.exists());

        fs::create_dir(&place).unwrap();
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join("of another time"), "").unwrap();
        let mut making = Making::at(&place, "--to").unwrap();
        fs::create_dir(making.begin().unwrap()).unwrap();
        fs::write(beside.join("whole"), "").unwrap();
        making.settle().unwrap();
        assert!(!beside.exists() && place.join("whole").exists());
        assert!(!place.join("of another time").exists());

        let refused = format!("{:?}", Making::at(&place, "--to").unwrap_err());
        assert!(refused.contains("--to") && place.join("whole").exists());
        assert!(Making::at(&place.join("whole"), "--to").is_err());
    }
}
