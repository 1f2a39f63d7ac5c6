// Pagefind's engine at work beside the page, so that who types never waits for it. It has no eyes of its own: the page gives it what it
// reads, and is told what else it needs. Questions are answered in the order in which they are asked.

let engine; // what Pagefind's WebAssembly offers
const indexes = []; // where in its memory each index stands; an index without programs stands nowhere
const written = new TextEncoder();
const letters = new TextDecoder();

/** Puts bytes where the engine finds them: their place and their number. */
function given(bytes) {
  const at = engine.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(engine.memory.buffer).set(bytes, at);
  return [at, bytes.length];
}

/** What the engine says, which is JSON. */
function said([at, length]) {
  const told = letters.decode(new Uint8Array(engine.memory.buffer, at >>> 0, length));
  engine.__wbindgen_free(at, length, 1);
  return JSON.parse(told);
}

const text = (words) => given(written.encode(words));

/** An index's metadata, where each program has its number for a name. It is sent without: names would weigh most of all. */
function numbered(meta) {
  let at = 1; // behind the beginning of the list that holds all
  const size = () => {
    let read = meta[at++] & 31;
    if (read < 24) return read;
    const end = at + (1 << (read - 24));
    for (read = 0; at < end; at++) read = read * 256 + meta[at];
    return read;
  };
  const version = size();
  at += version;
  const programs = size();
  const told = [...meta.subarray(0, at)];
  for (let number = 0; number < programs; number++) {
    const name = written.encode(number.toString(16));
    const words = (at += 2); // behind the beginning of a list, and an empty name
    size();
    told.push(0x82, 0x60 + name.length, ...name, ...meta.subarray(words, at));
  }
  return Uint8Array.from([...told, ...meta.subarray(at)]);
}

const CALLS = {
  /** Starts the engine with all indexes, each told by its metadata. */
  start(code, metas) {
    const imports = { __wbindgen_init_externref_table: () => engine.__wbindgen_externrefs.grow(4) };
    const made = new WebAssembly.Module(code);
    engine = new WebAssembly.Instance(made, { [WebAssembly.Module.imports(made)[0].module]: imports }).exports;
    engine.__wbindgen_start();
    for (const meta of metas) indexes.push(meta && engine.init_pagefind(...given(numbered(meta))));
  },

  /** For each index, the names of its parts that have the words. */
  parts: (words) => indexes.map((index) => (index ? said(engine.request_indexes(index, ...text(words))) : [])),

  read(index, part) {
    indexes[index] = engine.load_index_chunk(indexes[index], ...given(part));
  },

  /** For each index, the programs that have the words: each one's place in it, how well it fits, and where in its text they stand. */
  search: (words, spelled, isPhrase) =>
    indexes.map((index) => {
      if (!index) return [];
      const told = said(engine.search(index, ...text(words), ...text(spelled), ...text("{}"), ...text(""), isPhrase, false));
      return told.results.map(({ p: name, s: score, l: found }) => [parseInt(name, 16), score, found.map(({ l: at, w: weight }) => [at, weight])]);
    }),
};

onmessage = ({ data: [call, ...told] }) => {
  try {
    postMessage({ answer: CALLS[call](...told) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
