//! Where the records are in a JSON file: in a list, in a list inside an object, or one after the other.

use memchr::memchr;
use model::letters::Lower;
use serde_json::Value;

/// Keys under which products keep their list of records, best first.
const LISTS: [&str; 21] = [
    "tickets",
    "conversations",
    "issues",
    "cases",
    "incidents",
    "requests",
    "ticket_metrics",
    "satisfaction_ratings",
    "results",
    "records",
    "payload",
    "data",
    "items",
    "rows",
    "values",
    "objects",
    "entries",
    "hits",
    "nodes",
    "list",
    "result",
];
/// Keys of the ticket itself within an envelope: lists inside it belong to one ticket.
const ENVELOPES: [&str; 6] = ["ticket", "conversation", "issue", "case", "incident", "record"];
/// Keys that only a record has.
const IDS: [&str; 7] = ["id", "_id", "key", "number", "ticket_id", "conversation_id", "uuid"];
const CREATED: [&str; 8] = [
    "created_at",
    "createdAt",
    "created",
    "created_datetime",
    "createdate",
    "opened_at",
    "created_time",
    "createdTime",
];

/// Lists of what was said in one conversation.
const MESSAGES: [&str; 8] = [
    "messages",
    "transcript",
    "comments",
    "threads",
    "replies",
    "interactions",
    "chat_history",
    "conversation_parts",
];

/// Where the records are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// One object on each line.
    Lines,
    /// Each value at the top is a record.
    Values,
    /// The elements of the list under these keys (none: the list is the whole file; an empty key: the elements of a list).
    List(Vec<String>),
}

impl Place {
    /// For people.
    pub(crate) fn describe(&self) -> String {
        match self {
            Place::Lines => "one record on each line (JSON lines)".into(),
            Place::Values => "one object after the other".into(),
            Place::List(keys) if keys.is_empty() => "a list of records".into(),
            Place::List(keys) => match keys.join(".").strip_prefix('.') {
                Some(keys) => format!("the lists “{keys}” of several pages"),
                None => format!("the list “{}”", keys.join(".")),
            },
        }
    }
}

/// Finds where the records are, from the beginning of the text. `None`: it takes more text to tell.
pub(crate) fn find(text: &[u8], is_whole: bool) -> Option<Place> {
    let body = text.trim_ascii_start();
    if let Some(rest) = body.strip_prefix(b"[") {
        // Pages of an API that were put into one list.
        let page = Probe::of(rest);
        let is_page = !page.has(&IDS) && !page.has(&CREATED);
        return match page.list().filter(|keys| is_page && LISTS.contains(&keys[keys.len() - 1].as_str())) {
            Some(_) if !page.is_closed && !is_whole => None,
            Some(keys) => Some(Place::List([vec![String::new()], keys].concat())),
            None => Some(Place::List(Vec::new())),
        };
    }
    let line_end = memchr(b'\n', body);
    let line = &body[..line_end.unwrap_or(body.len())];
    let is_one_line = (line_end.is_some() || is_whole)
        && serde_json::from_slice::<Value>(line).is_ok_and(|value| value.is_object());
    let probe = Probe::of(if is_one_line { line } else { body });
    let mut others =
        body.split(|byte| *byte == b'\n').skip(1).take(5).filter(|line| !line.trim_ascii().is_empty());
    let is_object = |line: &[u8]| serde_json::from_slice::<Value>(line).is_ok_and(|value| value.is_object());
    if let Some(keys) = probe.list() {
        // Chats with their messages, one on each line, and ids and times of names of their own.
        let is_talk =
            is_one_line && MESSAGES.contains(&keys[keys.len() - 1].as_str()) && probe.is_like_a_record();
        return Some(if is_talk && others.next().is_some_and(is_object) {
            Place::Lines
        } else {
            Place::List(keys)
        });
    }
    if is_one_line {
        return Some(Place::Lines);
    }
    // A first line that is no whole object: many lines make one record, or the first line is broken and the next are not.
    if others.next().is_some_and(is_object) {
        return Some(Place::Lines);
    }
    (is_whole || probe.is_record() || probe.is_closed).then_some(Place::Values)
}

/// Whether an object is the envelope of a list of records that is empty.
pub(crate) fn holds_empty_list(value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let has_record_keys = IDS.iter().chain(&CREATED).any(|key| fields.contains_key(*key));
    !has_record_keys
        && LISTS
            .iter()
            .any(|key| fields.get(*key).and_then(Value::as_array).is_some_and(|list| list.is_empty()))
}

/// What the beginning of one object holds.
#[derive(Debug, Default)]
struct Probe {
    /// Keys of the object itself.
    keys: Vec<String>,
    /// Lists of objects, by their keys, with the bytes seen of each.
    lists: Vec<(Vec<String>, usize)>,
    /// Whether the object ends within the text.
    is_closed: bool,
}

