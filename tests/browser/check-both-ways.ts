import { expect } from 'vitest';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { checkByServer } from './checked-by-server.ts';
import type { startWorker } from './worker-in-node.ts';

export const at = '2026-11-30T02:00:00.000Z';

type Checker = Awaited<ReturnType<typeof startWorker>>;
type Catalogue = { readonly versions: readonly DatasetVersion[]; readonly codeLists: ReadonlyMap<string, CodeList> };

/** Checks by the platform's use case and by the worker; both must say the same, to the letter. */
export async function checkBothWays(worker: Checker, bytes: Uint8Array, { versions, codeLists: lists }: Catalogue) {
  const used = new Set(versions.flatMap(({ content }) => content.fields.flatMap(({ codeList }) => codeList ?? [])));
  const catalogue = {
    versions: [...versions],
    codeLists: [...lists.values()].filter(({ id }) => used.has(id)),
    departments: {},
  };
  const dataset = versions[0]?.dataset;
  if (dataset === undefined) throw new Error('no version');
  const server = await checkByServer(bytes, { versions, codeLists: lists, at });
  const byWorker = await worker({ file: new Blob([new Uint8Array(bytes)]), dataset, catalogue, at });
  const { rowCounts, findingKinds = [], reason = null, staged, version } = server.delivery;
  expect(byWorker.findings).toEqual(server.findings);
  expect(byWorker.check).toMatchObject({
    version,
    rowCounts,
    reason,
    findings: server.findings.length,
    truncated: staged?.truncated,
  });
  expect(byWorker.check.sheet).toBe(staged?.sheet);
  expect(byWorker.check.findingKinds.slice(0, 50)).toEqual(findingKinds);
  return byWorker;
}
