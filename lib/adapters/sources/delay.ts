import { setTimeout } from 'node:timers/promises';

/** Waits without a way to cancel, and keeps the process alive meanwhile. */
export async function delay(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
}
