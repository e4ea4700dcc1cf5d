import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';

const PagedState = z.object({ paged: z.literal(true) });

/** Leads through a list by the server's cursor, which is in the address. */
export function Pager({ next }: { readonly next: string | undefined }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const hasCursor = search.has('cursor');
  if (!hasCursor && next === undefined) return null;
  const withCursor = (cursor: string | undefined): string => {
    const changed = new URLSearchParams(search);
    if (cursor === undefined) changed.delete('cursor');
    else changed.set('cursor', cursor);
    return `?${changed.toString()}`;
  };
  return (
    <nav className="pager" aria-label="翻页">
      {hasCursor && PagedState.safeParse(location.state).success && (
        <button type="button" className="link-button" onClick={() => void navigate(-1)}>
          上一页
        </button>
      )}
      {hasCursor && <Link to={withCursor(undefined)}>第一页</Link>}
      {next !== undefined && (
        <Link to={withCursor(next)} state={{ paged: true }}>
          下一页
        </Link>
      )}
    </nav>
  );
}
