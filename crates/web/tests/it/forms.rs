//! Forms, whatever they are about: shut to strangers and to other sites,
//! harmless when sent twice, and kept as typed when they are refused.

use axum::http::StatusCode;

use crate::site::TestSite;

/// Pages for people who are not signed in.
const OPEN: &[&str] = &[
    // Anybody may ask, and reads the answer by a secret in the address.
    "GET /ask",
    "GET /ask/{id}",
    "POST /ask/{id}",
    "GET /asked/{number}/{secret}",
    "GET /apply",
    "GET /apply/{id}",
    "POST /apply/{id}",
    "GET /applied/{number}/{secret}",
    "POST /applied/{number}/{secret}/withdraw",
    "POST /asked/{number}/{secret}/withdraw",
    // A phone that subscribes does not sign in: a secret in the address opens it.
    "GET /units/{id}/calendar.ics",
    "GET /people/{id}/calendar.ics",
    // Whoever has a mail about what is due may stop it, by the secret in its address.
    "GET /notices/stop/{person}/{secret}",
    "POST /notices/stop/{person}/{secret}",
    "POST /notices/start/{person}/{secret}",
    "GET /signin",
    "POST /signin",
    "GET /assets/style.css",
    "GET /assets/icon.svg",
];

/// Whether an address is of what is published, which everybody may read; what
/// is wrong with it is told to those who are signed in.
fn is_published(path: &str) -> bool {
    let is_public = matches!(path, "/search" | "/sitemap.xml")
        || path.starts_with("/bulletins")
        || path.starts_with("/pictures/");
    is_public && path != "/bulletins/problems"
}

/// The addresses of pages, with numbers that mean something filled in.
fn pages(site: &TestSite) -> Vec<(&'static str, String)> {
    let pages = web::routes()
        .into_iter()
        .filter(|route| !route.path.starts_with("/api/"));
    pages
        .filter(|route| !is_published(route.path))
        .filter(|route| !OPEN.contains(&format!("{} {}", route.method, route.path).as_str()))
        .map(|route| {
            let number = match route.path.split('/').nth(1) {
                Some("units") => site.unit("A-1").0,
                Some("people") => site.person("A-1/4").0,
                _ => 1,
            };
            let path = route.path.replace("{id}", &number.to_string());
            let path = path
                .replace("{file}", "00")
                .replace("{post}", "secretary")
                .replace("{article}", "1")
                .replace("{number}", "1")
                .replace("{nth}", "0")
                .replace("{other}", "0")
                .replace("{directive}", "0")
                .replace("{report}", "monthly")
                .replace("{period}", "2024-01");
            assert!(!path.contains('{'), "{path}");
            (route.method, path)
        })
        .collect()
}

#[tokio::test]
async fn every_page_leads_strangers_to_the_door() {
    let site = TestSite::party_cell();
    let entries = site.entries();
    for (method, path) in pages(&site) {
        let answer = match method {
            "GET" => site.stranger().get(&path).await,
            _ => {
                site.stranger()
                    .post(&path, &[("token", "00"), ("key", "00")])
                    .await
            }
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
        assert!(
            answer.header("location").unwrap().starts_with("/signin"),
            "{method} {path}"
        );
        assert_eq!(answer.body, "", "{method} {path}");
    }
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn no_form_is_obeyed_without_its_proof() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let entries = site.entries();
    for (method, path) in pages(&site) {
        if method == "POST" {
            let answer = operator
                .post(&path, &[("key", "00"), ("on", "2026-11-23")])
                .await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{path}: {}",
                answer.body
            );
        }
    }
    // Whoever asks need not be signed in, and still sends the form that was drawn.
    for browser in [&operator, &site.stranger()] {
        let path = format!("/ask/{}", site.unit("A-1"));
        let answer = browser
            .post(&path, &[("token", "00"), ("key", "00"), ("text", "A lamp")])
            .await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.body);
    }
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn a_form_sent_twice_has_one_effect() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let path = format!("/units/{}/admit", site.unit("A-1"));
    let drawn = secretary.get(&path).await;
    let somebody = [
        ("name", "Lee"),
        ("grade", "candidate"),
        ("on", "2026-11-23"),
    ];
    let first = secretary.send_form(&drawn, &path, &somebody).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let entries = site.entries();
    let again = secretary.send_form(&drawn, &path, &somebody).await;
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(site.entries(), entries);
    // Another form is another request, though it says the same.
    let another = secretary.fill_in(&path, &path, &somebody).await;
    assert_eq!(another.status, StatusCode::SEE_OTHER, "{}", another.body);
    assert!(site.entries() > entries);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_names_the_article() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let path = format!("/units/{}/admit", site.unit("A-1"));
    let fields = [
        ("name", "Lee of the harbour"),
        ("grade", "member"),
        ("on", "2026-11-23"),
    ];
    let refused = secretary.fill_in(&path, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("value=\"Lee of the harbour\""),
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains("role=\"alert\"") && refused.body.contains("/charter/2"),
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains("people start in"),
        "a way on: {}",
        refused.body
    );
    assert_ne!(
        refused.hidden("key"),
        secretary.get(&path).await.hidden("key")
    );
}

