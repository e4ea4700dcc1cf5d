import { matchPath } from 'react-router';

/** Patterns of pages, and their steps; the first that fits counts. */
export const helpSteps = [
  ['/datasets/:dataset/upload', '/help/excel#template'],
  ['/deliveries/:delivery/repair', '/help/excel#repair'],
  ['/deliveries/:delivery', '/help/excel#receipt'],
  ['/deliveries', '/help/excel#receipt'],
  ['/datasets/:dataset', '/help/excel#template'],
  ['/datasets', '/help/excel#template'],
  ['/sources/:dataset/database', '/help/database#papers'],
  ['/sources/:dataset/:channel', '/help/service#test'],
  ['/sources', '/help/service#papers'],
  ['/reviews', '/help/service#confirm'],
] as const;

/** The step of a walk-through that a page belongs to; pages of no walk-through lead to the list of all. */
export function helpAddress(pathname: string): string {
  return helpSteps.find(([pattern]) => matchPath(pattern, pathname) !== null)?.[1] ?? '/help';
}
