//! Lists as files for a spreadsheet, which must not take a text for a formula.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A table that is being written.
#[derive(Debug, Default)]
pub(crate) struct Table {
    text: String,
}

impl Table {
    /// A table with these heads.
    pub(crate) fn new(heads: &[&str]) -> Table {
        let mut table = Table::default();
        table.row(heads);
        table
    }

    /// Writes a row.
    pub(crate) fn row(&mut self, fields: &[&str]) {
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.text.push_str(&written(field));
        }
        self.text.push_str("\r\n");
    }

    /// The table as a file of this name.
    pub(crate) fn file(self, name: &str) -> Response {
        let mut response = self.text.into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        );
        if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
            headers.insert(CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

/// A field: quoted where it must be, and with an apostrophe before what a
/// spreadsheet would run.
fn written(field: &str) -> String {
    let dangerous = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let field = if dangerous {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if field.contains(['"', ',', ';', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(
                written(formula).trim_start_matches('"').starts_with('\''),
                "{formula:?}"
            );
        }
        assert_eq!(
            written("=HYPERLINK(\"a\",\"b\")"),
            "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""
        );
    }

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        let mut table = Table::new(&["a", "b"]);
        table.row(&["Marsh, Ana", "says \"no\""]);
        assert_eq!(table.text, "a,b\r\n\"Marsh, Ana\",\"says \"\"no\"\"\"\r\n");
    }
}
