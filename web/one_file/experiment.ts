// SPDX-License-Identifier: Apache-2.0
/** The experiment that was written into the file is that of its address, where the address names none. */
import { encodeLink } from "../src/documents/link.ts";
import { readExperiment } from "../src/exporters/one_file.ts";

const link = readExperiment(document);
if (link !== undefined && location.hash === "") {
  history.replaceState(null, "", `#${encodeLink(link)}`);
}
