//! A bulletin from the phone of somebody who was there to everybody's eyes.

use super::{Screen, Server, Window};

#[tokio::test]
async fn a_bulletin_is_written_on_a_phone_read_by_another_and_published_for_everybody() {
    let server = Server::start();
    let writer = Window::open(Screen::Phone).await;
    writer.sign_in(&server, server.head()).await;
    writer.follow(&server.head().unit).await;
    let unit = writer.address().await;
    let unit = unit.split('?').next().unwrap_or_default().to_owned();
    writer.go(&format!("{unit}/bulletins")).await;
    writer.shows("Nothing has been written yet.").await;
    writer.can_be_used_by_everybody().await;
    writer.follow("Write a bulletin").await;
    writer.can_be_used_by_everybody().await;
    writer.fill("Title", "The reading room is open").await;
    writer.fill("Place", "Sariwon").await;
    writer
        .fill(
            "Text",
            "We opened it **together**. <script>document.title='x'</script>",
        )
        .await;
    writer
        .fill(
            "Who was there",
            "Ri Song Chol [Ri So'ng-ch'o'l] | chair; member | platform",
        )
        .await;
    writer.fill("Tags", "reading, rooms").await;
    writer.picture("bulletin-form").await;
    writer.press("Keep the draft").await;
    writer.shows("Waits for another person to read it.").await;
    writer.can_be_used_by_everybody().await;
    writer.picture("bulletin-draft").await;
    let draft = writer.address().await;
    let draft = draft.split('?').next().unwrap_or_default().to_owned();
    a_photograph_is_added(&server, &writer, &draft).await;
    another_person_publishes(&server, &draft).await;
    everybody_reads(&server).await;
}

/// A program is refused, and what the window shows is taken.
async fn a_photograph_is_added(server: &Server, writer: &Window, draft: &str) {
    // A program is no photograph, whatever it is called; what the window shows is one.
    let files = [
        ("program.png", b"MZ\x90".to_vec()),
        ("hall.png", writer.seen().await),
    ];
    for (name, bytes) in files {
        server.program.write(name, bytes);
        writer.go(&format!("{draft}/pictures/new")).await;
        writer.give("Photograph", &server.program.path(name)).await;
        writer.fill("What it shows", "the door of the room").await;
        writer.fill("What stands under it", "The door").await;
        writer.press("Add the photograph").await;
        if name == "program.png" {
            writer
                .shows("The file is a program for Windows and no picture.")
                .await;
            writer.picture("bulletin-hostile").await;
        }
        writer.can_be_used_by_everybody().await;
    }
    writer.shows("The door").await;
    writer.shows_a_picture().await;
}

async fn another_person_publishes(server: &Server, draft: &str) {
    // Somebody who looks after the unit reads it and publishes it.
    let reader = Window::open(Screen::Desk).await;
    reader.sign_in(server, server.organiser()).await;
    reader.go(draft).await;
    reader.can_be_used_by_everybody().await;
    reader.follow("Review it").await;
    reader.can_be_used_by_everybody().await;
    reader.press("I have read it and it may be published").await;
    reader.shows("Reviewed, and waits to be published.").await;
    reader.follow("Publish it").await;
    reader.press("Publish it").await;
    reader.shows("What everybody reads").await;
    reader.can_be_used_by_everybody().await;
}

async fn everybody_reads(server: &Server) {
    // Somebody without an account and without programs in pages reads it.
    let everybody = Window::open(Screen::Phone).await;
    everybody.without_programs().await;
    everybody.go(&server.at("/search")).await;
    everybody.fill("Name in any spelling", "ri songchol").await;
    everybody.press("Show").await;
    everybody.follow("Ri Song Chol").await;
    everybody.follow("The reading room is open").await;
    everybody.shows("We opened it together.").await;
    everybody.shows("<script>").await;
    everybody.shows("The door").await;
    everybody.shows_a_picture().await;
    everybody.picture("bulletin-photograph").await;
    for is_dark in [false, true] {
        everybody.dark(is_dark);
        for (width, is_phone) in [(320, true), (1280, false)] {
            everybody.resize(width, 800, is_phone);
            everybody.can_be_used_by_everybody().await;
        }
        everybody
            .picture(if is_dark { "bulletin-dark" } else { "bulletin" })
            .await;
    }
}
