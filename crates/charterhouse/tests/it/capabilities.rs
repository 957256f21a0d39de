//! What each command, each event and each reading stands on, floor by floor. A new one fails
//! here with the names of the floors it lacks; so does a gap that was closed
//! and is still listed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use charter::case::{HAPPENINGS, verbs};
use kernel::{Command, Event};
use sim::exploration::{Care, Exploration, Hands, explore};

use crate::program::Program;

/// Where each command stands: the form that posts it, the operation of the
/// API, its verbs in a case, and a command line of its own. What a case can
/// say, `charterhouse do` does. A `-` is a known gap: there may be fewer.
const COMMANDS: &str = "
command              page                              api                                 verbs            line
adopt-charter        /charter/adopt/yes                /api/charter                        -                charter
found-unit           /units/{id}/found                 /api/units/{id}/found               founds           do
rename-unit          /units/{id}/rename                /api/units/{id}/rename              renames          do
move-unit            /units/{id}/move                  /api/units/{id}/move                moves            do
split-unit           -                                 /api/units/{id}/split               splits           do
merge-units          -                                 /api/units/{id}/merge               merges           do
form-committee       -                                 /api/units/{id}/form                forms            do
dissolve-unit        /units/{id}/dissolve              /api/units/{id}/dissolve            dissolves        do
strike-founding      /units/{id}/strike-founding       /api/units/{id}/strike-founding     strikes          do
strike-renaming      /units/{id}/strike-renaming       /api/units/{id}/strike-renaming     strikes          do
strike-move          /units/{id}/strike-move           /api/units/{id}/strike-move         strikes          do
strike-dissolution   /units/{id}/strike-dissolution    /api/units/{id}/strike-dissolution  strikes          do
register-person      -                                 -                                   -                -
admit-member         /units/{id}/admit                 /api/units/{id}/admit               admits           do
promote-member       /people/{id}/promote              /api/people/{id}/promote            promotes         do
strike-promotion     /people/{id}/strike-promotion     /api/people/{id}/strike-promotion   strikes          do
transfer-member      /people/{id}/transfer             /api/people/{id}/transfer           transfers        do
strike-transfer      /people/{id}/strike-transfer      /api/people/{id}/strike-transfer    strikes          do
leave                /people/{id}/leave                /api/people/{id}/leave              leaves           do
merge-members        /people/{id}/merge                /api/people/{id}/merge              identifies       do
part-members         /people/{id}/part                 /api/people/{id}/part               parts            do
take-up-post         /units/{id}/posts/{post}/fill     /api/units/{id}/posts/take-up       appoints/takes   do
lay-down-post        /units/{id}/posts/{post}/lay-down /api/units/{id}/posts/lay-down      relieves/lays    do
record-election      /units/{id}/posts/{post}/elect    /api/units/{id}/elections           elects           do
confirm-holder       /units/{id}/posts/{post}/confirm  /api/units/{id}/posts/confirm       confirms         do
refuse-confirmation  /units/{id}/posts/{post}/decline  /api/units/{id}/posts/decline       declines         do
hand-over-post       /units/{id}/posts/{post}/hand-over /api/units/{id}/posts/hand-over     hands            do
strike-election      /units/{id}/elections/{number}/strike /api/units/{id}/elections/{number}/strike strikes          do
withdraw-confirmation /units/{id}/posts/{post}/withdraw /api/units/{id}/posts/withdraw      strikes          do
strike-hand-over     /units/{id}/posts/{post}/strike-hand-over /api/units/{id}/posts/strike-hand-over strikes do
strike-post          /units/{id}/posts/{post}/strike   /api/units/{id}/posts/strike        strikes          do
strike-laying-down   /units/{id}/posts/{post}/strike-laying-down /api/units/{id}/posts/strike-laying-down strikes do
call-meeting         /units/{id}/meetings/new          /api/units/{id}/meetings/call       calls            do
record-meeting       /units/{id}/meetings/record       /api/units/{id}/meetings            records          do
correct-meeting      /meetings/{id}/correct            /api/meetings/{id}/correct          corrects         do
call-off-meeting     /meetings/{id}/call-off           /api/meetings/{id}/call-off         calls            do
record-visit         /units/{id}/visits/record         /api/units/{id}/visits              visits           do
correct-visit        /visits/{id}/correct              /api/visits/{id}/correct            revises          do
strike-visit         /visits/{id}/strike               /api/visits/{id}/strike             strikes          do
draft-bulletin       /units/{id}/bulletins/new         /api/units/{id}/bulletins           drafts           do
revise-bulletin      /drafts/{id}/revise               /api/drafts/{id}/revise             rewrites         do
correct-bulletin     /drafts/{id}/correct              /api/drafts/{id}/correct            emends           do
add-picture          /drafts/{id}/pictures/new         /api/drafts/{id}/pictures           attaches         do
remove-picture       /drafts/{id}/remove-picture       /api/drafts/{id}/remove-picture     detaches         do
review-bulletin      /drafts/{id}/review               /api/drafts/{id}/review             reviews          do
send-back-bulletin   /drafts/{id}/send-back            /api/drafts/{id}/send-back          returns          do
publish-bulletin     /drafts/{id}/publish              /api/drafts/{id}/publish            publishes        do
withdraw-bulletin    /drafts/{id}/withdraw             /api/drafts/{id}/withdraw           retracts         do
propose-award        /units/{id}/awards/propose        /api/units/{id}/awards/propose      nominates        do
decide-award         /awards/{id}/decide               /api/awards/{id}/decide             awards/denies    do
revoke-award         /awards/{id}/revoke               /api/awards/{id}/revoke             revokes          do
ask                  /ask/{id}                         /api/units/{id}/ask                 asks             do
record-petition      /units/{id}/petitions/record      /api/units/{id}/petitions           records          do
pass-on-petition     /petitions/{id}/pass-on           /api/petitions/{id}/pass-on         passes           do
answer-petition      /petitions/{id}/answer            /api/petitions/{id}/answer          answers          do
correct-petition-answer /petitions/{id}/correct           /api/petitions/{id}/correct         corrects         do
withdraw-petition    /asked/{number}/{secret}/withdraw /api/petitions/{id}/withdraw        withdraws        do
erase-petitions      -                                 -                                   erases           do
issue-directive      /units/{id}/directives/new /api/units/{id}/directives issues do
pass-on-directive    /units/{id}/directives/{directive}/pass-on /api/units/{id}/directives/{directive}/pass-on passes do
put-on-agenda        /units/{id}/directives/{directive}/agenda /api/units/{id}/directives/{directive}/agenda puts do
take-off-agenda      /units/{id}/directives/{directive}/off-agenda /api/units/{id}/directives/{directive}/off-agenda strikes do
answer-directive     /units/{id}/directives/{directive}/answer /api/units/{id}/directives/{directive}/answer answers do
amend-directive      /directives/{directive}/amend /api/directives/{directive}/amend amends do
withdraw-directive   /directives/{directive}/withdraw /api/directives/{directive}/withdraw withdraws do
object-to-directive  /units/{id}/directives/{directive}/object /api/units/{id}/directives/{directive}/object objects do
settle-objection     /units/{id}/directives/{directive}/settle /api/units/{id}/directives/{directive}/settle settles do
file-return          /units/{id}/reports/{report}/{period}/file /api/units/{id}/reports/{report}/{period}/file files do
correct-return       /units/{id}/reports/{report}/{period}/correct /api/units/{id}/reports/{report}/{period}/correct restates do
open-proceeding      /units/{id}/applications/new      /api/units/{id}/applications        opens            do
sponsor-proceeding   /applications/{id}/sign           /api/applications/{id}/sign         sponsors         do
stop-sponsoring      /applications/{id}/unsign         /api/applications/{id}/unsign       stops            do
decide-step          /applications/{id}/decide         /api/applications/{id}/decide       decides          do
strike-decision      /applications/{id}/strike         /api/applications/{id}/strike       strikes          do
drop-proceeding      /applications/{id}/drop           /api/applications/{id}/drop         drops            do
let-time-decide      /applications/{id}/time           /api/applications/{id}/time         lets             do
erase-applicants     -                                 -                                   erases           do
assess-dues          /units/{id}/dues/{period}         /api/units/{id}/dues/assess         lists            do
collect-dues         /units/{id}/dues/{period}         /api/units/{id}/dues/collect        collects         do
pay-dues             /people/{id}/dues/pay             /api/people/{id}/dues/pay           receives         do
correct-payment      /people/{id}/dues/correct         /api/people/{id}/dues/correct       rebooks          do
set-dues-band        /people/{id}/dues/band            /api/people/{id}/dues/band          places           do
strike-dues-band     /people/{id}/dues/strike-band     /api/people/{id}/dues/strike-band   strikes          do
waive-dues           /people/{id}/dues/waive           /api/people/{id}/dues/waive         waives           do
reckon-dues          /units/{id}/money/reckon          /api/units/{id}/money/reckon        reckons          do
remit-dues           /units/{id}/money/remit           /api/units/{id}/money/remit         remits           do
record-expense       /units/{id}/money/spend           /api/units/{id}/money/spend         spends           do
strike-outlay        /units/{id}/money/outlays/{number}/strike /api/units/{id}/money/outlays/{number}/strike strikes do
strike-charge        /people/{id}/dues/strike          /api/people/{id}/dues/strike        strikes          do
restore-charge       /people/{id}/dues/restore         /api/people/{id}/dues/restore       restores         do
announce-session     /units/{id}/study/announce          /api/units/{id}/study               announces        do
record-attendance    /study/{id}/record                  /api/study/{id}/record              notes            do
correct-attendance   /study/{id}/correct                 /api/study/{id}/correct             recounts         do
call-off-session     /study/{id}/call-off                /api/study/{id}/call-off            cancels          do
call-conference      /units/{id}/conferences/call      /api/units/{id}/conferences         convenes         do
call-off-conference  /conferences/{id}/call-off        /api/conferences/{id}/call-off      disbands         do
elect-delegates      /conferences/{id}/elect           /api/conferences/{id}/elect         sends            do
strike-delegates     /conferences/{id}/strike          /api/conferences/{id}/strike        recalls          do
replace-delegate     /conferences/{id}/replace         /api/conferences/{id}/replace       replaces         do
check-in-delegate    /conferences/{id}/door            /api/conferences/{id}/check-in      seats            do
strike-check-in      /conferences/{id}/send-out        /api/conferences/{id}/send-out      unseats          do
list-conference-attendance /conferences/{id}/attendance /api/conferences/{id}/attendance arranges do
enter-conference-item /conferences/{id}/item /api/conferences/{id}/item tables do
strike-conference-item /conferences/{id}/strike-item /api/conferences/{id}/strike-item removes do
record-conference-vote /conferences/{id}/vote /api/conferences/{id}/vote counts do
strike-conference-vote /conferences/{id}/strike-vote /api/conferences/{id}/strike-vote voids do
enter-body           /units/{id}/bodies/enter          /api/units/{id}/bodies              registers        do
correct-body         /bodies/{id}/correct              /api/bodies/{id}/correct            rectifies        do
end-body             /bodies/{id}/end                  /api/bodies/{id}/end                ends             do
enter-register       -                                 -                                   -                import
act                  /plan                             /api/plan/apply                     applies          do
";

