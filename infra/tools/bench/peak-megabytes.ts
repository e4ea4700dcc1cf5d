import { readFileSync } from 'node:fs';

/** Linux counts in `maxRSS` what the parent had when it forked, so its own mark is read there. */
export function peakMegabytes(): number {
  try {
    const mark = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (mark !== undefined) return Number(mark) / 1024;
  } catch {
    // no Linux
  }
  return process.resourceUsage().maxRSS / 1024;
}
