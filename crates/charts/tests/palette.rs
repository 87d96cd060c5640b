//! Colours stay apart for people who see fewer of them, and can be read on their background.

use charts::{Rgb, Theme};
use model::chart::Role;

const THEMES: [(&str, Theme); 4] = [
    ("light", Theme::light()),
    ("dark", Theme::dark()),
    ("high contrast", Theme::high_contrast()),
    ("high contrast dark", Theme::high_contrast_dark()),
];

/// Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
/// table 1 at severity 1, for linear RGB.
const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 4] = [
    ("none", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "tritanopia",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
];

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// CIE 1976 L*a*b* of a colour as seen (sRGB, D65).
fn lab(Rgb(r, g, b): Rgb, seen: &[[f64; 3]; 3]) -> [f64; 3] {
    let rgb = [linear(r), linear(g), linear(b)];
    let s = seen.map(|row| (row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]).clamp(0.0, 1.0));
    let xyz = [
        (0.412_456 * s[0] + 0.357_576 * s[1] + 0.180_438 * s[2]) / 0.950_47,
        0.212_673 * s[0] + 0.715_152 * s[1] + 0.072_175 * s[2],
        (0.019_334 * s[0] + 0.119_192 * s[1] + 0.950_304 * s[2]) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|t| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn difference(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn roles_stay_apart_for_every_eye() {
    let roles = [Role::Ai, Role::Human, Role::Handoff, Role::Failed, Role::Unknown, Role::All];
    let mut close = Vec::new();
    for (name, theme) in THEMES {
        for (eye, seen) in &DEFICIENCIES {
            for (index, a) in roles.iter().enumerate() {
                for b in &roles[index + 1..] {
                    let apart = difference(lab(theme.mark(*a), seen), lab(theme.mark(*b), seen));
                    // Ten times what is just noticed side by side; the unknown is told by its hatching as well.
                    let least = if *a == Role::Unknown || *b == Role::Unknown { 10.0 } else { 20.0 };
                    if apart < least {
                        close.push(format!("{name}, {eye}: {a:?} and {b:?} are {apart:.1} apart"));
                    }
                }
            }
        }
    }
    assert!(close.is_empty(), "{close:#?}");
}

#[test]
fn marks_and_words_have_contrast() {
    for (name, theme) in THEMES {
        for role in Theme::ROLES {
            let words = theme.label(role).contrast(theme.background);
            assert!(words >= 4.5, "{name}: the label of {role:?} has {words:.2} to 1");
            let mark = theme.mark(role).contrast(theme.background);
            let least = if matches!(role, Role::AiFaint | Role::AiSoft) { 1.4 } else { 2.9 };
            assert!(mark >= least, "{name}: the mark of {role:?} has {mark:.2} to 1");
            let fill = theme.mark(role);
            assert!(theme.on_fill(fill).contrast(fill) >= 3.9, "{name}: words on {role:?}");
        }
        assert!(theme.ink.contrast(theme.background) >= 7.0, "{name}: ink");
        assert!(theme.muted.contrast(theme.background) >= 4.5, "{name}: muted");
    }
}

/// A chip and the line it names have one colour: the page's tokens repeat these palettes.
#[test]
fn the_page_uses_the_same_colours() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/tokens.css");
    let tokens = std::fs::read_to_string(path).expect("the page has its tokens");
    let selectors = [(":root {", THEMES[0]), (":root[data-theme=\"dark\"] {", THEMES[1])];
    for (selector, (name, theme)) in
        selectors.into_iter().chain([(":root[data-theme=\"contrast\"] {", THEMES[2])])
    {
        let block =
            tokens.split(selector).nth(1).and_then(|rest| rest.split('}').next()).expect("a block of tokens");
        let expected = [
            ("paper", theme.background),
            ("ink", theme.ink),
            ("ai", theme.mark(Role::Ai)),
            ("ai-soft", theme.mark(Role::AiSoft)),
            ("ai-faint", theme.mark(Role::AiFaint)),
            ("human", theme.mark(Role::Human)),
            ("handoff", theme.mark(Role::Handoff)),
            ("failed", theme.mark(Role::Failed)),
            ("unknown", theme.mark(Role::Unknown)),
            ("ai-word", theme.label(Role::Ai)),
            ("human-word", theme.label(Role::Human)),
            ("handoff-word", theme.label(Role::Handoff)),
            ("failed-word", theme.label(Role::Failed)),
        ];
        for (token, color) in expected {
            let line = format!("--{token}: {};", color.hex());
            assert!(block.contains(&line), "{name}: style/tokens.css should say {line}");
        }
    }
}
