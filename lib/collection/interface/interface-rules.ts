import { buildPlaceholders } from './build-placeholders.ts';
import { fillTemplate } from './fill-template.ts';
import { isBeyondLastPage, mayBeBeyondLastPage } from './is-beyond-last-page.ts';
import { nextPage } from './next-page.ts';
import { readPagingInfo } from './read-paging-info.ts';

/** The adapter must not import this room, so lib/wiring passes these. */
export const interfaceRules = {
  buildPlaceholders,
  fillTemplate,
  readPagingInfo,
  nextPage,
  isBeyondLastPage,
  mayBeBeyondLastPage,
} as const;
export type InterfaceRules = typeof interfaceRules;
