import type { Instant } from '../../../schemas/kernel/day.ts';

export type NoteDaysLeftPorts = {
  /** When each certificate of the signing chain ends; none where there is no usable chain. */
  readonly certificateEnds: () => Promise<readonly Instant[]>;
  readonly now: () => Instant;
  readonly noteDays: (days: number) => void;
};

const dayMs = 86_400_000;

/** Notes the whole days until the first certificate of the signing chain ends; 0 where files cannot be signed. */
export async function noteDaysLeft({ certificateEnds, now, noteDays }: NoteDaysLeftPorts): Promise<void> {
  const ends = (await certificateEnds()).map((end) => Date.parse(end));
  const days = ends.length === 0 ? 0 : Math.floor((Math.min(...ends) - Date.parse(now())) / dayMs);
  noteDays(Math.max(0, days));
}
