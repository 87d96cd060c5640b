//! Jira Service Management: issues as CSV with all fields (headers in the language of whoever exported them) or from the API.

use super::table::Table;
use super::vocabulary;
use model::letters::Lower;
use model::outcome::Status;
use serde_json::Value;

/// Categories of statuses, in the languages of the headers below; statuses themselves are each project's own.
fn status(word: &str) -> Option<Status> {
    match word {
        "未着手" | "da fare" | "te doen" | "por hacer" | "tareas por hacer" | "do zrobienia"
        | "zu erledigen" | "à faire" | "tarefas pendentes" => Some(Status::New),
        "進行中" | "in corso" | "in uitvoering" | "w toku" | "in arbeit" | "indeterminate" => {
            Some(Status::Open)
        }
        "完了" | "completato" | "gereed" | "terminé" | "listo" | "gotowe" | "fertig" | "itens concluídos" => {
            Some(Status::Solved)
        }
        _ => vocabulary::status(word),
    }
}

/// Of the API's fields, which come by number: the request type, and goals by their names. A goal that was met in several cycles took
/// the last of them; one that was ever missed was missed.
fn fold(record: &Value, add: &mut dyn FnMut(&'static str, String)) {
    for field in record["fields"].as_object().into_iter().flat_map(|fields| fields.values()) {
        if let Some(name) = field["requestType"]["name"].as_str() {
            add("goals.request_type", name.to_string());
        }
        let Some(name) = field["name"].as_str().filter(|_| field["completedCycles"].is_array()) else {
            continue;
        };
        let (took, missed) = match name.to_lower().as_str() {
            "time to first response" => ("goals.first_reply_millis", "goals.reply_missed"),
            "time to resolution" => ("goals.resolution_millis", "goals.resolution_missed"),
            _ => continue,
        };
        let completed = field["completedCycles"].as_array().into_iter().flatten();
        let cycles = completed.clone().chain([&field["ongoingCycle"]]);
        let is_missed = cycles.filter_map(|cycle| cycle["breached"].as_bool()).max();
        if let Some(millis) = completed.last().and_then(|cycle| cycle["elapsedTime"]["millis"].as_u64()) {
            add(took, millis.to_string());
        }
        if let Some(is_missed) = is_missed {
            add(missed, is_missed.to_string());
        }
    }
}

pub(super) static FORMAT: Table = Table {
    id: "jira",
    product: "Jira Service Management",
    label: "issues",
    how_to_export: "Search the service project's issues, then Export > CSV (all fields).",
    ids: "@-9",
    columns: "\
        id !issue key|!clave de incidencia|!klucz zgłoszenia|!vorgangsschlüssel|!clé de ticket|!chave da item|!chave do item|key|!課題キー|!chiave segnalazione|!issuesleutel|!ключ проблемы
        subject summary|要約|riepilogo|samenvatting|resumen|podsumowanie|zusammenfassung|résumé|resumo
        status status|status.name|ステータス|stato|estado|état
        status status category|ステータス カテゴリー|ステータスカテゴリー|categoria di stato|statuscategorie|status category.key|status.status category.key|categoría de estado|kategoria statusu|statuskategorie|categoria do status|catégorie d'état
        priority priority.name|優先度|priorità|prioriteit|prioridad|priorytet
        channel custom field (request channel type)|custom field (source)|custom field (channel)
        topic goals.request type|!custom field (request type)|campo personalizado (request type)|pole niestandardowe (request type)|custom field (category)|component/s|components|issuetype.name|issue type|課題タイプ|tipo segnalazione|issuetype|tipo de incidencia|typ zgłoszenia|vorgangstyp|type de ticket|tipo de item
        tags labels|stichwörter|étiquettes|ラベル|etichette|etiquetas|etykiety
        agent assignee.display name|assignee|担当者|assegnatario|toegewezen persoon|persona asignada|osoba przypisana|zugewiesene person|responsable|responsável
        requester reporter id|reporter.account id|reporter|報告者|segnalatore|melder|informador|osoba zgłaszająca|autor|rapporteur|relator
        language custom field (request language)
        created_at created|作成日|作成日時|creato|aangemaakt|creada|utworzono|erstellt|création|criado
        solved_at resolved|解決日|解決日時|risolto|opgelost|resuelta|rozwiązane|erledigt|résolue|resolvido|resolutiondate|?status category changed|?statuscategorychangedate
        updated_at updated|更新日|更新日時|aggiornato|bijgewerkt|actualizada|zaktualizowano|aktualisiert|mise à jour|atualizado
        first_reply_at custom field ([chart] date of first response)
        first_reply_time.ms.business goals.first reply millis = Time to first response on the goal's own calendar.
        resolution_time.ms.business goals.resolution millis = Time to resolution on the goal's own calendar.
        reply_breached goals.reply missed = Whether a goal for the first response was missed.
        resolution_breached goals.resolution missed = Whether a goal for the resolution was missed.
        reply_breached.left custom field (time to first response)|campo personalizado (time to first response)|pole niestandardowe (time to first response) = The time left to the goal, not the time it took: below zero where it was missed.
        resolution_breached.left custom field (time to resolution)|campo personalizado (time to resolution)|pole niestandardowe (time to resolution) = The time left to the goal, not the time it took: below zero where it was missed.
        rating satisfaction rating|calificación de satisfacción|custom field (satisfaction)|custom field (satisfaction rating)
        + !課題 id|!issue id|!id de la incidencia|!id da item|!vorgangs id
        + ?tipo de item|?type de ticket|?vorgangstyp|?clé de projet
        + ?issue type
        + !issuetype.name
        + !status category
        + !status.status category.key
        + ?project key
        + ?project.key
        + !project type
        + !custom field (*|!campo personalizado (*|!pole niestandardowe (*
        - custom field (time to*|campo personalizado (time to*|campo personalizado (tiempo hasta*|pole niestandardowe (time to* = The time left to a goal, not the time it took.
        - resolution|解決状況|lösung|résolution|risoluzione|oplossing|resolución|rozwiązanie = How it ended; the status tells that it did.
        - comment|kommentar|commentaire|コメント|commento|opmerking|comentario|komentarz|log work",
    status,
    fold,
    folded: &["goals.request_type", "goals.first_reply_millis", "goals.resolution_millis", "goals.reply_missed", "goals.resolution_missed"],
    warning: "Whether a chat that Jira's virtual agent settled became an issue depends on the project: where it did not, this file shows \
        more of its handovers than of its successes.",
    how_ai: "Jira's export has no such column. Let an automation rule add a label when the virtual agent resolves or hands \
        over, and export the labels.",
    how: "\
        status solved_at closed_at resolution_time = Export > CSV (all fields): it has “Status Category”, “Resolved” and “Status Category Changed”.
        requester = Export > CSV (all fields): “Reporter Id” tells people of one name apart.
        human_replies customer_messages ai_replies first_human_reply_at = The CSV has comments without saying whose are the team's. Save the issues from the API (/rest/api/3/search/jql?fields=*all) as JSON: it has the authors.
        first_reply_at first_reply_time reply_business_time resolution_business_time = Turn on the goal “Time to first response” and save the issues from the API as JSON, which tells the time it took; the CSV only tells the time left.
        reopens = Issues do not count it. Let an automation rule count it in a number field when an issue leaves the category Done, and export that.
        rating rating_comment = Turn on customer satisfaction in the project's settings: the CSV with all fields then has “Satisfaction rating”.
        rating_offered = Jira asks whenever a request is resolved; the export tells who answered, not who was asked.
        topic = Export > CSV (all fields): it has “Custom field (Request Type)”.
        channel initiator = Export “Request channel type”, or let an automation rule write the channel to a field.
        language = Export > CSV (all fields): it has “Custom field (Request language)”.
        ai_assisted = Jira does not tell which replies its AI drafted. Let people or a rule add a label.
        reply_breached resolution_breached = Turn on goals (SLAs) in the project's settings: the CSV with all fields then has “Time to first response” and “Time to resolution”.",
    ..Table::USUAL
};
