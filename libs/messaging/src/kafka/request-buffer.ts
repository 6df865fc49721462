import { crc32c } from './crc32c.ts';

const FIRST_SIZE = 64 * 1024;
const LONGEST_VARINT = 5;

/** One growing buffer that is written from front to back, in Kafka's primitive types (https://kafka.apache.org/protocol#protocol_types). */
export class RequestBuffer {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #at = 0;

  get written(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  int8(value: number): void {
    this.#room(1);
    this.#at = this.#bytes.writeInt8(value, this.#at);
  }

  int16(value: number): void {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  int64(value: bigint): void {
    this.#room(8);
    this.#at = this.#bytes.writeBigInt64BE(value, this.#at);
  }

  string(value: string | null | undefined): void {
    if (value == null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length);
    this.#room(length);
    this.#at += this.#bytes.write(value, this.#at);
  }

  /** A signed number of up to 32 bits, zigzag. */
  varint(value: number): void {
    this.#room(LONGEST_VARINT);
    this.#at = this.#putVarint(value, this.#at);
  }

  /** Bytes, or text as UTF-8, with their length before them; null has the length -1. */
  varBytes(value: string | Buffer | null | undefined): void {
    if (value == null) return this.varint(-1);
    if (typeof value !== 'string') {
      this.varint(value.length);
      this.#room(value.length);
      value.copy(this.#bytes, this.#at);
      this.#at += value.length;
      return;
    }
    this.#room(LONGEST_VARINT + value.length * 3);
    // Mostly a character is a byte; where it is not, and that makes the length longer, the text moves.
    const guess = widthOf(value.length);
    const length = this.#bytes.write(value, this.#at + guess);
    const width = widthOf(length);
    if (width !== guess) this.#bytes.copyWithin(this.#at + width, this.#at + guess, this.#at + guess + length);
    this.#at = this.#putVarint(length, this.#at) + length;
  }

  /** Begins what has its length before it, as a varint. @returns what {@link endSized} is told */
  beginSized(): number {
    this.#room(LONGEST_VARINT);
    this.#at += LONGEST_VARINT;
    return this.#at;
  }

  endSized(start: number): void {
    const length = this.#at - start;
    const body = this.#putVarint(length, start - LONGEST_VARINT);
    this.#bytes.copyWithin(body, start, this.#at);
    this.#at = body + length;
  }

  /** Leaves four bytes for what is known later. @returns their place */
  reserve32(): number {
    this.#room(4);
    this.#at += 4;
    return this.#at - 4;
  }

  /** The number of bytes behind the reserved ones. */
  fillSize(place: number): void {
    this.#bytes.writeInt32BE(this.#at - place - 4, place);
  }

  /** CRC-32C of the bytes behind the reserved ones. */
  fillChecksum(place: number): void {
    this.#bytes.writeUInt32BE(crc32c(this.#bytes, place + 4, this.#at), place);
  }

  #putVarint(value: number, at: number): number {
    let left = ((value << 1) ^ (value >> 31)) >>> 0;
    while (left > 0x7f) {
      this.#bytes[at++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    this.#bytes[at++] = left;
    return at;
  }

  #room(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

/** Bytes of a length, zigzag, as a varint. */
function widthOf(length: number): number {
  if (length < 1 << 6) return 1;
  if (length < 1 << 13) return 2;
  if (length < 1 << 20) return 3;
  return length < 1 << 27 ? 4 : 5;
}
