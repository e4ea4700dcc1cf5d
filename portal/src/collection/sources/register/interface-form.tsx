import { z } from 'zod';
import type { DatasetVersionView } from '../../../../../schemas/catalogue/views.ts';
import type { Source } from '../../../../../schemas/collection/sources/source.ts';
import { useCaller } from '../../../shared/caller.ts';
import { useDraft } from '../../../shared/use-draft.ts';
import { AddressStep } from './address-step.tsx';
import { AnswerStep } from './answer-step.tsx';
import { AuthenticationStep } from './authentication-step.tsx';
import { draftKey } from './draft-key.ts';
import type { PlacedFault } from './form-rows.tsx';
import { emptyInterface, fromInterface, InterfaceDraft, mappedFields, toInterface } from './interface-draft.ts';
import { LimitsRows } from './limits-rows.tsx';
import { fieldPointer, MappingStep } from './mapping-step.tsx';
import type { Step } from './steps.tsx';
import { fromTimetable, TimetableDraft, toTimetable } from './timetable-draft.ts';
import { TimetableStep } from './timetable-step.tsx';
import { Wizard } from './wizard.tsx';

type FormProps = { readonly view: DatasetVersionView; readonly source: Source | null };

const Draft = z.object({ declaration: InterfaceDraft, timetable: TimetableDraft });
type Draft = z.infer<typeof Draft>;

const steps: readonly Step[] = [
  { id: 'address', name: '地址' },
  { id: 'authentication', name: '认证' },
  { id: 'answer', name: '应答和翻页' },
  { id: 'mapping', name: '信息项对应' },
  { id: 'timetable', name: '时间表' },
  { id: 'check', name: '核对并登记' },
];

function initialDraft(source: Source | null): Draft {
  return {
    declaration: source?.declaration.channel === 'interface' ? fromInterface(source.declaration) : emptyInterface(),
    timetable: fromTimetable(source?.timetable ?? {}),
  };
}

/** The form of a service interface. */
export function InterfaceForm({ view, source }: FormProps) {
  const { dataset, content } = view;
  const { subject } = useCaller();
  const { draft, keep, forget } = useDraft(
    draftKey({ subject, dataset, channel: 'interface', source }),
    Draft,
    initialDraft(source),
  );
  const { declaration, timetable } = draft;
  const keys = content.fields.map(({ key }) => key);
  const set = (changes: Partial<InterfaceDraft>): void =>
    keep({ ...draft, declaration: { ...declaration, ...changes } });
  const setTimetable = (changes: Partial<TimetableDraft>): void =>
    keep({ ...draft, timetable: { ...timetable, ...changes } });
  return (
    <Wizard
      view={view}
      channel="interface"
      source={source}
      steps={steps}
      body={{ declaration: toInterface(declaration, keys), timetable: toTimetable(timetable) }}
      toPlace={(fault) => placeByField(fault, mappedFields(declaration, keys))}
      forget={() => forget()}
    >
      {(step) => (
        <>
          {step === 'address' && <AddressStep draft={declaration} set={set} />}
          {step === 'authentication' && <AuthenticationStep draft={declaration} set={set} />}
          {step === 'answer' && <AnswerStep draft={declaration} set={set} />}
          {step === 'mapping' && <MappingStep content={content} draft={declaration} set={set} />}
          {step === 'timetable' && (
            <>
              <TimetableStep draft={timetable} set={setTimetable} cycle={content.metadata.updateCycle} />
              <h3>调用限制</h3>
              <LimitsRows draft={declaration} set={set} />
            </>
          )}
        </>
      )}
    </Wizard>
  );
}

/** The request counts the mapped fields; the form knows them by name. */
function placeByField(fault: PlacedFault, sent: readonly string[]): PlacedFault {
  const [, index, rest = ''] = /^\/body\/declaration\/fields\/(\d+)(\/.*)?$/.exec(fault.pointer) ?? [];
  const field = index === undefined ? undefined : sent[Number(index)];
  return field === undefined ? fault : { ...fault, pointer: `${fieldPointer(field)}${rest}` };
}
