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
    // Who is said to hold which post.
    let held: Vec<(&str, &str)> = list("memberships")
        .filter_map(|it| Some((it.get("person_id")?.as_str()?, it.get("post_id")?.as_str()?)))
        .collect();
    let mut graph: Vec<Value> = Vec::new();
    for id in ids("persons") {
        let holds = held.iter().filter(|(person, _)| *person == id);
        let holds = references(base, holds.map(|(_, post)| *post));
        let person = archive.thing(Kind::Person, id);
        graph.extend(
            person.map(|it| node(archive, base, it, "foaf:Person", [("org:holds", holds)])),
        );
    }
    for id in ids("organizations") {
        let it = archive.thing(Kind::Organisation, id);
        graph.extend(it.map(|it| organization(archive, base, it)));
    }
    for id in ids("posts") {
        let holders = held.iter().filter(|(_, post)| *post == id);
        let holders = references(base, holders.map(|(person, _)| *person));
        if let Some(it) = archive.thing(Kind::Post, id) {
            graph.extend(post(archive, base, it, holders));
        }
    }
    for (number, it) in list("memberships").enumerate() {
        graph.push(membership(archive, base, number + 1, it));
    }
    for id in ids("events") {
        let it = archive.thing(Kind::Event, id);
        graph.extend(it.map(|it| event(archive, base, it)));
    }
    graph.extend(sources(archive, base, &graph));
    json!({ "@context": context(), "@graph": graph })
}

/// What the short words of a graph stand for.
fn context() -> Value {
    json!({
        "org": "http://www.w3.org/ns/org#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "time": "http://www.w3.org/2006/time#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "time:inXSDDate": { "@type": "xsd:date" },
        "time:inXSDgYearMonth": { "@type": "xsd:gYearMonth" },
        "time:inXSDgYear": { "@type": "xsd:gYear" },
    })
}

/// A post, and the role that whoever holds it plays: a membership names the
/// role, and a post is held.
fn post(archive: &Archive, base: &str, it: &Thing, holders: Option<Value>) -> [Value; 2] {
    let of = claims(it, "of").find_map(|claim| claim.thing.as_deref());
    let role = format!("role-{}", it.id);
    let more = [
        ("org:postIn", of.map(|of| at(base, of))),
        ("org:role", Some(at(base, &role))),
        ("org:heldBy", holders),
    ];
    let played = filled([
        ("@id", Some(json!(format!("{base}{role}")))),
        ("@type", Some(json!("org:Role"))),
        ("skos:prefLabel", Some(json!(archive.title(it)))),
    ]);
    [node(archive, base, it, "org:Post", more), played]
}

/// That somebody plays a role in an organisation, as Popolo has it.
fn membership(archive: &Archive, base: &str, number: usize, it: &Value) -> Value {
    let text = |key: &str| it.get(key).and_then(Value::as_str);
    let id = |key: &str| text(key).map(|id| at(base, id));
    let notes = it.get("sources").and_then(Value::as_array);
    let notes = notes.into_iter().flatten();
    let notes = notes.filter_map(|it| it.get("note")?.as_str());
    let notes: Vec<&str> = notes.collect();
    let named = archive.sources().iter().filter(|source| {
        let mut ids = notes.iter().filter_map(|note| note.split(": ").next());
        ids.any(|id| id == source.id)
    });
    let named: Vec<Value> = named.map(|it| at(base, &address(&it.id))).collect();
    filled([
        ("@id", Some(json!(format!("{base}membership-{number}")))),
        ("@type", Some(json!("org:Membership"))),
        ("org:member", id("person_id")),
        ("org:organization", id("organization_id")),
        (
            "org:role",
            match (text("post_id"), text("role")) {
                (Some(id), _) => Some(at(base, &format!("role-{id}"))),
                // An affiliation in words is a role of nobody else.
                (None, role) => {
                    role.map(|role| json!({ "@type": "org:Role", "skos:prefLabel": role }))
                }
            },
        ),
        (
            "org:memberDuring",
            during(text("start_date"), text("end_date")),
        ),
        ("dct:source", several(named)),
        // Where it is printed, in words.
        ("dct:description", (!notes.is_empty()).then(|| json!(notes))),
    ])
}

