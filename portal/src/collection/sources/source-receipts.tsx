import type { SourceReceipt } from '../../../../schemas/collection/sources/source.ts';
import { Facts } from '../../shared/facts.tsx';
import { Moment } from '../../shared/moment.tsx';

/** Both receipts of the confirmation: the department's and the centre's. */
export function SourceReceipts({ receipt }: { readonly receipt: SourceReceipt }) {
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
              <Moment iso={at} /> {by}
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
