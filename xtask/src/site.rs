//! Building the static site, and weighing what a first visit downloads.

use crate::tools::Tools;
use crate::workspace::{WASM_TARGET, dist, root, target_dir};
use crate::{Outcome, annexes, notices, process, unpacker};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a first visit may weigh as a host sends it (brotli), in bytes: parsers and font included.
const FIRST_LOAD_LIMIT: usize = 700 * 1000;

/// What the screens and drawers may weigh in brotli, in bytes, that are asked for when the page is ready.
const ANNEX_LIMIT: usize = 310 * 1000;

/// What the module that unpacks workbooks and archives may weigh in brotli, in bytes.
const SECOND_LIMIT: usize = 170 * 1000;

/// Files that a first visit loads, by extension. Licence texts and the like lie beside them but are not loaded.
const FIRST_LOAD_KINDS: [&str; 6] = ["html", "css", "js", "wasm", "woff2", "svg"];

/// How the page is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Fast code; what is published and tested.
    Release,
    /// Fast builds.
    Dev,
}

/// `cargo xtask build`: the release site in `dist/`, weighed.
pub fn build() -> Outcome {
    bundle(&Tools::for_site()?, Profile::Release)?;
    weigh(&dist())?;
    println!(
        "\nThe site is in dist/. Any static host will do, under any path; `cargo xtask serve` shows it here."
    );
    Ok(())
}

/// Builds the site and returns its folder.
pub fn bundle(tools: &Tools, profile: Profile) -> Outcome<PathBuf> {
    // Trunk runs offline, so that it cannot download a tool in the middle of a build; the crates are fetched before.
    process::run(tools.command("cargo").args(["fetch", "--quiet", "--locked", "--target", WASM_TARGET]))?;
    let folder = match profile {
        Profile::Release => dist(),
        Profile::Dev => target_dir().join("dev-site"),
    };
    let mut trunk = tools.command("trunk");
    // Trunk reads NO_COLOR as a boolean and stops at the "1" that the convention allows.
    trunk.arg("build").args(["--offline", "--locked", "--skip-version-check"]).env_remove("NO_COLOR");
    trunk.arg("--dist").arg(&folder);
    if profile == Profile::Release {
        trunk.args(["--release", "--cargo-profile", "site"]);
        // Added to the flags of `.cargo/config.toml`: panics name a source file by its crate, not by a folder of this machine.
        let flags = format!("{} {}", without_folders()?, annexes::FLAGS);
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    process::run(&mut trunk)?;
    if profile == Profile::Release {
        annexes::cut(tools, &folder)?;
    }
    unpacker::add(tools, profile, &folder)?;
    if profile == Profile::Release {
        drop_names(&folder)?;
        notices::write(&folder)?;
        join_styles(&folder)?;
    }
    Ok(folder)
}

/// Joins the style sheets into one, in the order in which the page names them: one request, and a third less to download than
/// compressed apart.
fn join_styles(folder: &Path) -> Outcome {
    let page = folder.join("index.html");
    let describe = |file: &Path, error: std::io::Error| format!("{}: {error}", file.display());
    let text = std::fs::read_to_string(&page).map_err(|error| describe(&page, error))?;
    let (rest, names) = without_styles(&text);
    let mut joined = String::new();
    for name in &names {
        let file = folder.join(name);
        joined += &std::fs::read_to_string(&file).map_err(|error| describe(&file, error))?;
        std::fs::remove_file(&file).map_err(|error| describe(&file, error))?;
    }
    let joined = slim(&joined);
    let name = format!("style-{:016x}.css", brief_hash(joined.as_bytes()));
    let file = folder.join(&name);
    std::fs::write(&file, joined).map_err(|error| describe(&file, error))?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\"/>");
    std::fs::write(&page, rest.replacen(STYLES_HERE, &link, 1)).map_err(|error| describe(&page, error))
}

