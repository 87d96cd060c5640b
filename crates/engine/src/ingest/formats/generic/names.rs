//! Names that home-made tables and other helpdesks give to the fields, in English, German, French, Spanish and Portuguese.

use model::field::Field;
use std::sync::OnceLock;

/// Names of one field that tell it equally well.
pub(super) struct Alias {
    /// The field.
    pub(super) field: Field,
    /// How well these names tell it, 1 to 100.
    pub(super) strength: u8,
    /// The names, normalised, without a unit and without a leading "ticket" or "case", separated by `|`.
    names: &'static str,
}

/// All aliases with their names as they are compared. Each name is prepared once, not once for every column.
pub(super) fn known() -> impl Iterator<Item = (&'static Alias, &'static Vec<String>)> {
    static COMPARABLE: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    let names = || ALIASES.iter().map(|alias| alias.names.split('|').map(comparable).collect()).collect();
    ALIASES.iter().zip(COMPARABLE.get_or_init(names))
}

/// A name as it is compared, by the letters that tell: accents and small words may be missing, so that `data_criacao` is "data de
/// criação".
pub(super) fn comparable(name: &str) -> String {
    name.split([' ', '\''])
        .filter(|word| !matches!(*word, "de" | "do" | "da" | "del" | "du" | "d" | "of"))
        .flat_map(|word| word.chars().map(plain).chain([' ']))
        .collect()
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

const fn alias(field: Field, strength: u8, names: &'static str) -> Alias {
    Alias { field, strength, names }
}

/// All names.
const ALIASES: &[Alias] = &[
    alias(Field::Id, 100, "id|ticket id|number|ticket number|no|nr|ticket no|key|ticket key|reference|ref"),
    alias(
        Field::Id,
        90,
        "ticket|case|case number|case id|conversation id|external ticket id|external id|id chamado|número do chamado|código|issue key|issue id|incident id|\
         incident number|request id|request number|display id|ticketnummer|vorgangsnummer|nummer|\
         numéro|número|id ticket|id de ticket|id del ticket|id du ticket|id do ticket|número de ticket|\
         clave de incidencia|chat id|session id|thread id",
    ),
    alias(
        Field::Subject,
        95,
        "subject|title|ticket name|short description|betreff|titel|objet|asunto|assunto|título|\
         ticketname|nom du ticket|nombre del ticket|nome do ticket|oggetto|onderwerp|sujet",
    ),
    alias(Field::Subject, 70, "summary|headline|resumen|zusammenfassung"),
    alias(
        Field::Description,
        90,
        "description|body|message|text|details|first message|issue description|beschreibung|\
         nachricht|descripción|descrição|mensaje|mensagem|problem description|customer message",
    ),
    alias(Field::Description, 50, "content|question|query|comment|inquiry"),
    alias(
        Field::Status,
        100,
        "status|state|current status|status name|estado|statut|état|situação|zustand|statut du ticket|estado del ticket|stato|situação do chamado",
    ),
    alias(Field::Status, 80, "incident state|stage|status category|pipeline stage"),
    alias(
        Field::Priority,
        100,
        "priority|priorität|priorité|prioridad|prioridade|priorità|prioriteit|priority level",
    ),
    alias(Field::Priority, 70, "urgency|severity|dringlichkeit|urgence|urgencia|urgência"),
    alias(Field::Channel, 100, "channel|kanal|canal|contact channel|support channel|communication channel"),
    alias(
        Field::Channel,
        80,
        "source|origin|via|contact type|contact method|medium|initial channel|source type|\
         channel type|quelle|herkunft|origen|origem|via.channel|kontaktkanal|über|fuente|fonte|\
         eingangskanal|canale|kanaal",
    ),
    alias(
        Field::Topic,
        95,
        "topic|intent|contact reason|reason for contact|ai topic|main topic|thema|anliegen|tema|\
         motivo de contacto|kontaktgrund|motif de contact",
    ),
    alias(
        Field::Topic,
        85,
        "category|issue category|kategorie|catégorie|categoría|categoria|categorie|motif|motivo|reason",
    ),
    alias(
        Field::Topic,
        75,
        "issue type|problem type|request type|inquiry type|query type|issue|classification",
    ),
    alias(
        Field::Topic,
        60,
        "type|theme|typ|tipo|art|classifications|subcategory|sub category|tickettyp|type de ticket|tipo de ticket|tipo de chamado|tipo de incidente|anfrageart",
    ),
    alias(
        Field::Tags,
        95,
        "tags|labels|tag list|cached label list|tag|label|schlagworte|schlagwörter|stichwörter|stichworte|étiquettes|etiquetas|marcadores",
    ),
    alias(
        Field::Team,
        95,
        "team|group|assignment group|assigned group|assigned team|support group|support team|queue name|gruppe|\
         équipe|groupe|equipo|grupo|equipe|team name|group name",
    ),
    alias(
        Field::Team,
        80,
        "department|queue|abteilung|departamento|département|warteschlange|assigned department",
    ),
    alias(Field::Team, 60, "inbox|mailbox|team id|group id"),
    alias(
        Field::Agent,
        100,
        "agent|assignee|assigned agent|agent assigned|assigned to|agent name|assignee name|owner|\
         ticket owner|case owner|agente asignado|atribuído|atribuído a|bearbeiter|zuständig|agente|asignado a|asignado|persona asignada|\
         responsável|atendente|analista|técnico|técnico responsável|technicien|operatore|assegnatario|behandelaar|assigné à|assigné|technician|support agent|teammate|mitarbeiter|\
         zugewiesener mitarbeiter|zugewiesen an|zugewiesene person|ticketbesitzer|ticketinhaber|besitzer|\
         propriétaire|propriétaire du ticket|propietario|propietario del ticket|proprietário do ticket",
    ),
    alias(
        Field::Agent,
        70,
        "assigned|handler|representative|rep|csr|resolver|agent id|agent email|assignee email|\
         assignee id",
    ),
    alias(
        Field::Requester,
        100,
        "requester id|customer id|customer key|user key|user id|contact id|client id|end user id|chatter id|visitor id|\
         kundennummer|kunden id|anfragesteller id|id du demandeur|id del solicitante|id do solicitante|id client|id cliente|id del cliente|id do cliente",
    ),
    alias(
        Field::Requester,
        92,
        "requester email|customer email|user email|contact email|client email|email|e mail|\
         email address|associated contact email|customer email address|correo|correo electrónico|\
         kunden e mail|e mail adresse|adresse e mail|e mail du demandeur|correo del cliente",
    ),
    alias(
        Field::Requester,
        75,
        "requester|customer|caller|caller id|reporter|client|kunde|demandeur|cliente|solicitante|\
         informador|requerente|anfragender|richiedente|aanvrager|klant|anfragesteller|anforderer|melder",
    ),
    alias(
        Field::Requester,
        60,
        "customer name|requester name|user name|username|user|contact|contact name|client name",
    ),
    alias(Field::Language, 95, "language|lang|locale|sprache|langue|idioma|customer language"),
    alias(
        Field::CreatedAt,
        100,
        "created at|created|created date|create date|creation date|created time|creation time|\
         date created|created on|created datetime|createdate|created utc|created timestamp|\
         creation timestamp|erstellt|erstellungszeit|erstellzeit|heure de création|hora de creación|erstellt am|erstellungsdatum|créé le|date de création|creado|\
         creado el|creada|fecha de creación|data creazione|data di creazione|aangemaakt op|datum aangemaakt|criado em|data de criação",
    ),
    alias(
        Field::CreatedAt,
        94,
        "opened at|opened|open date|opened date|date opened|date/time opened|open time|opened time|\
         opened on|eröffnet|eröffnet am|fecha de apertura|data de abertura|abertura|data apertura|data di apertura|aberto em|fecha de inicio|ouvert le|\
         date d'ouverture",
    ),
    alias(
        Field::CreatedAt,
        88,
        "submitted at|submitted|submission date|submitted date|submit date|reported at|reported date|\
         reported|report date|received at|received|received date|request date|request time|\
         requested at|requested|logged at|log date|logged date|raised at|raised date|eingang|\
         eingangsdatum|eingegangen am",
    ),
    alias(
        Field::CreatedAt,
        70,
        "started at|start time|start date|conversation started at|started|sys created on|\
         sys created at",
    ),
    alias(
        Field::CreatedAt,
        50,
        "date|datetime|date time|timestamp|time|day|datum|fecha|data|date creation|ticket date",
    ),
    alias(
        Field::SolvedAt,
        100,
        "resolved at|resolved|resolved date|resolution date|resolved time|date resolved|solved at|\
         solved|solved date|solved time|resolved on|resolution timestamp|resolved timestamp|\
         resolved datetime|gelöst am|gelöst|erledigt am|erledigt|lösungsdatum|heure de résolution|hora de resolución|hora de resolução|résolu le|date de résolution|resuelto|\
         resuelta|resuelto el|fecha de resolución|resolvido em|data de resolução|data de solução|fecha de solución|data risoluzione|data di risoluzione|opgelost op",
    ),
    alias(Field::SolvedAt, 75, "completed at|completed|completion date|completed date|done at|finished at"),
    alias(Field::SolvedAt, 50, "end time|ended at|end date"),
    alias(
        Field::ClosedAt,
        100,
        "closed at|closed|closed date|close date|closing date|closed time|close time|date closed|\
         date/time closed|closed on|closed datetime|last closed date|closed timestamp|geschlossen am|\
         geschlossen|schlussdatum|schließdatum|abschlusszeit|abschlussdatum|heure de fermeture|hora de cierre|hora de fechamento|date de fermeture|fermé|fermé le|date de clôture|clôturé le|fecha de cierre|cerrado|fechado em|\
         data de fechamento|data de encerramento|data chiusura|data di chiusura|gesloten op|data de conclusão|encerrado em",
    ),
    alias(
        Field::UpdatedAt,
        100,
        "updated at|updated|last updated|last update|last update time|updated date|last updated at|\
         updated on|modified date|last modified|modified at|modified|last modified date|\
         last activity date|last activity|last activity at|sys updated on|sys updated at|\
         aktualisiert|aktualisiert am|letzte aktualisierung|letzte änderung|\
         dernière mise à jour|última actualización|última atualização|geändert am|mis à jour|mis à jour le|actualizado|actualizada|\
         atualizado em|atualizado|atualizada|heure de la dernière mise à jour|hora de última actualización|hora de última atualização",
    ),
    alias(
        Field::FirstReplyAt,
        100,
        "first response at|first reply at|first response date|first responded at|first replied at|\
         first response timestamp|first reply date|first response datetime|initial response at|\
         first reply timestamp|first response date time|zeit der ersten antwort|erste antwort am|\
         première réponse le|fecha de primera respuesta|heure de la première réponse|hora de la primera respuesta|\
         hora de primeira resposta|hora de resposta inicial",
    ),
    alias(Field::FirstReplyAt, 60, "responded at|replied at|answered at|response date"),
    alias(
        Field::FirstHumanReplyAt,
        100,
        "first human reply at|first human response at|first agent reply at|first agent response at|\
         first admin reply at|first agent reply date|first agent response date|first human reply date",
    ),
    alias(
        Field::FirstReplyTime,
        100,
        "first response time|first reply time|time to first response|time to first reply|\
         first response|first reply|frt|initial response time|first response duration|\
         first contact time|erstantwortzeit|erste antwortzeit|zeit bis zur ersten antwort|temps de première réponse|\
         délai de première réponse|tiempo de primera respuesta|tempo de primeira resposta|\
         tempo da primeira resposta",
    ),
    alias(
        Field::FirstReplyTime,
        75,
        "response time|reply time|time to response|time to respond|response|antwortzeit|\
         reaktionszeit|temps de réponse|tiempo de respuesta|tempo de resposta",
    ),
    alias(
        Field::ResolutionTime,
        100,
        "resolution time|time to resolution|time to resolve|full resolution time|\
         total resolution time|resolution duration|ttr|mttr|lösungszeit|vollständige lösungszeit|zeit bis zur lösung|bearbeitungsdauer|\
         temps de résolution|délai de résolution|tiempo de resolución|tempo de resolução",
    ),
    alias(Field::ResolutionTime, 90, "resolution"),
    alias(
        Field::ResolutionTime,
        85,
        "time to close|close time|time to done|resolve time|time open|open duration",
    ),
    alias(
        Field::Reopens,
        100,
        "reopens|reopen count|reopened count|number of reopens|times reopened|reopen|reopened|\
         reopenings|num reopens|wiedereröffnungen|réouvertures|reaperturas|reaberturas|reaberto|reabierto|wiedereröffnet",
    ),
    alias(
        Field::HumanReplies,
        100,
        "human replies|agenteninteraktionen|interactions de l'agent|interactions agent|interacciones del agente|interações do agente|agent replies|agent messages|number of agent messages|agent message count|\
         agent interactions|agent responses|human messages|messages from agent|\
         number of agent replies|agent reply count|public replies|replies sent|human replies count|\
         teammate replies|teammate replies count|number of teammate replies|teammate messages",
    ),
    alias(
        Field::HumanReplies,
        70,
        "replies|number of replies|reply count|responses|number of responses|antworten|réponses|respuestas|respostas",
    ),
    alias(
        Field::CustomerMessages,
        100,
        "customer messages|kundeninteraktionen|interactions du client|interactions client|interacciones del cliente|interações do cliente|number of customer messages|customer message count|customer replies|\
         customer interactions|user messages|requester replies|user message count|\
         messages from customer|user replies|user replies count",
    ),
    alias(
        Field::AiReplies,
        100,
        "ai replies|bot replies|ai messages|bot messages|ai message count|bot message count|\
         number of ai messages|number of bot messages|ai responses|bot responses",
    ),
    alias(
        Field::Rating,
        100,
        "csat|csat score|csat rating|satisfaction score|satisfaction rating|customer satisfaction|\
         customer satisfaction rating|customer satisfaction score|satisfaction|customer csat|\
         last csat survey rating|zufriedenheit|kundenzufriedenheit|satisfaction client|satisfacción|\
         calificación de satisfacción|satisfação|ai csat|csat value",
    ),
    alias(
        Field::Rating,
        80,
        "rating|customer rating|survey score|survey result|survey results|user rating|feedback score|\
         feedback rating|stars|star rating|happiness rating|experience score|bewertung|zufriedenheitswert|umfrageergebnis|zufriedenheitsbewertung|puntuación de satisfacción|note de satisfaction|umfrageergebnisse|calificación|\
         avaliação|satisfação do cliente|satisfacción del cliente|rating score|rating value",
    ),
    alias(
        Field::RatingComment,
        90,
        "csat comment|satisfaction comment|rating comment|survey comment|csat feedback|rating comments|\
         feedback comment|rating remark|csat reason|satisfaction reason|satisfaction rating comment|survey comments|\
         nps comment|ces comment|customer comment|feedback text|kommentar zur bewertung|commentaire de satisfaction",
    ),
    alias(
        Field::Ease,
        95,
        "ces|ces score|ces rating|ces value|customer effort score|effort score|ease|ease score|ease rating|ease of resolution",
    ),
    alias(Field::Effort, 90, "effort|customer effort|effort rating|effort required|level of effort"),
    alias(
        Field::Recommend,
        95,
        "nps|nps score|nps rating|nps value|net promoter score|likelihood to recommend|recommendation score|\
         would recommend|weiterempfehlung",
    ),
    alias(Field::RatingComment, 60, "customer feedback|feedback"),
    alias(
        Field::RatingOffered,
        100,
        "survey sent|csat sent|survey offered|csat offered|survey requested|csat requested|\
         survey present",
    ),
    alias(
        Field::AiInvolved,
        100,
        "ai involved|ai handled|handled by ai|bot involved|bot handled|handled by bot|is ai agent|\
         ai agent involved|ai agent participated|ai participated|is ai|is bot|has ai|\
         chatbot involved|fin involved|fin ai agent involved|ai touched|ai used|used ai|ai engaged|\
         bot engaged|is engaged|ai interaction|automation involved",
    ),
    alias(
        Field::AiInvolved,
        70,
        "agent type|handled by|handler type|assignee type|responder type|first responder type|\
         first assignee type|handling type",
    ),
    alias(
        Field::AiResolved,
        100,
        "ai resolved|resolved by ai|bot resolved|resolved by bot|is ai resolved|ai solved|bot solved|\
         resolved automatically|auto resolved|autoresolved|automatically resolved|ai contained|\
         bot contained|contained|deflected|ai deflected|bot deflected|fin ai agent deflected|\
         automated resolution|ai resolution|bot resolution|is automated",
    ),
    alias(
        Field::AiResolved,
        75,
        "resolved by|resolver type|resolution by|resolution source|solved by|closed by",
    ),
    alias(
        Field::AiHandedOff,
        100,
        "escalated from bot|handed off by ai|handed over by ai|handed off by bot|escalated from ai|bot escalated|ai escalated|escalated by ai|\
         escalated by bot|escalated to human|escalated to agent|handed off|ai handed off|handoff|\
         hand off|bot handoff|ai handoff|human handoff|handed over|handover|handover to human|\
         handoff to human|transferred to human|transferred to agent|is handoff|is handed off|\
         bot to human|handed off to human|escalation to human|handed to human|handed to agent|handed over to human|\
         handed over to agent|handed off to agent|passed to human|human takeover|escalated to live agent|\
         live agent handoff|transferred to live agent",
    ),
    alias(Field::AiHandedOff, 60, "is escalated|was escalated|escalated|escalation flag|escalated flag"),
    alias(
        Field::AiAssisted,
        100,
        "ai assisted|ai assist|ai assistance|copilot used|agent assist used|ai draft used|ai drafted|\
         ai suggested|ai suggestion used|used copilot|copilot",
    ),
    alias(
        Field::AiOutcome,
        100,
        "ai outcome|ai agent outcome|bot outcome|ai resolution state|ai agent resolution state|\
         ai resolution status|ai agent status|ai status|fin ai agent resolution state|ai result|\
         bot result|ticket field: ai agent outcome|automated resolution classification|\
         ai conversation outcome|customer agent ticket status|hs customer agent ticket status|\
         ai agent resolution",
    ),
    alias(
        Field::AiOutcome,
        80,
        "resolution level|resolution tier|resolution state|handling level|support level|\
         resolution type",
    ),
    alias(
        Field::AiAgent,
        95,
        "ai agent|ai agent name|ai name|bot|bot name|chatbot|chatbot name|virtual agent|\
         assistant name|ai assistant|ai bot|ai model",
    ),
    alias(Field::AiAgent, 85, "bot id|ai agent id"),
    alias(Field::LastWord, 90, "last word|customer's last word|customer's last message"),
    alias(
        Field::HandedOffAt,
        95,
        "handed off at|handoff at|handed over at|handover at|handoff time|handover time|escalated to human at|bot handoff at|\
         ai handoff at|transferred to human at|handed to human at",
    ),
    alias(
        Field::DueAt,
        90,
        "sla due|sla due at|sla due date|sla due by|due by time|resolution due|resolution due by|resolution due at|\
         sla resolution due|resolution target at",
    ),
    alias(
        Field::ReplyBreached,
        95,
        "first response sla breached|first reply sla breached|first response breached|first reply breached|\
         response sla met|first response sla met|first reply sla met|response within sla|frt sla met|\
         response sla breached|first response sla|first reply sla|first response sla status|first reply sla status|\
         first response status|response sla|response sla status|first response violated|frt sla",
    ),
    alias(
        Field::ResolutionBreached,
        95,
        "resolution sla breached|sla breached|is sla breached|sla breach|is sla breach|resolution breached|\
         resolution sla|\
         resolution sla status|sla status|sla violated|resolution violated|sla result|time to resolution sla",
    ),
    alias(
        Field::ResolutionBreached,
        90,
        "resolution sla met|sla met|is sla met|met sla|within sla|resolved within sla|sla compliant|sla compliance|\
         sla achieved",
    ),
    alias(Field::ResolutionBreached, 70, "resolution status"),
    alias(
        Field::NextReplyTime,
        90,
        "next reply time|next response time|time to next reply|median time to reply|median reply time",
    ),
    alias(
        Field::HandleTime,
        90,
        "handle time|handling time|agent handle time|agent handling time|total handle time|aht|time tracked|\
         time spent|total time spent|work time|working time|touch time|bearbeitungszeit|temps de traitement|\
         tiempo de gestión|tempo de atendimento",
    ),
    alias(
        Field::Initiator,
        90,
        "initiator|initiated by|started by|direction|initiator type|created by type|\
         conversation source",
    ),
];
