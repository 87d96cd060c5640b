//! A file that holds others: what is in it, which of them are tables, and their text.

use crate::csv::{Writer, Written};
use crate::fault::Fault;
use crate::gzip::{self, Ending};
use crate::limits::{Fuse, Fused, Limits};
use crate::notes;
use crate::recognise::{Looks, Node, looks, recognise};
use crate::source::Source;
use crate::table::{Layout, Likeness, Look, Survey};
use crate::text;
use model::error::{Problem, ProblemKind};
use model::import::Carried;
use std::io::{Cursor, Read, SeekFrom, Write};

/// Bytes of a text that tell how likely it holds tickets.
const LOOK_BYTES: u64 = 64 << 10;
/// Archives within each other; a workbook is none.
const MOST_NESTED: usize = 2;

/// Something in a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, with those of what it lies in: `export.zip › june.xlsx › Tickets`.
    pub name: String,
    /// Rows, as far as they could be counted or estimated without reading everything.
    pub rows: u64,
    /// Columns; 0 for what is no table.
    pub columns: usize,
    /// How likely it holds tickets; comparable within one container. 0 for what cannot be read.
    pub score: u32,
    /// What was seen, or why it cannot be read, in a few words.
    pub remark: String,
    /// Words of helpdesks in its column names.
    pub(crate) words: usize,
    /// The column names of a sheet.
    pub(crate) names: Vec<String>,
    pub(crate) path: Vec<usize>,
    pub(crate) content: Content,
}

impl Member {
    /// The place of the workbook that a sheet is of.
    fn book(&self) -> Option<&[usize]> {
        match self.content {
            Content::Sheet { .. } => self.path.split_last().map(|(_, book)| book),
            _ => None,
        }
    }
}

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text, as it stands.
    Text,
    /// A sheet, with its place among the sheets and the table's place on it.
    Sheet { number: usize, of: usize, layout: Layout },
    /// Nothing that can be read.
    Nothing,
}

/// A container that was opened.
pub struct Container<'s> {
    name: String,
    source: &'s mut dyn Source,
    limits: Limits,
    node: Node,
    kinds: Vec<&'static str>,
    members: Vec<Member>,
    locked: bool,
}