/// The sources that the graph so far names, each a node of its own.
fn sources(archive: &Archive, base: &str, graph: &[Value]) -> Vec<Value> {
    let named = graph
        .iter()
        .filter_map(|it| it.get("dct:source")?.as_array());
    let named: Vec<&Value> = named.flatten().collect();
    let sources = archive.sources().iter();
    let sources = sources.filter(|it| named.contains(&&at(base, &address(&it.id))));
    sources
        .map(|it| {
            filled([
                ("@id", Some(json!(format!("{base}{}", address(&it.id))))),
                ("@type", Some(json!("dct:BibliographicResource"))),
                ("dct:identifier", Some(json!(it.id))),
                ("dct:title", Some(json!(it.title))),
                ("dct:publisher", it.publisher.as_deref().map(publisher)),
                ("dct:date", it.date.as_ref().map(|it| json!(it))),
            ])
        })
        .collect()
}

/// Whoever brought a source out, by the name that is printed.
fn publisher(name: &str) -> Value {
    json!({ "@type": "foaf:Agent", "foaf:name": name })
}

/// Where the page of the sources has one.
fn address(source: &str) -> String {
    format!("sources#{source}")
}

/// Things by their ids, each once, where there are any.
fn references<'a>(base: &str, ids: impl Iterator<Item = &'a str>) -> Option<Value> {
    let mut found: Vec<Value> = Vec::new();
    for id in ids {
        let it = at(base, id);
        if !found.contains(&it) {
            found.push(it);
        }
    }
    several(found)
}

fn several(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::Array(values))
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
    let together = archive.together(it);
    let others = together.iter().flat_map(|it| &it.name);
    let others = others.map(|name| name.text.as_str());
    let mut others: Vec<&str> = others.filter(|name| *name != title).collect();
    others.dedup();
    let sources = together.iter().flat_map(|it| archive.sources_of(it));
    let sources: Vec<String> = sources.map(|it| address(&it.id)).collect();
    let sources = references(base, sources.iter().map(String::as_str));
    let mut node = filled([
        ("@id", Some(json!(format!("{base}{}", it.id)))),
        ("@type", Some(json!(class))),
        ("skos:prefLabel", Some(json!(title))),
        ("skos:altLabel", (!others.is_empty()).then(|| json!(others))),
        ("dct:source", sources),
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
    let kind = value(it, "kind");
    let kind = kind.map(|kind| json!({ "@type": "skos:Concept", "skos:prefLabel": kind }));
    let more = [
        ("org:unitOf", above.map(|above| at(base, above))),
        ("org:classification", kind),
    ];
    node(archive, base, it, class, more)
}

fn event(archive: &Archive, base: &str, it: &Thing) -> Value {
    let date = archive.day_said(it).and_then(|it| it.date);
    let (start, end) = crate::popolo::plain_ends(date.as_ref());
    let rows = it.attendance.iter();
    let people = rows.map(|row| at(base, archive.first_id(&row.person)));
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
fn during(start: Option<&str>, end: Option<&str>) -> Option<Value> {
    (start.is_some() || end.is_some()).then(|| {
        filled([
            ("@type", Some(json!("time:Interval"))),
            ("time:hasBeginning", start.map(instant)),
            ("time:hasEnd", end.map(instant)),
        ])
    })
}

/// A day, month or year, no more exact than it is known.
fn instant(date: &str) -> Value {
    let known_as = match date.matches('-').count() {
        0 => "time:inXSDgYear",
        1 => "time:inXSDgYearMonth",
        _ => "time:inXSDDate",
    };
    filled([
        ("@type", Some(json!("time:Instant"))),
        (known_as, Some(json!(date))),
    ])
}
