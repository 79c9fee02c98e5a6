//! Punycode (RFC 3492): a label of a site's name in ASCII, as the network knows it.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 0x80;
/// No label of a name is longer (RFC 1035, 2.3.4); a longer one names nothing and stays as it is.
const MAX_CHARS: usize = 63;

/// A label in lower case as ASCII: `bücher` → `xn--bcher-kva`.
pub(super) fn of_label(label: &str) -> String {
    if label.is_ascii() || label.chars().count() > MAX_CHARS {
        return label.to_owned();
    }
    format!("xn--{}", encode(label))
}

fn encode(label: &str) -> String {
    let chars: Vec<u32> = label.chars().map(u32::from).collect();
    let mut encoded: String = label.chars().filter(char::is_ascii).collect();
    let n_plain = encoded.len() as u32;
    let mut handled = n_plain;
    if n_plain > 0 {
        encoded.push('-');
    }
    let (mut code, mut delta, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    while (handled as usize) < chars.len() {
        let Some(next) = chars.iter().copied().filter(|&char| char >= code).min() else { break };
        // At most 64 times the highest code point: this does not overflow.
        delta += (next - code) * (handled + 1);
        code = next;
        for &char in &chars {
            delta += u32::from(char < code);
            if char == code {
                push_number(&mut encoded, delta, bias);
                bias = adapted(delta, handled + 1, handled == n_plain);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        code += 1;
    }
    encoded
}

/// A number of variable length.
fn push_number(encoded: &mut String, mut number: u32, bias: u32) {
    let digit = |digit: u32| char::from_digit(if digit < 26 { digit + 10 } else { digit - 26 }, BASE);
    for at in (BASE..).step_by(BASE as usize) {
        let threshold = at.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if number < threshold {
            break;
        }
        let rest = number - threshold;
        encoded.extend(digit(threshold + rest % (BASE - threshold)));
        number = rest / (BASE - threshold);
    }
    encoded.extend(digit(number));
}

fn adapted(delta: u32, n_chars: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / n_chars;
    let mut bias = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        bias += BASE;
    }
    bias + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_those_that_the_network_knows() {
        for (label, expected) in [
            ("nodejs", "nodejs"),
            ("bücher", "xn--bcher-kva"),
            ("аpple", "xn--pple-43d"),
            ("münchen", "xn--mnchen-3ya"),
            ("例え", "xn--r8jz45g"),
            ("テスト", "xn--zckzah"),
            ("испытание", "xn--80akhbyknj4f"),
            ("παράδειγμα", "xn--hxajbheg2az3al"),
        ] {
            assert_eq!(of_label(label), expected);
        }
        let long = "ä".repeat(64);
        assert_eq!(of_label(&long), long);
        assert!(of_label(&"\u{10ffff}".repeat(63)).is_ascii());
    }
}
