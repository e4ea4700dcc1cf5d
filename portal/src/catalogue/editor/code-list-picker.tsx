import { useState } from 'react';
import { listCodeListsRoute } from '../../../../schemas/catalogue/code-list-routes.ts';
import type { CodeListListing } from '../../../../schemas/catalogue/views.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { control, controlId } from './form-parts.tsx';

type PickerProps = {
  readonly pointer: string;
  /** For a screen reader: which field's list. */
  readonly name: string;
  readonly value: string;
  readonly choose: (codeList: string) => void;
};

const labelsShown = 6;
const staleMs = 60_000;

/** Chooses one of the code lists, found by their names, ids and codes; shows what the chosen one holds. */
export function CodeListPicker({ pointer, name, value, choose }: PickerProps) {
  const [words, setWords] = useState('');
  const { data } = useRoute(listCodeListsRoute, { query: { with: 'codes' } }, { staleMs });
  const lists = data?.items ?? [];
  const found = lists.filter((list) => list.id === value || mentions(list, words.trim()));
  const chosen = lists.find(({ id }) => id === value);
  return (
    <>
      <input
        style={control}
        type="search"
        aria-label={`查找${name}`}
        placeholder="按名称或内容查找"
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <select
        id={controlId(pointer)}
        style={{ ...control, marginTop: 4 }}
        aria-label={name}
        value={value}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">不用代码表</option>
        {value !== '' && chosen === undefined && <option value={value}>{value}</option>}
        {found.map(({ id, name: list, codeCount }) => (
          <option key={id} value={id}>{`${list}（${codeCount} 个）`}</option>
        ))}
      </select>
      <output className="soft">
        {words.trim() !== '' && `找到 ${found.length} 个。`}
        {chosen !== undefined && describeCodes(chosen)}
      </output>
    </>
  );
}

function mentions({ id, name, standard, codes = [] }: CodeListListing, words: string): boolean {
  if (words === '') return true;
  return [id, name, standard, ...codes.flatMap(({ label, aliases }) => [label, ...aliases])].some((text) =>
    text.includes(words),
  );
}

function describeCodes({ codes = [], standard }: CodeListListing): string {
  const labels = codes.slice(0, labelsShown).map(({ label }) => label);
  const more = codes.length > labelsShown ? '等' : '';
  return `${standard === 'Guiji' ? '平台自定' : standard}：${labels.join('、')}${more}。`;
}
