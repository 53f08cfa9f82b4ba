//! Quantity, price for each unit and total: two of them are typed, the third is reckoned. Whichever
//! two were typed last win.

use furgo_shared::{money::Currency, units::Fixed, validate::FieldErrors};

use crate::{features::entries::measured::shown_number, format::parse_fixed};

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Quantity,
    UnitPrice,
    Cost,
}

impl Part {
    const ALL: [Self; 3] = [Self::Quantity, Self::UnitPrice, Self::Cost];
}

/// The three fields as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    pub quantity: String,
    pub unit_price: String,
    pub cost: String,
    /// Typed, the oldest first; at most two.
    typed: Vec<Part>,
}

impl Amounts {
    /// What is stored: the price follows from the other two.
    pub fn stored(quantity: String, cost: String, currency: Currency) -> Self {
        let mut amounts = Self::default();
        amounts.set(Part::Quantity, quantity, currency);
        amounts.set(Part::Cost, cost, currency);
        amounts
    }

    /// Somebody typed one of them.
    pub fn set(&mut self, part: Part, text: String, currency: Currency) {
        self.typed.retain(|typed| *typed != part);
        if !text.trim().is_empty() {
            self.typed.push(part);
        }
        *self.text_mut(part) = text;
        if self.typed.len() > 2 {
            self.typed.remove(0);
        }
        match self.reckoned() {
            Some(third) => *self.text_mut(third) = self.third(third, currency).unwrap_or_default(),
            // What was reckoned from two means nothing with one of them gone.
            None => {
                let left = Part::ALL.into_iter().filter(|part| !self.typed.contains(part));
                for part in left.collect::<Vec<_>>() {
                    self.text_mut(part).clear();
                }
            }
        }
    }

    /// The one that follows from the others, once two are typed.
    pub fn reckoned(&self) -> Option<Part> {
        let third = Part::ALL.into_iter().find(|part| !self.typed.contains(part));
        third.filter(|_| self.typed.len() == 2)
    }

    fn text_mut(&mut self, part: Part) -> &mut String {
        match part {
            Part::Quantity => &mut self.quantity,
            Part::UnitPrice => &mut self.unit_price,
            Part::Cost => &mut self.cost,
        }
    }

    fn third(&self, part: Part, currency: Currency) -> Option<String> {
        let (quantity, price, cost) =
            (number(&self.quantity), number(&self.unit_price), number(&self.cost));
        let decimals = usize::try_from(currency.decimals()).unwrap_or_default();
        let (number, decimals) = match part {
            Part::Quantity => (cost? / price?, 2),
            Part::UnitPrice => (cost? / quantity?, 3),
            Part::Cost => (quantity? * price?, decimals),
        };
        number.is_finite().then(|| shown_number(number, decimals))
    }
}

fn number(text: &str) -> Option<f64> {
    parse_fixed(text, text, &mut FieldErrors::default()).map(|number: Fixed<3>| number.to_f64())
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;
    use crate::format::set_locale;

    fn typed(steps: &[(Part, &str)]) -> Amounts {
        let mut amounts = Amounts::default();
        for (part, text) in steps {
            amounts.set(*part, (*text).to_owned(), Currency::EUR);
        }
        amounts
    }

    #[test]
    fn the_two_typed_last_make_the_third() {
        use Part::{Cost, Quantity, UnitPrice};
        set_locale(Locale::En);
        for (steps, shown, reckoned) in [
            (vec![(Quantity, "40")], ("40", "", ""), None),
            (vec![(Quantity, "40"), (Cost, "60")], ("40", "1.5", "60"), Some(UnitPrice)),
            (
                vec![(Quantity, "41,43"), (UnitPrice, "1.499")],
                ("41,43", "1.499", "62.1"),
                Some(Cost),
            ),
            (
                vec![(Cost, "62.10"), (UnitPrice, "1.499")],
                ("41.43", "1.499", "62.10"),
                Some(Quantity),
            ),
            // The quantity was typed first: now it follows from what came later.
            (
                vec![(Quantity, "40"), (Cost, "60"), (UnitPrice, "2")],
                ("30", "2", "60"),
                Some(Quantity),
            ),
            // Correcting a figure keeps it among the last two.
            (
                vec![(Quantity, "40"), (Cost, "60"), (Quantity, "30")],
                ("30", "2", "60"),
                Some(UnitPrice),
            ),
            // Taking one back takes back what followed from it.
            (vec![(Quantity, "40"), (Cost, "60"), (Cost, "")], ("40", "", ""), None),
            (vec![(Quantity, "0"), (Cost, "60")], ("0", "", "60"), Some(UnitPrice)),
            (vec![(Quantity, "forty"), (Cost, "60")], ("forty", "", "60"), Some(UnitPrice)),
        ] {
            let amounts = typed(&steps);
            let texts =
                (amounts.quantity.as_str(), amounts.unit_price.as_str(), amounts.cost.as_str());
            assert_eq!((texts, amounts.reckoned()), (shown, reckoned), "{steps:?}");
        }
    }

    #[test]
    fn a_total_has_the_decimals_of_its_currency() {
        set_locale(Locale::Es);
        for (code, total) in [("EUR", "62,1"), ("JPY", "62"), ("KWD", "62,104")] {
            let mut amounts = Amounts::default();
            let currency = code.parse().unwrap_or_default();
            amounts.set(Part::Quantity, "41,43".to_owned(), currency);
            amounts.set(Part::UnitPrice, "1,499".to_owned(), currency);
            assert_eq!(amounts.cost, total, "{code}");
        }
    }
}
