// SPDX-License-Identifier: Apache-2.0
/** downhill.js: `<script async src=".../downhill.js">` makes `<downhill-playground>` known. embed.html lies beside it. */
import { define, liesAt } from "./downhill-playground.ts";

const script = document.currentScript ?? document.querySelector('script[src$="downhill.js"]');
liesAt((script as HTMLScriptElement | null)?.src);
define();
