//! The harness itself, against pages of a few lines.

use super::{Screen, Window};

const GOOD: &str = "data:text/html,<!doctype html><html lang=en><meta name=viewport content='width=device-width'>\
    <title>A page</title><style>input,button{min-height:2rem}</style><main><h1>A page</h1><form><label for=n>Name</label><input id=n name=n>\
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
async fn what_keeps_somebody_from_using_a_page_is_noticed() {
    let window = Window::open(Screen::Phone).await;
    for (good, bad, said) in [
        (
            "<label for=n>Name</label>",
            "",
            "a field without a label: n",
        ),
        ("<p>", "<p style='width:900px'>", "wider than the screen"),
        ("<p>", "<h3>Skipped</h3><p>", "a heading that skips a level"),
        (
            "<p>",
            "<table><tr><th>A</table><p>",
            "a table without a caption",
        ),
        (
            "<p>",
            "<a href='/x'></a><p>",
            "a link or button without words",
        ),
        (
            "<p>",
            "<i tabindex=2>first</i><p>",
            "out of the order of the page",
        ),
        (
            "<p>",
            "<p style='color:rgb(120,120,120)'>",
            "hard to read, 4.42 to 1",
        ),
        ("<p>", "<p id=n>", "two things called n"),
        (
            "<p>",
            "<a href='\u{25}23gone'>There</a><p>",
            "nothing is called gone",
        ),
        (
            "<button type",
            "<button style='min-height:0;height:12px;padding:0;font-size:9px' type",
            "too low for a thumb",
        ),
    ] {
        window.go(&GOOD.replace(good, bad)).await;
        let faults = window.faults().await;
        assert!(
            faults.iter().any(|fault| fault.contains(said)),
            "{said:?} is not among {faults:?}"
        );
    }
    window.go(GOOD).await;
    assert_eq!(window.faults().await, Vec::<String>::new());
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
