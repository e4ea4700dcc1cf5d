/** Holds no two changes of the zone's offset: summer time never lasted less than 27 days. */
const blockMs = 2 ** 30;
const maxCachedBlocks = 2_000;
const offsets = new Map<number, number | null>();
let format: Intl.DateTimeFormat | undefined; // Built on first use because most functions never need it.

/** Reads the offset from the time-zone database: `GMT+08:00`, `GMT+09:00` in summers, `GMT+08:05:43` before 1901. */
function lookUpOffset(ms: number): number {
  format ??= new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Shanghai', timeZoneName: 'longOffset' });
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [hours = 0, minutes = 0, seconds = 0] = name.slice('GMT+'.length).split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** `null` where the offset changes within the block. */
function offsetOfBlock(block: number): number | null {
  const known = offsets.get(block);
  if (known !== undefined) return known;
  const [first, last] = [lookUpOffset(block * blockMs), lookUpOffset((block + 1) * blockMs)];
  const offset = first === last ? first : null;
  if (offsets.size >= maxCachedBlocks) offsets.clear();
  offsets.set(block, offset);
  return offset;
}

/** Milliseconds that Asia/Shanghai was ahead of UTC: 8 h, or 9 h in the summers of 1940–1949 and 1986–1991. */
function offsetAt(ms: number): number {
  return offsetOfBlock(Math.floor(ms / blockMs)) ?? lookUpOffset(ms);
}

/** Writes an instant (Unix milliseconds, years 1 to 9999) as civil time, `1988-07-01T00:00:00.000`. */
export function toShanghaiTime(ms: number): string {
  return new Date(ms + offsetAt(ms)).toISOString().slice(0, -1);
}

const hourMs = 3_600_000;

/**
 * Reads a civil time `1988-07-01T00:00:00[.000]` as Unix milliseconds; NaN if it is none.
 * A time that summer time skipped is the instant of the change; one that came twice is the first.
 */
export function fromShanghaiTime(time: string): number {
  const local = Date.parse(`${time}Z`);
  if (Number.isNaN(local)) return Number.NaN;
  const [earlier, later] = [offsetAt(local - 10 * hourMs), offsetAt(local - 7 * hourMs)];
  if (offsetAt(local - earlier) === earlier) return local - earlier;
  if (offsetAt(local - later) === later) return local - later;
  return findChange(local - later, local - earlier);
}

/** Bisects to the millisecond at which the offset changes between two instants. */
function findChange(from: number, to: number): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offsetAt(after)) after = middle;
    else before = middle;
  }
  return after;
}
