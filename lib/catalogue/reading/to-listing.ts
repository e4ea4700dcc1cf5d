import type { StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { DatasetListing, VersionListing } from '../../../schemas/catalogue/views.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** Counts the open points of the content and of its fields as `toBeConfirmed`. */
export function toListing({ dataset, code, version, status, content, publishedOn }: StoredVersion): DatasetListing {
  const { name, provider, summary, shareType, updateCycle, sensitivity } = content.metadata;
  const open =
    content.toBeConfirmed.length + content.fields.filter((field) => field.toBeConfirmed !== undefined).length;
  return {
    dataset,
    code,
    name,
    provider,
    summary,
    shareType,
    updateCycle,
    sensitivity,
    fieldCount: content.fields.length,
    version,
    status,
    toBeConfirmed: open,
    ...definedOnly({ publishedOn }),
  };
}

/** Replaces the content by its name and number of fields. */
export function toVersionListing({
  version,
  status,
  compatibility,
  publishedOn,
  createdAt,
  updatedAt,
  content,
}: StoredVersion): VersionListing {
  return {
    version,
    status,
    compatibility,
    createdAt,
    updatedAt,
    name: content.metadata.name,
    fieldCount: content.fields.length,
    ...definedOnly({ publishedOn }),
  };
}
