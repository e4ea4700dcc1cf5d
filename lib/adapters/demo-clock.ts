import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Day } from '../../schemas/kernel/day.ts';

/** Milliseconds that the demo's clock is ahead of the machine's; negative in the past. */
export const DemoOffset = z.object({ offsetMs: z.int() });

const rereadMs = 100;
let known: { readonly file: string; readonly until: number; readonly offsetMs: number | null } | undefined;

/** Reads the file of the demo's clock at most every 100 ms; `null` without one. */
export function readDemoOffset(file: string): number | null {
  const at = performance.now();
  if (known?.file !== file || known.until <= at) known = { file, until: at + rereadMs, offsetMs: parseOffset(file) };
  return known.offsetMs;
}

function parseOffset(file: string): number | null {
  try {
    return DemoOffset.parse(JSON.parse(readFileSync(file, 'utf8'))).offsetMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The day that the running request views. */
export const viewedDays = new AsyncLocalStorage<Day>();
