import type { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import { fromShanghaiTime } from '../../../kernel/shanghai-time.ts';

/** `2026-11-28`, `2026-11-28 08:30`, `2026-11-28T08:30:00.123456+08:00`; Shanghai time by default. */
const clock = '(\\d{2}:\\d{2})(?::(\\d{2})(\\.\\d{1,6})?)?';
const offset = '(Z|[+-]\\d{2}(?::?\\d{2})?)';
const timePattern = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:[ T]${clock}(?: ?${offset})?)?$`);

/** Answers `null` for an unreadable time; a cursor is taken as typed. */
export function parseWatermark(declaration: SourceDeclaration, text: string): string | null {
  if (declaration.channel === 'interface' && declaration.increment.kind === 'cursor') return text;
  const parts = timePattern.exec(text.trim());
  if (parts === null) return null;
  const [, day = '', minute = '00:00', second = '00', fraction = '', zone] = parts;
  const time = `${day}T${minute}:${second}.000`;
  const at = zone === undefined ? fromShanghaiTime(time) : Date.parse(`${time}${isoZone(zone)}`);
  // Date.parse lets 02-30 roll over into March.
  if (Number.isNaN(at) || new Date(`${day}T00:00:00.000Z`).toISOString().slice(0, 10) !== day) return null;
  const utc = new Date(at).toISOString();
  if (declaration.channel === 'interface') return `${utc.slice(0, 19)}.${fraction.slice(1, 4).padEnd(3, '0')}Z`;
  const watermark = `${utc.slice(0, 10)} ${utc.slice(11, 19)}.${fraction.slice(1).padEnd(6, '0')}`;
  return declaration.system === 'postgresql' ? `${watermark}+00` : watermark;
}

/** `+08` and `+0800` → `+08:00`. */
function isoZone(zone: string): string {
  return zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
