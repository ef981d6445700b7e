import { expect, test } from "vitest";
import {
  addUp,
  countGoogleTest,
  countPlaywright,
  countVitest,
  lineOf,
  totalLine,
} from "../../scripts/test/counts.mjs";

test("GoogleTest: passed, failed and skipped", () => {
  const output = `[ RUN      ] Adam.Step
[       OK ] Adam.Step (0 ms)
[ RUN      ] Sizes/Dense.Gradient/3
[  FAILED  ] Sizes/Dense.Gradient/3, where GetParam() = 8-byte object (1 ms)
[==========] 5 tests from 3 test suites ran. (9 ms total)
[  PASSED  ] 3 tests.
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] Golden.Convolution
[  FAILED  ] 1 test, listed below:
[  FAILED  ] Sizes/Dense.Gradient/3, where GetParam() = 8-byte object

 1 FAILED TEST`;
  expect(countGoogleTest(output, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 1,
    failures: ["Sizes/Dense.Gradient/3"],
  });
});

test("GoogleTest: a crash is a failure of the test that ran", () => {
  const output =
    "[ RUN      ] A.First\n[       OK ] A.First (0 ms)\n[ RUN      ] A.Second\nSegmentation fault";
  expect(countGoogleTest(output, 139)).toMatchObject({
    failed: 1,
    failures: ["ended with exit code 139 in A.Second"],
  });
});

test("Vitest: a file that cannot be read is a failure", () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      {
        name: "a.test.ts",
        status: "failed",
        assertionResults: [{ status: "failed", fullName: "adds" }],
      },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
      { name: "c.test.ts", status: "passed", assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 1,
    failures: ["adds", "b.test.ts could not be read"],
  });
});

test("Playwright: failures are named by their place, and what passed at the second try", () => {
  const report = {
    stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [],
    suites: [
      {
        title: "page.spec.ts",
        specs: [
          { title: "loads", ok: true, tests: [{ status: "expected" }] },
          { title: "pauses", ok: true, tests: [{ status: "flaky" }] },
        ],
        suites: [
          {
            title: "in Chinese",
            specs: [
              { title: "plays", ok: false, tests: [] },
              {
                title: "steps",
                ok: false,
                tests: [
                  {
                    status: "unexpected",
                    results: [
                      { error: { message: "the first try" } },
                      {
                        error: {
                          message:
                            "\u001b[2mexpect(\u001b[22mstep)\n\nExpected: 2\nCall log:\n  - on",
                        },
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    failures: [
      "page.spec.ts > in Chinese > plays",
      "page.spec.ts > in Chinese > steps: expect(step) Expected: 2",
    ],
    unsteady: ["page.spec.ts > pauses"],
  });
});

test("the closing line counts everything", () => {
  const parts = [
    { passed: 3, failed: 0, skipped: 0, failures: [] },
    { passed: 1, failed: 2, skipped: 1, failures: ["a", "b"] },
  ];
  expect(totalLine(addUp(parts))).toBe("4 passed, 2 failed, 1 skipped");
  expect(totalLine(parts[0])).toBe("3 passed, 0 failed");
  expect(lineOf({ name: "cpp", seconds: 1.2, ...parts[1] })).toBe(
    "FAILED  cpp      1 passed, 2 failed, 1 skipped (1 s)\n          a\n          b",
  );
  expect(lineOf({ name: "browser", seconds: 2, ...parts[0], unsteady: ["a"] })).toContain(
    "second try only, to be mended: a",
  );
});