impl<'s> Container<'s> {
    /// Looks at a file. `None`: it is none of the kinds that are unpacked here, and its bytes are the text, or whatever they are.
    pub fn open(
        name: &str,
        source: &'s mut dyn Source,
        limits: &Limits,
    ) -> Result<Option<Container<'s>>, Problem> {
        let told = |fault: Fault| fault.problem(name);
        let Some(mut node) = recognise(source, limits).map_err(told)? else { return Ok(None) };
        let mut list = List { members: Vec::new(), kinds: Vec::new(), locked: false, limits };
        list.add(&mut node, source, name, &mut Vec::new(), 1).map_err(told)?;
        let is_page =
            matches!(&node, Node::Book(_)) && list.kinds.first().is_some_and(|kind| kind.contains("HTML"));
        // A page without a table of several columns is a page: the engine has words for it.
        if is_page && !list.members.iter().any(|member| member.columns > 1 && member.rows > 0) {
            return Ok(None);
        }
        let List { members, kinds, locked, .. } = list;
        Ok(Some(Container {
            name: name.to_string(),
            source,
            limits: limits.clone(),
            node,
            kinds,
            members,
            locked,
        }))
    }

    /// Everything in it, in its order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The member that most likely holds the tickets.
    pub fn best(&self) -> Result<usize, Problem> {
        let readable =
            self.members.iter().enumerate().filter(|(_, member)| member.content != Content::Nothing);
        // Of equals the first.
        let best = readable.clone().max_by_key(|(place, member)| (member.score, std::cmp::Reverse(*place)));
        let is_only_text = readable.count() == 1;
        match best {
            Some((place, member)) if member.score > 0 || is_only_text => Ok(place),
            _ if self.locked => Err(Fault::Password.problem(&self.name)),
            _ => Err(self.no_table()),
        }
    }

    /// The members to be read together, in their order: the best one; of other files in the archive those whose column names speak
    /// of tickets; of each workbook the best sheet, and those that have the same columns.
    pub fn tables(&self) -> Result<Vec<usize>, Problem> {
        let best = self.best()?;
        let is_table = |place: usize| {
            let member = &self.members[place];
            if place == best || member.book().is_none() {
                return place == best || member.words > 0 && member.columns > 1;
            }
            let sheets = self.members.iter().enumerate().filter(|(_, other)| other.book() == member.book());
            let first = sheets.max_by_key(|(place, sheet)| (sheet.score, std::cmp::Reverse(*place)));
            first.is_some_and(|(first, sheet)| {
                sheet.words > 0 && (first == place || sheet.columns > 1 && sheet.names == member.names)
            })
        };
        Ok((0..self.members.len()).filter(|place| is_table(*place)).collect())
    }

    /// Writes the text of a member, and tells what was decided on the way. CSV and JSON come as they are; a sheet comes as CSV
    /// (RFC 4180) in UTF-8, its dates as ISO 8601 in the workbook's own time.
    pub fn extract(&mut self, member: usize, out: &mut dyn Write) -> Result<Carried, Problem> {
        let Some(chosen) = self.members.get(member).cloned() else { return Err(self.no_table()) };
        let size = self.source.seek(SeekFrom::End(0)).unwrap_or(0);
        let fuse = Fuse::new(&self.limits, size);
        let mut told = Told::default();
        extract(
            &mut self.node,
            self.source,
            &self.limits,
            &chosen.path,
            &chosen.content,
            fuse,
            out,
            &mut told,
        )
        .map_err(|fault| fault.problem(&chosen.name))?;
        let is_1904 = told.is_1904;
        let ending = told.ending;
        Ok(notes::carried(&notes::Facts {
            kinds: &self.kinds_of(&chosen),
            members: &self.members,
            chosen: member,
            read: &self.tables().unwrap_or_default(),
            written: told.written.as_ref(),
            is_1904,
            ending,
            bytes: told.bytes,
        }))
    }

    /// The kinds of container that a member lies in, the outermost first.
    fn kinds_of(&self, member: &Member) -> Vec<&'static str> {
        let outer = self.node.kind();
        let inner = match (&member.content, &self.node) {
            (Content::Sheet { .. }, Node::Book(_)) => None,
            (_, _) => self
                .kinds
                .get(*member.path.first().unwrap_or(&0) + 1)
                .copied()
                .filter(|kind| !kind.is_empty()),
        };
        std::iter::once(outer).chain(inner).collect()
    }

    fn no_table(&self) -> Problem {
        const SHOWN: usize = 8;
        let mut names: Vec<String> = self
            .members
            .iter()
            .take(SHOWN)
            .map(|member| format!("{} ({})", notes::short_name(&member.name), member.remark))
            .collect();
        if self.members.len() > SHOWN {
            names.push("…".to_string());
        }
        let holds = |start: &str| self.members.iter().any(|member| member.name.contains(start));
        let why = if holds("word/document.xml") {
            "It is a Word document.".to_string()
        } else if holds("ppt/presentation.xml") {
            "It is a presentation.".to_string()
        } else if names.is_empty() {
            "It is empty.".to_string()
        } else {
            format!("It holds: {}.", names.join(", "))
        };
        Problem {
            kind: if names.is_empty() { ProblemKind::Empty } else { ProblemKind::NotATable },
            what: format!("“{}” holds no table of tickets.", self.name),
            place: model::error::Place { file: Some(self.name.clone()), line: None, column: None },
            why: Some(why),
            next: "Export the tickets again: a table with one row for each ticket, as CSV, JSON or XLSX."
                .to_string(),
            kept: None,
            table: None,
        }
    }
}

/// What extracting found out.
#[derive(Default)]
struct Told {
    written: Option<Written>,
    is_1904: Option<bool>,
    ending: Ending,
    bytes: u64,
}

/// Reads a file that lies in a container, to hold it.
type ReadWhole<'r> = dyn FnMut(&mut dyn Source, &Limits) -> Result<Vec<u8>, Fault> + 'r;

/// Collects members.
struct List<'a> {
    members: Vec<Member>,
    /// The kind of the container, and of the container in each of its places.
    kinds: Vec<&'static str>,
    locked: bool,
    limits: &'a Limits,
}