/// What each page and each operation that only reads is at the command line: the command as it is
/// given for the organisation of `answers.rs`, or why none. A `-` is a known gap, listed in
/// [`NOT_READ`]: there may be fewer. The files of a list are its page.
pub(crate) const READINGS: &str = "
/                                              due data --person @head
/account                                       none:it-is-ones-own-at-a-site
/applications/{id}                             procedure show data 0
/applied/{number}/{secret}                     procedure show data 0
/apply                                         none:a-form-for-anybody
/area                                          area data
/ask                                           none:a-form-for-anybody
/asked/{number}/{secret}                       petition show data 1
/assets/icon.svg                               none:a-picture
/assets/style.css                              none:a-style
/awards                                        award list data
/awards/{id}                                   award list data
/bodies                                        body list data
/bulletins                                     record find data first
/bulletins.atom                                none:a-feed-for-readers
/bulletins.ics                                 none:a-calendar-for-phones
/bulletins/conflicts                           record check data/record
/bulletins/org.jsonld                          record export data
/bulletins/people                              who data Kim
/bulletins/people/{id}                         record show data kim-jong-un
/bulletins/people/{id}/org.jsonld              record export data
/bulletins/people/{id}/popolo.json             record export data
/bulletins/popolo.json                         record export data
/bulletins/problems                            record check data/record
/bulletins/sources                             record sources data
/bulletins/tags                                record tags data
/bulletins/{id}                                record show data kim-jong-un
/charter                                       charter show data
/charter.md                                    charter show data
/charter/{article}                             charter show data
/conferences                                   conference list data
/conferences/{id}                              conference show data 0
/conferences/{id}/credentials                  none:codes-are-printed-at-the-door
/conferences/{id}/delegates                    list data delegates --conference 0
/conferences/{id}/proceedings                  conference show data 0
/directives                                    directive list data
/directives/{directive}                        directive show data @directive
/directives/{directive}/units                  list data units --directive @directive
/drafts/{id}                                   bulletin show data 0
/due                                           list data due
/drafts/{id}/pictures/{file}                   none:a-picture
/findings                                      check data
/journal                                       journal data
/meetings/{id}                                 meeting show data 0
/people                                        who data @name
/people/{id}                                   show data @head
/people/{id}/beside/{other}                    list data doubles --unit @cell
/people/{id}/calendar.ics                      none:a-calendar-for-phones
/people/{id}/dues                              dues statement data --member @head
/petitions/{id}                                petition show data 1
/pictures/{file}                               none:a-picture
/reports                                       report show data monthly --period @month
/reports/{report}/{period}                     report show data monthly --period @month
/reports/{report}/{period}/returns             report show data monthly --period @month
/search                                        record find data Kim
/sitemap.xml                                   none:for-search-engines
/study                                         study list data
/study/{id}                                    study show data 0
/study/{id}/attended                           list data attended --session 0
/units                                         show data @top
/units/{id}                                    show data @cell
/units/{id}/applications                       list data applications --unit @applied
/units/{id}/bulletins                          bulletin list data
/units/{id}/calendar.ics                       none:a-calendar-for-phones
/units/{id}/changes                            changes data --unit @top
/units/{id}/directives                         list data directives --unit @cell
/units/{id}/doubles                            list data doubles --unit @cell
/units/{id}/dues                               dues list data --unit @cell
/units/{id}/elections                          list data elections --unit @cell
/units/{id}/elections/{number}                 election show data @cell 1
/units/{id}/line                               show data @cell
/units/{id}/meetings                           list data meetings --unit @cell
/units/{id}/money                              dues books data --unit @cell
/units/{id}/money/beneath                      list data books --unit @top
/units/{id}/money/lists                        list data lists --unit @cell
/units/{id}/money/outlays/{number}             dues books data --unit @cell
/units/{id}/money/postings                     dues statement data --unit @cell
/units/{id}/holders                            list data holders --unit @top
/units/{id}/people                             list data people --unit @cell
/units/{id}/petitions                          list data petitions --unit @asked
/units/{id}/posts                              post list data --unit @cell
/units/{id}/posts/{post}                       post list data --unit @cell --post secretary
/units/{id}/reports                            due data --unit @cell
/units/{id}/reports/{report}/{period}          report return data monthly --period @month --unit @cell
/units/{id}/reports/{report}/{period}/beneath  list data beneath --unit @top --report monthly --period @month
/units/{id}/reports/{report}/{period}/missing  list data missing --unit @top --report monthly --period @now
/units/{id}/returns                            list data returns --unit @cell
/units/{id}/visits                             list data visits --unit @cell
/visits/{id}                                   visit list data --unit @cell
/api/applications/{id}                         procedure show data 0
/api/applied/{number}/{secret}                 procedure show data 0
/api/area                                      area data
/api/asked/{number}/{secret}                   petition show data 1
/api/awards                                    award list data
/api/awards/{id}                               award list data
/api/bodies                                    body list data
/api/bulletins                                 record find data first
/api/bulletins/{id}                            record show data kim-jong-un
/api/charter                                   charter show data
/api/charter/{article}                         charter show data
/api/conferences                               conference list data
/api/conferences/{id}                          conference show data 0
/api/conferences/{id}/attendance               conference show data 0
/api/conferences/{id}/credentials              none:codes-are-printed-at-the-door
/api/conferences/{id}/delegates                list data delegates --conference 0
/api/conferences/{id}/proceedings              conference show data 0
/api/directives                                directive list data
/api/directives/{directive}                    directive show data @directive
/api/directives/{directive}/units              list data units --directive @directive
/api/drafts/{id}                               bulletin show data 0
/api/due                                       due data --person @head
/api/findings                                  check data
/api/journal                                   journal data
/api/me                                        none:who-one-is-at-a-site
/api/me/notices                                notices list data
/api/meetings/{id}                             meeting show data 0
/api/openapi.json                              none:it-describes-the-api
/api/people                                    show data @cell
/api/people/{id}                               show data @head
/api/people/{id}/dues                          dues statement data --member @head
/api/people/{id}/study                         study left data --person @candidate
/api/petitions/{id}                            petition show data 1
/api/plan                                      plan data
/api/reports/{report}/{period}                 report show data monthly --period @month
/api/search                                    record find data Kim
/api/study                                     study list data
/api/study/{id}                                study show data 0
/api/units                                     show data @top
/api/units/{id}                                show data @cell
/api/units/{id}/applications                   list data applications --unit @applied
/api/units/{id}/bulletins                      bulletin list data
/api/units/{id}/changes                        changes data --unit @top
/api/units/{id}/doubles                        list data doubles --unit @cell
/api/units/{id}/dues/{period}                  dues list data --unit @cell
/api/units/{id}/elections                      list data elections --unit @cell
/api/units/{id}/line                           show data @cell
/api/units/{id}/meetings                       list data meetings --unit @cell
/api/units/{id}/money                          dues books data --unit @cell
/api/units/{id}/money/postings                 dues statement data --unit @cell
/api/units/{id}/petitions                      list data petitions --unit @asked
/api/units/{id}/posts                          post list data --unit @cell
/api/units/{id}/posts/{post}                   post list data --unit @cell --post secretary
/api/units/{id}/posts/{post}/hand-over         post hand-over data secretary --unit @cell
/api/units/{id}/reports                        list data returns --unit @cell
/api/units/{id}/roll                           show data @cell
/api/units/{id}/visits                         list data visits --unit @cell
/api/verify                                    verify data
/api/visits/{id}                               visit list data --unit @cell
";

