//! Why a command about the agendas on which directives stand is refused.

use jiff::civil::Date;

/// The facts that can stand in the way. The words are for the person who is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectiveRefusal {
    /// It stands there already.
    #[error("it stands on the agenda of the meeting of {0} already")]
    OnAgendaAlready(Date),
    /// It does not stand there.
    #[error("it does not stand on the agenda of the meeting of {0}")]
    NotOnAgenda(Date),
}
