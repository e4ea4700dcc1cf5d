import { blanksAt } from './blanks-at.ts';
import { fillTemplate } from './fill-template.ts';
import { foundIn } from './found-in.ts';
import { nextPage } from './next-page.ts';

/** What the caller of an interface decides by; lib/wiring/ hands it to the adapter that makes the calls. */
export const interfaceRules = { blanksAt, fillTemplate, foundIn, nextPage } as const;
export type InterfaceRules = typeof interfaceRules;