/// What is read on pages and by no command yet: known gaps.
const NOT_READ: &[&str] = &[];

/// What takes back what each command does: a command, or why none does. A `-` is a known
/// gap, listed in [`NOT_UNDONE`]: there may be fewer.
const UNDO: &str = "
adopt-charter           adopt-charter
found-unit              strike-founding
rename-unit             strike-renaming
move-unit               strike-move
split-unit              merge-units
merge-units             split-unit
form-committee          dissolve-unit
dissolve-unit           strike-dissolution
strike-founding         found-unit
strike-renaming         rename-unit
strike-move             move-unit
strike-dissolution      dissolve-unit
register-person         none:it-comes-with-an-import
admit-member            leave
promote-member          strike-promotion
strike-promotion        promote-member
transfer-member         strike-transfer
strike-transfer         transfer-member
leave                   admit-member
merge-members           part-members
part-members            merge-members
take-up-post            strike-post
lay-down-post           strike-laying-down
strike-post             take-up-post
strike-laying-down      lay-down-post
record-election         strike-election
confirm-holder          withdraw-confirmation
withdraw-confirmation   confirm-holder
refuse-confirmation     record-election
hand-over-post          strike-hand-over
strike-hand-over        hand-over-post
strike-election         record-election
call-meeting            call-off-meeting
call-off-meeting        call-meeting
record-meeting          correct-meeting
correct-meeting         correct-meeting
record-visit            correct-visit/strike-visit
correct-visit           correct-visit
strike-visit            record-visit
draft-bulletin          withdraw-bulletin
revise-bulletin         revise-bulletin
correct-bulletin        revise-bulletin/send-back-bulletin
add-picture             remove-picture
remove-picture          none:what-is-destroyed-is-gone
review-bulletin         send-back-bulletin
send-back-bulletin      revise-bulletin
publish-bulletin        withdraw-bulletin
withdraw-bulletin       correct-bulletin
propose-award           revoke-award
decide-award            revoke-award
revoke-award            propose-award
ask                     withdraw-petition
record-petition         withdraw-petition
pass-on-petition        pass-on-petition
answer-petition         correct-petition-answer
correct-petition-answer correct-petition-answer
withdraw-petition       none:whoever-asked-may-ask-again
erase-petitions         none:what-is-erased-is-gone
issue-directive         withdraw-directive
pass-on-directive       none:every-unit-on-the-way-has-to-and-what-is-received-is-known
put-on-agenda           take-off-agenda
take-off-agenda         put-on-agenda
answer-directive        answer-directive
amend-directive         amend-directive
withdraw-directive      issue-directive
object-to-directive     settle-objection
settle-objection        settle-objection
file-return             correct-return
correct-return          correct-return
open-proceeding         drop-proceeding
sponsor-proceeding      stop-sponsoring
stop-sponsoring         sponsor-proceeding
decide-step             strike-decision
strike-decision         decide-step
drop-proceeding         open-proceeding
let-time-decide         none:the-time-has-passed
erase-applicants        none:what-is-erased-is-gone
assess-dues             strike-charge
collect-dues            correct-payment
pay-dues                correct-payment
correct-payment         correct-payment
set-dues-band           strike-dues-band
strike-dues-band        set-dues-band
waive-dues              restore-charge
reckon-dues             none:corrections-go-into-what-is-reckoned-next
remit-dues              strike-outlay
record-expense          strike-outlay
strike-outlay           remit-dues/record-expense
strike-charge           restore-charge
restore-charge          waive-dues/strike-charge
announce-session        call-off-session
record-attendance       correct-attendance
correct-attendance      correct-attendance
call-off-session        announce-session
call-conference         call-off-conference
call-off-conference     call-conference
elect-delegates         strike-delegates
strike-delegates        elect-delegates
replace-delegate        strike-delegates
check-in-delegate       strike-check-in
strike-check-in         check-in-delegate
list-conference-attendance list-conference-attendance
enter-conference-item   strike-conference-item
strike-conference-item  enter-conference-item
record-conference-vote  strike-conference-vote
strike-conference-vote  record-conference-vote
enter-body              correct-body/end-body
correct-body            correct-body
end-body                correct-body
enter-register          none:an-organisation-begins-with-it
act                     none:each-command-in-it-has-its-own
";

