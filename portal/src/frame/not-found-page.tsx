import { Link } from 'react-router';
import { PageHeader } from '../shared/page-header.tsx';

/** Answers an address that no page has. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="没有这个页面" />
      <p>地址可能不完整，或页面已经换了地方。请核对地址，或从菜单重新进入。</p>
      <p>
        <Link to="/">回到我的工作</Link>
      </p>
    </>
  );
}
