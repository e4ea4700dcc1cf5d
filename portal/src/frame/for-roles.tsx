import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Role } from '../../../schemas/kernel/role.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { PageHeader } from '../shared/page-header.tsx';

type ForRolesProps = { readonly roles: readonly Role[] | 'all'; readonly children: ReactNode };

/** Saves a person a page on which the API would refuse everything; the API still decides. */
export function ForRoles({ roles, children }: ForRolesProps) {
  if (hasRole(useCaller(), roles)) return children;
  return (
    <>
      <PageHeader title="您的账号不使用这个页面" />
      <p>这个页面供其他职责的人员使用。如工作需要，请联系市政府信息中心调整您的账号。</p>
      <p>
        <Link to="/">回到我的工作</Link>
      </p>
    </>
  );
}
