//! The grade of a job on a public pay scale.

mod near;
mod scales;

use near::{Context, Place};
use scales::find;

/// A pay scale with grades that mean the same at every employer that uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GradeScale {
    /// Agenda for Change of the British NHS: `GB-AFC-1` to `GB-AFC-9`, with `GB-AFC-8A` to `GB-AFC-8D`.
    AgendaForChange,
    /// British universities: grades that each sets on a common spine, `GB-HE-7`. The numbers differ a little between universities.
    UkHigherEducation,
    /// British local government's spinal column points: `GB-NJC-23`.
    UkLocalGovernment,
    /// The British civil service: `GB-CS-HEO`, `GB-CS-7`.
    UkCivilService,
    /// The United Nations' staff: `UN-P-3`, `UN-D-1`, `UN-NO-B`, `UN-G-5`, `UN-FS-4`.
    UnitedNations,
    /// Contracts at UNOPS and UNDP: `UN-IICA-2`, `UN-LICA-7`, `UN-IPSA-10`, `UN-NPSA-9`, `UN-SB-4`.
    UnitedNationsContract,
    /// General Schedule of the United States: `US-GS-12`.
    UsGeneralSchedule,
    /// Courts of the United States: `US-CL-27`.
    UsCourts,
    /// Institutions of the European Union: `EU-AD-7`, `EU-AST-4`, `EU-FG-4`.
    EuropeanUnion,
    /// Germany's public service, TVöD, TV-L and TV-H alike: `DE-TVOEDL-13`, `DE-TVOEDL-9B`.
    GermanPublicService,
    /// Higher education workers in Australia: `AU-HEW-7`.
    AustralianHigherEducation,
    /// The Australian Public Service: `AU-APS-6`, `AU-EL-1`.
    AustralianPublicService,
    /// Kenya's civil service and KEMRI: `KE-CSG-10`, `KE-KMR-8`, `KE-JG-K`.
    Kenya,
    /// South Africa: `ZA-PEROMNES-8`, `ZA-PATERSON-C4`, `ZA-SL-9`.
    SouthAfrica,
    /// India's pay matrix and project posts: `IN-PL-10`, `IN-PTS-3`.
    India,
    /// Categories of the French public service: `FR-CAT-A`; of its branches in research: `FR-BAP-F`.
    France,
    /// The employer's own: `OWN-45`. Not to be compared between employers.
    Own,
}

impl GradeScale {
    /// What `norm` begins with, such as `GB-AFC`; scales of several series have only the country.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AgendaForChange => "GB-AFC",
            Self::UkHigherEducation => "GB-HE",
            Self::UkLocalGovernment => "GB-NJC",
            Self::UkCivilService => "GB-CS",
            Self::UnitedNations | Self::UnitedNationsContract => "UN",
            Self::UsGeneralSchedule => "US-GS",
            Self::UsCourts => "US-CL",
            Self::EuropeanUnion => "EU",
            Self::GermanPublicService => "DE-TVOEDL",
            Self::AustralianHigherEducation => "AU-HEW",
            Self::AustralianPublicService => "AU",
            Self::Kenya => "KE",
            Self::SouthAfrica => "ZA",
            Self::India => "IN",
            Self::France => "FR",
            Self::Own => "OWN",
        }
    }
}

/// A grade as stated and normalized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The words of the ad, such as `AfC Band 8a`.
    pub raw: String,
    /// The scale.
    pub scale: GradeScale,
    /// Scale and grade in one word, such as `GB-AFC-8A`. Of several grades (`GS-13/14`, `Band 5-6`) the first stated.
    pub norm: String,
}

