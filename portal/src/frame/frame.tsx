import { useEffect, useRef, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { whoAmIRoute } from '../../../schemas/departments/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { AskLink } from '../shared/ask-link.tsx';
import { CallerContext } from '../shared/caller.ts';
import { QueryView } from '../shared/states/query-view.tsx';
import { DemoStrip } from './demo-strip.tsx';
import { HelpLine } from './help/help-line.tsx';
import { helpAddress } from './help/walks/help-address.ts';
import { Menu } from './menu.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { SessionEndedNotice } from './session/session-ended.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeepFocus } from './use-keep-focus.ts';

const hourMs = 3_600_000;

/** What stands around every page: skip link, bar, menu, the page's place, the centre's address. */
export function Frame() {
  const me = useRoute(whoAmIRoute, {}, { staleMs: hourMs });
  const [menuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isLoading = useNavigation().state === 'loading';
  useMoveFocus(pathname, main);
  useKeepFocus();
  return (
    <CallerContext value={me.data}>
      <a className="skip-link" href="#page">
        跳到正文
      </a>
      <TopBar menuOpen={menuOpen} toggleMenu={() => setMenuOpen(!menuOpen)} />
      <OfflineNotice />
      <DemoStrip />
      <div className="below-bar">
        {me.data !== undefined && <Menu open={menuOpen} close={() => setMenuOpen(false)} />}
        <main id="page" className="page" tabIndex={-1} ref={main} aria-busy={isLoading}>
          <QueryView query={me} what="您的账号">
            {() => <Outlet />}
          </QueryView>
        </main>
      </div>
      <footer className="foot">
        {!pathname.startsWith('/help') && (
          <p className="help-line">
            <Link to={helpAddress(pathname)}>本页的帮助</Link>
            {!pathname.startsWith('/questions') && <AskLink>向信息中心提问</AskLink>}
          </p>
        )}
        <HelpLine />
      </footer>
      <SessionEndedNotice />
      <ScrollRestoration />
    </CallerContext>
  );
}

/** A screen reader begins to read the new page, as it would after a page load. */
function useMoveFocus(pathname: string, main: { readonly current: HTMLElement | null }): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}
