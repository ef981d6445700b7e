// SPDX-License-Identifier: Apache-2.0
/** The runs that are kept in this browser, and work that nobody has kept. */
import { Library } from "../library/library.ts";
import { BrowserShelf } from "../library/shelf.ts";

const shelf = new BrowserShelf();

export const ownLibrary = new Library(shelf);
export const unsavedWork = shelf.drawer;
