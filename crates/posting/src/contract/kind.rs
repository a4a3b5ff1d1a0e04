//! The kind of a contract, out of a field, a title and a text.

use std::ops::Range;
use std::sync::LazyLock;

use crate::contract::ContractType::{self, Casual, FixedTerm, Freelance, Internship, Permanent, Volunteer};
use crate::text::cue::Cues;
use crate::text::window::{after, before, sentence_after, sentence_before};

type Found = (ContractType, String);

/// What fields say: schema.org's values and the words of boards.
static FIELD: LazyLock<Cues<ContractType>> = LazyLock::new(|| {
    Cues::new(&[
        (Volunteer, "volunteer*|voluntary|unpaid|bénévol*|voluntari*|ehrenamt*"),
        (Internship, "intern|interns|internship*|trainee|stage|stagiaire|praktik*|prácticas|becari*|estágio|estagi*|placement"),
        (Freelance, "contractor*|freelance*|self~employed|consultan*|independent contract*|freiberuf*|autónomo"),
        (Casual, "per_diem|per~diem|casual|zero~hours|bank|on~call|as needed|prn|seasonal casual|sessional"),
        (
            FixedTerm,
            "temporary|temp|fixed~term|fixed_term|contract|limited~term|term~limited|time~limited|seasonal|secondment|maternity|cdd|\
             durée déterminée|befristet*|temporal|temporaire|determinado|a termo|plazo fijo|apprentice*",
        ),
        (
            Permanent,
            "permanent|permanente|cdi|durée indéterminée|unbefristet*|indefinido|sem termo|indeterminado|open~ended|substantive|efetivo|\
             festanstellung|tenured",
        ),
    ])
});

static TITLE: LazyLock<Cues<ContractType>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Internship,
            "intern|interns|internship*|internships|stagiaire|stage|praktikant*|praktikum|prácticas|becario|becaria|estágio|estagiário|\
             estagiária|work placement|student placement",
        ),
        (
            Volunteer,
            "volunteer|volunteers|volunteer role|volunteer position|unpaid|bénévole|bénévolat|voluntariado|voluntário|voluntária|\
             ehrenamtlich*",
        ),
        (Freelance, "freelance|freelancer|contractor|consultancy|independent consultant|individual consultant|individual contractor|freiberuflich*"),
        (Casual, "casual|zero~hours|bank|per~diem|sessional|as and when"),
        (
            FixedTerm,
            "fixed~term|temporary|maternity cover|parental leave cover|parental cover|maternity leave cover|maternity leave|mat cover|\
             secondment|ftc|limited~term|time~limited|cdd|befristet*|elternzeitvertretung|contrato temporal|interim|apprentice|term limited",
        ),
        (Permanent, "permanent|cdi|unbefristet*|indefinido"),
    ])
});

static TEXT: LazyLock<Cues<ContractType>> = LazyLock::new(|| {
    Cues::new(&[
        (
            Permanent,
            "permanent|open~ended contract|open~ended position|open~ended appointment|open~ended post|substantive post|substantive contract|\
             substantive position|full time. substantive|indefinite contract|indefinite duration|cdi|durée indéterminée|unbefristet*|\
             contrato indefinido|indefinido|contratación indefinida|duración indefinida|contrato sem termo|tempo indeterminado|\
             prazo indeterminado|termo indeterminado|contrato permanente|puesto permanente",
        ),
        (
            FixedTerm,
            "fixed~term|fixed period|time~limited|limited~term|term~limited|temporary|maternity cover|parental leave cover|\
             maternity leave cover|cover maternity leave|cover for maternity|secondment|term appointment|not to exceed|grant~funded position|\
             cdd|durée déterminée|contrat temporaire|befristet*|elternzeitvertretung|contrato temporal|duración determinada|plazo fijo|\
             obra o servicio|termo certo|prazo determinado|termo incerto|contrato a termo|tempo determinado|one~year contract|\
             two~year contract|three~year contract|one~year position|two~year position|one~year appointment|two~year appointment|\
             three~year appointment|term contract|term~position",
        ),
        (
            Casual,
            "zero~hours|zero hour|casual|per diem|bank worker|bank position|join our bank|bank contract|bank basis|vacataire|aushilfe|\
             minijob",
        ),
        (
            Internship,
            "internship|intern will|this intern|unpaid intern|paid intern|an intern|part~time intern|stagiaire|praktikum|estágio curricular|\
             prácticas profesionales",
        ),
        (
            Volunteer,
            "volunteer position|volunteer role|volunteer opportunity|voluntary role|voluntary position|unpaid role|unpaid position|\
             unpaid volunteer|on a voluntary basis|poste bénévole|mission bénévole|puesto voluntario|posición voluntaria|vaga voluntária|\
             trabalho voluntário|ehrenamtliche tätigkeit",
        ),
        (
            Freelance,
            "freelance|independent contractor|contractor position|contractor role|as an independent contractor|consultancy contract|\
             individual contractor|this consultancy|1099|freiberuflich*|honorarbasis|recibos verdes|prestação de serviços|\
             contrato de servicios",
        ),
    ])
});

