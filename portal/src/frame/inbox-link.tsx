import { Link } from 'react-router';
import { countUnreadNoticesRoute, maxUnreadCounted } from '../../../schemas/sharing/unread-count.ts';
import { useRoute } from '../shared/api/use-api.ts';

const pollMs = 60_000;

/** Leads to the inbox, with the number of unread notices; asks once a minute while the window is seen. */
export function InboxLink() {
  const { data } = useRoute(countUnreadNoticesRoute, {}, { pollMs });
  const unread = data?.unread ?? 0;
  const count = unread >= maxUnreadCounted ? `${maxUnreadCounted - 1}+` : String(unread);
  return (
    <Link className="bar-inbox" to="/inbox">
      消息
      {unread > 0 && (
        <span className="bar-unread">
          {count}
          <span className="for-readers"> 条未读</span>
        </span>
      )}
    </Link>
  );
}
