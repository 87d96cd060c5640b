"""The figures of two generated exports, by SQL: an oracle that shares nothing with the engine but the documents.

    cargo run --release -p engine --example sample_csv -- --tickets 20000 --style zendesk  > zendesk.csv
    cargo run --release -p engine --example sample_csv -- --tickets 20000 --style intercom > intercom.csv
    python3 oracle.py zendesk.csv intercom.csv > expected.json

Needs Python and DuckDB, which the project itself does not; run it when the generator or a definition changes, read the
difference, and only then commit it. The definitions are those of the catalog: see `docs/metrics.md`.
"""

import json
import re
import sys

import duckdb

# Canonical columns: created, solved, known (last instant of a row) in UTC, day of creation on the account's clock, and what the
# ladder asks. `rating` is good, bad, offered or none; durations are in seconds.
ZENDESK = """
    select "Created at"::timestamp created, "Solved at"::timestamp solved, "Updated at"::timestamp known,
        "Created at"::date as day, "Status" in ('Solved', 'Closed') done,
        coalesce("Tags" like '%ai_agent_automated_resolution%' or "Tags" like '%escalated_by_ultimate%', false)
            or coalesce("Assignee" = 'Fern AI Agent', false) ai,
        "Replies"::int > 0 person, "Replies"::int = 0 unanswered,
        coalesce("Tags" like '%escalated_by_ultimate%', false) handed_off, false confirmed, false abandoned,
        "Reopens"::int > 0 reopened, "Requester id" requester, nullif("Ticket Category [list]", '-') topic,
        case "Via" when 'Mail' then 'email' when 'Chat' then 'chat' else 'other' end channel,
        case "Satisfaction Score" when 'Not Offered' then 'none' else lower("Satisfaction Score") end rating,
        true asked_is_told, "Replies"::int replies,
        60 * "First reply time in minutes"::int first_reply, 60 * "Full resolution time in minutes"::int resolution
    from raw where "Status" <> 'Deleted'"""

# Times are on the clock of Oslo. One that occurs twice, in the night the clocks go back, is the first of the two; DuckDB takes
# the second, hence the exception.
def oslo(column):
    text = f'"{column} (Europe/Oslo)"::timestamp'
    return f"""case when {text} >= '2025-10-26 02:00' and {text} < '2025-10-26 03:00' then {text} - interval 2 hour
        else timezone('UTC', timezone('Europe/Oslo', {text})) end"""

INTERCOM = f"""
    with times as (select *, {oslo('Conversation started at')} created, {oslo('Last closed at')} closed from raw)
    select created, coalesce(closed, created) solved, coalesce(closed, created) known,
        "Conversation started at (Europe/Oslo)"::date as day, "Current conversation state" = 'Closed' done,
        "Fin AI Agent involved" = 'true' ai,
        coalesce("Fin AI Agent resolution state" = 'Escalated', false) handed_off,
        "Teammate replies"::int > 0
            or (handed_off and done and coalesce("Teammate currently assigned" <> 'Fern AI Agent', false)) person,
        "Teammate replies"::int = 0 unanswered,
        coalesce("Fin AI Agent resolution state" = 'Confirmed resolution', false) confirmed,
        coalesce("Fin AI Agent resolution state" = 'Abandoned', false) abandoned,
        "Number of reopens"::int > 0 reopened, "User email" requester, "Topics" topic,
        case "Channel" when 'Email' then 'email' when 'Chat' then 'chat' else 'other' end channel,
        case when "Conversation rating" is null then 'none' when "Conversation rating" >= '4' then 'good' else 'bad' end rating, false asked_is_told,
        "Teammate replies"::int replies,
        "First response time (seconds)"::int first_reply, epoch(closed) - epoch(created) resolution
    from times where "Started by" <> 'Admin'"""

LADDER = """
    create or replace table tickets as
    with judged as (select *, done and solved + interval {days} day <= (select max(known) from {whole}) ripe,
        done and requester is not null and exists (select 1 from eligible later where later.requester = ticket.requester
            {same_topic} and later.created > ticket.solved and later.created <= ticket.solved + interval {days} day) back
        from eligible ticket)
    select *, case when not ai then 'human_only' when handed_off and unanswered then 'failed_handoff' when person then 'escalated'
        when abandoned then 'abandoned' when not done then 'still_open' when reopened or back then 'bounced'
        when confirmed or rating = 'good' then 'confirmed' when not ripe then 'immature' else 'durable' end rung,
        case when ai and person then 'ai_then_human' when ai then 'ai_only' when person or done then 'human_only' end handler
    from judged"""

