import { z } from 'zod';

/** The day is `YYYY-MM-DD` in Asia/Shanghai (GB/T 7408.1). */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** The instant is RFC 3339 in UTC with milliseconds. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
