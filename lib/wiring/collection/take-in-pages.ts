import { keyedHash } from '../../adapters/keyed-hash.ts';
import { rowsOfPage } from './rows-of-page.ts';
import type { TakeInPagesPorts } from '../../collection/take-in-pages.ts';
import { RowIndex } from '../../records/row-index.ts';
import { setting } from '../setting.ts';
import { sourceBasics } from './sources.ts';
import { staging } from './staging.ts';

export function takeInPagesPorts(): TakeInPagesPorts {
  const { stage } = staging();
  const basics = sourceBasics();
  return {
    ...basics,
    stage,
    hash: keyedHash(setting('SUBJECT_KEY')),
    openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stage.readIndex(index)),
    openManifest: basics.pulls.readManifest,
    readPage: rowsOfPage(basics.pulls),
    openLetters: (dataset, door) => basics.letters.openIds({ dataset, door }),
  };
}
