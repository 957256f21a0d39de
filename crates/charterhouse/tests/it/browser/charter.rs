//! Reading the charter with its standing, on a phone.

use super::{Screen, Server, Window};

#[tokio::test]
async fn a_member_finds_and_reads_the_charter() {
    let server = Server::start();
    let window = Window::open(Screen::Phone).await;
    window.sign_in(&server, server.member()).await;
    window.press("Menu").await;
    window.follow("Charter").await;
    window.shows("Article 4").await;
    window.can_be_used_by_everybody().await;
    window.follow("Article 4").await;
    window.shows("5 to 30").await;
    window.can_be_used_by_everybody().await;
}
