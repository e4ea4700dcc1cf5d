import { Button } from 'antd';
import { useState } from 'react';
import {
  listSourcesRoute,
  operateSourceRoute,
  readSourceRoute,
  returnSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionDialog } from '../../shared/decision-dialog.tsx';
import { ConfirmSource } from './confirm-source.tsx';
import { isTested } from './source-health.ts';
import { type OfferedOperation, operationsIn, operationWords } from './source-words.ts';

type Choice = OfferedOperation | 'return' | 'confirm';
type ActionsProps = { readonly source: Source; readonly name: string };

const refreshes = [readSourceRoute, listSourcesRoute];

/** What the centre can do in the source's state: the likeliest as the primary button, the rest beside it. */
export function SourceActions({ source, name }: ActionsProps) {
  const [chosen, choose] = useState<Choice | null>(null);
  const close = () => choose(null);
  const choices = choicesIn(source);
  const [first, ...others] = choices;
  return (
    <>
      {first !== undefined && (
        <Button type="primary" onClick={() => choose(first.choice)}>
          {first.verb}
        </Button>
      )}
      {others.map(({ choice, verb }) => (
        <Button key={choice} onClick={() => choose(choice)}>
          {verb}
        </Button>
      ))}
      {chosen === 'confirm' && <ConfirmSource source={source} name={name} close={close} />}
      {chosen === 'return' && <ReturnSource source={source} name={name} close={close} />}
      {chosen !== null && chosen !== 'confirm' && chosen !== 'return' && (
        <OperateSource source={source} name={name} operation={chosen} close={close} />
      )}
    </>
  );
}

/** A source is confirmed or returned while it waits; everything else is an operation. */
function choicesIn(source: Source): readonly { readonly choice: Choice; readonly verb: string }[] {
  const operations = operationsIn(source.state).map(([choice, { verb }]) => ({ choice, verb }));
  if (source.state !== 'registered') return operations;
  const decisions = [{ choice: 'return', verb: '退回修改' } as const, ...operations];
  return isTested(source) ? [{ choice: 'confirm', verb: '确认' } as const, ...decisions] : decisions;
}

function OperateSource({
  source: { dataset, channel },
  name,
  operation,
  close,
}: ActionsProps & { readonly operation: OfferedOperation; readonly close: () => void }) {
  const { act } = useAction(operateSourceRoute, { refreshes });
  const { verb, consequence } = operationWords[operation];
  return (
    <DecisionDialog
      isOpen
      close={close}
      thing={`source ${dataset} ${channel}`}
      title={`${verb}：${name}`}
      verb={verb}
      consequence={consequence(name)}
      isDangerous={operation === 'retire'}
      decide={(reason) => act({ params: { dataset, channel }, body: { operation, reason } })}
    />
  );
}

function ReturnSource({ source: { dataset, channel }, name, close }: ActionsProps & { readonly close: () => void }) {
  const { act } = useAction(returnSourceRoute, { refreshes });
  return (
    <DecisionDialog
      isOpen
      close={close}
      thing={`source ${dataset} ${channel}`}
      title={`退回修改：${name}`}
      verb="退回修改"
      consequence="登记内容将退回提供部门修改，部门会看到您写的理由；修改并重新登记后再测试、确认。"
      decide={(reason) => act({ params: { dataset, channel }, body: { reason } })}
    />
  );
}
