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

/** What a page may besides, by its file; a page that is not named here has nothing besides. */
const BESIDES = {
  // What is shared is seen as readers will see it: in the player, in a frame.
  "index.html": { "frame-src": ["'self'"] },
  // What a learning system launches has the player in a frame too.
  "sco.html": { "frame-src": ["'self'"] },
};

/** @param {string} page the file of the page, such as `index.html` */
export function contentPolicyOf(page) {
  const policy = { ...EVERY_PAGE, ...BESIDES[page] };
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}
