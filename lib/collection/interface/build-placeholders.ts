import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { ReadOptions } from '../sources/pull/source-session.ts';
import type { Placeholders } from './fill-template.ts';
import { formatTime } from './time-formats.ts';

/** A full read sends this as `{{since}}`. */
const epochStart = '1970-01-01T00:00:00.000Z';

/** Builds the placeholders of a page's request. */
export function buildPlaceholders(
  { paging, increment }: Pick<InterfaceDeclaration, 'paging' | 'increment'>,
  { mode, watermark, startedAt }: ReadOptions,
  checkpoint: PageCheckpoint,
): Placeholders {
  const mark = mode === 'increment' ? watermark : undefined;
  const times =
    increment.kind === 'update-time' ? increment : { form: 'yyyy-MM-dd HH:mm:ss' as const, overlapSeconds: 0 };
  const isIncrement = mark !== undefined && increment.kind === 'update-time';
  const since = isIncrement ? secondsAfter(mark, -times.overlapSeconds) : epochStart;
  const first = increment.kind === 'cursor' ? (mark ?? increment.first) : '';
  const size = paging.kind === 'none' ? 0 : (checkpoint.size ?? paging.size);
  return {
    page: String(checkpoint.page - 1 + (paging.kind === 'page' ? paging.first : 1)),
    // A service that caps its pages would skip rows if the offset counted whole pages.
    offset: String(paging.kind === 'offset' ? checkpoint.rows : (checkpoint.page - 1) * size),
    size: String(size),
    cursor: paging.kind === 'cursor' ? (checkpoint.cursor ?? first) : first,
    since: formatTime(since, times.form),
    until: formatTime(startedAt, times.form),
  };
}
