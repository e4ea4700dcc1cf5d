import { resolvedService } from '../../infra/local/resolved-service.ts';
import { parseResources, type TableProperties } from '../../infra/local/resources.ts';

/** Table definitions of the catalogue and departments rooms, from serverless.yml. */
export async function catalogueProperties(): Promise<readonly TableProperties[]> {
  const { resources } = await resolvedService();
  return parseResources(resources.Resources).tables.filter(({ TableName }) =>
    /-(catalogue|departments|accounts|events)$/.test(TableName),
  );
}

export function nameOf(tables: readonly TableProperties[], ending: string): string {
  const table = tables.find(({ TableName }) => TableName.endsWith(`-${ending}`));
  if (table === undefined) throw new Error(`serverless.yml describes no table …-${ending}`);
  return table.TableName;
}
