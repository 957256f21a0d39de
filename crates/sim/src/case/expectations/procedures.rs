//! What has to have come of a case for proceedings.

use charter::case::{Course as Wanted, ProcedureExpect};
use kernel::procedures::{Course, Proceeding};

use super::same;
use crate::case::Stage;

impl Stage {
    pub(super) fn expect_procedure(&self, expect: &ProcedureExpect) -> Result<(), String> {
        match expect {
            ProcedureExpect::Stands {
                procedure,
                of,
                course,
                until,
                unit,
            } => {
                let id = self.scene().proceeding(*procedure, of)?;
                let it = self
                    .state
                    .proceeding(id)
                    .ok_or("the proceeding is not on record")?;
                let turn = self.state.turn(&it, self.today);
                let wanted = match course {
                    Wanted::Step(step) => {
                        matches!(it.course, Course::At(at) if at.step == *step)
                    }
                    Wanted::Done => it.course == Course::Done,
                    Wanted::Ended => it.course == Course::Ended,
                    Wanted::Lapsed => it.course == Course::Lapsed,
                    Wanted::Dropped => it.course == Course::Dropped,
                };
                let due = turn.and_then(|turn| turn.due);
                let by = turn.and_then(|turn| turn.by);
                let unit = unit.as_deref().map(|unit| self.unit(unit)).transpose()?;
                let fits = wanted
                    && until.is_none_or(|until| due == Some(until))
                    && unit.is_none_or(|unit| by == Some(unit));
                same(fits, || self.stands(&it))
            }
            ProcedureExpect::Waits { person, until } => {
                let found = self.state.waits_until(self.person(person)?, self.today);
                same(found == Some(*until), || match found {
                    Some(found) => format!("they wait until {found}"),
                    None => "they wait for nothing".to_owned(),
                })
            }
        }
    }

    fn stands(&self, it: &Proceeding) -> String {
        let turn = self.state.turn(it, self.today);
        let until = turn
            .and_then(|turn| turn.due)
            .map(|due| format!(" until {due}"));
        let by = turn
            .and_then(|turn| turn.by)
            .map(|unit| format!(" by {}", self.unit_name(unit)));
        let (until, by) = (until.unwrap_or_default(), by.unwrap_or_default());
        match it.course {
            Course::At(_) => {
                let step = turn.map_or("?", |turn| turn.row.id.as_str());
                format!("at {step}{by}{until}")
            }
            Course::Done => "done".to_owned(),
            Course::Ended => "ended".to_owned(),
            Course::Lapsed => "lapsed".to_owned(),
            Course::Dropped => "dropped".to_owned(),
        }
    }
}
