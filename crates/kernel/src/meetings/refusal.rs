//! Why a command about a meeting that is called is refused.

use jiff::civil::Date;

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeetingRefusal {
    /// It took place.
    #[error("this meeting was held on {0} and is on record")]
    Held(Date),
    /// It was called off.
    #[error("the meeting called for {0} was called off")]
    CalledOff(Date),
}
