import type { SourceReceipt } from '../../../../schemas/collection/sources/source.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { Facts } from '../../shared/facts.tsx';
import { Moment } from '../../shared/moment.tsx';

type SourceReceiptsProps = { readonly receipt: SourceReceipt; readonly actors: readonly Actor[] };

/** Both receipts of the confirmation: the department's and the centre's. */
export function SourceReceipts({ receipt, actors }: SourceReceiptsProps) {
  const { number, at, by, toProvider, toCentre, comment } = receipt;
  return (
    <section className="panel">
      <h2>确认回执</h2>
      <Facts
        facts={[
          ['回执编号', number],
          [
            '确认',
            <>
              <Moment iso={at} /> {nameActor(actors, by)}
            </>,
          ],
          ['给提供部门', toProvider],
          ['给信息中心', toCentre],
          ['备注', comment],
        ]}
      />
    </section>
  );
}
