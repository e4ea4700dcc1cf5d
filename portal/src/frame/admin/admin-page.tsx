import { Link } from 'react-router';
import { PageHeader } from '../../shared/page-header.tsx';

// prettier-ignore
const parts = [
  { to: '/admin/departments', name: '部门', what: '参加归集的部门、批次和挂接期限；登记新部门，修改名称和期限。' },
  { to: '/admin/accounts', name: '账号', what: '人员和系统的账号、角色和负责人；登记、调整、停用和恢复。' },
  { to: '/admin/holidays', name: '节假日', what: '每年的放假日和调休上班日，工作日时限据此计算；通知公布后录入下一年。' },
  { to: '/admin/code-lists', name: '代码表', what: '填报时可选的代码和名称，以及所依据的标准。' },
  { to: '/admin/queues', name: '处理队列', what: '每一步有多少消息在等待，哪些多次处理失败、需要查明原因。' },
  { to: '/admin/grants', name: '按账号的证照授权', what: '以前按账号给出的授权，还没有转为部门的数据授权。' },
] as const;

/** Leads to what only the information centre keeps in order. */
export default function AdminPage() {
  return (
    <>
      <PageHeader title="管理">
        信息中心维护的部门、账号、节假日、代码表、队列和授权；每次改动都写明理由并留痕。
      </PageHeader>
      <section className="panel">
        <dl className="glossary">
          {parts.map(({ to, name, what }) => (
            <div key={to}>
              <dt>
                <Link to={to}>{name}</Link>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
