//! Signing in as each of the three, and out again.

use super::{Login, Screen, Server, Window};

impl Window {
    /// Signs in by the form, as a person does.
    pub(crate) async fn sign_in(&self, server: &Server, login: &Login) {
        self.go(&server.at("/signin")).await;
        self.fill("Name", &login.name).await;
        self.fill("Password", &login.password).await;
        self.press("Sign in").await;
        self.gone_from("/signin").await;
        self.interactions();
    }
}

#[tokio::test]
async fn each_of_the_three_signs_in_and_out_on_a_phone() {
    let server = Server::start();
    assert_eq!(server.logins.len(), 3);
    let window = Window::open(Screen::Phone).await;
    for login in &server.logins {
        window.sign_in(&server, login).await;
        assert_eq!(window.address().await, "/");
        window.can_be_used_by_everybody().await;
        window.go(&server.at("/account")).await;
        window.can_be_used_by_everybody().await;
        window.press("Sign out").await;
        window.shows("Sign in").await;
        window.go(&server.at("/")).await;
        assert!(
            window.address().await.starts_with("/signin"),
            "{}",
            window.address().await
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused_in_words() {
    let server = Server::start();
    let window = Window::open(Screen::Desk).await;
    window.go(&server.at("/signin")).await;
    window.can_be_used_by_everybody().await;
    window.fill("Name", &server.logins[0].name).await;
    window.fill("Password", "not the password").await;
    window.press("Sign in").await;
    window.shows("do not").await;
    assert!(window.address().await.starts_with("/signin"));
}
