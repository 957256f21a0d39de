//! Posts over time: taken up and laid down, elections, the word of the unit above,
//! handing over.

use super::Table;
use crate::api::posts as api;
use crate::api::struck_posts;
use crate::pages::posts::{elections, routes, sequel, striking, taking_back};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/units/{id}/posts/{post}/fill", routes::fill_form)
        .post("/units/{id}/posts/{post}/fill", routes::take_up)
        .get("/units/{id}/posts/{post}/lay-down", routes::lay_down_form)
        .post("/units/{id}/posts/{post}/lay-down", routes::lay_down)
        .get("/units/{id}/posts", sequel::list)
        .sheets(
            "/units/{id}/posts.csv",
            "/units/{id}/posts.xlsx",
            sequel::export,
        )
        .list(with_files!("/units/{id}/elections"), &elections::ELECTIONS)
        .get("/units/{id}/elections/{number}", sequel::show_election)
        .get("/units/{id}/elections/{number}/strike", striking::form)
        .post("/units/{id}/elections/{number}/strike", striking::strike)
        .get("/units/{id}/posts/{post}/elect", sequel::elect_form)
        .post("/units/{id}/posts/{post}/elect", sequel::elect)
        .get("/units/{id}/posts/{post}/confirm", sequel::confirm_form)
        .post("/units/{id}/posts/{post}/confirm", sequel::confirm)
        .get("/units/{id}/posts/{post}/decline", sequel::decline_form)
        .post("/units/{id}/posts/{post}/decline", sequel::decline)
        .get("/units/{id}/posts/{post}/hand-over", sequel::hand_over_page)
        .post("/units/{id}/posts/{post}/hand-over", sequel::hand_over)
        .get(
            "/units/{id}/posts/{post}/withdraw",
            taking_back::withdraw_form,
        )
        .post("/units/{id}/posts/{post}/withdraw", taking_back::withdraw)
        .get(
            "/units/{id}/posts/{post}/strike-hand-over",
            taking_back::strike_form,
        )
        .post(
            "/units/{id}/posts/{post}/strike-hand-over",
            taking_back::strike,
        )
        .get(
            "/units/{id}/posts/{post}/strike",
            taking_back::taking_up_form,
        )
        .post("/units/{id}/posts/{post}/strike", taking_back::taking_up)
        .get(
            "/units/{id}/posts/{post}/strike-laying-down",
            taking_back::laying_down_form,
        )
        .post(
            "/units/{id}/posts/{post}/strike-laying-down",
            taking_back::laying_down,
        )
        .post("/api/units/{id}/posts/strike", struck_posts::strike)
        .post(
            "/api/units/{id}/posts/strike-laying-down",
            struck_posts::strike_laying_down,
        )
        .post("/api/units/{id}/posts/withdraw", api::withdraw)
        .post(
            "/api/units/{id}/posts/strike-hand-over",
            api::strike_hand_over,
        )
        .post("/api/units/{id}/posts/take-up", api::take_up)
        .post("/api/units/{id}/posts/lay-down", api::lay_down)
        .get("/api/units/{id}/posts", api::list)
        .get("/api/units/{id}/elections", api::elections)
        .post("/api/units/{id}/elections", api::elect)
        .post("/api/units/{id}/elections/{number}/strike", api::strike)
        .post("/api/units/{id}/posts/confirm", api::confirm)
        .post("/api/units/{id}/posts/decline", api::decline)
        .post("/api/units/{id}/posts/hand-over", api::hand_over)
        .get("/api/units/{id}/posts/{post}/hand-over", api::sheet)
}
