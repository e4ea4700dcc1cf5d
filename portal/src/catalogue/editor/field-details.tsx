import { DataType, Mask, Sensitivity, ShareType } from '../../../../schemas/catalogue/field.ts';
import { getFormatTypes, isNumberFormat } from '../../../../schemas/catalogue/format-types.ts';
import { dataTypeNames, maskNames, shareTypeNames } from '../../../../schemas/catalogue/labels.ts';
import { CheckInput, CountInput, NumberInput, Part, SelectInput, TextInput } from './cells.tsx';
import { CodeListPicker } from './code-list-picker.tsx';
import { type DraftField, dropUndefined } from './draft-content.ts';
import { control, controlId, toWords } from './form-parts.tsx';

const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高敏感' } as const;
const typed: readonly DraftField['format'][] = ['identity-document', 'citizen-id-or-credit-code'];
const days: readonly DraftField['format'][] = ['date', 'date-or-open-end', 'date-time', 'year-month', 'year'];

type DetailsProps = {
  readonly at: number;
  readonly field: DraftField;
  readonly fields: readonly DraftField[];
  readonly set: (field: DraftField) => void;
};

type Put = (changes: { readonly [Name in keyof DraftField]?: DraftField[Name] | undefined }) => void;
type PartsProps = {
  readonly field: DraftField;
  readonly name: (part: string) => string;
  readonly pointer: (part: string) => string;
  readonly put: Put;
};

/** What not every field needs: protection, units and limits, list, other names, description. */
export function FieldDetails({ at, field, fields, set }: DetailsProps) {
  const parts: PartsProps = {
    field,
    name: (part) => `第 ${at + 1} 项的${part}`,
    pointer: (part) => `/fields/${at}/${part}`,
    put: (changes) => set(dropUndefined(field, changes)),
  };
  const isNumber = isNumberFormat(field.format);
  return (
    <div className="field-grid">
      <Protection {...parts} />
      <Words {...parts} />
      {isNumber && <Measure {...parts} />}
      {(isNumber || field.format === 'year') && <Limits {...parts} />}
      <Conditions {...parts} fields={fields} />
    </div>
  );
}

function Protection({ field, name, pointer, put }: PartsProps) {
  return (
    <>
      <Part label="数据类型">
        <SelectInput
          name={name('数据类型')}
          pointer={pointer('type')}
          value={field.type}
          options={typeOptions(field)}
          change={(type) => put({ type: DataType.parse(type) })}
        />
      </Part>
      <Part label="敏感级别">
        <SelectInput
          name={name('敏感级别')}
          pointer={pointer('sensitivity')}
          value={`${field.sensitivity}`}
          options={Object.entries(sensitivityNames)}
          change={(level) => put({ sensitivity: Sensitivity.parse(Number(level)) })}
        />
      </Part>
      <Part label="脱敏">
        <SelectInput
          name={name('脱敏')}
          pointer={pointer('mask')}
          value={field.mask}
          options={Object.entries(maskNames)}
          change={(mask) => put({ mask: Mask.parse(mask) })}
        />
      </Part>
    </>
  );
}

function Words({ field, name, pointer, put }: PartsProps) {
  const aliases = field.aliases.join('、');
  return (
    <>
      <Part label="代码表">
        <CodeListPicker
          pointer={pointer('codeList')}
          name={name('代码表')}
          value={field.codeList ?? ''}
          choose={(codeList) => put({ codeList: codeList === '' ? undefined : codeList })}
        />
      </Part>
      <Part label="别名（用顿号隔开）">
        <input
          key={aliases}
          id={controlId(pointer('aliases'))}
          style={control}
          aria-label={name('别名')}
          defaultValue={aliases}
          onBlur={({ target }) => {
            if (target.value !== aliases) put({ aliases: toWords(target.value) });
          }}
        />
      </Part>
      <Part label="说明">
        <TextInput
          name={name('说明')}
          pointer={pointer('description')}
          value={field.description ?? ''}
          change={(description) => put({ description })}
        />
      </Part>
      <Part label="共享类型">
        <SelectInput
          name={name('共享类型')}
          pointer={pointer('shareType')}
          value={field.shareType === undefined ? '' : `${field.shareType}`}
          options={[['', '同信息资源'], ...Object.entries(shareTypeNames)]}
          change={(value) => put({ shareType: value === '' ? undefined : ShareType.parse(Number(value)) })}
        />
      </Part>
    </>
  );
}

