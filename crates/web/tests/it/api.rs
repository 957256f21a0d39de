//! The JSON API: it is all described, shut to strangers, and refuses as the pages do.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::site::{Answer, Browser, TestSite};

/// Addresses anybody may use.
const OPEN: &[&str] = &[
    "GET /api/openapi.json",
    "GET /api/asked/{number}/{secret}",
    "POST /api/units/{id}/apply",
    "GET /api/applied/{number}/{secret}",
    "POST /api/applied/{number}/{secret}/withdraw",
    "POST /api/session",
    "POST /api/units/{id}/ask",
    "POST /api/petitions/{id}/withdraw",
    "GET /api/bulletins",
    "GET /api/bulletins/{id}",
    "GET /api/search",
];

fn routes() -> BTreeSet<String> {
    let api = web::routes()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"));
    api.map(|route| format!("{} {}", route.method, route.path))
        .collect()
}

#[tokio::test]
async fn the_document_describes_every_address_and_no_other() {
    let site = TestSite::party_cell();
    let document = site.stranger().get("/api/openapi.json").await.json();
    assert!(
        document["openapi"].as_str().unwrap().starts_with("3.1."),
        "{}",
        document["openapi"]
    );
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            described.insert(format!("{} {path}", method.to_uppercase()));
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(
                !summary.is_empty(),
                "{method} {path} says nothing about itself"
            );
        }
    }
    assert_eq!(described, routes());
    // Whatever is referred to is there.
    let text = document.to_string();
    for name in text
        .split("\"#/components/schemas/")
        .skip(1)
        .filter_map(|it| it.split('"').next())
    {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn nothing_is_told_to_strangers() {
    let site = TestSite::party_cell();
    let entries = site.entries();
    for route in routes() {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path
            .replace("{id}", "1")
            .replace("{article}", "1")
            .replace("{number}", "1")
            .replace("{directive}", "0")
            .replace("{report}", "monthly")
            .replace("{period}", "2024-01");
        let request = site
            .stranger()
            .request(method, &path)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = site
            .stranger()
            .send(request.body(Body::from("{}")).unwrap())
            .await;
        if OPEN.contains(&route.as_str()) {
            assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
            continue;
        }
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        assert_eq!(answer.json()["error"]["kind"], "not_signed_in", "{route}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{route}");
    }
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn a_program_signs_in_and_out_with_a_token() {
    let site = TestSite::party_cell();
    site.add_account("kim", "a long and quiet evening", "A-1/1");
    let mut program = site.stranger();
    let wrong = program
        .post_json("/api/session", &json!({"name": "kim", "password": "x"}))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = json!({"name": "kim", "password": "a long and quiet evening"});
    let answer = program.post_json("/api/session", &right).await;
    assert_eq!(answer.header("set-cookie"), None);
    program.bearer = Some(answer.json()["token"].as_str().unwrap().to_owned());
    let me = program.get("/api/me").await.json();
    assert_eq!(
        (&me["name"], &me["kind"]),
        (&json!("Name A-1/1"), &json!("person"))
    );
    assert_eq!(me["units"], json!([site.unit("A-1").0]));
    assert_eq!(
        program
            .post_json("/api/session/end", &json!({}))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        program.get("/api/me").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_meeting_is_recorded_shown_and_corrected() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let unit = site.unit("A-1").0;
    let absent = site.person("A-1/5").0;
    // What else is due of a unit that never filed or collected is no matter here.
    let is_due = async || {
        let due = secretary.get("/api/due").await.json();
        let mut due = due.as_array().unwrap().iter();
        due.any(|it| it["meeting"] == "general")
    };
    assert!(is_due().await);
    let record = json!({"kind": "general", "on": "2026-11-23", "absent": [absent], "resolutions": ["To meet on Tuesdays."]});
    let answer = secretary
        .post_json(&format!("/api/units/{unit}/meetings"), &record)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let id = answer.json()["new"].clone();
    let shown = secretary.get(&format!("/api/meetings/{id}")).await.json();
    assert_eq!(shown["standing"], "quorate");
    assert_eq!(
        (&shown["expected"], &shown["present"]),
        (&json!(14), &json!(13))
    );
    assert_eq!(
        shown["absent"],
        json!([{"person": absent, "name": "Name A-1/5"}])
    );
    assert_eq!(shown["resolutions"], json!(["To meet on Tuesdays."]));
    assert_eq!(shown["entry"], answer.json()["first_entry"]);
    assert!(!is_due().await);
    let correction =
        json!({"on": "2026-11-22", "absent": [], "resolutions": [], "reason": "It was on Sunday."});
    let answer = secretary
        .post_json(&format!("/api/meetings/{id}/correct"), &correction)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let shown = secretary.get(&format!("/api/meetings/{id}")).await.json();
    assert_eq!(
        (&shown["on"], &shown["present"]),
        (&json!("2026-11-22"), &json!(14))
    );
    assert_eq!(shown["corrections"], json!(["It was on Sunday."]));
    let listed = secretary
        .get(&format!("/api/units/{unit}/meetings"))
        .await
        .json();
    assert_eq!(listed[0]["id"], id);
}

/// Sends JSON under a key.
async fn post_under_key(browser: &Browser<'_>, path: &str, key: &str, body: &Value) -> Answer {
    let request = browser
        .request("POST", path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key);
    browser
        .send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

#[tokio::test]
async fn a_request_sent_twice_has_one_effect() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let path = format!("/api/units/{}/admit", site.unit("A-1"));
    let somebody = json!({"name": "Lee", "grade": "candidate"});
    let before = site.entries();
    let first = post_under_key(&secretary, &path, "k", &somebody).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let after = site.entries();
    assert!(after > before);
    let again = post_under_key(&secretary, &path, "k", &somebody).await;
    assert_eq!((again.status, again.json()), (first.status, first.json()));
    assert_eq!(site.entries(), after);
    // Another content is another request, and so is the same of somebody else.
    let other = post_under_key(
        &secretary,
        &path,
        "k",
        &json!({"name": "Pak", "grade": "candidate"}),
    )
    .await;
    assert_ne!(other.json()["new"], first.json()["new"]);
    let operator = post_under_key(&site.operator(), &path, "k", &somebody).await;
    assert_ne!(operator.json()["new"], first.json()["new"]);
}

#[tokio::test]
async fn a_refusal_names_the_article_and_a_way_on() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1").0;
    let path = format!("/api/units/{unit}/meetings");
    let record = json!({"kind": "general", "on": "2026-11-23", "absent": []});
    let answer = site.person_browser("A-1/3").post_json(&path, &record).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = &answer.json()["error"];
    assert_eq!(error["kind"], "refused");
    assert_eq!(
        error["message"],
        "You may not record a meeting in No. 1 Cell."
    );
    assert_eq!(error["article"]["number"], "9");
    assert_eq!(error["article"]["assumed"], "no source says so");
    assert_eq!(
        error["way_on"],
        "Ask somebody whose post carries this right."
    );
    let absent: Vec<u32> = (4..=10)
        .map(|n| site.person(&format!("A-1/{n}")).0)
        .collect();
    let record = json!({
        "kind": "general", "on": "2026-11-23", "absent": absent, "resolutions": ["To decide."]
    });
    let answer = site.person_browser("A-1/1").post_json(&path, &record).await;
    assert_eq!(
        answer.json()["error"]["article"]["number"],
        "6",
        "{}",
        answer.body
    );
    let unknown = site
        .person_browser("A-1/1")
        .post_json(
            &path,
            &json!({"kind": "no such", "on": "2026-11-23", "absent": []}),
        )
        .await;
    assert_eq!(
        unknown.json()["error"]["message"],
        "The charter has no kind of meeting \u{201c}no such\u{201d}."
    );
    let error = &unknown.json()["error"];
    assert_eq!(error["way_on"], "Name one of these: general.");
    assert_eq!(error["article"]["number"], "6");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_to_be_so() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let path = format!("/api/units/{}/meetings", site.unit("A-1"));
    for body in [
        json!({"kind": "general", "on": "yesterday"}),
        json!({"kind": "general", "on": "2026-11-23T00:00", "absent": []}),
        json!({"kind": "general", "more": 1}),
    ] {
        let answer = secretary.post_json(&path, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.json()["error"]["kind"], "invalid", "{body}");
    }
    let form = secretary.post(&path, &[("kind", "general")]).await;
    assert_eq!(
        form.status,
        StatusCode::BAD_REQUEST,
        "a form cannot say that it is JSON"
    );
    let from_elsewhere = secretary
        .request("POST", &path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "cross-site");
    let answer = secretary
        .send(
            from_elsewhere
                .body(Body::from("{\"kind\":\"general\"}"))
                .unwrap(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// Who gets what, as a table of statuses: a changed right shows as a change here.
async fn table(site: &TestSite, people: &[(&str, &str)], paths: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (name, path) in paths {
        text.push_str(&format!("{name:<24}"));
        for (_, code) in people {
            let browser = if *code == "operator" {
                site.operator()
            } else {
                site.person_browser(code)
            };
            text.push_str(&format!(" {}", browser.get(path).await.status.as_u16()));
        }
        text.push('\n');
    }
    text
}

fn paths(site: &TestSite, own: &str, other: &str) -> Vec<(&'static str, String)> {
    let mut paths = Vec::new();
    for (of, code) in [
        ["own unit", "own roll", "own meetings", "own journal"],
        [
            "other unit",
            "other roll",
            "other meetings",
            "other journal",
        ],
    ]
    .into_iter()
    .zip([own, other])
    {
        let unit = site.unit(code);
        let each = [
            format!("/api/units/{unit}"),
            format!("/api/units/{unit}/roll"),
            format!("/api/units/{unit}/meetings"),
            format!("/api/journal?unit={unit}"),
        ];
        paths.extend(of.into_iter().zip(each));
    }
    paths.push((
        "own person",
        format!("/api/people/{}", site.person(&format!("{own}/4"))),
    ));
    paths.push((
        "other person",
        format!("/api/people/{}", site.person(&format!("{other}/4"))),
    ));
    paths
}

#[tokio::test]
async fn who_may_see_what_under_the_strictest_charter() {
    let site = TestSite::party_cell();
    let people = [
        ("operator", "operator"),
        ("officer above", "A-1/2"),
        ("secretary", "A-1/1"),
        ("member", "A-1/3"),
        ("candidate", "A-1/13"),
        ("head elsewhere", "B-1/1"),
    ];
    // 422 where the unit may be known and not this of it; 404 where it may not be known.
    insta::assert_snapshot!(table(&site, &people, &paths(&site, "A-1", "B-1")).await, @r"
    own unit                 200 200 200 200 200 404
    own roll                 200 200 200 200 422 404
    own meetings             200 200 200 200 200 404
    own journal              200 200 200 422 422 404
    other unit               200 404 404 404 404 200
    other roll               200 404 404 404 404 200
    other meetings           200 404 404 404 404 200
    other journal            200 404 404 404 404 200
    own person               200 200 200 200 404 404
    other person             200 404 404 404 404 200
    ");
}

#[tokio::test]
async fn who_may_see_what_under_another_charter() {
    let site = TestSite::union();
    let people = [
        ("operator", "operator"),
        ("organiser above", "R-1/3"),
        ("branch secretary", "R-1/1"),
        ("treasurer", "R-1/2"),
        ("member", "R-1/6"),
        ("member elsewhere", "R-2/6"),
    ];
    insta::assert_snapshot!(table(&site, &people, &paths(&site, "R-1", "R-2")).await, @r"
    own unit                 200 200 200 200 200 200
    own roll                 200 200 200 200 422 422
    own meetings             200 200 200 200 200 200
    own journal              200 200 200 200 422 422
    other unit               200 200 200 200 200 200
    other roll               200 200 422 422 422 422
    other meetings           200 200 200 200 200 200
    other journal            200 200 422 422 422 422
    own person               200 200 200 200 404 404
    other person             200 200 404 404 404 404
    ");
}

#[tokio::test]
async fn figures_come_without_names_and_contacts_only_where_they_are_given() {
    let site = TestSite::party_cell();
    let unit = site.unit("A-1");
    let shown = site
        .person_browser("A-1/13")
        .get(&format!("/api/units/{unit}"))
        .await;
    let json = shown.json();
    assert_eq!(json["people"], json!({"member": 12, "candidate": 2}));
    assert_eq!(
        (&json["posts"][0]["held"], &json["posts"][0]["holders"]),
        (&json!(1), &json!([]))
    );
    assert!(!shown.body.contains("Name A-1"), "{}", shown.body);
    assert_eq!(json["may"], json!(["see figures"]));
    let person = format!("/api/people/{}", site.person("A-1/4"));
    for (code, email) in [
        ("A-1/1", json!("A-1/4@example.org")),
        ("A-1/2", json!(null)),
        ("A-1/4", json!("A-1/4@example.org")),
    ] {
        let shown = site.person_browser(code).get(&person).await.json();
        assert_eq!(shown["email"], email, "{code}");
    }
}

#[tokio::test]
async fn people_see_who_looked_at_their_card() {
    let site = TestSite::party_cell();
    let own = site.person_browser("A-1/4");
    let path = format!("/api/people/{}", site.person("A-1/4"));
    assert_eq!(own.get(&path).await.json()["looks"], json!([]));
    let other = site.person_browser("A-1/1").get(&path).await;
    assert_eq!(other.json()["looks"], json!(null));
    site.person_browser("B-1/1").get(&path).await;
    let looks = own.get(&path).await.json()["looks"].clone();
    assert_eq!(
        looks.as_array().unwrap().len(),
        1,
        "nobody looked who may not: {looks}"
    );
    assert_eq!(looks[0]["who"], "Name A-1/1");
}

#[tokio::test]
async fn a_card_is_changed_by_its_person_alone() {
    let site = TestSite::party_cell();
    let path = format!("/api/people/{}/card", site.person("A-1/4"));
    let card = json!({"name": "Kim of the harbour", "phone": "+44 1"});
    for other in [site.person_browser("A-1/1"), site.operator()] {
        assert_eq!(
            other.post_json(&path, &card).await.status,
            StatusCode::NOT_FOUND
        );
    }
    let own = site.person_browser("A-1/4");
    let entries = site.entries();
    assert_eq!(own.post_json(&path, &card).await.status, StatusCode::OK);
    let shown = own.get(&path.replace("/card", "")).await.json();
    assert_eq!(
        (&shown["name"], &shown["phone"], &shown["email"]),
        (&json!("Kim of the harbour"), &json!("+44 1"), &json!(null))
    );
    assert_eq!(
        site.entries(),
        entries,
        "who somebody is stands in no entry"
    );
    let long = own
        .post_json(&path, &json!({"name": "x".repeat(300)}))
        .await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn search_finds_only_people_one_may_know() {
    let site = TestSite::party_cell();
    let found = async |code: &str, words: &str| {
        let people = site
            .person_browser(code)
            .get(&format!("/api/people?q={words}"))
            .await
            .json();
        people
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("A-1/1", "name%20a-1/12").await, ["A-1/12"]);
    assert_eq!(found("A-1/1", "b-1/12").await, Vec::<String>::new());
    assert_eq!(found("A-1/13", "name").await, ["A-1/13"], "only themselves");
    assert_eq!(found("A-1/2", "a-2").await.len(), 4, "the officer above");
}

#[tokio::test]
async fn the_tree_opens_level_by_level_from_where_sight_begins() {
    let site = TestSite::party_cell();
    let names = async |browser: &Browser<'_>, path: &str| {
        let units = browser.get(path).await.json();
        units
            .as_array()
            .unwrap()
            .iter()
            .map(|it| format!("{} {}", it["code"], it["standing"]))
            .collect::<Vec<_>>()
    };
    let operator = site.operator();
    assert_eq!(names(&operator, "/api/units").await, ["\"C\" \"inside\""]);
    let below = format!("/api/units?under={}", site.unit("A"));
    assert_eq!(
        names(&operator, &below).await,
        ["\"A-1\" \"outside\"", "\"A-2\" \"outside\""]
    );
    assert_eq!(
        names(&site.person_browser("A-1/2"), "/api/units").await,
        ["\"A\" \"inside\""]
    );
    assert_eq!(
        names(&site.person_browser("B-1/1"), "/api/units").await,
        ["\"B-1\" \"outside\""]
    );
    let closed = site.person_browser("B-1/1").get(&below).await;
    assert_eq!(closed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_is_applied_as_it_was_seen_or_not_at_all() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let plan = officer.get("/api/plan").await.json();
    assert_eq!(plan["steps"].as_array().unwrap().len(), 1, "{plan}");
    assert_eq!(plan["steps"][0]["cures"][0]["unit"]["code"], "A-2");
    let stale = officer
        .post_json("/api/plan/apply", &json!({"mark": "00"}))
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("has changed"), "{}", stale.body);
    let applied = officer
        .post_json("/api/plan/apply", &json!({"mark": plan["mark"]}))
        .await;
    assert_eq!(applied.status, StatusCode::OK, "{}", applied.body);
    let rest = officer.get("/api/findings?rule=size.cell").await.json();
    assert_eq!(rest["findings"], json!([]));
    let all = site
        .operator()
        .get("/api/findings?rule=size.cell")
        .await
        .json();
    assert_eq!(all["findings"][0]["unit"]["code"], "B-1", "{all}");
    assert_eq!(all["findings"][0]["article"]["number"], "4");
}

#[tokio::test]
async fn posts_and_people_change_through_the_same_rules() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let unit = site.unit("A-1");
    let tenancy = |code: &str| json!({"person": site.person(code).0, "post": "secretary"});
    let full = officer
        .post_json(
            &format!("/api/units/{unit}/posts/take-up"),
            &tenancy("A-1/3"),
        )
        .await;
    assert_eq!(
        full.json()["error"]["article"]["number"],
        "7",
        "{}",
        full.body
    );
    for (act, code) in [("lay-down", "A-1/1"), ("take-up", "A-1/3")] {
        let done = officer
            .post_json(&format!("/api/units/{unit}/posts/{act}"), &tenancy(code))
            .await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    }
    let to = json!({"to": site.unit("A-2").0});
    let moved = officer
        .post_json(
            &format!("/api/people/{}/transfer", site.person("A-1/5")),
            &to,
        )
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
    let secretary = site.person_browser("A-1/3");
    let promoted = secretary
        .post_json(
            &format!("/api/people/{}/promote", site.person("A-1/13")),
            &json!({"grade": "member"}),
        )
        .await;
    assert_eq!(promoted.status, StatusCode::OK, "{}", promoted.body);
    let leaver = site.person_browser("A-1/6");
    let left = leaver
        .post_json(
            &format!("/api/people/{}/leave", site.person("A-1/6")),
            &json!({}),
        )
        .await;
    assert_eq!(left.status, StatusCode::OK, "{}", left.body);
    assert_eq!(
        leaver.get("/api/me").await.status,
        StatusCode::UNAUTHORIZED,
        "the account goes with the person"
    );
    let counts = secretary.get(&format!("/api/units/{unit}")).await.json()["people"].clone();
    assert_eq!(counts, json!({"member": 11, "candidate": 1}));
}

#[tokio::test]
async fn the_journal_shows_what_touched_ones_own_units() {
    let site = TestSite::party_cell();
    let whats = async |code: &str, query: &str| {
        let journal = site
            .person_browser(code)
            .get(&format!("/api/journal{query}"))
            .await
            .json();
        journal["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["what"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let own = whats("A-1/1", "").await;
    assert!(
        own.contains(&"member-admitted".to_owned()) && own.contains(&"charter-adopted".to_owned()),
        "{own:?}"
    );
    assert_eq!(own.iter().filter(|it| *it == "member-admitted").count(), 14);
    assert_eq!(
        whats("A-1/3", "").await,
        ["charter-adopted"],
        "a member has no right to the journal"
    );
    let all = site.operator().get("/api/journal?count=10").await.json();
    assert_eq!(all["entries"].as_array().unwrap().len(), 10);
    let next = site
        .operator()
        .get(&format!("/api/journal?count=1000&before={}", all["before"]))
        .await
        .json();
    assert_eq!(
        next["entries"].as_array().unwrap().len() as u64 + 10,
        site.entries()
    );
    assert_eq!(next["before"], json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn verifying_says_whether_all_is_as_it_was_written() {
    let directory = tempfile::tempdir().unwrap();
    let site = TestSite::party_cell_in(directory.path());
    let answer = site.person_browser("A-1/1").get("/api/verify").await;
    assert_eq!(answer.json()["whole"], true, "{}", answer.body);
    assert_eq!(answer.json()["entries"], site.entries());
    let member = site.person_browser("A-1/3").get("/api/verify").await;
    assert_eq!(member.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_charter_is_read_article_by_article() {
    let site = TestSite::union();
    let browser = site.person_browser("R-1/4");
    let charter = browser.get("/api/charter").await.json();
    let articles = charter["articles"].as_array().unwrap();
    assert!(!articles.is_empty());
    for article in articles {
        let path = format!("/api/charter/{}", article["number"].as_str().unwrap());
        assert_eq!(&browser.get(&path).await.json(), article);
    }
    assert_eq!(
        browser.get("/api/charter/no-such").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_tree_is_changed_by_the_same_rules() {
    let site = TestSite::party_cell();
    let officer = site.person_browser("A-1/2");
    let unit = |code: &str| site.unit(code);
    let post = async |path: String, body: Value| officer.post_json(&path, &body).await;
    let cell = json!({"code": "A-3", "level": "cell", "name": "No. 3 Cell"});
    let founded = post(format!("/api/units/{}/found", unit("A")), cell).await;
    assert_eq!(founded.json()["new"], unit("A-3").0, "{}", founded.body);
    let renamed = post(
        format!("/api/units/{}/rename", unit("A-3")),
        json!({"name": "Harbour Cell"}),
    )
    .await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.body);
    let elsewhere = post(
        format!("/api/units/{}/move", unit("A-3")),
        json!({"to": unit("B").0}),
    )
    .await;
    assert_eq!(
        elsewhere.status,
        StatusCode::NOT_FOUND,
        "the officer may not know of the other county"
    );
    let merged = post(
        format!("/api/units/{}/merge", unit("A-2")),
        json!({"to": unit("A-1").0}),
    )
    .await;
    assert_eq!(merged.status, StatusCode::OK, "{}", merged.body);
    let people: Vec<u32> = (1..=8)
        .map(|n| site.person(&format!("A-1/{n}")).0)
        .collect();
    let part = json!({"parts": [{"code": "A-4", "name": "No. 4 Cell", "people": people}]});
    let split = post(format!("/api/units/{}/split", unit("A-1")), part).await;
    assert_eq!(split.status, StatusCode::OK, "{}", split.body);
    let unfit = json!({"level": "primary", "parts": [{"code": "A-5", "name": "No. 5 Cell", "people": [people[0]]}]});
    let unfit = post(format!("/api/units/{}/form", unit("A-4")), unfit).await;
    assert_eq!(unfit.json()["error"]["kind"], "refused", "{}", unfit.body);
    let dissolved = post(format!("/api/units/{}/dissolve", unit("A-3")), json!({})).await;
    assert_eq!(dissolved.status, StatusCode::OK, "{}", dissolved.body);
    let tree = officer
        .get(&format!("/api/units?under={}", unit("A")))
        .await
        .json();
    let counts: Vec<_> = tree
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["code"].clone(), it["people"].clone()))
        .collect();
    assert_eq!(
        counts,
        [(json!("A-1"), json!(10)), (json!("A-4"), json!(8))]
    );
}

#[tokio::test]
async fn nothing_is_recorded_of_which_half_is_missing() {
    let site = TestSite::party_cell();
    let secretary = site.person_browser("A-1/1");
    let path = format!("/api/units/{}/meetings", site.unit("A-1"));
    let entries = site.entries();
    for (body, field) in [
        (json!({}), "kind"),
        (json!({"kind": "general"}), "on"),
        (json!({"kind": "general", "on": "2026-11-23"}), "absent"),
    ] {
        let answer = secretary.post_json(&path, &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let words = format!("The field `{field}` is missing.");
        assert_eq!(answer.json()["error"]["message"], words, "{body}");
    }
    assert_eq!(site.entries(), entries);
}

#[tokio::test]
async fn people_are_listed_by_unit_and_page() {
    let site = TestSite::party_cell();
    let codes = async |code: &str, asked: &str| {
        let people = site
            .person_browser(code)
            .get(&format!("/api/people{asked}"))
            .await
            .json();
        let people = people.as_array().unwrap().iter();
        people
            .map(|it| it["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("A-1/13", "").await, ["A-1/13"], "only themselves");
    assert_eq!(codes("A-1/2", "").await.len(), 18, "all beneath");
    let small = format!("?unit={}", site.unit("A-2"));
    assert_eq!(codes("A-1/2", &small).await.len(), 4);
    let county = format!("?unit={}&q=a-2&from=1&count=2", site.unit("A"));
    assert_eq!(codes("A-1/2", &county).await, ["A-2/2", "A-2/3"]);
    let hidden = format!("/api/people?unit={}", site.unit("B-1"));
    let hidden = site.person_browser("A-1/2").get(&hidden).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_sent_twice_has_the_first_answer_twice() {
    let site = TestSite::party_cell();
    let operator = site.operator();
    let mark = operator.get("/api/plan").await.json()["mark"].clone();
    let body = json!({"mark": mark});
    let first = post_under_key(&operator, "/api/plan/apply", "k", &body).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let entries = site.entries();
    let again = post_under_key(&operator, "/api/plan/apply", "k", &body).await;
    assert_eq!((again.status, again.json()), (first.status, first.json()));
    assert_eq!(site.entries(), entries);
}

/// Posts JSON that has to be taken, and gives what was answered.
async fn posted(browser: &Browser<'_>, path: &str, body: &Value) -> Value {
    let answer = browser.post_json(path, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.json()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a list, a line or a stanza a room")]
async fn a_directive_and_a_report_go_their_way_through_the_api() {
    let site = TestSite::self_help();
    let (north, hill) = (site.person_browser("H-1/2"), site.person_browser("H-2/2"));
    let (jasmine, neem) = (site.person_browser("H-1/1"), site.person_browser("V-1/1"));
    let at = |code: &str, rest: &str| format!("/api/units/{}/{rest}", site.unit(code));
    let issue = json!({ "kind": "letter", "to": ["shg"], "text": "Count the books." });
    let done = posted(&north, &at("F", "directives"), &issue).await;
    assert_eq!(done["new"], 0);
    let refused = jasmine
        .post_json(
            &at("H-1", "directives/letter-2026-1/answer"),
            &json!({ "outcome": "done" }),
        )
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.body);
    posted(
        &hill,
        &at("H", "directives/letter-2026-1/pass-on"),
        &json!({}),
    )
    .await;
    let due = jasmine.get("/api/due").await.json();
    let kinds: Vec<&str> = due
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["kind"].as_str())
        .collect();
    assert!(
        kinds.contains(&"directive") && kinds.contains(&"return"),
        "{kinds:?}"
    );
    let said = json!({ "outcome": "in-part", "text": "Nine of twelve." });
    posted(
        &jasmine,
        &at("H-1", "directives/letter-2026-1/answer"),
        &said,
    )
    .await;
    let lotus = site.person_browser("H-2/1");
    let why = json!({ "text": "They are with the bank." });
    posted(&lotus, &at("H-2", "directives/letter-2026-1/object"), &why).await;
    let settled = json!({ "upheld": true, "text": "So they are." });
    posted(
        &north,
        &at("H-2", "directives/letter-2026-1/settle"),
        &settled,
    )
    .await;
    let shown = north.get("/api/directives/letter-2026-1").await.json();
    assert_eq!(shown["text"], "Count the books.");
    // North sees its own figures only: those of the groups are not for it.
    assert_eq!(
        neem.get("/api/directives/0").await.status,
        StatusCode::NOT_FOUND
    );
    let units = jasmine.get("/api/directives/0/units").await.json();
    assert_eq!(units[0]["answer"], "in-part", "{units}");
    let file = json!({ "fields": { "saved": 11, "books": "behind", "help": "A cupboard." } });
    posted(&jasmine, &at("H-1", "reports/monthly/2024-01/file"), &file).await;
    let again = json!({ "fields": { "saved": 12, "books": "behind" }, "reason": "One more." });
    posted(
        &jasmine,
        &at("H-1", "reports/monthly/2024-01/correct"),
        &again,
    )
    .await;
    let returns = jasmine.get(&at("H-1", "reports")).await.json();
    assert_eq!(returns[0]["fields"]["saved"], 12, "{returns}");
    assert_eq!(returns[1]["fields"]["help"], "A cupboard.", "{returns}");
    let sums = site
        .operator()
        .get("/api/reports/monthly/2024-01")
        .await
        .json();
    assert_eq!(sums["now"]["filed"], 1, "{sums}");
    assert_eq!(sums["now"]["fields"]["saved"], 12, "{sums}");
    assert_eq!(sums["missing"].as_array().unwrap().len(), 2, "{sums}");
    let wrong = json!({ "fields": { "saved": "many", "books": "behind" } });
    let refused = neem
        .post_json(&at("V-1", "reports/monthly/2024-01/file"), &wrong)
        .await;
    assert!(
        refused.body.contains("takes a whole number"),
        "{}",
        refused.body
    );
    posted(
        &north,
        "/api/directives/0/amend",
        &json!({ "text": "Count them twice." }),
    )
    .await;
    posted(
        &north,
        "/api/directives/0/withdraw",
        &json!({ "text": "A mistake." }),
    )
    .await;
    let list = north.get("/api/directives").await.json();
    assert_eq!(list[0]["in_effect"], false, "{list}");
}