/// Nouns of the post itself: "permanent post".
const POST: &str = "contract|contracts|position|positions|role|roles|post|posts|basis|job|appointment|appointments|full|part|vacancy|vacancies|\
    opportunity|opportunities|employment|opening|and|or|hours|exempt|with|from|for|until|staff bank|paid|period|of|salaried|\
    secondment|poste|contrat|puesto|contrato|stelle|anstellung|at|on|up|ft|pt|maternity|benefited|in|project|assignment|to|bank|\
    worker|relief|rolling|cover|opportunites|remote|hybrid|duration";

/// The kind that a field states.
pub(crate) fn kind_stated(raw: &str) -> Option<Found> {
    let mut kinds: Vec<ContractType> = FIELD.find(raw).map(|(_, kind)| kind).collect();
    kinds.dedup();
    // "Temporary volunteer" and "permanent, on call" are told by the rarer word; "permanent or fixed term" by none.
    let rare = kinds.iter().find(|kind| !matches!(kind, FixedTerm | Permanent)).copied();
    let kind = rare.or_else(|| (kinds.len() == 1).then(|| kinds[0]))?;
    Some((kind, raw.trim().to_owned()))
}

/// The kind that a title tells.
pub(crate) fn kind_in_title(title: &str) -> Option<Found> {
    let tells = |(range, kind): &(Range<usize>, ContractType)| match kind {
        Volunteer => names_the_worker(title, range),
        Internship => !title[range.clone()].eq_ignore_ascii_case("stage") || range.start == 0,
        // "Bank" in a title is one of the health service; a food bank or a bank for blood is a place.
        Casual if title[range.clone()].eq_ignore_ascii_case("bank") => {
            range.start == 0 || before(title, range.start, 3).trim_end().ends_with(['-', '–', '('])
        }
        _ => !next_word(title, range.end).starts_with("housing"),
    };
    // A volunteer internship is an internship, and so is a temporary one.
    let found = TITLE.find(title).filter(tells).min_by_key(|(_, kind)| *kind != Internship);
    found.map(|(range, kind)| (kind, title[range].to_owned()))
}

/// Whether "volunteer" is what the person will be, and not whom the person will look after.
fn names_the_worker(title: &str, range: &Range<usize>) -> bool {
    let next = next_word(title, range.end);
    let ends = next.is_empty()
        || !after(title, range.end, 3).starts_with([' ', '-', '/', '&'])
        || after(title, range.end, 4).starts_with(" -")
        || after(title, range.end, 5).starts_with(" (");
    let alone = ends && !before(title, range.start, 40).to_lowercase().trim_end().ends_with('&') && !title.to_lowercase().contains("coordinat");
    let role = matches!(
        next.as_str(),
        "role"
            | "position"
            | "opportunity"
            | "internship"
            | "moderator"
            | "translator"
            | "ambassador"
            | "contributor"
            | "mentor"
            | "editor"
            | "writer"
            | "researcher"
            | "driver"
            | "advisor"
    );
    (alone && !title.to_lowercase().contains("volunteers ")) || role
}

