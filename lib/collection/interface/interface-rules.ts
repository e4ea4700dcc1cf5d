import { buildPlaceholders } from './build-placeholders.ts';
import { fillTemplate } from './fill-template.ts';
import { nextPage } from './next-page.ts';
import { readPagingInfo } from './read-paging-info.ts';

/** What the caller of an interface decides by; lib/wiring/ hands it to the adapter that makes the calls. */
export const interfaceRules = { buildPlaceholders, fillTemplate, readPagingInfo, nextPage } as const;
export type InterfaceRules = typeof interfaceRules;
