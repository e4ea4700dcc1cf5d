import type { Change } from '../../../schemas/departments/change-entry.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { keepSharingLimitsRoute } from '../../../schemas/sharing/limit-routes.ts';
import { defaultSharingLimits, type KeptSharingLimits } from '../../../schemas/sharing/limits.ts';

/** Reads are strongly consistent. */
export type LimitsRepository = {
  /** Undefined while the city has set none. */
  readonly keptLimits: () => Promise<KeptSharingLimits | undefined>;
  /** Replaces those of `lockVersion - 1`; false when there are none of that version. */
  readonly saveLimits: (limits: KeptSharingLimits) => Promise<boolean>;
};

export type LimitsPorts = LimitsRepository & {
  readonly now: () => Instant;
  /** Writes the entry of the change log, before the change is made. */
  readonly recordChange: (change: Change) => Promise<void>;
};

/** The limits in force: the city's, or the defaults. */
export async function readLimits(
  _: unknown,
  { keptLimits }: Pick<LimitsPorts, 'keptLimits'>,
): Promise<KeptSharingLimits> {
  return (await keptLimits()) ?? { ...defaultSharingLimits, lockVersion: 0 };
}

/** Replaces all limits; the change is recorded first. Refuses `changed-meanwhile` when somebody else was faster. */
export async function keepLimits({ caller, body }: RouteInput<typeof keepSharingLimitsRoute>, ports: LimitsPorts) {
  const { reason, lockVersion, ...limits } = body;
  const before = await readLimits({}, ports);
  if (before.lockVersion !== lockVersion) return refused('changed-meanwhile');
  const changed = { at: ports.now(), by: caller.subject, name: caller.name };
  const kept: KeptSharingLimits = { ...limits, lockVersion: lockVersion + 1, changed };
  await ports.recordChange({
    by: caller.subject,
    via: 'api',
    what: 'sharing-limits-changed',
    target: 'sharing-limits',
    why: reason,
    detail: JSON.stringify(limits),
  });
  return (await ports.saveLimits(kept)) ? kept : refused('changed-meanwhile');
}
