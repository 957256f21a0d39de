//! What happens to posts, in the second account.

use kernel::posts::{PostEvent, Tenure};

use super::{Auditor, Touched};

impl Auditor {
    pub(super) fn enter_post(&mut self, event: &PostEvent) -> Touched {
        let mut touched = Touched::default();
        match event {
            PostEvent::TakenUp {
                person,
                unit,
                post,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                self.tenures.push(Tenure {
                    person: *person,
                    unit: *unit,
                    post: *post,
                    from: *on,
                    until: None,
                });
            }
            PostEvent::LaidDown {
                person,
                unit,
                post,
                on,
            } => {
                touched.people.insert(*person);
                touched.units.insert(*unit);
                let open = self.tenures.iter_mut().find(|tenure| {
                    (tenure.person, tenure.unit, tenure.post) == (*person, *unit, *post)
                        && tenure.until.is_none()
                });
                if let Some(tenure) = open {
                    tenure.until = Some(*on);
                }
            }
        }
        touched
    }
}
