//! What a job pays: least and most, currency and period, from a line of the source or from the text of an ad.

mod cues;
mod currency;
mod figures;
mod in_text;
mod period;
mod ranges;
mod wording;

pub use in_text::pay_in_text;

/// What a sum of pay is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// An hour.
    Hour,
    /// A working day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// `hour`, `day`, `week`, `month` or `year`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// How many of these a full-time year has: 12 months, 52 weeks, 260 days, or 52 weeks of so many hours.
    fn per_year(self, hours_per_week: f64) -> f64 {
        match self {
            Self::Hour => 52.0 * hours_per_week,
            Self::Day => 260.0,
            Self::Week => 52.0,
            Self::Month => 12.0,
            Self::Year => 1.0,
        }
    }
}

/// What an ad says of pay in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PayWords {
    /// By agreement, or to be confirmed.
    Negotiable,
    /// Competitive, attractive.
    Competitive,
    /// According to experience or qualification.
    DependsOnExperience,
    /// A grade or pay scale without its sums: `Band 5`, `TVöD E13`.
    Scale,
    /// A post for volunteers.
    Volunteer,
    /// Unpaid.
    Unpaid,
}

impl PayWords {
    /// `negotiable`, `competitive`, `depends_on_experience`, `scale`, `volunteer` or `unpaid`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negotiable => "negotiable",
            Self::Competitive => "competitive",
            Self::DependsOnExperience => "depends_on_experience",
            Self::Scale => "scale",
            Self::Volunteer => "volunteer",
            Self::Unpaid => "unpaid",
        }
    }
}

/// How a figure per year came about, for the column `pay_basis`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PayBasis {
    /// Stated for a year.
    Stated,
    /// Stated without a period; its size says that it is for a year.
    Assumed,
    /// Stated for a shorter period, and multiplied.
    Annualized(Period),
    /// Stated without a period; its size says which, and it was multiplied.
    AssumedAnnualized(Period),
    /// A sum without a known period, or for a piece of work: no figure per year.
    Unknown,
    /// Words only.
    Words(PayWords),
}

impl PayBasis {
    /// Such as `stated_per_year`, `assumed_per_year`, `annualized_from_hour`, `annualized_from_assumed_hour`, `period_unknown`,
    /// `words_negotiable`, `words_scale`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated | Self::Annualized(Period::Year) => "stated_per_year",
            Self::Assumed | Self::AssumedAnnualized(Period::Year) => "assumed_per_year",
            Self::Annualized(Period::Hour) => "annualized_from_hour",
            Self::Annualized(Period::Day) => "annualized_from_day",
            Self::Annualized(Period::Week) => "annualized_from_week",
            Self::Annualized(Period::Month) => "annualized_from_month",
            Self::AssumedAnnualized(Period::Hour) => "annualized_from_assumed_hour",
            Self::AssumedAnnualized(Period::Day) => "annualized_from_assumed_day",
            Self::AssumedAnnualized(Period::Week) => "annualized_from_assumed_week",
            Self::AssumedAnnualized(Period::Month) => "annualized_from_assumed_month",
            Self::Unknown => "period_unknown",
            Self::Words(PayWords::Negotiable) => "words_negotiable",
            Self::Words(PayWords::Competitive) => "words_competitive",
            Self::Words(PayWords::DependsOnExperience) => "words_depends_on_experience",
            Self::Words(PayWords::Scale) => "words_scale",
            Self::Words(PayWords::Volunteer) => "words_volunteer",
            Self::Words(PayWords::Unpaid) => "words_unpaid",
        }
    }
}

