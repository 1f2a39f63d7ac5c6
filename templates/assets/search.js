// The search page. Pagefind's index finds the words; which programs a choice leaves, and their order, is told by small files
// beside it, so that no reader waits for more than what is shown. What is searched stands in the page's address, so that it can be
// kept, sent and gone back to. Every word that a reader sees comes from the page.

const FACETS = ["country", "donor", "pillar", "unit", "status", "year"];
const SORTS = ["title", "start"];
const UNSTATED = "-"; // the choice of programs that state nothing of a facet
const STEP = 10; // results that are shown at once
const FEW = 8; // choices of a facet that are shown at first
const SUGGESTED = 6; // names that are offered where nothing is found
const EXCERPT = 30; // words of a text that are shown where words were asked for
const KEPT = 10; // answers of a kind that are kept
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

const index = new URL(words.index, location.href);
const root = new URL("..", index);
let listed; // what the index is called, in how many parts
let stands; // for each program, by title, its index and its place there
let places; // for each index, its programs' places by title
let latest = 0; // the number of the last question; answers to older ones are dropped
let opened = new Set(); // facets of which all choices are shown

/** What is asked: `{q, country: [...], ...}`. */
function asked() {
  const given = new URLSearchParams(location.search);
  const sort = given.get("sort");
  return Object.fromEntries([["q", given.get("q") ?? ""], ["sort", SORTS.includes(sort) ? sort : ""], ...FACETS.map((facet) => [facet, given.getAll(facet)])]);
}

const small = new Set(words.small.split(" "));

/** What is searched for. Words that stand in every text tell none from another, and weigh most: only a phrase keeps them. */
function sought({ q }) {
  const asked = q.trim();
  return isPhrase(asked) ? asked : asked.split(/\s+/).filter((word) => !small.has(word.toLowerCase())).join(" ");
}

function addressOf(question) {
  const given = new URLSearchParams();
  if (question.q) given.set("q", question.q);
  for (const facet of FACETS) for (const value of question[facet]) given.append(facet, value);
  if (question.sort) given.set("sort", question.sort);
  const query = given.toString();
  return location.pathname + (query ? `?${query}` : "");
}

/** What `load` gives, asked for once for each of the last arguments, and again where it failed. */
function once(load) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) {
      if (known.size === KEPT) known.clear();
      const loading = load(key);
      loading.catch(() => known.delete(key));
      known.set(key, loading);
    }
    return known.get(key);
  };
}

