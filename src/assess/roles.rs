//! The roles of a standing, by their names.

use std::fmt;

use super::{Standing, phrases};
use crate::model::Roadmap;
use crate::spelling::nearest;

/// A name that no role has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRole {
    pub name: String,
    /// The role that was probably meant.
    pub nearest: Option<String>,
    /// Those there are.
    pub roles: Vec<String>,
}

impl Standing {
    /// The role of a name: in any case, and `Mid` is `Mid-Level Developer` where no other role could be.
    pub fn role(&self, name: &str) -> Result<usize, UnknownRole> {
        find(&self.roles, name).ok_or_else(|| UnknownRole {
            name: name.to_owned(),
            nearest: nearest(name, self.roles.iter().map(String::as_str)).map(str::to_owned),
            roles: self.roles.clone(),
        })
    }

    /// The role that the front matter aims at; none where it names none.
    pub fn target_role(&self, roadmap: &Roadmap) -> Result<Option<usize>, UnknownRole> {
        roadmap.front_matter.target.as_deref().map(|name| self.role(name)).transpose()
    }
}

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no role `{}`", self.name)?;
        match (&self.nearest, &*self.roles) {
            (Some(name), _) => write!(f, "; did you mean `{name}`?"),
            (None, []) => {
                write!(f, "; a ladder or columns such as Junior and Senior in the matrix give roles")
            }
            (None, roles) => write!(f, "; there are {}", roles.join(", ")),
        }
    }
}

/// The role of a name: in any case, else the only one that is the same but for words that say no more.
pub(super) fn find(roles: &[String], name: &str) -> Option<usize> {
    let lower = name.trim().to_lowercase();
    let exact = roles.iter().position(|role| role.to_lowercase() == lower);
    let core = core(name);
    let mut alike = (0..roles.len()).filter(|&index| !core.is_empty() && self::core(&roles[index]) == core);
    exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))
}

/// `Mid-Level Developer` → `mid`
fn core(role: &str) -> Vec<String> {
    let mut words: Vec<String> = phrases::words(role).collect();
    while words.last().is_some_and(|word| matches!(word.as_str(), "level" | "developer" | "engineer")) {
        words.pop();
    }
    words
}
