import { Button } from 'antd';
import { Link } from 'react-router';
import { z } from 'zod';
import { sheetChangeNames, sheetStateNames } from '../../../../schemas/collection/update-sheet-names.ts';
import { readUpdateSheetRoute } from '../../../../schemas/collection/update-sheet-routes.ts';
import type { SheetState, UpdateSheetView } from '../../../../schemas/collection/update-sheet.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { type Tone, StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { DecideSheet } from './decide-sheet.tsx';
import { EarlierSheets } from './earlier-sheets.tsx';
import { SheetFacts } from './sheet-facts.tsx';
import { SignSheetForm } from './sign-sheet-form.tsx';

const Address = z.object({ renew: z.literal('1').optional() });

const tones = {
  'to-sign': 'waiting',
  waiting: 'waiting',
  returned: 'bad',
  'to-renew': 'waiting',
  'in-force': 'good',
} as const satisfies Record<SheetState, Tone>;

type UpdateSheetTabProps = { readonly dataset: string; readonly isOwn: boolean };

/** The sheet (数据维护更新表) of a dataset: the department signs, the centre confirms, both print. */
export function UpdateSheetTab({ dataset, isOwn }: UpdateSheetTabProps) {
  const read = useRoute(readUpdateSheetRoute, { params: { dataset } });
  return (
    <QueryView query={read} what="更新表">
      {(view) =>
        view.state === undefined ? (
          <EmptyState title="还没有数据入库，不能签订更新表">
            <p>首次报送的数据入库以后，由提供部门在这里确认数据维护更新表，再由信息中心确认。</p>
          </EmptyState>
        ) : (
          <Sheets view={view} state={view.state} isOwn={isOwn} />
        )
      }
    </QueryView>
  );
}

type SheetsProps = { readonly view: UpdateSheetView; readonly state: SheetState; readonly isOwn: boolean };

/** In these states the department is asked for a sheet. */
const asked: ReadonlySet<SheetState> = new Set(['to-sign', 'returned', 'to-renew']);

function Sheets({ view, state, isOwn }: SheetsProps) {
  const isOperator = hasRole(useCaller(), ['operator']);
  const { address, change } = useAddress(Address);
  const { open, inForce, changes, lockVersion } = view;
  const signs = isOwn && (asked.has(state) || address.renew !== undefined);
  return (
    <>
      <p>
        <StateTag tone={tones[state]}>{sheetStateNames[state]}</StateTag> {sentences[state]}
      </p>
      {changes.length > 0 && <p>签订以后的变动：{changes.map((one) => sheetChangeNames[one]).join('，')}。</p>}
      {open !== undefined && (
        <section className="panel">
          <h2>{open.returned === undefined ? '等待信息中心确认的更新表' : '被退回的更新表'}</h2>
          <SheetFacts dataset={view.dataset} sheet={open} />
          {isOperator && open.returned === undefined && <DecideSheet view={view} sheet={open} />}
        </section>
      )}
      {signs && (
        <SignSheetForm
          key={lockVersion}
          view={view}
          {...(asked.has(state) ? {} : { leave: () => change({ renew: undefined }) })}
        />
      )}
      {isOwn && !signs && (
        <p>
          <Button onClick={() => change({ renew: '1' })}>重新填写更新表</Button>
        </p>
      )}
      {inForce !== undefined && (
        <section className="panel">
          <h2>有效的更新表</h2>
          <SheetFacts dataset={view.dataset} sheet={inForce} />
        </section>
      )}
      <EarlierSheets dataset={view.dataset} sheets={view.earlier} />
      {!isOwn && state === 'to-sign' && (
        <p>
          提供部门确认以后，这里会出现更新表。<Link to="/datasets?state=sheet-to-sign">查看所有待部门确认的更新表</Link>
        </p>
      )}
    </>
  );
}

const sentences = {
  'to-sign': '数据已经入库，由提供部门确认归集方式、起始日期和联系人，再送信息中心确认。',
  waiting: '提供部门已经确认。信息中心确认以后，更新期限按这张表计算。',
  returned: '信息中心已经退回，请提供部门按意见改正后重新确认。',
  'to-renew': '有效的更新表与现在的情况不一致，请提供部门确认一张新的；新表确认以前，更新期限仍按原表计算。',
  'in-force': '双方都已确认，更新期限按这张表计算。',
} as const satisfies Record<SheetState, string>;
