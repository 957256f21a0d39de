//! Writes every page with made-up content into a folder, to be looked at:
//! `cargo run -p web --example gallery -- FOLDER`.

#[path = "../tests/it/samples/mod.rs"]
mod samples;

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "gallery".to_owned());
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(
        folder.join("style.css"),
        include_str!("../assets/style.css"),
    )?;
    for (name, page) in samples::pages("style.css").map_err(std::io::Error::other)? {
        std::fs::write(folder.join(name).with_extension("html"), page)?;
    }
    Ok(())
}
