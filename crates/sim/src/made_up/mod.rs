//! Made-up organisations: from any charter a tree, people, and years of life
//! up to a day, with a known handful of units outside the rules.
//!
//! Everything comes from the charter (levels, sizes, grades, posts, meetings,
//! rights) and from chance with a seed; the same wish gives the same
//! organisation. What no charter says is **made up**, and chosen as follows:
//!
//! - *Tree*: a unit that cannot be stood under directly by base units has about
//!   as many units beneath as the root of the base units by the number of
//!   levels to go, at most twelve. One that can has all of them directly when
//!   there are few, and otherwise two to five directly and the rest below
//!   levels between.
//! - *Sizes*: the mean of two even draws over the range, the second without its
//!   lowest eighth, so that the mean lies a sixteenth of the width above the middle.
//!   Where a charter sets no range, 8 to 40.
//! - *Grades*: most in the grade to which the charter gives most (posts, a
//!   vote, counting towards sizes), a tenth in grades of entry that lead to it,
//!   a twentieth in any others.
//! - *Dates*: units founded over forty years, people joined over the last
//!   thirty; whoever waits for a next grade joined within the waiting time.
//! - *Life*: in each stretch of a rhythm one meeting, 12 % absent, one in twelve
//!   with a resolution; in a year 3 % join, as many leave, 1 % go over to a
//!   neighbouring unit, and whoever has waited long enough is promoted.
//! - *Down and up*: the highest unit that may issues one directive four months before
//!   the end; it is handed on and answered by every base unit within the charter's days,
//!   4 % not done, 10 % in part. Each return is filed when its stretch is over and before it is due.
//! - *Dues*: every base unit ticks its list off between the first day of the stretch and
//!   the day on which dues are due; everybody has paid, and what goes up goes up that day.
//! - *Study*: some base units hold a session of each part of a course now and then, and have
//!   one before them.
//! - *Visits*: where the charter asks for a rhythm, one in each stretch of it.
//! - *Petitions*: somebody asks one unit for something; it is passed up, twice at the most,
//!   and answered. *Awards*: one unit in which nothing is wrong is proposed and receives one.
//! - *Conferences*: one, of the lowest unit that may call one where somebody will sign in:
//!   each base unit beneath fills its seats, 7 % do not come, a letter is read and voted on.
//! - *Members*: the last day ends with exactly as many as were wished for. The
//!   register has as many fewer as the units that outgrow their range on
//!   purpose will gain; whoever is missing or too many at the end joins or
//!   leaves on the last day.
//! - *Names* are strings of syllables, addresses are at `example.org`, and there
//!   are no telephone numbers.
//!
//! Names of people are made here and nowhere near the kernel: they are cards.

mod calendar;
mod chance;
mod draft;
mod grades;
mod life;
mod logins;
mod naming;
mod people;
mod planting;
mod seats;
mod sizes;
mod tree;

use std::sync::Arc;

use charter::Charter;
use jiff::civil::Date;
use kernel::register::EnterRegister;
use kernel::{Actor, Command, PersonId};

use draft::Draft;
pub(crate) use grades::Grades;

/// What organisation is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How many members are on the roll at the end of the last day.
    pub members: u32,
    /// How many years of life.
    pub years: u32,
    /// The seed of all chance.
    pub seed: u64,
    /// The last day of life.
    pub until: Date,
}

/// A made-up organisation: a register for the first day, and what happens after it.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeUp {
    /// The first day: the charter is adopted from it and the register entered on it.
    pub begins: Date,
    /// The register of the first day. Neither units nor people have numbers yet.
    pub register: EnterRegister,
    /// A card for each row of the register's people, in the same order.
    pub cards: Vec<PersonCard>,
    /// What happens, in the order in which it must be submitted.
    pub year: Vec<Step>,
    /// The units outside the rules at the end, sorted by unit and rule.
    pub planted: Vec<Planted>,
    /// People to sign in as: a member without a post, the head of a sound base
    /// unit, and the holder of a post that may reorganise the area around it.
    /// Shorter where the charter has nobody of the kind.
    pub logins: Vec<Login>,
}

