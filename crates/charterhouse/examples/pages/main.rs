//! How long pages take: a server on 127.0.0.1 over an organisation on disk,
//! eight connections that ask for one page after another, first in quiet and
//! then with writes coming in beside them.
//!
//! `cargo run --release -p charterhouse --example pages -- [--members N] [--data DIR]
//! [--seconds S] [--writes W] [--only TEXT]`. Without a folder an organisation is
//! made up in one that goes again. Figures are JSON lines on standard output.

mod asking;
mod organisation;
mod writing;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use asking::{Connection, Page};
use clerk::Clerk;

/// What may go wrong, in words.
type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Each page is asked for so often to know what it takes of the processors.
const PROCESSOR_TURNS: usize = 60;
/// Ticks in which Linux counts processor time.
const TICKS_A_SECOND: u32 = 100;

/// Connections that ask at the same time.
const CONNECTIONS: usize = 8;

/// What was asked for on the command line.
struct Asked {
    members: u32,
    data: Option<std::path::PathBuf>,
    seconds: u64,
    writes: u32,
    only: String,
}

impl Asked {
    fn read() -> Result<Asked, Trouble> {
        let mut asked = Asked {
            members: 1_000_000,
            data: None,
            seconds: 20,
            writes: 20,
            only: String::new(),
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let value = words.next().ok_or("an option without its value")?;
            match word.as_str() {
                "--members" => asked.members = value.parse()?,
                "--data" => asked.data = Some(value.into()),
                "--seconds" => asked.seconds = value.parse()?,
                "--writes" => asked.writes = value.parse()?,
                "--only" => asked.only = value,
                other => return Err(format!("no such option: {other}").into()),
            }
        }
        Ok(asked)
    }
}

fn main() -> Result<(), Trouble> {
    let asked = Asked::read()?;
    let made = match &asked.data {
        Some(_) => None,
        None => Some(tempfile::tempdir()?),
    };
    if let Some(folder) = &made {
        organisation::make(folder.path(), asked.members)?;
    }
    let folder = asked.data.as_deref().or(made.as_ref().map(|it| it.path()));
    let clerk = Clerk::open(folder.ok_or("no folder")?, clerk::Options::default())?;
    let size = clerk.read(|state, _| state.member_count())?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let router = web::router(clerk.clone(), web::Settings::default())?;
    let serving = std::thread::spawn(move || -> Result<(), Trouble> {
        tokio::runtime::Runtime::new()?.block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let end = async move { drop(ended.await) };
            Ok(web::serve(listener, router, end).await?)
        })
    });
    let measured = measure(&asked, &clerk, address, size);
    end.send(()).unwrap_or_default();
    serving.join().map_err(|_| "the server panicked")??;
    measured
}

fn measure(asked: &Asked, clerk: &Clerk, address: SocketAddr, size: u32) -> Result<(), Trouble> {
    let mut pages = asking::pages(clerk)?;
    pages.retain(|page| page.name.contains(&asked.only));
    let plan = pages.iter().position(|page| page.name == "/plan");
    let plan = plan.map(|at| pages.remove(at));
    first(clerk, address, size, pages.iter().chain(&plan))?;
    let quiet = run(&pages, address, asked.seconds, None)?;
    report("quiet", size, &pages, quiet)?;
    let busy = run(&pages, address, asked.seconds, Some((clerk, asked.writes)))?;
    report("writing", size, &pages, busy)?;
    if let Some(plan) = plan {
        // A plan is for nobody to look at eight times a second; it is measured by itself.
        let plan = [plan];
        let again = run(&plan, address, asked.seconds.min(5), None)?;
        report("quiet", size, &plan, again)?;
    }
    Ok(())
}

/// Each page alone: once after a write, and once again.
fn first<'a>(
    clerk: &Clerk,
    address: SocketAddr,
    size: u32,
    pages: impl Iterator<Item = &'a Page>,
) -> Result<(), Trouble> {
    let mut connection = Connection::open(address)?;
    let mut writes = writing::Writes::new(clerk)?;
    for page in pages {
        let mut after_write = Vec::new();
        let mut again = Vec::new();
        for turn in 0..7 {
            writes.submit()?;
            after_write.push(connection.get(page, turn)?);
            again.push(connection.get(page, turn)?);
        }
        processor(&mut connection, page, size)?;
        let name = &page.name;
        figure(
            &format!("page first after a write {name}"),
            size,
            part(&mut after_write, 50),
        )?;
        figure(&format!("page again {name}"), size, part(&mut again, 50))?;
    }
    Ok(())
}