/// FNV-1a, for names that change with the content, so that hosts may cache the file for good.
pub(crate) fn brief_hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A style sheet without its comments and without the blanks around its lines.
fn slim(sheet: &str) -> String {
    let mut code = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        code += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code += rest;
    code.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Stands where the first link to a style sheet stood.
const STYLES_HERE: &str = "<!--styles-->";

/// A page without its links to style sheets, and the names of these in their order.
fn without_styles(page: &str) -> (String, Vec<String>) {
    const LINK: &str = "<link rel=\"stylesheet\" href=\"./";
    let mut pieces = page.split(LINK);
    let mut rest = pieces.next().unwrap_or_default().to_string();
    let mut names = Vec::new();
    for piece in pieces {
        let Some((name, after)) =
            piece.split_once('"').and_then(|(name, after)| Some((name, after.split_once('>')?.1)))
        else {
            rest = rest + LINK + piece;
            continue;
        };
        if names.is_empty() {
            rest += STYLES_HERE;
        }
        names.push(name.to_string());
        rest += after.trim_start();
    }
    (rest, names)
}

/// Flags that leave the folders of this machine out of the program.
pub(crate) fn without_folders() -> Outcome<String> {
    let rustc = process::read(process::command("rustc").args(["--print", "sysroot"]))?;
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let mut folders = vec![root(), PathBuf::from(rustc.trim())];
    let sources = cargo_home.join("registry/src");
    folders.extend(std::fs::read_dir(&sources).into_iter().flatten().flatten().map(|entry| entry.path()));
    // Cargo cuts the flags at spaces.
    let plain = folders.iter().filter(|folder| !folder.to_string_lossy().contains(' '));
    let flags = plain.map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    Ok(flags.collect::<Vec<_>>().join(" "))
}

/// Takes the functions' names and other remarks out of the program: an eighth of its download, of use to a debugger only. The
/// linker could do it, but would drop the list of target features too, which wasm-bindgen needs.
fn drop_names(folder: &Path) -> Outcome {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "wasm")) {
        let describe = |error: std::io::Error| format!("{}: {error}", file.display());
        let module = std::fs::read(file).map_err(describe)?;
        let short =
            without_custom_sections(&module).ok_or_else(|| format!("{} is no module", file.display()))?;
        std::fs::write(file, short).map_err(describe)?;
    }
    Ok(())
}

/// A WebAssembly module without its custom sections (WebAssembly Core Specification, 5.5.3), which mean nothing to the browser.
pub(crate) fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let mut kept = module.get(..8)?.to_vec();
    let mut at = 8;
    while at < module.len() {
        let (len, body) = leb128(module, at + 1)?;
        let end = body.checked_add(len)?;
        let section = module.get(at..end)?;
        if section.first() != Some(&0) {
            kept.extend_from_slice(section);
        }
        at = end;
    }
    Some(kept)
}

/// The unsigned number at a place, and the place after it.
fn leb128(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, at));
        }
        shift += 7;
    }
}

/// Prints what each file of a first visit weighs, raw and as hosts compress it; fails when the sum passes the limit.
pub fn weigh(folder: &Path) -> Outcome {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    files.sort();
    let on_demand = fonts_on_demand(&files);
    let mut sums = [0; 3];
    println!("\n{:>10} {:>10} {:>10}  first load, bytes", "raw", "gzip -9", "brotli -11");
    for file in files {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        // The style sheet gives this font the range of characters it is for: browsers fetch it when one of them is shown.
        let is_on_demand = file.file_stem().is_some_and(|name| name == "inter-latin-ext");
        let is_later = [unpacker::PREFIX, annexes::PREFIX].iter().any(|prefix| begins_with(&file, prefix));
        if !FIRST_LOAD_KINDS.contains(&kind) || is_on_demand || is_later {
            continue;
        }
        let bytes =
            std::fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let sizes = [bytes.len(), gzip_size(&bytes), brotli_size(&bytes)];
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        if on_demand.iter().any(|font| name.replace('\\', "/").ends_with(font)) {
            println!(
                "{:>10} {:>10} {:>10}  {name} (only when its letters occur: not counted)",
                sizes[0], sizes[1], sizes[2]
            );
            continue;
        }
        println!("{:>10} {:>10} {:>10}  {name}", sizes[0], sizes[1], sizes[2]);
        for (sum, size) in sums.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    println!("{:>10} {:>10} {:>10}  in all (limit: {FIRST_LOAD_LIMIT} in brotli)", sums[0], sums[1], sums[2]);
    weigh_later(folder, annexes::PREFIX, "asked for when the page is ready", ANNEX_LIMIT)?;
    weigh_later(folder, unpacker::PREFIX, "when a workbook or an archive is first opened", SECOND_LIMIT)?;
    if sums[2] > FIRST_LOAD_LIMIT {
        return Err(format!(
            "the first load weighs {} bytes in brotli, more than {FIRST_LOAD_LIMIT}. \
             `twiggy top` over the .wasm file tells which crate grew.",
            sums[2]
        ));
    }
    Ok(())
}

/// Prints what the files weigh whose names begin so; fails when that is more than the limit in brotli.
fn weigh_later(folder: &Path, prefix: &str, when: &str, limit: usize) -> Outcome {
    let mut sum = 0;
    println!("\n{:>10} {:>10} {:>10}  {when}", "raw", "gzip -9", "brotli -11");
    for file in files_that_begin(folder, prefix)? {
        let bytes =
            std::fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let size = brotli_size(&bytes);
        println!("{:>10} {:>10} {size:>10}  {name}", bytes.len(), gzip_size(&bytes));
        sum += size;
    }
    println!("{:>10} {:>10} {sum:>10}  in all (limit: {limit} in brotli)", "", "");
    if sum > limit {
        return Err(format!(
            "the files that begin with {prefix} weigh {sum} bytes in brotli, more than {limit}"
        ));
    }
    Ok(())
}

/// The files of a site whose names begin so, in order.
fn files_that_begin(folder: &Path, prefix: &str) -> Outcome<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| begins_with(path, prefix)).collect();
    files.sort();
    Ok(files)
}