impl List<'_> {
    /// Adds what a container holds. `level` counts archives within each other.
    fn add(
        &mut self,
        node: &mut Node,
        source: &mut dyn Source,
        name: &str,
        path: &mut Vec<usize>,
        level: usize,
    ) -> Result<(), Fault> {
        let place = path.first().map_or(0, |place| place + 1);
        self.kinds.resize(self.kinds.len().max(place + 1), "");
        self.kinds[place] = node.kind();
        match node {
            Node::Book(book) => {
                let mut survey = Survey::default();
                book.scan(source, self.limits, &mut survey)?;
                let of = survey.looks.len();
                for (number, look) in survey.looks.iter().enumerate() {
                    self.members.push(sheet_member(name, path, number, of, look));
                }
                Ok(())
            }
            Node::Gzip => {
                let size = source.seek(SeekFrom::End(0))?;
                let inner = gzip::inner_name(source)?.unwrap_or_else(|| stem(name));
                let (reader, _) = gzip::open(source, self.limits)?;
                let head = head_of(reader)?;
                // What text weighs unpacked is not told anywhere that can be trusted.
                self.add_file(
                    source,
                    &format!("{name} › {inner}"),
                    head,
                    8 * size,
                    path,
                    level,
                    0,
                    &mut |source, limits| {
                        let mut bytes = Vec::new();
                        let fuse = Fuse::held(limits, size);
                        Fused::new(gzip::open(source, limits)?.0, fuse).read_to_end(&mut bytes)?;
                        Ok(bytes)
                    },
                )
            }
            Node::Archive(archive) => {
                for (index, entry) in
                    archive.entries.iter().enumerate().filter(|(_, entry)| !entry.is_noise())
                {
                    let member = format!("{name} › {}", entry.name);
                    let head = entry.open(source, self.limits, false).and_then(head_of);
                    let added = head.and_then(|head| {
                        self.add_file(
                            source,
                            &member,
                            head,
                            entry.size,
                            path,
                            level,
                            index,
                            &mut |source, limits| entry.read(source, limits),
                        )
                    });
                    match added {
                        Ok(()) => {}
                        // The others may be read all the same.
                        Err(fault) => {
                            self.locked |= fault == Fault::Password;
                            let remark = format!("not read: {fault}");
                            self.members.push(unreadable(&member, path, index, remark));
                        }
                    }
                }
                Ok(())
            }
        }
    }

    /// Adds a file that lies in a container.
    #[allow(clippy::too_many_arguments, reason = "one call for each of two containers")]
    fn add_file(
        &mut self,
        source: &mut dyn Source,
        name: &str,
        head: Vec<u8>,
        size: u64,
        path: &mut Vec<usize>,
        level: usize,
        index: usize,
        read: &mut ReadWhole<'_>,
    ) -> Result<(), Fault> {
        if self.members.len() >= self.limits.members {
            return Err(Fault::limit(format!("it holds more than {} files", self.limits.members)));
        }
        let found = looks(&head);
        if found.is_some() {
            if level >= MOST_NESTED && matches!(found, Some(Looks::Gzip | Looks::Zip)) && !is_workbook(&head)
            {
                self.members.push(unreadable(
                    name,
                    path,
                    index,
                    "an archive in an archive in an archive".to_string(),
                ));
                return Ok(());
            }
            let mut inner = Cursor::new(read(source, self.limits)?);
            if let Some(mut node) = recognise(&mut inner, self.limits)? {
                path.push(index);
                let added = self.add(&mut node, &mut inner, name, path, level + 1);
                path.pop();
                return added;
            }
        }
        let likeness = text::likeness(&head, size);
        let remark = if likeness.score > 0 { notes::remark(&likeness, true) } else { "no table".to_string() };
        let mut path = path.clone();
        path.push(index);
        self.members.push(Member {
            name: name.to_string(),
            rows: likeness.rows,
            columns: likeness.columns,
            score: likeness.score,
            remark,
            words: likeness.words.len(),
            names: Vec::new(),
            path,
            content: Content::Text,
        });
        Ok(())
    }
}

