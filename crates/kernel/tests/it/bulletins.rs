//! Bulletins: written, read by somebody else, published; corrected and
//! withdrawn before everybody's eyes.

use kernel::bulletins::{
    AddPicture, Bulletin, BulletinAbout, BulletinStanding, CorrectBulletin, DraftBulletin,
    NoticeKind, PICTURE_CHARACTERS_MAX, PICTURES_MAX, PublishBulletin, REASON_CHARACTERS_MAX,
    RemovePicture, ReviewBulletin, ReviseBulletin, SendBackBulletin, TEXT_CHARACTERS_MAX,
    WithdrawBulletin,
};
use kernel::{Actor, BulletinId, Command, DocumentId, MeetingId, PersonId, State, invariants};

use crate::commands::{call, on, record};
use crate::fixture::{GUILD, World, charter};

const OPERATOR: Actor = Actor::Operator;

/// An article to stand behind the guild's.
pub(crate) const BULLETINS: &str = r#"
## Article 94. Bulletins

```rule
[bulletin]
levels   = ["ring", "hall"]
modality = "may"
basis    = "assumed"

[[right]]
id       = "bulletins-keeper"
holder   = "keeper"
own_unit = ["see figures", "draft bulletin", "review bulletin", "publish bulletin"]
modality = "may"
basis    = "assumed"

[[right]]
id       = "bulletins-full"
holder   = "full"
own_unit = ["see figures", "draft bulletin"]
modality = "may"
basis    = "assumed"
```
"#;

/// In ring A the first is its keeper, the second and the third belong to it.
const GIVEN: &str = "
    guild G
    hall H under G
    ring A under H: full+keeper full*2
    ring B under H: full+keeper full*2
";

const KEEPER: Actor = Actor::Person(PersonId(0));
const WRITER: Actor = Actor::Person(PersonId(1));
const OF_B: Actor = Actor::Person(PersonId(4));

fn world() -> World {
    World::under(&charter(&format!("{GUILD}{BULLETINS}")), GIVEN)
}

fn draft(world: &World, unit: &str) -> Command {
    about(world, unit, None)
}

fn about(world: &World, unit: &str, about: Option<BulletinAbout>) -> Command {
    DraftBulletin {
        unit: world.unit(unit),
        about,
        text: "We met.".to_owned(),
    }
    .into()
}

fn revise(number: u32) -> Command {
    ReviseBulletin {
        bulletin: BulletinId(number),
        text: "We met on Monday.".to_owned(),
    }
    .into()
}

fn correct(number: u32) -> Command {
    CorrectBulletin {
        bulletin: BulletinId(number),
        text: "We met on Tuesday.".to_owned(),
        reason: "it was Tuesday".to_owned(),
    }
    .into()
}

fn review(number: u32, revision: u32) -> Command {
    ReviewBulletin {
        bulletin: BulletinId(number),
        revision,
    }
    .into()
}

fn publish(number: u32, revision: u32) -> Command {
    PublishBulletin {
        bulletin: BulletinId(number),
        revision,
    }
    .into()
}

fn send_back(number: u32) -> Command {
    SendBackBulletin {
        bulletin: BulletinId(number),
        reason: "the day is missing".to_owned(),
    }
    .into()
}

fn withdraw(number: u32) -> Command {
    WithdrawBulletin {
        bulletin: BulletinId(number),
        reason: "it was another ring".to_owned(),
    }
    .into()
}

fn first(state: &State) -> Bulletin {
    state.bulletin(BulletinId(0)).unwrap()
}

/// A world in which something was written and nobody has reviewed it, and what asks for too much.
pub(crate) fn unreviewed() -> (World, Command) {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    (world, publish(0, 1))
}

/// Two bulletins of a unit: one stays public, one is withdrawn.
pub(crate) fn published_and_withdrawn(world: &mut World, unit: &str) {
    for number in 0..2 {
        world.done(Actor::Operator, draft(world, unit));
        world.done(Actor::Person(PersonId(1)), revise(number));
        world.done(Actor::Person(PersonId(1)), picture(number));
    }
    for number in 0..2 {
        world.done(Actor::Operator, review(number, 2));
        world.done(Actor::Operator, publish(number, 2));
    }
    world.done(Actor::Operator, withdraw(1));
}

