//! Reads a file for the session: alone, or with other workers that read parts of it.

use crate::annex;
use crate::pool::{self, OwnReader, Part, Pool};
use crate::reader::{Slices, ask, read_slice, take, yield_to_events};
use crate::{Worker, deliver, fail, is_current, unreadable};
use engine::ingest::parts::{Joined, OVERLAP_BYTES, SMALLEST_FILE_BYTES, Shares, Step};
use js_sys::Promise;
use model::message::Request;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use web_sys::File;

/// So much is read by this worker alone, so that the first figures are there as soon as ever.
const ALONE_BYTES: u64 = 9 << 20;
/// Parts that do not fit, after which the others are told to stop where most do not.
const MOST_REFUSED: u32 = 4;

/// Why reading ended before the end of the file.
enum End {
    /// Failed, cancelled or replaced; all that there is to tell was told.
    Told,
    /// The browser cannot read the file.
    Unreadable(String),
}

/// Reads a file to the end, or until the import fails, is cancelled or replaced. `request` are the bytes that asked for it.
pub(crate) async fn read(worker: Rc<RefCell<Worker>>, job: u32, file: File, request: Vec<u8>) {
    let mut import = Import { worker: worker.clone(), job, file: file.clone(), fed: 0 };
    match import.run(request).await {
        Ok(()) => {
            let responses = worker.borrow_mut().session.finish(job);
            deliver(&worker, responses);
        }
        Err(End::Told) => {}
        Err(End::Unreadable(why)) => {
            let responses = worker.borrow_mut().session.handle(Request::Cancel { job });
            // The failure below is the answer; that the work was cancelled would only confuse.
            drop(responses);
            worker.borrow_mut().importing = None;
            fail(&worker, Some(job), unreadable(&file.name(), &why));
        }
    }
}

/// Reads files one after the other, to be joined by the session; what cannot be read does not keep the others from being read.
/// Each comes with the request that asks for it alone, as one among others.
pub(crate) async fn read_several(worker: Rc<RefCell<Worker>>, job: u32, files: Vec<(File, Vec<u8>)>) {
    for (file, request) in files {
        let mut import = Import { worker: worker.clone(), job, file: file.clone(), fed: 0 };
        let read = import.run(request).await;
        // It joins them. Where it cannot be had, the session tells so.
        annex::load(worker.clone()).await;
        if import.check().is_err() {
            return;
        }
        if let Err(End::Unreadable(why)) = read {
            let responses = worker.borrow_mut().session.fail(job, unreadable(&file.name(), &why));
            deliver(&worker, responses);
        }
        let responses = worker.borrow_mut().session.finish(job);
        deliver(&worker, responses);
    }
}

struct Import {
    worker: Rc<RefCell<Worker>>,
    job: u32,
    file: File,
    /// Bytes that the session has.
    fed: u64,
}

impl Import {
    async fn run(&mut self, request: Vec<u8>) -> Result<(), End> {
        let size = self.file.size() as u64;
        let readers = pool::readers_here(&self.worker.borrow().scope);
        if size < SMALLEST_FILE_BYTES || readers < 2 {
            return self.feed(size).await;
        }
        let pool = pool::start(readers - 1);
        let mut slices = Slices::new(&self.file, 0..ALONE_BYTES);
        let mut bytes = Vec::new();
        let mut head = None;
        while self.wants_more() && slices.next(&mut bytes).await.map_err(End::Unreadable)? {
            self.feed_bytes(&bytes).await?;
            if head.is_none() {
                head = self.worker.borrow().session.decided_after(self.job);
                if let Some(head) = head {
                    let shares = Shares::new(ALONE_BYTES, size, readers);
                    pool.borrow_mut().open(request.clone(), &self.file, head, shares);
                }
            }
        }
        if let Some(head) = head {
            self.share(&pool, &request, head).await?;
        }
        drop(pool);
        self.feed(size).await
    }

