//! One chromedriver with one browser session, both ended when the value is dropped.

use crate::{Outcome, failure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use xtask::browser::{Browser, FLAGS};

/// A browser under control.
pub struct Driver {
    /// The WebDriver session.
    pub browser: WebDriver,
    port: u16,
    process: Process,
}

/// chromedriver, and the folder of this run.
struct Process {
    child: Child,
    folder: PathBuf,
}

impl Driver {
    /// Starts chromedriver on a free port, and a headless browser with a profile of its own.
    pub async fn start(width: u32, height: u32) -> Outcome<Driver> {
        let programs = Browser::find()?;
        let folder = own_folder()?;
        let (child, port) = listening(&programs.driver)?;
        let process = Process { child, folder };
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&programs.program.to_string_lossy())?;
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", process.folder.join("profile").display()))?;
        wanted.add_arg(&format!("--window-size={width},{height}"))?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let browser = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
        browser.set_script_timeout(Duration::from_secs(120)).await?;
        Ok(Driver { browser, port, process })
    }

    /// A folder for this run's files, removed with the rest.
    pub fn folder(&self) -> &Path {
        &self.process.folder
    }

    /// The process id of chromedriver, the ancestor of all of the browser's processes.
    pub fn process_id(&self) -> u32 {
        self.process.child.id()
    }
}

/// A chromedriver that listens, and its port. It takes any port that is free in one family of addresses, and ends if somebody has the
/// same one in the other.
fn listening(program: &Path) -> Outcome<(Child, u16)> {
    let mut tries = 3;
    loop {
        let mut child =
            Command::new(program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        tries -= 1;
        match told_port(&mut child) {
            Ok(port) => return Ok((child, port)),
            Err(failure) => {
                // It has ended, or says nothing of use.
                child.kill().ok();
                child.wait()?;
                if tries == 0 {
                    return Err(failure);
                }
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The crate's own way of ending a session without `await` waits two minutes for an answer that came long ago. The
        // browser would outlive its driver if nobody ended the session.
        let request = format!(
            "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.browser.session_id(),
            self.port
        );
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            stream.set_read_timeout(Some(Duration::from_secs(10))).ok();
            stream.write_all(request.as_bytes()).ok();
            // Any answer means that the browser is gone.
            stream.read_exact(&mut [0; 12]).ok();
        }
        self.browser.clone().leak().ok();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

fn told_port(child: &mut Child) -> Outcome<u16> {
    let output = child.stdout.take().ok_or_else(|| failure("chromedriver has no output"))?;
    let mut lines = BufReader::new(output).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        })
        .ok_or_else(|| failure("chromedriver did not tell its port"))?;
    // It blocks when nobody reads what it says later.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(port)
}

fn own_folder() -> Outcome<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("assay-e2e-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
