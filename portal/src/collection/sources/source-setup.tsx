import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import { secretPartNames } from '../../../../schemas/collection/sources/secret-binding.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { Facts } from '../../shared/facts.tsx';
import { StateTag, type Tone } from '../../shared/state-tag.tsx';
import { describeRegistration } from './describe-declaration.ts';
import { SecretPanel } from './secret-form.tsx';
import { isTested } from './source-health.ts';

type SetupProps = {
  readonly source: Source;
  readonly fields: readonly Field[];
  /** The provider's own people change what is registered. */
  readonly isOwn: boolean;
  readonly canSetSecret: boolean;
};

/** What is registered, what is still to be done before the source runs, and the secret's form. */
export function SourceSetup({ source, fields, isOwn, canSetSecret }: SetupProps) {
  const { dataset, channel, declarationVersion, state } = source;
  const labels = new Map(fields.map(({ key, label }) => [key, label]));
  return (
    <>
      {(state === 'registered' || state === 'returned') && <Progress source={source} isOwn={isOwn} />}
      <SecretPanel source={source} canSet={canSetSecret} />
      <section className="panel">
        <h2>登记内容（第 {declarationVersion} 版）</h2>
        {isOwn && (
          <p>
            <Link to={`/sources/${dataset}/${channel}/register`}>修改登记内容</Link>
          </p>
        )}
        {describeRegistration(source, (field) => labels.get(field) ?? field).map(({ title, facts }) => (
          <section key={title} className="facts-group">
            <h3>{title}</h3>
            <Facts facts={facts} />
          </section>
        ))}
      </section>
    </>
  );
}

type StepLine = { readonly name: string; readonly tone: Tone; readonly word: string; readonly next?: ReactNode };

/** The steps until the source runs: registered, secret, test call, confirmation. */
function Progress({ source, isOwn }: { readonly source: Source; readonly isOwn: boolean }) {
  const needsSecret = secretPartNames(source.declaration).length > 0;
  const isReturned = source.state === 'returned';
  const hasSecret = !needsSecret || source.secret !== undefined;
  const lines: readonly StepLine[] = [
    {
      name: '登记',
      tone: isReturned ? 'bad' : 'good',
      word: isReturned ? '信息中心已退回' : '已登记',
      next: isReturned && isOwn && (
        <Link to={`/sources/${source.dataset}/${source.channel}/register`}>修改登记内容</Link>
      ),
    },
    {
      name: '访问凭据',
      tone: hasSecret ? 'good' : 'waiting',
      word: secretWord(needsSecret, hasSecret),
      next: !hasSecret && <a href="#secret">在下面登记</a>,
    },
    testLine(source, hasSecret),
    {
      name: '信息中心确认',
      tone: isTested(source) && !isReturned ? 'running' : 'idle',
      word: isTested(source) && !isReturned ? '已送交信息中心，等待确认' : '测试成功后送交',
    },
  ];
  return (
    <section className="panel">
      <h2>办理进度</h2>
      <ol className="setup-steps">
        {lines.map(({ name, tone, word, next }) => (
          <li key={name}>
            <b>{name}</b> <StateTag tone={tone}>{word}</StateTag> {next}
          </li>
        ))}
      </ol>
    </section>
  );
}

function secretWord(isNeeded: boolean, isSet: boolean): string {
  if (!isNeeded) return '不需要';
  return isSet ? '已登记' : '还没有登记';
}

function testLine(source: Source, hasSecret: boolean): StepLine {
  const name = '测试调用';
  if (isTested(source)) return { name, tone: 'good', word: '测试成功', next: <Link to="?tab=test">看对应情况</Link> };
  const isFailed = source.test !== undefined && source.test.declarationVersion === source.declarationVersion;
  return {
    name,
    tone: isFailed ? 'bad' : 'waiting',
    word: isFailed ? '没有成功' : '还没有测试',
    next: hasSecret && <Link to="?tab=test">{isFailed ? '看原因并重新测试' : '去测试'}</Link>,
  };
}
