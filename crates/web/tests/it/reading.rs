//! A page as somebody reads it: the text of its main part, without markup.

use axum::http::StatusCode;

use crate::site::{Answer, Browser};

/// The text of the main part of a page, its spaces made single.
pub(crate) fn text(answer: &Answer) -> String {
    let main = answer
        .body
        .split_once("<main")
        .map_or(answer.body.as_str(), |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut text = String::new();
    for piece in main.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let inline = ["a", "/a", "b", "/b", "i", "/i", "code", "/code"];
        if !inline.contains(&tag.split(' ').next().unwrap_or_default()) {
            text.push(' ');
        }
        text.push_str(words);
    }
    let plain = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let text = plain
        .iter()
        .fold(text, |text, (written, read)| text.replace(written, read));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a page that is there.
pub(crate) async fn read(browser: &Browser<'_>, path: &str) -> String {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", text(&answer));
    text(&answer)
}

/// Sees to it that there is nothing at an address, for this viewer.
pub(crate) async fn nothing_at(browser: &Browser<'_>, path: &str) {
    let answer = browser.get(path).await;
    assert_eq!(
        answer.status,
        StatusCode::NOT_FOUND,
        "{path}: {}",
        text(&answer)
    );
}

/// Fills in the form at `page`, and reads the page it leads to.
pub(crate) async fn done(browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser
        .fill_in(page, page.split('?').next().unwrap_or(page), fields)
        .await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{page}: {}",
        text(&answer)
    );
    read(browser, answer.header("location").unwrap()).await
}

/// Fills in the form at `page`, and reads it again as it comes back refused.
pub(crate) async fn refused(browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = browser
        .fill_in(page, page.split('?').next().unwrap_or(page), fields)
        .await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{page}: {}",
        text(&answer)
    );
    answer
}

/// Sees to it that a text has all of these in it.
pub(crate) fn says(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted:?} is not in: {text}");
    }
}
