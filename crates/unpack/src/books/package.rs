//! What XLSX and XLSB have in common: a ZIP archive whose parts refer to each other (ECMA-376 Part 2).

use super::strings::Strings;
use super::{SheetInfo, Visitor, Want};
use crate::archive::{Archive, Entry};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::markup::{Markup, Token};
use crate::source::Source;
use std::io::Read;

/// The parts of a workbook that hold what its sheets show.
pub(crate) struct Parts {
    /// The sheets, each with its part.
    pub(crate) sheets: Vec<(SheetInfo, Entry)>,
    /// The part of the texts that cells share.
    pub(crate) strings: Option<Entry>,
}

impl Parts {
    /// The texts that cells share, as `read` reads them.
    pub(crate) fn strings(
        &self,
        source: &mut dyn Source,
        limits: &Limits,
        read: impl FnOnce(Box<dyn Read + '_>) -> Result<Strings, Fault>,
    ) -> Result<Strings, Fault> {
        match &self.strings {
            Some(part) => read(part.open(source, limits, true)?),
            None => Ok(Strings::new(limits)),
        }
    }

    /// Shows the sheets to a visitor, those it wants by `read`, which is given a sheet's number, its bytes and their size.
    pub(crate) fn scan(
        &self,
        source: &mut dyn Source,
        limits: &Limits,
        visitor: &mut dyn Visitor,
        mut read: impl FnMut(usize, Box<dyn Read + '_>, u64, &mut dyn Visitor) -> Result<Want, Fault>,
    ) -> Result<(), Fault> {
        for (index, (info, part)) in self.sheets.iter().enumerate() {
            let want = match visitor.sheet(index, info) {
                Want::Rows => read(index, part.open(source, limits, false)?, part.size, visitor)?,
                other => other,
            };
            if want == Want::Nothing {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// One part's reference to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) id: Vec<u8>,
    /// The last word of its type, such as `worksheet`.
    pub(crate) kind: String,
    /// The path of the part it leads to.
    pub(crate) target: String,
}

/// The references of a part; none where the archive has no list of them.
pub(crate) fn relations(
    archive: &Archive,
    source: &mut dyn Source,
    limits: &Limits,
    part: &str,
) -> Result<Vec<Relation>, Fault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let Some(entry) = archive.find(&path) else { return Ok(Vec::new()) };
    let mut markup = Markup::xml(entry.open(source, limits, true)?, limits);
    let mut relations = Vec::new();
    loop {
        match markup.next()? {
            Token::End => return Ok(relations),
            Token::Open(tag) if tag.name == b"Relationship" => {
                let words =
                    |name: &[u8]| String::from_utf8_lossy(&tag.value(name).unwrap_or_default()).into_owned();
                let is_outside = words(b"TargetMode").eq_ignore_ascii_case("External");
                if !is_outside && relations.len() < limits.members {
                    let kind = words(b"Type").rsplit('/').next().unwrap_or_default().to_string();
                    let target = resolve(folder, &words(b"Target"));
                    relations.push(Relation { id: tag.value(b"Id").unwrap_or_default(), kind, target });
                }
            }
            _ => {}
        }
    }
}

/// The path that a target means from within a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target.as_str()),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The path of the part that is the workbook itself.
pub(crate) fn main_part(
    archive: &Archive,
    source: &mut dyn Source,
    limits: &Limits,
) -> Result<Option<String>, Fault> {
    let relations = relations(archive, source, limits, "")?;
    let told = relations
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.target);
    let usual = ["xl/workbook.xml", "xl/workbook.bin"].map(str::to_string);
    Ok(told.into_iter().chain(usual).find(|path| archive.find(path).is_some()))
}

/// Whether a pivot table stands on the sheet at that path.
pub(crate) fn has_pivot(
    archive: &Archive,
    source: &mut dyn Source,
    limits: &Limits,
    part: &str,
) -> Result<bool, Fault> {
    Ok(relations(archive, source, limits, part)?.iter().any(|relation| relation.kind == "pivotTable"))
}

/// The part that a relation of that kind leads to.
pub(crate) fn part_of_kind<'a>(
    archive: &'a Archive,
    relations: &[Relation],
    kind: &str,
) -> Option<&'a Entry> {
    relations
        .iter()
        .find(|relation| relation.kind == kind)
        .and_then(|relation| archive.find(&relation.target))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets", "..\\pivotTables\\p.xml"), "xl/pivotTables/p.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
    }
}
