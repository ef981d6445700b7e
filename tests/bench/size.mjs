// SPDX-License-Identifier: Apache-2.0
/**
 * What the modules weigh: sections with what is left of them in a host's compression, and what the code is made of, by parts of the
 * program and by its largest functions.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { MODULE_FOLDER, MODULES } from "../../scripts/lib/paths.mjs";

/** https://webassembly.github.io/spec/core/binary/modules.html#sections */
const IMPORTS = 2;
const CODE = 10;
const SECTIONS = { 1: "types", 2: "imports", 3: "functions", 9: "table", 10: "code", 11: "data" };

/** The largest functions that are named one by one. */
const MOST_FUNCTIONS = 25;

/** The first that fits, by the name of the function. */
const PARTS = [
  ["layers, kernels", /Elementwise|kernels::|Dense|Conv|Pool|Norm::|Residual|Chain|Dropout|Layer/],
  ["optimizers", /::State::|Optimizer|Schedule|Wolfe|Armijo/],
  ["training", /Session|Trainer|Evaluator|Batches|Inputs|Prepare|Network/],
  ["studies, probes", /Run::|Trials|Probe|Look\(|Landscape|Search|Race|Saliency|GradientCheck/],
  ["declarations, lists", /Declare\(|Entry\(|Registry</],
  ["documents", /Reader|Writer|TrainingRun|Experiment|Summary|Warnings|Document|Read/],
  ["JSON library", /^(.* )?nlohmann::/],
  ["the rest of the trainer", /downhill::/],
  ["Eigen", /Eigen::/],
  ["C++ library", /std::|__cxa|operator (new|delete)/],
  ["wall to JavaScript", /emscripten::|embind|emval/],
  ["C library", /./],
];

const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
const compressed = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

/** @returns {{id: number, content: Buffer}[]} */
function sectionsOf(module) {
  const sections = [];
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const id = reader.byte();
    sections.push({ id, content: reader.bytes(reader.number()) });
  }
  return sections;
}

class Reader {
  constructor(content, at = 0) {
    this.content = content;
    this.at = at;
  }
  byte() {
    return this.content[this.at++];
  }
  /** LEB128. */
  number() {
    let number = 0;
    for (let scale = 1, more = true; more; scale *= 128) {
      const next = this.byte();
      number += (next & 127) * scale;
      more = next > 127;
    }
    return number;
  }
  bytes(length) {
    this.at += length;
    return this.content.subarray(this.at - length, this.at);
  }
}

/** Their bytes, in their order. */
function functionSizes(code) {
  const reader = new Reader(code);
  return Array.from({ length: reader.number() }, () => reader.bytes(reader.number()).length);
}

/** By the linker's list, `number:name`; characters stand in it as `\28`. */
function functionNames(module) {
  const names = new Map();
  for (const line of readFileSync(join(MODULE_FOLDER, `${module}.mjs.symbols`), "utf8").split(
    "\n",
  )) {
    const colon = line.indexOf(":");
    const name = line
      .slice(colon + 1)
      .replace(/\\([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
    names.set(Number(line.slice(0, colon)), name);
  }
  return names;
}

/** Imported functions come first among the numbers. */
function importedFunctions(imports) {
  const reader = new Reader(imports);
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.bytes(reader.number());
    reader.bytes(reader.number());
    const kind = reader.byte();
    if (kind === 0) functions++;
    // A memory or a table has limits, a global and a tag two numbers.
    if (kind === 1) reader.byte();
    if (kind === 1 || kind === 2) {
      const limits = reader.byte();
      reader.number();
      if (limits & 1) reader.number();
    } else {
      reader.number();
      if (kind > 2) reader.byte();
    }
  }
  return functions;
}

/** The names without what every one of them has. */
const shortName = (name) =>
  name
    .replaceAll("downhill::", "")
    .replaceAll("(anonymous namespace)::", "")
    .replace(/nlohmann::json_abi_\w+::/g, "nlohmann::")
    .replace(/std::__2::/g, "std::")
    .replace(/nlohmann::basic_json<.*?, void>/g, "Json")
    .replace(
      /std::basic_string<char, std::char_traits<char>, std::allocator<char>>/g,
      "std::string",
    )
    .slice(0, 90);

export function printSizes() {
  console.log("module             bytes     brotli");
  for (const name of MODULES) {
    const module = readFileSync(join(MODULE_FOLDER, `${name}.wasm`));
    console.log(
      `${name.padEnd(16)} ${kilobytes(module.length).padStart(7)} ${kilobytes(compressed(module)).padStart(10)}  kB`,
    );
  }
  const module = "simd";
  const sections = sectionsOf(readFileSync(join(MODULE_FOLDER, `${module}.wasm`)));
  console.log(`\n${module}, by section, each compressed alone`);
  for (const { id, content } of sections.filter(({ id }) => id in SECTIONS)) {
    console.log(
      `${SECTIONS[id].padEnd(16)} ${kilobytes(content.length).padStart(7)} ${kilobytes(compressed(content)).padStart(10)}  kB`,
    );
  }
  const names = functionNames(module);
  const first = importedFunctions(sections.find(({ id }) => id === IMPORTS).content);
  const code = sections.find(({ id }) => id === CODE).content;
  const functions = functionSizes(code)
    .map((size, i) => ({ size, name: names.get(first + i) ?? "?" }))
    .sort((one, other) => other.size - one.size);
  const parts = new Map(PARTS.map(([part]) => [part, 0]));
  for (const { size, name } of functions) {
    const [part] = PARTS.find(([, pattern]) => pattern.test(name));
    parts.set(part, parts.get(part) + size);
  }
  console.log(`\nits ${functions.length} functions, by part`);
  for (const [part, size] of [...parts].sort(([, one], [, other]) => other - one)) {
    console.log(`${kilobytes(size).padStart(7)} kB  ${part}`);
  }
  console.log("\nthe largest");
  for (const { size, name } of functions.slice(0, MOST_FUNCTIONS)) {
    console.log(`${kilobytes(size).padStart(7)} kB  ${shortName(name)}`);
  }
}