#[tokio::test]
async fn what_one_may_not_know_of_is_not_found_and_what_one_may_not_do_is_refused() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let elsewhere = secretary
        .get(&format!("/units/{}/admit", site.unit("B-1")))
        .await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let nobody = secretary
        .get(&format!("/people/{}", site.person("B-1/4")))
        .await;
    let nothing = secretary.get("/people/999999").await;
    let unreadable = secretary.get("/people/somebody").await;
    let said = |body: &str| body.split_once("<main").unwrap().1.to_owned();
    for answer in [&nobody, &nothing, &unreadable] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(said(&answer.body), said(&elsewhere.body));
    }
    let member = site.person_browser("A-1/3");
    let closed = member
        .get(&format!("/units/{}/admit", site.unit("A-1")))
        .await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(closed.body.contains("/charter/9"), "{}", closed.body);
}

#[tokio::test]
async fn headings_go_down_a_level_at_a_time_for_everybody() {
    let site = TestSite::party_cell();
    for browser in [
        site.operator(),
        site.person_browser("A-1/2"),
        site.person_browser("A-1/1"),
        site.person_browser("A-1/4"),
        site.stranger(),
    ] {
        let asking = ["/ask".to_owned(), format!("/ask/{}", site.unit("A-1"))];
        let asking = asking.map(|path| ("GET", path));
        for (method, path) in pages(&site).into_iter().chain(asking) {
            if method != "GET" || path.ends_with(".csv") || path.ends_with(".xlsx") {
                continue;
            }
            let answer = browser.get(&path).await;
            let html = answer.header("content-type").unwrap_or_default();
            if html.starts_with("text/html") {
                crate::look::headings_in_order(&path, &answer.body);
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_seen_is_in_no_name() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let admit = format!("/units/{}/admit", site.unit("A-1"));
    let rename = format!("/units/{}/rename", site.unit("A-1"));
    let entries = site.entries();
    for name in [
        "Lee \u{202e}nosredna",
        "Lee\u{7}",
        "\u{2066}Lee",
        "Lee\u{feff} B",
    ] {
        let fields = [("name", name), ("grade", "candidate"), ("on", "2026-11-23")];
        for path in [&admit, &rename] {
            let refused = operator.fill_in(path, path, &fields).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{path} {name:?}"
            );
            assert!(
                refused.body.contains("invisible character"),
                "{path} {name:?}: {}",
                refused.body
            );
        }
    }
    assert_eq!(site.entries(), entries);
    // Letters of other scripts are seen well enough, with what joins them.
    let fields = [
        ("name", "\u{645}\u{6cc}\u{200c}\u{646}\u{627}"),
        ("grade", "candidate"),
        ("on", "2026-11-23"),
    ];
    let admitted = operator.fill_in(&admit, &admit, &fields).await;
    assert_eq!(admitted.status, StatusCode::SEE_OTHER, "{}", admitted.body);
}

#[tokio::test]
async fn a_field_that_cannot_be_read_is_named_in_plain_words() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let record = format!("/units/{}/meetings/record", site.unit("A-1"));
    let fields = [("held_on", "2026-11-20"), ("present", "somebody")];
    let posted = secretary.fill_in(&record, &record, &fields).await;
    let asked = secretary.get("/plan?page=first").await;
    let api = secretary.get("/api/people?count=all").await;
    for (answer, field) in [(&posted, "present"), (&asked, "page"), (&api, "count")] {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        let body = &answer.body;
        assert!(!body.contains("deserialize"), "{body}");
        assert!(
            body.contains(&format!("the field `{field}` does not fit"))
                || body.contains(&format!("the field &#96;{field}&#96; does not fit")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_form_about_somebody_sent_twice_is_answered_alike() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let operator = site.operator();
    let acts = [
        (&operator, "A-1/13", "promote", ("on", "2026-11-23")),
        (&operator, "A-1/9", "transfer", ("to", "A-2")),
        (&secretary, "A-1/10", "leave", ("on", "2026-11-23")),
    ];
    for (browser, code, act, field) in acts {
        let path = format!("/people/{}/{act}", site.person(code));
        let drawn = browser.get(&path).await;
        let fields = match field {
            ("on", _) => vec![field],
            _ => vec![field, ("on", "2026-11-23")],
        };
        let first = browser.send_form(&drawn, &path, &fields).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{act}: {}", first.body);
        let entries = site.entries();
        let again = browser.send_form(&drawn, &path, &fields).await;
        assert_eq!(
            (again.status, again.header("location")),
            (first.status, first.header("location")),
            "{act}"
        );
        assert_eq!(site.entries(), entries, "{act}");
    }
}
