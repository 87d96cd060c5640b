//! Words, known and unknown.

use super::*;

#[test]
fn spelling_of_gaps_does_not_matter() {
    for text in ["on hold", "on-hold", "on_hold", "  on   hold ", "On Hold"] {
        assert_eq!(status(text), Some(Status::OnHold), "{text}");
    }
    assert_eq!(ai_outcome("assumed_resolution"), Some(AiOutcome::Assumed));
    assert_eq!(priority("1 - critical"), Some(Priority::Urgent));
    assert_eq!(channel("e-mail"), Some(Channel::Email));
}

#[test]
fn unknown_words_stay_unknown() {
    let long = "x".repeat(500);
    for text in ["purple", "", "zzz", long.as_str(), "1", "gelöstt"] {
        assert_eq!(status(text), None, "{text}");
        assert_eq!(priority(text), None, "{text}");
        assert_eq!(channel(text), None, "{text}");
        assert_eq!(ai_outcome(text), None, "{text}");
        assert_eq!(origin(text), None, "{text}");
        assert_eq!(survey(text), None, "{text}");
    }
}

#[test]
fn codes_in_front_and_words_behind_do_not_hide_a_word() {
    assert_eq!(priority("S3 - Medium"), Some(Priority::Normal));
    assert_eq!(priority("p1: critical"), Some(Priority::Urgent));
    assert_eq!(status("06. Closed"), Some(Status::Closed));
    assert_eq!(status("Closed - Duplicate"), Some(Status::Closed));
    assert_eq!(status("Waiting on the courier"), Some(Status::Pending));
    assert_eq!(status("waiting on third party"), Some(Status::OnHold));
    for text in ["2026 closed", "floor 3", "closedish", "3", "s3 purple"] {
        assert_eq!(status(text), None, "{text}");
        assert_eq!(priority(text), None, "{text}");
    }
}

#[test]
fn other_languages() {
    assert_eq!(status("gelöst"), Some(Status::Solved));
    assert_eq!(status("résolu"), Some(Status::Solved));
    assert_eq!(status("pendiente"), Some(Status::Pending));
    assert_eq!(status("fechado"), Some(Status::Closed));
    assert_eq!(priority("élevée"), Some(Priority::High));
    assert_eq!(channel("teléfono"), Some(Channel::Phone));
}

#[test]
fn nothing_in_words() {
    for text in ["", "-", "--", "n/a", "N/A", "none", "null", "(blank)", "not set", "—"] {
        assert!(means_none(text), "{text}");
    }
    for text in ["no", "0", "new", "nobody", "no agent"] {
        assert!(!means_none(text), "{text}");
    }
}

#[test]
fn surveys_are_told_from_answers() {
    assert_eq!(survey("offered"), Some(true));
    assert_eq!(survey("unoffered"), Some(false));
    assert_eq!(survey("not offered"), Some(false));
    assert_eq!(survey("good"), None);
}

#[test]
fn a_mixture_is_no_resolution_of_the_ai() {
    assert_eq!(ai_rather_than_person("ai then human"), Some(true));
    assert_eq!(resolved_by_ai("ai then human"), Some(false));
    assert_eq!(resolved_by_ai("bot"), Some(true));
    assert_eq!(resolved_by_ai("human"), Some(false));
}

#[test]
fn time_left_to_a_goal() {
    for (text, missed) in
        [("22:17", Some(false)), ("-2:18", Some(true)), ("0:00", Some(false)), ("2h", None), ("-", None)]
    {
        assert_eq!(none_left(text), missed, "{text}");
    }
}
