//! What two other readers see in a text: the tables, with the words of their cells.

use comrak::nodes::{Node, NodeValue};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Rows of cells, the header first.
pub(crate) type Grid = Vec<Vec<String>>;

/// As pulldown-cmark has it, without what the program corrects in its reading.
pub(crate) fn pulldown(text: &str) -> Vec<Grid> {
    let mut tables: Vec<Grid> = Vec::new();
    let mut cell: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Grid::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => tables.last_mut().unwrap().push(Vec::new()),
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                let row = tables.last_mut().unwrap().last_mut().unwrap();
                row.push(cell.take().unwrap());
            }
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                cell.iter_mut().for_each(|cell| cell.push_str(&text));
            }
            _ => {}
        }
    }
    tables
}

/// As comrak has it, which follows cmark-gfm.
pub(crate) fn comrak(text: &str) -> Vec<Grid> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, text, &options);
    let is_table = |node: &Node<'_>| matches!(node.data().value, NodeValue::Table(_));
    let tables = root.descendants().filter(is_table);
    let row = |row: Node<'_>| row.children().map(words).collect();
    tables.map(|table| table.children().map(row).collect()).collect()
}

fn words(cell: Node<'_>) -> String {
    let mut words = String::new();
    for node in cell.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::HtmlInline(html) => words.push_str(html),
            _ => {}
        }
    }
    words
}
