//! Which of some names a misspelt one was probably meant to be.

/// Longer names are not compared: nobody types them, and comparing takes time by the length of both.
const MAX_CHARS: usize = 64;

/// The one of `names` that `typed` is probably meant to be, in any case and with `_` for `-`.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: String = typed.to_lowercase().replace('_', "-").chars().take(MAX_CHARS).collect();
    names
        .into_iter()
        .filter(|name| name.len() <= 4 * MAX_CHARS)
        .map(|name| (strsim::osa_distance(&typed, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.len() / 3).clamp(1, 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_is_told_from_another_word() {
        for (typed, meant) in [
            ("drak", Some("dark")),
            ("Dark", Some("dark")),
            ("skipped_as_done", Some("skipped-as-done")),
            ("toggledone", Some("toggle-done")),
            ("purple", None),
            ("", None),
            ("backned", Some("BACKEND")),
        ] {
            let names = ["dark", "light", "skipped-as-done", "toggle-done", "BACKEND"];
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }
}
