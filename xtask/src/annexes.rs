//! Cuts what the first figures do not need out of the program (docs/decisions/0120).
//!
//! Trunk builds the page as ever. Then the program as the linker left it, with its relocations, is cut by `wasm_split_cli_support`
//! at the functions marked `wasm_split`, wasm-bindgen is run on the part that stays, and the result takes the place of Trunk's.

use crate::site::{brief_hash, without_custom_sections};
use crate::tools::Tools;
use crate::workspace::{WASM_TARGET, target_dir};
use crate::{Outcome, process};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use wasm_encoder::Module;
use wasm_encoder::reencode::{self, Reencode};
use wasmparser::{CustomSectionReader, Parser};

/// How the names of these files begin.
pub const PREFIX: &str = "annex-";

/// Flags by which the program can be cut: the marks take effect, and the linker tells which function needs which.
pub const FLAGS: &str = "--cfg=split -Clink-args=--emit-relocs";

/// What the part that stays imports the loaders from, until these are put into the glue.
const LINK: &str = "./annexes.js";

/// Puts the program in pieces in the place of the whole one in a site that Trunk built.
pub fn cut(tools: &Tools, folder: &Path) -> Outcome {
    let work = target_dir().join("annexes");
    // What an earlier build left there would be taken for a part of this one.
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    }
    let program = target_dir().join(WASM_TARGET).join("site/assay.wasm");
    let main = work.join("assay.wasm");
    let whole = read(&program)?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    (options.output_dir, options.main_out_path, options.link_name) = (&work, &main, LINK);
    let pieces = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("the program cannot be cut into pieces: {error:?}"))?;

    let mut bindgen = tools.command("wasm-bindgen");
    // What the linker exports, the pieces import.
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "assay"]);
    process::run(bindgen.arg("--out-dir").arg(work.join("bound")).arg(&main))?;

    let mut names = BTreeMap::new();
    for piece in &pieces.split_modules {
        let module = read(piece)?;
        let module = compact(&module)?;
        let stem = piece.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{PREFIX}{}-{:016x}.wasm", stem.trim_start_matches("split_"), brief_hash(&module));
        write(&folder.join(&name), &module)?;
        names.insert(stem, name);
    }
    let files: BTreeMap<String, Vec<&String>> = pieces
        .prefetch_map
        .iter()
        .map(|(annex, stems)| (annex.clone(), stems.iter().filter_map(|stem| names.get(stem)).collect()))
        .collect();
    if files.is_empty() {
        return Err("nothing was cut out of the program: were the flags for it set?".to_string());
    }
    let glue = String::from_utf8(read(&work.join("bound/assay.js"))?).map_err(|error| error.to_string())?;
    let glue = with_loaders(&glue, &files)?;
    let module = read(&work.join("bound/assay_bg.wasm"))?;
    let module = without_custom_sections(&module).ok_or("wasm-bindgen wrote something that is no module")?;

    let page = folder.join("index.html");
    let index = String::from_utf8(read(&page)?).map_err(|error| error.to_string())?;
    let mut index = index;
    for (attribute, bytes, kind) in [("data-js", glue.as_bytes(), "js"), ("data-wasm", &module[..], "wasm")] {
        let former = named(&index, attribute)?;
        std::fs::remove_file(folder.join(&former)).map_err(|error| format!("{former}: {error}"))?;
        let name = format!("assay-{:016x}.{kind}", brief_hash(bytes));
        write(&folder.join(&name), bytes)?;
        index = index.replace(&former, &name);
    }
    write(&page, index.as_bytes())
}

/// Writes a module anew, its numbers in as few bytes as they need: what the linker wrote leaves room for any number, so that tools
/// can put others in their place. Custom sections mean nothing to the browser and are left out.
struct Compact;

impl Reencode for Compact {
    type Error = Infallible;

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        Ok(())
    }
}

fn compact(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut written = Module::new();
    Compact
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| format!("the splitter wrote something that is no module: {error}"))?;
    Ok(written.finish())
}

/// The file that an attribute of the boot tag names.
fn named(index: &str, attribute: &str) -> Outcome<String> {
    index
        .split_once(&format!(" {attribute}=\"./"))
        .and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_string()))
        .ok_or_else(|| {
            format!("index.html has no boot tag with {attribute}: see pattern_script in Trunk.toml")
        })
}

/// The glue with the loaders of the pieces in the place of their import: a worker that is started from the glue's text could not
/// resolve an address relative to it.
fn with_loaders(glue: &str, files: &BTreeMap<String, Vec<&String>>) -> Outcome<String> {
    let is_ours = |line: &&str| line.starts_with("import * as ") && line.contains(&format!("\"{LINK}\""));
    let imports: Vec<&str> = glue.lines().filter(is_ours).collect();
    if imports.is_empty() {
        return Err(
            "the glue imports no loaders: has wasm-bindgen changed how it writes imports?".to_string()
        );
    }
    let list = serde_json::to_string(files).map_err(|error| error.to_string())?;
    let loaders: String =
        files.keys().map(|annex| format!("__wasm_split_load_{annex}: enter({annex:?}), ")).collect();
    let mut glue = glue.to_string();
    for (number, import) in imports.into_iter().enumerate() {
        let alias = import.split(' ').nth(3).unwrap_or_default();
        let code = match number {
            0 => LOADERS.replace("FILES", &list).replace("LOADERS", &loaders),
            _ => String::new(),
        };
        glue = glue.replacen(import, &format!("{code}const {alias} = annexes;"), 1);
    }
    Ok(glue)
}

/// Loads pieces once each and tells the program. What failed is tried again when it is next asked for. The names tell the content,
/// so an engine that is started anew takes what the browser has, unless that is a refusal. Not by `instantiateStreaming`: some hosts
/// do not know the type of a `.wasm` file.
const LOADERS: &str = r#"
const annexes = (() => {
    const files = FILES;
    const loaded = {};
    const bytes = async file => {
        const get = cache => fetch(new URL(file, import.meta.url), { cache });
        const kept = await get('force-cache');
        const answer = kept.ok ? kept : await get('reload');
        if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
        return answer.arrayBuffer();
    };
    const load = file => loaded[file] ??= bytes(file)
        .then(module => WebAssembly.instantiate(module, { __wasm_split: wasm }))
        .catch(error => { delete loaded[file]; throw error; });
    const enter = annex => async (callback, data) => {
        const isThere = await Promise.all(files[annex].map(load)).then(() => true, error => console.error(error));
        wasm.__indirect_function_table.get(callback)(data, Boolean(isThere));
    };
    return { LOADERS};
})();
"#;

fn read(file: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn write(file: &Path, bytes: &[u8]) -> Outcome {
    std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}
