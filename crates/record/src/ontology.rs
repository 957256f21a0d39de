//! A record as a graph of the W3C Organization Ontology, in JSON-LD.

use serde_json::{Map, Value, json};

use crate::archive::{Archive, claims, value};
use crate::model::{Kind, Thing};
use crate::popolo::popolo;

/// A record as JSON-LD; of one person, only what belongs to them. Addresses
/// begin with `base`.
#[must_use]
pub fn ontology(archive: &Archive, only: Option<&str>, base: &str) -> Value {
    // Which posts, bodies and events belong to somebody is settled in one place.
    let form = popolo(archive, only);
    let list = |key: &str| {
        form.get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let ids = |key: &str| list(key).filter_map(|it| it.get("id")?.as_str());
    let mut graph: Vec<Value> = Vec::new();
    for id in ids("persons") {
        let person = archive.thing(Kind::Person, id);
        graph.extend(person.map(|it| node(archive, base, it, "foaf:Person", [])));
    }
    for id in ids("organizations") {
        let it = archive.thing(Kind::Organisation, id);
        graph.extend(it.map(|it| organization(archive, base, it)));
    }
    for id in ids("posts") {
        let it = archive.thing(Kind::Post, id);
        graph.extend(it.map(|it| {
            let of = claims(it, "of").find_map(|claim| claim.thing.as_deref());
            node(
                archive,
                base,
                it,
                "org:Post",
                [("org:postIn", of.map(|of| at(base, of)))],
            )
        }));
    }
    for (number, it) in list("memberships").enumerate() {
        let id = |key: &str| it.get(key).and_then(Value::as_str).map(|id| at(base, id));
        let words = |key: &str| it.get(key).cloned();
        graph.push(filled([
            (
                "@id",
                Some(json!(format!("{base}membership-{}", number + 1))),
            ),
            ("@type", Some(json!("org:Membership"))),
            ("org:member", id("person_id")),
            ("org:organization", id("organization_id")),
            ("org:role", id("post_id")),
            (
                "org:memberDuring",
                during(&words("start_date"), &words("end_date")),
            ),
            ("dct:source", words("sources")),
        ]));
    }
    for id in ids("events") {
        let it = archive.thing(Kind::Event, id);
        graph.extend(it.map(|it| event(archive, base, it)));
    }
    json!({
        "@context": {
            "org": "http://www.w3.org/ns/org#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "dct": "http://purl.org/dc/terms/",
            "schema": "https://schema.org/",
        },
        "@graph": graph,
    })
}

fn at(base: &str, id: &str) -> Value {
    json!({ "@id": format!("{base}{id}") })
}

fn filled<const N: usize>(values: [(&str, Option<Value>); N]) -> Value {
    let values = values.into_iter();
    let values = values.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(values.collect::<Map<String, Value>>())
}

/// A thing with its names, and what else is said of it.
fn node<const N: usize>(
    archive: &Archive,
    base: &str,
    it: &Thing,
    class: &str,
    more: [(&str, Option<Value>); N],
) -> Value {
    let title = archive.title(it);
    let others = it.name.iter().map(|name| name.text.as_str());
    let others: Vec<&str> = others.filter(|name| *name != title).collect();
    let sources: Vec<&str> = archive
        .sources_of(it)
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    let mut node = filled([
        ("@id", Some(json!(format!("{base}{}", it.id)))),
        ("@type", Some(json!(class))),
        ("skos:prefLabel", Some(json!(title))),
        ("skos:altLabel", (!others.is_empty()).then(|| json!(others))),
        ("dct:source", (!sources.is_empty()).then(|| json!(sources))),
    ]);
    if let (Value::Object(node), Value::Object(more)) = (&mut node, filled(more)) {
        node.extend(more);
    }
    node
}

fn organization(archive: &Archive, base: &str, it: &Thing) -> Value {
    let above = claims(it, "part-of").find_map(|claim| claim.thing.as_deref());
    let class = if above.is_some() {
        "org:OrganizationalUnit"
    } else {
        "org:Organization"
    };
    let kind = value(it, "kind").map(|kind| json!(kind));
    let more = [
        ("org:unitOf", above.map(|above| at(base, above))),
        ("org:classification", kind),
    ];
    node(archive, base, it, class, more)
}

fn event(archive: &Archive, base: &str, it: &Thing) -> Value {
    let date = archive.datings(it).find_map(|it| it.date);
    let (start, end) = crate::popolo::plain_ends(date.as_ref());
    let people = it.attendance.iter().map(|row| at(base, &row.person));
    let people: Vec<Value> = people.collect();
    let more = [
        ("schema:startDate", start.map(|it| json!(it))),
        ("schema:endDate", end.map(|it| json!(it))),
        ("schema:location", value(it, "place").map(|it| json!(it))),
        // In the printed order, which a set of a graph would lose.
        (
            "schema:attendee",
            (!people.is_empty()).then(|| json!({ "@list": people })),
        ),
    ];
    node(archive, base, it, "schema:Event", more)
}

/// A stretch of time, where either end is known.
fn during(start: &Option<Value>, end: &Option<Value>) -> Option<Value> {
    (start.is_some() || end.is_some()).then(|| {
        filled([
            ("schema:startDate", start.clone()),
            ("schema:endDate", end.clone()),
        ])
    })
}
