//! The table of contents: every address of the site, pages first, then the API.
//!
//! A page's handler lives beside its struct in `pages/<noun>.rs`. It takes
//! `State<Site>`, then [`SignedIn`](crate::session::SignedIn) or, for a form,
//! [`Sent`](crate::session::Sent), and numbers in the address by
//! [`At`](crate::session::At); it asks `site.read(|state, directory| …)` with
//! the viewer first, `site.submit(…)` to change something, and returns
//! `Result<Response, Failure>`. `pages/sessions.rs` and `pages/home.rs` show it.

/// The address of a list, and those of its two files.
macro_rules! with_files {
    ($path:literal) => {
        [$path, concat!($path, ".csv"), concat!($path, ".xlsx")]
    };
}

mod bulletins;
mod conferences;
mod doubles;
mod dues;
mod notices;
mod past;
mod people_names;
mod posts_over_time;
mod reports;
mod study;
mod taken_back;
mod visits;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use clerk::Clerk;
use serde::de::DeserializeOwned;
use tower_http::compression::CompressionLayer;

use crate::acting::{Task, drawn, sent};
use crate::listing::{self, List};
use crate::pages::{
    applications, awards, bodies, charter, directives, findings, home, journal, meetings, members,
    people, petitions, reshaping, sessions, units, what_if,
};
use crate::session::passwords::PasswordError;
use crate::settings::Settings;
use crate::site::Site;
use crate::{api, error, files, security};

