//! A builder cut into parts: what other workers read of the same file is appended as if it had been read here.

use super::{Builder, Reader, Scope, Used, keeps_versions};
use crate::dataset::Places;
use crate::ingest::column::PersonReader;
use crate::ingest::ids::IdReader;
use crate::ingest::ledger::Entries;
use crate::ingest::parts::{Pack, Packed};
use crate::ingest::subject::SubjectReader;

impl Reader {
    fn blank(&self) -> Reader {
        match self {
            Reader::Category(reader) => Reader::Category(reader.blank()),
            Reader::Word(reader) => Reader::Word(reader.blank()),
            Reader::Tags(reader) => Reader::Tags(reader.blank()),
            Reader::Person(_) => Reader::Person(PersonReader::default()),
            Reader::Time(reader) => Reader::Time(reader.blank()),
            Reader::Span(reader) => Reader::Span(reader.blank()),
            Reader::Count(reader) => Reader::Count(reader.blank()),
            Reader::Length(reader) => Reader::Length(reader.blank()),
            Reader::Rating(reader) => Reader::Rating(reader.blank()),
            Reader::Subject(_) => Reader::Subject(SubjectReader::new()),
        }
    }

    fn pack(&self, out: &mut Pack) {
        match self {
            Reader::Category(reader) => reader.pack(out),
            Reader::Word(reader) => reader.pack(out),
            Reader::Tags(reader) => reader.pack(out),
            Reader::Person(reader) => reader.pack(out),
            Reader::Time(reader) => reader.pack(out),
            Reader::Span(reader) => reader.pack(out),
            Reader::Count(reader) | Reader::Length(reader) => reader.pack(out),
            Reader::Rating(reader) => reader.pack(out),
            Reader::Subject(reader) => reader.pack(out),
        }
    }

    fn append(&mut self, from: &mut Packed<'_>) {
        match self {
            Reader::Category(reader) => reader.append(from),
            Reader::Word(reader) => reader.append(from),
            Reader::Tags(reader) => reader.append(from),
            Reader::Person(reader) => reader.append(from),
            Reader::Time(reader) => reader.append(from),
            Reader::Span(reader) => reader.append(from),
            Reader::Count(reader) | Reader::Length(reader) => reader.append(from),
            Reader::Rating(reader) => reader.append(from),
            Reader::Subject(reader) => reader.append(from),
        }
    }
}

impl Builder {
    /// The same builder before its first row. What was decided stays.
    pub(crate) fn blank(&self) -> Builder {
        let used = |used: &Used| Used {
            column: used.column,
            also: used.also.clone(),
            field: used.field,
            reader: used.reader.blank(),
        };
        Builder {
            format: self.format,
            names: self.names.clone(),
            rules: self.rules.clone(),
            sample: self.sample.clone(),
            created: self.created,
            created_at: self.created_at.blank(),
            id: self.id,
            ids: self.ids.as_ref().map(|_| IdReader::new()),
            used: self.used.iter().map(used).collect(),
            scope: self
                .scope
                .as_ref()
                .map(|scope| Scope { column: scope.column, reader: scope.reader.blank() }),
            deleted: self.deleted,
            filled: vec![0; self.filled.len()],
            tickets: 0,
            repeats: Vec::new(),
            places: Places::default(),
            set_aside: Entries::default(),
            mended: Entries::default(),
            scratch: Vec::new(),
            is_json: self.is_json,
            mapping: self.mapping.clone(),
            kind: self.kind,
            fold: Default::default(),
        }
    }

    /// Writes the rows, whose places are told from `start` on; answers whether they can be told at all.
    pub(crate) fn pack(&self, start: u64, out: &mut Pack) -> bool {
        // All parts of a builder, so that a new one is not forgotten here. Repeated ids are found anew.
        let Builder {
            format: _,
            names: _,
            rules: _,
            sample: _,
            created: _,
            created_at,
            id: _,
            ids,
            used,
            scope,
            deleted: _,
            filled,
            tickets,
            repeats: _,
            places,
            set_aside,
            mended,
            scratch: _,
            is_json: _,
            mapping: _,
            kind: _,
            // Messages and events are read by one reader.
            fold: _,
        } = self;
        let times = || {
            let others = used.iter().filter_map(|used| match &used.reader {
                Reader::Time(reader) => Some(reader),
                _ => None,
            });
            std::iter::once(created_at).chain(others)
        };
        out.bytes(&times().map(|reader| reader.pack_zone()).collect::<Vec<u8>>());
        let ids_fit = ids.as_ref().is_none_or(|ids| ids.pack(out));
        out.number(*tickets as u64);
        created_at.pack(out);
        out.number(used.len() as u64);
        used.iter().for_each(|used| used.reader.pack(out));
        if let Some(scope) = scope {
            scope.reader.pack(out);
        }
        out.longs(filled);
        let places_fit = places.pack(start, out);
        set_aside.pack(out);
        mended.pack(out);
        ids_fit && places_fit
    }

    /// Appends the rows that [`Builder::pack`] wrote, where the part begins at `start` on `line`. Answers `false`, and changes
    /// nothing, where reading them here would have given something else.
    pub(crate) fn append(&mut self, start: u64, line: u64, from: &mut Packed<'_>) -> bool {
        let times = self.used.iter().filter_map(|used| match &used.reader {
            Reader::Time(reader) => Some(reader),
            _ => None,
        });
        let mut readers = std::iter::once(&self.created_at).chain(times);
        if !from.bytes().iter().all(|zone| readers.next().is_none_or(|reader| reader.agrees(*zone))) {
            return false;
        }
        let keeps_versions = keeps_versions(&self.used, self.scope.as_ref());
        if let Some(ids) = &mut self.ids {
            let repeats = keeps_versions.then_some(&mut self.repeats);
            if !ids.append(self.tickets as u32, repeats, from) {
                return false;
            }
        }
        let tickets = from.number() as usize;
        self.created_at.append(from);
        let columns = from.number() as usize;
        for (at, used) in self.used.iter_mut().enumerate() {
            if at < columns {
                used.reader.append(from);
            } else {
                // Learnt since the part was begun: no row of the part has it.
                (0..tickets).for_each(|_| used.reader.push(&[]));
            }
        }
        if let Some(scope) = &mut self.scope {
            scope.reader.append(from);
        }
        for (filled, more) in self.filled.iter_mut().zip(from.longs()) {
            *filled += more;
        }
        self.tickets += tickets;
        self.places.append(start, line, from);
        self.set_aside.append(line, from);
        self.mended.append(line, from);
        true
    }
}
