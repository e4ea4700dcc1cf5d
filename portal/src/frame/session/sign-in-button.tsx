import { Button } from 'antd';
import { useState } from 'react';
import { NotReachable } from '../../shared/api/api-errors.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useSession } from './session-context.ts';

/** Leads to the OpenID provider; says so when it cannot be reached. */
export function SignInButton({ label }: { readonly label: string }) {
  const session = useSession();
  const [leaving, setLeaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    setError(null);
    try {
      await session.signIn();
    } catch (cause) {
      setError(new NotReachable({ cause }));
      setLeaving(false);
    }
  };
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      <Button type="primary" size="large" loading={leaving} onClick={() => void leave()}>
        {label}
      </Button>
    </>
  );
}
