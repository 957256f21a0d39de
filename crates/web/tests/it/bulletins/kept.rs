//! The files of a record under the site: hostile ones, torn ones, and those
//! that change while it is served.

use axum::http::StatusCode;

use super::{in_order, site_of};

#[tokio::test]
async fn markup_in_a_record_is_shown_as_text_wherever_it_stands() {
    let evil = "<script>alert(1)</script>";
    let text = r#"
[[source]]
id = "A"
title = "EVIL"
note = "EVIL"

[[person]]
id = "eve"
note = "A [x](javascript:alert) EVIL"

[[person.name]]
text = "Eve EVIL"
source = "A"

[[event]]
id = "e"

[[event.name]]
text = "EVIL </script>"
source = "A"

[[event.claim]]
says = "place"
value = "EVIL"
source = "A"

[[event.claim]]
says = "point"
value = "EVIL"
speaker = "EVIL man"
source = "A"

[[event.claim]]
says = "wording"
printed = "EVIL"
source = "A"

[[event.attendance]]
order = 1
person = "eve"
capacity = "EVIL"
source = "A"

[[tag]]
text = "EVIL"
source = "A"
"#;
    let (site, _folder) = site_of(&text.replace("EVIL", evil));
    for path in [
        "/bulletins",
        "/bulletins/e",
        "/bulletins/people",
        "/bulletins/people/eve",
        "/bulletins/sources",
        "/bulletins/tags",
        "/search?q=script",
        "/bulletins.atom",
        "/bulletins?tag=%3Cscript%3E",
    ] {
        let page = site.stranger().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("<script>"), "{path}: {}", page.body);
        assert!(!page.body.contains("=\"javascript:"), "{path}");
        assert_eq!(
            page.body.matches("</script>").count(),
            page.body.matches("<script type").count(),
            "{path}"
        );
    }
    let page = site.stranger().get("/bulletins/e").await.body;
    // The data of a page has no letter that could end its element.
    let (_, data) = page.split_once("application/ld+json\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    assert!(data.contains("script") && !data.contains('<'), "{data}");
    assert!(
        page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
        "{page}"
    );
}

#[tokio::test]
async fn files_with_mistakes_are_named_to_whoever_is_signed_in_and_the_rest_is_shown() {
    let (site, folder) = site_of(
        "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n[[event]]\nid = \"e\"\n\n[[event.claim]]\nsays = \"date\"\n\
        date = \"2017-02-30\"\nsource = \"A\"\n",
    );
    std::fs::write(folder.path().join("torn.toml"), "[[person]\n").unwrap();
    let page = site.stranger().get("/bulletins/e").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Date not stated"), "{}", page.body);
    let away = site.stranger().get("/bulletins/problems").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    let page = site
        .person_browser("A-1/1")
        .get("/bulletins/problems")
        .await
        .body;
    in_order(
        &page,
        &[
            "2 problems",
            "<code>it.toml:10</code>",
            "that month has 28 days",
            "<code>torn.toml:1</code>",
        ],
    );
}

#[tokio::test]
async fn a_record_is_read_again_when_a_file_of_it_changes() {
    let event = |place: &str| {
        format!(
            "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n[[event]]\nid = \"e\"\n\n[[event.claim]]\n\
            says = \"place\"\nvalue = \"{place}\"\nsource = \"A\"\n"
        )
    };
    let (site, folder) = site_of(&event("Old Hall"));
    assert!(
        site.stranger()
            .get("/bulletins/e")
            .await
            .body
            .contains("Old Hall")
    );
    std::fs::write(folder.path().join("it.toml"), event("Newest Hall")).unwrap();
    assert!(
        site.stranger()
            .get("/bulletins/e")
            .await
            .body
            .contains("Newest Hall")
    );
    // A folder that cannot be read leaves what was there, and says so.
    std::fs::write(folder.path().join("stray.exe"), "x").unwrap();
    assert!(
        site.stranger()
            .get("/bulletins/e")
            .await
            .body
            .contains("Newest Hall")
    );
    let office = site
        .person_browser("A-1/1")
        .get("/bulletins/problems")
        .await
        .body;
    assert!(office.contains("stray.exe"), "{office}");
}
