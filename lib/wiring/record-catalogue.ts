import { canonicalValue } from '../kernel/formats/canonical-value.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import type { Catalogue } from '../records/ports.ts';
import { publishedCatalogue } from './catalogue.ts';
import { now } from './clock.ts';

/** Published versions, and values as records store them. */
export function recordCatalogue(): Catalogue {
  const { publishedVersion, codeLists } = publishedCatalogue();
  return {
    publishedVersion,
    canonical: async (version, key, text) => {
      const field = version.content.fields.find((candidate) => candidate.key === key);
      if (field === undefined) return null;
      const lists = field.codeList === undefined ? undefined : await codeLists([field.codeList]);
      return canonicalValue(
        text,
        field,
        field.codeList === undefined ? undefined : lists?.get(field.codeList),
        dayInShanghai(now()),
      );
    },
  };
}
