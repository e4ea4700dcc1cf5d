import { Link } from 'react-router';
import { useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { HelpLine } from './help-line.tsx';
import { walks } from './walks/walks.ts';

const words: readonly (readonly [string, string])[] = [
  ['信息资源', '目录中的一项数据，例如“居民身份证信息”。由一个部门提供，有固定的信息项。'],
  ['报送', '把数据交到平台：上传电子表格，或由平台读取服务接口、前置库表。每次报送都逐行检查。'],
  ['退回', '不符合目录要求的行不入库，退给报送部门修改。其余行不受影响。'],
  ['放行', '一次报送会移除很多记录时，先等信息中心的另一个人确认，再入库。'],
  ['挂接', '信息资源已有数据，并且信息中心验收通过。'],
  ['全量、增量', '全量报送包含全部记录，没有出现的记录会被移除；增量报送只新增和变更。'],
];

/** Says what the words mean and where to ask. */
export default function HelpPage() {
  const { name, department } = useCaller();
  return (
    <>
      <PageHeader title="帮助">
        您以 {name}（{department.name}）登录。
      </PageHeader>
      <section className="panel">
        <h2>三种归集方式，一步一步看</h2>
        <ul className="tasks">
          {walks.map(({ id, title, lead }) => (
            <li key={id}>
              <Link to={`/help/${id}`}>{title}</Link>
              <p className="notice-text">{lead}</p>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>平台用到的词</h2>
        <dl className="glossary">
          {words.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="panel">
        <h2>程序对接</h2>
        <p>
          业务系统对接请看 <a href="/api/v1/docs">接口说明</a>；核验电子证照请用 <a href="/verify">证照核验</a>。
        </p>
      </section>
      <section className="panel">
        <h2>联系方式</h2>
        <HelpLine />
      </section>
    </>
  );
}
