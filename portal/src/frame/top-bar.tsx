import { Button, Input } from 'antd';
import { useContext, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { roleNames } from '../../../schemas/openapi/room-names.ts';
import { CallerContext } from '../shared/caller.ts';
import { InboxLink } from './inbox-link.tsx';
import { useSession } from './session/session-context.ts';

type TopBarProps = { readonly menuOpen: boolean; readonly toggleMenu: () => void };

/** Name of the platform, search, and who is signed in. */
export function TopBar({ menuOpen, toggleMenu }: TopBarProps) {
  const caller = useContext(CallerContext);
  const session = useSession();
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await session.signOut().catch(() => setLeaving(false));
  };
  return (
    <header className="bar">
      <button type="button" className="menu-button" aria-expanded={menuOpen} aria-controls="menu" onClick={toggleMenu}>
        菜单
      </button>
      <Link className="bar-name" to="/">
        归集
      </Link>
      <SearchBox />
      {caller !== undefined && (
        <div className="bar-person">
          <InboxLink />
          <span className="bar-who">
            <b>{caller.name}</b> {caller.department.name} · {caller.roles.map((role) => roleNames[role]).join('、')}
          </span>
          <Button ghost size="small" loading={leaving} onClick={() => void leave()}>
            退出登录
          </Button>
        </div>
      )}
    </header>
  );
}

function SearchBox() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <search className="bar-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void navigate(`/search?${new URLSearchParams({ q: text.trim() }).toString()}`);
        }}
      >
        <Input
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder="信息资源名称，或报送、证照的编号"
          aria-label="搜索信息资源、报送和证照"
          allowClear
          maxLength={100}
        />
        <Button htmlType="submit">搜索</Button>
      </form>
    </search>
  );
}
