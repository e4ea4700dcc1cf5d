import { readCodeListRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { OfflineCatalogue } from '../../../schemas/catalogue/offline-catalogue.ts';
import { listVersionsRoute, readVersionRoute } from '../../../schemas/catalogue/routes.ts';
import { listDepartmentsRoute } from '../../../schemas/departments/routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';

/** Fetches all published versions, their code lists, and the provider's name. */
export async function fetchEntry(dataset: string, api: ApiClient): Promise<OfflineCatalogue> {
  const { items } = await api.call(listVersionsRoute, { params: { dataset } });
  const published = items.filter(({ status }) => status === 'published');
  const views = await Promise.all(
    published.map(async ({ version }) => await api.call(readVersionRoute, { params: { dataset, version } })),
  );
  const versions = views.map((view) => DatasetVersion.strip().parse(view));
  const lists = new Set(versions.flatMap(({ content }) => content.fields.flatMap(({ codeList }) => codeList ?? [])));
  const [codeLists, departments] = await Promise.all([
    Promise.all([...lists].map(async (codeList) => await api.call(readCodeListRoute, { params: { codeList } }))),
    api.call(listDepartmentsRoute, { query: { limit: 200 } }),
  ]);
  const providers = new Set(versions.map(({ content }) => content.metadata.provider));
  return {
    versions,
    codeLists,
    departments: Object.fromEntries(
      departments.items.flatMap(({ id, name }) => (providers.has(id) ? [[id, name]] : [])),
    ),
  };
}
