import type { InterfaceStepProps } from './address-step.tsx';
import { SelectRow, TextRow } from './form-rows.tsx';

const at = '/body/declaration';

/** What an answer looks like, how pages follow each other, and how changes are found. */
export function AnswerStep({ draft, set }: InterfaceStepProps) {
  return (
    <>
      <h3>应答</h3>
      <ShapeRows draft={draft} set={set} />
      <h3>翻页</h3>
      <PagingRows draft={draft} set={set} />
      <h3>增量和删除</h3>
      <IncrementRows draft={draft} set={set} />
      <TextRow
        pointer={`${at}/deletion/from`}
        label="删除标记的路径（选填）"
        hint="记录中的哪一项表示已删除；没有这一项的，删除靠完整核对发现。"
        value={draft.deletionFrom}
        change={(deletionFrom) => set({ deletionFrom })}
      />
      {draft.deletionFrom.trim() !== '' && (
        <TextRow
          pointer={`${at}/deletion/is`}
          label="表示已删除的值"
          hint="多个之间用顿号隔开，例如 1、Y。"
          value={draft.deletionValues}
          change={(deletionValues) => set({ deletionValues })}
        />
      )}
    </>
  );
}

function ShapeRows({ draft, set }: InterfaceStepProps) {
  return (
    <>
      <SelectRow
        pointer={`${at}/answer/format`}
        label="格式"
        value={draft.format}
        options={[
          ['json', 'JSON'],
          ['xml', 'XML'],
        ]}
        change={(format) => set({ format })}
      />
      <SelectRow
        pointer={`${at}/answer/charset`}
        label="字符编码"
        value={draft.charset}
        options={[
          ['utf-8', 'UTF-8'],
          ['gb18030', 'GB18030（GBK、GB2312）'],
        ]}
        change={(charset) => set({ charset })}
      />
      <TextRow
        pointer={`${at}/answer/records`}
        label="数据列表的路径"
        hint="用点隔开，例如 data.list；整个应答就是列表的，填 $。XML 属性写作 @名称；文本里装着的内容用 (json) 或 (xml) 打开。"
        value={draft.records}
        change={(records) => set({ records })}
      />
      <TextRow
        pointer={`${at}/answer/success/path`}
        label="业务代码的路径（选填）"
        hint="应答中的哪一项说明调用成功，例如 code。"
        value={draft.successPath}
        change={(successPath) => set({ successPath })}
      />
      {draft.successPath.trim() !== '' && (
        <TextRow
          pointer={`${at}/answer/success/is`}
          label="表示成功的代码"
          hint="多个之间用顿号隔开，例如 0、200。"
          value={draft.successValues}
          change={(successValues) => set({ successValues })}
        />
      )}
      <TextRow
        pointer={`${at}/answer/total`}
        label="总条数的路径（选填）"
        hint="填写后平台会核对读到的条数。"
        value={draft.total}
        change={(total) => set({ total })}
      />
    </>
  );
}

function PagingRows({ draft, set }: InterfaceStepProps) {
  const { paging } = draft;
  return (
    <>
      <SelectRow
        pointer={`${at}/paging/kind`}
        label="翻页方式"
        value={paging}
        options={[
          ['none', '不翻页，一次给出全部'],
          ['page', '按页码（{{page}}）'],
          ['offset', '按起始位置（{{offset}}）'],
          ['cursor', '按游标（{{cursor}}）'],
          ['link', '按应答的 Link 头'],
        ]}
        change={(value) => set({ paging: value })}
      />
      {paging === 'page' && (
        <SelectRow
          pointer={`${at}/paging/first`}
          label="第一页的页码"
          value={draft.first}
          options={[
            ['1', '1'],
            ['0', '0'],
          ]}
          change={(first) => set({ first })}
        />
      )}
      {paging !== 'none' && (
        <TextRow
          pointer={`${at}/paging/size`}
          label="每页条数"
          kind="number"
          value={draft.size}
          change={(size) => set({ size })}
        />
      )}
      {(paging === 'page' || paging === 'offset') && (
        <SelectRow
          pointer={`${at}/paging/ends`}
          label="最后一页"
          value={draft.ends}
          options={[
            ['short-page', '不满一页的就是最后一页'],
            ['until-empty', '读到空页为止'],
          ]}
          change={(ends) => set({ ends })}
        />
      )}
      {paging === 'cursor' && (
        <TextRow
          pointer={`${at}/paging/next`}
          label="下一页游标的路径"
          hint="应答中没有这一项的，就是最后一页。"
          value={draft.nextPage}
          change={(nextPage) => set({ nextPage })}
        />
      )}
    </>
  );
}

function IncrementRows({ draft, set }: InterfaceStepProps) {
  const { increment } = draft;
  return (
    <>
      <SelectRow
        pointer={`${at}/increment/kind`}
        label="怎样读取变化"
        value={increment}
        options={[
          ['update-time', '按更新时间，只读变化（{{since}}、{{until}}）'],
          ['cursor', '按游标，只读变化（{{cursor}}）'],
          ['full', '每次读取全部，由平台比较'],
        ]}
        change={(value) => set({ increment: value })}
      />
      {increment === 'update-time' && (
        <>
          <SelectRow
            pointer={`${at}/increment/form`}
            label="时间的写法"
            hint="没有时区的写法按北京时间。"
            value={draft.timeForm}
            options={[
              ['yyyy-MM-dd HH:mm:ss', '2020-12-01 08:30:00'],
              ['yyyyMMddHHmmss', '20201201083000'],
              ['yyyy-MM-dd', '2020-12-01'],
              ['rfc3339', '2020-12-01T08:30:00+08:00'],
              ['epoch-seconds', 'Unix 时间，秒'],
              ['epoch-milliseconds', 'Unix 时间，毫秒'],
            ]}
            change={(timeForm) => set({ timeForm })}
          />
          <TextRow
            pointer={`${at}/increment/overlapSeconds`}
            label="每次多读前面多少秒"
            kind="number"
            hint="防止漏掉写入较晚的变化；重复读到的不会重复入库。"
            value={draft.overlapSeconds}
            change={(overlapSeconds) => set({ overlapSeconds })}
          />
        </>
      )}
      {increment === 'cursor' && (
        <>
          <TextRow
            pointer={`${at}/increment/next`}
            label="下次读取的游标的路径"
            value={draft.nextCursor}
            change={(nextCursor) => set({ nextCursor })}
          />
          <TextRow
            pointer={`${at}/increment/first`}
            label="第一次读取的游标（选填）"
            value={draft.firstCursor}
            change={(firstCursor) => set({ firstCursor })}
          />
        </>
      )}
    </>
  );
}
