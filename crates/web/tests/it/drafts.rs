//! Bulletins from the draft to everybody's eyes, and back.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::json;

use crate::reading::{done, nothing_at, read, refused, says, text};
use crate::site::{Answer, Browser, TestSite};

/// What a member of the cell writes about a meeting.
const FIELDS: [(&str, &str); 6] = [
    ("title", "The general meeting of November"),
    ("date", "2026-11-20"),
    ("place", "Sariwon"),
    (
        "text",
        "We agreed to meet **every week**. <script>alert(1)</script> [here](javascript:alert(1))",
    ),
    (
        "attendance",
        "Ri Song Chol [Ri So'ng-ch'o'l] #12 | chair; member | platform\nPak",
    ),
    ("tags", "meetings, weekly meetings"),
];

async fn drafted(site: &TestSite, writer: &Browser<'_>) -> String {
    let form = format!("/units/{}/bulletins/new", site.unit("A-1"));
    done(writer, &form, &FIELDS).await
}

/// Everything on the way from a draft to what everybody reads.
async fn published(site: &TestSite) {
    drafted(site, &site.person_browser("A-1/4")).await;
    let head = site.person_browser("A-1/1");
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
}

#[tokio::test]
async fn a_bulletin_is_drafted_reviewed_by_another_and_published() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    let stranger = site.stranger();
    let shown = drafted(&site, &writer).await;
    says(
        &shown,
        &[
            "The general meeting of November",
            "Waits for another person to read it.",
            "Written by you.",
            "Sariwon, 20 November 2026",
            "There is markup of pages in the text.",
            "Ri Song Chol [Ri So'ng-ch'o'l] , chair; member , as platform",
            "Was this a mistake? Withdraw it",
        ],
    );
    // It stands on the home page of whoever may review it, and not on the writer's.
    says(
        &read(&head, "/").await,
        &["A bulletin waits for a review", "to be read", "Article 24"],
    );
    let own = read(&writer, "/").await;
    assert!(!own.contains("waits for a review"), "{own}");
    // Nobody outside knows of it, nor anybody of another unit.
    nothing_at(&stranger, "/bulletins/bulletin-0").await;
    nothing_at(&stranger, "/bulletins").await;
    for code in ["B-1/1", "B-1/2"] {
        for path in ["/drafts/0", "/drafts/0/publish", "/drafts/0/pictures/new"] {
            nothing_at(&site.person_browser(code), path).await;
        }
    }
    // Whoever wrote it does not review it.
    let own = refused(&writer, "/drafts/0/review", &[]).await;
    says(
        &text(&own),
        &[
            "is reviewed by another person",
            "Article 24",
            "Ask another person who may review it.",
        ],
    );
    let early = refused(&head, "/drafts/0/publish", &[]).await;
    says(
        &text(&early),
        &["Nobody has reviewed this text.", "Article 24"],
    );
    done(&head, "/drafts/0/review", &[]).await;
    let shown = done(&head, "/drafts/0/publish", &[]).await;
    says(
        &shown,
        &["Published.", "What everybody reads", "Withdraw it"],
    );
    let public = read(&stranger, "/bulletins/bulletin-0").await;
    says(
        &public,
        &[
            "The general meeting of November",
            "Sariwon, Friday 20 November 2026",
            "We agreed to meet every week",
            "Ri Song Chol",
            "chair",
            "No. 1 Cell",
            "weekly meetings",
        ],
    );
}