fn picture(number: u32) -> Command {
    AddPicture {
        bulletin: BulletinId(number),
        picture: "iVBORw0KGgo=".to_owned(),
    }
    .into()
}

#[track_caller]
fn refused(world: &World, actor: Actor, command: Command, why: &str) {
    assert_eq!(world.told(&world.ask(actor, command)), why);
}

#[test]
fn a_text_is_drafted_read_by_somebody_else_and_published() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    let it = first(&world.state);
    assert_eq!(it.standing(), BulletinStanding::Drafted);
    assert_eq!((it.author, it.revision), (Some(PersonId(1)), 1));
    refused(
        &world,
        KEEPER,
        publish(0, 1),
        "refused by bulletin: nobody has reviewed this text",
    );
    world.done(KEEPER, send_back(0));
    assert_eq!(first(&world.state).standing(), BulletinStanding::SentBack);
    refused(
        &world,
        KEEPER,
        review(0, 1),
        "refused by bulletin: the text was sent back and has not been changed since",
    );
    world.done(WRITER, revise(0));
    refused(
        &world,
        KEEPER,
        review(0, 1),
        "refused by bulletin: its text was changed meanwhile: this is text 1, and text 2 is the last",
    );
    world.done(KEEPER, review(0, 2));
    assert_eq!(first(&world.state).standing(), BulletinStanding::Reviewed);
    world.done(KEEPER, publish(0, 2));
    let it = first(&world.state);
    assert_eq!(it.standing(), BulletinStanding::Published);
    assert_eq!(it.published, Some(world.today));
    assert_eq!(it.public, Some(it.text));
    assert_eq!(world.state.bulletin_notice_count(), 1);
}

#[test]
fn nobody_reviews_their_own_text_and_a_changed_text_is_reviewed_again() {
    let mut world = world();
    world.done(KEEPER, draft(&world, "A"));
    let own =
        "refused by bulletin: a bulletin is reviewed by another person than the one who wrote it";
    refused(&world, KEEPER, review(0, 1), own);
    world.done(OPERATOR, review(0, 1));
    refused(
        &world,
        KEEPER,
        review(0, 1),
        "refused by bulletin: this text has been reviewed already",
    );
    // What was reviewed is no longer what stands there.
    world.done(KEEPER, revise(0));
    refused(
        &world,
        KEEPER,
        publish(0, 2),
        "refused by bulletin: nobody has reviewed this text",
    );
    // The operator writes as nobody, and so reviews nothing that they wrote.
    world.done(OPERATOR, revise(0));
    refused(&world, OPERATOR, review(0, 3), own);
}

#[test]
fn a_correction_is_reviewed_like_the_first_text_and_stays_visible() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    refused(
        &world,
        WRITER,
        correct(0),
        "refused by bulletin: it was never published",
    );
    world.done(KEEPER, review(0, 1));
    world.done(KEEPER, publish(0, 1));
    refused(
        &world,
        WRITER,
        revise(0),
        "refused by bulletin: it was published on 2017-06-15, and what is published is not written over",
    );
    world.done(WRITER, correct(0));
    // What everybody reads stays what it was until somebody else has read the new text.
    let it = first(&world.state);
    assert_eq!((it.public, it.text), (Some(DocumentId(0)), DocumentId(1)));
    assert_eq!(it.standing(), BulletinStanding::Drafted);
    world.done(KEEPER, review(0, 2));
    world.done(KEEPER, publish(0, 2));
    let notices: Vec<_> = world.state.notices_of(BulletinId(0)).collect();
    let seen: Vec<_> = notices.iter().map(|it| (it.what, it.reason)).collect();
    assert_eq!(
        seen,
        [
            (NoticeKind::Corrected, Some(DocumentId(2))),
            (NoticeKind::Published, None),
        ]
    );
    assert_eq!(first(&world.state).public, Some(DocumentId(1)));
    refused(
        &world,
        KEEPER,
        publish(0, 2),
        "refused by bulletin: what was written last is published",
    );
}

