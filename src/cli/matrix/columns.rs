//! Which matrix and which of its columns is meant.

use super::line;
use crate::cli::items::{column_kind, plain_heading};
use crate::cli::open::Opened;
use crate::cli::output::{Failure, usage};
use crate::config::nearest;
use crate::error::Error;
use crate::markdown::inline;
use crate::model::Roadmap;
use crate::model::matrix::Matrix;

/// The matrices that can be meant: all, or the one with this number or with these words in its heading.
pub(super) fn matrices<'a>(opened: &'a Opened, wanted: Option<&str>) -> Result<Vec<Matrix<'a>>, Failure> {
    let roadmap = opened.roadmap();
    let all: Vec<Matrix<'_>> = roadmap.matrices().collect();
    if all.is_empty() {
        let error = Error::new("find the matrix in", "there is none").at(&opened.shown);
        return Err(error.hint("a table of skills with states or levels beside them is one").into());
    }
    let Some(wanted) = wanted else { return Ok(all) };
    let heading = |matrix: &Matrix<'_>| {
        plain_heading(roadmap, roadmap.section(matrix.section).heading_text()).to_lowercase()
    };
    let found: Vec<Matrix<'_>> = match wanted.trim().parse::<usize>() {
        Ok(number) => number.checked_sub(1).and_then(|index| all.get(index)).copied().into_iter().collect(),
        Err(_) => {
            let wanted = wanted.trim().to_lowercase();
            all.iter().filter(|matrix| heading(matrix).contains(&wanted)).copied().collect()
        }
    };
    if found.is_empty() {
        let error =
            Error::new("find the matrix in", format!("there is no matrix `{wanted}`")).at(&opened.shown);
        let told = |(index, matrix): (usize, &Matrix<'_>)| {
            let heading = plain_heading(roadmap, roadmap.section(matrix.section).heading_text());
            format!("{}  :{}  {heading}", index + 1, line(roadmap, matrix))
        };
        let details = all.iter().enumerate().map(told).collect();
        let error = error.hint("name one of these by its number or by words of its heading");
        return Err(Failure { error, details });
    }
    Ok(found)
}

/// The columns of a matrix that can be meant by a title in any case, by a number, or by the beginning of a title.
pub(super) fn columns(roadmap: &Roadmap, matrix: &Matrix<'_>, wanted: &str) -> Vec<usize> {
    let wanted = wanted.trim().to_lowercase();
    let all = 0..matrix.kinds.len();
    let title = |column: &usize| title(roadmap, matrix, *column).to_lowercase();
    let exact: Vec<usize> = all.clone().filter(|column| title(column) == wanted).collect();
    if !exact.is_empty() || wanted.is_empty() {
        return exact;
    }
    if let Ok(number) = wanted.parse::<usize>() {
        return number.checked_sub(1).filter(|column| all.contains(column)).into_iter().collect();
    }
    all.filter(|column| title(column).starts_with(&wanted)).collect()
}

/// Why no column of these matrices, or no single one, is meant.
pub(super) fn no_column<'m>(opened: &Opened, matrices: &'m [Matrix<'m>], wanted: &str) -> Failure {
    let roadmap = opened.roadmap();
    let n_found = matrices.iter().map(|matrix| columns(roadmap, matrix, wanted).len()).max().unwrap_or(0);
    let reason = match n_found {
        0 => format!("there is no column `{wanted}`"),
        n => format!("`{wanted}` can mean {n} columns"),
    };
    let error = Error::new("choose the column in", reason).at(&opened.shown);
    let all = || {
        let columns = |matrix: &'m Matrix<'m>| (0..matrix.kinds.len()).map(move |column| (matrix, column));
        matrices.iter().flat_map(columns)
    };
    let titles: Vec<String> = all().map(|(matrix, column)| title(roadmap, matrix, column)).collect();
    let meant = nearest(wanted, titles.iter().map(String::as_str)).filter(|_| n_found == 0);
    let hint = meant.map_or_else(
        || "name one of these by its title or its number".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    let details = all().zip(&titles).map(|((matrix, column), title)| {
        format!("{}  {title}  {}", column + 1, column_kind(matrix.kinds[column]))
    });
    Failure { details: details.collect(), error: error.hint(hint) }
}

fn title(roadmap: &Roadmap, matrix: &Matrix<'_>, column: usize) -> String {
    inline::plain(&matrix.title(column), roadmap.definitions()).trim().to_owned()
}

/// A value that does not go into a column of this kind.
pub(super) fn no_value(value: &str, what: &str, hint: String) -> Failure {
    usage("set the cell", format!("`{value}` is no {what}"), hint).into()
}
