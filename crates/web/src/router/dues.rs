//! Dues and the money of units.

use super::Table;
use crate::api::{bank as api_bank, dues as api, ledger};
use crate::pages::dues::bank::routes as bank;
use crate::pages::dues::{outlays, routes, taking_back, within};

pub(super) fn add(table: Table) -> Table {
    table
        .get("/units/{id}/dues", routes::newest)
        .get("/units/{id}/dues/{period}", routes::show)
        .post("/units/{id}/dues/{period}", routes::tick)
        .sheets(
            "/units/{id}/dues.csv",
            "/units/{id}/dues.xlsx",
            routes::export,
        )
        .get("/units/{id}/money", routes::books)
        .list(with_files!("/units/{id}/money/lists"), &within::LISTS)
        .list(with_files!("/units/{id}/money/beneath"), &within::BENEATH)
        .form("/units/{id}/money/reckon", &routes::RECKON)
        .form("/units/{id}/money/remit", &routes::REMIT)
        .form("/units/{id}/money/spend", &routes::SPEND)
        .get("/units/{id}/money/postings", routes::every_posting)
        .sheets(
            "/units/{id}/money/postings.csv",
            "/units/{id}/money/postings.xlsx",
            routes::export_postings,
        )
        .get("/units/{id}/money/outlays/{number}", outlays::show)
        .get("/units/{id}/money/outlays/{number}/strike", outlays::form)
        .post("/units/{id}/money/outlays/{number}/strike", outlays::strike)
        .get("/people/{id}/dues", routes::statement)
        .sheets(
            "/people/{id}/dues.csv",
            "/people/{id}/dues.xlsx",
            routes::export_statement,
        )
        .form("/people/{id}/dues/pay", &routes::PAY)
        .form("/people/{id}/dues/correct", &routes::CORRECT)
        .form("/people/{id}/dues/waive", &routes::WAIVE)
        .form("/people/{id}/dues/band", &routes::BAND)
        .form("/people/{id}/dues/strike", &taking_back::STRIKE)
        .form("/people/{id}/dues/strike-band", &taking_back::STRIKE_BAND)
        .form("/people/{id}/dues/restore", &taking_back::RESTORE)
        .get("/api/units/{id}/dues/{period}", api::list)
        .get("/api/units/{id}/money", api::books)
        .get("/api/people/{id}/dues", api::statement)
        .post("/api/units/{id}/dues/assess", api::assess)
        .post("/api/units/{id}/dues/collect", api::collect)
        .post("/api/people/{id}/dues/pay", api::pay)
        .post("/api/people/{id}/dues/correct", api::correct)
        .post("/api/people/{id}/dues/band", api::band)
        .post("/api/people/{id}/dues/waive", api::waive)
        .post("/api/units/{id}/money/reckon", api::reckon)
        .post("/api/units/{id}/money/remit", api::remit)
        .post("/api/units/{id}/money/spend", ledger::spend)
        .get("/api/units/{id}/money/postings", ledger::postings)
        .post(
            "/api/units/{id}/money/outlays/{number}/strike",
            ledger::strike_outlay,
        )
        .post("/api/people/{id}/dues/strike", ledger::strike_charge)
        .post("/api/people/{id}/dues/strike-band", ledger::strike_band)
        .post("/api/people/{id}/dues/restore", ledger::restore)
        // What a bank says of it.
        .get("/units/{id}/money/bank", bank::new)
        .post("/units/{id}/money/bank", bank::look)
        .post("/units/{id}/money/bank/record", bank::record)
        .post("/api/units/{id}/money/bank", api_bank::look)
}