/// The whole site over this clerk.
///
/// # Errors
/// When the machine gives no randomness or memory.
pub fn router(clerk: Clerk, settings: Settings) -> Result<Router, PasswordError> {
    let site = Site::new(clerk, settings)?;
    let Table { router, .. } = table();
    Ok(router
        .fallback(|| async { error::Failure::NotFound })
        .layer(from_fn(security::own_origin))
        .layer(from_fn_with_state(site.clone(), error::dress))
        .layer(from_fn_with_state(site.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(from_fn(files::tag_packed))
        .layer(DefaultBodyLimit::max(security::BODY_BYTES_MAX))
        .with_state(site))
}

/// An address and a method under which it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The method: `GET` or `POST`.
    pub method: &'static str,
    /// The address, with the names of its variable parts in braces.
    pub path: &'static str,
}

/// Every route of the site.
#[must_use]
pub fn routes() -> Vec<Route> {
    table().routes
}

/// The rooms of the site.
const ROOMS: &[fn(Table) -> Table] = &[
    pages,
    posts_over_time::add,
    taken_back::add,
    bulletins::add,
    notices::add,
    past::add,
    people_names::add,
    awards,
    petitions,
    doubles::add,
    dues::add,
    conferences::add,
    bodies,
    study::add,
    documents,
    api,
    applications,
    visits::add,
    calendars,
    directives,
    reports::add,
    flow_api,
];

fn table() -> Table {
    let put = |table, room: &fn(Table) -> Table| room(table);
    ROOMS.iter().fold(Table::default(), put)
}

fn pages(table: Table) -> Table {
    table
        .get("/assets/style.css", files::style)
        .get("/assets/icon.svg", files::icon)
        // Signing in, and one's own account.
        .get("/signin", sessions::new)
        .post("/signin", sessions::create)
        .post("/signout", sessions::end)
        .post("/signout/everywhere", sessions::end_all)
        .get("/account", sessions::account)
        .post("/account/password", sessions::change_password)
        // Home.
        .get("/", home::routes::show)
        .list(with_files!("/due"), &home::list::DUE)
        // The tree and its units.
        .get("/units", units::routes::list)
        .sheets("/units.csv", "/units.xlsx", units::routes::export)
        .get("/units/{id}", units::routes::show)
        // Meetings.
        .list(
            with_files!("/units/{id}/meetings"),
            &meetings::list::MEETINGS,
        )
        .get("/units/{id}/meetings/new", meetings::routes::new)
        .post("/units/{id}/meetings/new", meetings::routes::call)
        .get("/units/{id}/meetings/record", meetings::routes::new_record)
        .post("/units/{id}/meetings/record", meetings::routes::record)
        .get("/meetings/{id}", meetings::routes::show)
        .get("/meetings/{id}/correct", meetings::routes::new_correction)
        .post("/meetings/{id}/correct", meetings::routes::correct)
        .form("/meetings/{id}/call-off", &meetings::calling_off::CALL_OFF)
        // Findings, and the plan that mends them.
        .list(with_files!("/findings"), &findings::list::FINDINGS)
        .get("/plan", findings::routes::plan)
        .sheets("/plan.csv", "/plan.xlsx", findings::routes::export_plan)
        .post("/plan", findings::routes::apply)
        // The tree, changed by one unit.
        .form("/units/{id}/found", &reshaping::routes::FOUND)
        .form("/units/{id}/rename", &reshaping::routes::RENAME)
        .form("/units/{id}/move", &reshaping::routes::RELOCATE)
        .form("/units/{id}/dissolve", &reshaping::routes::DISSOLVE)
        // People, and where they belong.
        .get("/people", people::routes::list_or_published)
        .sheets("/people.csv", "/people.xlsx", people::routes::export)
        .get("/people/{id}", people::routes::show)
        .get("/people/{id}/card", people::routes::card_form)
        .post("/people/{id}/card", people::routes::change_card)
        .get("/units/{id}/admit", members::routes::new)
        .post("/units/{id}/admit", members::routes::admit)
        .get("/people/{id}/transfer", members::routes::transfer_form)
        .post("/people/{id}/transfer", members::routes::transfer)
        .get("/people/{id}/promote", members::routes::promote_form)
        .post("/people/{id}/promote", members::routes::promote)
        .get("/people/{id}/leave", members::routes::leave_form)
        .post("/people/{id}/leave", members::routes::leave)
}

/// Affiliated bodies.
fn bodies(table: Table) -> Table {
    table
        .list(with_files!("/bodies"), &bodies::list::BODIES)
        .get("/bodies/{id}/correct", bodies::routes::correct_form)
        .post("/bodies/{id}/correct", bodies::routes::correct)
        .get("/bodies/{id}/end", bodies::routes::end_form)
        .post("/bodies/{id}/end", bodies::routes::end)
        .get("/units/{id}/bodies/enter", bodies::routes::enter_form)
        .post("/units/{id}/bodies/enter", bodies::routes::enter)
        .get("/api/bodies", api::bodies::list)
        .post("/api/units/{id}/bodies", api::bodies::enter)
        .post("/api/bodies/{id}/correct", api::bodies::correct)
        .post("/api/bodies/{id}/end", api::bodies::end)
}

/// Awards to units.
fn awards(table: Table) -> Table {
    table
        .list(with_files!("/awards"), &awards::list::AWARDS)
        .get("/awards/{id}", awards::routes::show)
        .form("/awards/{id}/decide", &awards::routes::DECIDE)
        .form("/awards/{id}/revoke", &awards::routes::REVOKE)
        .form("/units/{id}/awards/propose", &awards::routes::PROPOSE)
        .get("/api/awards", api::awards::list)
        .get("/api/awards/{id}", api::awards::show)
        .post("/api/awards/{id}/decide", api::awards::decide)
        .post("/api/awards/{id}/revoke", api::awards::revoke)
        .post("/api/units/{id}/awards/propose", api::awards::propose)
}

/// What was decided for the units beneath, and what becomes of it.
fn directives(table: Table) -> Table {
    use directives::acts::Act;
    use directives::{list, routes, standings};

    table
        .list(with_files!("/directives"), &list::DIRECTIVES)
        .get("/directives/{directive}", routes::show)
        .list(
            with_files!("/directives/{directive}/units"),
            &standings::UNITS,
        )
        .get(
            "/directives/{directive}/amend",
            routes::issuers_form(Act::Amend),
        )
        .post(
            "/directives/{directive}/amend",
            routes::issuers_send(Act::Amend),
        )
        .get(
            "/directives/{directive}/withdraw",
            routes::issuers_form(Act::Withdraw),
        )
        .post(
            "/directives/{directive}/withdraw",
            routes::issuers_send(Act::Withdraw),
        )
        .list(with_files!("/units/{id}/directives"), &list::OF_UNIT)
        .get("/units/{id}/directives/new", routes::new)
        .post("/units/{id}/directives/new", routes::issue)
        .get(
            "/units/{id}/directives/{directive}/pass-on",
            routes::form(Act::PassOn),
        )
        .post(
            "/units/{id}/directives/{directive}/pass-on",
            routes::send(Act::PassOn),
        )
        .get(
            "/units/{id}/directives/{directive}/agenda",
            routes::form(Act::Agenda),
        )
        .post(
            "/units/{id}/directives/{directive}/agenda",
            routes::send(Act::Agenda),
        )
        .get(
            "/units/{id}/directives/{directive}/answer",
            routes::form(Act::Answer),
        )
        .post(
            "/units/{id}/directives/{directive}/answer",
            routes::send(Act::Answer),
        )
        .get(
            "/units/{id}/directives/{directive}/object",
            routes::form(Act::Object),
        )
        .post(
            "/units/{id}/directives/{directive}/object",
            routes::send(Act::Object),
        )
        .get(
            "/units/{id}/directives/{directive}/settle",
            routes::form(Act::Settle),
        )
        .post(
            "/units/{id}/directives/{directive}/settle",
            routes::send(Act::Settle),
        )
}

/// Applications and other proceedings.
fn applications(table: Table) -> Table {
    use applications::{public, routes};
    table
        // For anybody, signed in or not.
        .get("/apply", public::choose)
        .get("/apply/{id}", public::new)
        .post("/apply/{id}", public::apply)
        .get("/applied/{number}/{secret}", public::show)
        .post("/applied/{number}/{secret}/withdraw", public::withdraw)
        .post("/api/units/{id}/apply", api::applying::apply)
        .get("/api/applied/{number}/{secret}", api::applying::show)
        .post(
            "/api/applied/{number}/{secret}/withdraw",
            api::applying::withdraw,
        )
        // For the units.
        .list(
            with_files!("/units/{id}/applications"),
            &applications::list::APPLICATIONS,
        )
        .get(
            "/units/{id}/applications/new",
            drawn(applications::forms::open),
        )
        .post("/units/{id}/applications/new", routes::open)
        .get("/applications/{id}", routes::show)
        .get("/applications/{id}/decide", drawn(routes::DECIDE.draws))
        .post("/applications/{id}/decide", routes::decide)
        .form("/applications/{id}/sign", &routes::SIGN)
        .form("/applications/{id}/unsign", &routes::UNSIGN)
        .form("/applications/{id}/drop", &routes::DROP)
        .form("/applications/{id}/time", &routes::TIME)
        .get("/api/units/{id}/applications", api::applications::list)
        .post("/api/units/{id}/applications", api::applications::open)
        .get("/api/applications/{id}", api::applications::show)
        .post("/api/applications/{id}/decide", api::applications::decide)
        .post("/api/applications/{id}/sign", api::applications::sign)
        .post("/api/applications/{id}/unsign", api::applications::unsign)
        .post("/api/applications/{id}/drop", api::applications::drop_it)
        .post("/api/applications/{id}/time", api::applications::time)
}

/// What anybody asks of a unit, and what becomes of it.
fn petitions(table: Table) -> Table {
    table
        // For anybody, signed in or not.
        .get("/ask", petitions::public::choose)
        .get("/ask/{id}", petitions::public::new)
        .post("/ask/{id}", petitions::public::ask)
        .get("/asked/{number}/{secret}", petitions::public::show)
        .post(
            "/asked/{number}/{secret}/withdraw",
            petitions::public::withdraw,
        )
        // For the units.
        .list(
            with_files!("/units/{id}/petitions"),
            &petitions::list::PETITIONS,
        )
        .form("/units/{id}/petitions/record", &petitions::routes::RECORD)
        .get("/petitions/{id}", petitions::routes::show)
        .form("/petitions/{id}/pass-on", &petitions::routes::PASS_ON)
        .form("/petitions/{id}/answer", &petitions::routes::ANSWER)
        .form("/petitions/{id}/correct", &petitions::routes::CORRECT)
        .post("/api/units/{id}/ask", api::petitions::ask)
        .get("/api/units/{id}/petitions", api::petitions::list)
        .post("/api/units/{id}/petitions", api::petitions::record)
        .get("/api/petitions/{id}", api::petitions::show)
        .post("/api/petitions/{id}/pass-on", api::petitions::pass_on)
        .post("/api/petitions/{id}/answer", api::petitions::answer)
        .post("/api/petitions/{id}/correct", api::petitions::correct)
        .post("/api/petitions/{id}/withdraw", api::petitions::withdraw)
        .get("/api/asked/{number}/{secret}", api::petitions::asked)
}

/// The charter and the journal.
fn documents(table: Table) -> Table {
    table
        .get("/charter", charter::routes::show)
        .get("/charter.md", charter::routes::file)
        .get("/charter/what-if", what_if::routes::new)
        .post("/charter/what-if", what_if::routes::ask)
        .get(charter::adopting::PAGE, charter::adopting::form)
        .post(charter::adopting::PAGE, charter::adopting::look)
        .post(charter::adopting::YES, charter::adopting::adopt)
        .get("/charter/{article}", charter::routes::article)
        .get("/journal", journal::routes::list)
        .sheets("/journal.csv", "/journal.xlsx", journal::routes::export)
        .post("/journal/verify", journal::routes::verify)
}

fn api(table: Table) -> Table {
    table
        .get("/api/openapi.json", api::openapi::show)
        // Signing in, and who one is.
        .post("/api/session", api::sessions::create)
        .post("/api/session/end", api::sessions::end)
        .get("/api/me", api::sessions::show)
        .get("/api/due", api::due::list)
        // Units.
        .get("/api/units", api::units::list)
        .get("/api/units/{id}", api::units::show)
        .get("/api/units/{id}/roll", api::units::roll)
        .post("/api/units/{id}/admit", api::people::admit)
        // The tree, changed.
        .post("/api/units/{id}/found", api::reshaping::found)
        .post("/api/units/{id}/rename", api::reshaping::rename)
        .post("/api/units/{id}/move", api::reshaping::relocate)
        .post("/api/units/{id}/merge", api::reshaping::merge)
        .post("/api/units/{id}/split", api::reshaping::split)
        .post("/api/units/{id}/form", api::reshaping::form)
        .post("/api/units/{id}/dissolve", api::reshaping::dissolve)
        // Meetings.
        .get("/api/units/{id}/meetings", api::meetings::list)
        .post("/api/units/{id}/meetings", api::meetings::record)
        .post("/api/units/{id}/meetings/call", api::meetings::call)
        .get("/api/meetings/{id}", api::meetings::show)
        .post("/api/meetings/{id}/correct", api::meetings::correct)
        .post("/api/meetings/{id}/call-off", api::meetings::call_off)
        // People.
        .get("/api/people", api::people::list)
        .get("/api/people/{id}", api::people::show)
        .post("/api/people/{id}/card", api::people::change_card)
        .post("/api/people/{id}/promote", api::people::promote)
        .post("/api/people/{id}/transfer", api::people::transfer)
        .post("/api/people/{id}/leave", api::people::leave)
        // Findings, and the plan that would cure them.
        .get("/api/findings", api::findings::list)
        .get("/api/plan", api::plan::show)
        .post("/api/plan/apply", api::plan::apply)
        // The charter and the journal.
        .get("/api/charter", api::charter::show)
        .post("/api/charter", api::charter::adopt)
        .get("/api/charter/{article}", api::charter::article)
        .get("/api/journal", api::journal::list)
        .get("/api/verify", api::journal::verify)
}

/// Calendars that phones subscribe to.
fn calendars(table: Table) -> Table {
    use crate::pages::calendars::routes;
    table
        .post("/account/calendar", routes::open)
        .post("/account/calendar/end", routes::end)
        .get("/units/{id}/calendar.ics", routes::of_unit)
        .get("/people/{id}/calendar.ics", routes::of_person)
}

/// Directives and reports, of the API.
fn flow_api(table: Table) -> Table {
    use api::{directives, reports};

    table
        .get("/api/directives", directives::list)
        .get("/api/directives/{directive}", directives::show)
        .get("/api/directives/{directive}/units", directives::units)
        .post("/api/directives/{directive}/amend", directives::amend)
        .post("/api/directives/{directive}/withdraw", directives::withdraw)
        .post("/api/units/{id}/directives", directives::issue)
        .post(
            "/api/units/{id}/directives/{directive}/pass-on",
            directives::pass_on,
        )
        .post(
            "/api/units/{id}/directives/{directive}/agenda",
            directives::put_on_agenda,
        )
        .post(
            "/api/units/{id}/directives/{directive}/answer",
            directives::answer,
        )
        .post(
            "/api/units/{id}/directives/{directive}/object",
            directives::object,
        )
        .post(
            "/api/units/{id}/directives/{directive}/settle",
            directives::settle,
        )
        .get("/api/reports/{report}/{period}", reports::roll_up)
        .get("/api/units/{id}/reports", reports::of_unit)
        .post(
            "/api/units/{id}/reports/{report}/{period}/file",
            reports::file,
        )
        .post(
            "/api/units/{id}/reports/{report}/{period}/correct",
            reports::correct,
        )
}

/// A router that remembers what was put into it.
#[derive(Debug, Default)]
struct Table {
    router: Router<Site>,
    routes: Vec<Route>,
}

impl Table {
    fn get<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, Site>) -> Table {
        self.routes.push(Route {
            method: "GET",
            path,
        });
        Table {
            router: self.router.route(path, get(handler)),
            ..self
        }
    }

    /// A form, and what is done with it.
    fn form<I, F>(self, path: &'static str, task: &Task<I, F>) -> Table
    where
        I: From<u32> + Copy + Send + Sync + 'static,
        F: DeserializeOwned + Send + Sync + 'static,
    {
        self.get(path, drawn(task.draws)).post(path, sent(task))
    }

    /// A list: its page and its two files.
    fn list<I, R>(self, [path, csv, xlsx]: [&'static str; 3], it: &'static List<I, R>) -> Table
    where
        I: DeserializeOwned + Send + 'static,
    {
        self.get(path, listing::shown(it))
            .sheets(csv, xlsx, listing::file(it))
    }

    /// A list of the past, for which entries are read first: its page and its two files.
    fn list_of_past<A, I, R>(
        self,
        [path, csv, xlsx]: [&'static str; 3],
        it: &'static List<I, R>,
        reads: listing::Reads<A, I>,
    ) -> Table
    where
        A: DeserializeOwned + Send + 'static,
        I: 'static,
    {
        self.get(path, listing::shown_of_past(it, reads)).sheets(
            csv,
            xlsx,
            listing::file_of_past(it, reads),
        )
    }

    /// The two files of a list.
    fn sheets<T: 'static>(
        self,
        csv: &'static str,
        xlsx: &'static str,
        handler: impl Handler<T, Site>,
    ) -> Table {
        self.get(csv, handler.clone()).get(xlsx, handler)
    }

    fn post<T: 'static>(mut self, path: &'static str, handler: impl Handler<T, Site>) -> Table {
        self.routes.push(Route {
            method: "POST",
            path,
        });
        Table {
            router: self.router.route(path, post(handler)),
            ..self
        }
    }
}
