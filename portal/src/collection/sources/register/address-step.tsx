import { PairsRow, SelectRow, TextRow } from './form-rows.tsx';
import type { InterfaceDraft } from './interface-draft.ts';

export type InterfaceStepProps = {
  readonly draft: InterfaceDraft;
  readonly set: (changes: Partial<InterfaceDraft>) => void;
};

const request = '/body/declaration/request';

/** Where the service is, and what a call to it looks like. */
export function AddressStep({ draft, set }: InterfaceStepProps) {
  return (
    <>
      <TextRow
        pointer="/body/declaration/name"
        label="接口名称"
        hint="会写在回执和读取记录中，例如“养老信息查询接口”。"
        value={draft.name}
        change={(name) => set({ name })}
      />
      <SelectRow
        pointer={`${request}/method`}
        label="调用方法"
        value={draft.method}
        options={[
          ['GET', 'GET'],
          ['POST', 'POST'],
        ]}
        change={(method) => set({ method })}
      />
      <TextRow
        pointer={`${request}/url`}
        label="接口地址"
        hint="政务外网中的正式地址。账号、密码和令牌不写在这里，登记以后单独填写。"
        placeholder="https://"
        value={draft.url}
        change={(url) => set({ url })}
      />
      <PairsRow
        pointer={`${request}/query`}
        label="查询参数（选填）"
        what="查询参数"
        hint={
          <>
            值中可以用占位，平台每次调用时填入：<code>{'{{page}}'}</code> 页码、<code>{'{{size}}'}</code> 每页条数、
            <code>{'{{offset}}'}</code> 起始位置、<code>{'{{cursor}}'}</code> 游标、<code>{'{{since}}'}</code> 和{' '}
            <code>{'{{until}}'}</code> 更新时间的起止。
          </>
        }
        value={draft.query}
        change={(query) => set({ query })}
      />
      <PairsRow
        pointer={`${request}/headers`}
        label="请求头（选填）"
        what="请求头"
        hint="认证所用的请求头由平台按下一步的认证方式填写。"
        value={draft.headers}
        change={(headers) => set({ headers })}
      />
      {draft.method === 'POST' && <BodyRows draft={draft} set={set} />}
      <TextRow
        pointer="/body/declaration/ca"
        label="颁发机构的根证书（选填）"
        kind="long"
        hint="服务器证书由本部门自己的机构颁发时填写，PEM 格式。只填证书，不要填私钥。"
        value={draft.ca}
        change={(ca) => set({ ca })}
      />
    </>
  );
}

function BodyRows({ draft, set }: InterfaceStepProps) {
  return (
    <>
      <SelectRow
        pointer={`${request}/soap`}
        label="SOAP"
        value={draft.soap}
        options={[
          ['none', '不是 SOAP'],
          ['1.1', 'SOAP 1.1'],
          ['1.2', 'SOAP 1.2'],
        ]}
        change={(soap) => set({ soap })}
      />
      {draft.soap === 'none' ? (
        <TextRow
          pointer={`${request}/mediaType`}
          label="正文的类型"
          value={draft.mediaType}
          change={(mediaType) => set({ mediaType })}
        />
      ) : (
        <TextRow
          pointer={`${request}/soap/action`}
          label="SOAP 动作（选填）"
          value={draft.soapAction}
          change={(soapAction) => set({ soapAction })}
        />
      )}
      <TextRow
        pointer={`${request}/body`}
        label={draft.soap === 'none' ? '正文（选填）' : 'SOAP 正文的内容'}
        kind="long"
        hint="可以用与查询参数相同的占位。"
        value={draft.body}
        change={(body) => set({ body })}
      />
    </>
  );
}
