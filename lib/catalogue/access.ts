import type { CatalogueEntry } from '../../schemas/catalogue/entry.ts';
import type { DatasetListing } from '../../schemas/catalogue/views.ts';
import type { Caller } from '../../schemas/departments/caller.ts';

/** Whether the caller compiles this department's entries. */
export function isMaker(caller: Caller, provider: string): boolean {
  return caller.roles.includes('provider') && caller.department === provider;
}

/** Whether the caller may see what is not published yet: its makers, the centre and the supervising office. */
export function isInsider(caller: Caller, provider: string): boolean {
  return isMaker(caller, provider) || caller.roles.includes('operator') || caller.roles.includes('supervisor');
}

/** Everybody may know of an entry that is or was published. */
export function maySee(caller: Caller, entry: CatalogueEntry): boolean {
  return isInsider(caller, entry.provider) || entry.closed.some(wasPublished);
}

/** A withdrawn version was published once if it has a day of publication. */
export function wasPublished({ publishedOn }: { readonly publishedOn?: string | undefined }): boolean {
  return publishedOn !== undefined;
}

/** A line of the list as this caller may see it; `null` if not at all. */
export function visibleListing(caller: Caller, listing: DatasetListing): DatasetListing | null {
  if (isInsider(caller, listing.provider)) return listing;
  if (!wasPublished(listing)) return null;
  const { open: _open, ...published } = listing;
  return published;
}
