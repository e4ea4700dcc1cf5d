import { Link } from 'react-router';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import {
  type ApplicationView,
  listApplicationsRoute,
  readApplicationRoute,
  takeApplicationStepRoute,
} from '../../../../schemas/sharing/application-routes.ts';
import type { ApplicationAction, ApplicationStep } from '../../../../schemas/sharing/application.ts';
import { applicationActionNames } from '../../../../schemas/sharing/names.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { DecideForm } from './decide-form.tsx';

type Props = { readonly application: ApplicationView; readonly view: DatasetVersionView; readonly provider: string };
/** `lapse` is the platform's. */
type DialogAction = Exclude<ApplicationAction, 'decide' | 'lapse'>;

const isDialogAction = (action: ApplicationAction): action is DialogAction => action !== 'decide' && action !== 'lapse';

/** What each step does, in a sentence. */
function consequenceOf(action: DialogAction, provider: string): string {
  const texts: Record<DialogAction, string> = {
    submit: '提交后由本部门的另一位工作人员审批，审批以前可以撤回。',
    approve: '同意后报市政府信息中心核对，不能再修改内容。',
    'send-back': '申请退回起草人修改，理由会给起草人看。',
    pass: `核对通过后，有条件共享的转${provider}逐项答复；无条件共享的当即授权。`,
    refuse: '申请部门会看到理由，可以提请协调。',
    'ask-completion': '申请部门补正以前暂停计时。请一次写明全部需要补正的内容。',
    complete: '交回要求补正的单位继续办理，恢复计时。',
    extend: '答复期限延长 10 个工作日，只能延长一次；申请部门会看到理由。',
    object: '市政府信息中心与提供部门协调，请写明为什么需要这些数据。',
    overrule: `由${provider}重新逐项答复，期限重新计算。`,
    uphold: '维持不予授权，这份申请就此办结。',
    withdraw: '申请就此结束，不能恢复；需要时可以重新申请。',
    revoke: '授权立即终止，使用部门不能再取得数据，不能恢复。',
  };
  return texts[action];
}

const takesNoReason: ReadonlySet<ApplicationAction> = new Set(['submit', 'approve', 'pass', 'complete']);
const isDangerous: ReadonlySet<ApplicationAction> = new Set(['refuse', 'uphold', 'withdraw', 'revoke']);
const isMain: ReadonlySet<ApplicationAction> = new Set(['submit', 'approve', 'pass', 'complete', 'object', 'overrule']);

const refreshes = [readApplicationRoute, listApplicationsRoute, listTasksRoute];

/** The steps that this person may take now; the answer to an application has a form of its own. */
export function ApplicationActions({ application, view, provider }: Props) {
  const { id, actions, lockVersion, state } = application;
  const step = useAction(takeApplicationStepRoute, { refreshes });
  const take = async (taken: ApplicationStep) =>
    await step.act({ params: { application: id }, body: { step: taken, lockVersion } });
  const isWritten = actions.includes('submit') || actions.includes('complete');
  if (actions.length === 0) return null;
  return (
    <>
      {actions.includes('decide') && <DecideForm application={application} view={view} take={take} />}
      <div className="actions">
        {actions.filter(isDialogAction).map((action) => (
          <DecisionButton
            key={action}
            thing={`application ${id} ${state}`}
            label={applicationActionNames[action]}
            verb={applicationActionNames[action]}
            consequence={consequenceOf(action, provider)}
            takesNoReason={takesNoReason.has(action)}
            {...kindOf(action)}
            decide={async (reason) => await take(toStep(action, reason))}
          />
        ))}
        {isWritten && <Link to={`/applications/${id}/edit`}>修改申请内容</Link>}
      </div>
    </>
  );
}

function kindOf(action: ApplicationAction): { readonly kind?: 'primary' | 'dangerous' } {
  if (isMain.has(action)) return { kind: 'primary' };
  return isDangerous.has(action) ? { kind: 'dangerous' } : {};
}

function toStep(action: DialogAction, reason: string): ApplicationStep {
  switch (action) {
    case 'submit':
    case 'approve':
    case 'pass':
    case 'complete':
      return { action };
    default:
      return { action, reason };
  }
}
