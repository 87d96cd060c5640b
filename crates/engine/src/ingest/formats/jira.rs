//! Jira Service Management: issues as CSV with all fields (headers in the language of whoever exported them) or from the API.

use super::table::Table;
use super::vocabulary;
use model::outcome::Status;

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

pub(super) static FORMAT: Table = Table {
    id: "jira",
    product: "Jira Service Management",
    label: "issues",
    how_to_export: "Search the service project's issues, then Export > CSV (all fields).",
    ids: "A-9",
    columns: "\
        id !issue key|!clave de incidencia|!klucz zgłoszenia|!vorgangsschlüssel|!clé de ticket|!chave da item|!chave do item|key|!課題キー|!chiave segnalazione|!issuesleutel|!ключ проблемы
        subject summary|要約|riepilogo|samenvatting|resumen|podsumowanie|zusammenfassung|résumé|resumo
        status status|status.name|ステータス|stato|estado|état
        status status category|ステータス カテゴリー|ステータスカテゴリー|categoria di stato|statuscategorie|status category.key|status.status category.key|categoría de estado|kategoria statusu|statuskategorie|categoria do status|catégorie d'état
        priority priority.name|優先度|priorità|prioriteit|prioridad|priorytet
        channel custom field (request channel type)|custom field (source)|custom field (channel)
        topic !custom field (request type)|campo personalizado (request type)|pole niestandardowe (request type)|custom field (category)|component/s|components|issuetype.name|issue type|課題タイプ|tipo segnalazione|issuetype|tipo de incidencia|typ zgłoszenia|vorgangstyp|type de ticket|tipo de item
        tags labels|stichwörter|étiquettes|ラベル|etichette|etiquetas|etykiety
        agent assignee.display name|assignee|担当者|assegnatario|toegewezen persoon|persona asignada|osoba przypisana|zugewiesene person|responsable|responsável
        requester reporter id|reporter.account id|reporter|報告者|segnalatore|melder|informador|osoba zgłaszająca|autor|rapporteur|relator
        language custom field (request language)
        created_at created|作成日|作成日時|creato|aangemaakt|creada|utworzono|erstellt|création|criado
        solved_at resolved|解決日|解決日時|risolto|opgelost|resuelta|rozwiązane|erledigt|résolue|resolvido|resolutiondate|?status category changed|?statuscategorychangedate
        updated_at updated|更新日|更新日時|aggiornato|bijgewerkt|actualizada|zaktualizowano|aktualisiert|mise à jour|atualizado
        first_reply_at custom field ([chart] date of first response)
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
    how_ai: "Jira's export has no such column. Let an automation rule add a label when the virtual agent resolves or hands \
        over, and export the labels.",
    ..Table::USUAL
};
