//! Words of working life: what tells a role, a group, a field of work or an institution from the name of a person.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One post: "director", "Leiterin".
    Role,
    /// A body that a post may answer to: "board", "committee", "team".
    Group,
    /// A field of work: "engagement", "research".
    Field,
    /// What follows a person's name in the name of an institution, a building, an award: "Institute", "Fellowship".
    Institution,
    /// Any other word that ads write with a capital: "Please", "Monday", "London".
    Plain,
}

const ROLES: &str = "educator canvasser evangelist phlebotomist cataloger director dir manager mgr head lead leader officer coordinator co-ordinator chief ceo coo cfo cto cmo cpo cio president vp svp evp avp \
    dean chair chairman chairwoman chairperson professor prof principal supervisor librarian archivist editor secretary partner provost chancellor founder \
    administrator executive superintendent curator producer counsel registrar controller investigator pi specialist engineer nurse matron consultant \
    adviser advisor analyst strategist planner scientist researcher fellow intern assistant associate deputy clerk practitioner therapist \
    physiotherapist psychologist doctor midwife sister pharmacist trainer teacher tutor lecturer organizer organiser fundraiser recruiter steward \
    commissioner minister ambassador representative technician developer designer architect writer owner mentor treasurer warden bursar \
    directeur directrice responsable chef cheffe coordinateur coordinatrice coordonnateur coordonnatrice gérant gérante présidente président chargé chargée \
    secrétaire leiter leiterin leitung geschäftsführer geschäftsführerin geschäftsführung direktor direktorin referent referentin koordinator koordinatorin teamleiter teamleiterin \
    teamleitung abteilungsleiter abteilungsleiterin abteilungsleitung referatsleitung vorstand directora coordinador coordinadora jefe jefa gerente \
    encargado encargada diretor diretora coordenador coordenadora chefe supervisora presidenta rector rectora worker operator accountant bookkeeper \
    caseworker receptionist driver cook hrbp ed gm dpo md ra po";
const GROUPS: &str = "board committee team trustees council panel directorate leadership management staff department office group executive-team secretariat \
    steering senate governors";
const FIELDS: &str = "supported discharge counselling disclosure incident response curriculum advisory audit porter public engagement community communities communication communications comms marketing media press digital content social policy advocacy \
    campaign campaigns research science sciences scientific academic clinical medical health healthcare nursing care patient patients involvement \
    participation outreach impact evaluation learning education educational training teaching student students alumni membership member members \
    volunteer volunteering partnership partnerships external internal corporate affairs relations relationships philanthropy fundraising development \
    advancement giving donor donors grants grant programme programmes program programs project projects product products engineering technology technical \
    it data information knowledge library libraries archive archives collection collections access services service support operations operational \
    strategy strategic innovation business finance financial hr human resources people talent culture legal governance compliance quality safety \
    estates facilities events event sales customer customers success user users experience developer developers open source software platform \
    infrastructure security design creative brand editorial publishing publications web website regional national international global area \
    district local senior junior general managing executive interim acting vice first second third lead co equality diversity inclusion equity \
    wellbeing mental adult adults child children family families youth women older early years primary secondary community-based acute \
    rehabilitation therapy therapies therapeutic physio physiotherapy occupational psychology psychological dental pharmacy maternity paediatric paediatrics pediatric \
    oncology cancer surgical surgery emergency theatre ward unit recovery crisis liaison home treatment assessment integrated intermediate urgent \
    planning performance workforce administration administrative admin office recruitment hiring reference resource sharing \
    processing special oral history art arts museum heritage exhibition exhibitions environment environmental sustainability climate energy \
    housing planning transport county city state federal government parliamentary economic economics trade industry enterprise \
    discovery methods statistics statistical modelling analytics insight insights intelligence monitoring delivery transformation change improvement \
    english maths law humanities biology biological biomedical physics chemistry computing computer mathematics life undergraduate postgraduate graduate doctoral \
    studies faculty school college department division team teams group board committee directorate branch section stage track \
    network networks member ambassador solutions systems system process procurement supply chain logistics production \
    transitions gender adolescent organizing field political electoral voter base east west north south northern southern eastern western central \
    communication kommunikation öffentlichkeitsarbeit wissenschaftskommunikation forschung abteilung referat stabsstelle bereich direction recherche médiation \
    développement projet projets équipe département comunicación investigación desarrollo proyectos comunidad departamento área comunicação pesquisa";
const INSTITUTIONS: &str = "infirmary service committee board council team commons institute institutes centre center trust fellowship foundation school college university hospital hospitals library museum \
    building house hall road street avenue lane square award awards prize lecture lectures lectureship fund laboratory laboratories lab labs clinic \
    hospice charity society association academy fellow scholarship scholarships scholar programme program partnership partners ltd limited inc llc llp plc \
    gmbh group company & chair professor theatre gallery archive archives garden gardens park court way drive close place ward wing medical \
    health healthcare memorial collection collections campus suite room practice surgery medicine project initiative network church cathedral \
    bequest endowment day week medal studentship studentships actions action grant grants scheme haus institut stiftung schule universität \
    straße strasse platz klinik fondation école hôpital université rue place prix bourse fundación instituto escuela calle premio beca \
    universidad hospital fundação universidade rua press publishing records consulting associates solutions services technologies cancer \
    syndrome disease principle test method theory scale index curve report review act law agreement bank insurance stores store shop";
