//! Dues: what members owe, and what of it goes up.

use crate::money::{Currency, Part, Rounding};
use crate::rule::{BandId, Charter, Every, GradeId, LevelId, RuleId};

/// What members owe for each stretch of time, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesRule {
    /// The rule.
    pub rule: RuleId,
    /// What they are called.
    pub title: String,
    /// The currency of everything.
    pub currency: Currency,
    /// The stretch of time that one list speaks of.
    pub every: Every,
    /// On which day of that stretch they are due, counted from one.
    pub due_day: u16,
    /// What is owed; the first band that fits a grade is what is owed where nothing is said.
    pub bands: Vec<Band>,
    /// What becomes of parts of a smallest unit.
    pub rounding: Rounding,
    /// What becomes of what is owed when somebody goes over to another unit.
    pub on_transfer: OnTransfer,
    /// What happens in arrears, from the mildest on.
    pub reminders: Vec<Reminder>,
    /// Which body may let somebody off, in words; none where nobody may.
    pub remission: Option<String>,
    /// What goes up; none where everything stays.
    pub remittance: Option<Remittance>,
}

/// A row of the table of what is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Identifier, as used in files: `wage`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whom it is for.
    pub grades: Vec<GradeId>,
    /// How much.
    pub owes: Owes,
    /// Lowest income it is for, that itself left out, in smallest units.
    pub above: Option<i64>,
    /// Highest income it is for, that itself included.
    pub up_to: Option<i64>,
}

/// How much somebody owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owes {
    /// So many smallest units.
    Fixed(i64),
    /// A share of the income, and no less than so many smallest units.
    Share(Part, i64),
}

/// What becomes of open dues when somebody goes over to another unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTransfer {
    /// They stay owed to the old unit.
    Stay,
    /// They are owed to the new one.
    GoAlong,
}

/// A step of the ladder in arrears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// From so many stretches of time in arrears on.
    pub after: u16,
    /// What the step is called.
    pub title: String,
    /// What may follow, in words; the program does none of it.
    pub leads_to: Option<String>,
}

/// What a unit hands up of what it took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remittance {
    /// Days after the end of a stretch of time by which it is due.
    pub due_days: u16,
    /// First of all, for everybody who paid in full: so much, to the unit of this level above.
    pub flat: Option<(LevelId, i64)>,
    /// Then shares of the rest, rounded down, to the units of these levels above.
    pub shares: Vec<(LevelId, Part)>,
    /// Whose the remainder is, what rounding left over included.
    pub remainder: LevelId,
}

impl DuesRule {
    /// Whether somebody of this grade owes anything at all.
    #[must_use]
    pub fn binds(&self, grade: GradeId) -> bool {
        self.bands.iter().any(|band| band.grades.contains(&grade))
    }

    /// What a grade owes where nothing is said of an income.
    #[must_use]
    pub fn ordinary(&self, grade: GradeId) -> Option<i64> {
        let band = self
            .bands
            .iter()
            .find(|band| band.grades.contains(&grade))?;
        match band.owes {
            Owes::Fixed(minor) => Some(minor),
            Owes::Share(_, least) => (least > 0).then_some(least),
        }
    }

    /// The day on which dues for the stretch that begins on a day are due.
    #[must_use]
    pub fn due(&self, first: jiff::civil::Date) -> jiff::civil::Date {
        let days = i64::from(self.due_day.saturating_sub(1));
        first.saturating_add(jiff::Span::new().days(days))
    }
}

impl Band {
    /// Whether an income lies in it.
    #[must_use]
    pub fn holds(&self, income: i64) -> bool {
        self.above.is_none_or(|above| income > above)
            && self.up_to.is_none_or(|up_to| income <= up_to)
    }

    /// What is owed in it at an income; none where it takes an income to know.
    #[must_use]
    pub fn owed(&self, income: Option<i64>, rounding: Rounding) -> Option<i64> {
        match self.owes {
            Owes::Fixed(minor) => Some(minor),
            Owes::Share(part, least) => Some(part.of(income?, rounding).max(least)),
        }
    }
}

impl Charter {
    /// The row of a band of the dues.
    #[must_use]
    pub fn band(&self, id: BandId) -> Option<&Band> {
        self.dues.as_ref()?.bands.get(id.index())
    }

    /// The band of the dues with this identifier.
    #[must_use]
    pub fn band_named(&self, id: &str) -> Option<BandId> {
        let bands = &self.dues.as_ref()?.bands;
        let at = bands.iter().position(|band| band.id == id)?;
        u8::try_from(at).ok().map(BandId)
    }
}
