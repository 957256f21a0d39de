//! The harness itself, against pages of a few lines.

use super::{Screen, Window};

const GOOD: &str = "data:text/html,<!doctype html><html lang=en><meta name=viewport content='width=device-width'>\
    <title>A page</title><main><h1>A page</h1><form><label for=n>Name</label><input id=n name=n>\
    <label><input type=checkbox name=t> Present</label><button type=button onclick=\"this.textContent='Sent'\">Send</button>\
    </form><p>Wide enough</p></main>";

#[tokio::test]
async fn a_page_is_used_by_its_words_and_every_touch_counts() {
    let window = Window::open(Screen::Phone).await;
    window.go(GOOD).await;
    window.can_be_used_by_everybody().await;
    window.fill("Name", "Ann").await;
    window.tick("Present").await;
    window.press("Send").await;
    window.shows("Sent").await;
    assert_eq!(window.interactions(), 3);
    assert_eq!(window.interactions(), 0);
}

#[tokio::test]
#[should_panic(expected = "a field without a label: n")]
async fn a_field_without_a_label_is_noticed() {
    let window = Window::open(Screen::Desk).await;
    window
        .go(&GOOD.replace("<label for=n>Name</label>", ""))
        .await;
    window.can_be_used_by_everybody().await;
}

#[tokio::test]
#[should_panic(expected = "wider than the screen")]
async fn a_page_wider_than_a_phone_is_noticed() {
    let window = Window::open(Screen::Phone).await;
    window
        .go(&GOOD.replace("<p>", "<p style='width:900px'>"))
        .await;
    window.can_be_used_by_everybody().await;
}

#[tokio::test]
async fn light_and_dark_are_asked_for() {
    let window = Window::open(Screen::Desk).await;
    let page = "data:text/html,<!doctype html><style>i{display:none}\
        @media (prefers-color-scheme: dark){b{display:none}i{display:inline}}</style><b>day</b><i>night</i>";
    window.dark(false);
    window.go(page).await;
    window.shows("day").await;
    window.dark(true);
    window.shows("night").await;
}
