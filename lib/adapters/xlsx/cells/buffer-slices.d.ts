// Node's own decoders behind `toString(encoding, start, end)`; called directly they spare a look-up of the encoding for every text.
interface Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}
