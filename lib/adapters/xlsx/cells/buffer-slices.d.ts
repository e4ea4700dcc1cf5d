// Node's decoders behind `toString(encoding, start, end)`: calling them directly saves a look-up of the encoding.
interface Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
