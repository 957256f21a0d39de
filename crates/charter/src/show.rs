//! A charter explained: its rules in plain words, article by article.

use crate::rule::{Basis, Charter, Modality};

impl Modality {
    /// As a charter writes it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Modality::Must => "must",
            Modality::AsARule => "as a rule",
            Modality::May => "may",
        }
    }
}

impl Basis {
    /// As a charter writes it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Basis::Source {
                key,
                place: Some(place),
            } => format!("{key} {place}"),
            Basis::Source { key, place: None } => key.clone(),
            Basis::Assumed => "assumed".to_owned(),
        }
    }

    /// Whether no source says so.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        matches!(self, Basis::Assumed)
    }
}

/// The rules of a charter in plain words, with modality and basis.
#[must_use]
pub fn show(charter: &Charter) -> String {
    let mut out = format!(
        "{}\n{}, edition of {}\n",
        charter.title,
        charter.id,
        crate::sentence::day(charter.edition)
    );
    for article in charter
        .articles
        .iter()
        .filter(|article| !article.rules.is_empty())
    {
        out.push_str(&format!(
            "\nArticle {}. {}\n",
            article.number, article.title
        ));
        for id in &article.rules {
            let Some(rule) = charter.rule(*id) else {
                continue;
            };
            out.push_str(&format!("\n  {}\n", rule.sentence));
            let mut basis = based(&rule.basis);
            for part in &rule.parts {
                basis.push_str(&format!("; {} ({})", part.words, based(&part.basis)));
            }
            out.push_str(&format!(
                "  [{}, {}; {basis}]\n",
                rule.name,
                rule.modality.words()
            ));
        }
    }
    if !charter.sources.is_empty() {
        out.push_str("\nSources\n");
        for source in &charter.sources {
            out.push_str(&format!("  {}: {}\n", source.key, source.title));
        }
    }
    out
}

fn based(basis: &Basis) -> String {
    if basis.is_assumed() {
        "ASSUMED: no source says so".to_owned()
    } else {
        format!("source {}", basis.words())
    }
}
