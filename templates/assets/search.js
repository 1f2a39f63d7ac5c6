// The search page: Pagefind's index, asked in the browser. What is searched stands in the page's address, so that it can be
// kept, sent and gone back to. Every word that a reader sees comes from the page.

const FACETS = ["country", "donor", "pillar", "unit", "status"];
const STEP = 10; // results that are shown at once
const FEW = 8; // choices of a facet that are shown at first
const PAUSE = 200; // milliseconds after the last key before an answer is sought

const finder = document.querySelector("[data-finder]");
const part = (name) => finder.querySelector(`[data-${name}]`);
const form = part("form");
const field = form.elements.namedItem("q");
const words = finder.dataset;
const plural = new Intl.PluralRules(words.language);
const number = new Intl.NumberFormat(words.language);

/** For each facet, the names of its values: an address holds slugs, as the pages' own addresses do. */
const names = Object.fromEntries(
  FACETS.map((facet) => {
    const known = finder.querySelector(`[data-facet="${facet}"] [data-names]`).content.querySelectorAll("data");
    return [facet, new Map([...known].map((each) => [each.value, each.textContent]))];
  }),
);
const nameOf = (facet, value) => names[facet].get(value) ?? value;

let pagefind;
let everywhere; // for each facet, how many programs each choice has in the whole catalogue
let latest = 0; // the number of the last question; answers to older ones are dropped
let opened = new Set(); // facets of which all choices are shown

/** What is asked: `{q, country: [...], ...}`. */
function asked() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries([["q", given.get("q") ?? ""], ...FACETS.map((facet) => [facet, given.getAll(facet)])]);
}

function addressOf(question) {
  const given = new URLSearchParams();
  if (question.q) given.set("q", question.q);
  for (const facet of FACETS) for (const value of question[facet]) given.append(facet, value);
  const query = given.toString();
  return location.pathname + (query ? `?${query}` : "");
}

/** Within a facet any of the chosen values is enough; every facet has its say. */
function filtersOf(question, without) {
  const chosen = FACETS.filter((facet) => facet !== without && question[facet].length);
  return Object.fromEntries(chosen.map((facet) => [facet, { any: question[facet] }]));
}

// Without a word, Pagefind 1.5 fetches its whole index, 16 MB for 10,000 programs. So a word is asked for that every program has once.
const seek = (question, without) =>
  pagefind.search(question.q.trim() || words.everything, {
    filters: filtersOf(question, without),
    ...(question.q.trim() ? {} : { sort: { key: "asc" } }),
  });

const narrows = (question, without) =>
  Boolean(question.q.trim()) || FACETS.some((facet) => facet !== without && question[facet].length);