/// What a posting says of pay.
///
/// A single sum is least and most at once. `from X` has no most, `up to X` no least. Several ranges for the same period and in the same
/// currency become one, from the least to the most; what is added on top (`+ £4,000 HCAS`, bonuses) is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Pay {
    /// The least.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
    /// ISO 4217 code: that of the sign or code beside the sum, otherwise that of the country. A bare `$` is the country's dollar or peso,
    /// and USD where the country is unknown or has none.
    pub currency: Option<String>,
    /// What the sums are for; `None` when the text does not say and their size does not either, or when they are for a piece of work.
    pub period: Option<Period>,
    /// Whether the period is stated, and no conclusion from the size of the sums. A stated period that cannot be, such as £38,000 an hour,
    /// is not believed.
    pub period_is_stated: bool,
    /// Whether the sums are those of a full-time post, to be reduced for part-time.
    pub is_pro_rata: bool,
    /// What is said in words.
    pub words: Option<PayWords>,
}

impl Pay {
    /// Pay per year at full time: 12 months, 52 weeks, 260 days, or 52 weeks of 37.5 hours. With one end open, the other stands for both.
    pub fn per_year(&self) -> Option<(f64, f64)> {
        self.per_year_at(None)
    }

    /// The same with the weekly hours of a full-time post as the ad states them; from 30 to 60 is believed.
    pub fn per_year_at(&self, hours_per_week: Option<f64>) -> Option<(f64, f64)> {
        let hours = hours_per_week.filter(|hours| (30.0..=60.0).contains(hours)).unwrap_or(37.5);
        let factor = self.period?.per_year(hours);
        let min = self.min.or(self.max)?;
        let cents = |sum: f64| (sum * factor * 100.0).round() / 100.0;
        Some((cents(min), cents(self.max.unwrap_or(min))))
    }

    /// How the figure per year came about.
    pub fn basis(&self) -> PayBasis {
        match (self.min.or(self.max), self.period, self.words) {
            (Some(_), Some(Period::Year), _) if self.period_is_stated => PayBasis::Stated,
            (Some(_), Some(Period::Year), _) => PayBasis::Assumed,
            (Some(_), Some(period), _) if self.period_is_stated => PayBasis::Annualized(period),
            (Some(_), Some(period), _) => PayBasis::AssumedAnnualized(period),
            (None, _, Some(words)) => PayBasis::Words(words),
            _ => PayBasis::Unknown,
        }
    }
}

/// Reads one line about pay: schema.org's `baseSalary` as a line, or the salary line of an ad.
///
/// `None` when it states neither a sum nor anything in words. Linear in the line, of which 400 bytes are read.
pub fn read_pay(raw: &str, country_iso2: Option<&str>) -> Option<Pay> {
    let lower = raw[..raw.floor_char_boundary(400)].to_ascii_lowercase();
    let lower = lower.replace("&amp;", "&").replace('\\', "");
    let ranges = ranges::ranges(&lower);
    ranges::pay_of(&lower, &ranges, country_iso2).or_else(|| wording::pay_words(&lower).map(|words| in_words(words, &lower)))
}

