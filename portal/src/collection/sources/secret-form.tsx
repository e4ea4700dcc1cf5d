import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import {
  listSourcesRoute,
  readSourceRoute,
  setSourceSecretRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import { secretBinding, secretPartNames } from '../../../../schemas/collection/sources/secret-binding.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { Moment } from '../../shared/moment.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { addressOfBinding, secretPartLabel } from './secret-words.ts';

type SecretPanelProps = { readonly source: Source; readonly canSet: boolean };

/** What is kept of the secret, which is never shown, and the form that replaces it. */
export function SecretPanel({ source, canSet }: SecretPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const { secret, declaration, dataset, channel, state } = source;
  const names = secretPartNames(declaration);
  const address = addressOfBinding(secretBinding(declaration));
  if (names.length === 0)
    return (
      <section className="panel">
        <h2>访问凭据</h2>
        <p>登记的认证方式不需要凭据。</p>
      </section>
    );
  const isWanted = canSet && state !== 'retired';
  return (
    <section className="panel" id="secret">
      <h2>访问凭据</h2>
      {secret === undefined ? (
        <p>还没有登记。{canSet ? '' : '由提供部门或信息中心登记。'}</p>
      ) : (
        <p>
          已登记{secret.parts.map(secretPartLabel).join('、')}，<Moment iso={secret.at} />
          ；加密保存，任何人都不能再看到，只会发往 {addressOfBinding(secret.boundTo ?? secretBinding(declaration))}。
        </p>
      )}
      {isWanted && (secret === undefined || isOpen) && (
        <SecretForm
          dataset={dataset}
          channel={channel}
          names={names}
          address={address}
          isNew={secret === undefined}
          done={() => setOpen(false)}
        />
      )}
      {isWanted && secret !== undefined && !isOpen && (
        <div className="actions">
          <Button onClick={() => setOpen(true)}>更换凭据</Button>
          <Link to="?tab=test">测试调用</Link>
        </div>
      )}
    </section>
  );
}

type SecretFormProps = Pick<Source, 'dataset' | 'channel'> & {
  readonly names: readonly string[];
  readonly address: string;
  readonly isNew: boolean;
  readonly done: () => void;
};

/** Sends the secret once; what was typed is kept nowhere, neither in a draft nor in the page after it is sent. */
function SecretForm({ dataset, channel, names, address, isNew, done }: SecretFormProps) {
  const id = useId();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { act, isPending, error } = useAction(setSourceSecretRoute, {
    refreshes: [readSourceRoute, listSourcesRoute],
  });
  const isComplete = names.every((name) => (typed[name] ?? '') !== '');
  const send = async (): Promise<void> => {
    const secret = Object.fromEntries(names.map((name) => [name, typed[name] ?? '']));
    await act({ params: { dataset, channel }, body: { secret } });
    setTyped({});
    done();
  };
  return (
    <form
      className="form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <p>{`凭据只在这里填一次，加密保存，不再显示，只会发往 ${address}。地址改变后会自动删除，须重新填写。`}</p>
      {names.map((name) => (
        <div className="form-field" key={name}>
          <label htmlFor={`${id}-${name}`}>{secretPartLabel(name)}</label>
          <Input
            id={`${id}-${name}`}
            type="password"
            autoComplete="new-password"
            value={typed[name] ?? ''}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        </div>
      ))}
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isPending} disabled={!isComplete}>
          {isNew ? '登记凭据' : '更换凭据'}
        </Button>
        {!isNew && <Button onClick={done}>先不更换</Button>}
      </div>
    </form>
  );
}
