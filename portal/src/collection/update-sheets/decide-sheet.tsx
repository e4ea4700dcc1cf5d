import { updateCycleNames } from '../../../../schemas/catalogue/labels.ts';
import {
  confirmUpdateSheetRoute,
  readUpdateSheetRoute,
  returnUpdateSheetRoute,
} from '../../../../schemas/collection/update-sheet-routes.ts';
import type { OpenSheet, UpdateSheetView } from '../../../../schemas/collection/update-sheet.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { listDatasetStatesRoute } from '../../../../schemas/records/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { useDepartments } from '../../shared/use-departments.ts';

const refreshes = [readUpdateSheetRoute, listTasksRoute, listDatasetStatesRoute];

type DecideSheetProps = { readonly view: UpdateSheetView; readonly sheet: OpenSheet };

/** The centre confirms what the department has signed, or returns it with its opinion. */
export function DecideSheet({ view: { dataset, lockVersion, inForce }, sheet }: DecideSheetProps) {
  const { nameOf } = useDepartments();
  const confirm = useAction(confirmUpdateSheetRoute, { refreshes });
  const giveBack = useAction(returnUpdateSheetRoute, { refreshes });
  const params = { dataset };
  const thing = `update-sheet ${dataset} ${sheet.number}`;
  const replaced = inForce === undefined ? '' : `，第 ${inForce.number} 号同时失效`;
  return (
    <div className="actions">
      <DecisionButton
        thing={thing}
        label="确认更新表"
        verb="确认"
        kind="primary"
        takesNoReason
        consequence={`确认后，“${sheet.name}”自${formatDay(sheet.start)}起按“${updateCycleNames[sheet.cycle]}”计算更新期限${replaced}；${nameOf(sheet.department)}和信息中心各得一份有回执编号的更新表。`}
        decide={() => confirm.act({ params, body: { lockVersion } })}
      />
      <DecisionButton
        thing={thing}
        label="退回更新表"
        verb="退回"
        consequence={`退回后，${nameOf(sheet.department)}会在“我的工作”中看到您的意见，改正后重新确认。`}
        decide={(reason) => giveBack.act({ params, body: { lockVersion, reason } })}
      />
    </div>
  );
}
