import type { SearchDocument, SearchText, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { SearchLocation } from '../../../schemas/catalogue/views.ts';
import type { Department } from '../../../schemas/departments/department.ts';
import type { ToPinyin } from '../ports.ts';

/** Computes the pinyin at publication: searching needs no dictionary. */
export function buildSearchDocument(
  { code, content }: StoredVersion,
  department: Department,
  toPinyin: ToPinyin,
): SearchDocument {
  const { metadata, fields } = content;
  const { class: group, item, subject, detail } = metadata.classification;
  const plain = (location: SearchLocation, texts: readonly string[]): SearchText[] =>
    distinct(texts).map((text) => ({ location, text }));
  const spoken = (location: SearchLocation, texts: readonly string[]): SearchText[] =>
    distinct(texts).map((text) => ({ location, text, pinyin: joinSyllables(toPinyin(text)) }));
  return {
    departmentName: department.name,
    texts: [
      ...spoken('name', [metadata.name]),
      ...spoken('alias', metadata.aliases),
      ...plain('code', [code]),
      ...spoken('department', [department.name, ...department.aliases, metadata.providerUnit ?? '']),
      ...spoken(
        'field',
        fields.flatMap(({ label, aliases }) => [label, ...aliases]),
      ),
      ...spoken('keyword', metadata.keywords),
      ...plain('classification', [group, item, subject, detail ?? '']),
      ...plain('summary', [metadata.summary]),
    ],
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

/** A space itself becomes `_`. */
function joinSyllables(syllables: readonly string[]): string {
  return syllables.map((syllable) => (/^\s*$/.test(syllable) ? '_' : syllable.toLowerCase())).join(' ');
}
