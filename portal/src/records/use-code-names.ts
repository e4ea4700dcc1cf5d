import { useQueries } from '@tanstack/react-query';
import { readCodeListRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { routeKey, useApi } from '../shared/api/use-api.ts';

const hourMs = 3_600_000;

/** Writes a stored value as people read it: a code with its name, once the code list is read. */
export function useValueText(fields: readonly Field[]): (field: Field, value: string) => string {
  const api = useApi();
  const lists = [...new Set(fields.flatMap(({ codeList }) => codeList ?? []))];
  const read = useQueries({
    queries: lists.map((codeList) => ({
      queryKey: routeKey(readCodeListRoute, { params: { codeList } }),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        api.call(readCodeListRoute, { params: { codeList } }, { signal }),
      staleTime: hourMs,
    })),
  });
  return ({ codeList }, value) => {
    const list = codeList === undefined ? undefined : read[lists.indexOf(codeList)]?.data;
    const label = list?.codes.find(({ code }) => code === value)?.label;
    return label === undefined || label === value ? value : `${label}（${value}）`;
  };
}
