//! What is published, read by somebody who is not signed in.

mod kept;
mod lists;
mod outward;

use std::path::{Path, PathBuf};

use axum::http::{StatusCode, header};

use crate::look::headings_in_order;
use crate::site::TestSite;

/// The history that comes with the strictest charter.
fn history() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charters/party-cell/record")
}

fn site() -> TestSite {
    TestSite::party_cell_with(|settings| {
        settings.record = Some(history());
        settings.made_up = true;
    })
}

/// A site that publishes one file.
fn site_of(text: &str) -> (TestSite, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("it.toml"), text).unwrap();
    let record = folder.path().to_owned();
    let site = TestSite::party_cell_with(|settings| settings.record = Some(record));
    (site, folder)
}

const MEETING: &str = "/bulletins/loyalty-meeting-2017";

/// Every page that readers have.
const PAGES: [&str; 14] = [
    "/bulletins",
    MEETING,
    "/bulletins/fifth-conference",
    "/bulletins/letter-of-loyalty-2017",
    "/bulletins/main-speech",
    "/bulletins/photograph-3",
    "/bulletins/party",
    "/bulletins/vice-chairman-of-the-party",
    "/bulletins/people",
    "/bulletins/people/kim-phyong-hae",
    "/bulletins/sources",
    "/bulletins/tags",
    "/bulletins/conflicts",
    "/search?q=kim",
];

/// Where each of these stands, which must be one behind the other.
fn in_order(body: &str, wanted: &[&str]) {
    let mut rest = body;
    for text in wanted {
        let behind = rest.split_once(text);
        let (_, behind) = behind.unwrap_or_else(|| panic!("`{text}` does not follow in {body}"));
        rest = behind;
    }
}

#[tokio::test]
async fn the_meeting_has_its_nine_in_the_printed_order_with_both_spellings_and_posts() {
    let site = site();
    let page = site.stranger().get(MEETING).await;
    assert_eq!(page.status, StatusCode::OK);
    let body = &page.body;
    in_order(
        body,
        &[
            "Pyongyang, Tuesday 26 December 2017",
            "9 names, in the order in which “Post-Party Cell Conference Meetings Held” prints them",
            ">Choe Ryong Hae</a> <span>[Ch’oe Ryong-hae]</span>",
            ">WPK Vice Chairman</a>",
            ">Vice Chairman of the State Affairs Commission</a>",
            ">Pak Kwang Ho</a> <span>[Pak Kwang-ho]</span>",
            ">Member of the WPK Executive Policy Council</a>",
            ">Kim Phyong Hae</a> <span>[Kim P’yo’ng-hae]</span>",
            ">Thae Jong Su</a>",
            ">O Su Yong</a>",
            ">An Jong Su</a>",
            ">Pak Thae Song</a>",
            ">Choe Hwi</a>",
            ">Pak Thae Dok</a> <span>[Pak T’ae-dok]</span>",
        ],
    );
    assert!(
        body.contains("Tuesday as printed, and by the calendar"),
        "{body}"
    );
    assert!(
        body.contains("Letter of loyalty"),
        "the letter that was read there"
    );
    in_order(body, &["Photograph 2", "KCNA / Rodong Sinmun"]);
}

#[tokio::test]
async fn ordinals_that_disagree_stand_side_by_side_and_are_not_settled() {
    let site = site();
    for path in [
        "/bulletins/fifth-conference",
        MEETING,
        "/bulletins/conflicts",
    ] {
        let body = site.stranger().get(path).await.body;
        let (_, table) = body
            .split_once("<h3>The ordinals of the gatherings")
            .unwrap();
        let table = table.split("</table>").next().unwrap();
        in_order(
            table,
            &[
                "The Party Cell",
                "<b>1</b>",
                "1994",
                "The Party Cell",
                "<b>2</b>",
                "2007",
                "Post-Party Cell Conference",
                "<b>5</b>",
            ],
        );
    }
    let body = site
        .stranger()
        .get("/bulletins/competition-1994")
        .await
        .body;
    assert!(body.contains("1, printed “first”"), "{body}");
}

