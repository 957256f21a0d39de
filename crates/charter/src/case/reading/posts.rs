//! Deeds on posts.

use super::{Line, Read};
use crate::case::{Deed, PostDeed, Who};

/// What is done to posts.
pub(super) const VERBS: &[&str] = &["appoints", "relieves", "takes", "lays"];

impl Line<'_, '_> {
    pub(super) fn deed_on_post(&mut self, verb: &str, actor: &Who) -> Read<Deed> {
        let person = match (verb, actor) {
            ("appoints" | "relieves", _) => self.person()?,
            (_, Who::Person(person)) => person.clone(),
            (_, Who::Operator | Who::Anyone) => {
                return self.wrong(
                    "`appoints` or `relieves` and a name",
                    "nobody but a person holds a post",
                );
            }
        };
        match verb {
            "takes" => self.need("up")?,
            "lays" => self.need("down")?,
            _ => {
                let _as = self.take("as");
            }
        }
        let post = self.post()?;
        self.need("of")?;
        let unit = self.unit()?;
        Ok(match verb {
            "appoints" | "takes" => Deed::Post(PostDeed::TakeUp { person, post, unit }),
            _ => Deed::Post(PostDeed::LayDown { person, post, unit }),
        })
    }
}