/** How many programs each choice would leave: its own facet's choices do not count against it. */
async function counts(question, found) {
  const pairs = FACETS.map(async (facet) => {
    if (!narrows(question, facet)) return [facet, everywhere[facet] ?? {}];
    const answer = question[facet].length ? await seek(question, facet) : await found;
    return [facet, answer.filters[facet] ?? {}];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

async function answer(shown = STEP) {
  const turn = ++latest;
  const question = asked();
  if (document.activeElement !== field) field.value = question.q;
  document.title = question.q ? `${question.q} – ${words.title}` : words.title;
  const asking = seek(question);
  // what is known before the search ends is shown before it ends
  const left = await counts(question, asking);
  if (turn !== latest) return;
  showFilters(question, left);
  if (!narrows(question)) part("status").textContent = count("count", Number(words.total));
  const found = await asking;
  const results = await load(found, 0, shown);
  if (turn !== latest) return;
  part("results").replaceChildren(...results);
  showMore(found, results.length);
  if (narrows(question)) part("status").textContent = found.results.length ? count("match", found.results.length) : words.none;
  part("empty").hidden = found.results.length > 0;
}

const count = (kind, n) => {
  const form = plural.select(n) === "one" ? "One" : "Other";
  return words[kind + form].replace("{n}", number.format(n));
};

async function load(found, from, to) {
  const data = await Promise.all(found.results.slice(from, to).map((result) => result.data()));
  return data.map(showResult);
}

function showResult(data) {
  const item = part("result").content.cloneNode(true);
  const slot = (name) => item.querySelector(`[data-slot="${name}"]`);
  const link = slot("title");
  link.textContent = data.meta.title;
  link.href = data.url;
  item.querySelector("li").dataset.pillar = data.meta["pillar-key"] ?? "";
  if (asked().q.trim()) slot("excerpt").append(...marked(data.excerpt));
  else slot("excerpt").textContent = data.meta.opening ?? "";
  for (const name of ["pillar", "countries", "donors", "unit", "status"]) if (data.meta[name]) slot(name).textContent = data.meta[name];
  return item;
}

/** An excerpt as text with its hits marked; nothing else in it becomes HTML. */
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt.replaceAll(words.everything, ""), "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent);
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function showMore(found, shown) {
  const button = part("next");
  button.hidden = shown >= found.results.length;
  button.onclick = async () => {
    const turn = latest;
    const results = await load(found, shown, shown + STEP);
    if (turn !== latest) return;
    const list = part("results");
    const first = list.children.length;
    list.append(...results);
    list.children[first]?.querySelector("a").focus();
    showMore(found, shown + results.length);
    history.replaceState({ shown: shown + results.length }, "");
  };
}

function showFilters(question, left) {
  let chosen = 0;
  for (const facet of FACETS) {
    const box = finder.querySelector(`[data-facet="${facet}"]`);
    const held = document.activeElement?.closest("[data-facet]") === box ? document.activeElement.value : null;
    const picked = new Set(question[facet]);
    chosen += picked.size;
    const choices = Object.entries(left[facet]).filter(([value, n]) => n || picked.has(value));
    for (const value of picked) if (!choices.some(([known]) => known === value)) choices.push([value, 0]);
    const byName = (a, b) => nameOf(facet, a).localeCompare(nameOf(facet, b), words.language);
    choices.sort(([a, n], [b, m]) => picked.has(b) - picked.has(a) || m - n || byName(a, b));
    box.hidden = !choices.length;
    const all = opened.has(facet) || choices.length <= FEW + 1;
    const most = all ? choices.length : Math.max(FEW, picked.size);
    box.querySelector("ul").replaceChildren(...choices.slice(0, most).map((choice) => showChoice(facet, choice, picked)));
    const more = box.querySelector("[data-more]");
    more.hidden = choices.length <= FEW + 1;
    more.setAttribute("aria-expanded", String(all));
    more.textContent = all ? more.dataset.lessWords : more.dataset.moreWords.replace("{n}", number.format(choices.length));
    more.onclick = () => {
      if (!opened.delete(facet)) opened.add(facet);
      showFilters(question, left);
    };
    // the choices are new elements: who was on one of them stays there
    if (held) [...box.querySelectorAll("input")].find((input) => input.value === held)?.focus();
  }
  part("chosen-count").textContent = chosen ? `(${number.format(chosen)})` : "";
  part("clear").hidden = !chosen;
}

function showChoice(facet, [value, n], picked) {
  const item = part("choice").content.cloneNode(true);
  const input = item.querySelector("input");
  input.name = facet;
  input.value = value;
  input.checked = picked.has(value);
  item.querySelector('[data-slot="name"]').textContent = nameOf(facet, value);
  item.querySelector('[data-slot="count"]').textContent = number.format(n);
  return item;
}

/** A new question: a step that "back" undoes, or the last step corrected. */
function ask(question, replace = false) {
  const address = addressOf(question);
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"]({}, "", address);
  answer().catch(fail);
}

function none() {
  return Object.fromEntries(FACETS.map((facet) => [facet, []]));
}

function listen() {
  let timer;
  let typing = false; // the letters of one word are one step back
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      ask({ ...asked(), q: field.value }, typing);
      typing = true;
    }, PAUSE);
  });
  field.addEventListener("blur", () => (typing = false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    typing = false;
    ask({ ...asked(), q: field.value });
  });
  part("filters").addEventListener("submit", (event) => event.preventDefault());
  part("filters").addEventListener("change", ({ target }) => {
    const question = asked();
    const rest = question[target.name].filter((value) => value !== target.value);
    ask({ ...question, [target.name]: target.checked ? [...rest, target.value] : rest });
  });
  part("clear").addEventListener("click", () => {
    ask({ ...none(), q: asked().q });
    part("filter-box").querySelector("summary").focus();
  });
  part("clear-all").addEventListener("click", () => {
    field.value = "";
    ask({ ...none(), q: "" });
    field.focus();
  });
  addEventListener("popstate", ({ state }) => {
    field.value = asked().q;
    answer(state?.shown).catch(fail);
  });
}

async function start() {
  field.value = asked().q;
  if (!matchMedia("(min-width: 62rem)").matches) part("filter-box").open = false;
  part("without").hidden = true;
  part("live").hidden = false;
  part("status").textContent = words.busy;
  try {
    pagefind = await import(new URL(words.index, location.href).href);
    await pagefind.init();
    everywhere = await pagefind.filters(); // without this, answers come without counts
    listen();
    await answer(history.state?.shown);
  } catch (error) {
    fail(error);
  }
}

/** Without the index, the page offers what it offers without scripts. */
function fail(error) {
  part("live").hidden = true;
  part("why").textContent = words.broken;
  part("without").hidden = false;
  console.error(error);
}

start();
