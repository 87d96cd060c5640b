//! What a person says of exports of a shape: put in force, taken back, remembered, given to others.

use super::Session;
use crate::address::Route;
use crate::mappings;
use leptos::prelude::*;
use model::field::Field;
use model::mapping::{ColumnChoice, Mapping};
use model::settings::Settings;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

impl Session {
    /// What is said of a shape now.
    pub(crate) fn mapping(self, shape: &str) -> Mapping {
        let known = self.store.mappings.with_untracked(|all| all.iter().find(|m| m.shape == shape).cloned());
        known.unwrap_or_else(|| Mapping { shape: shape.to_string(), ..Mapping::default() })
    }

    /// Changes what is said of a shape, by a line of [`model::mapping`].
    pub(crate) fn say(self, shape: &str, line: &str) {
        let mut draft = self.store.draft.get_untracked();
        if let Some(said) = draft.first_mut().filter(|said| said.shape == shape) {
            let _ = said.take(line);
            self.store.draft.set(draft);
            return;
        }
        let mut mapping = self.mapping(shape);
        if mapping.take(line) {
            self.replace(mapping);
        }
        if line.starts_with("time_zone") || line.starts_with("date_order") {
            self.leave_zone_to_mapping();
        }
    }

    /// Takes back the last change.
    pub(crate) fn undo(self) {
        if let Some(before) = self.store.undo.try_update(Vec::pop).flatten() {
            self.set_mapping(before);
        }
    }

    /// Forgets all that was said of what is loaded, here and in the address.
    pub(crate) fn forget(self) {
        for shape in self.shapes() {
            self.replace(Mapping { shape, ..Mapping::default() });
        }
        self.leave_zone_to_mapping();
    }

    /// The zone and the order of dates are no longer what an address says, but what is chosen.
    fn leave_zone_to_mapping(self) {
        let route = self.route();
        self.go_silently(&Route { time_zone: None, date_order: None, ..route });
    }

    /// Takes over what a file says that was saved on this screen.
    pub(crate) fn load_mappings(self, file: File) {
        leptos::task::spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            let read = text.and_then(|text| mappings::from_json(&text));
            let shapes = self.shapes();
            let told = match read {
                None => format!("{} holds no choices that were saved here.", file.name()),
                Some(all) => {
                    let is_ours = all.iter().any(|mapping| shapes.contains(&mapping.shape));
                    for mapping in all {
                        if shapes.contains(&mapping.shape) {
                            self.replace(mapping);
                        } else {
                            mappings::remember(mapping.clone());
                            self.put(mapping);
                        }
                    }
                    if is_ours {
                        format!("The choices in {} are in force.", file.name())
                    } else {
                        format!(
                            "The choices in {} are for exports of another shape. They will be used when one comes.",
                            file.name()
                        )
                    }
                }
            };
            self.store.told.set(Some(told));
        });
    }

    /// The shapes of what is loaded, each once: that of the whole first, then those of the files that were joined.
    pub(crate) fn shapes(self) -> Vec<String> {
        let Some(summary) = self.store.summary.get_untracked() else { return Vec::new() };
        let mut shapes = vec![summary.shape.clone()];
        for file in &summary.files {
            if !shapes.contains(&file.read.shape) {
                shapes.push(file.read.shape.clone());
            }
        }
        shapes
    }

    fn replace(self, mapping: Mapping) {
        let before = self.mapping(&mapping.shape);
        if before != mapping {
            self.store.undo.update(|undo| undo.push(before));
            self.set_mapping(mapping);
        }
    }

    fn set_mapping(self, mapping: Mapping) {
        self.store.summary.with_untracked(|summary| {
            if let Some(summary) = summary.as_ref().filter(|summary| !summary.is_sample) {
                mappings::remember(mappings::storable(&mapping, summary));
            }
        });
        self.put(mapping);
    }

    fn put(self, mapping: Mapping) {
        self.store.mappings.update(|all| {
            all.retain(|known| known.shape != mapping.shape);
            if !mapping.is_empty() {
                all.push(mapping);
            }
        });
    }

    /// Whether it was said what a refused file cannot be read without.
    pub(crate) fn is_explained(self) -> bool {
        let is_created = |choice: &ColumnChoice| choice.field == Some(Field::CreatedAt);
        self.store.draft.with(|draft| draft.iter().any(|said| said.columns.iter().any(is_created)))
    }

    /// Reads what was refused with what is said of its columns. It is remembered once that is read.
    pub(super) fn read_refused(self, said: Mapping) {
        let Some(source) = self.with(|memory| memory.refused.take()) else { return };
        let former = self.mapping(&said.shape);
        self.put(said.clone());
        self.load(source);
        self.with(|memory| memory.tried = Some((former, said)));
    }

    /// What was tried with a refused file is no longer in force.
    pub(super) fn take_back_tried(self) -> Option<Mapping> {
        let (former, said) = self.with(|memory| memory.tried.take())?;
        self.put(former);
        Some(said)
    }

    /// What was tried with a refused file has had it read.
    pub(super) fn keep_tried(self) {
        if let Some((_, said)) = self.with(|memory| memory.tried.take()) {
            self.set_mapping(said);
        }
    }

    /// Whether the file must be read again for these settings to be in force.
    pub(super) fn must_read_again(self, settings: &Settings) -> bool {
        let of = |settings: &Settings, shape| settings.mapping(shape).cloned().unwrap_or_default();
        let applied = self.store.applied.get_untracked();
        self.shapes().iter().any(|shape| !of(&applied, shape).reads_as(&of(settings, shape)))
    }

    /// What could not be put in force is taken back; whether there was anything.
    pub(super) fn take_back_failed(self) -> bool {
        if !self.with(|memory| std::mem::take(&mut memory.is_again)) {
            return false;
        }
        let settings = self.with(|memory| memory.loaded_settings.clone()).unwrap_or_default();
        for shape in self.shapes() {
            let former = settings.mapping(&shape).cloned().unwrap_or(Mapping { shape, ..Mapping::default() });
            if self.mapping(&former.shape) != former {
                self.store.undo.update(|undo| drop(undo.pop_if(|before| *before == former)));
                self.set_mapping(former);
            }
        }
        self.store.attempts.update(|attempts| *attempts += 1);
        true
    }
}

/// The file of an input that was just chosen.
pub(crate) fn chosen_file(event: &web_sys::Event) -> Option<File> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0);
    // The same file chosen again must be a change again.
    input.set_value("");
    file
}
