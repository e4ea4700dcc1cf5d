import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceFaults } from '../../../schemas/collection/sources/source-faults.ts';

const texts = globSync('lib/**/*.ts').map((file) => readFileSync(file, 'utf8'));
const codes = Object.keys(sourceFaults);

describe('faults of a source', () => {
  test.each(Object.entries(sourceFaults))(
    '%s is said in whole sentences, for whoever has to mend it',
    (_, { title, detail }) => {
      expect(title).toMatch(/^\p{Script=Han}[^。{}]*$/u);
      expect(detail).toMatch(/^\p{Script=Han}.*。$/u);
      // The fault, then the next step.
      expect(
        detail.split('。').filter((sentence) => sentence !== '').length + detail.split('，').length,
      ).toBeGreaterThan(2);
      expect(detail).not.toMatch(/[a-z]{2,}(?![a-z]*\})(?<!\{[a-z]*)/); // no word of English but a blank’s name
    },
  );

  test.each(codes)('%s is thrown somewhere, not only compared with', (code) => {
    const named = texts.filter((text) => text.includes('SourceFault') && new RegExp(`(?<!===? )'${code}'`).test(text));
    expect(named.length).toBeGreaterThan(0);
  });

  test('every throw fills the placeholders of its phrase', () => {
    const thrown = texts.flatMap((text) =>
      [...text.matchAll(/new SourceFault\('([a-z-]+)'([^;\n]*)/g)].map(([, code = '', facts = '']) => ({
        code,
        facts,
      })),
    );
    expect(thrown.length).toBeGreaterThan(20);
    const unfilled = thrown.flatMap(({ code, facts }) => {
      const phrase = Object.entries(sourceFaults).find(([name]) => name === code)?.[1];
      const blanks = [...(phrase?.detail ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      return blanks.filter((name) => !new RegExp(`\\b${name}\\b`).test(facts)).map((name) => `${code}: ${name}`);
    });
    expect(unfilled).toEqual([]);
  });
});