function Measure({ field, name, pointer, put }: PartsProps) {
  return (
    <>
      <Part label="计量单位">
        <TextInput
          name={name('计量单位')}
          pointer={pointer('unit')}
          value={field.unit ?? ''}
          change={(unit) => put({ unit })}
        />
      </Part>
      <Part label="小数位">
        <CountInput
          name={name('小数位')}
          pointer={pointer('scale')}
          value={field.scale}
          change={(scale) => put({ scale })}
        />
      </Part>
    </>
  );
}

function Conditions({ field, fields, name, pointer, put }: PartsProps & Pick<DetailsProps, 'fields'>) {
  return (
    <>
      {field.codeList !== undefined && (
        <Check
          label="只许填代码表里的值"
          name={name('值域受控')}
          pointer={pointer('controlled')}
          isChecked={field.controlled}
          change={(controlled) => put({ controlled })}
        />
      )}
      {days.includes(field.format) && (
        <Check
          label="不得晚于填报当天"
          name={name('不得晚于当天')}
          pointer={pointer('past')}
          isChecked={field.past}
          change={(past) => put({ past })}
        />
      )}
      {typed.includes(field.format) && (
        <Part label="证件种类由哪一项说明">
          <SelectInput
            name={name('证件种类')}
            pointer={pointer('typedBy')}
            value={field.typedBy ?? ''}
            options={[
              ['', '没有'],
              ...fields.filter((one) => one !== field).map((one) => [one.key, one.label] as const),
            ]}
            change={(typedBy) => put({ typedBy: typedBy === '' ? undefined : typedBy })}
          />
        </Part>
      )}
    </>
  );
}

/** The types that fit the format, and the present one, so that a wrong one can be seen and changed. */
const typeOptions = ({ format, type }: DraftField) =>
  [...new Set([...getFormatTypes(format), type])].map((letter) => [letter, dataTypeNames[letter]] as const);

/** A number outside the range rejects the row; one outside the usual range is a reminder. */
function Limits({ field: { range = {}, usual }, name, pointer, put }: PartsProps) {
  const setRange = (changes: { readonly min?: number | undefined; readonly max?: number | undefined }): void => {
    const next = dropUndefined(range, changes);
    put({ range: next.min === undefined && next.max === undefined ? undefined : next });
  };
  return (
    <>
      <Part label="最小值">
        <NumberInput
          name={name('最小值')}
          pointer={pointer('range')}
          value={range.min}
          change={(min) => setRange({ min })}
        />
      </Part>
      <Part label="最大值">
        <NumberInput
          name={name('最大值')}
          pointer={pointer('range/max')}
          value={range.max}
          change={(max) => setRange({ max })}
        />
      </Part>
      <Part label="通常不小于（只提醒）">
        <NumberInput
          name={name('通常下限')}
          pointer={pointer('usual')}
          value={usual?.min}
          change={(min) =>
            put({ usual: min === undefined ? undefined : { min, max: Math.max(min, usual?.max ?? min) } })
          }
        />
      </Part>
      <Part label="通常不大于（只提醒）">
        <NumberInput
          name={name('通常上限')}
          pointer={pointer('usual/max')}
          value={usual?.max}
          change={(max) => put({ usual: max === undefined ? undefined : { min: Math.min(max, usual?.min ?? 0), max } })}
        />
      </Part>
    </>
  );
}

type CheckProps = {
  readonly label: string;
  readonly name: string;
  readonly pointer: string;
  readonly isChecked: boolean;
  readonly change: (isChecked: boolean) => void;
};

function Check({ label, ...input }: CheckProps) {
  return (
    <Part label={label}>
      <CheckInput {...input} />
    </Part>
  );
}
