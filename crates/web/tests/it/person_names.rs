//! The names of somebody on the roll: written down, put right, ended, taken out, found by,
//! and shown for the days on which they were so.

use axum::http::StatusCode;
use serde_json::json;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::{Browser, TestSite};

/// Adds a name in the two steps of the form: what was recognised is sent as it was filled in.
async fn add(browser: &Browser<'_>, form: &str, name: &str, more: &[(&str, &str)]) -> String {
    let drawn = browser.fill_in(form, form, &[("text", name)]).await;
    assert_eq!(drawn.status, StatusCode::OK, "{}", text(&drawn));
    let chosen = |field: &str| -> String {
        let select = format!("<select id=\"{field}\"");
        let (_, after) = drawn.body.split_once(&select).unwrap();
        let (select, _) = after.split_once("</select>").unwrap();
        let options = select.split("<option value=\"").skip(1);
        let mut options = options.filter(|it| it.contains(" selected"));
        let chosen = options.next().and_then(|it| it.split('"').next());
        chosen.unwrap_or_default().to_owned()
    };
    let (script, system, order) = (chosen("script"), chosen("system"), chosen("order"));
    let recognised = [
        ("text", name),
        ("read", name),
        ("script", &script),
        ("system", &system),
        ("order", &order),
    ];
    let sent = browser
        .send_form(&drawn, form, &[&recognised, more].concat())
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent));
    read(browser, sent.header("location").unwrap()).await
}

#[tokio::test]
async fn a_person_writes_down_names_and_is_found_by_every_one() {
    let site = TestSite::party_cell();
    let (id, own) = (site.person("A-1/4"), site.person_browser("A-1/4"));
    let form = format!("/people/{id}/names/add");
    let drawn = own
        .fill_in(&form, &form, &[("text", "Ch\u{2019}oe Hwi [최휘]")])
        .await;
    says(
        &text(&drawn),
        &[
            "These are 2 names: Ch\u{2019}oe Hwi, and in brackets 최휘",
            "Korean letters (Hangul)",
        ],
    );
    let page = add(
        &own,
        &form,
        "Ch\u{2019}oe Hwi [최휘]",
        &[("source", "a letter")],
    )
    .await;
    says(
        &page,
        &[
            "Your card is changed.",
            "Ch\u{2019}oe Hwi McCune-Reischauer · source: a letter",
            "최휘 Korean letters (Hangul) · family name first · source: a letter",
        ],
    );
    let officer = site.person_browser("A-1/2");
    for (asked, also) in [
        ("choe+hwi", "also Ch\u{2019}oe Hwi"),
        ("%EC%B5%9C%ED%9C%98", "also 최휘"),
    ] {
        let list = read(&officer, &format!("/people?q={asked}")).await;
        says(&list, &["Name A-1/4", also, "1 person"]);
    }
    let found = officer.get("/api/people?q=%EC%B5%9C%ED%9C%98").await.json();
    assert_eq!(found[0]["found_by"], "최휘");
    // Whoever may know the person reads the names, and changes none.
    let seen = read(&officer, &format!("/people/{id}")).await;
    says(&seen, &["최휘"]);
    assert!(!seen.contains("Take it out"), "{seen}");
    for way in ["add", "0", "1/end", "1/remove"] {
        nothing_at(&officer, &format!("/people/{id}/names/{way}")).await;
    }
    // A name that is taken out is gone, and nobody is found by it.
    let remove = format!("/people/{id}/names/2/remove");
    let page = done(&own, &remove, &[("was", "최휘")]).await;
    assert!(!page.contains("최휘"), "{page}");
    let list = read(&officer, "/people?q=%EC%B5%9C%ED%9C%98").await;
    says(&list, &["Nobody you may see has that name"]);
}

#[tokio::test]
async fn who_married_was_called_otherwise_on_the_days_before() {
    let site = TestSite::party_cell();
    let (id, own) = (site.person("A-1/4"), site.person_browser("A-1/4"));
    let otherwise = format!("/people/{id}/names/0/end");
    let fields = [
        ("text", "Ana Bell"),
        ("from", "2025-06-01"),
        ("was", "Name A-1/4"),
    ];
    let page = done(&own, &otherwise, &fields).await;
    says(
        &page,
        &[
            "Ana Bell The name you go by · Latin letters · since 1 June 2025",
            "Name A-1/4 Latin letters · until 31 May 2025",
        ],
    );
    let officer = site.person_browser("A-1/2");
    let then = format!("/people/{id}?on=2025-05-31");
    says(
        &read(&officer, &then).await,
        &["Name A-1/4", "Goes by the name Ana Bell today."],
    );
    let unit = site.unit("A-1");
    let roll = read(&officer, &format!("/units/{unit}?on=2025-05-31")).await;
    assert!(
        roll.contains("Name A-1/4") && !roll.contains("Ana Bell"),
        "{roll}"
    );
    let roll = read(&officer, &format!("/units/{unit}?on=2025-06-01")).await;
    assert!(
        !roll.contains("Name A-1/4") && roll.contains("Ana Bell"),
        "{roll}"
    );
    let json = officer.get(&format!("/api{then}")).await.json();
    assert_eq!(json["name"], "Name A-1/4");
    let json = officer.get(&format!("/api/people/{id}")).await.json();
    assert_eq!(
        (
            &json["name"],
            &json["names"][1]["until"],
            &json["names"][0]["from"]
        ),
        (
            &json!("Ana Bell"),
            &json!("2025-05-31"),
            &json!("2025-06-01")
        )
    );
}

