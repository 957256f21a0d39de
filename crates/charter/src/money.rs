//! Money: whole numbers of a currency's smallest unit, never anything with a
//! point in the machine. How many places a currency has is in ISO 4217.

use std::fmt;

/// A currency by its code in ISO 4217: `EUR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies without a smaller unit.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
/// Currencies whose smaller unit is a thousandth.
const THOUSANDTHS: &str = "BHD IQD JOD KWD LYD OMR TND";
/// All others in use: their smaller unit is a hundredth.
const HUNDREDTHS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB \
    BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD \
    FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT \
    LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK \
    NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW \
    ZWG";

/// Largest amount a record takes, in smallest units: sums over any organisation stay exact.
pub const MINOR_MAX: i64 = 100_000_000_000;

impl Currency {
    /// What ISO 4217 writes where there is no currency.
    pub const NONE: Currency = Currency(*b"XXX");

    /// The currency with this code, in capitals.
    #[must_use]
    pub fn named(code: &str) -> Option<Currency> {
        let known = |list: &str| list.split_whitespace().any(|it| it == code);
        let there = known(HUNDREDTHS) || known(WHOLE) || known(THOUSANDTHS);
        let bytes = code.as_bytes().try_into().ok()?;
        there.then_some(Currency(bytes))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Places behind the point.
    #[must_use]
    pub fn places(self) -> u32 {
        let within = |list: &str| list.split_whitespace().any(|it| it == self.code());
        match (within(WHOLE), within(THOUSANDTHS)) {
            (true, _) => 0,
            (false, true) => 3,
            (false, false) => 2,
        }
    }

    /// An amount written as `1.50`; none where it is none of this currency.
    #[must_use]
    pub fn amount(self, text: &str) -> Option<i64> {
        let (whole, behind) = match text.split_once('.') {
            Some((whole, behind)) if !behind.is_empty() => (whole, behind),
            Some(_) => return None,
            None => (text, ""),
        };
        let places = usize::try_from(self.places()).ok()?;
        let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || behind.len() > places || !digits(whole) || !digits(behind) {
            return None;
        }
        let minor: i64 = format!("{whole}{behind:0<places$}").parse().ok()?;
        (minor <= MINOR_MAX).then_some(minor)
    }

    /// So many smallest units as a decimal: `1.50`, `-0.05`.
    #[must_use]
    pub fn decimal(self, minor: i64) -> String {
        let places = self.places();
        let scale = 10_u64.pow(places);
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, rest) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
        if places == 0 {
            return format!("{sign}{whole}");
        }
        let width = usize::try_from(places).unwrap_or(0);
        format!("{sign}{whole}.{rest:0width$}")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// In smallest units.
    pub minor: i64,
    /// Of this.
    pub currency: Currency,
}

impl Money {
    /// An amount written as `1.50 EUR`.
    #[must_use]
    pub fn read(text: &str) -> Option<Money> {
        let (amount, code) = text.trim().split_once(' ')?;
        let currency = Currency::named(code.trim())?;
        let minor = currency.amount(amount)?;
        Some(Money { minor, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency.decimal(self.minor), self.currency)
    }
}

/// A share of something, in millionths: exact for percentages of up to four places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part(pub u32);

/// The whole, in millionths.
const WHOLE_PART: u32 = 1_000_000;

/// What becomes of what does not fill a smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rounding {
    /// It is left out.
    Down,
    /// It counts as a whole one.
    Up,
    /// It counts from a half on.
    Nearest,
}

impl Part {
    /// A share written as `0.5%`.
    #[must_use]
    pub fn read(text: &str) -> Option<Part> {
        let number = text.trim().strip_suffix('%')?.trim_end();
        let (whole, behind) = number.split_once('.').unwrap_or((number, ""));
        let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        let wrong = whole.is_empty() || behind.len() > 4 || number.ends_with('.');
        if wrong || !digits(whole) || !digits(behind) {
            return None;
        }
        let part: u32 = format!("{whole}{behind:0<4}").parse().ok()?;
        (part <= WHOLE_PART).then_some(Part(part))
    }

    /// The share of an amount.
    #[must_use]
    pub fn of(self, minor: i64, rounding: Rounding) -> i64 {
        let whole = i128::from(WHOLE_PART);
        let product = i128::from(minor).saturating_mul(i128::from(self.0));
        let more = match rounding {
            Rounding::Down => 0,
            Rounding::Up => whole - 1,
            Rounding::Nearest => whole / 2,
        };
        i64::try_from(product.saturating_add(more).div_euclid(whole)).unwrap_or(0)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, behind) = (self.0 / 10_000, self.0 % 10_000);
        if behind == 0 {
            return write!(f, "{whole}%");
        }
        let behind = format!("{behind:04}");
        write!(f, "{whole}.{}%", behind.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::named(code).unwrap()
    }

    #[test]
    fn amounts_have_the_places_of_their_currency() {
        let (euro, yen, dinar) = (currency("EUR"), currency("JPY"), currency("KWD"));
        assert_eq!(euro.amount("1.50"), Some(150));
        assert_eq!(euro.amount("1.5"), Some(150));
        assert_eq!(euro.amount("7"), Some(700));
        assert_eq!(yen.amount("7"), Some(7));
        assert_eq!(dinar.amount("0.001"), Some(1));
        for wrong in [
            "1.505",
            "1.",
            ".5",
            "",
            "-1",
            "+1",
            "1,5",
            "1e3",
            "9999999999",
        ] {
            assert_eq!(euro.amount(wrong), None, "{wrong}");
        }
        assert_eq!(yen.amount("1.5"), None);
        assert_eq!(euro.decimal(-5), "-0.05");
        assert_eq!(yen.decimal(5), "5");
        assert_eq!(dinar.decimal(1_000), "1.000");
        assert_eq!(Currency::named("eur"), None);
        assert_eq!(Currency::named("XYZ"), None);
    }

    #[test]
    fn every_amount_comes_back_as_it_was_written() {
        for code in ["EUR", "JPY", "KWD"] {
            let currency = currency(code);
            for minor in (0..5_000).chain([MINOR_MAX]) {
                assert_eq!(currency.amount(&currency.decimal(minor)), Some(minor));
            }
        }
    }

    #[test]
    fn a_share_is_exact_and_rounded_as_it_is_told() {
        let half = Part::read("0.5%").unwrap();
        assert_eq!(half.of(300_000, Rounding::Down), 1_500);
        assert_eq!(half.of(199, Rounding::Down), 0);
        assert_eq!(half.of(199, Rounding::Up), 1);
        assert_eq!(half.of(99, Rounding::Nearest), 0);
        assert_eq!(half.of(100, Rounding::Nearest), 1);
        assert_eq!(half.to_string(), "0.5%");
        assert_eq!(
            Part::read("100%").unwrap().of(MINOR_MAX, Rounding::Down),
            MINOR_MAX
        );
        for wrong in ["0.5", "101%", "1.%", "0.00001%", "%", "-1%"] {
            assert_eq!(Part::read(wrong), None, "{wrong}");
        }
    }
}