/// Commands that nothing takes back yet: known gaps.
const NOT_UNDONE: &[&str] = &[];

/// What anybody posts from outside, and which command that is: a member has a form of their own.
const FROM_OUTSIDE: &[(&str, &str)] = &[
    ("/apply/{id}", "open-proceeding"),
    ("/api/units/{id}/apply", "open-proceeding"),
    ("/applied/{number}/{secret}/withdraw", "drop-proceeding"),
    ("/api/applied/{number}/{secret}/withdraw", "drop-proceeding"),
];

/// What is posted and commands nothing: signing in, cards, looking and trying out.
const NO_COMMAND: &[&str] = &[
    "/signin",
    "/signout",
    "/signout/everywhere",
    "/account/password",
    "/account/calendar",
    "/account/calendar/end",
    "/account/notices",
    "/account/notices/end",
    "/notices/stop/{person}/{secret}",
    "/notices/start/{person}/{secret}",
    "/api/me/notices",
    "/people/{id}/card",
    "/people/{id}/names/add",
    "/people/{id}/names/{nth}",
    "/people/{id}/names/{nth}/end",
    "/people/{id}/names/{nth}/remove",
    "/charter/what-if",
    // What a text would change is looked at before somebody says yes.
    "/charter/adopt",
    // A statement is looked at; each line that is recorded is a payment of somebody.
    "/units/{id}/money/bank",
    "/units/{id}/money/bank/record",
    "/api/units/{id}/money/bank",
    // A table is looked at; what is recorded of it is whom each unit sends, and many codes
    // are many people at the door.
    "/conferences/{id}/lists",
    "/conferences/{id}/lists/record",
    "/conferences/{id}/door/many",
    "/journal/verify",
    "/api/session",
    "/api/session/end",
];

