import { useQuery } from '@tanstack/react-query';
import { readCodeListRoute } from '../../../../schemas/catalogue/code-list-routes.ts';
import { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import { listVersionsRoute, readVersionRoute } from '../../../../schemas/catalogue/routes.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { localNow, runningDemo } from '../../shared/demo.ts';

/** Whatever the rules of a dataset are made of: its published versions, the oldest first, and their code lists. */
export function useCatalogue(dataset: string) {
  const api = useApi();
  return useQuery({ queryKey: ['catalogue-of', dataset], queryFn: () => fetchCatalogue(dataset, api) });
}

async function fetchCatalogue(dataset: string, api: ApiClient): Promise<OfflineCatalogue> {
  const { items } = await api.call(listVersionsRoute, { params: { dataset } });
  const published = items.filter(({ status }) => status === 'published').map(({ version }) => version);
  const views = await Promise.all(
    published
      .sort((one, other) => one - other)
      .map(async (version) => await api.call(readVersionRoute, { params: { dataset, version } })),
  );
  const versions = views.map((view) => DatasetVersion.strip().parse(view));
  const lists = new Set(versions.flatMap(({ content }) => content.fields.flatMap(({ codeList }) => codeList ?? [])));
  const codeLists = await Promise.all(
    [...lists].map(async (codeList) => await api.call(readCodeListRoute, { params: { codeList } })),
  );
  return { versions, codeLists, departments: {} };
}

/** The name of the newest published version; the id where there is none. */
export async function fetchName(dataset: string, api: ApiClient): Promise<string> {
  const { items } = await api.call(listVersionsRoute, { params: { dataset } });
  return items.find(({ status }) => status === 'published')?.name ?? dataset;
}

/** The platform's time by its answer's header, for an office clock may be wrong; else this machine's. */
export async function platformTime(): Promise<string> {
  if (runningDemo() !== undefined) return localNow().toISOString();
  const header = await readDateHeader().catch(() => null);
  const time = header === null ? Number.NaN : Date.parse(header);
  return new Date(Number.isNaN(time) ? Date.now() : time).toISOString();
}

async function readDateHeader(): Promise<string | null> {
  const answer = await fetch('/api/v1/health', { cache: 'no-store' });
  // A body that nobody reads keeps the connection.
  await answer.text();
  return answer.headers.get('date');
}
