import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { z } from 'zod';
import type { DatasetVersionView } from '../../../../../schemas/catalogue/views.ts';
import {
  listSourcesRoute,
  readSourceRoute,
  registerSourceRoute,
  SourceRegistration,
} from '../../../../../schemas/collection/sources/routes.ts';
import type { Source, SourceChannel } from '../../../../../schemas/collection/sources/source.ts';
import { useAction } from '../../../shared/api/use-api.ts';
import { ProblemNotice } from '../../../shared/states/problem-notice.tsx';
import { CheckStep } from './check-step.tsx';
import { faultsIn, faultsOf, withoutPlaces } from './faults-in.ts';
import { FaultsContext, findControl, type PlacedFault } from './form-rows.tsx';
import { placeOf, type StepId } from './places.ts';
import { type Step, Steps, useStep } from './steps.tsx';

type WizardProps = {
  readonly view: DatasetVersionView;
  readonly channel: SourceChannel;
  /** What is registered now; `null` for a new source. */
  readonly source: Source | null;
  readonly steps: readonly Step[];
  /** The request that the form says. */
  readonly body: z.input<typeof SourceRegistration>;
  /** The place in the form of a place in the request. */
  readonly toPlace: (fault: PlacedFault) => PlacedFault;
  /** Drops the draft, once the platform has it. */
  readonly forget: () => void;
  readonly children: (step: StepId) => ReactNode;
};

/** Leads through the steps of a form, shows everything before it is sent, and leads back to what is refused. */
export function Wizard({ view, channel, source, steps, body, toPlace, forget, children }: WizardProps) {
  const { dataset, content } = view;
  const { at, go } = useStep(steps);
  const navigate = useNavigate();
  const register = useAction(registerSourceRoute, { refreshes: [readSourceRoute, listSourcesRoute] });
  const [sought, seek] = useState<string | null>(null);
  const step = steps[at] ?? { id: 'address', name: '' };
  const isLast = step.id === 'check';
  const parsed = SourceRegistration.safeParse(body);
  const local = isLast ? faultsIn(body) : [];
  const faults = [...faultsOf(register.error), ...local].map(toPlace);
  const faulty = new Set(faults.map(({ pointer }) => placeOf(channel, pointer).step));
  useSoughtControl(sought, () => seek(null));
  const send = async (): Promise<void> => {
    await register.act({ params: { dataset, channel }, body });
    forget();
    await navigate(`/sources/${dataset}/${channel}?tab=setup`);
  };
  const labels = new Map(content.fields.map(({ key, label }) => [key, label]));
  return (
    <FaultsContext value={faults}>
      <Steps steps={steps} at={at} faulty={faulty} />
      <form
        className={step.id === 'mapping' || isLast ? 'panel' : 'panel form'}
        onSubmit={(event) => {
          event.preventDefault();
          const next = steps[at + 1];
          if (next !== undefined) go(next.id);
          else if (parsed.success) void send().catch(() => undefined);
        }}
      >
        <StepTitle key={step.id}>{step.name}</StepTitle>
        {children(step.id)}
        {isLast && parsed.success && (
          <CheckStep
            source={source}
            declaration={parsed.data.declaration}
            timetable={parsed.data.timetable}
            labelOf={(field) => labels.get(field) ?? field}
          />
        )}
        {isLast && (
          <FaultList
            channel={channel}
            faults={faults}
            show={(pointer) => {
              seek(pointer);
              go(placeOf(channel, pointer).step);
            }}
          />
        )}
        {isLast && register.error !== null && <ProblemNotice error={withoutPlaces(register.error)} />}
        <div className="actions dialog-actions">
          {isLast ? (
            <Button type="primary" htmlType="submit" loading={register.isPending} disabled={!parsed.success}>
              {source === null ? '登记数据源' : '登记修改'}
            </Button>
          ) : (
            <Button type="primary" htmlType="submit">
              下一步：{steps[at + 1]?.name}
            </Button>
          )}
          {at > 0 && <Button onClick={() => go(steps[at - 1]?.id ?? 'address')}>上一步</Button>}
          <Link to={`/sources/${dataset}/${channel}`}>先不登记</Link>
        </div>
      </form>
    </FaultsContext>
  );
}

type FaultListProps = {
  readonly channel: SourceChannel;
  readonly faults: readonly PlacedFault[];
  readonly show: (pointer: string) => void;
};

/** What must be mended before it can be sent; each leads to its control. */
function FaultList({ channel, faults, show }: FaultListProps) {
  if (faults.length === 0) return null;
  return (
    <section role="alert" className="facts-group">
      <h3>登记前须改正（{faults.length} 处）</h3>
      <ul>
        {faults.map(({ pointer, detail }) => (
          <li key={`${pointer}${detail}`}>
            <button type="button" className="link-button" onClick={() => show(pointer)}>
              {placeOf(channel, pointer).label}
            </button>
            ：{detail}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Takes the focus when a step begins, so that a screen reader reads on here. */
function StepTitle({ children }: { readonly children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <h2 className="step-title" tabIndex={-1} ref={title}>
      {children}
    </h2>
  );
}

/** Focuses the control of a fault once its step is shown. */
function useSoughtControl(sought: string | null, found: () => void): void {
  // After each render: the control is there once its step is.
  useEffect(() => {
    if (sought === null) return;
    const control = findControl(sought);
    if (control === null) return;
    control.focus();
    found();
  });
}