/// The grade of a job: from its title, else from the line about pay, else from the text.
///
/// In the text, a band or a bare code counts only where the line says whose it is: `Band 6` at the beginning or end of a short line,
/// `this is a Band 5 post`, `Grade: P-3`. British bands need a British country or none, and so on for the other national scales.
pub fn read_grade(title: &str, pay_raw: Option<&str>, text: &str, country_iso2: Option<&str>) -> Option<Grade> {
    let context = Context { text, country_iso2 };
    find(title, Place::Line, &context)
        .or_else(|| pay_raw.and_then(|raw| find(raw, Place::Line, &context)))
        .or_else(|| find(text, Place::Text, &context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn norm(title: &str, pay: &str, text: &str, country: Option<&str>) -> Option<String> {
        read_grade(title, Some(pay), text, country).map(|grade| grade.norm)
    }

    #[test]
    fn grades_of_titles_and_pay() {
        for (title, pay, text, country, wanted) in [
            ("Engagement Officer - Band 6", "£31,365", "", Some("GB"), "GB-AFC-6"),
            ("Head of Involvement", "AfC: Band 8a", "", Some("GB"), "GB-AFC-8A"),
            ("Officer Band 5-6", "", "", None, "GB-AFC-5"),
            ("Officer", "Grade 7, spine points 29-36", "The University pays £", Some("GB"), "GB-HE-7"),
            ("Officer", "SCP 23", "", Some("GB"), "GB-NJC-23"),
            ("Officer, P-3", "", "The United Nations seeks", None, "UN-P-3"),
            ("Officer (NO-B)", "", "UNICEF works", Some("KE"), "UN-NO-B"),
            ("Officer", "NPSA-9", "", None, "UN-NPSA-9"),
            ("Specialist, GS-0301-14", "", "", Some("US"), "US-GS-14"),
            ("Developer", "GS-13/14", "", Some("US"), "US-GS-13"),
            ("Clerk", "CL-27 ($56,063 - $91,183)", "The court", Some("US"), "US-CL-27"),
            ("Referent", "E13 TV-L, 50 %", "", Some("DE"), "DE-TVOEDL-13"),
            ("Referentin", "Entgeltgruppe 9b TVöD", "", Some("DE"), "DE-TVOEDL-9B"),
            ("Referent", "TVöD E 11", "", None, "DE-TVOEDL-11"),
            ("Adviser", "HEW Level 7", "", Some("AU"), "AU-HEW-7"),
            ("Officer", "KMR 8", "", Some("KE"), "KE-KMR-8"),
            ("Officer", "Peromnes grade 8", "", Some("ZA"), "ZA-PEROMNES-8"),
            ("Chargé d’études", "Catégorie A", "", Some("FR"), "FR-CAT-A"),
            ("Analyst", "Salary Grade: 45", "", Some("US"), "OWN-45"),
            ("Agent", "Grade AD 7", "The European Commission", None, "EU-AD-7"),
        ] {
            assert_eq!(norm(title, pay, text, country).as_deref(), Some(wanted), "{title} {pay}");
        }
    }

    #[test]
    fn grades_of_texts() {
        for (text, wanted) in [
            ("The NHS Trust\nSalary: Band 5 equivalent", Some("GB-AFC-5")),
            ("Our NHS\nThis is a band 5 role in a friendly team.", Some("GB-AFC-5")),
            ("NHS.\nCommunity Nurse - Band 6", Some("GB-AFC-6")),
            ("Our clinic in the north of the county is recruiting a Band 7 lead for all of its advisory services", Some("GB-AFC-7")),
            ("You have long experience as a Band 5 nurse or are currently working at Band 6 in another clinic or ward", None),
            ("Within our own framework of pay and progression the officer for the community is a grade 6.", Some("OWN-6")),
            ("Eingruppierung bis Entgeltgruppe 13 TV-L (je nach Erfahrung)", Some("DE-TVOEDL-13")),
            ("Our NHS team has several Band 6 nurses who support you and the Band 7 leader of the whole community", None),
            ("You need IELTS band 7 and live in council tax band D", None),
            ("Children aged 5 to 11, grade 6 pupils, a Grade 2 listed building", None),
            ("The G7 summit in a P-3 laboratory", None),
            ("A rubber band 3 times as long", None),
        ] {
            assert_eq!(norm("Officer", "", text, None).as_deref(), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|\n){0,40}|(Band|TVöD|Grade|E13|8a|Ü|GS-|P-3|Entgeltgruppe|[ 0-9:/ -]){0,12}", country in "[A-Z]{2}") {
            let _ = read_grade(&text, Some(&text), &text, Some(&country));
        }
    }
}
