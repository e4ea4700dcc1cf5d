import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DemoOffset } from '../../lib/adapters/demo-clock.ts';
import type { Instant } from '../../schemas/kernel/day.ts';

/** A Friday, ten days before the first deadline of the notice. */
const firstMoment = '2020-11-20T01:00:00.000Z';
const saveIntervalMs = 20_000;
/** After a crash, the clock must not go back behind what was stored. */
const marginMs = 2 * saveIntervalMs;

const Saved = DemoOffset.extend({ at: z.iso.datetime() });

export type DemoClock = {
  /** The file that the functions read; it exists in a demo only. */
  readonly file: string;
  readonly isOn: boolean;
  readonly now: () => Date;
  /** Never goes back: leases and due times of stored work would lie in the future. Throws without a demo. */
  readonly moveTo: (moment: Instant) => void;
  readonly close: () => void;
};

/**
 * Opens the clock of a state directory. That of a demo runs as fast as the machine's and stops with the system, so that
 * late November lasts. A directory is a demo from its first start on.
 */
export function openDemoClock(stateDir: string, { begin }: { readonly begin: boolean }): DemoClock {
  const file = join(stateDir, 'demo-clock.json');
  if (!begin && !existsSync(file))
    return { file, isOn: false, now: () => new Date(), moveTo: refuse, close: () => undefined };
  let offsetMs = firstOffset(file);
  const now = (): Date => new Date(Date.now() + offsetMs);
  const save = (): void => {
    writeFileSync(`${file}.new`, JSON.stringify({ offsetMs, at: now().toISOString() }));
    renameSync(`${file}.new`, file);
  };
  save();
  const saving = setInterval(save, saveIntervalMs).unref();
  return {
    file,
    isOn: true,
    now,
    moveTo: (moment) => {
      offsetMs = Math.max(offsetMs, Date.parse(moment) - Date.now());
      save();
    },
    close: () => {
      clearInterval(saving);
      save();
    },
  };
}

function firstOffset(file: string): number {
  if (!existsSync(file)) return Date.parse(firstMoment) - Date.now();
  const { at } = Saved.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Date.parse(at) + marginMs - Date.now();
}

function refuse(): never {
  throw new Error('the clock of a system without a demo stays the machine’s');
}
