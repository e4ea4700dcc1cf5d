import { useState } from 'react';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { RecordView } from '../../../schemas/records/record.ts';
import { queryRecordsRoute } from '../../../schemas/records/routes.ts';
import { useAction } from '../shared/api/use-api.ts';
import { DisputedValue } from '../shared/disputed-value.tsx';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { Loading } from '../shared/states/loading.tsx';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';
import { RecordHistory } from './record-history.tsx';
import { SearchForm, type Wanted } from './search-form.tsx';
import { useValueText } from './use-code-names.ts';
import { keyOf } from './versions.ts';

const limit = 50;
/** Columns of the hits beside the key: enough to tell records apart. */
const maxOtherColumns = 3;

/**
 * Finds records by business key or subject. What is sought is personal data: it is sent in the body, and stands
 * neither in the address nor in a draft.
 */
export function RecordsTab({ view }: { readonly view: DatasetVersionView }) {
  const { dataset, content } = view;
  const [wanted, want] = useState<Wanted | null>(null);
  const [hits, setHits] = useState<readonly RecordView[]>([]);
  const [next, setNext] = useState<string | undefined>();
  const [opened, open] = useState<Readonly<Record<string, string>> | null>(null);
  const query = useAction(queryRecordsRoute, { refreshes: [] });
  const find = async (what: Wanted, cursor?: string): Promise<void> => {
    open(null);
    want(what);
    const before = cursor === undefined ? [] : hits;
    setHits(before);
    const page = await query.act({
      params: { dataset },
      body: { ...what, limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    setHits([...before, ...page.items]);
    setNext(page.next);
    const [only, ...others] = page.items;
    // One record is what was sought: there is nothing to choose.
    if (before.length === 0 && only !== undefined && others.length === 0) open(keyOf(content.key, only.values) ?? null);
  };
  return (
    <>
      <SearchForm
        content={content}
        isPending={query.isPending}
        find={(what) => void find(what).catch(() => undefined)}
      />
      {query.error !== null && <ProblemNotice error={query.error} />}
      {query.isPending && hits.length === 0 && <Loading what="记录" />}
      {wanted !== null && query.isSuccess && hits.length === 0 && <NothingFound wanted={wanted} />}
      {hits.length > 0 && (
        <Hits
          view={view}
          hits={hits}
          open={open}
          {...(next === undefined || wanted === null
            ? {}
            : { more: () => void find(wanted, next).catch(() => undefined) })}
        />
      )}
      {opened !== null && <RecordHistory key={JSON.stringify(opened)} view={view} businessKey={opened} />}
    </>
  );
}

function NothingFound({ wanted }: { readonly wanted: Wanted }) {
  return (
    <EmptyState title="没有查到记录">
      <p>
        {'key' in wanted
          ? '现在公开的记录中没有这个业务主键。请核对各项；刚报送的，请在“报送”中看是否已经入库，或是否被退回。'
          : '现在公开的记录中没有这个主体。请核对号码；刚报送的，请在“报送”中看是否已经入库，或是否被退回。'}
      </p>
    </EmptyState>
  );
}

type HitsProps = {
  readonly view: DatasetVersionView;
  readonly hits: readonly RecordView[];
  readonly open: (key: Readonly<Record<string, string>>) => void;
  readonly more?: () => void;
};

function Hits({ view: { content }, hits, open, more }: HitsProps) {
  const textOf = useValueText(content.fields);
  return (
    <>
      <Listing
        caption="查到的记录"
        columns={toColumns({ content, textOf, open, hits })}
        rows={hits}
        rowKey={({ values, seq }) => `${seq} ${content.key.map((key) => values[key]).join(' ')}`}
      />
      {more !== undefined && (
        <p>
          <button type="button" className="link-button" onClick={more}>
            再列出 {limit} 条
          </button>
        </p>
      )}
    </>
  );
}

type ColumnsProps = Pick<HitsProps, 'open' | 'hits'> & {
  readonly content: DatasetVersionView['content'];
  readonly textOf: (field: Field, value: string) => string;
};

/** Disputed fields that have no column of their own. */
function disputeColumns(
  { fields }: DatasetVersionView['content'],
  shown: readonly Field[],
  hits: readonly RecordView[],
): readonly Column<RecordView>[] {
  const hidden = fields.filter((field) => !shown.includes(field));
  const namesOf = ({ disputed = [] }: RecordView) =>
    hidden.filter(({ key }) => disputed.includes(key)).map(({ label }) => label);
  if (!hits.some((hit) => namesOf(hit).length > 0)) return [];
  return [{ title: '其他有异议的信息项', cell: (hit) => namesOf(hit).join('、') }];
}

function toColumns({ content, textOf, open, hits }: ColumnsProps): readonly Column<RecordView>[] {
  const isKey = new Set(content.key);
  const shown = [
    ...content.fields.filter(({ key }) => isKey.has(key)),
    ...content.fields.filter(({ key }) => !isKey.has(key)).slice(0, maxOtherColumns),
  ];
  return [
    ...shown.map((field): Column<RecordView> => ({
      title: field.label,
      isMinor: !isKey.has(field.key),
      cell: ({ values, disputed = [] }) => {
        const value = values[field.key];
        return (
          <DisputedValue isDisputed={disputed.includes(field.key)}>
            {value === undefined ? '—' : textOf(field, value)}
          </DisputedValue>
        );
      },
    })),
    ...disputeColumns(content, shown, hits),
    {
      title: '办理',
      cell: ({ values }) => {
        const key = keyOf(content.key, values);
        if (key === undefined) return '—';
        return (
          <button type="button" className="link-button" onClick={() => open(key)}>
            查看来源和经过
          </button>
        );
      },
    },
  ];
}