#[tokio::test]
async fn a_name_that_cannot_be_is_refused_in_the_same_words_on_every_way() {
    let site = TestSite::party_cell();
    let (id, own) = (site.person("A-1/4"), site.person_browser("A-1/4"));
    let unit = site.unit("A-1");
    let secretary = site.person_browser("A-1/1");
    let why = "n the name \"Kim [Gim\" `[` is never closed, at character 5; other forms of a name stand in brackets behind it";
    let pages = [
        (&own, format!("/people/{id}/card"), "name"),
        (&own, format!("/people/{id}/names/add"), "text"),
        (&own, format!("/people/{id}/names/0"), "text"),
        (&secretary, format!("/units/{unit}/admit"), "name"),
    ];
    for (browser, page, field) in &pages {
        let fields = [
            (*field, "Kim [Gim"),
            ("was", "Name A-1/4"),
            ("read", "Kim [Gim"),
        ];
        let fields = if page.ends_with("add") {
            &fields[..1]
        } else {
            &fields
        };
        let answer = refused_or_again(browser, page, fields).await;
        says(&text(&answer), &[why]);
    }
    let sent = [
        (
            &own,
            format!("/api/people/{id}/card"),
            json!({"name": "Kim [Gim"}),
        ),
        (
            &secretary,
            format!("/api/units/{unit}/admit"),
            json!({"name": "Kim [Gim", "grade": "candidate"}),
        ),
    ];
    for (browser, path, body) in &sent {
        let answer = browser.post_json(path, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let message = answer.json()["error"]["message"].to_string();
        assert!(message.replace('\\', "").contains(why), "{path}: {message}");
    }
    // A day that is none, and a name that ended before it began.
    let correct = format!("/people/{id}/names/0");
    let fields = [
        ("text", "Ana"),
        ("was", "Name A-1/4"),
        ("from", "in spring"),
    ];
    let answer = refused(&own, &correct, &fields).await;
    says(&text(&answer), &["Give a day, a month or a year"]);
    assert!(
        answer.body.contains("value=\"in spring\""),
        "what was typed is kept"
    );
    let fields = [
        ("text", "Ana"),
        ("was", "Name A-1/4"),
        ("from", "2020"),
        ("until", "2019-12"),
    ];
    let answer = refused(&own, &correct, &fields).await;
    says(
        &text(&answer),
        &["ended on 2019-12, before it began on 2020"],
    );
}

/// The form again, as refused or as not yet read.
async fn refused_or_again(
    browser: &Browser<'_>,
    page: &str,
    fields: &[(&str, &str)],
) -> crate::site::Answer {
    let answer = browser.fill_in(page, page, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{page}: {}",
        text(&answer)
    );
    answer
}

#[tokio::test]
async fn programs_write_and_read_every_name() {
    let site = TestSite::party_cell();
    let (id, own) = (site.person("A-1/4"), site.person_browser("A-1/4"));
    let path = format!("/api/people/{id}/card");
    let names = json!([
        {"text": "Choe Hwi", "order": "family-first"},
        {"text": "崔輝", "script": "han", "system": "hanja", "until": "2017-12", "source": "a list"},
    ]);
    let answer = own
        .post_json(&path, &json!({"name": "Choe Hwi [최휘]", "names": names}))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let told = own.get(&format!("/api/people/{id}")).await.json();
    assert_eq!(told["name"], "Choe Hwi");
    assert_eq!(told["names"][0]["order"], "family-first");
    assert_eq!(told["names"][1]["system"], "hanja");
    assert_eq!(told["names"][1]["until"], "2017-12");
    assert_eq!(told["names"][2]["text"], "최휘");
    // Without names the others stay.
    let answer = own.post_json(&path, &json!({"name": "Choe Hwi"})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let told = own.get(&format!("/api/people/{id}")).await.json();
    assert_eq!(told["names"].as_array().unwrap().len(), 3);
    let wrong = json!({"name": "Choe Hwi", "names": [{"text": "X", "system": "greek"}]});
    let answer = own.post_json(&path, &wrong).await;
    assert!(
        answer.body.contains("is none of hangul, hanja"),
        "{}",
        answer.body
    );
}
