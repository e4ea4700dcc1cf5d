import { useEffect } from 'react';
import { HelpLine } from '../help/help-line.tsx';
import { SignInButton } from './sign-in-button.tsx';

/** What is seen without a session, at any address; the sign-in comes back to it. */
export function SignInPage() {
  useEffect(() => {
    document.title = '登录 · 归集';
  }, []);
  return (
    <div className="sign-in">
      <main className="sign-in-card">
        <h1>归集</h1>
        <p>各部门按目录报送政务数据，信息中心验收后供全市查询使用。</p>
        <p>请用本单位分配给您的账号登录。登录后会回到您要打开的页面。</p>
        <SignInButton label="登录" />
        <p className="sign-in-other">
          核验电子证照不需要登录：<a href="/verify">打开证照核验</a>
        </p>
        <HelpLine />
      </main>
    </div>
  );
}
