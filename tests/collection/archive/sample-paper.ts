import type { PaperVersion } from '../../../schemas/collection/archive.ts';

/** A test's paper is an interface document's first version. */
export const paperOf = (change: Partial<PaperVersion> = {}): PaperVersion => ({
  id: '01JD0000000000000000000001',
  kind: 'interface-document',
  title: '查询接口调用说明',
  number: 1,
  format: 'pdf',
  size: 5,
  sha256: 'a'.repeat(64),
  archived: { at: '2020-12-01T01:00:00.000Z', by: 'zhao-min', name: '赵敏' },
  ...change,
});
