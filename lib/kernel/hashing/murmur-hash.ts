const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789 | 0, 0x38b34ae5, 0xa1e38b93 | 0];

/** Computes MurmurHash3 x86_128 (Austin Appleby, public domain); `count` is a multiple of 4 words. */
export function murmurHash(input: Int32Array, count: number, seed: Uint32Array, out: Uint32Array): void {
  let h1 = (seed[0] ?? 0) | 0;
  let h2 = (seed[1] ?? 0) | 0;
  let h3 = (seed[2] ?? 0) | 0;
  let h4 = (seed[3] ?? 0) | 0;
  for (let i = 0; i < count; i += 4) {
    let k = Math.imul(input[i] ?? 0, c1);
    h1 ^= Math.imul((k << 15) | (k >>> 17), c2);
    h1 = (Math.imul(((h1 << 19) | (h1 >>> 13)) + h2, 5) + 0x561ccd1b) | 0;
    k = Math.imul(input[i + 1] ?? 0, c2);
    h2 ^= Math.imul((k << 16) | (k >>> 16), c3);
    h2 = (Math.imul(((h2 << 17) | (h2 >>> 15)) + h3, 5) + 0x0bcaa747) | 0;
    k = Math.imul(input[i + 2] ?? 0, c3);
    h3 ^= Math.imul((k << 17) | (k >>> 15), c4);
    h3 = (Math.imul(((h3 << 15) | (h3 >>> 17)) + h4, 5) + 0x96cd1c35) | 0;
    k = Math.imul(input[i + 3] ?? 0, c4);
    h4 ^= Math.imul((k << 18) | (k >>> 14), c1);
    h4 = (Math.imul(((h4 << 13) | (h4 >>> 19)) + h1, 5) + 0x32ac3b17) | 0;
  }
  const bytes = count * 4;
  h1 ^= bytes;
  h2 ^= bytes;
  h3 ^= bytes;
  h4 ^= bytes;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h3 = avalanche(h3);
  h4 = avalanche(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[0] = h1;
  out[1] = h2 + h1;
  out[2] = h3 + h1;
  out[3] = h4 + h1;
}

function avalanche(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
