import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { objectionActionNames } from '../../../../schemas/sharing/names.ts';
import {
  listObjectionsRoute,
  type ObjectionView,
  readObjectionRoute,
  takeObjectionStepRoute,
} from '../../../../schemas/sharing/objection-routes.ts';
import type { ObjectionStep } from '../../../../schemas/sharing/objection.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';

type PersonAction = ObjectionStep['action'];

/** What each step does, in a sentence. */
const consequences = {
  accept: '请接着报送更正后的数据，入库以后异议自动办结；取得过这条记录的部门会得知。',
  refuse: '提出部门会看到理由，可以提请信息中心协调一次。',
  withdraw: '异议就此结束，不能恢复；需要时可以重新提出。',
  appeal: '市政府信息中心与提供部门协调，请写明为什么不同意。只能提请一次。',
  overrule: '由提供部门重新核实，期限重新计算。',
  uphold: '维持不予更正，这份异议就此办结。',
} as const satisfies Record<PersonAction, string>;

const kinds = {
  accept: { kind: 'primary' },
  refuse: { kind: 'dangerous' },
  withdraw: { kind: 'dangerous' },
  appeal: { kind: 'primary' },
  overrule: { kind: 'primary' },
  uphold: { kind: 'dangerous' },
} as const satisfies Record<PersonAction, object>;

const refreshes = [readObjectionRoute, listObjectionsRoute, listTasksRoute];

/** The steps that this person may take now. */
export function ObjectionActions({ objection }: { readonly objection: ObjectionView }) {
  const { id, actions, lockVersion, state } = objection;
  const step = useAction(takeObjectionStepRoute, { refreshes });
  const take = async (taken: ObjectionStep) =>
    await step.act({ params: { objection: id }, body: { step: taken, lockVersion } });
  const own = actions.filter((action) => action !== 'correct');
  if (own.length === 0) return null;
  return (
    <div className="actions">
      {own.map((action) => (
        <DecisionButton
          key={action}
          thing={`objection ${id} ${state}`}
          label={objectionActionNames[action]}
          verb={objectionActionNames[action]}
          consequence={consequences[action]}
          takesNoReason={action === 'accept'}
          {...kinds[action]}
          decide={async (reason) => await take(action === 'accept' ? { action } : { action, reason })}
        />
      ))}
    </div>
  );
}