/// Commands that the exploring workload does not give: known gaps.
const NOT_EXPLORED: &[&str] = &[];

/// Events that no case can expect by a name: known gaps.
const NOT_EXPECTED: &[&str] = &[
    "charter-adopted",
    "unit-descended",
    "founding-corrected",
    "person-registered",
    "joining-corrected",
];

/// The files with an ending in a folder of the project.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let entries = std::fs::read_dir(project.join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} has no .{ending}");
    files
}

fn rows() -> Vec<Vec<&'static str>> {
    let lines = COMMANDS.trim().lines().skip(1);
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

#[test]
fn every_command_has_a_row_and_every_row_is_a_command() {
    let rows = rows();
    for row in &rows {
        assert_eq!(row.len(), 5, "{row:?}");
    }
    let listed: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let lacking: Vec<&str> = Command::names()
        .filter(|name| !listed.contains(name))
        .collect();
    assert!(
        lacking.is_empty(),
        "say where these stand, see docs/adding-a-capability.md: {lacking:?}"
    );
    let known: BTreeSet<&str> = Command::names().collect();
    assert_eq!(known.len(), listed.len(), "a row twice, or of no command");
}

#[test]
fn every_command_is_taken_back_by_another_or_says_why_by_none() {
    let known: Vec<&str> = Command::names().collect();
    let undo: Vec<(&str, &str)> = UNDO
        .trim()
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(command, undo)| (command, undo.trim()))
        .collect();
    let listed: BTreeSet<&str> = undo.iter().map(|(command, _)| *command).collect();
    assert_eq!(
        listed,
        known.iter().copied().collect(),
        "say what takes it back"
    );
    for (command, undo) in &undo {
        let named = undo.split('/').all(|undo| known.contains(&undo));
        let says = undo
            .strip_prefix("none:")
            .is_some_and(|reason| !reason.is_empty());
        assert!(named || says || *undo == "-", "{command}: {undo}");
    }
    let lacking: Vec<&str> = undo
        .iter()
        .filter(|(_, undo)| *undo == "-")
        .map(|(command, _)| *command)
        .collect();
    assert_eq!(lacking, NOT_UNDONE);
}