#[tokio::test]
async fn what_is_published_is_found_like_the_rest_of_the_record_and_can_do_no_harm() {
    let site = TestSite::party_cell();
    published(&site).await;
    let stranger = site.stranger();
    let page = stranger.get("/bulletins/bulletin-0").await;
    assert!(
        page.body.contains("<strong>every week</strong>"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(!page.body.contains("javascript:"), "{}", page.body);
    says(
        &read(&stranger, "/bulletins").await,
        &["The general meeting of November"],
    );
    says(
        &read(&stranger, "/search?q=Ri+Songchol").await,
        &["Ri Song Chol"],
    );
    says(
        &read(&stranger, "/search?q=agreed").await,
        &["The general meeting"],
    );
    let person = read(&stranger, "/bulletins/people/person-12").await;
    says(
        &person,
        &["Ri Song Chol", "The general meeting of November", "1 of 2"],
    );
    says(
        &read(&stranger, "/bulletins?tag=meetings").await,
        &["The general meeting"],
    );
    let feed = stranger.get("/bulletins.atom").await;
    assert!(
        feed.body
            .contains("<title>The general meeting of November</title>")
    );
    let api = stranger.get("/api/bulletins/bulletin-0").await.json();
    assert_eq!(api["says"]["attendance"][0]["person"], "person-12");
    // A private member appears nowhere: only who is named does.
    let people = read(&stranger, "/bulletins/people").await;
    says(&people, &["Ri Song Chol", "Pak"]);
    assert!(!people.contains("Name A-1"), "{people}");
}

#[tokio::test]
async fn a_correction_is_read_by_another_and_stays_visible() {
    let site = TestSite::party_cell();
    published(&site).await;
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    let drawn = writer.get("/drafts/0/correct").await;
    assert!(
        drawn.body.contains("every week"),
        "the text stands in the form"
    );
    let silent = refused(&writer, "/drafts/0/correct", &FIELDS).await;
    says(&text(&silent), &["This may not be empty."]);
    let mut fields = FIELDS.to_vec();
    fields[3] = ("text", "We agreed to meet every month.");
    fields.push(("reason", "it was every month"));
    let shown = done(&writer, "/drafts/0/correct", &fields).await;
    says(
        &shown,
        &["A correction waits for another person to read it."],
    );
    let stranger = site.stranger();
    says(
        &read(&stranger, "/bulletins/bulletin-0").await,
        &["every week"],
    );
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
    let public = read(&stranger, "/bulletins/bulletin-0").await;
    says(
        &public,
        &[
            "every month",
            "Corrected: it was every month",
            "23 November 2026",
        ],
    );
    assert!(!public.contains("every week"), "{public}");
}

#[tokio::test]
async fn a_withdrawn_bulletin_leaves_a_note_and_nobody_in_it() {
    let site = TestSite::party_cell();
    published(&site).await;
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    let mine = writer.get("/drafts/0/withdraw").await;
    assert_eq!(mine.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&mine),
        &["You may not publish a bulletin", "Article 24"],
    );
    let gone = done(
        &head,
        "/drafts/0/withdraw",
        &[("reason", "it was another cell")],
    )
    .await;
    says(&gone, &["Withdrawn.", "Take it up again"]);
    let stranger = site.stranger();
    let note = read(&stranger, "/bulletins/bulletin-0").await;
    says(
        &note,
        &["A withdrawn bulletin", "Withdrawn: it was another cell"],
    );
    assert!(
        !note.contains("every week") && !note.contains("Ri Song"),
        "{note}"
    );
    nothing_at(&stranger, "/bulletins/people/person-12").await;
    let found = stranger.get("/search?q=agreed").await;
    assert!(
        !text(&found).contains("The general meeting"),
        "{}",
        text(&found)
    );
}

#[tokio::test]
async fn the_record_proposes_who_was_there_with_posts_of_that_day() {
    let site = TestSite::party_cell();
    let head = site.person_browser("A-1/1");
    let unit = site.unit("A-1");
    let absent = site.person("A-1/5").0;
    let record =
        json!({"kind": "general", "on": "2026-11-20", "absent": [absent], "resolutions": []});
    let answer = head
        .post_json(&format!("/api/units/{unit}/meetings"), &record)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let meeting = read(&head, "/meetings/0").await;
    says(&meeting, &["Write a bulletin about it"]);
    let form = head
        .get(&format!("/units/{unit}/bulletins/new?about=meeting-0"))
        .await;
    let number = site.person("A-1/1");
    let line = format!("Name A-1/1 #{number} | ");
    assert!(form.body.contains(&line), "{}", form.body);
    assert!(form.body.contains("value=\"2026-11-20\""), "{}", form.body);
    // Those without a post are not proposed: whoever is named becomes public.
    assert!(!form.body.contains("Name A-1/4"), "{}", form.body);
}

#[tokio::test]
async fn what_cannot_be_read_stands_at_its_field() {
    let site = TestSite::party_cell();
    let writer = site.person_browser("A-1/4");
    let form = format!("/units/{}/bulletins/new", site.unit("A-1"));
    let mut fields = FIELDS.to_vec();
    fields[4] = ("attendance", "Pak\nRi [Ri");
    let answer = refused(&writer, &form, &fields).await;
    says(&text(&answer), &["In the name \"Ri [Ri\""]);
    fields[4] = ("attendance", "Pak\n| chair");
    let answer = refused(&writer, &form, &fields).await;
    says(&text(&answer), &["Line 2: it has no name."]);
    fields[4] = ("attendance", "Pak");
    fields[1] = ("date", "2026-02-30");
    let answer = refused(&writer, &form, &fields).await;
    says(&text(&answer), &["2026-02-30"]);
    assert!(answer.body.contains("every week"), "what was typed is kept");
}

#[tokio::test]
async fn programs_write_review_and_publish_and_name_the_text_they_read() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    let unit = site.unit("A-1");
    let at = format!("/api/units/{unit}/bulletins");
    let open = writer
        .post_json(&at, &json!({"text": "+++\ntitle = 1"}))
        .await;
    assert_eq!(open.status, StatusCode::BAD_REQUEST, "{}", open.body);
    let text = "+++\ntitle = \"A banner\"\ndate = \"2026-11-01\"\n+++\nIt hangs.";
    let new = writer.post_json(&at, &json!({"text": text})).await;
    assert_eq!(new.json()["new"], 0, "{}", new.body);
    let changed = json!({"text": text.replace("hangs", "hangs high")});
    let answer = writer.post_json("/api/drafts/0/revise", &changed).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let old = head
        .post_json("/api/drafts/0/review", &json!({"revision": 1}))
        .await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", old.body);
    for what in ["review", "publish"] {
        let answer = head
            .post_json(&format!("/api/drafts/0/{what}"), &json!({"revision": 2}))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{what}: {}", answer.body);
    }
    let shown = head.get("/api/drafts/0").await.json();
    assert_eq!(shown["standing"], "published");
    let list = writer.get(&at).await.json();
    assert_eq!(list[0]["published"], "2026-11-23");
    nothing_at(&site.person_browser("B-1/1"), "/api/drafts/0").await;
    let public = site.stranger().get("/api/bulletins").await.json();
    assert_eq!(public[0]["id"], "bulletin-0");
}

