//! Licences of everything that is compiled, read from the packages' own declarations (SPDX expressions), offline.

use super::metadata::Graph;
use super::verdict;
use crate::Outcome;
use crate::workspace::{WASM_PACKAGES, e2e_manifest, root};
use std::path::PathBuf;

/// Licences that ask for no more than their text to be kept, or for nothing.
const ALLOWED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Weak copyleft and data licences that are fine for tools which only run here, and never reach the page.
const ALLOWED_IN_TOOLS: [&str; 2] = ["CDLA-Permissive-2.0", "MPL-2.0"];

/// Exceptions to a licence, which only ever give more freedom.
const ALLOWED_EXCEPTIONS: [&str; 1] = ["LLVM-exception"];

/// Complains about every package whose licence is missing or not on the list.
pub fn check() -> Outcome {
    let mut complaints = Vec::new();
    let manifests: [PathBuf; 2] = [root().join("Cargo.toml"), e2e_manifest()];
    for (index, manifest) in manifests.iter().enumerate().filter(|(_, manifest)| manifest.is_file()) {
        let graph = Graph::read(manifest, None)?;
        let shipped = graph.needed_by(&WASM_PACKAGES);
        for package in graph.packages().filter(|package| package.is_foreign) {
            let is_shipped = index == 0 && shipped.iter().any(|other| other.name == package.name);
            let allows = |licence: &str| {
                ALLOWED.contains(&licence) || (!is_shipped && ALLOWED_IN_TOOLS.contains(&licence))
            };
            let complaint = match &package.licence {
                None => Some("declares no licence".to_string()),
                Some(expression) if is_satisfied(expression, &allows) => None,
                Some(expression) => Some(format!("is under {expression}")),
            };
            complaints.extend(complaint.map(|what| format!("{} {} {what}", package.name, package.version)));
        }
    }
    complaints.sort();
    complaints.dedup();
    verdict(complaints)
}

/// Whether one can comply with an SPDX expression (annex D of SPDX 2.3) under the allowed licences alone.
/// `MIT/Apache-2.0`, cargo's old form, means OR.
fn is_satisfied(expression: &str, allows: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { words: &words, at: 0, allows };
    let is_satisfied = parser.any();
    is_satisfied && parser.at == words.len()
}

struct Parser<'a> {
    words: &'a [&'a str],
    at: usize,
    allows: &'a dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn any(&mut self) -> bool {
        let mut is_satisfied = self.all();
        while self.takes("OR") {
            // Both sides are always read: `||` would leave the rest of the expression unread.
            let other = self.all();
            is_satisfied = is_satisfied || other;
        }
        is_satisfied
    }

    fn all(&mut self) -> bool {
        let mut is_satisfied = self.one();
        while self.takes("AND") {
            let other = self.one();
            is_satisfied = is_satisfied && other;
        }
        is_satisfied
    }

    fn one(&mut self) -> bool {
        if self.takes("(") {
            let inner = self.any();
            return self.takes(")") && inner;
        }
        let licence = self.words.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        let mut is_satisfied = (self.allows)(licence);
        if self.takes("WITH") {
            let exception = self.words.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            is_satisfied = is_satisfied && ALLOWED_EXCEPTIONS.contains(&exception);
        }
        is_satisfied
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at).is_some_and(|next| next.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_understood() {
        let allows = |licence: &str| ALLOWED.contains(&licence);
        for fine in [
            "MIT",
            "GPL-3.0-only OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-2.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        ] {
            assert!(is_satisfied(fine, &allows), "{fine}");
        }
        for wrong in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "MIT WITH odd-exception", "(MIT", "MIT MIT", ""]
        {
            assert!(!is_satisfied(wrong, &allows), "{wrong}");
        }
    }
}
