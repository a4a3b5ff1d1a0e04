//! Reads what an independent implementation says and compares; reruns the scripts where Python has what they import.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The JSON of one script, by the script's name.
#[track_caller]
pub(crate) fn read(name: &str) -> Value {
    let path = folder().join(name).with_extension("json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{} is not JSON: {error}", path.display()))
}

/// The cases under `key`, of which there are at least 50.
#[track_caller]
pub(crate) fn cases<'a>(oracle: &'a Value, key: &str) -> &'a [Value] {
    let cases = oracle[key].as_array().unwrap_or_else(|| panic!("no list {key}"));
    assert!(cases.len() >= 50, "{} cases of {key} are not 50", cases.len());
    cases
}

/// A number, whole or not.
#[track_caller]
pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// A count.
#[track_caller]
pub(crate) fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is not a count"))
}

/// A list of numbers, where null is NaN.
#[track_caller]
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|item| item.as_f64().unwrap_or(f64::NAN)).collect()
}

/// Equal to 1e-9, of the value where that is above 1.
#[track_caller]
pub(crate) fn same(what: &str, found: f64, expected: &Value) {
    let expected = number(expected);
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

/// Equal to 1e-9 of the value, however small, as p-values must be.
#[track_caller]
pub(crate) fn same_digits(what: &str, found: f64, expected: &Value) {
    let expected = number(expected);
    assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{what}: {found:e} is not {expected:e}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle")
}

/// Every script in the folder says what its JSON says. `PYTHON` names the interpreter where it is not `python3`.
#[test]
fn the_scripts_still_say_what_is_stored() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let Ok(output) = Command::new(&python).arg("-B").arg(folder().join("rerun.py")).output() else {
        return eprintln!("skipped: there is no {python}");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let scripts: Value = serde_json::from_slice(&output.stdout).expect("rerun.py prints JSON");
    for (name, script) in scripts.as_object().expect("scripts by name") {
        match &script["skipped"] {
            Value::String(reason) => eprintln!("skipped {name}: {reason}"),
            _ => same_value(name, &script["said"], &read(name)),
        }
    }
}

/// Equal but for the last digits, in which versions of scipy differ.
fn same_value(at: &str, found: &Value, expected: &Value) {
    match (found, expected) {
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(i, (a, b))| same_value(&format!("{at}[{i}]"), a, b));
        }
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().zip(b).for_each(|((key, a), (_, b))| same_value(&format!("{at}.{key}"), a, b));
        }
        (Value::Number(a), Value::Number(_)) if a.is_f64() => same_digits(at, number(found), expected),
        _ => assert_eq!(found, expected, "{at}"),
    }
}
