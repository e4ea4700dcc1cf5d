import type { downloadTemplateRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { CataloguePorts } from '../ports.ts';
import { buildTemplate } from './build-template.ts';
import type { TemplateSpec } from './template-spec.ts';

export type DownloadTemplatePorts = CataloguePorts & {
  readonly departmentName: (id: string) => Promise<string>;
  readonly writeTemplate: (spec: TemplateSpec) => Promise<Uint8Array>;
};

/** Writes the template of a published version, by default the newest. */
export async function downloadTemplate(
  { params, query }: RouteInput<typeof downloadTemplateRoute>,
  ports: DownloadTemplatePorts,
) {
  const versions = await ports.publishedVersions(params.dataset);
  const newest = versions.at(-1);
  if (newest === undefined) return refused('dataset-not-found', { dataset: params.dataset });
  const version =
    query.version === undefined ? newest : versions.find((published) => published.version === query.version);
  if (version === undefined)
    return refused('version-not-found', { dataset: params.dataset, version: query.version ?? 0 });
  const codeLists = await ports.codeLists(version.content.fields.flatMap(({ codeList }) => codeList ?? []));
  const spec = buildTemplate(version, codeLists, {
    department: await ports.departmentName(version.content.metadata.provider),
  });
  return {
    file: await ports.writeTemplate(spec),
    name: `${version.content.metadata.name}（第${version.version}版模板）.xlsx`,
  };
}
