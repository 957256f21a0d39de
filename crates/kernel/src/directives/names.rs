//! How a directive is named to people: by its kind, the year it was issued in
//! and its number among those of that kind and year. `letter-2026-3` is typed
//! and stands in addresses; `letter 2026/3` is read.

use charter::{Charter, DirectiveKindId};

use super::columns::Directives;
use crate::ids::DirectiveId;
use crate::state::State;

impl Directives {
    /// The year of a directive and its number in it, counted from one.
    fn number(&self, directive: DirectiveId) -> Option<(DirectiveKindId, i16, u32)> {
        let (kind, _, on) = self.issue_of(directive)?;
        Some((kind, on.year(), self.numbers.get(directive.index())?))
    }

    /// Numbers the directive that stands behind all that are numbered.
    pub(super) fn number_next(&mut self) {
        let at = self.numbers.len();
        let year_of = |at: usize| {
            let row = self.rows.get(at)?;
            Some((row.kind, row.on.date()?.year()))
        };
        let own = year_of(at);
        let before = (0..at).rev().find(|earlier| year_of(*earlier) == own);
        let number = before
            .and_then(|earlier| self.numbers.get(earlier))
            .map_or(1, |number| number.saturating_add(1));
        self.numbers.push(number);
    }
}

impl State {
    /// What a directive is called in an address and on the command line: `letter-2026-3`.
    #[must_use]
    pub fn directive_code(&self, charter: &Charter, directive: DirectiveId) -> Option<String> {
        let (kind, year, number) = self.directives.number(directive)?;
        let kind = &charter.directive(kind)?.id;
        Some(format!("{kind}-{year}-{number}"))
    }

    /// What a directive is called: `letter 2026/3`.
    #[must_use]
    pub fn directive_name(&self, charter: &Charter, directive: DirectiveId) -> String {
        let (kind, year, number) = match self.directives.number(directive) {
            Some(it) => it,
            None => return format!("directive {directive}"),
        };
        let title = charter
            .directive(kind)
            .map_or("directive", |kind| kind.title.as_str());
        format!("{title} {year}/{number}")
    }

    /// The directive with this code.
    #[must_use]
    pub fn directive_by_code(&self, charter: &Charter, code: &str) -> Option<DirectiveId> {
        let mut parts = code.rsplitn(3, '-');
        let number: u32 = parts.next()?.parse().ok()?;
        let year: i16 = parts.next()?.parse().ok()?;
        let kind = charter.directive_named(parts.next()?)?;
        (0..self.directives.count())
            .map(DirectiveId)
            .find(|id| self.directives.number(*id) == Some((kind, year, number)))
    }
}