/// Something that happens on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day, and the day on the desk's clock.
    pub on: Date,
    /// Who commands.
    pub actor: Actor,
    /// What.
    pub command: Command,
    /// The card of the person whom the command registers, if it registers one.
    pub card: Option<PersonCard>,
}

/// What a card says about a made-up person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonCard {
    /// A code unique among the people.
    pub code: String,
    /// An invented name.
    pub name: String,
    /// An invented address at `example.org`.
    pub email: String,
    /// Empty: no telephone number is invented.
    pub phone: String,
}

/// A place outside the rules that was made on purpose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    /// Code of the unit.
    pub unit: String,
    /// Name of the rule.
    pub rule: String,
}

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// A name to sign in with, from the charter's own words.
    pub name: String,
    /// Who.
    pub person: PersonId,
    /// What they are, in the charter's own words: the title of a grade or post.
    pub title: String,
    /// Code of the unit in which they are that.
    pub unit: String,
}

/// Why no organisation can be made up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotMakeUp {
    /// No level stands under nothing.
    #[error("the charter has no level that stands under nothing")]
    NoTop,
    /// No level with members can be reached from the top.
    #[error("the charter has no level with members that can stand somewhere beneath the top")]
    NoBaseLevel,
    /// The charter has no grade.
    #[error("the charter has no grade of membership")]
    NoGrade,
    /// No number of units inside their range has so many members together.
    #[error(
        "{wished} members do not fill units of the sizes the charter asks for; wish for {near}"
    )]
    Members {
        /// The number wished for.
        wished: u32,
        /// The nearest number that can be had.
        near: u32,
    },
    /// A post must be held, and nobody may hold it.
    #[error("the post {post:?} in {unit:?} must be held, and nobody there may hold it")]
    NobodyMayHold {
        /// Identifier of the post.
        post: String,
        /// Name of the unit.
        unit: String,
    },
    /// The years lie outside what a record can hold.
    #[error("{years} years before {until} cannot be recorded")]
    Years {
        /// The years wished for.
        years: u32,
        /// The last day.
        until: Date,
    },
}

/// The card of a made-up person: the same for the same seed and number.
#[must_use]
pub fn card_of(seed: u64, person: PersonId) -> PersonCard {
    naming::Names::new(seed).card(person)
}

/// Makes up an organisation under a charter.
///
/// On the last day there are exactly the members wished for, and the check
/// finds what was planted and nothing else. It goes
/// on to do so until somebody fails to meet: to the end of the stretch of the
/// shortest rhythm in which the last day lies, and to the end of the next one
/// where the last day ends its stretch.
///
/// # Errors
/// When the charter leaves nothing to stand or nobody to hold a post that must
/// be held, or the wish cannot be met with units of the sizes it asks for.
pub fn make_up(charter: &Arc<Charter>, wish: &Wish) -> Result<MadeUp, CannotMakeUp> {
    let begins = calendar::begins(wish)?;
    let mut draft = Draft::new(charter, begins, wish.until);
    let grades = grades::Grades::of(charter)?;
    tree::grow(&mut draft, wish)?;
    let area = planting::plant(&mut draft, wish);
    naming::name_units(&mut draft, wish.seed);
    sizes::fit(&mut draft, &grades, wish)?;
    people::enrol(&mut draft, &grades, wish);
    seats::fill(&mut draft, wish)?;
    let logins = logins::choose(&mut draft, &grades, area);
    let register = draft.register();
    let names = naming::Names::new(wish.seed);
    let cards = (0..draft.person_count())
        .map(|number| names.card(PersonId(number)))
        .collect();
    let planted = planting::list(&draft);
    let year = life::live(draft, &grades, &names, wish)?;
    Ok(MadeUp {
        begins,
        register,
        cards,
        year,
        planted,
        logins,
    })
}
