//! A browser window as a person uses it: they follow links, fill fields by
//! their labels and press buttons, and each of these is counted.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;

use super::Driver;
use super::faults::FAULTS;

/// How long a page may take to show what it should.
const PATIENCE: Duration = Duration::from_secs(20);

/// The screen somebody sits at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// A small telephone: 360 points wide.
    Phone,
    /// A desk.
    Desk,
}

/// One person's window.
pub(crate) struct Window {
    client: Client,
    /// Declared behind the client, so that it outlives it.
    driver: Driver,
    interactions: Cell<u32>,
}

impl Window {
    /// Opens a new browser that knows nothing.
    pub(crate) async fn open(screen: Screen) -> Window {
        let mut driver = Driver::start();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities())
            .connect(&driver.address())
            .await
            .expect("a browser opens");
        driver.opened(
            client
                .session_id()
                .await
                .expect("an answer")
                .expect("a session"),
        );
        let window = Window {
            client,
            driver,
            interactions: Cell::new(0),
        };
        let (width, height, is_phone) = match screen {
            Screen::Phone => (360, 740, true),
            Screen::Desk => (1280, 860, false),
        };
        window.resize(width, height, is_phone);
        window
    }

    /// Sets the size in points; a phone also has touch and a fine screen.
    pub(crate) fn resize(&self, width: u32, height: u32, is_phone: bool) {
        self.driver.command(
            "Emulation.setDeviceMetricsOverride",
            &serde_json::json!({
                "width": width, "height": height, "mobile": is_phone,
                "deviceScaleFactor": if is_phone { 2 } else { 1 },
            }),
        );
        self.driver.command(
            "Emulation.setTouchEmulationEnabled",
            &serde_json::json!({ "enabled": is_phone }),
        );
    }

    /// Asks pages for their dark or light form.
    pub(crate) fn dark(&self, is_dark: bool) {
        let value = if is_dark { "dark" } else { "light" };
        self.driver.command(
            "Emulation.setEmulatedMedia",
            &serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] }),
        );
    }

    /// Takes programs of pages away from the browser, and makes sure that they are gone.
    pub(crate) async fn without_programs(&self) {
        self.driver.command(
            "Emulation.setScriptExecutionDisabled",
            &serde_json::json!({ "value": true }),
        );
        self.go("data:text/html,<title>calm</title><script>document.title='busy'</script>")
            .await;
        assert_eq!(self.client.title().await.expect("a title"), "calm");
    }

    /// Goes to an address, as somebody does who typed it or had it bookmarked.
    pub(crate) async fn go(&self, address: &str) {
        self.client.goto(address).await.expect("the page opens");
    }

    /// Follows the link with these words, or the first whose words begin with them.
    pub(crate) async fn follow(&self, words: &str) {
        self.press_first(
            words,
            &[
                "//a[normalize-space(.)={}]",
                "//a[starts-with(normalize-space(.), {})]",
            ],
        )
        .await;
    }

    /// Presses the button with these words.
    pub(crate) async fn press(&self, words: &str) {
        self.press_first(
            words,
            &[
                "//button[normalize-space(.)={}]",
                "//input[@type='submit' and @value={}]",
                "//summary[normalize-space(.)={}]",
            ],
        )
        .await;
    }

    /// Ticks or unticks what the label stands for.
    pub(crate) async fn tick(&self, label: &str) {
        self.press_first(
            label,
            &[
                "//label[normalize-space(.)={}]",
                "//label[starts-with(normalize-space(.), {})]",
            ],
        )
        .await;
    }

    /// The words beside every box of this name that is ticked.
    pub(crate) async fn ticked(&self, name: &str) -> Vec<String> {
        let path = format!("//label[input[@name={}]]", quoted(name));
        let mut words = Vec::new();
        for label in self
            .client
            .find_all(Locator::XPath(&path))
            .await
            .expect("a search")
        {
            let ticked = label.find(Locator::Css("input")).await.expect("its box");
            if ticked.is_selected().await.expect("ticked or not") {
                words.push(label.text().await.expect("its words").trim().to_owned());
            }
        }
        words
    }

    /// Types into the field with this label.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        self.interactions.set(self.interactions.get() + 1);
        if field.tag_name().await.expect("a tag") == "select" {
            field
                .select_by_label(text)
                .await
                .expect("the choice is there");
        } else {
            field.clear().await.expect("the field empties");
            field
                .send_keys(text)
                .await
                .expect("the field takes the text");
        }
    }

    /// Puts a text into the field with this label at once, as somebody does who pastes it
    /// or picks a day.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        self.interactions.set(self.interactions.get() + 1);
        let target = serde_json::to_value(&field).expect("an element has a name");
        let script = "arguments[0].value = arguments[1]";
        self.client
            .execute(script, vec![target, text.into()])
            .await
            .expect("the field takes the text");
    }

    /// How many bytes the page has, before it is packed.
    pub(crate) async fn weight(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].decodedBodySize";
        let bytes = self.client.execute(script, Vec::new()).await;
        bytes
            .expect("the page can be looked at")
            .as_u64()
            .unwrap_or(0)
    }

    async fn field(&self, label: &str) -> Element {
        let labelled = self
            .wait(&[format!(
                "//label[starts-with(normalize-space(.), {})]",
                quoted(label)
            )])
            .await;
        match labelled.attr("for").await.expect("the label answers") {
            Some(id) => self
                .client
                .find(Locator::Id(&id))
                .await
                .expect("the label's field"),
            None => labelled
                .find(Locator::Css("input,textarea,select"))
                .await
                .expect("the label's field"),
        }
    }

    async fn press_first(&self, words: &str, paths: &[&str]) {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.replace("{}", &quoted(words)))
            .collect();
        let element = self.wait(&paths).await;
        self.interactions.set(self.interactions.get() + 1);
        // A reader scrolls until nothing that sticks to an edge lies over it.
        let target = serde_json::to_value(&element).expect("an element has a name");
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.client
            .execute(scroll, vec![target])
            .await
            .expect("the page scrolls");
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{words:?} cannot be pressed: {error}"));
    }

    /// The first element that one of the paths finds and that can be seen.
    async fn wait(&self, paths: &[String]) -> Element {
        let begun = Instant::now();
        loop {
            for path in paths {
                let found = self.client.find_all(Locator::XPath(path)).await;
                for element in found.unwrap_or_default() {
                    if element.is_displayed().await.unwrap_or(false) {
                        return element;
                    }
                }
            }
            if begun.elapsed() > PATIENCE {
                panic!(
                    "nothing like {paths:?} on {}:\n{}",
                    self.address().await,
                    self.text().await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page shows the words.
    pub(crate) async fn shows(&self, words: &str) {
        let begun = Instant::now();
        loop {
            let text = self.text().await;
            if text.contains(words) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                panic!(
                    "{words:?} does not stand on {}:\n{text}",
                    self.address().await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until another page than one whose path ends so is there.
    pub(crate) async fn gone_from_ending(&self, ending: &str) {
        let address = self.address().await;
        let path = address.split('?').next().unwrap_or_default();
        if path.ends_with(ending) {
            self.gone_from(path).await;
        }
    }

    /// Waits until another page than the one at `path` is there.
    pub(crate) async fn gone_from(&self, path: &str) {
        let begun = Instant::now();
        while self.address().await.split('?').next() == Some(path) {
            if begun.elapsed() > PATIENCE {
                panic!("still on {path}:\n{}", self.text().await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.arrived().await;
    }

    /// Waits until the page is there as a whole: between two pages there is none.
    async fn arrived(&self) {
        let script = "return document.readyState === 'complete' && document.body !== null";
        let begun = Instant::now();
        loop {
            let whole = self.client.execute(script, Vec::new()).await;
            if whole.is_ok_and(|whole| whole == true) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "the page does not arrive");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What stands in the field with this label.
    pub(crate) async fn value(&self, label: &str) -> String {
        let field = self.field(label).await;
        field
            .prop("value")
            .await
            .expect("the field answers")
            .unwrap_or_default()
    }

    /// The addresses of this site that the page leads to.
    pub(crate) async fn links(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('a[href]')]
            .map(link => new URL(link.getAttribute('href'), document.baseURI)).filter(url => url.host === location.host)
            .map(url => url.pathname + url.search);";
        let links = self
            .client
            .execute(script, Vec::new())
            .await
            .expect("the page can be looked at");
        let links = links.as_array().cloned().unwrap_or_default();
        links
            .iter()
            .filter_map(|link| link.as_str().map(str::to_owned))
            .collect()
    }

    /// What a reader can see, as text: nothing while one page gives way to the next.
    pub(crate) async fn text(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The address of the page, without its host.
    pub(crate) async fn address(&self) -> String {
        let url = self.client.current_url().await.expect("an address");
        url.query().map_or_else(
            || url.path().to_owned(),
            |query| format!("{}?{query}", url.path()),
        )
    }

    /// How many taps, fields and links it took since the window opened or was last asked to count.
    pub(crate) fn interactions(&self) -> u32 {
        self.interactions.replace(0)
    }

    /// Fails where the page is wider than the screen, where it lacks what a screen reader
    /// goes by, where the keyboard or the thumb does not reach, and where letters are hard
    /// to tell from the paper.
    pub(crate) async fn can_be_used_by_everybody(&self) {
        let faults = self.faults().await;
        assert!(faults.is_empty(), "{}: {faults:#?}", self.address().await);
    }

    /// What keeps somebody from using the page.
    pub(crate) async fn faults(&self) -> Vec<String> {
        self.arrived().await;
        let faults = self.client.execute(FAULTS, Vec::new()).await;
        let faults = faults.expect("the page can be looked at");
        let faults = faults.as_array().cloned().unwrap_or_default();
        let words = faults.iter().filter_map(|fault| fault.as_str());
        words.map(str::to_owned).collect()
    }

    /// Gives a file to the field with this label.
    pub(crate) async fn give(&self, label: &str, file: &std::path::Path) {
        let field = self.field(label).await;
        self.interactions.set(self.interactions.get() + 1);
        let path = file.to_str().expect("a path of letters");
        field
            .send_keys(path)
            .await
            .expect("the field takes the file");
    }

    /// What the window shows, as a picture (PNG).
    pub(crate) async fn seen(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    /// Waits until a picture of the page has come and has pixels.
    pub(crate) async fn shows_a_picture(&self) {
        let begun = Instant::now();
        let script = "
            const picture = document.querySelector('main img');
            if (picture) picture.scrollIntoView({ behavior: 'instant' });
            return picture ? picture.naturalWidth : 0;";
        loop {
            let width = self.client.execute(script, Vec::new()).await;
            if width.is_ok_and(|width| width.as_u64().unwrap_or(0) > 0) {
                return;
            }
            let address = self.address().await;
            assert!(begun.elapsed() < PATIENCE, "no picture on {address}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Keeps a picture of the window where `CHARTERHOUSE_SCREENSHOTS` names a
    /// folder, seen from the top folder of the project.
    pub(crate) async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("CHARTERHOUSE_SCREENSHOTS") else {
            return;
        };
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(folder);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }
}

/// A text as XPath writes it.
fn quoted(text: &str) -> String {
    assert!(
        !text.contains('"'),
        "a quotation mark cannot be searched for"
    );
    format!("\"{text}\"")
}
