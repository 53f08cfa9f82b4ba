//! What the vehicles cost besides fuel and workshops: what comes again, and what just comes.

use chrono::{Days, Months};
use furgo_shared::{
    due::Basis,
    expenses::{
        CreateExpense, ExpenseCategory as Category, ExpenseRecurrence as Every, PayExpense, Period,
    },
    id::ExpenseId,
    time::Day,
};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::{
    Author, Entry, Note, Roads,
    hands::driver_of,
    oddities::{before, working_day},
    prices::cents,
    road::DAYS,
};

/// Something that comes again and again.
struct Bill {
    vehicle: &'static str,
    category: Category,
    description: &'static str,
    cents: i64,
    every: Every,
    /// Days from today until it is due next.
    due_in: u64,
    lead_days: Option<u32>,
}

#[rustfmt::skip] // Read it as a table.
const BILLS: &[Bill] = &[
    Bill { vehicle: "Transit",  category: Category::Insurance, description: "Asegurua, arrisku guztietarako",                  cents: 61240, every: Every::Yearly,    due_in: 118, lead_days: None },
    Bill { vehicle: "Dokker",   category: Category::Insurance, description: "Asegurua, hirugarrenentzat eta kristaletarako",   cents: 38990, every: Every::Yearly,    due_in: 64,  lead_days: None },
    Bill { vehicle: "Kangoo-E", category: Category::Insurance, description: "Asegurua, arrisku guztietarako",                  cents: 53420, every: Every::Yearly,    due_in: 203, lead_days: None },
    Bill { vehicle: "Berlingo", category: Category::Insurance, description: "Asegurua, hirugarrenentzat eta kristaletarako",   cents: 41875, every: Every::Yearly,    due_in: 9,   lead_days: None },
    Bill { vehicle: "Rifter",   category: Category::Insurance, description: "Asegurua, arrisku guztietarako",                  cents: 55730, every: Every::Yearly,    due_in: 161, lead_days: None },
    Bill { vehicle: "Transit",  category: Category::Tax,       description: "Zirkulazio-zerga, Tolosa",                        cents: 14260, every: Every::Yearly,    due_in: 143, lead_days: None },
    Bill { vehicle: "Dokker",   category: Category::Tax,       description: "Zirkulazio-zerga, Tolosa",                        cents: 9820,  every: Every::Yearly,    due_in: 143, lead_days: None },
    Bill { vehicle: "Kangoo-E", category: Category::Tax,       description: "Zirkulazio-zerga, Tolosa, elektrikoa",            cents: 2455,  every: Every::Yearly,    due_in: 143, lead_days: None },
    Bill { vehicle: "Berlingo", category: Category::Tax,       description: "Zirkulazio-zerga, Tolosa",                        cents: 9820,  every: Every::Yearly,    due_in: 143, lead_days: None },
    Bill { vehicle: "Rifter",   category: Category::Tax,       description: "Zirkulazio-zerga, Tolosa, hibrido entxufagarria", cents: 6210,  every: Every::Yearly,    due_in: 143, lead_days: None },
    Bill { vehicle: "Transit",  category: Category::Financing, description: "Kutxa hotzaren leasinga",                         cents: 11850, every: Every::Monthly,   due_in: 17,  lead_days: Some(5) },
    Bill { vehicle: "Kangoo-E", category: Category::Financing, description: "Bateriaren leasinga",                             cents: 7400, every: Every::Monthly,   due_in: 17,  lead_days: Some(5) },
    Bill { vehicle: "Rifter",   category: Category::Parking,   description: "Aparkaleku estalia, Apatta",                      cents: 13500, every: Every::Quarterly, due_in: 38,  lead_days: Some(14) },
];

