/** Says how to be answered at once, by what the help line at the foot of the page shows; empty where it shows neither. */
export function urgentHint({ phone, mail }: { readonly phone: string; readonly mail: string }): string {
  if (phone !== '') return '着急时请打页面下方的电话。';
  return mail === '' ? '' : '着急时请写邮件到页面下方的邮箱。';
}