#[test]
fn what_was_withdrawn_leaves_a_note_and_can_be_taken_up_again() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    world.done(KEEPER, review(0, 1));
    world.done(KEEPER, publish(0, 1));
    // Whoever writes does not take back what everybody reads.
    refused(
        &world,
        WRITER,
        withdraw(0),
        "refused by right.bulletins-keeper: you may not publish a bulletin in A unit",
    );
    world.done(KEEPER, withdraw(0));
    let it = first(&world.state);
    assert_eq!(
        (it.standing(), it.public),
        (BulletinStanding::Withdrawn, None)
    );
    refused(
        &world,
        KEEPER,
        withdraw(0),
        "refused by bulletin: it was withdrawn on 2017-06-15",
    );
    world.done(WRITER, correct(0));
    // It is not public again before it was reviewed; to drop it once more tells nobody anything.
    let mut dropped = world.clone();
    dropped.done(KEEPER, withdraw(0));
    assert_eq!(dropped.state.bulletin_notice_count(), 2);
    world.done(KEEPER, review(0, 2));
    world.done(KEEPER, publish(0, 2));
    let it = first(&world.state);
    assert_eq!(
        (it.standing(), it.withdrawn),
        (BulletinStanding::Published, None)
    );
    let seen: Vec<_> = world.state.notices_of(BulletinId(0)).collect();
    assert_eq!(seen.len(), 3);
    assert_eq!(invariants::broken(&world.state), Vec::<String>::new());
}

#[test]
fn a_draft_is_its_writers_own_and_nothing_that_others_know_of() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    for command in [
        revise(0),
        correct(0),
        review(0, 1),
        publish(0, 1),
        withdraw(0),
    ] {
        refused(&world, OF_B, command, "refused: there is no bulletin 0");
    }
    let seen = |actor| {
        world
            .state
            .may_see_draft(actor, world.today, world.unit("A"))
    };
    assert!(seen(WRITER) && seen(KEEPER) && !seen(OF_B) && !seen(Actor::Public));
    world.done(WRITER, withdraw(0));
    assert_eq!(first(&world.state).standing(), BulletinStanding::Withdrawn);
    assert_eq!(world.state.bulletin_notice_count(), 0);
    refused(
        &world,
        WRITER,
        correct(0),
        "refused by bulletin: it was never published",
    );
}

#[test]
fn what_it_is_about_was_there() {
    let mut world = world();
    world.done(OPERATOR, record(&world, "A", on(1), &[2], &["one"]));
    world.done(OPERATOR, call(&world, "A", "circle", on(20)));
    let held = BulletinAbout::Meeting(MeetingId(0));
    let called = BulletinAbout::Meeting(MeetingId(1));
    world.done(KEEPER, about(&world, "A", Some(held)));
    assert_eq!(first(&world.state).about, Some(held));
    for (unit, what, why) in [
        (
            "A",
            called,
            "refused by bulletin: this meeting has not been recorded yet",
        ),
        ("B", held, "refused: there is no meeting 0"),
        (
            "A",
            BulletinAbout::Award(kernel::AwardId(0)),
            "refused: there is no proposal 0 for an award",
        ),
    ] {
        refused(&world, OPERATOR, about(&world, unit, Some(what)), why);
    }
}

