import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import { useState, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router';
import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';
import { apiClient } from '../shared/api/api-client.ts';
import { ApiContext } from '../shared/api/use-api.ts';
import { HelpContext } from '../shared/help-context.ts';
import { createPortalRouter } from './create-router.tsx';
import { createQueries } from './queries.ts';
import { SessionContext } from './session/session-context.ts';
import type { Session } from './session/session.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { theme } from './theme.ts';

type AppProps = { readonly session: Session; readonly settings: PortalSettings };

/** Joins what every page needs: words and look, session, API, queries, addresses. */
export function App({ session, settings }: AppProps) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [queries] = useState(createQueries);
  const [api] = useState(() => apiClient(session.token));
  const [router] = useState(createPortalRouter);
  return (
    <ConfigProvider locale={zhCN} theme={theme} componentSize="medium" button={{ autoInsertSpace: false }}>
      <SessionContext value={session}>
        <HelpContext value={settings.help}>
          <ApiContext value={api}>
            <QueryClientProvider client={queries}>
              {state === 'signed-out' ? <SignInPage /> : <RouterProvider router={router} />}
            </QueryClientProvider>
          </ApiContext>
        </HelpContext>
      </SessionContext>
    </ConfigProvider>
  );
}