#[tokio::test]
async fn the_meeting_and_its_people_are_found_by_any_spelling() {
    let site = site();
    for asked in [
        "Kim P%E2%80%99yo%E2%80%99ng-hae",
        "kim p%27yo%27ng hae",
        "Kim%20Phyong%20Hae",
        "KIM%20PYONG%E2%80%90HAE",
        "Gim%20Pyeonghae",
        "Kim%20Phyong%20Hae%20[Kim%20P%27yo%27ng-hae]",
    ] {
        let asked = asked.replace(' ', "%20");
        let found = site.stranger().get(&format!("/search?q={asked}")).await;
        assert!(
            found.body.contains("/bulletins/people/kim-phyong-hae"),
            "{asked}: {}",
            found.body
        );
        let found = site.stranger().get(&format!("/bulletins?q={asked}")).await;
        assert!(
            found.body.contains(&format!("href=\"{MEETING}\"")),
            "{asked}"
        );
    }
    let said = site.stranger().get("/search?q=Gim%20Pyeonghae").await.body;
    assert!(
        said.contains("sounds alike in another system of writing"),
        "{said}"
    );
    let said = site.stranger().get("/search?q=zzzz").await.body;
    assert!(
        said.contains("Nothing published has “zzzz” in it."),
        "{said}"
    );
    let said = site
        .stranger()
        .get("/search?q=Choe%20Hwi%20(PAD]")
        .await
        .body;
    assert!(
        said.contains("Brackets did not fit") && said.contains("people/choe-hwi"),
        "{said}"
    );
}

#[tokio::test]
async fn the_list_is_newest_first_and_narrowed_by_the_address() {
    let site = site();
    let rows = |body: &str| -> Vec<String> {
        let list = body.split("<ul class=\"rows\">").nth(1).unwrap();
        let list = list.split("</ul>").next().unwrap();
        let hrefs = list.split("href=\"/bulletins/").skip(1);
        hrefs
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect()
    };
    let all = rows(&site.stranger().get("/bulletins").await.body);
    assert_eq!(all.len(), 13);
    assert_eq!(all[1..3], ["workshops-2017", "loyalty-meeting-2017"]);
    assert_eq!(all[12], "seventh-congress", "nobody says when");
    for (asked, wanted) in [
        ("place=Pyongyang", vec!["loyalty-meeting-2017"]),
        ("person=an-jong-su", vec!["loyalty-meeting-2017"]),
        (
            "person=kim-jong-un",
            vec!["letter-of-loyalty-2017", "fifth-conference", "main-speech"],
        ),
        (
            "unit=kcna-no-5-bureau-no-2-cell",
            vec!["letter-to-kim-jong-il"],
        ),
        ("tag=O%20Su%20Yong", vec!["loyalty-meeting-2017"]),
        ("q=self-reliance", vec!["letter-of-loyalty-2017"]),
        ("place=Nowhere", vec![]),
    ] {
        let body = site
            .stranger()
            .get(&format!("/bulletins?{asked}"))
            .await
            .body;
        assert_eq!(rows(&body), wanted, "{asked}");
        // Programs narrow the list by the same, but for words: those are looked for.
        if !asked.starts_with("q=") {
            let api = format!("/api/bulletins?{asked}");
            let found = site.stranger().get(&api).await.json();
            let ids = found.as_array().unwrap().iter();
            let ids: Vec<_> = ids.map(|it| it["id"].as_str().unwrap()).collect();
            assert_eq!(ids, wanted, "{api}");
        }
    }
    let since = |day: &str| {
        let address = format!("/api/bulletins?since={day}&place=Pyongyang");
        let site = &site;
        async move { site.stranger().get(&address).await.json() }
    };
    assert_eq!(since("2017-01-01").await.as_array().unwrap().len(), 1);
    assert_eq!(since("2018-12-31").await, serde_json::json!([]));
    let csv = site
        .stranger()
        .get("/bulletins.csv?place=Pyongyang")
        .await
        .body;
    assert!(csv.contains("loyalty-meeting-2017,event,"), "{csv}");
    assert_eq!(csv.trim().lines().count(), 2, "{csv}");
}

