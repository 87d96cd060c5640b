//! The palettes. A colour stands for a [`Role`] and keeps that meaning on every screen.
//!
//! Roles differ in lightness as well as in hue, so that they stay apart under the common colour-vision deficiencies;
//! `tests/palette.rs` simulates these (Machado, Oliveira and Fernandes 2009) and checks every pair. Marks have a contrast
//! of at least 3 to 1 against the background and labels of at least 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3). The paler
//! tones of the AI's indigo are exempt: they only ever fill areas beside the full tone, apart by a line.

use model::chart::Role;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// This colour with a share of `other` in it: 0 leaves it, 1 gives `other`.
    pub fn mix(self, other: Rgb, share: f64) -> Rgb {
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Rgb(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }

    /// Relative luminance between 0 and 1 (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { (((part + 0.055) / 1.055).ln() * 2.4).exp() }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio between 1 and 21 (WCAG 2.2).
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The colours of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// What the chart lies on.
    pub background: Rgb,
    /// Values and rules.
    pub ink: Rgb,
    /// Axis labels and remarks.
    pub muted: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// The line at zero.
    pub baseline: Rgb,
    /// Marks by role, in the order of [`Theme::ROLES`].
    marks: [Rgb; 8],
    /// Labels by role, in the same order.
    labels: [Rgb; 8],
}

impl Theme {
    /// Every role, in the order of the palettes.
    pub const ROLES: [Role; 8] = [
        Role::Ai,
        Role::AiSoft,
        Role::AiFaint,
        Role::Human,
        Role::Handoff,
        Role::Failed,
        Role::Unknown,
        Role::All,
    ];

    /// On a white page.
    pub const fn light() -> Theme {
        Theme {
            background: Rgb(255, 255, 255),
            ink: Rgb(26, 33, 48),
            muted: Rgb(92, 102, 117),
            grid: Rgb(231, 234, 239),
            baseline: Rgb(165, 173, 186),
            marks: [
                Rgb(70, 66, 196),
                Rgb(139, 137, 230),
                Rgb(198, 198, 243),
                Rgb(4, 136, 122),
                Rgb(212, 134, 8),
                Rgb(190, 36, 54),
                Rgb(138, 146, 160),
                Rgb(38, 46, 62),
            ],
            labels: [
                Rgb(61, 57, 184),
                Rgb(88, 85, 200),
                Rgb(97, 96, 172),
                Rgb(7, 113, 103),
                Rgb(143, 87, 0),
                Rgb(181, 30, 48),
                Rgb(92, 102, 117),
                Rgb(26, 33, 48),
            ],
        }
    }

    /// On a dark page.
    pub const fn dark() -> Theme {
        Theme {
            background: Rgb(20, 24, 31),
            ink: Rgb(232, 236, 242),
            muted: Rgb(154, 165, 180),
            grid: Rgb(38, 45, 56),
            baseline: Rgb(84, 95, 110),
            marks: [
                Rgb(139, 137, 255),
                Rgb(97, 95, 190),
                Rgb(66, 66, 122),
                Rgb(43, 184, 167),
                Rgb(243, 188, 88),
                Rgb(240, 92, 98),
                Rgb(125, 135, 150),
                Rgb(222, 227, 235),
            ],
            labels: [
                Rgb(167, 166, 255),
                Rgb(152, 150, 236),
                Rgb(148, 148, 214),
                Rgb(70, 205, 188),
                Rgb(243, 188, 88),
                Rgb(255, 128, 130),
                Rgb(154, 165, 180),
                Rgb(232, 236, 242),
            ],
        }
    }

    /// On white, for people who ask for more contrast.
    pub const fn high_contrast() -> Theme {
        Theme {
            background: Rgb(255, 255, 255),
            ink: Rgb(0, 0, 0),
            muted: Rgb(40, 45, 54),
            grid: Rgb(190, 196, 205),
            baseline: Rgb(0, 0, 0),
            marks: [
                Rgb(43, 36, 168),
                Rgb(104, 100, 224),
                Rgb(170, 170, 240),
                Rgb(0, 104, 92),
                Rgb(176, 104, 0),
                Rgb(158, 0, 28),
                Rgb(112, 119, 134),
                Rgb(0, 0, 0),
            ],
            labels: [
                Rgb(43, 36, 168),
                Rgb(62, 56, 186),
                Rgb(66, 64, 150),
                Rgb(0, 88, 78),
                Rgb(112, 64, 0),
                Rgb(158, 0, 28),
                Rgb(40, 45, 54),
                Rgb(0, 0, 0),
            ],
        }
    }

    /// On black, for people who ask for more contrast.
    pub const fn high_contrast_dark() -> Theme {
        Theme {
            background: Rgb(0, 0, 0),
            ink: Rgb(255, 255, 255),
            muted: Rgb(214, 220, 230),
            grid: Rgb(78, 86, 98),
            baseline: Rgb(255, 255, 255),
            marks: [
                Rgb(160, 158, 255),
                Rgb(116, 114, 220),
                Rgb(86, 86, 160),
                Rgb(36, 210, 188),
                Rgb(255, 204, 102),
                Rgb(255, 104, 110),
                Rgb(142, 152, 170),
                Rgb(255, 255, 255),
            ],
            labels: [
                Rgb(188, 187, 255),
                Rgb(178, 177, 255),
                Rgb(178, 177, 255),
                Rgb(90, 226, 208),
                Rgb(255, 212, 128),
                Rgb(255, 150, 152),
                Rgb(214, 220, 230),
                Rgb(255, 255, 255),
            ],
        }
    }

    /// The palette for a mode of the page.
    pub const fn of(is_dark: bool, is_high_contrast: bool) -> Theme {
        match (is_dark, is_high_contrast) {
            (false, false) => Theme::light(),
            (true, false) => Theme::dark(),
            (false, true) => Theme::high_contrast(),
            (true, true) => Theme::high_contrast_dark(),
        }
    }

    /// The same palette on another background.
    pub const fn on(mut self, background: Rgb) -> Theme {
        self.background = background;
        self
    }

    /// The colour of lines, dots and areas.
    pub const fn mark(&self, role: Role) -> Rgb {
        self.marks[role as usize]
    }

    /// The colour of words that name a mark.
    pub const fn label(&self, role: Role) -> Rgb {
        self.labels[role as usize]
    }

    /// The colour of a large area of that role: the mark's, mixed with the background.
    pub fn soft(&self, role: Role) -> Rgb {
        self.mark(role).mix(self.background, 0.72)
    }

    /// The `nth` part (from 0) of the same role in one stack: each a step closer to the background.
    pub fn shade(&self, role: Role, nth: usize) -> Rgb {
        self.mark(role).mix(self.background, (0.28 * nth as f64).min(0.7))
    }

    /// The colour of text that stands on a filled area.
    pub fn on_fill(&self, fill: Rgb) -> Rgb {
        let (dark, light) = (Rgb(16, 20, 30), Rgb(255, 255, 255));
        if fill.contrast(light) >= 4.0 || fill.contrast(light) > fill.contrast(dark) { light } else { dark }
    }
}