impl Probe {
    fn of(text: &[u8]) -> Probe {
        let mut probe = Probe::default();
        let mut stack: Vec<(u8, String)> = Vec::new();
        let mut last_string = String::new();
        let mut open_list: Option<(usize, usize, usize)> = None;
        let mut at = 0;
        while at < text.len() {
            match text[at] {
                b'"' => {
                    let Some(end) = string_end(text, at) else { break };
                    if open_list.is_none() {
                        last_string = String::from_utf8_lossy(&text[at + 1..end]).into_owned();
                    }
                    at = end;
                }
                b':' if open_list.is_none() => {
                    if stack.len() == 1 {
                        probe.keys.push(last_string.clone());
                    }
                    if let Some((b'{', key)) = stack.last_mut() {
                        *key = std::mem::take(&mut last_string);
                    }
                }
                open @ (b'{' | b'[') => {
                    let in_objects = stack.iter().all(|(kind, _)| *kind == b'{');
                    let is_list = open == b'['
                        && in_objects
                        && (1..=3).contains(&stack.len())
                        && text[at + 1..].trim_ascii_start().first() == Some(&b'{');
                    if is_list && open_list.is_none() {
                        let keys = stack.iter().map(|(_, key)| key.clone()).collect();
                        probe.lists.push((keys, 0));
                        open_list = Some((probe.lists.len() - 1, at, stack.len()));
                    }
                    stack.push((open, String::new()));
                }
                b'}' | b']' => {
                    stack.pop();
                    if let Some((list, start, depth)) = open_list
                        && stack.len() == depth
                    {
                        probe.lists[list].1 = at - start;
                        open_list = None;
                    }
                    if stack.is_empty() {
                        probe.is_closed = true;
                        break;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if let Some((list, start, _)) = open_list {
            probe.lists[list].1 = text.len() - start;
        }
        probe
    }

    /// Whether the object has one of these keys.
    fn has(&self, names: &[&str]) -> bool {
        self.keys.iter().any(|key| names.contains(&key.as_str()))
    }

    /// Whether the object is a record itself.
    fn is_record(&self) -> bool {
        self.has(&IDS) && self.has(&CREATED)
    }

    /// Whether it has what may be an id and a time of its own.
    fn is_like_a_record(&self) -> bool {
        let ends = |ends: &[&str]| self.keys.iter().any(|key| ends.iter().any(|end| key.ends_with(end)));
        (self.has(&IDS) || ends(&["_id", "Id", "ID"]))
            && (self.has(&CREATED) || ends(&["_at", "At", "time", "Time", "date", "Date", "timestamp"]))
    }

    /// The list that holds the records.
    fn list(&self) -> Option<Vec<String>> {
        if self.is_record() || self.keys.first().is_some_and(|key| ENVELOPES.contains(&key.as_str())) {
            return None;
        }
        let rank = |keys: &[String]| {
            let name = keys.last().map_or("", String::as_str).to_lower();
            LISTS.iter().position(|known| *known == name).unwrap_or(LISTS.len())
        };
        let is_candidate = |keys: &[String]| {
            keys.len() == 1
                || (rank(keys) < LISTS.len()
                    && !keys[..keys.len() - 1].iter().any(|key| ENVELOPES.contains(&key.as_str())))
        };
        self.lists
            .iter()
            .filter(|(keys, _)| is_candidate(keys))
            .min_by_key(|(keys, bytes)| (rank(keys), keys.len(), std::cmp::Reverse(*bytes)))
            .map(|(keys, _)| keys.clone())
    }
}

/// The place of the closing quote of the string that opens at `open`.
fn string_end(text: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let found = at + memchr::memchr2(b'"', b'\\', &text[at.min(text.len())..])?;
        if text[found] == b'"' {
            return Some(found);
        }
        at = found + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Place> {
        find(text.as_bytes(), true)
    }

    fn list(keys: &[&str]) -> Option<Place> {
        Some(Place::List(keys.iter().map(|key| (*key).to_string()).collect()))
    }

    #[test]
    fn records_are_found_in_their_place() {
        assert_eq!(at("[{\"id\":1}]"), list(&[]));
        assert_eq!(at("{\"id\":1}\n{\"id\":2}\n"), Some(Place::Lines));
        assert_eq!(at("{\"id\":1}"), Some(Place::Lines));
        assert_eq!(at("{\n \"id\": 1\n}\n"), Some(Place::Values));
        assert_eq!(
            at("{\"users\":[{\"id\":1},{\"id\":2}],\"tickets\":[{\"id\":1}],\"count\":1}"),
            list(&["tickets"])
        );
        assert_eq!(at("{\"count\":2,\"stuff\":[{\"id\":1}]}"), list(&["stuff"]));
        assert_eq!(at("{\"data\":{\"tickets\":[{\"id\":1}]}}"), list(&["data", "tickets"]));
        assert_eq!(
            at("{\"data\":{\"meta\":{\"all_count\":1},\"payload\":[{\"id\":1}]}}"),
            list(&["data", "payload"])
        );
        let record = "{\"id\":1,\"created_at\":\"2026-01-01\",\"conversations\":[{\"id\":2}]}";
        assert_eq!(at(record), Some(Place::Lines));
        let envelope = "{\"ticket\":{\"id\":1,\"conversations\":[{\"id\":2}]}}";
        assert_eq!(at(envelope), Some(Place::Lines));
        let page = "{\"count\":1,\"tickets\":[{\"id\":1}]}";
        assert_eq!(at(&format!("[{page},{page}]")), list(&["", "tickets"]));
        assert_eq!(at(&format!("[{record},{record}]")), list(&[]));
        let chat = "{\"chat_id\":1,\"started_at\":\"2026-01-01\",\"messages\":[{\"role\":\"user\"}]}";
        assert_eq!(at(&format!("{chat}\n{chat}\n")), Some(Place::Lines));
        assert_eq!(at("{\"room\":1,\"messages\":[{\"id\":1}]}\n"), list(&["messages"]));
        assert_eq!(at("{\"id\":1,\"x\":\"never closed}\n{\"id\":2}\n{\"id\":3}\n"), Some(Place::Lines));
    }
}