const PLAIN: &str = "secure royal genetic revd dr prof mr mrs ms miss mx sir dame frau herr herrn mme madame monsieur sra dra rev st st. harm free enhanced single point twilight innovative pennaeth rhaglen region coastal locality early plus emeritus emerita either direct directly via through per both please contact for further information details detail more the this that these those you your our we us i if in on at to by or and \
    an a of as is it any all from with when where who how what why no not new name names job jobs title telephone tel phone mobile email e-mail mail \
    address number ext extension fax web website url visit call text apply applications application applicants candidates candidate closing date \
    interview interviews informal enquiries enquiry inquiries inquiry queries query questions discussion chat salary pay band grade hours location \
    based site start contract type permanent temporary full part time post posts position role vacancy reference ref number employer trust nhs \
    monday tuesday wednesday thursday friday saturday sunday january february march july august september october november december \
    mon tue wed thu fri feb mar apr jun jul aug sep sept oct nov dec am pm london new york san francisco manchester birmingham leeds liverpool bristol oxford cambridge \
    edinburgh glasgow cardiff belfast scotland wales england britain ireland uk us usa u.s eu europe european america american africa african asia \
    asian australia canada germany france spain brazil berlin paris madrid boston chicago washington los angeles seattle \
    united kingdom states street road lane floor level room great west midlands sussex surrey kent essex norfolk suffolk devon cornwall dorset somerset yorkshire \
    lancashire cheshire cumbria durham hampshire berkshire hertfordshire bedfordshire lincolnshire derbyshire nottinghamshire leicestershire \
    microsoft ms excel word outlook powerpoint teams zoom skype slack github gitlab google linkedin twitter facebook instagram youtube salesforce \
    do don't will would should can may must shall have has had be been are was were he she they his her their its here there thank thanks dear \
    join about why what job description person specification summary overview purpose responsibilities responsibility duties duty key main \
    requirements required essential desirable qualifications benefits note important equal opportunity department reporting reports report working \
    work under within also additionally successful ideal however kontakt ansprechpartner ansprechpartnerin bewerbung bitte für fragen rückfragen \
    herr frau die der das den dem wir sie ihre und oder zur zum les le la une un des du pour par renseignements candidature candidatures vous votre nous para por \
    el los las una más información consultas envíe enviar com mais informações candidaturas who whom hello hi regards sincerely yours \
    human christmas easter bank holiday spanish french german arabic welsh polish urdu bengali chinese mandarin \
    python javascript java linux windows android covid dbs cv resume letter cover pdf form faqs faq link website page click";

static KINDS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    // A word stands for the last list that has it: a role is a role before anything else.
    for (kind, words) in [(Kind::Plain, PLAIN), (Kind::Institution, INSTITUTIONS), (Kind::Field, FIELDS), (Kind::Group, GROUPS), (Kind::Role, ROLES)]
    {
        kinds.extend(words.split_whitespace().map(|word| (word, kind)));
    }
    kinds
});

static INSTITUTION_WORDS: LazyLock<std::collections::HashSet<&'static str>> = LazyLock::new(|| INSTITUTIONS.split_whitespace().collect());

/// Endings of abstract nouns, which no common surname has.
const ABSTRACT: [&str; 14] =
    ["ologist", "ician", "ellor", "therapy", "iatric", "analytic", "tion", "tions", "ment", "ments", "ship", "ships", "ology", "ness"];

/// What `word` speaks for; `None` for a word that is not of working life, a name for instance. Case and a genitive don't matter.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    let lower = bare(word);
    if let Some(kind) = KINDS.get(lower.as_str()) {
        return Some(*kind);
    }
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if let Some(kind) = KINDS.get(singular) {
        // Several officers are no post to report to.
        return Some(if *kind == Kind::Role { Kind::Plain } else { *kind });
    }
    let whole = |part: &str| KINDS.contains_key(part);
    if lower.split(['-', '/', '–']).filter(|part| part.len() > 1).any(whole) && lower.contains(['-', '/', '–']) {
        return lower.split(['-', '/', '–']).filter_map(|part| KINDS.get(part)).next_back().copied();
    }
    (lower.len() > 6 && ABSTRACT.iter().any(|ending| lower.ends_with(ending))).then_some(Kind::Field)
}

/// Is it one post, by its word?
pub(crate) fn is_role(word: &str) -> bool {
    kind(word) == Some(Kind::Role)
}

/// Several holders of a post: "officers", "nurses".
pub(crate) fn is_roles(word: &str) -> bool {
    let lower = bare(word);
    let last = lower.rsplit('-').next().unwrap_or_default();
    last.strip_suffix('s').is_some_and(|one| KINDS.get(one) == Some(&Kind::Role))
}

/// Does the word make an institution, a building or an award of a name before it?
pub(crate) fn is_institution(word: &str) -> bool {
    let lower = bare(word);
    INSTITUTION_WORDS.contains(lower.as_str())
}

/// A word in lower case, without signs around it and without a genitive.
pub(crate) fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_words_speak_for() {
        for (word, wanted) in [
            ("Director", Some(Kind::Role)),
            ("officers", Some(Kind::Plain)),
            ("Team's", Some(Kind::Group)),
            ("Engagement", Some(Kind::Field)),
            ("Globalization", Some(Kind::Field)),
            ("Hendricks", None),
            ("Jane", None),
        ] {
            assert_eq!(kind(word), wanted, "{word}");
        }
        assert!(is_roles("Officers") && !is_roles("Officer") && is_institution("Fellowship"));
    }
}
