//! The owner's side: appends what others read, where it fits.

use super::super::carrier::json::Splitter;
use super::super::rows::{Carrier, Rows};
use super::super::{Import, State};
use super::{Joined, Packed};

impl Import {
    /// After how many bytes it was decided what the file is, where other readers can then read parts of it.
    pub fn decided_after(&self) -> Option<u64> {
        match &self.state {
            State::Rows(rows) if rows.can_join() => self.decided_after,
            _ => None,
        }
    }

    /// Decides on a beginning of that many bytes, where that is enough. The usual number suits people's files.
    pub fn deciding_after(mut self, bytes: usize) -> Import {
        self.state = State::Head(Vec::new(), bytes);
        self
    }

    /// The records that taught new columns since the beginning, from one on, for [`PartReader::learn`](super::PartReader::learn).
    pub fn lessons(&self, from: usize) -> &[Vec<u8>] {
        match &self.state {
            State::Rows(rows) => match &rows.carrier {
                Carrier::Json(_, cells) => cells.lessons.get(from..).unwrap_or_default(),
                Carrier::Delimited(_) => &[],
            },
            _ => &[],
        }
    }

    /// Appends a part, as [`PartReader::read`](super::PartReader::read) wrote it.
    pub fn join(&mut self, part: &[u8]) -> Joined {
        let State::Rows(rows) = &mut self.state else { return Joined::Refused };
        let mut from = Packed(part);
        let start = from.number();
        if self.taken < start {
            return Joined::Behind(start);
        }
        match (self.taken == start).then(|| rows.join(start, &mut from)).flatten() {
            Some(end) => {
                self.taken = end;
                Joined::UpTo(end)
            }
            None => Joined::Refused,
        }
    }
}

impl Rows {
    fn can_join(&self) -> bool {
        self.utf16.is_none()
            && self.builder.fold.0.is_none()
            && match &self.carrier {
                Carrier::Delimited(_) => true,
                Carrier::Json(splitter, _) => Splitter::cuts_lines(splitter),
            }
    }

    /// Appends a part that begins at that byte, and tells where it ends.
    fn join(&mut self, start: u64, from: &mut Packed<'_>) -> Option<u64> {
        match &mut self.carrier {
            Carrier::Delimited(reader) => {
                reader.settle(&mut self.builder);
                let line = reader.line_at(start)?;
                let tail = reader.tail_of(from);
                if from.number() > 0 {
                    // Rows follow; those held back come before them.
                    reader.release(&mut self.builder);
                }
                let joined = self.builder.append(start, line, from);
                joined.then(|| reader.follow(tail, &mut self.builder))
            }
            Carrier::Json(splitter, _) => {
                let line = splitter.line_at(start)?;
                let (end, lines) = (from.number(), from.number());
                let _has_rows = from.number();
                let joined = self.builder.append(start, line, from);
                joined.then(|| {
                    splitter.jump(end, line + lines);
                    end
                })
            }
        }
    }
}
