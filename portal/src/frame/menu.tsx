import { NavLink } from 'react-router';
import { hasRole, useCaller } from '../shared/caller.ts';
import { pages } from './pages.ts';

/** The pages of this person's roles; below 900 pixels it opens from the bar. */
export function Menu({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const caller = useCaller();
  return (
    <nav id="menu" className={open ? 'menu menu-open' : 'menu'} aria-label="主菜单">
      <ul>
        {pages.map(({ path, menu, roles }) =>
          menu === undefined || !hasRole(caller, roles) ? null : (
            <li key={path}>
              <NavLink to={path} end={path === '/'} onClick={close}>
                {menu}
              </NavLink>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
