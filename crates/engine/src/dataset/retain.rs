//! Leaving rows out of columns that are already built.

use super::columns::{Codes, Columns, Ids, Tags};

/// Leaves out the values whose row does not stay.
fn pick<T>(values: &mut Vec<T>, stays: &[bool]) {
    let mut rows = stays.iter();
    values.retain(|_| rows.next() != Some(&false));
    values.shrink_to_fit();
}

impl Columns {
    /// Leaves out the rows that do not stay.
    pub(crate) fn retain(&mut self, stays: &[bool]) {
        let bytes = [
            &mut self.status,
            &mut self.priority,
            &mut self.channel,
            &mut self.reopens,
            &mut self.human_replies,
            &mut self.customer_messages,
            &mut self.ai_replies,
            &mut self.ai_outcome,
            &mut self.last_word,
            &mut self.initiator,
            &mut self.rating_comment,
            &mut self.ease,
            &mut self.effort,
            &mut self.recommend,
        ];
        let flags = [
            &mut self.rating_offered,
            &mut self.ai_involved,
            &mut self.ai_resolved,
            &mut self.ai_handed_off,
            &mut self.ai_assisted,
            &mut self.reply_breached,
            &mut self.resolution_breached,
        ];
        let times = [
            &mut self.first_reply_at,
            &mut self.first_human_reply_at,
            &mut self.solved_at,
            &mut self.closed_at,
            &mut self.updated_at,
            &mut self.handed_off_at,
            &mut self.due_at,
        ];
        let ratings = self.rating.as_mut().map(|ratings| &mut ratings.level);
        let bytes = bytes.into_iter().flatten().chain(ratings);
        for column in bytes.chain(flags.into_iter().flatten().map(|flags| &mut flags.values)) {
            pick(column, stays);
        }
        let durations = [
            &mut self.first_reply_time,
            &mut self.resolution_time,
            &mut self.reply_business_time,
            &mut self.resolution_business_time,
            &mut self.next_reply_time,
            &mut self.handle_time,
        ];
        let durations = durations.into_iter().flatten().map(|durations| &mut durations.secs);
        let words = times.into_iter().flatten().map(|times| &mut times.secs).chain(durations);
        for column in words.chain([&mut self.created_at.secs]).chain(&mut self.requester) {
            pick(column, stays);
        }
        let coded = [
            &mut self.topic,
            &mut self.language,
            &mut self.team,
            &mut self.agent,
            &mut self.ai_agent,
            &mut self.channel_word,
        ];
        for column in coded.into_iter().flatten() {
            match &mut column.codes {
                Codes::U8(codes) => pick(codes, stays),
                Codes::U16(codes) => pick(codes, stays),
                Codes::U32(codes) => pick(codes, stays),
            }
        }
        if let Some(tags) = &mut self.tags {
            let mut kept = Tags { values: std::mem::take(&mut tags.values), ..Tags::default() };
            for row in (0..stays.len()).filter(|row| stays[*row]) {
                kept.codes.extend_from_slice(tags.get(row));
                kept.ends.push(kept.codes.len() as u32);
            }
            *tags = kept;
        }
        match &mut self.id {
            Ids::Numbers(ids) => pick(ids, stays),
            Ids::Text { .. } => {
                let (mut text, mut ends) = (String::new(), Vec::new());
                for row in (0..stays.len()).filter(|row| stays[*row]) {
                    text.push_str(&self.id.get(row));
                    ends.push(text.len() as u32);
                }
                self.id = Ids::Text { text, ends };
            }
            Ids::RowNumbers => {}
        }
    }
}
