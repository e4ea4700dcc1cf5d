import type { downloadFrontEndTableRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { CataloguePorts } from '../ports.ts';
import { describeTable } from './describe-table.ts';
import { generateAccountScript } from './generate-account-script.ts';
import { generateDdl } from './generate-ddl.ts';

/** Answers the DDL or account script. Refuses `dataset-not-found`, `version-not-found`. */
export async function downloadFrontEndTable(
  { params: { dataset }, query: { system, script, version } }: RouteInput<typeof downloadFrontEndTableRoute>,
  ports: Pick<CataloguePorts, 'publishedVersions'>,
) {
  const versions = await ports.publishedVersions(dataset);
  const newest = versions.at(-1);
  if (newest === undefined) return refused('dataset-not-found', { dataset });
  const published = version === undefined ? newest : versions.find((one) => one.version === version);
  if (published === undefined) return refused('version-not-found', { dataset, version: version ?? 0 });
  const table = describeTable(dataset, published.version, published.content);
  const sql = script === 'table' ? generateDdl(table, system) : generateAccountScript(table, system);
  return {
    file: new TextEncoder().encode(sql),
    name: `${published.content.metadata.name}（${script === 'table' ? '前置库建表' : '前置库账号'}，${system}）.sql`,
  };
}
