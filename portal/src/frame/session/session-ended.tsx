import { PageDialog } from '../../shared/page-dialog.tsx';
import { useSessionState } from './session-context.ts';
import { SignInButton } from './sign-in-button.tsx';

/** Stands over the page, which keeps what was typed, until the person has signed in again. */
export function SessionEndedNotice() {
  return (
    <PageDialog open={useSessionState() === 'ended'} closable={false} title="登录已过期" centered>
      <p>为了安全，登录一段时间后会过期。您填写的内容仍保留在这台电脑上，重新登录后会回到本页。</p>
      <SignInButton label="重新登录" />
    </PageDialog>
  );
}