#[test]
fn what_stands_in_the_way_of_a_text_is_said() {
    let mut world = world();
    let written = |text: String| {
        Command::from(DraftBulletin {
            unit: world.unit("A"),
            about: None,
            text,
        })
    };
    let long = "a".repeat(TEXT_CHARACTERS_MAX + 1);
    for (actor, command, why) in [
        (
            WRITER,
            written("  ".to_owned()),
            "refused: the text is missing",
        ),
        (
            WRITER,
            written(long),
            "refused: the text is longer than 60000 characters",
        ),
        (
            OPERATOR,
            draft(&world, "G"),
            "refused by bulletin: the charter has no bulletins of a guild",
        ),
        (OF_B, draft(&world, "A"), "refused: there is no unit 2"),
    ] {
        refused(&world, actor, command, why);
    }
    world.done(WRITER, draft(&world, "A"));
    let silent = WithdrawBulletin {
        bulletin: BulletinId(0),
        reason: " ".to_owned(),
    };
    refused(
        &world,
        WRITER,
        silent.clone().into(),
        "refused: the reason is missing",
    );
    let long = WithdrawBulletin {
        reason: "a".repeat(REASON_CHARACTERS_MAX + 1),
        ..silent
    };
    refused(
        &world,
        WRITER,
        long.into(),
        "refused: the reason is longer than 2000 characters",
    );
}

#[test]
fn pictures_are_kept_with_what_is_not_published() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    world.done(WRITER, picture(0));
    world.done(WRITER, picture(0));
    let kept: Vec<_> = world.state.pictures_of(BulletinId(0)).collect();
    assert_eq!(kept, [DocumentId(2), DocumentId(1)]);
    refused(&world, OF_B, picture(0), "refused: there is no bulletin 0");
    let long = AddPicture {
        bulletin: BulletinId(0),
        picture: "A".repeat(PICTURE_CHARACTERS_MAX + 1),
    };
    refused(
        &world,
        WRITER,
        long.into(),
        "refused: the picture is longer than 4200000 characters",
    );
    for _ in 2..PICTURES_MAX {
        world.done(WRITER, picture(0));
    }
    refused(
        &world,
        WRITER,
        picture(0),
        "refused: more than 40 pictures of one bulletin",
    );
    world.done(KEEPER, review(0, 1));
    world.done(KEEPER, publish(0, 1));
    refused(
        &world,
        WRITER,
        picture(0),
        "refused by bulletin: it was published on 2017-06-15, and what is published is not written over",
    );
}

#[test]
fn a_picture_is_destroyed_by_whoever_may_take_the_bulletin_back() {
    let mut world = world();
    world.done(WRITER, draft(&world, "A"));
    world.done(WRITER, picture(0));
    world.done(WRITER, picture(0));
    let remove = |number| {
        Command::from(RemovePicture {
            bulletin: BulletinId(0),
            picture: DocumentId(number),
            reason: "she asked for it".to_owned(),
        })
    };
    refused(&world, OF_B, remove(1), "refused: there is no bulletin 0");
    refused(
        &world,
        WRITER,
        remove(0),
        "refused by bulletin: no such picture is kept with the bulletin",
    );
    // Nobody outside has seen it, so no note is left.
    world.done(WRITER, remove(1));
    let kept = |world: &World| world.state.pictures_of(BulletinId(0)).collect::<Vec<_>>();
    assert_eq!(kept(&world), [DocumentId(2)]);
    assert_eq!(world.state.notices_of(BulletinId(0)).count(), 0);
    world.done(KEEPER, review(0, 1));
    world.done(KEEPER, publish(0, 1));
    assert!(
        world
            .told(&world.ask(WRITER, remove(2)))
            .starts_with("refused")
    );
    let count = world.state.bulletin_notice_count();
    world.done(KEEPER, remove(2));
    assert_eq!(kept(&world), []);
    let last = world.state.notices_of(BulletinId(0)).next().unwrap();
    assert_eq!(last.what, NoticeKind::PictureRemoved);
    // Whoever shows what is published sees that something has changed.
    assert_eq!(world.state.bulletin_notice_count(), count + 1);
    refused(
        &world,
        KEEPER,
        remove(2),
        "refused by bulletin: no such picture is kept with the bulletin",
    );
}

#[test]
fn a_charter_may_let_one_person_publish_alone() {
    let text = BULLETINS.replacen("levels   =", "reviewed = false\nlevels   =", 1);
    let mut world = World::under(&charter(&format!("{GUILD}{text}")), GIVEN);
    world.done(KEEPER, draft(&world, "A"));
    world.done(KEEPER, publish(0, 1));
    assert_eq!(first(&world.state).standing(), BulletinStanding::Published);
}
