// Loads the program. An external file, because the page's policy forbids scripts inside the page.
const tag = document.querySelector("script[data-js]");
// What cannot start has been told by early.js already.
if (document.documentElement.dataset.assay !== "error") {
  try {
    const glue = await import(new URL(tag.dataset.js, document.baseURI));
    await glue.default({ module_or_path: new URL(tag.dataset.wasm, document.baseURI) });
  } catch (error) {
    console.error(error);
    const reason = error && error.message ? error.message : error;
    window.assayCannotStart(
      "Assay cannot start: its program could not be loaded or run in this browser (" + reason + ").",
    );
  }
}
