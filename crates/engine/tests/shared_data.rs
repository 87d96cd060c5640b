//! Files that lie beside the repository on some machines: what a vendor's reader recognises and what it leaves alone.
//! Without them this passes at once.

use engine::ingest::Import;
use model::field::Field::{self, *};
use model::settings::Settings;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    folder.is_dir().then_some(folder)
}

fn read(path: &Path) -> Result<engine::dataset::Dataset, model::error::Problem> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let mut import = Import::new(&name, bytes.len() as u64, &Settings::default());
    // A number of bytes that cuts characters, quotes and line ends everywhere.
    for piece in bytes.chunks(4_099) {
        import.feed(piece)?;
    }
    import.finish()
}

/// Path, format, tickets, columns and the fields they have to tell.
type Expected = (&'static str, &'static str, u32, &'static [(&'static str, Field)]);

const EXPECTED: &[Expected] = &[
    (
        "zendesk-synthetic/zendesk_tickets.csv",
        "generic",
        50,
        &[
            ("Ticket ID", Id),
            ("Created Date", CreatedAt),
            ("Resolved Date", SolvedAt),
            ("Issue Type", Topic),
            ("Agent Assigned", Agent),
            ("Response Time (hours)", FirstReplyTime),
            ("Resolution Time (hours)", ResolutionTime),
        ],
    ),
    (
        "freshdesk-sample/freshdesk_tickets.csv",
        "freshdesk_csv",
        45,
        &[("Created time", CreatedAt), ("Contact ID", Requester), ("Type", Topic)],
    ),
    (
        "generic-synthetic/anirudh_tickets.csv",
        "generic",
        5_000,
        &[
            ("first_response_minutes", FirstReplyTime),
            ("resolution_hours", ResolutionTime),
            ("csat_score", Rating),
        ],
    ),
    (
        "generic-synthetic/customer_support_tickets.csv",
        "generic",
        1_000,
        &[("Category", Topic), ("First_Response_Time_Hours", FirstReplyTime), ("CSAT_Score", Rating)],
    ),
    (
        "generic-synthetic/kats_tickets.csv",
        "generic",
        1_200,
        &[
            ("category", Topic),
            ("department", Team),
            ("assignee", Agent),
            ("resolution_hours", ResolutionTime),
        ],
    ),
    (
        "generic-synthetic/mia_tickets_large.csv",
        "generic",
        1_000,
        &[("issue_type", Topic), ("user_id", Requester), ("resolution_time_hours", ResolutionTime)],
    ),
    (
        "generic-synthetic/yash_tickets.csv",
        "generic",
        1_000,
        &[("Created_Date", CreatedAt), ("Resolved_Date", SolvedAt)],
    ),
    (
        "hubspot-synthetic/hubspot_tickets.csv",
        "hubspot",
        300,
        &[
            ("Create Date", CreatedAt),
            ("Close Date", ClosedAt),
            ("Associated Contact Email", Requester),
            ("Ticket Status", Status),
            ("Ticket Source", Channel),
            ("Ticket Owner", Agent),
        ],
    ),
    (
        "servicenow-list/incident.csv",
        "servicenow",
        97,
        &[
            ("number", Id),
            ("opened_at", CreatedAt),
            ("sys_updated_on", UpdatedAt),
            ("assignment_group", Team),
            ("caller_id", Requester),
        ],
    ),
    ("servicenow-list/sc_task.csv", "servicenow", 34, &[("number", Id), ("opened_at", CreatedAt)]),
    (
        "uci-servicenow-event-log/incident_event_log.csv",
        "servicenow",
        890,
        &[
            ("number", Id),
            ("resolved_at", SolvedAt),
            ("sys_updated_at", UpdatedAt),
            ("contact_type", Channel),
        ],
    ),
    (
        "jira-api-json/issues_in_sprint.json",
        "jira",
        1,
        &[("fields.created", CreatedAt), ("fields.status.statusCategory.key", Status)],
    ),
    (
        "fivetran-hubspot/ticket_data.csv",
        "hubspot",
        25,
        &[("property_createdate", CreatedAt), ("property_hs_pipeline_stage", Status)],
    ),
    (
        "zendesk-api-json/tickets.json",
        "zendesk_json",
        2,
        &[("via.channel", Channel), ("requester_id", Requester)],
    ),
    ("zendesk-api-json/ticket.json", "zendesk_json", 1, &[("via.channel", Channel)]),
    ("zendesk-api-json/search_ticket.json", "zendesk_json", 1, &[("via.channel", Channel)]),
    ("zendesk-api-json/zenpy_ticket.json", "zendesk_json", 1, &[("via.channel", Channel)]),
    ("freshdesk-api-json/all_tickets.json", "freshdesk_json", 1, &[("requester_id", Requester)]),
    ("freshdesk-api-json/ticket_1.json", "freshdesk_json", 1, &[("stats.resolved_at", SolvedAt)]),
    ("freshdesk-api-json/search_tickets.json", "freshdesk_json", 1, &[("requester_id", Requester)]),
];

#[test]
fn exports_are_read_by_the_right_reader() {
    let Some(folder) = folder() else { return };
    let mut report = String::new();
    for (path, format, tickets, columns) in EXPECTED {
        let file = folder.join(path);
        if !file.is_file() {
            continue;
        }
        let dataset = match read(&file) {
            Ok(dataset) => dataset,
            Err(problem) => {
                report.push_str(&format!("{path}: {problem:?}\n"));
                continue;
            }
        };
        if dataset.format != *format || dataset.rows != *tickets {
            report.push_str(&format!("{path}: {} tickets by {}\n", dataset.rows, dataset.format));
        }
        for (name, field) in *columns {
            let found =
                dataset.file_columns.iter().find(|column| column.name == *name).map(|column| column.field);
            if found != Some(Some(*field)) {
                report.push_str(&format!("{path}: “{name}” tells {found:?}, not {field:?}\n"));
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn files_of_others_are_not_claimed() {
    let Some(folder) = folder() else { return };
    let mut folders = vec![folder.clone()];
    let mut report = String::new();
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&folder).unwrap().display().to_string();
            let vendor = ["zendesk", "intercom", "freshdesk", "hubspot", "jira", "servicenow"]
                .into_iter()
                .find(|vendor| name.contains(vendor));
            // Reading must never panic, whatever the file is; most of these are no tickets at all.
            let Ok(dataset) = read(&path) else { continue };
            let rows: u64 = dataset.ledger.tickets
                + dataset.ledger.set_aside.iter().map(|entry| entry.count).sum::<u64>();
            if rows != dataset.ledger.rows_read {
                report.push_str(&format!("{name}: the ledger does not add up\n"));
            }
            for candidate in dataset.candidates.iter().filter(|candidate| candidate.score >= 90) {
                if !vendor.is_some_and(|vendor| candidate.format.starts_with(vendor)) {
                    report.push_str(&format!(
                        "{name}: {} claims it with {}\n",
                        candidate.format, candidate.score
                    ));
                }
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
