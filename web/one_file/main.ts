// SPDX-License-Identifier: Apache-2.0
/** Entry of downhill.html: the player, with everything in it. */
import "./experiment.ts";
import "../src/pages/embed/main.ts";
