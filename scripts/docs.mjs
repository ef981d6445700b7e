// SPDX-License-Identifier: Apache-2.0
/** `npm run docs`: the reference, from the sources: build/docs/engine (TypeDoc) and build/docs/trainer (Doxygen). */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "./build.mjs";
import { main } from "./lib/failure.mjs";
import { BUILD, ROOT } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { run } from "./lib/run.mjs";
import { setUp } from "./setup.mjs";

const DOCS = join(BUILD, "docs");
const TYPEDOC = join(ROOT, "scripts/docs");

/** What differs from Doxygen's defaults. Warnings are errors: a reference with holes is none. */
const DOXYGEN = `
PROJECT_NAME = "Downhill, the trainer"
INPUT = ${join(ROOT, "src")}
FILE_PATTERNS = *.h *.cpp
RECURSIVE = YES
INCLUDE_PATH = ${join(ROOT, "src")}
OUTPUT_DIRECTORY = ${join(DOCS, "trainer")}
GENERATE_LATEX = NO
HTML_OUTPUT = .
EXTRACT_ALL = YES
EXTRACT_ANON_NSPACES = YES
JAVADOC_AUTOBRIEF = YES
MARKDOWN_SUPPORT = NO
HAVE_DOT = NO
QUIET = YES
WARN_IF_UNDOCUMENTED = NO
WARN_AS_ERROR = FAIL_ON_WARNINGS
STRIP_FROM_PATH = ${ROOT}
`;

const INDEX = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Downhill: reference</title>
<h1>Downhill: reference</h1>
<ul>
<li><a href="engine/index.html">The engine</a>: from code, in a browser and in Node (TypeScript)</li>
<li><a href="trainer/index.html">The trainer</a>: its inside (C++)</li>
</ul>
</html>
`;

await main(async () => {
  await build(await setUp(["docs"]));
  rmSync(DOCS, { recursive: true, force: true });
  mkdirSync(join(DOCS, "trainer"), { recursive: true });
  say("The engine, with TypeDoc (a package of its own in scripts/docs/) ...");
  await run("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: TYPEDOC,
    failure: "npm could not install TypeDoc, as above.",
  });
  await run(
    join(TYPEDOC, "node_modules/.bin/typedoc"),
    [
      ...["--entryPoints", join(ROOT, "web/node/index.ts")],
      ...["--tsconfig", join(ROOT, "tsconfig.node.json")],
      ...["--out", join(DOCS, "engine"), "--name", "Downhill, the engine"],
      ...["--readme", "none", "--disableSources", "--treatWarningsAsErrors"],
    ],
    { cwd: ROOT, failure: "TypeDoc found faults, listed above." },
  );
  say("The trainer, with Doxygen ...");
  const settings = join(DOCS, "Doxyfile");
  writeFileSync(settings, DOXYGEN);
  await run("doxygen", [settings], { cwd: ROOT, failure: "Doxygen found faults, listed above." });
  writeFileSync(join(DOCS, "index.html"), INDEX);
  say(`Written: ${relative(ROOT, join(DOCS, "index.html"))}`);
});
