//! Commands on units in the words of cases.

use kernel::UnitId;
use kernel::units::{Part, UnitCommand};

use super::{Line, Telling, quoted};

impl Telling<'_> {
    pub(super) fn of_units(&self, command: &UnitCommand) -> Option<Line> {
        let mut line = Line::default();
        let (words, on) = match command {
            UnitCommand::Found(it) => {
                let level = self.charter.level(it.level)?.id.clone();
                let code = self.new_unit(&it.code, &mut line)?;
                let under = match it.parent {
                    Some(parent) => format!(" under {}", self.unit(parent)?),
                    None => String::new(),
                };
                (format!("founds {level} {code}{under}"), it.on)
            }
            UnitCommand::Rename(it) => {
                let words = format!("renames {} to {}", self.unit(it.unit)?, quoted(&it.name)?);
                (words, it.on)
            }
            UnitCommand::Move(it) => {
                let (unit, parent) = (self.unit(it.unit)?, self.unit(it.parent)?);
                (format!("moves {unit} under {parent}"), it.on)
            }
            UnitCommand::Split(it) => {
                let (unit, shares) = (self.unit(it.unit)?, self.shares(&it.parts, &mut line)?);
                (format!("splits {unit} giving {shares}"), it.on)
            }
            UnitCommand::FormCommittee(it) => {
                let level = &self.charter.level(it.level)?.id;
                let (unit, shares) = (self.unit(it.unit)?, self.shares(&it.parts, &mut line)?);
                (format!("forms {level} from {unit} giving {shares}"), it.on)
            }
            UnitCommand::Merge(it) => {
                let (from, into) = (self.unit(it.from)?, self.unit(it.into)?);
                (format!("merges {from} into {into}"), it.on)
            }
            UnitCommand::StrikeFounding(it) => {
                return self.unit_struck("founding", it.unit, &it.reason);
            }
            UnitCommand::StrikeRenaming(it) => {
                return self.unit_struck("renaming", it.unit, &it.reason);
            }
            UnitCommand::StrikeMove(it) => return self.unit_struck("move", it.unit, &it.reason),
            UnitCommand::StrikeDissolution(it) => {
                return self.unit_struck("dissolution", it.unit, &it.reason);
            }
            UnitCommand::Dissolve(it) => (format!("dissolves {}", self.unit(it.unit)?), it.on),
        };
        Some(Line {
            words,
            on: Some(on),
            ..line
        })
    }

    fn unit_struck(&self, what: &str, unit: UnitId, reason: &str) -> Option<Line> {
        let (unit, reason) = (self.unit(unit)?, quoted(reason)?);
        Some(Line {
            words: format!("strikes the {what} of {unit} because {reason}"),
            ..Line::default()
        })
    }

    fn new_unit(&self, code: &str, line: &mut Line) -> Option<String> {
        line.new_units.push(code.to_owned());
        quoted(code)
    }

    fn shares(&self, parts: &[Part], line: &mut Line) -> Option<String> {
        let mut shares = Vec::new();
        for part in parts {
            let people = self.names(&part.people)?;
            let code = self.new_unit(&part.code, line)?;
            shares.push(format!("{people} to {code}"));
        }
        (!shares.is_empty()).then(|| shares.join(", "))
    }
}