/// Pay without a sum.
fn in_words(words: PayWords, lower: &str) -> Pay {
    Pay { min: None, max: None, currency: None, period: None, period_is_stated: false, is_pro_rata: wording::is_pro_rata(lower), words: Some(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(raw: &str, country: Option<&str>) -> String {
        let Some(pay) = read_pay(raw, country) else { return "-".to_owned() };
        let sum = |sum: Option<f64>| sum.map_or("?".to_owned(), |sum| sum.to_string());
        let period = pay.period.map_or("?", Period::as_str);
        let mark = if pay.period_is_stated { "" } else { "~" };
        let rata = if pay.is_pro_rata { " pro rata" } else { "" };
        match (pay.min.or(pay.max), pay.words) {
            (None, Some(words)) => words.as_str().to_owned(),
            _ => format!("{} {} {} {mark}{period}{rata}", sum(pay.min), sum(pay.max), pay.currency.as_deref().unwrap_or("?")),
        }
    }

    #[test]
    fn lines_as_ads_have_them() {
        for (raw, wanted) in [
            ("£38,000 - £45,000 per annum", "38000 45000 GBP year"),
            ("GBP 38000 to 45000.5 per year", "38000 45000.5 GBP year"),
            ("£7,400 - £9,100 £8,050 per annum pro rata", "7400 9100 GBP year pro rata"),
            ("£9.15ph", "9.15 9.15 GBP hour"),
            ("£41-46k", "41000 46000 GBP ~year"),
            ("38.000 €", "38000 38000 EUR ~year"),
            ("38 000 € brut par an", "38000 38000 EUR year"),
            ("3.200 €", "3200 3200 EUR ~month"),
            ("CHF 95'000", "95000 95000 CHF ~year"),
            ("£20-33p/h", "20 33 GBP hour"),
            ("£22k", "22000 22000 GBP ~year"),
            ("65,000–85,000 USD", "65000 85000 USD ~year"),
            ("$25/hr", "25 25 USD hour"),
            ("Up to £10,400 per session", "? 10400 GBP ~?"),
            ("£110 per hour plus expenses", "110 110 GBP hour"),
            ("£31,900 - £37,200 pa + £4,000 HCAS", "31900 37200 GBP year"),
            ("Up to £26,000 + £3,500 ILW", "? 26000 GBP ~year"),
            ("Band 6 £31,365-£37,890 (ref 2020/11)", "31365 37890 GBP ~year"),
            ("24,214 - 30,112 (pro rata)", "24214 30112 ? ~year pro rata"),
            ("£18.10 p/h weekdays, £20.30 p/h nights", "18.1 20.3 GBP hour"),
            ("From £31,000 per annum", "31000 ? GBP year"),
            ("£45,000 to £38,000", "38000 45000 GBP ~year"),
            ("£12 per hour rising to £13", "12 13 GBP hour"),
            ("£19.10 per hour - £22.05 per hour", "19.1 22.05 GBP hour"),
            ("GBP 10.81 per year", "10.81 10.81 GBP ~hour"),
            ("£18,100 to £19,300 per annum (£9.30 - £9.90 per hour)", "18100 19300 GBP year"),
            ("49-53,000 Euros + 0.1% stock", "49000 53000 EUR ~year"),
            ("US$ 24.000 anuales", "24000 24000 USD year"),
            ("12 LPA", "1200000 1200000 ? year"),
            ("£24,900 - £30,600 for 22.5 hours per week", "24900 30600 GBP ~year"),
            ("0.00", "-"),
            ("1 - 2", "-"),
            ("per annum", "-"),
            ("Band 5", "scale"),
            ("neg", "negotiable"),
            ("Competitive", "competitive"),
            ("", "-"),
        ] {
            assert_eq!(shown(raw, None), wanted, "{raw}");
        }
    }

    #[test]
    fn the_country_tells_what_a_bare_sign_is() {
        for (raw, country, wanted) in [
            ("$80,000 a year", "CA", "80000 80000 CAD year"),
            ("$80,000 a year", "DE", "80000 80000 USD year"),
            ("$80,000 USD", "AU", "80000 80000 USD ~year"),
            ("R450 000 per annum", "ZA", "450000 450000 ZAR year"),
            ("24,214 - 30,112", "GB", "24214 30112 GBP ~year"),
            ("420 000 kr", "NO", "420000 420000 NOK ~year"),
        ] {
            assert_eq!(shown(raw, Some(country)), wanted, "{raw} {country}");
        }
    }

    #[test]
    fn pay_per_year() {
        for (raw, wanted) in [
            ("£10 per hour", 19_500.0),
            ("£100 a day", 26_000.0),
            ("£500 per week", 26_000.0),
            ("€3.000 im Monat", 36_000.0),
            ("up to £30k pa", 30_000.0),
        ] {
            assert_eq!(read_pay(&raw.to_ascii_lowercase(), None).and_then(|pay| pay.per_year()), Some((wanted, wanted)), "{raw}");
        }
        let hourly = read_pay("$20 - $25 an hour", None).expect("pay");
        assert_eq!((hourly.per_year_at(Some(40.0)), hourly.basis().as_str()), (Some((41_600.0, 52_000.0)), "annualized_from_hour"));
    }
}
