import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { updateCycleNames } from '../../../../schemas/catalogue/labels.ts';
import { Channel } from '../../../../schemas/collection/delivery.ts';
import { readUpdateSheetRoute, signUpdateSheetRoute } from '../../../../schemas/collection/update-sheet-routes.ts';
import type { SheetProposal, UpdateSheetView } from '../../../../schemas/collection/update-sheet.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { listDatasetStatesRoute } from '../../../../schemas/records/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { Facts } from '../../shared/facts.tsx';
import { FormField } from '../../shared/forms/form-field.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type SignSheetFormProps = {
  readonly view: UpdateSheetView;
  /** Absent where a sheet is asked for. */
  readonly leave?: () => void;
};

/** What the department signs: the catalogue's cycle, its own people, and what it chooses. */
export function SignSheetForm({ view, leave }: SignSheetFormProps) {
  const { people } = view.proposal;
  if (people === undefined)
    return (
      <EmptyState title="请先登记本部门的联系人">
        <p>
          更新表须写明部门负责人和联系人。<Link to="/people">登记联系人</Link>以后回到这里确认。
        </p>
      </EmptyState>
    );
  return <Form view={view} people={people} {...(leave === undefined ? {} : { leave })} />;
}

type FormProps = SignSheetFormProps & { readonly people: NonNullable<SheetProposal['people']> };

/** What stood in the last sheet is proposed again, as far as it still can be. */
function firstChoice({ proposal, open, inForce }: UpdateSheetView, people: FormProps['people']) {
  const last = open ?? inForce;
  const contact = people.contacts.findIndex(({ name }) => name === last?.contact.name);
  return {
    channel: last?.channel ?? proposal.channels[0],
    start: last?.start ?? proposal.from ?? '',
    contact: Math.max(contact, 0),
  };
}

type Choice = ReturnType<typeof firstChoice>;

const isPossible = (start: string, { from = '', until }: SheetProposal): boolean => start >= from && start <= until;

function Form({ view, people, leave }: FormProps) {
  const { dataset, lockVersion, proposal } = view;
  const [chosen, setChosen] = useState(() => firstChoice(view, people));
  const sign = useAction(signUpdateSheetRoute, {
    refreshes: [readUpdateSheetRoute, listTasksRoute, listDatasetStatesRoute],
  });
  const { channel, start, contact } = chosen;
  const send = (): void => {
    if (channel === undefined || !isPossible(start, proposal)) return;
    sign.send({
      params: { dataset },
      body: { lockVersion, channel, start, contact, peopleVersion: people.lockVersion },
    });
  };
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>确认更新表</h2>
      <Facts
        facts={[
          ['信息资源', `${proposal.name}，目录第 ${proposal.version} 版`],
          ['更新周期', updateCycleNames[proposal.cycle]],
          ['部门负责人', `${people.inCharge.name}，${people.inCharge.duty}，${people.inCharge.phone}`],
        ]}
      />
      <p className="soft">
        更新周期取自目录，需要调整的请先修改目录；负责人和联系人取自<Link to="/people">本部门的登记</Link>。
      </p>
      <ChosenFields proposal={proposal} people={people} chosen={chosen} choose={setChosen} />
      {sign.error !== null && <ProblemNotice error={sign.error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={sign.isPending}>
          确认并送信息中心
        </Button>
        {leave !== undefined && <Button onClick={leave}>不填写，返回</Button>}
      </div>
    </form>
  );
}

type ChosenFieldsProps = {
  readonly proposal: SheetProposal;
  readonly people: FormProps['people'];
  readonly chosen: Choice;
  readonly choose: (chosen: Choice) => void;
};

function ChosenFields({ proposal, people, chosen, choose }: ChosenFieldsProps) {
  return (
    <>
      <FormField label="归集方式" hint="已经有数据入库的方式。">
        {(ids) => (
          <select
            {...ids}
            value={chosen.channel}
            onChange={({ target }) => choose({ ...chosen, channel: Channel.parse(target.value) })}
          >
            {proposal.channels.map((one) => (
              <option key={one} value={one}>
                {channelNames[one]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <StartField proposal={proposal} start={chosen.start} choose={(start) => choose({ ...chosen, start })} />
      <FormField label="联系人" hint="负责日常更新、需要时可以找到的人。">
        {(ids) => (
          <select
            {...ids}
            value={chosen.contact}
            onChange={({ target }) => choose({ ...chosen, contact: Number(target.value) })}
          >
            {people.contacts.map(({ name, duty, phone }, at) => (
              <option key={`${name} ${phone}`} value={at}>
                {`${name}，${duty}，${phone}`}
              </option>
            ))}
          </select>
        )}
      </FormField>
    </>
  );
}

type StartFieldProps = {
  readonly proposal: SheetProposal;
  readonly start: string;
  readonly choose: (start: string) => void;
};

function StartField({ proposal, start, choose }: StartFieldProps) {
  const { from = '', until } = proposal;
  const range = `${formatDay(from)}至${formatDay(until)}之间`;
  const isFaulty = !isPossible(start, proposal);
  return (
    <FormField label="起始日期" hint={`自这一天起按更新周期计算，${range}。`}>
      {(ids) => (
        <>
          <input
            {...ids}
            type="date"
            required
            min={from}
            max={until}
            value={start}
            aria-invalid={isFaulty}
            onChange={({ target }) => choose(target.value)}
          />
          {isFaulty && (
            <p className="bad" role="alert">
              起始日期应在{range}，请改正。
            </p>
          )}
        </>
      )}
    </FormField>
  );
}
