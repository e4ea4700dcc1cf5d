import type { FileFormat, GrantFileView } from '../../../../schemas/sharing/grant-file.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const fileFormatNames = {
  xlsx: 'Excel（XLSX）',
  csv: 'CSV',
  ndjson: 'NDJSON',
} as const satisfies Record<FileFormat, string>;

export const fileStateNames = {
  preparing: '制作中',
  ready: '可以取用',
  fetched: '已取用',
  expired: '已过期',
  failed: '没有制作成功',
} as const satisfies Record<GrantFileView['state'], string>;

export const fileTones = {
  preparing: 'running',
  ready: 'good',
  fetched: 'idle',
  expired: 'idle',
  failed: 'bad',
} as const satisfies Record<GrantFileView['state'], Tone>;
