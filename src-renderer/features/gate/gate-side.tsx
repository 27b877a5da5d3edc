import { type ReactNode, useEffect, useState } from 'react';
import type { GateState } from '../../stores/session-store.ts';
import { clockMinutes, fullDay } from '../../ui/moments.ts';

/** Whose desk this is and what its clock says: the left column of the gate. */
export function GateSide({ gate }: { readonly gate: GateState }): ReactNode {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const tick = setInterval(() => setNow(new Date().toISOString()), 10_000);
    return () => clearInterval(tick);
  }, []);
  return (
    <aside className="gate-side">
      <p className="product">考籍登记台</p>
      {gate.officeName && <p className="office">{gate.officeName}</p>}
      {gate.deskName && <p>{gate.deskName}</p>}
      <p className="second figures">
        {fullDay(now)} · 电脑时间 {clockMinutes(now)}
      </p>
      {gate.isDemo && <p className="demo-mark">演示旗县：这里的人都是编出来的</p>}
      <p className="hint">版本 {gate.appVersion}</p>
    </aside>
  );
}