/// Something that just comes, and how much it costs at least and at most, in cents.
type Errand = (Category, &'static str, i64, i64);

#[rustfmt::skip] // Read it as a table.
const ERRANDS: &[Errand] = &[
    (Category::Parking, "Aparkalekua, Donostia",             180, 940),
    (Category::Parking, "Aparkalekua, Tolosa, gune urdina",   60, 280),
    (Category::Toll,    "AP-8, Zarautz",                     195, 460),
    (Category::Toll,    "AP-1, Eibar",                       290, 685),
    (Category::Washing, "Garbiketa",                         700, 1400),
    (Category::Washing, "Barrua eskuz garbituta",           1800, 2500),
    (Category::Other,   "Zama lotzeko uhalak eta mantak",   1250, 3990),
    (Category::Other,   "Kristal-garbigailuen eskuilak",    1690, 2850),
];

/// All expenses.
pub fn tell(roads: &Roads, today: Day, chance: &mut StdRng, entries: &mut Vec<Entry>) {
    for bill in BILLS {
        bill.tell(today, chance, entries);
    }
    for vehicle in roads.keys() {
        errands(vehicle, today, chance, entries);
    }
    let day = working_day(before(today, 63));
    let fine = CreateExpense {
        notes: Some("Hogei egunen barruan ordainduta: erdia".to_owned()),
        ..expense("Transit", day, (Category::Fine, "Gehiegizko abiadura, N-1, Legorreta", 5000))
    };
    entries.push(Entry { day, by: Author::Dispatcher, note: Note::Expense(fine) });
}

impl Bill {
    /// From the first time in the story on, each is paid when it is due.
    fn tell(&self, today: Day, chance: &mut StdRng, entries: &mut Vec<Entry>) {
        let next = today.checked_add_days(Days::new(self.due_in)).unwrap_or(today);
        let begin = before(today, DAYS);
        // Counted back from the next one, so that days at the end of a month stay the same.
        let earlier = |times: u32| match self.every.period() {
            Period::Months(months) => next.checked_sub_months(Months::new(months * times)),
            Period::Days(days) => next.checked_sub_days(Days::new((days * times).into())),
        };
        let mut days: Vec<Day> = (1..).map_while(earlier).take_while(|day| *day >= begin).collect();
        let Some(first) = days.pop() else { return };
        let id = id(first, chance);
        let what = (self.category, self.description, self.cents);
        let bill = CreateExpense {
            id: Some(id),
            recurrence: Some(self.every),
            next_due: days.last().copied().or(Some(next)),
            lead_days: self.lead_days,
            ..expense(self.vehicle, first, what)
        };
        entries.push(Entry { day: first, by: Author::Dispatcher, note: Note::Expense(bill) });
        for day in days.into_iter().rev() {
            let payment = PayExpense { id: None, date: Some(day), amount: None };
            entries.push(Entry { day, by: Author::Dispatcher, note: Note::Payment(id, payment) });
        }
    }
}

/// An id as a client makes it.
fn id(day: Day, chance: &mut StdRng) -> ExpenseId {
    let millis = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
    let millis = u64::try_from(millis).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &chance.random()).into_uuid().into()
}

/// Now and then something small.
fn errands(vehicle: &str, today: Day, chance: &mut StdRng, entries: &mut Vec<Entry>) {
    let mut days_back = DAYS - chance.random_range(1..14);
    while days_back > 0 {
        let Some((category, description, least, most)) = ERRANDS.choose(chance).copied() else {
            return;
        };
        let day = working_day(before(today, days_back));
        // Machines give change in five cents.
        let amount = chance.random_range(least..=most) / 5 * 5;
        let note = Note::Expense(expense(vehicle, day, (category, description, amount)));
        entries.push(Entry { day, by: driver_of(vehicle, chance), note });
        days_back = days_back.saturating_sub(chance.random_range(9..24));
    }
}

/// A fine is the driver's own fault; everything else is an expense of the firm.
fn expense(
    vehicle: &str,
    day: Day,
    (category, description, amount): (Category, &str, i64),
) -> CreateExpense {
    CreateExpense {
        id: None,
        vehicle: vehicle.to_owned(),
        date: day,
        category,
        amount: cents(amount),
        description: description.to_owned(),
        recurrence: None,
        next_due: None,
        recurrence_basis: Basis::Fixed,
        lead_days: None,
        tax_deductible: category != Category::Fine,
        files: Vec::new(),
        notes: None,
        payment_of: None,
        pays_due: None,
    }
}
