import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';
import { openEnd } from '../../kernel/formats/dates/date-or-open-end.ts';
import { findCode } from '../../kernel/formats/text/code.ts';
import type { RowState } from './row-state.ts';

type RuleContext = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly columns: readonly number[];
  readonly state: RowState;
};

/** A rule between the cells of a row, on its canonical values. */
type ValuesCheck = (values: readonly (string | null)[]) => void;

const citizenIdShape = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/** Whether a field's value is a citizen id of 18 characters; other kinds of numbers may stand in the same column, but not in one of citizen ids alone. */
function citizenIdIn(field: Field | undefined): (number: string) => boolean {
  return field?.format === 'citizen-id' ? (number) => number.length === 18 : (number) => citizenIdShape.test(number);
}

/** Whether `count` characters of one text are those of another. */
function agree(one: string, at: number, other: string, from: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (one.charCodeAt(at + i) !== other.charCodeAt(from + i)) return false;
  return true;
}

/** Compiles a rule. The finding stands at the field that the rule names last, or that is the more particular one. Throws when a field is not there. */
export function compileRule(rule: RowRule, context: RuleContext): ValuesCheck {
  const { content, codeLists, columns, state } = context;
  const place = (key: string): number => {
    const i = content.fields.findIndex((field) => field.key === key);
    if (i === -1) throw new Error(`a rule of kind ${rule.kind} names the field ${key}, which is not there`);
    return i;
  };
  const label = (i: number): string => content.fields[i]?.label ?? '';

  switch (rule.kind) {
    case 'in-order': {
      // at the second day; an open end is after every day, a month is compared with a day by its month
      const [first, second] = [place(rule.first), place(rule.second)];
      const facts = { other: label(first) };
      return (values) => {
        const from = values[first] ?? null;
        const to = values[second] ?? null;
        if (from === null || to === null || from <= to || from.startsWith(openEnd) || to.startsWith(openEnd)) return;
        if (!from.startsWith(to)) state.noteAt(second, 'dates-out-of-order', facts, rule.severity);
      };
    }
    case 'birth-date-of-id': {
      // at the birth date
      const [id, birthDate] = [place(rule.id), place(rule.birthDate)];
      const facts = { other: label(id) };
      const isCitizenId = citizenIdIn(content.fields[id]);
      return (values) => {
        const number = values[id] ?? null;
        const day = values[birthDate] ?? null;
        if (number === null || day === null || !isCitizenId(number)) return;
        // 41110219900307001X and 1990-03-07, or a month alone
        const same =
          agree(number, 6, day, 0, 4) &&
          agree(number, 10, day, 5, 2) &&
          (day.length < 10 || agree(number, 12, day, 8, 2));
        if (!same) state.noteAt(birthDate, 'birth-date-differs-from-id', facts, rule.severity);
      };
    }
    case 'sex-of-id': {
      // at the sex; 0 未知 and 9 未说明 say nothing against the id
      const [id, sex] = [place(rule.id), place(rule.sex)];
      const facts = { other: label(id) };
      const isCitizenId = citizenIdIn(content.fields[id]);
      return (values) => {
        const number = values[id] ?? null;
        const said = values[sex] ?? null;
        if (number === null || said === null || !isCitizenId(number)) return;
        const odd = number.charCodeAt(16) % 2 === 1;
        if (odd ? said === '2' || said === '女' : said === '1' || said === '男')
          state.noteAt(sex, 'sex-differs-from-id', facts, rule.severity);
      };
    }
    case 'sum': {
      // at the total, when it and all its parts are filled
      const total = place(rule.total);
      const parts = rule.parts.map(place);
      const facts = { parts: parts.map((part) => `“${label(part)}”`).join('与'), tolerance: rule.tolerance };
      return (values) => {
        const whole = values[total] ?? null;
        if (whole === null) return;
        let rest = Number(whole);
        for (const part of parts) {
          const value = values[part] ?? null;
          if (value === null) return;
          rest -= Number(value);
        }
        // a hair beside the tolerance is the rounding of binary fractions
        if (Math.abs(rest) > rule.tolerance + 1e-6) state.noteAt(total, 'sum-differs', facts, rule.severity);
      };
    }
    case 'different': {
      // at the second field
      const [first, second] = [place(rule.first), place(rule.second)];
      const facts = { other: label(first) };
      return (values) => {
        const value = values[second] ?? null;
        if (value !== null && value === values[first])
          state.noteAt(second, 'values-not-different', facts, rule.severity);
      };
    }
    case 'any-filled': {
      // at the first field, naming all of them
      const fields = rule.fields.map(place);
      const first = fields.find((field) => (columns[field] ?? -1) >= 0) ?? fields[0] ?? 0;
      const facts = { labels: fields.map((field) => `“${label(field)}”`).join('、') };
      return (values) => {
        if (fields.every((field) => (values[field] ?? null) === null && !state.faulty(field)))
          state.noteAt(first, 'none-filled', facts, rule.severity);
      };
    }
    case 'filled-when': {
      // at the field that must be filled; the values may be given as codes or labels
      const [field, needed] = [place(rule.field), place(rule.needed)];
      const listId = content.fields[field]?.codeList;
      const list = listId === undefined ? undefined : codeLists.get(listId);
      const values = new Set(
        rule.values.map((value) => (list === undefined ? undefined : findCode(list, value)) ?? value),
      );
      const facts = { other: label(field) };
      const absent = (columns[needed] ?? -1) < 0;
      return (row) => {
        const value = row[field] ?? null;
        if (absent || value === null || !values.has(value) || (row[needed] ?? null) !== null || state.faulty(needed))
          return;
        state.noteAt(needed, 'filled-when-empty', facts, rule.severity);
      };
    }
    case 'disability-certificate-parts': {
      // at the id, the category and the grade, each by itself
      const certificate = place(rule.certificate);
      const facts = { other: label(certificate) };
      const parts = [
        ...(rule.id === undefined ? [] : [{ field: place(rule.id), from: 0, to: 18 }]),
        ...(rule.category === undefined ? [] : [{ field: place(rule.category), from: 18, to: 19 }]),
        ...(rule.grade === undefined ? [] : [{ field: place(rule.grade), from: 19, to: 20 }]),
      ];
      return (values) => {
        const number = values[certificate] ?? null;
        if (number === null) return;
        for (const { field, from, to } of parts) {
          const value = values[field] ?? null;
          // what is not of the part's length is no code of the national list, or another kind of document
          if (value !== null && value.length === to - from && value !== number.slice(from, to))
            state.noteAt(field, 'disability-certificate-parts-differ', facts, rule.severity);
        }
      };
    }
  }
}