fn begins_with(path: &Path, prefix: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
}

/// Fonts whose `unicode-range` lacks the blank: browsers load them when a text holds one of their letters, not before.
fn fonts_on_demand(files: &[PathBuf]) -> Vec<String> {
    let is_style = |file: &&PathBuf| file.extension().is_some_and(|kind| kind == "css");
    let styles = files.iter().filter(is_style).filter_map(|file| std::fs::read_to_string(file).ok());
    styles
        .flat_map(|style| style.split("@font-face").skip(1).filter_map(font_on_demand).collect::<Vec<_>>())
        .collect()
}

fn font_on_demand(rule: &str) -> Option<String> {
    let rule = rule.split('}').next()?;
    let range = rule.split("unicode-range:").nth(1)?;
    let file = rule.split("url(").nth(1)?.split(')').next()?.trim_matches(['"', '\'']);
    (!range.contains("U+0020")).then(|| file.to_string())
}

/// Where the site was built before, if it was: for commands that only look at it.
pub fn built() -> Outcome<PathBuf> {
    let folder = dist();
    if folder.join("index.html").is_file() {
        Ok(folder)
    } else {
        Err(format!("there is no site in {}: run `cargo xtask build` first", folder.display()))
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn gzip_size(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(bytes.len(), |packed| packed.len())
}

fn brotli_size(bytes: &[u8]) -> usize {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 64 * 1024, 11, 22);
    let written = writer.write_all(bytes).and_then(|()| writer.flush());
    drop(writer);
    written.map_or(bytes.len(), |()| packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_for_rare_letters_are_told_apart() {
        let rule = |range: &str| {
            format!(" {{ src: url(\"font/a.woff2\") format(\"woff2\"); unicode-range: {range}; }} p {{}}")
        };
        assert_eq!(font_on_demand(&rule("U+0100-0130")), Some("font/a.woff2".to_string()));
        assert_eq!(font_on_demand(&rule("U+0020-007E, U+00A0")), None);
        assert_eq!(font_on_demand(" { src: url(font/a.woff2); }"), None);
    }

    #[test]
    fn style_sheets_are_joined_where_the_first_one_stood() {
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\"/>\n");
        let page = format!("<head>{}{}<script></script></head>", link("a-1.css"), link("b-2.css"));
        let (rest, names) = without_styles(&page);
        assert_eq!(rest, format!("<head>{STYLES_HERE}<script></script></head>"));
        assert_eq!(names, ["a-1.css", "b-2.css"]);
    }

    #[test]
    fn comments_and_indents_go() {
        let sheet = "/* Tokens. */\n:root {\n  --a: 1px; /* why */\n}\n\n.b::before {\n  content: \" x \";\n}\n/* cut";
        assert_eq!(slim(sheet), ":root {\n--a: 1px;\n}\n.b::before {\ncontent: \" x \";\n}");
    }

    #[test]
    fn only_custom_sections_go() {
        let head = b"\0asm\x01\0\0\0";
        let (types, names, functions) = (b"\x01\x01\0", b"\0\x06\x04name\0", b"\x03\x01\0");
        let module = [&head[..], types, names, functions].concat();
        assert_eq!(without_custom_sections(&module), Some([&head[..], types, functions].concat()));
        assert_eq!(without_custom_sections(&module[..module.len() - 1]), None);
    }
}
