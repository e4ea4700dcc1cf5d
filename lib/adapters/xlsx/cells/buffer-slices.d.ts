// Node's own decoders save `toString` the look-up of the encoding.
interface Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
