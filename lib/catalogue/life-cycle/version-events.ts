import { catalogueEntity, type CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { HistoryEntry } from '../../../schemas/catalogue/history.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/**
 * The events of the versions whose status differs, the older version first. A version is superseded once a newer one
 * is published. Content, names and reasons stay in the catalogue.
 */
export function versionEvents(
  before: CatalogueEntry | null,
  next: CatalogueEntry,
  { action, by, at }: Pick<HistoryEntry, 'action' | 'by' | 'at'>,
): NewEvent[] {
  const earlier = before === null ? new Map<number, string>() : statuses(before);
  const { dataset, provider } = next;
  const common = {
    entity: catalogueEntity(dataset),
    kind: 'dataset-version' as const,
    at,
    by,
    department: provider,
    dataset,
  };
  return [...statuses(next)].flatMap(([version, to]) => {
    const from = earlier.get(version);
    if (from === to) return [];
    return [{ ...common, version, to, ...definedOnly({ from, action: action === 'seeded' ? action : undefined }) }];
  });
}

function statuses({ published, closed, open }: CatalogueEntry): ReadonlyMap<number, string> {
  const known = new Map<number, string>();
  for (const { version, status } of closed)
    known.set(version, status === 'published' && version !== published ? 'superseded' : status);
  if (open !== undefined) known.set(open.version, open.status);
  return known;
}
