import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { yearDayAndTime } from '../../ui/moments.ts';

/** Everything else the set-up file brings: county, windows, editions, schools, accounts. */
export function SetupContents({ preview }: { readonly preview: Output<'setup.useDemo'> }): ReactNode {
  return (
    <section className="card set-up-contents" aria-label="文件内容">
      <dl>
        <Part term="机构">{preview.officeName}</Part>
        <Part term="旗县">
          {preview.countyName}（{preview.countyCode}）
        </Part>
        <Part term="考区">{preview.examAreaName}</Part>
        <Part term="窗口">
          <ul>
            {preview.windows.map((window) => (
              <li key={`${window.label}${window.opensAt}`}>
                {window.label}：{yearDayAndTime(window.opensAt)} 至 {yearDayAndTime(window.closesAt)}
              </li>
            ))}
          </ul>
        </Part>
        <Part term="版本">
          <ul>
            {preview.editions.map((edition) => (
              <li key={edition.id}>
                {edition.label}，{edition.from} 起
              </li>
            ))}
          </ul>
        </Part>
        <Part term={`学校 ${preview.schools.length} 所`}>
          <ul>
            {preview.schools.map((school) => (
              <li key={school.code}>
                {school.name}，{school.classes} 个班
              </li>
            ))}
          </ul>
        </Part>
        <Part term={`账户 ${preview.accounts.length} 个`}>
          <ul>
            {preview.accounts.map((account) => (
              <li key={account.loginName}>
                {roleLabel(account.role)} {account.displayName}（{account.loginName}
                {account.password === null ? '' : ` / ${account.password}`}）{account.schoolName}
              </li>
            ))}
          </ul>
        </Part>
      </dl>
    </section>
  );
}

function Part({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="part">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