/// A picture of a few pixels, with where it was taken written along.
fn png() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGM4UaEBQQxwFgBYNAhxWdzeRAAAAABJRU5ErkJggg==";
    papers::picture::from_letters(text).unwrap()
}

/// Sends a picture as a browser does.
async fn send(browser: &Browser<'_>, name: &str, file: &[u8], alt: &str) -> Answer {
    let page = "/drafts/0/pictures/new";
    let form = browser.get(page).await;
    let [token, key] = ["token", "key"].map(|field| form.hidden(field).unwrap());
    let file_head = format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png");
    let mut body = Vec::new();
    for (head, value) in [
        ("name=\"token\"", token.as_bytes()),
        ("name=\"key\"", key.as_bytes()),
        (file_head.as_str(), file),
        ("name=\"alt\"", alt.as_bytes()),
        ("name=\"caption\"", b"The hall"),
        ("name=\"credits\"", b"One; Two"),
    ] {
        body.extend(format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--X--\r\n");
    let request = browser
        .request("POST", page)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// A photograph as a phone takes it, only smaller.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let it = image::RgbImage::from_fn(width, height, |x, y| {
        let [.., down] = (y * 255 / height).to_be_bytes();
        image::Rgb([if x * 2 < width { 200 } else { 20 }, down, 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    it.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// Where a picture on a page comes from.
fn src(body: &str) -> String {
    let rest = body.split("<img src=\"").nth(1).expect("a picture");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_photograph_is_shown_to_everybody_once_its_bulletin_is_published() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    drafted(&site, &writer).await;
    let sent = send(&writer, "hall.png", &png(), "a full hall").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent));
    let draft = writer.get("/drafts/0").await;
    assert!(draft.body.contains("alt=\"a full hall\""), "{}", draft.body);
    let within = src(&draft.body);
    let picture = writer.get(&within).await;
    assert_eq!(picture.status, StatusCode::OK);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    // Nobody outside sees it, by either address, before it is published.
    let file = within.rsplit('/').next().unwrap();
    let public = format!("/pictures/{file}");
    nothing_at(&site.stranger(), &public).await;
    nothing_at(&site.person_browser("B-1/1"), &within).await;
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
    let page = site.stranger().get("/bulletins/bulletin-0").await;
    assert_eq!(src(&page.body), public);
    says(&text(&page), &["The hall", "One / Two"]);
    assert_eq!(site.stranger().get(&public).await.status, StatusCode::OK);
    // Withdrawn, the picture goes with the text.
    done(&head, "/drafts/0/withdraw", &[("reason", "not this hall")]).await;
    nothing_at(&site.stranger(), &public).await;
}

#[tokio::test]
async fn hostile_files_are_refused_by_name_with_what_to_do() {
    let site = TestSite::party_cell();
    let writer = site.person_browser("A-1/4");
    drafted(&site, &writer).await;
    let both = [png(), b"PK\x03\x04 an archive".to_vec()].concat();
    for (name, file, why) in [
        (
            "hall.png",
            b"MZ program".as_slice(),
            "The file is a program for Windows and no picture.",
        ),
        (
            "hall.svg",
            b"<svg onload='alert(1)'/>",
            "The file is a drawing (SVG), which can hold a program, and no picture.",
        ),
        ("hall.jpg", &png(), "The file is called .jpg and is a PNG."),
        ("hall.png", &both, "It is two files in one"),
        ("hall.png", b"", "The file is empty."),
    ] {
        let answer = send(&writer, name, file, "a hall").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let told = text(&answer).to_lowercase();
        says(&told, &["the picture is not taken", &why.to_lowercase()]);
        assert!(
            answer.body.contains("value=\"a hall\""),
            "what was typed is kept"
        );
    }
    let silent = send(&writer, "hall.png", &png(), " ").await;
    says(&text(&silent), &["It is not said what the picture shows."]);
    let draft = writer.get("/drafts/0").await;
    assert!(!draft.body.contains("<img"), "nothing was kept");
}

#[tokio::test]
async fn a_photograph_is_sent_in_the_width_of_whoever_looks() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    drafted(&site, &writer).await;
    let sent = send(&writer, "IMG_1.jpg", &photograph(2000, 1500), "a full hall").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent));
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
    let stranger = site.stranger();
    for page in [
        writer.get("/drafts/0").await,
        stranger.get("/bulletins/bulletin-0").await,
    ] {
        let src = src(&page.body);
        let given = format!(
            "srcset=\"{src}-narrow 640w, {src} 1600w\" sizes=\"(min-width: 48rem) 40rem, 94vw\" \
             width=\"1600\" height=\"1200\""
        );
        assert!(page.body.contains(&given), "{}", page.body);
        assert!(page.body.contains("loading=\"lazy\""), "{}", page.body);
    }
    let public = src(&stranger.get("/bulletins/bulletin-0").await.body);
    for (path, size) in [
        (public.clone(), (1600, 1200)),
        (format!("{public}-narrow"), (640, 480)),
    ] {
        let answer = stranger.get(&path).await;
        assert_eq!(answer.header("content-type"), Some("image/jpeg"), "{path}");
        let seen = image::load_from_memory(&answer.bytes).unwrap();
        assert_eq!((seen.width(), seen.height()), size, "{path}");
    }
}

