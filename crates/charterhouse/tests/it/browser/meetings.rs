//! Recording a meeting, for somebody with a phone and one minute.

use super::{Screen, Server, Window};

#[tokio::test]
async fn a_meeting_is_recorded_on_a_phone_in_under_ten_interactions() {
    let server = Server::start();
    let window = Window::open(Screen::Phone).await;
    window.sign_in(&server, server.head()).await;
    window.picture("home-of-a-head").await;
    window.follow(&server.head().unit).await;
    window.follow("Record a").await;
    window.can_be_used_by_everybody().await;
    let roll = window.ticked("present").await;
    assert!(roll.len() > 5, "everybody is ticked: {roll:?}");
    for absent in &roll[1..4] {
        window.tick(absent).await;
    }
    window.picture("record-a-meeting").await;
    window.press("Record the meeting").await;
    window.gone_from_ending("/record").await;
    let interactions = window.interactions();
    assert!(interactions < 10, "{interactions} interactions");
    window
        .shows(&format!("{} of {}", roll.len() - 3, roll.len()))
        .await;
    window.can_be_used_by_everybody().await;
}

#[tokio::test]
async fn a_resolution_without_a_quorum_is_refused_with_the_article_and_nothing_typed_is_lost() {
    let server = Server::start();
    let window = Window::open(Screen::Phone).await;
    window.sign_in(&server, server.head()).await;
    window.follow(&server.head().unit).await;
    window.follow("Record a").await;
    let roll = window.ticked("present").await;
    for absent in &roll[2..] {
        window.tick(absent).await;
    }
    window
        .fill("Resolutions", "To meet in the library from now on")
        .await;
    window.press("Record the meeting").await;
    window
        .shows("without a quorum nothing can be resolved")
        .await;
    window.shows("Article 6").await;
    window.can_be_used_by_everybody().await;
    assert_eq!(window.ticked("present").await, roll[..2]);
    assert_eq!(
        window.value("Resolutions").await,
        "To meet in the library from now on"
    );
}
