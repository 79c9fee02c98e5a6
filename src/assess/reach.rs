//! How far each skill is, and how far it should be: what a radar draws.

use super::{Gap, Standing};
use crate::model::Level;

/// One skill as a shape shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach<'a> {
    pub name: &'a str,
    pub own: Option<u8>,
    pub asked: Option<u8>,
}

impl Gap {
    /// Whether levels are asked for, by a ladder or by targets of the owner's; else the cells of the roles decide.
    pub fn asks_for_levels(&self) -> bool {
        self.skills.iter().any(|gap| gap.expected.is_some())
    }
}

impl Standing {
    /// The reach of each skill of a gap, in its order, and the furthest that there is. Where no levels are asked for, it
    /// is counted in roles: up to the highest that the matrix claims.
    pub fn reaches(&self, gap: &Gap) -> (Vec<Reach<'_>>, u8) {
        let number = |role: usize| u8::try_from(role + 1).unwrap_or(u8::MAX);
        let n_roles = u8::try_from(self.roles.len()).unwrap_or(u8::MAX);
        let (by_level, top) = if gap.asks_for_levels() { (true, 5) } else { (false, n_roles) };
        let reaches = gap.skills.iter().map(|of_gap| {
            let skill = &self.skills[of_gap.skill];
            let (own, asked) = if by_level {
                (skill.level.map(Level::number), of_gap.expected.map(Level::number))
            } else {
                (self.highest_claim(skill).map(number), gap.role.map(number))
            };
            Reach { name: &skill.name, own, asked }
        });
        (reaches.collect(), top)
    }

    /// The role to aim at where none is chosen: the lowest that is not claimed whole, else the highest.
    pub fn next_role(&self) -> Option<usize> {
        let is_open = |role: &usize| {
            let tally = self.gap(Some(*role)).tally();
            tally.claimed < tally.of
        };
        (0..self.roles.len()).find(is_open).or(self.roles.len().checked_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::standing;

    #[test]
    fn reaches_are_levels_where_they_are_asked_for_else_roles() {
        let matrix = |target: &str| {
            let text = format!(
                "|Skill|Junior|Senior|Level|Target|\n|-|-|-|-|-|\n|A|✅|🔲|2|{target}|\n|B|✅|✅|5||\n"
            );
            let standing = standing(&text, None);
            let gap = standing.gap(standing.next_role());
            let (reaches, top) = standing.reaches(&gap);
            (reaches.iter().map(|reach| (reach.own, reach.asked)).collect::<Vec<_>>(), top, gap.role)
        };
        assert_eq!(matrix("4"), (vec![(Some(2), Some(4)), (Some(5), None)], 5, Some(0)));
        assert_eq!(matrix(""), (vec![(Some(1), Some(2)), (Some(2), Some(2))], 2, Some(1)));
    }
}
