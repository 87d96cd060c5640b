// Runs before the first paint: the chosen theme, and a clear word when the page was opened in a way that cannot work.
(function () {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("assay.theme");
    if (theme === "light" || theme === "dark" || theme === "contrast") root.dataset.theme = theme;
  } catch (_) {
    // Storage may be forbidden; the system's theme is then used.
  }
  window.assayCannotStart = function (text) {
    root.dataset.assay = "error";
    const show = function () {
      const box = document.getElementById("boot");
      if (!box) return;
      box.setAttribute("role", "alert");
      box.classList.add("boot-failed");
      document.getElementById("boot-text").textContent = text;
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  };
  if (location.protocol === "file:") {
    window.assayCannotStart("Assay cannot start from a file on disk: browsers do not let such a page load its program.");
  } else if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    window.assayCannotStart("Assay cannot start: this browser has no WebAssembly, or it is switched off.");
  }
})();
