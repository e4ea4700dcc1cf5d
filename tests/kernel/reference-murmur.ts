const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];
const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by));

/** MurmurHash3 x86_128 over bytes, one seed per lane. Slow; verified by the published verification value. */
export function referenceMurmur(bytes: Uint8Array, seeds: readonly number[]): Uint8Array {
  const h = [0, 1, 2, 3].map((lane) => (seeds[lane] ?? 0) | 0);
  const at = (lane: number) => h[lane] ?? 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const factors = [
    [c1, 15, c2],
    [c2, 16, c3],
    [c3, 17, c4],
    [c4, 18, c1],
  ] as const;
  const turns = [
    [19, 0x561ccd1b],
    [17, 0x0bcaa747],
    [15, 0x96cd1c35],
    [13, 0x32ac3b17],
  ] as const;
  const stirIn = (lane: number, word: number) => {
    const [first, by, second] = factors[lane] ?? factors[0];
    h[lane] = at(lane) ^ Math.imul(rotated(Math.imul(word, first), by), second);
  };
  const whole = bytes.length - (bytes.length % 16);
  for (let block = 0; block < whole; block += 16) {
    turns.forEach(([by, plus], lane) => {
      stirIn(lane, view.getInt32(block + lane * 4, true));
      h[lane] = (Math.imul((rotated(at(lane), by) + at((lane + 1) % 4)) | 0, 5) + plus) | 0;
    });
  }
  for (let lane = 3; lane >= 0; lane -= 1) {
    const rest = bytes.subarray(whole + lane * 4, whole + lane * 4 + 4);
    if (rest.length > 0)
      stirIn(
        lane,
        rest.reduce((word, byte, i) => word | (byte << (8 * i)), 0),
      );
  }
  const mixAll = () => {
    h[0] = (at(0) + at(1) + at(2) + at(3)) | 0;
    for (const lane of [1, 2, 3]) h[lane] = (at(lane) + at(0)) | 0;
  };
  for (const lane of [0, 1, 2, 3]) h[lane] = at(lane) ^ bytes.length;
  mixAll();
  for (const lane of [0, 1, 2, 3]) {
    let word = at(lane);
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    h[lane] = word ^ (word >>> 16);
  }
  mixAll();
  return new Uint8Array(Int32Array.from(h).buffer);
}
