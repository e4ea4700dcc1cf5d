import { useContext } from 'react';
import { HelpContext } from '../../shared/help-context.ts';

/** Phone, mail and hours of the information centre; what the settings leave empty is not shown. */
export function HelpLine() {
  const { phone, mail, hours } = useContext(HelpContext);
  return (
    <p className="help-line">
      需要帮助请联系市政府信息中心
      {phone !== '' && (
        <span>
          电话 <a href={`tel:${phone}`}>{phone}</a>
        </span>
      )}
      {mail !== '' && (
        <span>
          邮箱 <a href={`mailto:${mail}`}>{mail}</a>
        </span>
      )}
      {hours !== '' && <span>{hours}</span>}
    </p>
  );
}
