//! What the operator decides about the site, apart from what the organisation
//! decides in its charter.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use crate::notices::Mailing;

/// How the site runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether browsers reach the site over TLS, here or at a proxy in front
    /// of it: cookies are then bound to TLS and to this host.
    pub tls: bool,
    /// Whether a proxy stands in front that appends the address it was called
    /// from to `X-Forwarded-For`. Without one that header is anybody's claim.
    pub behind_proxy: bool,
    /// Whether the organisation is made up, which every page then says.
    pub made_up: bool,
    /// Names and passwords of a made-up organisation: who it is, name, password.
    pub examples: Vec<(String, String, String)>,
    /// Minutes after which somebody who does nothing is signed out.
    pub idle_minutes_max: u32,
    /// Minutes after which everybody is signed out.
    pub session_minutes_max: u32,
    /// Members times months that a question of what if may come to, both ways together.
    pub member_months_max: u64,
    /// Where the organisation is kept, for verifying; none where it is in memory alone.
    pub data: Option<PathBuf>,
    /// The folder of the sourced record, which everybody may read; where there
    /// is none in that place, nothing is published.
    pub record: Option<PathBuf>,
    /// How notices go out by e-mail; none where they do not.
    pub mailing: Option<Mailing>,
    /// The hour of the day from which they do.
    pub mail_hour: i8,
    /// Where failures are reported.
    pub log: Log,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            tls: false,
            behind_proxy: false,
            made_up: false,
            examples: Vec::new(),
            idle_minutes_max: 7 * 24 * 60,
            session_minutes_max: 30 * 24 * 60,
            member_months_max: 12_000_000,
            data: None,
            record: None,
            mailing: None,
            mail_hour: 7,
            log: Log::default(),
        }
    }
}

/// Where failures are reported, a line each. Never personal details.
#[derive(Clone)]
pub struct Log(Arc<dyn Fn(&str) + Send + Sync>);

impl Log {
    /// A log that hands each line to `take`.
    #[must_use]
    pub fn to(take: impl Fn(&str) + Send + Sync + 'static) -> Log {
        Log(Arc::new(take))
    }

    /// Reports a line.
    pub fn line(&self, text: &str) {
        (self.0)(text);
    }
}

impl Default for Log {
    /// Standard error; a line that cannot be written there has nowhere else to go.
    fn default() -> Log {
        Log::to(|text| drop(writeln!(std::io::stderr(), "{text}")))
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Log")
    }
}
