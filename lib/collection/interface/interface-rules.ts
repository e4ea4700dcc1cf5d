import { buildPlaceholders } from './build-placeholders.ts';
import { fillTemplate } from './fill-template.ts';
import { nextPage } from './next-page.ts';
import { readPagingInfo } from './read-paging-info.ts';

/** Rules that the adapter needs; it must not import this room, so lib/wiring passes them. */
export const interfaceRules = { buildPlaceholders, fillTemplate, readPagingInfo, nextPage } as const;
export type InterfaceRules = typeof interfaceRules;
