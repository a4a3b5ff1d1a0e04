//! The inflected forms of an English word, for `word~` in a pattern.

/// Verbs and nouns whose forms no rule gives; the first word of each row is the base.
const IRREGULAR: &[&[&str]] = &[
    &["be", "am", "is", "are", "was", "were", "been", "being"],
    &["begin", "begins", "began", "begun", "beginning"],
    &["bring", "brings", "brought", "bringing"],
    &["build", "builds", "built", "building"],
    &["child", "children"],
    &["choose", "chooses", "chose", "chosen", "choosing"],
    &["come", "comes", "came", "coming"],
    &["crisis", "crises"],
    &["criterion", "criteria"],
    &["curriculum", "curricula", "curriculums"],
    &["deal", "deals", "dealt", "dealing"],
    &["do", "does", "did", "done", "doing"],
    &["draw", "draws", "drew", "drawn", "drawing"],
    &["drive", "drives", "drove", "driven", "driving"],
    &["feed", "feeds", "fed", "feeding"],
    &["find", "finds", "found", "finding"],
    &["forum", "forums", "fora"],
    &["get", "gets", "got", "getting"],
    &["give", "gives", "gave", "given", "giving"],
    &["go", "goes", "went", "gone", "going"],
    &["grow", "grows", "grew", "grown", "growing"],
    &["have", "has", "had", "having"],
    &["hold", "holds", "held", "holding"],
    &["keep", "keeps", "kept", "keeping"],
    &["know", "knows", "knew", "known", "knowing"],
    &["lead", "leads", "led", "leading"],
    &["learn", "learns", "learned", "learnt", "learning"],
    &["make", "makes", "made", "making"],
    &["medium", "media"],
    &["meet", "meets", "met", "meeting"],
    &["overcome", "overcomes", "overcame", "overcoming"],
    &["oversee", "oversees", "oversaw", "overseen", "overseeing"],
    &["person", "persons", "people"],
    &["put", "puts", "putting"],
    &["run", "runs", "ran", "running"],
    &["see", "sees", "saw", "seen", "seeing"],
    &["seek", "seeks", "sought", "seeking"],
    &["set", "sets", "setting"],
    &["show", "shows", "showed", "shown", "showing"],
    &["speak", "speaks", "spoke", "spoken", "speaking"],
    &["take", "takes", "took", "taken", "taking"],
    &["teach", "teaches", "taught", "teaching"],
    &["tell", "tells", "told", "telling"],
    &["think", "thinks", "thought", "thinking"],
    &["undertake", "undertakes", "undertook", "undertaken", "undertaking"],
    &["understand", "understands", "understood", "understanding"],
    &["uphold", "upholds", "upheld", "upholding"],
    &["write", "writes", "wrote", "written", "writing"],
];

/// All forms of `base` (lower case), the base first: plural and third person, past, participle. Over-generates ("meetinged"): harmless in a matcher.
pub(crate) fn forms(base: &str) -> Vec<String> {
    if let Some(row) = IRREGULAR.iter().find(|row| row[0] == base) {
        return row.iter().map(|form| (*form).to_owned()).collect();
    }
    let mut forms = vec![base.to_owned(), with_s(base)];
    let stem = stem(base);
    forms.push(format!("{stem}ed"));
    let ing = base.strip_suffix("ie").map_or_else(|| stem_before_ing(base), |head| format!("{head}y"));
    forms.push(format!("{ing}ing"));
    if doubles(base) {
        let last = base.chars().last().unwrap_or_default();
        forms.push(format!("{base}{last}ed"));
        forms.push(format!("{base}{last}ing"));
    }
    forms.dedup();
    forms
}

fn with_s(base: &str) -> String {
    if let Some(head) = consonant_y(base) {
        return format!("{head}ies");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending)) {
        return base.strip_suffix("sis").map_or_else(|| format!("{base}es"), |head| format!("{head}ses"));
    }
    format!("{base}s")
}

fn stem(base: &str) -> String {
    if let Some(head) = consonant_y(base) {
        return format!("{head}i");
    }
    base.strip_suffix('e').unwrap_or(base).to_owned()
}

fn stem_before_ing(base: &str) -> String {
    let silent = base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe") && !base.ends_with("ye");
    if silent { base[..base.len() - 1].to_owned() } else { base.to_owned() }
}

fn consonant_y(base: &str) -> Option<&str> {
    let head = base.strip_suffix('y')?;
    head.ends_with(|c: char| !"aeiou".contains(c)).then_some(head)
}

/// Does a final consonant double before -ed (plan, commit, travel)? A vowel before it and a consonant before that.
fn doubles(base: &str) -> bool {
    let mut back = base.chars().rev();
    let (Some(last), Some(vowel), Some(before)) = (back.next(), back.next(), back.next()) else { return false };
    let is_vowel = |c: char| "aeiou".contains(c);
    !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before)
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_and_irregular() {
        for (base, wanted) in [
            ("solve", "solves solved solving"),
            ("plan", "plans planned planning"),
            ("strategy", "strategies"),
            ("lead", "led leading"),
            ("tie", "ties tied tying"),
            ("agree", "agrees agreed agreeing"),
            ("analysis", "analyses"),
            ("coach", "coaches coached"),
            ("survey", "surveys surveyed"),
            ("commit", "committed committing"),
            ("child", "children"),
        ] {
            let found = forms(base);
            for form in wanted.split(' ') {
                assert!(found.iter().any(|f| f == form), "{base}: {form} not in {found:?}");
            }
        }
    }
}
