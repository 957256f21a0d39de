//! The charter: its articles and the rules under them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use charter::{Article, Charter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::past::On;
use super::posted::Posted;
use super::{Answer, Day, Done, day_or_today};
use crate::error::{ErrorJson, Failure};
use crate::pages::charter::adopting::Edition;
use crate::session::{At, Query, SignedIn};
use crate::site::Site;

/// The charter in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct CharterJson {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date of this edition.
    pub edition: Day,
    /// Its articles.
    pub articles: Vec<ArticleTextJson>,
    /// The sources it rests on.
    pub sources: Vec<SourceJson>,
}

/// A source.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceJson {
    /// Key by which a rule names it.
    pub key: String,
    /// Its title.
    pub title: String,
}

/// An article with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleTextJson {
    /// Its number as printed.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its text in Markdown.
    pub text: String,
    /// The rules under it.
    pub rules: Vec<RuleJson>,
}

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleJson {
    /// Its name.
    pub name: String,
    /// What it says, in a sentence.
    pub says: String,
    /// `must`, `as a rule` or `may`.
    pub modality: &'static str,
    /// What it rests on; `assumed` where no source says so.
    pub basis: String,
    /// Its values that name a basis of their own.
    pub parts: Vec<PartJson>,
}

/// A value of a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartJson {
    /// Which value, in words.
    pub what: String,
    /// What it rests on; `assumed` where no source says so.
    pub basis: String,
}

impl CharterJson {
    /// A charter with its articles and rules.
    #[must_use]
    pub fn of(charter: &Charter) -> CharterJson {
        let sources = charter.sources.iter();
        let articles = charter.articles.iter();
        CharterJson {
            id: charter.id.clone(),
            title: charter.title.clone(),
            edition: Day(charter.edition),
            articles: articles.map(|it| article_json(charter, it)).collect(),
            sources: sources
                .map(|it| SourceJson {
                    key: it.key.clone(),
                    title: it.title.clone(),
                })
                .collect(),
        }
    }
}

fn article_json(charter: &Charter, article: &Article) -> ArticleTextJson {
    let rules = article.rules.iter().filter_map(|rule| charter.rule(*rule));
    ArticleTextJson {
        number: article.number.clone(),
        title: article.title.clone(),
        text: article.text.clone(),
        rules: rules
            .map(|rule| RuleJson {
                name: rule.name.clone(),
                says: rule.sentence.clone(),
                modality: rule.modality.words(),
                basis: rule.basis.words(),
                parts: rule
                    .parts
                    .iter()
                    .map(|part| PartJson {
                        what: part.words.clone(),
                        basis: part.basis.words(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// The charter in force, which every member may read.
fn in_force(site: &Site, on: &On) -> Result<Arc<Charter>, Failure> {
    let asked = on.day(site)?;
    let day = asked.unwrap_or_else(|| site.today());
    let found = site.read(|state, _| state.charter_on(day).cloned())?;
    found.ok_or_else(|| match asked {
        Some(day) => Failure::Denied(format!(
            "no charter was in force on {}",
            crate::words::day(day)
        )),
        None => Failure::NotFound,
    })
}

/// The charter in force.
#[utoipa::path(
    get, path = "/api/charter", tag = "charter", params(On),
    responses((status = 200, body = CharterJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn show(
    State(site): State<Site>,
    _: SignedIn,
    Query(on): Query<On>,
) -> Answer<CharterJson> {
    Ok(Json(CharterJson::of(&*in_force(&site, &on)?)))
}

/// One article.
#[utoipa::path(
    get, path = "/api/charter/{article}", tag = "charter",
    params(("article" = String, Path, description = "Number of the article, as printed"), On),
    responses((status = 200, body = ArticleTextJson), (status = "default", body = ErrorJson))
)]
pub(crate) async fn article(
    State(site): State<Site>,
    _: SignedIn,
    At(number): At<String>,
    Query(on): Query<On>,
) -> Answer<ArticleTextJson> {
    let charter = in_force(&site, &on)?;
    let article = charter
        .articles
        .iter()
        .find(|article| article.number == number);
    Ok(Json(article_json(
        &charter,
        article.ok_or(Failure::NotFound)?,
    )))
}

/// An edition to be adopted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEditionJson {
    /// The whole text in Markdown.
    text: String,
    /// Its first day in force; today where nothing is said.
    from: Option<Day>,
}

/// Adopt an edition of the charter.
#[utoipa::path(
    post, path = "/api/charter", tag = "charter", request_body = NewEditionJson,
    responses((status = 200, body = Done), (status = "default", body = ErrorJson))
)]
pub(crate) async fn adopt(
    State(site): State<Site>,
    posted: Posted<NewEditionJson>,
) -> Answer<Done> {
    let edition = Edition::read(&posted.body.text).map_err(|faults| {
        let said: Vec<String> = faults.into_iter().map(|fault| fault.says).collect();
        Failure::Denied(said.join(" "))
    })?;
    let from = day_or_today(&site, posted.body.from);
    let submission = edition.adopted(from, posted.key, posted.by.actor);
    Ok(Done::of(&site.submit(submission).await?, None))
}
