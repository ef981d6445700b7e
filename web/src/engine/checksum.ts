// SPDX-License-Identifier: Apache-2.0
/** A number by which a damaged file is known. */

/** Of every byte, the remainder by the polynomial.   Source: CRC-32 as in zip and PNG (RFC 1952, section 8). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

class Crc32 {
  #rest = 0xffffffff;
  readonly #number = new DataView(new ArrayBuffer(8));

  byte(byte: number): void {
    this.#rest = (this.#rest >>> 8) ^ (TABLE[(this.#rest ^ byte) & 0xff] ?? 0);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      this.byte(unit & 0xff);
      this.byte(unit >>> 8);
    }
  }

  number(number: number): void {
    // JSON has one zero.
    this.#number.setFloat64(0, number === 0 ? 0 : number);
    for (let i = 0; i < 8; i += 1) this.byte(this.#number.getUint8(i));
  }

  get value(): number {
    return ~this.#rest >>> 0;
  }
}

/**
 * Eight hexadecimal digits for a value as JSON keeps it: the same however its text is laid out and its keys are ordered. Walks through it
 * without a text of the whole. A change within 32 neighbouring bits of one number or word is always seen, any other but once in 2^32 times.
 */
export function checksumOf(value: unknown): string {
  const crc = new Crc32();
  add(crc, value);
  return crc.value.toString(16).padStart(8, "0");
}

/** Each kind begins with a byte of its own, so that no two values look alike. */
function add(crc: Crc32, value: unknown): void {
  if (typeof value === "number" && Number.isFinite(value)) {
    crc.byte(1);
    crc.number(value);
  } else if (typeof value === "string") {
    crc.byte(2);
    crc.number(value.length);
    crc.text(value);
  } else if (typeof value === "boolean") {
    crc.byte(value ? 3 : 4);
  } else if (Array.isArray(value)) {
    crc.byte(5);
    crc.number(value.length);
    for (const item of value) add(crc, item);
  } else if (typeof value === "object" && value !== null) {
    crc.byte(6);
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    for (const [key, item] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
      add(crc, key);
      add(crc, item);
    }
    crc.byte(7);
  } else {
    // As JSON writes what is no value.
    crc.byte(0);
  }
}
