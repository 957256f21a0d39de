//! The pictures that the README shows.

use super::{Screen, Server, Window};

#[tokio::test]
async fn the_pictures_of_the_readme_can_be_taken() {
    let server = Server::start();
    let window = Window::open(Screen::Desk).await;
    window.sign_in(&server, server.organiser()).await;
    for (path, name) in [("/units", "organisation"), ("/charter/4", "charter")] {
        window.go(&server.at(path)).await;
        for is_dark in [true, false] {
            window.dark(is_dark);
            window.can_be_used_by_everybody().await;
        }
        window.picture(name).await;
    }
}
