//! Nothing leaves the page. Every way out that a script has is tried, from the page and from a worker like the one that holds
//! the tickets, against a server that would gladly answer. The same attempts from a page without Assay's policy must arrive:
//! otherwise the test would prove nothing.

use e2e::Outcome;
use e2e::exports::zendesk_csv;
use e2e::listener::Listener;
use e2e::page::Page;
use serde_json::{Value, json};
use xtask::static_site::StaticSite;

/// Tries the ways out, each under a path of its own, and waits until every attempt has ended one way or the other.
/// Returns way → how it ended.
const ATTEMPTS: &str = r#"
    const [host, navigated, done] = arguments;
    const navigations = ['frame', 'object', 'embed', 'form'];
    const to = way => `http://${navigations.includes(way) ? navigated : host}/${way}`;
    const limit = 1500;
    const settled = {};
    const events = target => new Promise(resolve => {
        for (const kind of ['load', 'message', 'error']) target.addEventListener(kind, () => resolve(kind));
        setTimeout(resolve, limit, 'nothing');
    });
    const element = (way, tag, name, extra = {}) => new Promise(resolve => {
        const made = document.createElement(tag);
        Object.assign(made, extra);
        made.onload = () => resolve('load');
        made.onerror = () => resolve('error');
        made[name] = to(way);
        document.body.append(made);
        setTimeout(resolve, limit, 'nothing');
    });
    // The same in every scope: the worker gets this function as its source text.
    const common = (host, prefix, limit) => {
        const to = way => 'http://' + host + '/' + prefix + way;
        const events = target => new Promise(resolve => {
            for (const kind of ['open', 'load', 'message', 'error']) target.addEventListener(kind, () => resolve(kind));
            setTimeout(resolve, limit, 'nothing');
        });
        return {
            fetch: () => fetch(to('fetch'), { mode: 'no-cors' }),
            fetch_post: () => fetch(to('fetch_post'), { method: 'POST', mode: 'no-cors', body: 'ticket', keepalive: true }),
            request: () => { const r = new XMLHttpRequest(); const e = events(r); r.open('GET', to('request')); r.send(); return e; },
            socket: () => events(new WebSocket('ws://' + host + '/' + prefix + 'socket')),
            event_source: () => events(new EventSource(to('event_source'))),
            module: () => import(to('module')),
        };
    };
    const evaluate = {
        // WebDriver lifts the ban for as long as its own script runs, so these two wait until it has returned.
        eval: async () => { await new Promise(r => setTimeout(r, 50)); return (0, eval)('1'); },
        function: async () => { await new Promise(r => setTimeout(r, 50)); return new Function('return 1')(); },
    };
    const page = {
        beacon: async () => navigator.sendBeacon(to('beacon'), 'ticket') && new Promise(r => setTimeout(r, 300, 'sent')),
        image: () => element('image', 'img', 'src'),
        script: () => element('script', 'script', 'src'),
        style: () => element('style', 'link', 'href', { rel: 'stylesheet' }),
        icon: () => element('icon', 'link', 'href', { rel: 'icon' }),
        manifest: () => element('manifest', 'link', 'href', { rel: 'manifest' }),
        preload: () => element('preload', 'link', 'href', { rel: 'preload', as: 'image' }),
        module_preload: () => element('module_preload', 'link', 'href', { rel: 'modulepreload' }),
        prefetch: () => element('prefetch', 'link', 'href', { rel: 'prefetch' }),
        frame: () => element('frame', 'iframe', 'src'),
        object: () => element('object', 'object', 'data'),
        embed: () => element('embed', 'embed', 'src'),
        audio: () => element('audio', 'audio', 'src'),
        video: () => element('video', 'video', 'src'),
        poster: () => element('poster', 'video', 'poster'),
        font: () => new FontFace('away', `url(${to('font')})`).load(),
        background: async () => {
            const box = document.createElement('div');
            box.style.setProperty('background-image', `url(${to('background')})`);
            box.textContent = '.';
            document.body.append(box);
            await new Promise(r => setTimeout(r, 300));
        },
        worker: () => events(new Worker(to('worker'))),
        shared_worker: () => events(new SharedWorker(to('shared_worker'))),
        service_worker: () => navigator.serviceWorker.register(to('service_worker')),
        form: async () => {
            const frame = document.createElement('iframe');
            frame.name = 'target';
            const form = Object.assign(document.createElement('form'), { action: to('form'), target: 'target', method: 'post' });
            document.body.append(frame, form);
            form.submit();
            await new Promise(r => setTimeout(r, 300));
        },
        ping: async () => {
            const link = Object.assign(document.createElement('a'), { href: '#ping', ping: to('ping') });
            document.body.append(link);
            link.click();
            await new Promise(r => setTimeout(r, 300));
        },
    };
    const worker_source = `onmessage = async event => {
        const [host, limit] = event.data;
        const ways = (${common})(host, 'worker_', limit);
        ways.import_scripts = () => importScripts('http://' + host + '/worker_import_scripts');
        ways.worker = () => new Promise((resolve, reject) => {
            const inner = new Worker('http://' + host + '/worker_worker');
            inner.onerror = () => resolve('error');
            setTimeout(resolve, limit, 'nothing');
        });
        ways.eval = () => (0, eval)('1');
        const settled = {};
        await Promise.all(Object.entries(ways).map(async ([way, go]) => {
            const late = new Promise(resolve => setTimeout(resolve, 2 * limit, 'nothing'));
            try { settled['worker_' + way] = String(await Promise.race([go(), late])); }
            catch (error) { settled['worker_' + way] = 'refused'; }
        }));
        postMessage(settled);
    };`;
    const attempt = async ([way, go]) => {
        const late = new Promise(resolve => setTimeout(resolve, 2 * limit, 'nothing'));
        try { settled[way] = String(await Promise.race([go(), late])); } catch (error) { settled[way] = 'refused'; }
    };
    (async () => {
        const ways = { ...evaluate, ...page, ...common(host, '', limit) };
        await Promise.all(Object.entries(ways).map(attempt));
        const worker = new Worker(URL.createObjectURL(new Blob([worker_source], { type: 'text/javascript' })));
        const answer = await new Promise(resolve => {
            worker.onmessage = event => resolve(event.data);
            worker.onerror = () => resolve({ worker_start: 'error' });
            worker.postMessage([host, limit]);
        });
        done({ ...settled, ...answer });
    })();