AI = "rung <> 'human_only'"
CLOSED_BY_AI = "rung in ('bounced', 'immature', 'durable', 'confirmed')"
HELD = "rung in ('durable', 'confirmed')"
RATED = "rating in ('good', 'bad')"
ALONE = "not handed_off and not person"
UNOPPOSED = "not abandoned and rating <> 'bad'"
# Where the file does not tell who was asked, everyone whose ticket was solved.
ASKED = "case when asked_is_told then rating <> 'none' else done end"
# Metric: (denominator, numerator).
SHARES = {
    "involvement:": ("true", AI),
    "floor:": (AI, "rung = 'confirmed'"),
    "durable:": (f"{AI} and ripe", HELD),
    "ceiling:": (AI, CLOSED_BY_AI),
    "bounce:": (f"{CLOSED_BY_AI} and ripe", "rung = 'bounced'"),
    "automation:": ("ripe", HELD),
    "containment:": (AI, "handler = 'ai_only'"),
    "escalation:": (AI, "rung in ('failed_handoff', 'escalated')"),
    "failed_handoff:": ("rung in ('failed_handoff', 'escalated')", "rung = 'failed_handoff'"),
    "resolution:": ("ripe", "not reopened"),
    "people_durable:": ("ripe and handler = 'human_only'", "not reopened and not back"),
    "solved_without_person:": ("done", "handler = 'ai_only'"),
    "reopen:all": ("done", "reopened"),
    "reopen:ai_then_human": ("done and handler = 'ai_then_human'", "reopened"),
    "repeat_contact:all": ("ripe and requester is not null", "back"),
    "repeat_contact:ai_only": ("ripe and requester is not null and handler = 'ai_only'", "back"),
    "response_rate:all": (ASKED, RATED),
    "response_rate:ai_only": (f"{ASKED} and handler = 'ai_only'", RATED),
    "csat_lowest:all": (ASKED, "rating = 'good'"),
    "csat_highest:all": (ASKED, "rating <> 'bad'"),
    "fcr_zendesk:all": ("done", "replies = 1 and not reopened"),
    "fcr_zendesk:human_only": ("done and handler = 'human_only'", "replies = 1 and not reopened"),
    "fcr_zoho:all": ("done", "replies = 1"),
    # Published definitions, by their ids.
    "ada_containment:": (AI, ALONE),
    "copilot_escalated:": (AI, f"not ({ALONE})"),
    "copilot_abandoned:": (AI, f"{ALONE} and not ({UNOPPOSED})"),
    "gorgias_automation:": ("true", f"{AI} and {ALONE} and done"),
    "salesforce_deflected:": (AI, f"{ALONE} and done and {UNOPPOSED} and (confirmed or rating = 'good')"),
    "servicenow_coverage:": (AI, f"{ALONE} and done"),
    "servicenow_durable:": (AI, f"{ALONE} and done and not reopened"),
    "assay_durable:": (f"{AI} and ripe", HELD),
    "csat:all": (RATED, "rating = 'good'"),
    "csat:ai_only": (f"{RATED} and handler = 'ai_only'", "rating = 'good'"),
    "csat:human_only": (f"{RATED} and handler = 'human_only'", "rating = 'good'"),
}
QUANTILES = {
    "first_reply_median:all": ("first_reply", 0.5, "true"),
    "first_reply_p90:all": ("first_reply", 0.9, "true"),
    "resolution_time_median:human_only": ("resolution", 0.5, "handler = 'human_only'"),
    "resolution_time_p90:all": ("resolution", 0.9, "true"),
}
FILTERS = {
    "": "true",
    "channel=chat,email&from=2026-02-01&to=2026-05-01":
        "channel in ('chat', 'email') and day >= '2026-02-01' and day < '2026-05-01'",
    "topic=Refund%20status": "topic = 'Refund status'",
    "handled_by=ai_only&returned=yes": "handler = 'ai_only' and back",
    "rating=good,bad": RATED,
}
BY = {"topic": "coalesce(topic, '(none)')", "week": "date_trunc('week', day)::date::varchar"}


def figures(path, eligible, days, same_topic):
    base = duckdb.connect()
    base.execute("load icu")
    base.execute(f"create table raw as select * from read_csv('{path}', all_varchar = true, header = true)")
    base.execute(f"create table eligible as {eligible}")
    # What the file knows includes the rows that do not count.
    base.execute(f"create table whole as {eligible.rsplit(' where ', 1)[0]}")
    topics = "and later.topic is not distinct from ticket.topic" if same_topic else ""
    base.execute(LADDER.format(days=days, same_topic=topics, whole="whole"))
    found = {}
    for name, where in FILTERS.items():
        one = {}
        for metric, (of, counts) in SHARES.items():
            one[metric] = base.execute(
                f"select count(*) filter (where ({of}) and {counts}), count(*) filter (where {of}) from tickets where {where}"
            ).fetchone()
        for metric, (column, at, of) in QUANTILES.items():
            one[metric] = base.execute(
                f"select quantile_cont({column}, {at}), count({column}) from tickets where {where} and {of}"
            ).fetchone()
        rungs = base.execute(f"select rung, count(*) from tickets where {where} group by 1 order by 1").fetchall()
        one["ladder"] = dict(rungs)
        found[name] = one
    for name, key in BY.items():
        of, counts = SHARES["durable:"]
        found[f"durable by {name}"] = {
            value: (k, n) for value, k, n in base.execute(
                f"""select {key}, count(*) filter (where ({of}) and {counts}), count(*) filter (where {of})
                from tickets group by 1 order by 1""").fetchall()
        }
    return found


if __name__ == "__main__":
    files = {"zendesk": (sys.argv[1], ZENDESK), "intercom": (sys.argv[2], INTERCOM)}
    text = json.dumps({
        style: {
            "7 any_topic": figures(path, eligible, 7, False),
            "14 same_topic": figures(path, eligible, 14, True),
        } for style, (path, eligible) in files.items()
    }, indent=1, ensure_ascii=False)
    # A pair to a line: differences are then read line by line.
    print(re.sub(r"\[\s+(\S+),\s+(\S+)\s+\]", r"[\1, \2]", text))