#[test]
fn every_page_and_operation_that_commands_is_some_commands() {
    let posted: BTreeSet<&str> = web::routes()
        .iter()
        .filter(|route| route.method == "POST")
        .map(|route| route.path)
        .collect();
    let mut accounted: BTreeSet<&str> = NO_COMMAND.iter().copied().collect();
    // A card is changed beside the journal, through the API too.
    accounted.insert("/api/people/{id}/card");
    for (path, command) in FROM_OUTSIDE {
        assert!(Command::names().any(|name| name == *command), "{command}");
        accounted.insert(path);
    }
    for row in rows() {
        for at in [1, 2] {
            if row[at] != "-" {
                assert!(posted.contains(row[at]), "{}: no route {}", row[0], row[at]);
                assert_eq!(row[at].starts_with("/api/"), at == 2, "{row:?}");
                accounted.insert(row[at]);
            }
        }
    }
    let unlisted: Vec<_> = posted.difference(&accounted).collect();
    assert!(
        unlisted.is_empty(),
        "a gap that is closed, or a new route: name its command in the table: {unlisted:?}"
    );
}

/// The addresses that only show something: not those of forms, nor the files of lists.
fn read() -> BTreeSet<&'static str> {
    let routes = web::routes();
    let posts = |path: &str| {
        let mut posted = routes.iter().filter(|route| route.method == "POST");
        !path.starts_with("/api/") && posted.any(|route| route.path == path)
    };
    let file = |path: &str| path.ends_with(".csv") || path.ends_with(".xlsx");
    let got = routes.iter().filter(|route| route.method == "GET");
    got.map(|route| route.path)
        .filter(|path| !posts(path) && !file(path))
        .collect()
}

