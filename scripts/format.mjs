// SPDX-License-Identifier: Apache-2.0
/** `npm run format`: gives all code the form that `npm run check` asks for. */
import { mendCppFormat } from "./check/clang_format.mjs";
import { mendWebForm } from "./check/web_code.mjs";
import { main } from "./lib/failure.mjs";
import { ensureNodeModules } from "./setup/node_modules.mjs";
import { ensureSystemPackages } from "./setup/system_packages.mjs";

await main(async () => {
  await ensureSystemPackages(["check"]);
  await ensureNodeModules();
  await mendCppFormat();
  await mendWebForm();
});