"#;

/// Attempts that load a document in a frame go to a listener of their own, see [`no_way_out_is_open`].
async fn try_all(page: &Page, listener: &Listener, navigated: &Listener) -> Outcome<Value> {
    let hosts = vec![json!(listener.host()), json!(navigated.host())];
    Ok(page.browser().execute_async(ATTEMPTS, hosts).await?.json().clone())
}

#[tokio::test]
async fn no_way_out_is_open() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let (listener, navigated) = (Listener::start()?, Listener::start()?);
    let ended = try_all(&page, &listener, &navigated).await?;
    assert_eq!(listener.calls(), Vec::<String>::new(), "these left the page; attempts ended so: {ended}");
    assert_eq!(listener.connections(), 0, "not even a connection: {ended}");
    // Chromium gets a connection ready when a document is to be loaded into a frame, before it asks the policy whether it may; then
    // it says nothing over it. What counts is that no request follows.
    assert_eq!(navigated.calls(), Vec::<String>::new(), "these left the page; attempts ended so: {ended}");
    for way in ["eval", "function", "worker_eval", "worker_import_scripts", "fetch", "worker_fetch"] {
        assert_eq!(ended[way], "refused", "{way}: {ended}");
    }

    // The control: the same attempts without the policy do arrive.
    let folder = page.driver.folder().join("control");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("index.html"), "<!doctype html><title>no policy</title><body>")?;
    let control = StaticSite::start(&folder, "/", 0)?;
    page.browser().goto(control.url()).await?;
    let open = Listener::start()?;
    let ended = try_all(&page, &open, &open).await?;
    let calls = open.calls().join("\n");
    for way in [
        "fetch",
        "fetch_post",
        "request",
        "socket",
        "event_source",
        "module",
        "beacon",
        "image",
        "script",
        "style",
        "preload",
        "prefetch",
        "frame",
        "object",
        "embed",
        "audio",
        "video",
        "poster",
        "font",
        "background",
        "form",
        "ping",
        "worker_fetch",
        "worker_request",
        "worker_socket",
        "worker_event_source",
        "worker_import_scripts",
    ] {
        assert!(
            calls.contains(&format!("/{way} ")),
            "the control attempt `{way}` did not arrive: {ended}\n{calls}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn once_loaded_the_page_asks_its_own_server_for_nothing() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let loading = page.site.requests();
    assert!(loading.iter().all(|request| request.starts_with("GET /any/sub/path/")), "{loading:?}");
    // `cargo xtask build` does not count it as part of the first load.
    assert!(!loading.iter().any(|request| request.contains("latin-ext")), "{loading:?}");
    // What opens later has been asked for by now, each file by whom it concerns: the page, its engine, or both.
    for annex in ["annex-page-", "annex-engine-"] {
        assert!(loading.iter().any(|request| request.contains(annex)), "{loading:?}");
    }
    let csv = zendesk_csv(2000);
    page.load("tickets.csv", &csv, 2000).await?;
    for screen in [
        "#/outcomes?channel=Chat",
        "#/satisfaction",
        "#/speed",
        "#/topics",
        "#/tickets",
        "#/import",
        "#/overview",
    ] {
        page.script("location.hash = arguments[0];", vec![json!(screen)]).await?;
        page.wait_until(&format!(
            "location.hash.startsWith('{}')",
            screen.split('?').next().unwrap_or_default()
        ))
        .await?;
        page.wait_for_state("loaded").await?;
    }
    // Fonts are part of the page and may be asked for when a text first needs them.
    let later: Vec<String> = page
        .site
        .requests()
        .split_off(loading.len())
        .into_iter()
        .filter(|request| !request.ends_with(".woff2"))
        .collect();
    assert_eq!(later, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_ticket_is_stored() -> Outcome {
    let _turn = crate::turn().await;
    let page = Page::open("").await?;
    let csv = zendesk_csv(500);
    page.load("tickets.csv", &csv, 500).await?;
    let stored = page
        .browser()
        .execute_async(
            "const done = arguments[0];
             Promise.all([indexedDB.databases(), caches.keys(), navigator.storage.getDirectory()
                .then(async folder => { const names = []; for await (const name of folder.keys()) names.push(name); return names; })])
               .then(([databases, caches, files]) => done({
                 local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie, databases, caches, files,
               }));",
            vec![],
        )
        .await?
        .json()
        .clone();
    for place in ["databases", "caches", "files"] {
        assert_eq!(stored[place], json!([]), "{stored}");
    }
    assert_eq!(stored["cookies"], "", "{stored}");
    let text = format!("{} {}", stored["local"], stored["session"]);
    for trace in ["example.com", "tickets.csv", "Where is my order", "Start a return", "ai_agent"] {
        assert!(!text.contains(trace), "`{trace}` is stored: {text}");
    }
    Ok(())
}
