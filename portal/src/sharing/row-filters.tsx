import { Button, Input } from 'antd';
import { listCodeListsRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { RowFilter } from '../../../schemas/sharing/grant.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { FormField } from '../shared/forms/form-field.tsx';

type Codes = readonly { readonly code: string; readonly label: string }[];
type Fields = DatasetContent['fields'];

const staleMs = 60_000;
const notShared = 3;
const maxFilters = 5;
const maxValues = 50;
/** Of more codes nobody reads a list of boxes: they are typed. */
const maxBoxes = 30;

/** Codes of a field; empty for a field without a code list. */
function useCodes(): (field: Field | undefined) => Codes {
  const { data } = useRoute(listCodeListsRoute, { query: { with: 'codes' } }, { staleMs });
  const lists = new Map(data?.items.map(({ id, codes = [] }) => [id, codes]));
  return (field) => (field?.codeList === undefined ? [] : (lists.get(field.codeList) ?? []));
}

/** Says which records are meant, with the names of codes. */
export function RowFilterWords({
  filters,
  fields,
}: {
  readonly filters: readonly RowFilter[];
  readonly fields: Fields;
}) {
  const codesOf = useCodes();
  if (filters.length === 0) return <>全部记录</>;
  const words = filters.map(({ field: key, values }) => {
    const field = fields.find((one) => one.key === key);
    const names = new Map(codesOf(field).map(({ code, label }) => [code, label]));
    return `${field?.label ?? key}为${values.map((value) => names.get(value) ?? value).join('或')}`;
  });
  return <>{words.join('，并且')}</>;
}

type Props = {
  readonly fields: Fields;
  readonly shareType: number;
  readonly filters: readonly RowFilter[];
  readonly set: (filters: RowFilter[]) => void;
};

/** Which records are needed: each condition is a field with the values that it may have. */
export function RowFiltersForm({ fields, shareType, filters, set }: Props) {
  const codesOf = useCodes();
  const isOpen = (field: Field) => (field.shareType ?? shareType) !== notShared;
  const left = fields.filter((field) => isOpen(field) && !filters.some((filter) => filter.field === field.key));
  return (
    <fieldset className="form-field">
      <legend>只要哪些记录（选填）</legend>
      <p className="soft">
        不加条件就是全部记录。加了条件，只能看到每个条件都符合的记录；只要需要的记录，更容易得到同意。
      </p>
      {filters.map((filter, at) => (
        <OneFilter
          key={filter.field}
          filter={filter}
          field={fields.find(({ key }) => key === filter.field)}
          codesOf={codesOf}
          change={(values) => set(filters.map((one, i) => (i === at ? { ...one, values } : one)))}
          remove={() => set(filters.filter((_, i) => i !== at))}
        />
      ))}
      {filters.length < maxFilters && left.length > 0 && (
        <FormField label={filters.length === 0 ? '加一个条件：信息项' : '再加一个条件：信息项'}>
          {(ids) => (
            <select {...ids} value="" onChange={({ target }) => set([...filters, { field: target.value, values: [] }])}>
              <option value="">请选择信息项</option>
              {left.map(({ key, label }) => (
                <option key={key} value={key}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </FormField>
      )}
    </fieldset>
  );
}

type OneProps = {
  readonly filter: RowFilter;
  readonly field: Field | undefined;
  readonly codesOf: (field: Field | undefined) => Codes;
  readonly change: (values: string[]) => void;
  readonly remove: () => void;
};

/** Codes are chosen; other values are typed as they stand in the records, one a line. */
function OneFilter({ filter: { field: key, values }, field, codesOf, change, remove }: OneProps) {
  const label = field?.label ?? key;
  const codes = codesOf(field);
  return (
    <fieldset className="form-field">
      <legend>{label}是下面的值之一</legend>
      {codes.length > 0 && codes.length <= maxBoxes ? (
        codes.map(({ code, label: name }) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={values.includes(code)}
              onChange={({ target }) =>
                change(target.checked ? [...values, code] : values.filter((value) => value !== code))
              }
            />
            {name}
          </label>
        ))
      ) : (
        <FormField label={`${label}的值`} hint={`一行一个，与记录中的写法一致，最多 ${maxValues} 个。`}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={3}
              value={values.join('\n')}
              onChange={({ target }) => change(target.value.split('\n').slice(0, maxValues))}
            />
          )}
        </FormField>
      )}
      <div>
        <Button size="small" onClick={remove}>
          去掉这个条件
        </Button>
      </div>
    </fieldset>
  );
}

/** What was typed, without empty lines and repeated values. */
export function trimmedFilters(filters: readonly RowFilter[]): RowFilter[] {
  return filters.map(({ field, values }) => ({
    field,
    values: [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))],
  }));
}
