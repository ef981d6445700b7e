// SPDX-License-Identifier: Apache-2.0
/** Just enough of the protobuf wire format to write a message (https://protobuf.dev/programming-guides/encoding). */

const VARINT = 0;
const LENGTH = 2;
const FIXED_32 = 5;

/** One message, field by field, in the order of the calls. */
export class Message {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  /** A whole number, negative ones too. */
  integer(field: number, value: number): this {
    return this.#add(key(field, VARINT)).#add(varint(BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#add(key(field, FIXED_32)).#add(bytes);
  }

  bytes(field: number, bytes: Uint8Array): this {
    return this.#add(key(field, LENGTH))
      .#add(varint(BigInt(bytes.length)))
      .#add(bytes);
  }

  text(field: number, text: string): this {
    return this.bytes(field, new TextEncoder().encode(text));
  }

  message(field: number, message: Message): this {
    return this.bytes(field, message.encoded());
  }

  encoded(): Uint8Array {
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  }

  #add(bytes: Uint8Array): this {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

const key = (field: number, wireType: number) => varint(BigInt((field << 3) | wireType));

/** Seven bits a byte, the lowest first; negative numbers as 64-bit two's complement. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
