import type { ReactNode } from 'react';
import { roleLabel } from '#shared/labels/role.ts';
import type { GateState } from '../../stores/session-store.ts';

type Account = GateState['demoAccounts'][number];

/** The demo county's people with their passwords; a press fills the form. Never shown for a real office. */
export function DemoAccounts({
  accounts,
  onPick,
}: {
  readonly accounts: readonly Account[];
  readonly onPick: (account: Account) => void;
}): ReactNode {
  return (
    <section className="gate-card demo-accounts" aria-labelledby="demo-title">
      <h2 id="demo-title">演示账户（点一下填好）</h2>
      <ul>
        {accounts.map((account) => (
          <li key={account.loginName}>
            <button type="button" onClick={() => onPick(account)}>
              <span>
                {roleLabel(account.role)} {account.displayName}
              </span>
              <span className="figures hint">
                {account.loginName} / {account.password}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
