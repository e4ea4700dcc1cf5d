import { blanksAt } from './build-placeholders.ts';
import { fillTemplate } from './fill-template.ts';
import { nextPage } from './next-page.ts';
import { foundIn } from './read-paging-info.ts';

/** What the caller of an interface decides by; lib/wiring/ hands it to the adapter that makes the calls. */
export const interfaceRules = { blanksAt, fillTemplate, foundIn, nextPage } as const;
export type InterfaceRules = typeof interfaceRules;
