// SPDX-License-Identifier: Apache-2.0
/** What each page may load, once: the build writes it into the page, the server sends it as a header. */

/**
 * No page says who may frame it: embed.html is made for it, in any page, also in one that lies on a disk (`frame-ancestors *` allows those
 * of the network alone).
 */
const EVERY_PAGE = {
  "default-src": ["'none'"],
  // wasm-unsafe-eval compiles WebAssembly; it allows no eval of JavaScript.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "worker-src": ["'self'", "blob:"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:", "blob:"],
  "connect-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

/** An exercise may lie anywhere: it is fetched when the reader has agreed to its address. */
const EXERCISES_OF_OTHERS = {
  "connect-src": ["'self'", "https:", "http://localhost:*", "http://127.0.0.1:*"],
};

/** What a page may besides, by its file; a page that is not named here has nothing besides. */
const BESIDES = {
  // What is shared is seen as readers will see it: in the player, in a frame.
  "index.html": { "frame-src": ["'self'"] },
  "exercise.html": EXERCISES_OF_OTHERS,
  "teach.html": EXERCISES_OF_OTHERS,
  // What a learning system launches has the player in a frame too.
  "sco.html": { "frame-src": ["'self'"] },
  // So have the lessons, which are made of this page.
  "lesson.html": { "frame-src": ["'self'"] },
};
const LESSON = /^lessons\/[^/]+\.html$/;

/** Says itself what it may load, by hashes that nobody else knows. */
const ONE_FILE = "downhill.html";

/**
 * @param {string} page the file of the page from the folder of the site on, such as `index.html` or `lessons/index.html`
 * @returns {string | undefined} undefined of a page that says it itself
 */
export function contentPolicyOf(page) {
  if (page === ONE_FILE) return undefined;
  return written({ ...EVERY_PAGE, ...BESIDES[LESSON.test(page) ? "lesson.html" : page] });
}

/**
 * Of the page of one file: what lies in it by its hash, and nothing that would have to be asked for.
 * @param {{script: string, style: string}} hashes such as `sha256-...`
 */
export function oneFilePolicy({ script, style }) {
  return written({
    ...EVERY_PAGE,
    "script-src": [`'${script}'`, "'wasm-unsafe-eval'"],
    "worker-src": ["blob:"],
    "style-src": [`'${style}'`],
    "img-src": ["data:", "blob:"],
    "connect-src": ["data:"],
    "manifest-src": ["'none'"],
  });
}

const written = (policy) =>
  Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
