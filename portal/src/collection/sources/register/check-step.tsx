import type { Source, SourceDeclaration, SourceTimetable } from '../../../../../schemas/collection/sources/source.ts';
import { Facts } from '../../../shared/facts.tsx';
import { StateTag } from '../../../shared/state-tag.tsx';
import { type DeclaredPart, describeRegistration } from '../describe-declaration.ts';
import { consequencesOf } from './consequences.ts';

type CheckStepProps = {
  readonly source: Source | null;
  readonly declaration: SourceDeclaration;
  readonly timetable: SourceTimetable;
  readonly labelOf: (field: string) => string;
};

/** Shows everything before it is sent, what differs from the registration of now, and what sending it does. */
export function CheckStep({ source, declaration, timetable, labelOf }: CheckStepProps) {
  const parts = describeRegistration({ declaration, timetable }, labelOf);
  const before = source === null ? null : textsOf(describeRegistration(source, labelOf));
  const now = textsOf(parts);
  const dropped = [...(before ?? [])].flatMap(([key, text]) => (text === '' || now.has(key) ? [] : [key]));
  return (
    <>
      {consequencesOf(source, declaration).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {parts.map((part) => (
        <section key={part.title} className="facts-group">
          <h3>{part.title}</h3>
          <Facts
            facts={part.facts.map(([name, text]) => {
              const was = before?.get(keyOf(part, name));
              const isChanged = before !== null && (was ?? '') !== text;
              return [
                name,
                isChanged ? (
                  <>
                    {text === '' ? '（删去）' : text} <StateTag tone="waiting">有修改</StateTag>
                    {was !== undefined && was !== '' && <span className="soft"> 原为：{was}</span>}
                  </>
                ) : (
                  text
                ),
              ];
            })}
          />
        </section>
      ))}
      {dropped.length > 0 && <p>不再登记：{dropped.join('、')}。</p>}
    </>
  );
}

/** The number of fields in a title is no part of the key. */
const keyOf = ({ title }: DeclaredPart, name: string): string => `${title.replace(/（.*/, '')} ${name}`;

const textsOf = (parts: readonly DeclaredPart[]): ReadonlyMap<string, string> =>
  new Map(parts.flatMap((part) => part.facts.map(([name, text]) => [keyOf(part, name), text])));
