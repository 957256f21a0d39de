//! The actions that rights give out.

/// What a right allows. The list is the program's own: a charter gives these
/// out and cannot add to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// See a unit's name, counts, standing and findings, and no person.
    SeeFigures,
    /// See who is on a unit's roll, with names.
    SeeRoll,
    /// See the contacts on a person's card.
    SeeContacts,
    /// See what was done in a unit and by whom.
    SeeJournal,
    /// Register a person and admit them to a unit.
    AdmitMember,
    /// Raise a member to the next grade.
    PromoteMember,
    /// Move a member to another unit.
    TransferMember,
    /// Record that a member has left.
    RecordLeaving,
    /// Found a unit beneath.
    FoundUnit,
    /// Rename a unit.
    RenameUnit,
    /// Put a unit under another parent.
    MoveUnit,
    /// Split a unit, or turn it into a committee with units beneath.
    DivideUnit,
    /// Merge one unit into another.
    MergeUnits,
    /// Dissolve a unit.
    DissolveUnit,
    /// Fill a post or lay it down.
    FillPost,
    /// Call a meeting.
    CallMeeting,
    /// Record a meeting.
    RecordMeeting,
    /// Correct the record of a meeting.
    CorrectMeeting,
    /// Issue a directive to units beneath, amend, withdraw or replace it, and settle objections to it.
    IssueDirective,
    /// Pass a directive on to the units beneath that it is meant for.
    PassOnDirective,
    /// Put a directive on an agenda, answer it, or object to it.
    AnswerDirective,
    /// File what a unit owes upward.
    FileReturn,
    /// Correct what a unit sent up.
    CorrectReturn,
    /// Adopt an edition of the charter.
    AdoptCharter,
}

impl Action {
    /// Every action, in the order in which a table of rights lists them.
    pub const ALL: [Action; 24] = [
        Action::SeeFigures,
        Action::SeeRoll,
        Action::SeeContacts,
        Action::SeeJournal,
        Action::AdmitMember,
        Action::PromoteMember,
        Action::TransferMember,
        Action::RecordLeaving,
        Action::FoundUnit,
        Action::RenameUnit,
        Action::MoveUnit,
        Action::DivideUnit,
        Action::MergeUnits,
        Action::DissolveUnit,
        Action::FillPost,
        Action::CallMeeting,
        Action::RecordMeeting,
        Action::CorrectMeeting,
        Action::IssueDirective,
        Action::PassOnDirective,
        Action::AnswerDirective,
        Action::FileReturn,
        Action::CorrectReturn,
        Action::AdoptCharter,
    ];

    /// The words a charter uses for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Action::SeeFigures => "see figures",
            Action::SeeRoll => "see roll",
            Action::SeeContacts => "see contacts",
            Action::SeeJournal => "see journal",
            Action::AdmitMember => "admit member",
            Action::PromoteMember => "promote member",
            Action::TransferMember => "transfer member",
            Action::RecordLeaving => "record leaving",
            Action::FoundUnit => "found unit",
            Action::RenameUnit => "rename unit",
            Action::MoveUnit => "move unit",
            Action::DivideUnit => "divide unit",
            Action::MergeUnits => "merge units",
            Action::DissolveUnit => "dissolve unit",
            Action::FillPost => "fill post",
            Action::CallMeeting => "call meeting",
            Action::RecordMeeting => "record meeting",
            Action::CorrectMeeting => "correct meeting",
            Action::IssueDirective => "issue directive",
            Action::PassOnDirective => "pass on directive",
            Action::AnswerDirective => "answer directive",
            Action::FileReturn => "file return",
            Action::CorrectReturn => "correct return",
            Action::AdoptCharter => "adopt charter",
        }
    }

    /// What is done, as people say it: `record a meeting`, `see the roll`.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Action::SeeFigures => "see the figures",
            Action::SeeRoll => "see the roll",
            Action::SeeContacts => "see the contacts",
            Action::SeeJournal => "see the journal",
            Action::AdmitMember => "admit a member",
            Action::PromoteMember => "promote a member",
            Action::TransferMember => "transfer a member",
            Action::RecordLeaving => "record a leaving",
            Action::FoundUnit => "found a unit",
            Action::RenameUnit => "rename a unit",
            Action::MoveUnit => "move a unit",
            Action::DivideUnit => "divide a unit",
            Action::MergeUnits => "merge units",
            Action::DissolveUnit => "dissolve a unit",
            Action::FillPost => "fill a post",
            Action::CallMeeting => "call a meeting",
            Action::RecordMeeting => "record a meeting",
            Action::CorrectMeeting => "correct a meeting",
            Action::IssueDirective => "issue a directive",
            Action::PassOnDirective => "pass on a directive",
            Action::AnswerDirective => "answer a directive",
            Action::FileReturn => "file a return",
            Action::CorrectReturn => "correct a return",
            Action::AdoptCharter => "adopt a charter",
        }
    }

    /// What is seen, where the action is to see: `the roll`.
    #[must_use]
    pub fn seen(self) -> Option<&'static str> {
        self.phrase().strip_prefix("see ")
    }

    /// What is done and where, as people say it: `see the roll of` or `record a meeting in` the place.
    #[must_use]
    pub fn phrase_at(self, place: &str) -> String {
        let word = if self.seen().is_some() { "of" } else { "in" };
        format!("{} {word} {place}", self.phrase())
    }
}
