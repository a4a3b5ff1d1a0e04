//! Words by which a text announces pay, and words that say a sum is something else.
//!
//! All are for text with its ASCII letters in lower case. Word boundaries are those of ASCII: the others make the engine fall back to its
//! slowest search.

use std::sync::LazyLock;

use regex::Regex;

/// Announces pay.
pub(super) static CUE: LazyLock<Regex> = LazyLock::new(|| {
    whole_words(
        r"salary|salaries|pay|payment|paid|pays|compensation|remuneration|wage|wages|hourly\ rate|daily\ rate|day\ rate|hiring\ range|
            rate\ of\ pay|base\ range|target\ range|stipend|earn|earnings|package|ote|salaried|vergütung|gehalt|bruttogehalt|
            jahresgehalt|lohn|entgelt|salaire|rémunération|gratification|salario|retribución|remuneración|compensación|sueldo|
            remuneração|salário|stipendio|retribuzione|salaris|lön",
    )
});

/// Says that a sum is a budget, a grant, a bonus, a benefit.
pub(super) static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    whole_words(
        r"budget|budgets|grants|a\ grant|grant\ of|in\ grants|grant\ portfolio|fund|funds|funding|endowment|turnover|revenue|revenues|
            raised|raise|raising|investment|investments|invested|investing|income|donation|donations|bonus|bonuses|referral|reward|
            allowance|allowances|reimbursement|reimbursed|reimburse|insurance|assurance|pension|match|relocation|tuition|voucher|
            vouchers|savings|saving|discount|worth|valued|valuation|assets|sales|quota|arr|prize|prizes|award|awards|parking|expenses|
            equipment|professional\ development|learning|home\ office|wellness|wellbeing|fsa|hsa|deductible|premium|premiums|expenditure|
            spend|spending|contracts|contract\ value|cost|costs|costing|saved|coworking|co-working|scholarship|loan|loans|childcare|
            internet|phone|series|financing|venture|capital|portfolio|economy|ticket|fine|purchase|lifetime|minimum\ payment|supplement|
            high\ cost|401|401k|save|saves|maximum\ payment|fee|fees|
            subscription|dbs|check|checks|disclosure|deducted|refer|contribution|charge|completion",
    )
});

/// Says that a sum comes on top of pay, even after a word that announces pay: `a supplement of 15 % of the salary, at least £3,700`.
pub(super) static EXTRA: LazyLock<Regex> = LazyLock::new(|| {
    whole_words(
        r"supplement|premia|premium|welcome\ payment|recruitment\ payment|relocation|additional|bursary|enhancement|maternity|
            minimum\ payment|maximum\ payment|over\ [0-9]\ years",
    )
});

/// A sign or word of money, or of a period of pay.
pub(super) static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[$£€₹₦₱¥]|salar|salá|salai|pay|paid|compensa|wage|usd|eur|gbp|chf|cad|aud|nzd|inr|zar|kes|sek|nok|dkk|pln|annum|hour|remuner|rémun|gehalt|verg|lohn|loon|lön|p\.a|pa(?-u:\b)|pro rata|rate|stipend|sueldo|retribu|rs",
    )
    .expect("a constant pattern")
});

/// Part of every statement of pay in words.
pub(super) static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"salar|salai|pay|paid|compensa|remuner|rémun|vergüt|gehalt|tv|entgelt|volunt|ehrenamt").expect("a constant pattern")
});

fn whole_words(alternatives: &str) -> Regex {
    Regex::new(&format!(r"(?x)(?-u:\b)(?:{alternatives})(?-u:\b)")).expect("a constant pattern")
}
