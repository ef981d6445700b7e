// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** Tests speak both languages from the start; a page learns the one that it shows. */
import { learn } from "../../web/src/locales/dictionary.ts";
import { LANGUAGES } from "../../web/src/locales/language.ts";

import.meta.glob("../../web/src/**/words.ts", { eager: true });
await Promise.all(LANGUAGES.map(learn));
