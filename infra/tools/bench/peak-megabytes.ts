import { readFileSync } from 'node:fs';

/**
 * The largest resident size that this process has had. Linux counts in `maxRSS` what the parent had when it forked,
 * so its own mark is asked there; elsewhere `maxRSS` is what there is.
 */
export function peakMegabytes(): number {
  try {
    const mark = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (mark !== undefined) return Number(mark) / 1024;
  } catch {
    // no Linux
  }
  return process.resourceUsage().maxRSS / 1024;
}