/// Whether a ZIP archive begins as workbooks do; it is only asked where archives lie too deep within each other.
fn is_workbook(head: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    has(b"[Content_Types].xml") || has(b"_rels/.rels") || has(b"opendocument.spreadsheet")
}

fn sheet_member(name: &str, path: &[usize], number: usize, of: usize, look: &Look) -> Member {
    let likeness: Likeness = look.likeness();
    let sheet = match (look.info.name.as_str(), of) {
        ("", 1) => name.to_string(),
        ("", _) => format!("{name} › table {}", number + 1),
        (sheet, _) => format!("{name} › {sheet}"),
    };
    let mut remark = match &look.layout {
        None => "empty".to_string(),
        Some(_) => notes::remark(&likeness, look.rows().1),
    };
    if look.info.is_pivot {
        remark.push_str(", a pivot table");
    }
    if look.info.is_hidden {
        remark.push_str(", hidden");
    }
    let mut path = path.to_vec();
    path.push(number);
    Member {
        name: sheet,
        rows: likeness.rows,
        columns: likeness.columns,
        score: likeness.score,
        remark,
        words: likeness.words.len(),
        names: look.names(),
        path,
        content: match &look.layout {
            Some(layout) => Content::Sheet { number, of, layout: layout.clone() },
            None => Content::Nothing,
        },
    }
}

fn unreadable(name: &str, path: &[usize], index: usize, remark: String) -> Member {
    let mut path = path.to_vec();
    path.push(index);
    Member {
        name: name.to_string(),
        rows: 0,
        columns: 0,
        score: 0,
        remark,
        words: 0,
        names: Vec::new(),
        path,
        content: Content::Nothing,
    }
}

fn head_of(reader: impl Read) -> Result<Vec<u8>, Fault> {
    let mut head = Vec::new();
    reader.take(LOOK_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// A file's name without the ending that its container gave it.
fn stem(name: &str) -> String {
    let file = name.rsplit(" › ").next().unwrap_or(name);
    file.strip_suffix(".gz").or_else(|| file.strip_suffix(".gzip")).unwrap_or(file).to_string()
}

#[allow(clippy::too_many_arguments, reason = "the way down is one call for each level")]
fn extract(
    node: &mut Node,
    source: &mut dyn Source,
    limits: &Limits,
    path: &[usize],
    content: &Content,
    fuse: Fuse,
    out: &mut dyn Write,
    told: &mut Told,
) -> Result<(), Fault> {
    let Some((index, deeper)) = path.split_first() else { return Ok(()) };
    match node {
        Node::Book(book) => {
            let Content::Sheet { number, layout, .. } = content else { return Ok(()) };
            let mut writer = Writer::new(*number, layout.clone(), out, fuse);
            book.scan(source, limits, &mut writer)?;
            told.written = Some(writer.finish()?);
            told.is_1904 = book.epoch_is_1904();
            Ok(())
        }
        Node::Gzip => {
            let (reader, ending) = gzip::open(source, limits)?;
            let done = pass_on(reader, limits, deeper, content, fuse, out, told);
            told.ending = ending.get();
            done
        }
        Node::Archive(archive) => {
            let entry = archive.entries.get(*index).ok_or_else(|| Fault::damaged("A file in it is gone"))?;
            let reader = entry.open(source, limits, !deeper.is_empty())?;
            pass_on(reader, limits, deeper, content, fuse, out, told)
        }
    }
}

/// Hands on a member's bytes, or opens it when it is a container itself.
fn pass_on(
    mut reader: impl Read,
    limits: &Limits,
    deeper: &[usize],
    content: &Content,
    fuse: Fuse,
    out: &mut dyn Write,
    told: &mut Told,
) -> Result<(), Fault> {
    if !deeper.is_empty() {
        let mut inner = Vec::new();
        reader.read_to_end(&mut inner)?;
        let mut inner = Cursor::new(inner);
        let mut node =
            recognise(&mut inner, limits)?.ok_or_else(|| Fault::damaged("A file in it is gone"))?;
        return extract(&mut node, &mut inner, limits, deeper, content, fuse, out, told);
    }
    let mut piece = vec![0; 256 << 10];
    loop {
        let taken = match reader.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(taken) => taken,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        out.write_all(&piece[..taken])?;
        told.bytes += taken as u64;
    }
}
