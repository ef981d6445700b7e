// SPDX-License-Identifier: Apache-2.0
/** Reads somebody's own data away from the page, which stays usable meanwhile. */
import { expose } from "comlink";
import { OwnData } from "./own_data.ts";

expose(new OwnData());
