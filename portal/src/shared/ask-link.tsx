import { useContext } from 'react';
import { Link, useInRouterContext, useLocation, useNavigate } from 'react-router';
import { askQuestionRoute } from '../../../schemas/departments/question-routes.ts';
import { CallerContext, hasRole } from './caller.ts';

type AskLinkProps = { readonly children: string; readonly requestId?: string };

/** Leads to a question about this page; nothing for who cannot ask. The page's title is kept out of the address. */
export function AskLink(props: AskLinkProps) {
  const caller = useContext(CallerContext);
  const isInRouter = useInRouterContext();
  if (!isInRouter || caller === undefined || !hasRole(caller, askQuestionRoute.callers)) return null;
  return <LinkFromHere {...props} />;
}

function LinkFromHere({ children, requestId }: AskLinkProps) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const query = new URLSearchParams({ about: pathname, ...(requestId === undefined ? {} : { request: requestId }) });
  const to = `/questions/new?${query.toString()}`;
  return (
    <Link
      to={to}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        // The page has set its title after it was drawn.
        void navigate(to, { state: { pageTitle: document.title.split(' · ')[0] ?? '' } });
      }}
    >
      {children}
    </Link>
  );
}