#[test]
fn everything_that_is_read_is_read_at_the_command_line_too() {
    let rows: Vec<(&str, &str)> = READINGS
        .trim()
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(path, command)| (path, command.trim()))
        .collect();
    let listed: BTreeSet<&str> = rows.iter().map(|(path, _)| *path).collect();
    assert_eq!(rows.len(), listed.len(), "a row twice");
    let (read, program) = (read(), Program::new());
    let lacking: Vec<_> = read.difference(&listed).collect();
    assert!(lacking.is_empty(), "name their commands: {lacking:?}");
    let gone: Vec<_> = listed.difference(&read).collect();
    assert!(gone.is_empty(), "no such page or operation: {gone:?}");
    let commands: BTreeSet<&str> = rows.iter().map(|(_, command)| *command).collect();
    for command in commands {
        let says = command
            .strip_prefix("none:")
            .is_some_and(|why| !why.is_empty());
        let name = command.split(' ').next().unwrap();
        if !says && command != "-" {
            program.run(&["help", name]).must();
        }
    }
    let gaps = rows.iter().filter(|(_, command)| *command == "-");
    let gaps: Vec<&str> = gaps.map(|(path, _)| *path).collect();
    assert_eq!(gaps, NOT_READ);
}

#[test]
fn every_verb_of_a_case_is_some_commands() {
    let rows = rows();
    let listed: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row[3].split('/'))
        .filter(|verb| *verb != "-")
        .collect();
    assert_eq!(listed, verbs().collect::<BTreeSet<_>>());
    let program = Program::new();
    for row in &rows {
        // What a case can say needs no command line of its own.
        assert!(row[3] == "-" || row[4] == "do", "{row:?}");
        if row[4] != "-" {
            program.run(&["help", row[4]]).must();
        }
    }
}

