//! Applying a plan, as somebody who looks after the units below.

use super::{Screen, Server, Window};

#[tokio::test]
async fn a_plan_is_read_and_applied_and_its_findings_are_gone() {
    let mut server = Server::start();
    let before = server.planted(" size.");
    let window = Window::open(Screen::Desk).await;
    window.sign_in(&server, server.organiser()).await;
    window.go(&server.at("/findings")).await;
    window.can_be_used_by_everybody().await;
    window.go(&server.at("/plan")).await;
    window.shows("Step by step").await;
    window.can_be_used_by_everybody().await;
    window.picture("plan").await;
    window.press("Apply the plan").await;
    window.gone_from("/plan").await;
    window.can_be_used_by_everybody().await;
    window.go(&server.at("/plan")).await;
    server.stop();
    let after = server
        .program
        .findings()
        .into_iter()
        .filter(|finding| finding.contains(" size."))
        .count();
    assert!(
        after < before,
        "{before} findings of size, and {after} after the plan"
    );
}
