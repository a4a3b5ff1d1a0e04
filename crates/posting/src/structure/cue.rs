//! The words that statements about structure turn on, found in one pass over the text.

use std::sync::LazyLock;

use crate::text::cue::Cues;

/// What a word may introduce; what stands around it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// "report", "reports to", "reporting".
    Report,
    /// The role follows: "accountable to", "rattachée à".
    Answers,
    /// A label that only speaks at the beginning of a line: "Line manager:".
    Label,
    /// "under the direction of".
    Direction,
    /// "managed by": only of the post, not of a project.
    ManagedBy,
    /// "supervision", "supervise".
    Supervise,
    /// "line manage", "line management".
    LineManage,
    /// "manage", "lead", "oversee" and their forms.
    Manage,
    /// "direct report".
    DirectReports,
    /// "people management", "supervisory".
    PeopleManagement,
    /// "individual contributor": nobody is managed.
    NobodyManaged,
    /// A label with the posts managed: "Responsible for:".
    ResponsibleFor,
    /// "team", "department" and the like, behind the name of the unit or before it.
    UnitHead,
    /// "sits within".
    SitsIn,
    /// "sole", "the only", "stand-alone", "first hire".
    Solo,
    /// "work with", "collaborate with".
    WorksWith,
}

#[rustfmt::skip] // A list of words reads better in lines.
const CUES: [(Cue, &str); 16] = [
    (Cue::Report, "report*"),
    (Cue::Answers, "accountable to*|responsible to*|answerable to*|answers to*|rattaché*|sous la responsabilité*|sous l'autorité*|\
        sous l’autorité*|sous la direction*|sous la supervision*|sous la hiérarchie*|berichtet an*|berichten an*|berichtet direkt an*|\
        berichten direkt an*|berichtest an*|berichtest direkt an*|reporta a*|reportará a*|reportarás a*|reportando a*|dependerá de*|\
        dependerás de*|depende de*|dependiendo de*|bajo la supervisión*|bajo la dirección*|sob a supervisão*|sob a coordenação*|responde a*|\
        responderá a*"),
    (Cue::Label, "line manager*|supervisor*|reporting line*|vorgesetzte*|supérieur hiérarchique*|responsable hiérarchique*|n+1*"),
    (Cue::Direction, "direction*|guidance*"),
    (Cue::ManagedBy, "managed by*|supervised by*"),
    (Cue::Supervise, "supervis*"),
    (Cue::LineManage, "line manag*|line-manag*"),
    (Cue::Manage, "manage *|manages *|managing *|lead *|leads *|leading *|oversee *|oversees *|overseeing *|management of *"),
    (Cue::DirectReports, "direct report*"),
    (Cue::PeopleManagement, "people manage*|people-manage*|staff management*|management of staff*|supervisory*|managerial responsib*"),
    (Cue::NobodyManaged, "individual contributor*|non-supervisory*|no staff to manage*|no managerial*"),
    (Cue::ResponsibleFor, "responsible for*|staff managed*|staff supervised*|supervises:*|manages:*|responsable de:*"),
    (Cue::UnitHead, "team*|department*|division*|directorate*|business unit*|unit*|office*|faculty*|school*|abteilung*|referat*|\
        stabsstelle*|département*|departamento*|équipe*|equipo*|equipe*|service:*|direction:*|unité*|área*"),
    (Cue::SitsIn, "sits in*|sits within*|sit within*|sits inside*|sit in the*|located within*|housed in*|housed within*"),
    (Cue::Solo, "sole *|the only *|stand-alone*|standalone*|stand alone*|first hire*|our first *|single-handed*"),
    (Cue::WorksWith, "work with*|works with*|working with*|work closely with*|works closely with*|working closely with*|collaborate with*|\
        collaborates with*|collaborates closely with*"),
];

static ALL: LazyLock<Cues<Cue>> = LazyLock::new(|| Cues::new(&CUES));

/// The cues of a text in its order: what, from where, to where. All begin a word.
pub(super) fn cues(text: &str) -> impl Iterator<Item = (Cue, usize, usize)> {
    ALL.find(text).filter(|(at, _)| begins_word(text, at.start)).map(|(at, cue)| (cue, at.start, at.end))
}

/// Does a word begin at `at`?
fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric)
}
