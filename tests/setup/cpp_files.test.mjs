import { join } from "node:path";
import { expect, test } from "vitest";
import { withOwnIncludes } from "../../scripts/lib/cpp_files.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

test("own headers are followed, through headers too; those of others are not", () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "a.cpp": '#include "a.h"\n#include <vector>\n',
    "a.h": '#include "list.h"\n#include "b.h"\n',
    "b.h": '#include "a.h"\n#include "somebody/else.h"\n',
    "list.h": "",
    "unused.h": "",
  });
  const found = withOwnIncludes([join(folder, "a.cpp")]);
  expect(found).toEqual(["a.cpp", "a.h", "b.h", "list.h"].map((name) => join(folder, name)));
});
