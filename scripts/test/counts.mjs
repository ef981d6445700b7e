// SPDX-License-Identifier: Apache-2.0
/** How many tests passed, failed and were skipped, and which failed. */

/** @typedef {{passed: number, failed: number, skipped: number, failures: string[], unsteady?: string[]}} Counts */

export const FAILED_TO_RUN = { passed: 0, failed: 1, skipped: 0 };

/** @param {Counts[]} list */
export function addUp(list) {
  const sum = (key) => list.reduce((total, counts) => total + counts[key], 0);
  return {
    passed: sum("passed"),
    failed: sum("failed"),
    skipped: sum("skipped"),
    failures: list.flatMap(({ failures }) => failures),
  };
}

/** The closing line, in the form that test reports are searched for. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** One part's line, and one for each of its failures and of those that passed at the second try. */
export function lineOf({ name, seconds, failures, unsteady = [], ...counts }) {
  const head = `${counts.failed === 0 ? "ok    " : "FAILED"}  ${name.padEnd(8)} ${totalLine(counts)} (${seconds.toFixed(0)} s)`;
  return [
    head,
    ...failures.map((failure) => `          ${failure}`),
    ...unsteady.map((title) => `          passed at the second try only, to be mended: ${title}`),
  ].join("\n");
}

/** What GoogleTest prints at its end. */
export function countGoogleTest(output, code) {
  const number = (pattern) => Number(output.match(pattern)?.[1] ?? 0);
  // Each failed test is named twice: where it failed, and in the list at the end.
  const named = output.matchAll(/^\[ {2}FAILED {2}\] (\w\S*\.\S+?)(?:,| \(|$)/gm);
  const failures = [...new Set([...named].map(([, name]) => name))];
  const counts = {
    passed: number(/^\[ {2}PASSED {2}\] (\d+) tests?/m),
    failed: number(/^\[ {2}FAILED {2}\] (\d+) tests?/m),
    skipped: number(/^\[ {2}SKIPPED \] (\d+) tests?/m),
    failures,
  };
  // A crash ends the program before it counts.
  if (code !== 0 && counts.failed === 0) {
    const last = [...output.matchAll(/^\[ RUN {6}\] (\S+)/gm)].at(-1)?.[1];
    return {
      ...counts,
      failed: 1,
      failures: [`ended with exit code ${code} in ${last ?? "its start"}`],
    };
  }
  return counts;
}

/** The JSON report of Vitest. */
export function countVitest(report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...failed, ...broken.map(({ name }) => `${name} could not be read`)],
  };
}

/** How much of what a failed test says is repeated at the end. */
const LONGEST_REASON = 300;

/** The first lines of what was thrown last, as one, without the colours of a terminal. */
function reasonOf(tests) {
  const { message = "" } = tests.flatMap(({ results = [] }) => results).at(-1)?.error ?? {};
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how colours begin.
  const plain = message.replace(/\u001b\[[0-9;]*m/g, "").split(/\n\s*\n\s*at |\nCall log/)[0];
  return plain.replace(/\s+/g, " ").trim().slice(0, LONGEST_REASON);
}

/** The JSON report of Playwright. What passes at the second try is a fault of its test or of the page's: it is named, and stops nobody. */
export function countPlaywright({ stats, suites, errors }) {
  const [failures, unsteady] = [[], []];
  const visit = (suite, path) => {
    for (const { title, ok, tests } of suite.specs ?? []) {
      const name = [...path, title].join(" > ");
      const reason = ok ? "" : reasonOf(tests);
      if (!ok) failures.push(reason === "" ? name : `${name}: ${reason}`);
      else if (tests.some(({ status }) => status === "flaky")) unsteady.push(name);
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of suites) visit(suite, [suite.title]);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(({ message }) => message.split("\n")[0])],
    unsteady,
  };
}
