//! Amounts and figures -> bars on a scale.

use crate::document::{Bar, Bars, Line, Scale};
use crate::model::{Amount, Number, Str, Unit};

/// Steps at which a scale may end.
const STEPS: [f64; 11] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
/// An arrow needs room to be seen.
const ROOM_FOR_ARROW: f64 = 1.5;

/// Stretches of time as bars; none, if one of them counts no time.
pub fn times(stretches: impl IntoIterator<Item = (String, Amount, Line)>) -> Option<Bars> {
    let mut bars = Vec::new();
    let mut longest = (0.0, Unit::Hour);
    for (label, amount, text) in stretches {
        let hours = hours_in(amount.unit)?;
        let (from, to) = stretch(&amount)?;
        let bar = Bar { label, from: from * hours, to: to.map(|to| to * hours), text };
        if reach(&bar) > longest.0 {
            longest = (reach(&bar), amount.unit);
        }
        bars.push(bar);
    }
    let (most, unit) = longest;
    let hours = hours_in(unit)?;
    let end = step_above(most / hours);
    let unit = if end == 1.0 { unit.words().0 } else { unit.words().1 };
    Some(Bars { bars, scale: Scale { end: end * hours, shown: shown(end), unit: unit.into() } })
}

/// Figures as bars.
pub fn figures(figures: impl IntoIterator<Item = (String, Number)>, unit: Str) -> Bars {
    let bar = |(label, figure): (String, Number)| Bar {
        label,
        from: 0.0,
        to: Some(figure.get()),
        text: Line::text(figure.to_string()),
    };
    let bars: Vec<Bar> = figures.into_iter().map(bar).collect();
    let end = step_above(bars.iter().map(reach).fold(0.0, f64::max));
    Bars { bars, scale: Scale { end, shown: shown(end), unit } }
}

fn hours_in(unit: Unit) -> Option<f64> {
    Some(match unit {
        Unit::Second => 1.0 / 3600.0,
        Unit::Minute => 1.0 / 60.0,
        Unit::Hour => 1.0,
        Unit::Day => 24.0,
        Unit::Week => 168.0,
        Unit::Month => 730.5,
        Unit::Year => 8766.0,
        _ => return None,
    })
}

/// From where to where an amount reaches: `at least 30` has no end, `up to 8` begins at nothing.
fn stretch(amount: &Amount) -> Option<(f64, Option<f64>)> {
    let [low, value, high] = [amount.low, amount.value, amount.high].map(|number| number.map(Number::get));
    match (low, value, high) {
        (Some(low), _, high) => Some((low, high)),
        (None, Some(value), high) => Some((value, high.or(Some(value)))),
        (None, None, Some(high)) => Some((0.0, Some(high))),
        (None, None, None) => None,
    }
}

/// How far a bar is drawn.
fn reach(bar: &Bar) -> f64 {
    bar.to.unwrap_or(bar.from * ROOM_FOR_ARROW)
}

/// The next round number: 120 for 105.6.
fn step_above(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = power_of_ten(value);
    let step = STEPS.into_iter().find(|step| step * power >= value * (1.0 - 1e-9)).unwrap_or(10.0);
    (step * power * 1e6).round() / 1e6
}

/// The greatest power of ten that is not above a number: 100 for 250.
pub fn power_of_ten(number: f64) -> f64 {
    let written = format!("{number:e}");
    let exponent = written.split_once('e').map_or("0", |(_, exponent)| exponent);
    format!("1e{exponent}").parse().unwrap_or(1.0)
}

fn shown(end: f64) -> String {
    Number::try_from(end).map(|end| end.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(low: Option<f64>, high: Option<f64>, unit: Unit) -> (String, Amount, Line) {
        let number = |number: Option<f64>| number.and_then(|n| Number::try_from(n).ok());
        (String::new(), Amount { low: number(low), value: None, high: number(high), unit }, Line::default())
    }

    #[test]
    fn a_power_of_ten_is_exact() {
        let powers: Vec<f64> = [250.0, 1000.0, 999.9, 1.0, 0.03].into_iter().map(power_of_ten).collect();
        assert_eq!(powers, [100.0, 1000.0, 100.0, 1.0, 0.01]);
    }

    #[test]
    fn a_scale_ends_at_a_round_number_in_the_unit_of_its_longest_bar() {
        let bars = times([amount(Some(30.0), Some(105.6), Unit::Hour), amount(Some(1.0), Some(90.0), Unit::Minute)]);
        let scale = bars.expect("times").scale;
        assert_eq!((scale.end, scale.shown.as_str(), scale.unit.as_str()), (120.0, "120", "hours"));
    }

    #[test]
    fn at_least_has_no_end_and_up_to_begins_at_nothing() {
        let bars = times([amount(Some(30.0), None, Unit::Hour), amount(None, Some(2.0), Unit::Day)]).expect("times");
        let ends: Vec<(f64, Option<f64>)> = bars.bars.iter().map(|bar| (bar.from, bar.to)).collect();
        assert_eq!(ends, [(30.0, None), (0.0, Some(48.0))]);
        assert_eq!((bars.scale.shown.as_str(), bars.scale.unit.as_str()), ("2", "days"));
    }

    #[test]
    fn what_counts_no_time_is_no_stretch_of_time() {
        assert_eq!(times([amount(Some(1.0), None, Unit::Milligram)]), None);
    }
}
