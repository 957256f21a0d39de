//! The actions that rights give out.

/// A line an action: what it is called in a charter, and what is done, as people say it.
macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $words:literal, $phrase:literal;)+) => {
        /// What a right allows. The list is the program's own: a charter gives these
        /// out and cannot add to them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $action,)+
        }

        impl Action {
            /// Every action, in the order in which a table of rights lists them.
            pub const ALL: &'static [Action] = &[$(Action::$action),+];

            /// The words a charter uses for it.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self {
                    $(Action::$action => $words,)+
                }
            }

            /// What is done, as people say it: `record a meeting`, `see the roll`.
            #[must_use]
            pub fn phrase(self) -> &'static str {
                match self {
                    $(Action::$action => $phrase,)+
                }
            }
        }
    };
}

actions! {
    /// See a unit's name, counts, standing and findings, and no person.
    SeeFigures = "see figures", "see the figures";
    /// See who is on a unit's roll, with names.
    SeeRoll = "see roll", "see the roll";
    /// See the contacts on a person's card.
    SeeContacts = "see contacts", "see the contacts";
    /// See what was done in a unit and by whom.
    SeeJournal = "see journal", "see the journal";
    /// Register a person and admit them to a unit.
    AdmitMember = "admit member", "admit a member";
    /// Raise a member to the next grade.
    PromoteMember = "promote member", "promote a member";
    /// Move a member to another unit.
    TransferMember = "transfer member", "transfer a member";
    /// Record that a member has left.
    RecordLeaving = "record leaving", "record a leaving";
    /// Say that two numbers are one person's, and take that back.
    MergeMembers = "merge members", "merge numbers of a member";
    /// Found a unit beneath.
    FoundUnit = "found unit", "found a unit";
    /// Rename a unit.
    RenameUnit = "rename unit", "rename a unit";
    /// Put a unit under another parent.
    MoveUnit = "move unit", "move a unit";
    /// Split a unit, or turn it into a committee with units beneath.
    DivideUnit = "divide unit", "divide a unit";
    /// Merge one unit into another.
    MergeUnits = "merge units", "merge units";
    /// Dissolve a unit.
    DissolveUnit = "dissolve unit", "dissolve a unit";
    /// Fill a post or lay it down.
    FillPost = "fill post", "fill a post";
    /// Record the election of somebody to a post.
    RecordElection = "record election", "record an election";
    /// Confirm whoever was chosen for a post, or refuse to.
    ConfirmHolder = "confirm holder", "confirm a holder";
    /// Call a meeting.
    CallMeeting = "call meeting", "call a meeting";
    /// Record a meeting.
    RecordMeeting = "record meeting", "record a meeting";
    /// Correct the record of a meeting.
    CorrectMeeting = "correct meeting", "correct a meeting";
    /// Issue a directive to units beneath, amend, withdraw or replace it, and settle objections to it.
    IssueDirective = "issue directive", "issue a directive";
    /// Pass a directive on to the units beneath that it is meant for.
    PassOnDirective = "pass on directive", "pass on a directive";
    /// Put a directive on an agenda, answer it, or object to it.
    AnswerDirective = "answer directive", "answer a directive";
    /// File what a unit owes upward.
    FileReturn = "file return", "file a return";
    /// Correct what a unit sent up.
    CorrectReturn = "correct return", "correct a return";
    /// Propose a unit for an award.
    ProposeAward = "propose award", "propose an award";
    /// Decide on what was proposed for an award, and revoke it.
    DecideAward = "decide award", "decide on an award";
    /// Call a conference, and call it off.
    CallConference = "call conference", "call a conference";
    /// Record whom a unit sends to a conference, strike that, and let substitutes take a seat.
    ElectDelegates = "elect delegates", "elect delegates";
    /// See the codes of the delegates, and let them in at the door.
    AdmitDelegates = "admit delegates", "admit delegates";
    /// Keep the record of what a conference did and who was there.
    RunConference = "run conference", "run a conference";
    /// See when a unit was visited and what was agreed.
    SeeVisits = "see visits", "see the visits";
    /// Record that a unit was visited.
    RecordVisit = "record visit", "record a visit";
    /// Correct or strike the record of a visit.
    CorrectVisit = "correct visit", "correct a visit";
    /// Read what was asked of a unit, and by whom.
    SeePetitions = "see petitions", "see the requests";
    /// Record what somebody asks in person.
    RecordPetition = "record petition", "record a request";
    /// Pass what was asked to another unit, with a reason.
    PassOnPetition = "pass on petition", "pass on a request";
    /// Answer what was asked, and correct the answer.
    AnswerPetition = "answer petition", "answer a request";
    /// Open a procedure, enter who sponsors, and end it for whom it is about.
    OpenProcedure = "open procedure", "open a procedure";
    /// See who has paid what.
    SeeDues = "see dues", "see the dues";
    /// Make the list of dues, take payments in, and say which band somebody is in.
    CollectDues = "collect dues", "collect dues";
    /// Correct what was written down of a payment, an expense, a charge or of what was handed up.
    CorrectDues = "correct dues", "correct dues";
    /// Let somebody off what they owe.
    WaiveDues = "waive dues", "waive dues";
    /// Reckon what goes up, and hand it up.
    RemitDues = "remit dues", "hand up dues";
    /// Record what was spent.
    SpendDues = "spend dues", "spend dues";
    /// Enter affiliated bodies in a unit's register, correct and end them.
    KeepBodies = "keep bodies", "keep the register of affiliated bodies";
    /// Announce sessions of courses, note who attended, correct that and call sessions off.
    HoldSessions = "hold sessions", "hold sessions of a course";
    /// Write bulletins and correct them, before anybody reviews them.
    DraftBulletin = "draft bulletin", "draft a bulletin";
    /// Review the text of a bulletin, or send it back.
    ReviewBulletin = "review bulletin", "review a bulletin";
    /// Publish a bulletin that was reviewed, and withdraw one that was published.
    PublishBulletin = "publish bulletin", "publish a bulletin";
    /// Adopt an edition of the charter.
    AdoptCharter = "adopt charter", "adopt a charter";
}

impl Action {
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