#[tokio::test]
async fn a_file_that_is_too_large_is_answered_with_the_form_as_it_was_typed() {
    let site = TestSite::party_cell();
    let writer = site.person_browser("A-1/4");
    drafted(&site, &writer).await;
    let large = [photograph(40, 30), vec![0; 13 * 1024 * 1024]].concat();
    let answer = send(&writer, "hall.jpg", &large, "a full hall").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &text(&answer),
        &[
            "The file has 13.1 MB, and 12 MB are taken.",
            "Send a smaller one",
        ],
    );
    assert!(answer.body.contains("value=\"a full hall\""));
}

#[tokio::test]
async fn a_photograph_that_is_destroyed_is_gone_for_everybody_and_a_note_says_so() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    drafted(&site, &writer).await;
    send(&writer, "hall.jpg", &photograph(900, 600), "a full hall").await;
    send(&writer, "hall.png", &png(), "a small hall").await;
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
    let stranger = site.stranger();
    let page = stranger.get("/bulletins/bulletin-0").await;
    let public = src(&page.body);
    assert_eq!(stranger.get(&public).await.status, StatusCode::OK);
    // What everybody has seen is destroyed by whoever may publish.
    let way = head.get("/drafts/0").await;
    let way = way
        .body
        .split("href=\"/drafts/0/remove-picture?picture=")
        .nth(1);
    let number = way.unwrap().split('"').next().unwrap().to_owned();
    let form = "/drafts/0/remove-picture";
    let mine = writer.get(form).await;
    assert_eq!(mine.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Each stands there as it looks, small, for those who may see the text.
    let drawn = head.get(&format!("{form}?picture={number}")).await;
    assert_eq!(drawn.body.matches("type=\"radio\"").count(), 2);
    let seen = head.get(&src(&drawn.body)).await;
    let seen = image::load_from_memory(&seen.bytes).unwrap();
    assert_eq!(seen.width(), 640, "the narrow one");
    nothing_at(&site.person_browser("B-1/1"), &src(&drawn.body)).await;
    let fields = [("picture", number.as_str()), ("reason", "she asked for it")];
    let shown = done(&head, form, &fields).await;
    says(&shown, &["The picture is not here"]);
    for path in [public.clone(), format!("{public}-narrow")] {
        nothing_at(&stranger, &path).await;
    }
    let within = public.replace("/pictures/", "/drafts/0/pictures/");
    nothing_at(&writer, &within).await;
    let page = stranger.get("/bulletins/bulletin-0").await;
    says(
        &text(&page),
        &[
            "A photograph was removed: she asked for it",
            "The picture is not here",
            "every week",
        ],
    );
    // The other one is still there.
    assert_ne!(src(&page.body), public);
    assert_eq!(stranger.get(&src(&page.body)).await.status, StatusCode::OK);
    let twice = refused(&head, form, &fields).await;
    says(
        &text(&twice),
        &["No such picture is kept with the bulletin."],
    );
    let file = src(&page.body).rsplit('/').next().unwrap().to_owned();
    let sent = json!({"file": file, "reason": "this one too"});
    let answer = head.post_json("/api/drafts/0/remove-picture", &sent).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let answer = head.post_json("/api/drafts/0/remove-picture", &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What programs read of a page.
fn data(page: &Answer) -> serde_json::Value {
    let script = page
        .body
        .split("application/ld+json\">")
        .nth(1)
        .expect("data");
    serde_json::from_str(script.split("</script>").next().unwrap()).unwrap()
}

#[tokio::test]
async fn programs_read_an_article_about_what_happened_and_no_day_that_nobody_gave() {
    let site = TestSite::party_cell();
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    drafted(&site, &writer).await;
    send(&writer, "hall.jpg", &photograph(900, 600), "a full hall").await;
    // Another one says neither when nor where.
    let form = format!("/units/{}/bulletins/new", site.unit("A-1"));
    let fields = [("title", "A new banner"), ("text", "It hangs. **High.**")];
    done(&writer, &form, &fields).await;
    for draft in ["/drafts/0", "/drafts/1"] {
        done(&head, &format!("{draft}/review"), &[]).await;
        done(&head, &format!("{draft}/publish"), &[]).await;
    }
    let stranger = site.stranger();
    let told = data(&stranger.get("/bulletins/bulletin-0").await);
    assert_eq!(told["@type"], "NewsArticle");
    assert_eq!(told["headline"], "The general meeting of November");
    assert_eq!(told["datePublished"], "2026-11-23");
    assert_eq!(told["dateModified"], "2026-11-23");
    assert_eq!(told["publisher"]["name"], "No. 1 Cell");
    let image = told["image"][0].as_str().unwrap();
    assert!(image.contains("/pictures/"), "{told}");
    let about = &told["about"];
    assert_eq!(about["@type"], "Event");
    assert_eq!(about["startDate"], "2026-11-20");
    assert_eq!(about["location"]["name"], "Sariwon");
    assert_eq!(about["attendee"][0]["name"], "Ri Song Chol");
    let told = data(&stranger.get("/bulletins/bulletin-1").await);
    assert_eq!(told["datePublished"], "2026-11-23");
    assert!(told.get("about").is_none(), "{told}");
    let calendar = stranger.get("/bulletins.ics").await;
    assert!(
        calendar.body.contains("The general meeting"),
        "{}",
        calendar.body
    );
    assert!(!calendar.body.contains("A new banner"), "{}", calendar.body);
    // Whoever reads the feed reads the text, made harmless.
    let feed = stranger.get("/bulletins.atom").await.body;
    let text = "<content type=\"html\">&lt;p&gt;It hangs. &lt;strong&gt;High.&lt;/strong&gt;";
    assert!(feed.contains(text), "{feed}");
    assert!(!feed.contains("&lt;script"), "{feed}");
    // A correction is a later day of the same article.
    site.clock.set(jiff::civil::date(2026, 11, 25));
    let fields = [
        ("title", "A new banner"),
        ("text", "It hangs low."),
        ("reason", "seen"),
    ];
    done(&writer, "/drafts/1/correct", &fields).await;
    done(&head, "/drafts/1/review", &[]).await;
    done(&head, "/drafts/1/publish", &[]).await;
    let told = data(&stranger.get("/bulletins/bulletin-1").await);
    assert_eq!(told["datePublished"], "2026-11-23");
    assert_eq!(told["dateModified"], "2026-11-25");
}

#[tokio::test]
async fn what_would_be_passed_over_is_said_at_its_field() {
    let site = TestSite::party_cell();
    let writer = site.person_browser("A-1/4");
    let form = format!("/units/{}/bulletins/new", site.unit("A-1"));
    let mut fields = FIELDS.to_vec();
    fields[4] = ("attendance", "Ri #12\nPak\nRi Song Chol #12 | chair");
    let answer = refused(&writer, &form, &fields).await;
    says(&text(&answer), &["Row 3 is the person of row 1, #12"]);
    fields[4] = ("attendance", "Pak");
    fields.push(("quotations", "We begin. | Pak\nWe end. | Kim [Gim"));
    let answer = refused(&writer, &form, &fields).await;
    says(
        &text(&answer),
        &["In quotation 2 the name \"Kim [Gim\" is none"],
    );
    let api = format!("/api/units/{}/bulletins", site.unit("A-1"));
    let twice = "+++\n[[attendance]]\nname = \"A\"\nperson = \"1\"\n[[attendance]]\nname = \"B\"\nperson = \"1\"\n+++\nText";
    let answer = writer.post_json(&api, &json!({"text": twice})).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(answer.body.contains("row 2 is the person of row 1"));
    // Two of one name without a number may be two.
    fields[4] = ("attendance", "Pak\nPak");
    fields.pop();
    done(&writer, &form, &fields).await;
}

#[tokio::test]
async fn the_bytes_of_a_destroyed_photograph_are_gone_from_the_disk_and_the_chain_holds() {
    let folder = tempfile::tempdir().unwrap();
    let site = TestSite::party_cell_in(folder.path());
    let (writer, head) = (site.person_browser("A-1/4"), site.person_browser("A-1/1"));
    drafted(&site, &writer).await;
    send(&writer, "hall.jpg", &photograph(900, 600), "a full hall").await;
    done(&head, "/drafts/0/review", &[]).await;
    done(&head, "/drafts/0/publish", &[]).await;
    let onlooker = clerk::Onlooker::open(folder.path()).unwrap();
    let state = onlooker.state().unwrap();
    let picture = state.pictures_of(kernel::BulletinId(0)).next().unwrap();
    assert!(onlooker.text(picture).unwrap().is_some());
    // Whoever has the folder reads what is published as the pages show it.
    let own = web::own_bulletins(&state, |id| onlooker.text(id)).unwrap();
    assert_eq!(own[0].says.as_ref().unwrap().attendance.len(), 2);
    assert_eq!(own[0].files.values().next().unwrap().width, 900);
    let fields = [
        ("picture", picture.to_string()),
        ("reason", "she asked for it".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    done(&head, "/drafts/0/remove-picture", &fields).await;
    let onlooker = clerk::Onlooker::open(folder.path()).unwrap();
    assert_eq!(onlooker.text(picture).unwrap(), None);
    let state = onlooker.state().unwrap();
    let own = web::own_bulletins(&state, |id| onlooker.text(id)).unwrap();
    assert!(own[0].files.is_empty());
    clerk::verify(folder.path()).unwrap();
}

#[tokio::test]
async fn a_name_whose_bracket_is_open_is_refused_with_the_reason() {
    let site = TestSite::party_cell();
    let someone = site.person_browser("A-1/4");
    let number = site.person("A-1/4");
    let form = format!("/people/{number}/card");
    let answer = refused(&someone, &form, &[("name", "Kim [Gim")]).await;
    says(
        &text(&answer),
        &["In the name \"Kim [Gim\"", "never closed"],
    );
    let sent = json!({"name": "Kim [Gim"});
    let answer = someone.post_json(&format!("/api{form}"), &sent).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.body
    );
    let fields = [("name", "Choe Ryong Hae [Ch'oe Ryong-hae]")];
    done(&someone, &form, &fields).await;
    // Both forms are found on the roll.
    for asked in ["Ryong+Hae", "Ch%27oe", "Choe+Ryonghae"] {
        let found = read(&someone, &format!("/people?q={asked}")).await;
        says(&found, &["Choe Ryong Hae"]);
    }
}