async function fetched(address, options) {
  const answer = await fetch(new URL(address, index), options);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.statusText}`);
  return answer;
}

/** A file of Pagefind's, without its mark. It has another name as soon as it holds anything else. */
async function unpacked(address) {
  const packed = await (await fetched(address, { cache: "force-cache" })).blob();
  const isPacked = new Uint8Array(await packed.slice(0, 1).arrayBuffer())[0] === 0x1f; // else the host's answer was unpacked
  const held = isPacked ? packed.stream().pipeThrough(new DecompressionStream("gzip")) : packed.stream();
  return new Uint8Array(await new Response(held).arrayBuffer()).subarray("pagefind_dcd".length);
}

const choicesFile = async (name) => (await fetched(`choices/${words.language}.${name}.json?${listed.version}`)).json();

/** Places that are told by how far each is from the one before it. */
function walked(steps) {
  let at = -1;
  return steps.map((step) => (at += step));
}

const whole = new Set(); // facets of which all choices are there

/** For each choice of a facet, the places of its programs. */
const choices = once(async (facet) => {
  const values = Object.entries(await choicesFile(facet));
  whole.add(facet);
  return new Map(values.map(([value, steps]) => [value, walked(steps)]));
});

const oneChoice = once(async (name) => walked(await choicesFile(name)));

/** The places of the programs of one choice: its own small file will do until all choices are there. */
async function having(facet, value) {
  const own = !whole.has(facet) && (await oneChoice(encodeURIComponent(`${facet}.${value}`)).catch(() => null));
  return own || ((await choices(facet)).get(value) ?? []);
}

/** For each program, its place among all by start. */
const ranks = once(async () => {
  const rank = [];
  (await choicesFile("start")).forEach((place, at) => (rank[place] = at));
  return rank;
});

/** Who answers what is asked of the engine. */
function answerer() {
  const worker = new Worker(words.engine);
  const waiting = [];
  worker.onmessage = ({ data: { answer, error } }) => {
    const { resolve, reject } = waiting.shift();
    if (error) reject(new Error(error));
    else resolve(answer);
  };
  let broken;
  worker.onerror = () => {
    broken = new Error(words.engine);
    waiting.splice(0).forEach(({ reject }) => reject(broken));
  };
  return (...question) =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      waiting.push({ resolve, reject });
      worker.postMessage(question);
    });
}

/** The engine, with the names of the parts that it has read. */
const engine = once(async () => {
  const ask = answerer();
  const metas = listed.indexes.map((name, index) => name && unpacked(`${index}/meta/${name}.pf_meta`));
  const [code, ...read] = await Promise.all([unpacked(listed.engine), ...metas]);
  await ask("start", code, read);
  return { ask, parts: new Set() };
});

const isPhrase = (text) => /^".+"$/.test(text);

/** The words as they stand in the index, but for their accents. */
const indexed = (text) => text.toLocaleLowerCase(words.language).replace(/[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu, "").replace(/\s+/g, " ").trim();

/** The programs that have the words, the best first: their places, and where in the text of each the words stand. All, without a word. */
const fitting = once(async (sought) => {
  const spelled = indexed(sought);
  if (!spelled) return { places: sought ? [] : stands.map((_, place) => place), hits: new Map() };
  const { ask, parts } = await engine();
  const asked = [unaccented(spelled), spelled, isPhrase(sought)];
  const needed = (await ask("parts", asked[0])).flatMap((names, index) => names.map((name) => [index, name]));
  const missing = needed.filter(([index, name]) => !parts.has(`${index}/${name}`));
  await Promise.all(
    missing.map(async ([index, name]) => {
      await ask("read", index, await unpacked(`${index}/index/${name}.pf_index`));
      parts.add(`${index}/${name}`);
    }),
  );
  const found = (await ask("search", ...asked)).flatMap((programs, index) => programs.map(([number, score, hits]) => [places[index][number], score, hits]));
  found.sort(([a, one], [b, other]) => other - one || a - b);
  return { places: found.map(([place]) => place), hits: new Map(found.map(([place, , hits]) => [place, hits])) };
});

/** Within a facet any of the chosen values is enough; every facet has its say. For each of them, which programs it leaves. */
function chosenOf(question) {
  const facets = FACETS.filter((facet) => question[facet].length);
  return Promise.all(
    facets.map(async (facet) => {
      const held = await Promise.all(question[facet].map((value) => having(facet, value)));
      return [facet, new Set(held.flat())];
    }),
  );
}

const narrowed = (places, chosen, without) => {
  const having = chosen.filter(([facet]) => facet !== without);
  return places.filter((place) => having.every(([, left]) => left.has(place)));
};

/** Where nobody asks for words, nothing fits better than the rest. */
const sortOf = (question) => question.sort || (sought(question) ? "relevance" : "title");

async function sorted(question, places) {
  if (sortOf(question) === "relevance") return places;
  if (sortOf(question) === "title") return [...places].sort((a, b) => a - b);
  const rank = await ranks();
  return [...places].sort((a, b) => rank[a] - rank[b]);
}

const narrows = (question) => Boolean(sought(question)) || FACETS.some((facet) => question[facet].length);

/** How many programs each choice would leave: its own facet's choices do not count against it. */
async function counts(places, chosen) {
  const pairs = FACETS.map(async (facet) => {
    const known = await choices(facet);
    const left = new Set(narrowed(places, chosen, facet));
    return [facet, [...known].map(([value, held]) => [value, held.reduce((sum, place) => sum + left.has(place), 0)])];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

async function answer(shown = STEP) {
  const turn = ++latest;
  const question = asked();
  part("results").ariaBusy = true;
  if (document.activeElement !== field) field.value = question.q;
  document.title = question.q ? `${question.q} – ${words.title}` : words.title;
  showChips(question);
  const [fit, chosen] = await Promise.all([fitting(sought(question)), chosenOf(question)]);
  const found = { hits: fit.hits, places: await sorted(question, narrowed(fit.places, chosen)) };
  const results = await load(found, 0, shown);
  if (turn !== latest) return;
  part("results").replaceChildren(...results);
  showMore(found, results.length);
  const n = found.places.length;
  part("status").textContent = n ? count(narrows(question) ? "match" : "count", n) : words.none;
  part("empty").hidden = n > 0;
  part("sorting").hidden = n < 2;
  part("sort").value = sortOf(question);
  part("sort").options[0].disabled = !sought(question);
  // the programs come first: who reads them need not wait for the numbers beside
  await new Promise((shown) => setTimeout(shown));
  const left = await counts(fit.places, chosen);
  if (turn !== latest) return;
  showFilters(question, left);
  if (!n) await suggest(question, turn);
  if (turn === latest) part("results").ariaBusy = false;
}

const count = (kind, n) => {
  const form = plural.select(n) === "one" ? "One" : "Other";
  return words[kind + form].replace("{n}", number.format(n));
};

async function load(found, from, to) {
  const shown = found.places.slice(from, to);
  const told = await Promise.all(shown.map(fragment));
  return told.map((each, at) => showResult(each, found.hits.get(shown[at])));
}

/** What the index knows of a program. */
async function fragment(place) {
  const [index, number] = stands[place];
  const told = await unpacked(`${index}/fragment/${listed.indexes[index]}/${number.toString(16)}.pf_fragment`);
  return JSON.parse(new TextDecoder().decode(told));
}

function showResult(told, hits) {
  const item = part("result").content.cloneNode(true);
  const slot = (name) => item.querySelector(`[data-slot="${name}"]`);
  const link = slot("title");
  link.textContent = told.meta.title;
  link.href = new URL(`.${told.url}`, root).pathname;
  item.querySelector("li").dataset.pillar = told.meta["pillar-key"] ?? "";
  if (hits) slot("excerpt").append(...excerpt(told.content.split(/\s+/), new Map(hits)));
  else slot("excerpt").textContent = told.meta.opening ?? "";
  for (const name of ["pillar", "countries", "donors", "unit", "status"]) if (told.meta[name]) slot(name).textContent = told.meta[name];
  return item;
}

/** The piece of a text that says most of what was asked for, in the middle of its like, with its hits marked: their places, and weights. */
function excerpt(text, hits) {
  const weight = (at) => (hits.get(at) ?? 0) ** 2;
  let sum = 0;
  for (let at = 0; at < EXCERPT; at++) sum += weight(at);
  let [first, last, most] = [0, 0, sum];
  for (let at = 1; at + EXCERPT <= text.length; at++) {
    sum += weight(at + EXCERPT - 1) - weight(at - 1);
    if (sum > most) [first, last, most] = [at, at, sum];
    else if (sum === most && last === at - 1) last = at;
  }
  const begin = Math.floor((first + last) / 2);
  return text.slice(begin, begin + EXCERPT).flatMap((word, at) => [at ? " " : "", hits.has(begin + at) ? mark(word) : word]);
}

function mark(word) {
  const marked = document.createElement("mark");
  marked.textContent = word;
  return marked;
}

function showMore(found, shown) {
  const button = part("next");
  button.hidden = shown >= found.places.length;
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
    const choices = left[facet].filter(([value, n]) => n || picked.has(value));
    for (const value of picked) if (!choices.some(([known]) => known === value)) choices.push([value, 0]);
    const byName = (a, b) => nameOf(facet, a).localeCompare(nameOf(facet, b), words.language);
    const late = (a, b) => (a === UNSTATED) - (b === UNSTATED) || (facet === "year" ? b.localeCompare(a) : 0);
    choices.sort(([a, n], [b, m]) => picked.has(b) - picked.has(a) || late(a, b) || m - n || byName(a, b));
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

/** Which chosen facet stands in the way, and which names and words are near to those that were asked for. */
async function suggest(question, turn) {
  part("suggested").hidden = true;
  const ways = [...(await relaxed(question)), ...(question.q.trim() ? await near(question) : [])];
  if (turn !== latest) return;
  part("suggestions").replaceChildren(...ways.map(showSuggestion));
  part("suggested").hidden = !ways.length;
}

async function relaxed(question) {
  const chosen = FACETS.filter((facet) => question[facet].length);
  const less = chosen.map((facet) => [question[facet].map((value) => nameOf(facet, value)).join(", "), { ...question, [facet]: [] }]);
  if (question.q.trim() && chosen.length) less.push([question.q.trim(), { ...question, q: "" }]);
  const found = await Promise.all(
    less.map(async ([name, rest]) => {
      const [fit, left] = await Promise.all([fitting(sought(rest)), chosenOf(rest)]);
      return [name, rest, narrowed(fit.places, left).length];
    }),
  );
  return found.filter(([, , n]) => n).map(([name, rest, n]) => ({ name: count("without", n).replace("{name}", name), address: addressOf(rest) }));
}

const unaccented = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
const plain = (text) => unaccented(text).toLowerCase();
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many slips lie between two words: letters left out, added, changed, or two that changed places. */
function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[], [...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** How far a word is from another, from 0 to 1; more where it cannot be meant. Short words allow no slip. */
function distance(word, known) {
  if (word === known) return 0;
  const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  if (word.length > 3 && known.startsWith(word)) return 0.2;
  const found = slips(word, known, most);
  return found > most ? 2 : 0.3 + 0.2 * found;
}

/** The same of all words that were asked for: each must be near to some word of the name, and long names are further. */
function farness(asked, name) {
  const known = wordsOf(name);
  if (!known.length) return 2;
  const each = asked.map((word) => Math.min(...known.map((other) => distance(word, other))));
  return Math.max(...each) > 1 ? 2 : each.reduce((sum, one) => sum + one, 0) / each.length + Math.max(0, known.length - asked.length) / 100;
}

/** The names in all languages, fetched when they are first needed. */
const known = once(async () => (await fetched(new URL(words.names, location.href))).json());

async function near(question) {
  const told = await known().catch(console.error);
  const asked = wordsOf(question.q);
  if (!told || !asked.length) return [];
  const facets = { countries: "country", donors: "donor", pillars: "pillar", units: "unit" };
  const best = (names) => Math.min(...names.map((name) => farness(asked, name)));
  const found = [
    ...told.names.map(([kind, slug, name, others]) => ({ far: best([name, ...others]), name, kind: legendOf(facets[kind]), address: `${words.home}${kind}/${slug}/` })),
    ...told.programs.map(([slug, name, others]) => ({ far: best([name, ...others]) + 0.05, name, address: `${words.home}programs/${slug}/` })),
  ].filter(({ far }) => far < 1);
  const better = asked.map((word) => {
    const ranked = told.words.map((other) => [distance(word, plain(other)), other]).filter(([far]) => far <= 1);
    return ranked.sort(([a], [b]) => a - b)[0]?.[1] ?? word;
  });
  const corrected = better.join(" ");
  const spelled = plain(corrected) === asked.join(" ") ? [] : [{ name: corrected, address: addressOf({ ...question, q: corrected }) }];
  return [...spelled, ...found.sort((a, b) => a.far - b.far).slice(0, SUGGESTED)];
}

const legendOf = (facet) => finder.querySelector(`[data-facet="${facet}"] legend`).textContent;

function showSuggestion({ name, kind, address }) {
  const item = part("suggestion").content.cloneNode(true);
  const link = item.querySelector("a");
  link.textContent = name;
  link.href = address;
  item.querySelector('[data-slot="kind"]').textContent = kind ?? "";
  return item;
}

let removed; // the place of the chip that was just removed

/** Each chosen value, with what takes it away. */
function showChips(question) {
  const chosen = FACETS.flatMap((facet) => question[facet].map((value) => [facet, value]));
  part("chips").replaceChildren(
    ...chosen.map(([facet, value], place) => {
      const item = part("chip").content.cloneNode(true);
      const button = item.querySelector("button");
      const name = value === UNSTATED ? `${legendOf(facet)}: ${nameOf(facet, value)}` : nameOf(facet, value);
      item.querySelector('[data-slot="name"]').textContent = name;
      button.setAttribute("aria-label", words.remove.replace("{name}", name));
      button.onclick = () => {
        removed = place;
        const now = asked();
        ask({ ...now, [facet]: now[facet].filter((each) => each !== value) });
      };
      return item;
    }),
  );
  if (removed === undefined) return;
  const buttons = part("chips").querySelectorAll("button");
  (buttons[Math.min(removed, buttons.length - 1)] ?? field).focus();
  removed = undefined;
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
  part("sort").addEventListener("change", ({ target }) => ask({ ...asked(), sort: SORTS.includes(target.value) ? target.value : "" }));
  part("clear").addEventListener("click", () => {
    ask({ ...none(), q: asked().q, sort: asked().sort });
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
  part("results").ariaBusy = true;
  part("status").textContent = words.busy;
  try {
    listed = await (await fetched(`choices/${words.language}.json`, { cache: "no-cache" })).json();
    places = listed.indexes.map(() => []);
    stands = [...listed.of].map((letter, place) => {
      const index = parseInt(letter, 36);
      return [index, places[index].push(place) - 1];
    });
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
  part("results").ariaBusy = false;
  console.error(error);
}

start();
