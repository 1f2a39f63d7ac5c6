// Follows the preview's server: reloads the page when it has changed, and shows what is wrong with the content. What it shows
// lives in a shadow root, so that the site's style and scripts and its own never meet.

(() => {
  const { root, version, start } = document.currentScript.dataset;
  const PLACE = "preview-place";
  const CLOSED = "preview-closed";
  const STILL = 1500; // milliseconds after the last key before a page may be taken away from who types
  const LOST = 2000; // milliseconds without the server before it is told

  let source; // the stream of events
  let latest; // what it told last
  let typed = 0; // when a key was last pressed in a field
  let reloading = false;
  let lost;

  const shell = document.documentElement.classList.contains("shell");

  /* What is shown */

  const host = document.createElement("catalogue-preview");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.innerHTML = `
    <link rel="stylesheet">
    <div class="corner" hidden>
      <p class="notice" role="status" hidden></p>
      <button type="button" class="badge" aria-expanded="false" hidden></button>
    </div>
    <div class="dock" hidden>
      <button type="button" class="dock__close">Close <kbd aria-hidden="true">Esc</kbd></button>
      <div class="dock__scroll" tabindex="-1"></div>
    </div>
    <p class="unseen" role="status"></p>`;
  const [style, corner, notice, badge, dock, close, scroll, spoken] = ["link", ".corner", ".notice", ".badge", ".dock", ".dock__close", ".dock__scroll", ".unseen"].map(
    (name) => shadow.querySelector(name),
  );
  style.href = `${root}.preview/panel.css`;

  const isOpen = () => !dock.hidden;
  const moment = () => `${latest.start}:${latest.refreshed}`;

  function open(byHand) {
    dock.hidden = false;
    badge.setAttribute("aria-expanded", "true");
    if (byHand) {
      sessionStorage.removeItem(CLOSED);
      shadow.querySelector("#preview-title")?.focus();
    }
    layOut();
  }

  function shut(byHand) {
    const inside = dock.contains(shadow.activeElement);
    dock.hidden = true;
    badge.setAttribute("aria-expanded", "false");
    if (byHand) sessionStorage.setItem(CLOSED, moment());
    layOut();
    if (inside) badge.focus();
  }

  /** The end of the page can be scrolled to, though the panel lies over it, and what has the focus is not hidden. */
  function layOut() {
    badge.hidden = !version || !latest?.severity || isOpen();
    corner.hidden = badge.hidden && notice.hidden;
    const height = isOpen() ? `${dock.offsetHeight}px` : "";
    corner.style.marginBlockEnd = height;
    document.body.style.paddingBottom = height;
    document.documentElement.style.scrollPaddingBottom = height;
  }

  function say(words) {
    notice.textContent = words;
    notice.hidden = !words;
    layOut();
  }

  function show(told) {
    const before = latest;
    latest = told;
    say(told.notice);
    if (shell) {
      // a page that cannot be drawn tells its own mistake
      if (told.version === version && !version) document.querySelector("#preview-panel").innerHTML = told.panel;
      if (!version) return;
    }
    badge.textContent = told.title;
    badge.dataset.severity = dock.dataset.severity = told.severity;
    const inside = scroll.contains(shadow.activeElement);
    if (before?.panel !== told.panel) {
      const at = scroll.scrollTop;
      scroll.innerHTML = told.panel;
      scroll.scrollTop = at;
      if (told.severity || before?.severity) spoken.textContent = told.severity ? told.title : "No problems any more";
    }
    if (!told.severity) shut(false);
    else if (told.severity === "error" && sessionStorage.getItem(CLOSED) !== moment()) open(false);
    // what was opened by hand for warnings stays open; what was opened by errors goes with them
    else if (isOpen() && before?.severity === "error" && told.severity === "warning") shut(false);
    if (inside && isOpen()) shadow.querySelector("#preview-title").focus();
    layOut();
  }

  badge.addEventListener("click", () => open(true));
  close.addEventListener("click", () => shut(true));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen()) return;
    if (event.target.matches?.("input, textarea, select") && event.target.value) return; // it clears the field
    event.preventDefault();
    shut(true);
  });
  new ResizeObserver(layOut).observe(dock);

  /* Reloading */

  addEventListener("input", () => (typed = performance.now()), true);

  function reload() {
    if (reloading) return;
    const wait = typed ? typed + STILL - performance.now() : 0;
    if (wait > 0) {
      setTimeout(() => latest.version !== version && reload(), wait);
      return;
    }
    reloading = true;
    const field = document.activeElement;
    const isText = field?.matches?.("input[type=search], input[type=text], textarea");
    const place = {
      at: location.href,
      x: scrollX,
      y: scrollY,
      focus: field?.id ?? "",
      value: isText ? field.value : null,
      from: isText ? field.selectionStart : null,
      to: isText ? field.selectionEnd : null,
      open: [...document.querySelectorAll("details")].map((each) => each.open),
    };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    location.reload();
  }

  /** A page that was reloaded is where it was: scrolled, unfolded, with the letters that were typed. */
  function restore() {
    const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    sessionStorage.removeItem(PLACE);
    if (place?.at !== location.href) return;
    const scroll = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    const boxes = [...document.querySelectorAll("details")];
    if (boxes.length === place.open.length) boxes.forEach((box, number) => (box.open = place.open[number]));
    const field = place.focus && document.getElementById(place.focus);
    if (field) {
      field.focus({ preventScroll: true });
      if (place.value !== null && "value" in field) {
        field.value = place.value;
        field.setSelectionRange(place.from, place.to);
      }
    }
    scroll();
    // once more when pictures have their heights
    if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  }

  /* Listening: a hidden page does not, for a browser keeps only a few connections to one server */

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${root}.preview/events?page=${encodeURIComponent(location.pathname)}`);
    source.onopen = () => {
      clearTimeout(lost);
      lost = undefined;
    };
    source.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      if (told.version !== version) {
        latest = told;
        reload();
      } else {
        show(told);
      }
      document.documentElement.dataset.preview = told.start === start ? "live" : "live again";
    };
    source.onerror = () => {
      lost ??= setTimeout(() => say("The preview has ended: this page may be old"), LOST);
      if (source?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, 1000);
    };
  }

  function rest() {
    source?.close();
    source = undefined;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", ({ persisted }) => persisted && listen());

  document.body.append(host);
  restore();
  listen();
})();
