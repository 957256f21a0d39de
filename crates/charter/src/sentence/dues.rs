//! Dues in plain words.

use super::{count, flow::each, listed, verb};
use crate::dues::{Band, DuesRule, OnTransfer, Owes, Remittance};
use crate::rule::{Charter, GradeId, LevelId, Modality};

pub(super) fn sentence(charter: &Charter, it: &DuesRule, modality: Modality) -> String {
    let bands: Vec<String> = it.bands.iter().map(|row| band(charter, it, row)).collect();
    let mut sentence = format!(
        "For {} members {} {}, due on day {}: {}",
        each(it.every),
        verb(modality, "pay", "pay"),
        it.title,
        it.due_day,
        listed(&bands, "and"),
    );
    sentence.push_str(match it.on_transfer {
        OnTransfer::Stay => "; what is open at a transfer stays owed to the old unit",
        OnTransfer::GoAlong => "; what is open at a transfer goes along to the new unit",
    });
    for step in &it.reminders {
        let arrears = count(u32::from(step.after), "list");
        sentence.push_str(&format!("; {} behind: {}", arrears, step.title));
        if let Some(words) = &step.leads_to {
            sentence.push_str(&format!(", which may lead to {words}"));
        }
    }
    if let Some(body) = &it.remission {
        sentence.push_str(&format!("; {body} may let somebody off"));
    }
    if let Some(remittance) = &it.remittance {
        sentence.push_str(&going_up(charter, it, remittance));
    }
    sentence + "."
}

fn band(charter: &Charter, it: &DuesRule, band: &Band) -> String {
    let decimal = |minor| it.currency.decimal(minor);
    let mut words = match band.owes {
        Owes::Fixed(minor) => format!("{} {}", decimal(minor), it.currency),
        Owes::Share(part, 0) => format!("{part} of the income"),
        Owes::Share(part, least) => {
            let least = decimal(least);
            format!("{part} of the income and at least {least} {}", it.currency)
        }
    };
    if let Some(above) = band.above {
        words.push_str(&format!(" above {}", decimal(above)));
    }
    if let Some(up_to) = band.up_to {
        words.push_str(&format!(" up to {}", decimal(up_to)));
    }
    let grades = grades(charter, &band.grades);
    format!("{} ({}: {grades})", words, band.title)
}

fn grades(charter: &Charter, ids: &[GradeId]) -> String {
    if ids.len() == charter.grades.len() {
        return "everybody".to_owned();
    }
    let grades: Vec<String> = ids
        .iter()
        .filter_map(|id| charter.grade(*id))
        .map(|grade| grade.plural.clone())
        .collect();
    listed(&grades, "and")
}

fn going_up(charter: &Charter, it: &DuesRule, remittance: &Remittance) -> String {
    let level = |id: LevelId| charter.level(id).map_or("", |row| row.title.as_str());
    let mut steps = Vec::new();
    if let Some((to, minor)) = remittance.flat {
        let flat = it.currency.decimal(minor);
        steps.push(format!(
            "first {flat} {} for each who paid in full to the {}",
            it.currency,
            level(to)
        ));
    }
    for (to, part) in &remittance.shares {
        steps.push(format!("{part} of the rest to the {}", level(*to)));
    }
    steps.push(format!(
        "what remains to the {}",
        level(remittance.remainder)
    ));
    let due = count(u32::from(remittance.due_days), "day");
    let steps = listed(&steps, "and");
    format!("; handed up within {due}: {}", steps)
}