    /// Joins what the others read, and reads with them.
    async fn share(&mut self, pool: &Rc<RefCell<Pool>>, request: &[u8], head: u64) -> Result<(), End> {
        let mut own = OwnReader::default();
        // A share to be read here whose bytes are on their way.
        let mut next: Option<Own> = None;
        let (mut joined, mut refused, mut lessons) = (0, 0, 0);
        loop {
            let step = pool.borrow_mut().shares.as_mut().map(|shares| shares.step(self.fed));
            match step.unwrap_or(Step::Finish) {
                Step::Join(part) => match self.join(&part).await? {
                    Joined::Behind(to) => self.feed(to).await?,
                    Joined::UpTo(to) => {
                        self.fed = to;
                        joined += 1;
                        self.pass(pool);
                    }
                    Joined::Refused => {
                        refused += 1;
                        self.pass(pool);
                    }
                },
                Step::Feed(to) => self.feed(to).await?,
                Step::Wait => {
                    if !own.is_open() {
                        let mut bytes = Vec::new();
                        read_slice(&self.file, 0, head, &mut bytes).await.map_err(End::Unreadable)?;
                        own.open(request, &bytes);
                    }
                    let this = match next.take() {
                        Some(this) => Some(this),
                        None => self.take_share(pool)?,
                    };
                    match this {
                        Some(this) => {
                            next = self.take_share(pool)?;
                            let mut bytes = Vec::new();
                            take(this.bytes, &mut bytes).await.map_err(End::Unreadable)?;
                            let mut pool = pool.borrow_mut();
                            let part = own.read(&pool, this.range, &bytes);
                            if let Some(shares) = &mut pool.shares {
                                shares.read(this.number, part);
                            }
                        }
                        None => {
                            let scope = self.worker.borrow().scope.clone();
                            pool::wait(pool, &scope).await;
                        }
                    }
                    self.breathe().await?;
                }
                Step::Finish => return Ok(()),
            }
            {
                let worker = self.worker.borrow();
                let new = worker.session.lessons(self.job, lessons);
                lessons += new.len();
                pool.borrow_mut().teach(new);
            }
            if refused >= MOST_REFUSED && refused > joined {
                return Ok(());
            }
        }
    }

    fn pass(&self, pool: &Rc<RefCell<Pool>>) {
        let mut pool = pool.borrow_mut();
        if let Some(shares) = &mut pool.shares {
            shares.pass();
        }
        pool.supply_all();
    }

    async fn join(&self, part: &Part) -> Result<Joined, End> {
        let (joined, responses) = {
            let session = &mut self.worker.borrow_mut().session;
            match part {
                Part::Sent(bytes) => session.join(self.job, &bytes.to_vec()),
                Part::Made(bytes) => session.join(self.job, bytes),
            }
        };
        deliver(&self.worker, responses);
        self.breathe().await?;
        Ok(joined)
    }

    fn take_share(&self, pool: &Rc<RefCell<Pool>>) -> Result<Option<Own>, End> {
        let Some((number, range)) = pool.borrow_mut().give() else { return Ok(None) };
        let bytes = ask(&self.file, range.start - 1, range.end + OVERLAP_BYTES).map_err(End::Unreadable)?;
        Ok(Some(Own { number, range, bytes }))
    }

    /// Feeds the file up to a byte.
    async fn feed(&mut self, to: u64) -> Result<(), End> {
        let mut slices = Slices::new(&self.file, self.fed..to);
        let mut bytes = Vec::new();
        while self.wants_more() && slices.next(&mut bytes).await.map_err(End::Unreadable)? {
            self.feed_bytes(&bytes).await?;
        }
        Ok(())
    }

    /// Whether there is any use in reading on: one of several files may have failed, and the others follow.
    fn wants_more(&self) -> bool {
        !self.worker.borrow().session.is_done_with_file(self.job)
    }

    async fn feed_bytes(&mut self, bytes: &[u8]) -> Result<(), End> {
        self.check()?;
        self.fed += bytes.len() as u64;
        let responses = self.worker.borrow_mut().session.feed(self.job, bytes);
        deliver(&self.worker, responses);
        self.breathe().await
    }

    /// Returns to the event loop once, so that messages are heard.
    async fn breathe(&self) -> Result<(), End> {
        yield_to_events().await;
        self.check()
    }

    fn check(&self) -> Result<(), End> {
        if is_current(&self.worker, self.job) { Ok(()) } else { Err(End::Told) }
    }
}

/// A share that this worker reads itself.
struct Own {
    number: usize,
    range: Range<u64>,
    bytes: Promise,
}
