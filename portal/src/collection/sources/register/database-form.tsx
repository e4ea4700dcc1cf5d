import { z } from 'zod';
import type { DatasetVersionView } from '../../../../../schemas/catalogue/views.ts';
import type { Source } from '../../../../../schemas/collection/sources/source.ts';
import { useCaller } from '../../../shared/caller.ts';
import { useDraft } from '../../../shared/use-draft.ts';
import { DatabaseDraft, emptyDatabase, fromDatabase, toDatabase } from './database-draft.ts';
import { DatabaseAddressStep, TableStep } from './database-steps.tsx';
import { draftKey } from './draft-key.ts';
import type { Step } from './steps.tsx';
import { fromTimetable, TimetableDraft, toTimetable } from './timetable-draft.ts';
import { TimetableStep } from './timetable-step.tsx';
import { Wizard } from './wizard.tsx';

type FormProps = { readonly view: DatasetVersionView; readonly source: Source | null };

const Draft = z.object({ declaration: DatabaseDraft, timetable: TimetableDraft });
type Draft = z.infer<typeof Draft>;

const steps: readonly Step[] = [
  { id: 'address', name: '数据库' },
  { id: 'table', name: '表' },
  { id: 'timetable', name: '时间表' },
  { id: 'check', name: '核对并登记' },
];

function initialDraft(source: Source | null): Draft {
  return {
    declaration: source?.declaration.channel === 'database' ? fromDatabase(source.declaration) : emptyDatabase(),
    timetable: fromTimetable(source?.timetable ?? {}),
  };
}

/** The form of a front-end table. */
export function DatabaseForm({ view, source }: FormProps) {
  const { dataset, content } = view;
  const { subject } = useCaller();
  const { draft, keep, forget } = useDraft(
    draftKey({ subject, dataset, channel: 'database', source }),
    Draft,
    initialDraft(source),
  );
  const { declaration, timetable } = draft;
  const set = (changes: Partial<DatabaseDraft>): void =>
    keep({ ...draft, declaration: { ...declaration, ...changes } });
  return (
    <Wizard
      view={view}
      channel="database"
      source={source}
      steps={steps}
      body={{ declaration: toDatabase(declaration), timetable: toTimetable(timetable) }}
      toPlace={(fault) => fault}
      forget={() => forget()}
    >
      {(step) => (
        <>
          {step === 'address' && <DatabaseAddressStep draft={declaration} set={set} />}
          {step === 'table' && <TableStep draft={declaration} set={set} content={content} dataset={dataset} />}
          {step === 'timetable' && (
            <TimetableStep
              draft={timetable}
              set={(changes) => keep({ ...draft, timetable: { ...timetable, ...changes } })}
              cycle={content.metadata.updateCycle}
            />
          )}
        </>
      )}
    </Wizard>
  );
}
