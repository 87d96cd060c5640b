//! Rules of this repository that no compiler knows.

use super::verdict;
use crate::Outcome;
use crate::workspace::{files, text};
use std::path::Path;

/// Names that say nothing about what is in a file, so that anything ends up there.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "common", "helper", "helpers", "misc", "shared"];

/// A file longer than this is no longer one room.
const LINES_LIMIT: usize = 700;

/// Beginnings of paths that exist on someone's machine only. Written in two parts, so that this file passes its own check.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/Use", "rs/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("C:\\Use", "rs\\"),
];

/// The list of decision records.
const DECISIONS: &str = "docs/decisions/README.md";

/// Complains about everything that breaks a rule.
pub fn check() -> Outcome {
    let files = files()?;
    let decisions = text(DECISIONS).unwrap_or_default();
    let mut complaints = Vec::new();
    for path in &files {
        complaints.extend(name_complaint(path));
        if path.starts_with("docs/decisions/") && path != DECISIONS {
            let name = path.rsplit('/').next().unwrap_or_default();
            let is_linked = decisions.contains(&format!("]({name})"));
            complaints.extend((!is_linked).then(|| format!("{path}: not linked from {DECISIONS}")));
        }
        if path.ends_with(".lock") {
            continue;
        }
        let Some(text) = text(path) else { continue };
        let count = text.lines().count();
        if path.ends_with(".rs") && count > LINES_LIMIT {
            complaints.push(format!("{path}: {count} lines, more than {LINES_LIMIT}: split it by subject"));
        }
        for (index, line) in text.lines().enumerate() {
            complaints.extend(line_complaint(path, line).map(|what| format!("{path}:{}: {what}", index + 1)));
        }
    }
    verdict(complaints)
}

fn name_complaint(path: &str) -> Option<String> {
    let stems = Path::new(path).iter().filter_map(|part| part.to_str()?.split('.').next());
    let empty = stems.into_iter().find(|stem| EMPTY_NAMES.contains(stem))?;
    Some(format!("{path}: `{empty}` does not say what is inside"))
}

fn line_complaint(path: &str, line: &str) -> Option<String> {
    if let Some(machine) = MACHINE_PATHS.iter().find(|machine| line.contains(**machine)) {
        return Some(format!("a path of one machine ({machine}…)"));
    }
    let code = line.split("//").next().unwrap_or_default();
    let is_page_code = path.starts_with("src/") && path.ends_with(".rs");
    // A custom property is set by the object model, which the policy allows.
    let code = code.replace(" style=(\"--", " ");
    if is_page_code && (code.contains(" style=") || code.contains("set_attribute(\"style\"")) {
        return Some("the page's policy blocks style attributes: use `style:property=`".to_string());
    }
    if path == "index.html"
        && (line.contains(" style=\"") || line.contains("<style") || line.contains("<script>"))
    {
        return Some("the page's policy blocks inline styles and scripts".to_string());
    }
    let is_placeholder =
        path.ends_with(".rs") && ["todo!(", "unimplemented!(", "dbg!("].iter().any(|m| code.contains(m));
    let is_own_list = path == "xtask/src/lint/house.rs";
    (is_placeholder && !is_own_list).then(|| "a placeholder was left behind".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lines_are_judged() {
        assert!(name_complaint("crates/engine/src/utils.rs").is_some());
        assert!(name_complaint("src/common/mod.rs").is_some());
        assert!(name_complaint("src/screens/overview.rs").is_none());
        assert!(line_complaint("src/bar.rs", "<div style=\"width:3px\">").is_some());
        assert!(line_complaint("src/bar.rs", "<div style:width=width>").is_none());
        assert!(line_complaint("src/bar.rs", "<div style=(\"--width\", width)>").is_none());
        assert!(line_complaint("src/bar.rs", "// never write style=…").is_none());
        assert!(line_complaint("README.md", concat!("see /ho", "me/me/file")).is_some());
        assert!(line_complaint("index.html", "<script>alert(1)</script>").is_some());
    }
}
