import type { CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isPermitted } from '../../kernel/access-policy.ts';

/** Everybody may see what was ever published; drafts follow the access policy. */
export function canSeeEntry(caller: Caller, entry: CatalogueEntry): boolean {
  return entry.closed.some(wasPublished) || isPermitted(caller, 'see-draft', entry.provider);
}

/** Withdrawn versions keep their day of publication. */
export function wasPublished({ publishedOn }: { readonly publishedOn?: string | undefined }): boolean {
  return publishedOn !== undefined;
}

/** Hides the draft from outsiders; `null` if nothing is left to see. */
export function visibleListing(caller: Caller, listing: DatasetListing): DatasetListing | null {
  if (isPermitted(caller, 'see-draft', listing.provider)) return listing;
  if (!wasPublished(listing)) return null;
  const { open: _open, ...published } = listing;
  return published;
}
