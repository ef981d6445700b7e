// SPDX-License-Identifier: Apache-2.0
/** The headers that allow threads, once: the server sends them, and the service worker adds them where the host cannot. */

/**
 * Shared memory, and so threads, is given to isolated pages only. The first two isolate a page of its own, the last
 * one a page embedded by a site that sends none of these; CORP lets such a site embed it at all.
 */
export const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Document-Isolation-Policy": "isolate-and-require-corp",
};
