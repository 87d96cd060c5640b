//! The dependency graph as cargo resolved it.

use crate::workspace::root;
use crate::{Outcome, process};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Packages by their cargo id, and who needs whom to be built (dev-dependencies left out).
#[derive(Debug)]
pub struct Graph {
    packages: BTreeMap<String, Package>,
}

/// One package.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence expression, where it names one.
    pub licence: Option<String>,
    /// Where its sources lie.
    pub folder: PathBuf,
    /// Whether it comes from a registry (ours do not).
    pub is_foreign: bool,
    /// Ids of the packages it needs at run time: neither dev nor build dependencies.
    needs: Vec<String>,
    /// Ids of all it needs, build and dev dependencies included.
    needs_in_any_way: Vec<String>,
}

impl Graph {
    /// Of the workspace (or of the crate with that manifest), as resolved for one target or for all.
    pub fn read(manifest: &Path, target: Option<&str>) -> Outcome<Graph> {
        let mut cargo = process::command("cargo");
        cargo
            .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
            .arg(manifest)
            .current_dir(root());
        if let Some(target) = target {
            cargo.args(["--filter-platform", target]);
        }
        let json: Value = serde_json::from_str(&process::read(&mut cargo)?)
            .map_err(|error| format!("cargo metadata cannot be read: {error}"))?;
        Ok(Graph { packages: packages(&json) })
    }

    /// All packages.
    pub fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.values()
    }

    /// One of ours, by name.
    pub fn own(&self, name: &str) -> Option<&Package> {
        self.packages.values().find(|package| package.name == name && !package.is_foreign)
    }

    /// Names of what a package needs directly.
    pub fn direct(&self, package: &Package) -> BTreeSet<&str> {
        package.needs.iter().filter_map(|id| Some(self.packages.get(id)?.name.as_str())).collect()
    }

    /// Name → the way to it, for everything a package reaches.
    pub fn reached(&self, from: &Package) -> BTreeMap<&str, String> {
        let mut reached: BTreeMap<&str, String> = BTreeMap::new();
        let mut open: Vec<(&Package, String)> = vec![(from, from.name.clone())];
        while let Some((package, way)) = open.pop() {
            for next in package.needs.iter().filter_map(|id| self.packages.get(id)) {
                if !reached.contains_key(next.name.as_str()) {
                    let way = format!("{way} → {}", next.name);
                    reached.insert(&next.name, way.clone());
                    open.push((next, way));
                }
            }
        }
        reached
    }

    /// Every package that one of these needs in any way.
    pub fn needed_by(&self, names: &[&str]) -> Vec<&Package> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = self
            .packages
            .iter()
            .filter(|(_, package)| names.contains(&package.name.as_str()))
            .map(|(id, _)| id)
            .collect();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.packages.get(id).into_iter().flat_map(|package| &package.needs_in_any_way));
            }
        }
        seen.into_iter().filter_map(|id| self.packages.get(id)).collect()
    }
}

fn packages(json: &Value) -> BTreeMap<String, Package> {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut nodes: BTreeMap<String, Vec<Value>> = list(&json["resolve"]["nodes"])
        .iter()
        .map(|node| (string(&node["id"]), list(&node["deps"])))
        .collect();
    list(&json["packages"])
        .iter()
        .map(|package| {
            let id = string(&package["id"]);
            let needs = nodes.remove(&id).unwrap_or_default();
            let is_normal = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let entry = Package {
                name: string(&package["name"]),
                version: string(&package["version"]),
                licence: package["license"].as_str().map(str::to_string),
                folder: Path::new(&string(&package["manifest_path"]))
                    .parent()
                    .map(Path::to_path_buf)
                    .unwrap_or_default(),
                is_foreign: !package["source"].is_null(),
                needs: needs.iter().filter(is_normal).map(|dep| string(&dep["pkg"])).collect(),
                needs_in_any_way: needs.iter().map(|dep| string(&dep["pkg"])).collect(),
            };
            (id, entry)
        })
        .collect()
}