fn next_word(text: &str, at: usize) -> String {
    let rest = after(text, at, 40).trim_start_matches([' ', '-', ',', '(', '/', '&']);
    rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// The first kind that the text tells of the post, unless it offers two.
pub(crate) fn kind_in_text(text: &str) -> Option<Found> {
    let mut found = TEXT.find(text).filter(|(range, kind)| tells(text, range, *kind));
    let (range, kind) = found.next()?;
    let other = found.find(|(_, other)| *other != kind).filter(|(other, _)| is_choice(text, &range, other));
    if other.is_some() && matches!(kind, Permanent | FixedTerm) {
        return None;
    }
    Some((kind, sentence(text, &range)))
}

/// Whether two kinds are joined by "and" or "or": the reader may choose.
fn is_choice(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let Some(between) = text.get(first.end..second.start).filter(|between| between.len() <= 40 && !between.contains(['\n', '.'])) else {
        return false;
    };
    [" and ", " or ", "/", "&", " et ", " ou ", " y ", " o ", " und ", " oder "].iter().any(|word| between.contains(word))
}

fn sentence(text: &str, range: &Range<usize>) -> String {
    let head = sentence_before(text, range.start, 40);
    let tail = sentence_after(text, range.end, 40);
    format!("{head}{}{tail}", &text[range.clone()]).trim().to_owned()
}

fn tells(text: &str, range: &Range<usize>, kind: ContractType) -> bool {
    let phrase = text[range.clone()].to_ascii_lowercase();
    let head = sentence_before(text, range.start, 70).to_lowercase();
    let tail = after(text, range.end, 60);
    // What may come later, what others have, and what the law says of all.
    if [
        "lead to",
        "become",
        "convert",
        "possib",
        "potential",
        "transition",
        "hire",
        "manag",
        "supervis",
        "coordinat",
        "support for",
        "recruit",
        "train",
    ]
    .iter()
    .any(|word| head.contains(word))
        && kind != FixedTerm
    {
        return false;
    }
    match phrase.as_str() {
        "permanent" | "temporary" | "casual" => is_of_the_post(&head, tail, range.end, text),
        "secondment" => {
            !head.contains("staff on")
                && (next_word(text, range.end).starts_with("opportunit")
                    || tail.trim_start().starts_with(['(', '-', '–', '/', '.', ','])
                    || next_word(text, range.end) == "for"
                    || tail.trim().is_empty()
                    || head.contains("month")
                    || head.trim().is_empty())
        }
        "fixed-term" | "fixed term" => !head.contains("may be") && !head.contains("staff on"),
        "time-limited" | "time limited" => {
            matches!(next_word(text, range.end).as_str(), "appointment" | "contract" | "position" | "post" | "role" | "opportunity")
        }
        "internship" => {
            is_this(&head) || head.trim().is_empty() || matches!(next_word(text, range.end).as_str(), "opportunity" | "will" | "is" | "position")
        }
        "an intern" | "a paid intern" => !["support", "mentor", "as an"].iter().any(|word| head.contains(word)),
        "freelance" => {
            matches!(
                next_word(text, range.end).as_str(),
                "opportunity" | "contract" | "position" | "role" | "basis" | "assignment" | "job" | "project" | "poste"
            ) && !head.contains("commission")
        }
        "cdi" | "cdd" => text[range.clone()].bytes().all(|b| b.is_ascii_uppercase()),
        "1099" => next_word(text, range.end).starts_with("contract") || head.contains("as a"),
        _ if kind == Volunteer => is_this(&head) || phrase.starts_with("on a") || phrase.starts_with("unpaid") || !phrase.is_ascii(),
        _ => true,
    }
}

fn is_this(head: &str) -> bool {
    let near = &head[head.ceil_char_boundary(head.len().saturating_sub(45))..];
    ["this is", "is a ", "this ", "is an ", "has a", "seek", "offer", "we are hiring", "type:", "contract:"].iter().any(|word| near.contains(word))
}

/// "Permanent" and "temporary" are said of collections, residents and staff as well.
fn is_of_the_post(head: &str, tail: &str, end: usize, text: &str) -> bool {
    let next = next_word(text, end);
    let next = next.as_str();
    let trimmed = tail.trim_start();
    let ends = trimmed.is_empty() || trimmed.starts_with([',', ';', ')', '(', '|', '/', '-', '–', '.', '*', '_', '•']);
    let labeled = head.trim_end_matches([' ', '*', '_']).ends_with(':') || head.trim_matches([' ', '*', '-', '_', '•', '#', '|']).is_empty();
    let said = [
        "position is",
        "post is",
        "role is",
        "job is",
        "this is",
        "is a",
        "contract is",
        "contract type",
        "on a",
        "basis",
        "offer",
        "full time",
        "full-time",
        "time,",
        "time",
        "available",
        "we have",
    ]
    .iter()
    .any(|word| head.contains(word));
    match next {
        "and" | "or" | "to" | "with" | "in" | "at" | "on" | "up" | "of" | "from" | "until" | "for" => labeled || said,
        _ if POST.split('|').any(|noun| noun == next) => !head.contains("other ") && !head.contains("support"),
        _ => ends && (labeled || said),
    }
}
