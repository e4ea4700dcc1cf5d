import { useState } from 'react';
import {
  changeAccountRoute,
  deactivateAccountRoute,
  searchAccountsRoute,
} from '../../../../schemas/departments/account-routes.ts';
import type { Account } from '../../../../schemas/departments/account.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionDialog } from '../../shared/decision-dialog.tsx';

type AccountSwitchProps = {
  readonly account: Account;
  /** Takes the sentence that says what is so now. */
  readonly say: (sentence: string) => void;
};

const refreshes = [searchAccountsRoute];

/** Deactivates an account, or reactivates it; its traces stay. */
export function AccountSwitch({ account: { subject, name, active, kind }, say }: AccountSwitchProps) {
  const [isOpen, setOpen] = useState(false);
  const deactivate = useAction(deactivateAccountRoute, { refreshes });
  const change = useAction(changeAccountRoute, { refreshes });
  const verb = active ? '停用' : '恢复';
  const doing = kind === 'person' ? '登录' : '调用接口';
  return (
    <>
      <button type="button" className="link-button" aria-label={`${verb}${name}`} onClick={() => setOpen(true)}>
        {verb}
      </button>
      <DecisionDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        thing={`account ${subject}`}
        title={`${verb}账号`}
        verb={verb}
        isDangerous={active}
        consequence={
          active
            ? `停用后一分钟内，“${name}”这 1 个账号不能再${doing}；它办理过的事项和留痕不变，以后可以恢复。`
            : `恢复后一分钟内，“${name}”这 1 个账号可以按原来的部门和角色${doing}。`
        }
        decide={async (reason) => {
          await (active
            ? deactivate.act({ body: { subject, reason } })
            : change.act({ body: { subject, active: true, reason } }));
          say(active ? `“${name}”已停用。` : `“${name}”已恢复使用。`);
        }}
      />
    </>
  );
}
