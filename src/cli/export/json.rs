//! What `status`, `list --all` and `matrix` print, in one document.

use serde::Serialize;

use crate::cli::items::{ItemJson, Items};
use crate::cli::matrix::{MatrixJson, matrices_json};
use crate::cli::open::Opened;
use crate::cli::output::{Failure, json};
use crate::cli::status::{StatusJson, status_json};
use crate::progress::status;

#[derive(Debug, Serialize)]
struct ExportJson {
    file: String,
    status: StatusJson,
    items: Vec<ItemJson>,
    matrices: Vec<MatrixJson>,
}

pub(super) fn text(opened: &Opened) -> Result<String, Failure> {
    let items = Items::new(opened);
    let document = ExportJson {
        file: opened.name(),
        status: status_json(opened, &status(opened.roadmap())),
        items: items.iter().map(|found| items.json(found)).collect(),
        matrices: matrices_json(opened.roadmap()),
    };
    Ok(json(&document)?.text)
}
