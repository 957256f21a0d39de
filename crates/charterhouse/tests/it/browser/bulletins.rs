//! Reading what is published, without an account and without programs in pages.

use super::{Screen, Server, Window};

/// The nine of the meeting, in the order in which the source prints them, both spellings.
const NINE: [(&str, &str); 9] = [
    ("Choe Ryong Hae", "[Ch’oe Ryong-hae]"),
    ("Pak Kwang Ho", "[Pak Kwang-ho]"),
    ("Kim Phyong Hae", "[Kim P’yo’ng-hae]"),
    ("Thae Jong Su", "[T’ae Cho’ng-su]"),
    ("O Su Yong", "[O Su-yo’ng]"),
    ("An Jong Su", "[An Cho’ng-su]"),
    ("Pak Thae Song", "[Pak T’ae-so’ng]"),
    ("Choe Hwi", "[Ch’oe Hwi]"),
    ("Pak Thae Dok", "[Pak T’ae-dok]"),
];

/// Fails where one of these does not stand behind the one before.
fn in_order<'a>(text: &str, wanted: impl IntoIterator<Item = &'a str>) {
    let mut rest = text;
    for words in wanted {
        let (_, behind) = rest
            .split_once(words)
            .unwrap_or_else(|| panic!("{words:?} does not follow in:\n{text}"));
        rest = behind;
    }
}

#[tokio::test]
async fn anybody_finds_the_meeting_by_three_spellings_and_reads_who_was_there() {
    let server = Server::start();
    let window = Window::open(Screen::Phone).await;
    window.without_programs().await;
    for spelling in ["Kim P’yo’ng-hae", "kim p'yo'ng hae", "KIM PYONG\u{2010}HAE"] {
        window.go(&server.at("/search")).await;
        window.fill("Name in any spelling", spelling).await;
        window.press("Show").await;
        window.shows("Kim Phyong Hae").await;
        window.can_be_used_by_everybody().await;
        window.follow("Kim Phyong Hae").await;
        window.shows("3 of 9").await;
        window.can_be_used_by_everybody().await;
        window
            .follow("Loyalty meeting of the conference participants")
            .await;
        window.shows("Pyongyang, Tuesday 26 December 2017").await;
        window.can_be_used_by_everybody().await;
    }
    let text = window.text().await;
    in_order(&text, NINE.iter().flat_map(|(one, other)| [*one, *other]));
    let posts = [
        "Vice Chairman of the State Affairs Commission",
        "Member of the WPK Executive Policy Council",
    ];
    in_order(
        &text,
        [
            "1",
            "Choe Ryong Hae",
            "WPK Vice Chairman",
            posts[0],
            "2",
            "WPK Vice Chairman",
            posts[1],
        ],
    );
    // The ordinals that sources claim stand beside each other, and none is worked out.
    in_order(
        &text,
        [
            "The ordinals of the gatherings",
            "The Party Cell",
            "1",
            "1994",
            "The Party Cell",
            "2",
            "2007",
            "Post-Party Cell Conference",
            "5",
        ],
    );
    window.picture("bulletin-phone").await;
}

#[tokio::test]
async fn every_part_of_what_is_published_can_be_used_by_everybody() {
    let server = Server::start();
    let window = Window::open(Screen::Phone).await;
    window.go(&server.at("/signin")).await;
    window.follow("Read what is published").await;
    window.shows("Nothing here is a fact").await;
    for path in [
        "/bulletins",
        "/bulletins?tag=party%20cells",
        "/people",
        "/bulletins/fifth-conference",
        "/bulletins/letter-of-loyalty-2017",
        "/bulletins/main-speech",
        "/bulletins/people/pak-thae-dok",
        "/bulletins/people/jo-yong-won",
        "/bulletins/sources",
        "/bulletins/tags",
        "/bulletins/conflicts",
    ] {
        window.go(&server.at(path)).await;
        window.can_be_used_by_everybody().await;
    }
    window.resize(1280, 860, false);
    window
        .go(&server.at("/bulletins/loyalty-meeting-2017"))
        .await;
    window.can_be_used_by_everybody().await;
    window.picture("bulletin").await;
}