/// What a page takes of the processors, asking and drawing together; it stays
/// the same where others work on the machine. Only where the system tells it.
fn processor(connection: &mut Connection, page: &Page, size: u32) -> Result<(), Trouble> {
    let Some(before) = ticks() else {
        return Ok(());
    };
    for turn in 0..PROCESSOR_TURNS {
        connection.get(page, turn)?;
    }
    let ticks = ticks().unwrap_or(before).saturating_sub(before);
    let each = Duration::from_secs(ticks) / TICKS_A_SECOND / u32::try_from(PROCESSOR_TURNS)?;
    figure(&format!("page processor {}", page.name), size, each)
}

/// Ticks of processor time of this process so far, in its own code and for it.
fn ticks() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_ascii_whitespace().skip(11);
    let own: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(own + system)
}

/// How long each page took, page by page, with everybody asking at once.
fn run(
    pages: &[Page],
    address: SocketAddr,
    seconds: u64,
    writing: Option<(&Clerk, u32)>,
) -> Result<Vec<Vec<Duration>>, Trouble> {
    let over = AtomicBool::new(false);
    let next = AtomicUsize::new(0);
    let ask = || -> Result<Vec<(usize, Duration)>, Trouble> {
        let mut connection = Connection::open(address)?;
        let mut took = Vec::new();
        while !over.load(Ordering::Relaxed) {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let at = turn % pages.len().max(1);
            if let Some(page) = pages.get(at) {
                took.push((at, connection.get(page, turn / pages.len())?));
            }
        }
        Ok(took)
    };
    let took = std::thread::scope(|scope| -> Result<Vec<_>, Trouble> {
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        let writer = writing.map(|(clerk, each_second)| {
            let over = &over;
            scope.spawn(move || writing::trickle(clerk, each_second, over))
        });
        std::thread::sleep(Duration::from_secs(seconds));
        over.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for one in asking {
            all.extend(one.join().map_err(|_| "a connection panicked")??);
        }
        writer
            .map_or(Ok(Ok(())), |it| it.join())
            .map_err(|_| "the writer panicked")??;
        Ok(all)
    })?;
    let mut by_page = vec![Vec::new(); pages.len()];
    for (at, took) in took {
        if let Some(list) = by_page.get_mut(at) {
            list.push(took);
        }
    }
    Ok(by_page)
}

fn report(how: &str, size: u32, pages: &[Page], took: Vec<Vec<Duration>>) -> Result<(), Trouble> {
    let mut all: Vec<Duration> = took.iter().flatten().copied().collect();
    for (page, mut took) in pages.iter().zip(took) {
        figure(
            &format!("page p50 {how} {}", page.name),
            size,
            part(&mut took, 50),
        )?;
        figure(
            &format!("page p99 {how} {}", page.name),
            size,
            part(&mut took, 99),
        )?;
    }
    if pages.len() > 1 {
        figure(&format!("page p50 {how}"), size, part(&mut all, 50))?;
        figure(&format!("page p99 {how}"), size, part(&mut all, 99))?;
        figure(&format!("page p100 {how}"), size, part(&mut all, 100))?;
    }
    Ok(())
}

/// So many in a hundred took no longer.
fn part(took: &mut [Duration], in_a_hundred: usize) -> Duration {
    took.sort_unstable();
    let at = (took.len() * in_a_hundred).div_ceil(100).saturating_sub(1);
    took.get(at).copied().unwrap_or_default()
}

fn figure(figure: &str, size: u32, took: Duration) -> Result<(), Trouble> {
    let value = (took.as_secs_f64() * 100_000.0).round() / 100.0;
    let line = serde_json::json!({"figure": figure, "size": size, "value": value, "unit": "ms"});
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// The time something takes.
fn timed<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<(T, Duration), Trouble> {
    let begun = Instant::now();
    Ok((work()?, begun.elapsed()))
}