#[test]
fn the_exploring_workload_gives_every_command() {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for path in files("charters", "md") {
        let text = std::fs::read_to_string(path).unwrap();
        let wish = Exploration {
            charter: Arc::new(charter::read(&text).charter.unwrap()),
            seeds: 1..=40,
            commands: 400,
            care: Care::Requests(u32::MAX),
            threads: 2,
        };
        for arrival in explore(&wish, Hands::sound(), &|| {}).unwrap() {
            given.extend(arrival.done.into_keys().chain(arrival.refused.into_keys()));
        }
    }
    let lacking: Vec<&str> = Command::names()
        .filter(|name| !given.contains(*name))
        .collect();
    assert_eq!(lacking, NOT_EXPLORED, "the workload in sim/src/workload");
}

#[test]
fn every_event_has_a_golden_line_and_words_in_cases() {
    let golden: String = files("crates/journal/tests/golden", "jsonl")
        .into_iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let lacking: Vec<&str> = Event::names()
        .filter(|name| !golden.contains(&format!("\"event\":\"{name}\"")))
        .collect();
    assert!(lacking.is_empty(), "no golden line: {lacking:?}");
    // The words of a case are the end of an event's name, and of one only.
    let of = |words: &str| -> Vec<&str> {
        Event::names()
            .filter(|name| name.replace('-', " ").ends_with(words))
            .collect()
    };
    let expected: BTreeSet<&str> = HAPPENINGS
        .iter()
        .map(|words| match of(words).as_slice() {
            [name] => *name,
            names => panic!("{words:?} is the end of {names:?}"),
        })
        .collect();
    let lacking: Vec<&str> = Event::names()
        .filter(|name| !expected.contains(name))
        .collect();
    assert_eq!(lacking, NOT_EXPECTED, "words in charter/src/case.rs");
}