#[tokio::test]
async fn a_page_is_small_bears_no_program_and_can_be_read_aloud() {
    let site = site();
    for path in PAGES {
        let page = site.stranger().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let body = &page.body;
        let bytes = body.len() + web::assets::style().len() + web::assets::ICON.len();
        assert!(bytes < 50_000, "{path}: {bytes} bytes");
        headings_in_order(path, body);
        assert_eq!(body.matches("<h1").count(), 1, "{path}");
        assert_eq!(body.matches("<main").count(), 1, "{path}");
        assert!(
            body.contains("<nav class=\"parts\" aria-label=\"Published\">"),
            "{path}"
        );
        for script in body.split("<script").skip(1) {
            assert!(
                script.starts_with(" type=\"application/ld+json\">{"),
                "{path}: {script}"
            );
        }
        for table in body.split("<table").skip(1) {
            assert!(
                table.contains("<caption") && table.contains("scope=\"row\""),
                "{path}: {table}"
            );
        }
        for svg in body.split("<svg width").skip(1) {
            assert!(svg.contains("role=\"img\" aria-label=\""), "{path}");
        }
        assert!(
            !body.contains("Made-up data"),
            "{path}: the history is not made up"
        );
        assert!(
            body.contains("The register of this site is made up"),
            "{path}"
        );
        for id in body.split("href=\"#").skip(1) {
            let id = id.split('"').next().unwrap();
            assert_eq!(
                body.matches(&format!("id=\"{id}\"")).count(),
                1,
                "{path}: {id}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_who_is_only_a_member_stands_on_any_page() {
    let site = site();
    let names: Vec<String> = ["A-1/1", "A-1/2", "A-2/1", "B-1/1"]
        .iter()
        .map(|code| {
            let person = site.person(code);
            site.clerk
                .read(|_, directory| directory.name(person))
                .unwrap()
        })
        .collect();
    let files = [
        "/bulletins.csv",
        "/bulletins/people.csv",
        "/bulletins/attendance.csv",
        "/bulletins.atom",
        "/bulletins.ics",
        "/bulletins/popolo.json",
        "/bulletins/org.jsonld",
        "/sitemap.xml",
    ];
    for path in PAGES.iter().chain(&files) {
        let body = site.stranger().get(path).await.body;
        for name in &names {
            assert!(!body.contains(name.as_str()), "{path} shows {name}");
        }
    }
    for name in &names {
        let asked = name.replace(' ', "%20");
        let body = site
            .stranger()
            .get(&format!("/search?q={asked}"))
            .await
            .body;
        assert!(body.contains("Nothing published"), "{name}: {body}");
    }
}

#[tokio::test]
async fn the_people_of_a_stranger_are_the_published_ones_and_a_members_the_register() {
    let site = site();
    let away = site.stranger().get("/people?q=kim").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert_eq!(away.headers[header::LOCATION], "/bulletins/people?q=kim");
    let officer = site.person_browser("A-1/2").get("/people").await;
    assert_eq!(officer.status, StatusCode::OK);
    assert!(!officer.body.contains("Choe Ryong Hae"));
    // What is about one member stays behind the door.
    let one = site
        .stranger()
        .get(&format!("/people/{}", site.person("A-1/1")))
        .await;
    assert!(
        one.headers[header::LOCATION]
            .to_str()
            .unwrap()
            .starts_with("/signin")
    );
}

#[tokio::test]
async fn without_a_record_nothing_is_published_and_people_lead_to_the_door() {
    let site = TestSite::party_cell();
    for path in [
        "/bulletins",
        "/search?q=a",
        "/bulletins.atom",
        "/bulletins/people",
        "/sitemap.xml",
    ] {
        assert_eq!(
            site.stranger().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let away = site.stranger().get("/people").await;
    assert!(
        away.headers[header::LOCATION]
            .to_str()
            .unwrap()
            .starts_with("/signin")
    );
    let home = site.person_browser("A-1/1").get("/").await.body;
    assert!(!home.contains("/bulletins"), "no room that is empty");
}

#[tokio::test]
async fn a_person_has_every_form_the_posts_and_the_company() {
    let site = site();
    let body = site
        .stranger()
        .get("/bulletins/people/thae-jong-su")
        .await
        .body;
    in_order(
        &body,
        &[
            "<h1>Thae Jong Su</h1>",
            "T’ae Cho’ng-su · Tae Jong Su",
            "Loyalty meeting of the conference participants",
            "<b>4 of 9</b>",
            "WPK Vice Chairman",
            "26 December 2017",
            "official style",
            "McCune-Reischauer",
            "in a tag",
            "With whom",
            "Choe Ryong Hae",
            "The spelling of names",
        ],
    );
    let body = site
        .stranger()
        .get("/bulletins/people/kim-jong-un")
        .await
        .body;
    assert!(!body.contains("With whom"), "nobody says that he was there");
    in_order(&body, &["Addressed to them", "Main speech at"]);
    let weak = site
        .stranger()
        .get("/bulletins/people/jo-yong-won")
        .await
        .body;
    assert!(weak.contains("Known from tags only"), "{weak}");
    let moved = site.stranger().get("/bulletins/choe-hwi").await;
    assert_eq!(
        moved.headers[header::LOCATION],
        "/bulletins/people/choe-hwi"
    );
    let csv = site
        .stranger()
        .get("/bulletins/people/choe-hwi/appearances.csv")
        .await
        .body;
    assert!(csv.contains(",8,9,choe-hwi,Choe Hwi [Ch’oe Hwi],"), "{csv}");
}

#[tokio::test]
async fn the_order_of_a_list_is_shown_against_the_one_before() {
    let list = |id: &str, date: &str, people: &[&str]| {
        let mut text = format!(
            "[[event]]\nid = \"{id}\"\n\n[[event.claim]]\nsays = \"date\"\ndate = \"{date}\"\nsource = \"A\"\n\n"
        );
        for (order, person) in (1..).zip(people) {
            text.push_str(&format!(
                "[[event.attendance]]\norder = {order}\nperson = \"{person}\"\nsource = \"A\"\n\n"
            ));
        }
        text
    };
    let person = |id: &str| {
        format!("[[person]]\nid = \"{id}\"\n\n[[person.name]]\ntext = \"{id}\"\nsource = \"A\"\n\n")
    };
    let text = [
        "[[source]]\nid = \"A\"\ntitle = \"One\"\n\n".to_owned(),
        person("Ada"),
        person("Bo"),
        person("Cy"),
        list("one", "2001-01-01", &["Ada", "Bo"]),
        list("two", "2002-01-01", &["Bo", "Cy", "Ada"]),
    ];
    let (site, _folder) = site_of(&text.concat());
    let body = site.stranger().get("/bulletins/two").await.body;
    in_order(
        &body,
        &[
            "How the order moved",
            ">Bo</a>",
            "up 1",
            ">Cy</a>",
            "new in the list",
            ">Ada</a>",
            "down 2",
        ],
    );
    let body = site.stranger().get("/bulletins/people/Ada").await.body;
    in_order(
        &body,
        &[
            "<circle",
            "<b>3 of 3</b>",
            "(1 in the list before)",
            "<b>1 of 2</b>",
        ],
    );
}

#[tokio::test]
async fn the_menu_of_somebody_signed_in_leads_to_what_is_published() {
    let site = site();
    let home = site.person_browser("A-1/1").get("/").await.body;
    assert!(home.contains("href=\"/bulletins\""), "{home}");
    assert!(home.contains("Made-up data"), "the register is");
    let page = site.person_browser("A-1/1").get("/bulletins").await.body;
    assert!(page.contains("aria-current=\"page\">Bulletins"), "{page}");
    let door = site.stranger().get("/signin").await.body;
    assert!(door.contains("href=\"/bulletins\""), "{door}");
}

#[test]
fn no_page_of_the_record_hides_a_thing_of_it() {
    let pages = web::routes().into_iter().filter_map(|route| {
        let name = route.path.strip_prefix("/bulletins/")?;
        let plain = name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-');
        plain.then_some(name)
    });
    let mut pages: Vec<&str> = pages.collect();
    pages.sort_unstable();
    assert_eq!(pages, record::RESERVED_IDS);
}
