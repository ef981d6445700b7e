// SPDX-License-Identifier: Apache-2.0
/** The cure of what did not come over the network. By itself, for whoever can load no more than this. */
import type { Text } from "../engine/api.ts";

export const CHECK_CONNECTION: Text = {
  en: "Check the connection, and load the page again.",
  zh: "请检查网络，然后重新载入页面。",
};
